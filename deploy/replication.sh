# Runs once, when the main server's folder is made: lets the copy follow.
echo "host replication all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
