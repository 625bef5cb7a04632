"""The way from one schema to the next. Alembic is heavy: it is imported only when a migration runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, text

from app.errors import StoreUnavailable
from app.store.database import open_database
from app.store.fulltext.keep import Progress, refresh

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(database_url: str, revision: str = "head", progress: Progress | None = None) -> int:
    """Bring a database to the newest schema, all steps or none; a missing file is created. Then make its full-text index anew
    where that is none of this program's: the number of documents indexed, of which `progress` is told.

    Raises `StoreUnavailable` where the file cannot be opened, is locked or is no database.
    """
    from alembic import command

    database = open_database(database_url)
    with database.migrating() as connection:
        command.upgrade(alembic_config(connection), revision)
        _check_references(connection)
    if revision != "head":
        return 0
    try:
        return refresh(database, progress)
    finally:
        database.close()


def downgrade(database_url: str, revision: str = "base") -> None:
    """Take a database back to an older schema, all steps or none; errors as for `upgrade`."""
    from alembic import command

    database = open_database(database_url)
    with database.migrating() as connection:
        command.downgrade(alembic_config(connection), revision)
        _check_references(connection)


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for a connection of ours, in whose transaction `migrations/env.py` then works."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _check_references(connection: Connection) -> None:
    """Foreign keys are off while tables are rebuilt, so they are checked before the commit."""
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise StoreUnavailable(
            f"the migration would leave {len(broken)} rows without what they refer to; nothing was changed"
        )
