"""The way from one schema to the next. Alembic is heavy: it is imported only when a migration runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from app.errors import StoreUnavailable
from app.store.database import Database, open_database
from app.store.fingerprints import make_fingerprints
from app.store.fulltext.keep import Progress, refresh
from app.store.unclaimed import make_claims
from app.store.unthreaded import make_threads
from app.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).resolve().parents[2] / "migrations"


def _own_words() -> Vocabulary:
    return load_vocabulary(MIGRATIONS.parent / "data" / "vocabulary")


def upgrade(
    database_url: str,
    revision: str = "head",
    progress: Progress | None = None,
    words: Callable[[], Vocabulary] = _own_words,
) -> int:
    """Bring a database to the newest schema, all steps or none; a missing file and its folder are created. Then make its full-text
    index anew where that is none of this program's: the number of documents indexed. `progress` is told of them, and before of those
    whose sketches, claims and threads are made; `words` gives the vocabulary that those need.

    Raises `StoreUnavailable` where it cannot be opened, is locked or is no database, `InvalidInput` where there is no place for it.
    """
    from alembic import command

    database = open_database(database_url)
    database.make_place()
    with database.migrating() as connection:
        command.upgrade(alembic_config(connection), revision)
        _check_references(database, connection)
    if revision != "head":
        return 0
    try:
        make_fingerprints(database, progress)
        make_claims(database, words, progress)
        make_threads(database, words, progress)
        indexed = refresh(database, progress)
        if indexed:
            database.settle()
        return indexed
    finally:
        database.close()


def downgrade(database_url: str, revision: str = "base") -> None:
    """Take a database back to an older schema, all steps or none; errors as for `upgrade`."""
    from alembic import command

    database = open_database(database_url)
    with database.migrating() as connection:
        command.downgrade(alembic_config(connection), revision)
        _check_references(database, connection)


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for a connection of ours, in whose transaction `migrations/env.py` then works."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _check_references(database: Database, connection: Connection) -> None:
    """SQLite's foreign keys are off while tables are rebuilt, so they are checked before the commit."""
    if broken := database.broken_references(connection):
        raise StoreUnavailable(
            f"the migration would leave {broken} rows without what they refer to; nothing was changed"
        )
