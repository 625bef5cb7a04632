# The copy: filled from the main server where its folder is empty, then a server that follows it.
set -euo pipefail
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  rm -rf "${PGDATA:?}"/*
  PGPASSWORD="$POSTGRES_PASSWORD" pg_basebackup --dbname="postgresql://$POSTGRES_USER@main:5432/$POSTGRES_DB" \
    --pgdata="$PGDATA" --wal-method=stream --checkpoint=fast --write-recovery-conf
  chown -R postgres:postgres "$PGDATA"
  chmod 0700 "$PGDATA"
fi
# A read that takes long must not be cut off by what the main server clears away.
exec docker-entrypoint.sh postgres -c hot_standby=on -c hot_standby_feedback=on -c shared_buffers=1GB
