"""The database as the other rooms see it: one writer, one transaction at a time, and readers that cannot write.

All that is peculiar to a kind of database stands in `sqlite*.py` and `postgres.py`, behind what `backend.py` says.
"""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Final

from app.errors import InvalidInput, StoreUnavailable
from app.store.backend import MOST_SECONDS, PATIENCE, Backend, Reader
from app.store.sqlite import DRIVER, file_at, identity_of
from app.store.sqlite_backend import SqliteBackend

if TYPE_CHECKING:  # loaded by whoever first writes: most servers only read
    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.orm import Session

    from app.store.backup import Contents, Progress, Restored

__all__ = [
    "MOST_SECONDS",
    "PATIENCE",
    "SCHEMA_REVISION",
    "Database",
    "Reader",
    "check_ready",
    "open_database",
]

SCHEMA_REVISION: Final = "2026_12_03_threads"
"""The newest revision under migrations/versions; a constant, so that a server need not import Alembic to know it."""

_FILE: Final = "sqlite:///"


class Database:
    """One database. Nothing is opened before it is needed; every failure that its state explains is `StoreUnavailable`."""

    def __init__(self, backend: Backend, *, bulk: bool = False) -> None:
        self._backend = backend
        self._bulk = bulk
        self._has_schema = False
        self._writer: Engine | None = None
        self._lock = Lock()

    @property
    def name(self) -> str:
        """For messages; never with a password."""
        return self._backend.name

    @property
    def is_remote(self) -> bool:
        """Whether a query waits for a network: an event loop then leaves it to a thread."""
        return self._backend.is_remote

    def exists(self) -> bool:
        """Whether there is anything at its place."""
        return self._backend.exists()

    def identity(self) -> Hashable:
        """What stands at its place now, as far as that can be seen without opening it; see `Reader.identity`."""
        return self._backend.identity()

    def is_at(self, file: Path) -> bool:
        """Whether this file is the database."""
        return not self.is_remote and self.identity() == identity_of(file_at(file))

    def make_place(self) -> None:
        """Make what a new database needs to lie in. `InvalidInput` where that cannot be."""
        self._backend.make_place()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One write transaction: committed at the end of the block, rolled back whole by any exception.

        Savepoints (`session.begin_nested()`) work. The data version goes up if something was marked as changed.
        Waits for other writers, in this process and outside, then raises `StoreUnavailable`: after `PATIENCE` seconds in all, on SQLite after
        as many in which none of them has committed.
        """
        from app.store.transactions import transaction

        with self._backend.told():
            if not self._has_schema:
                self.reader().close()
            started = time.monotonic()
            with self._writing().connect() as connection:
                connection.info["patience"] = max(0.0, PATIENCE - (time.monotonic() - started))
                with transaction(connection) as session:
                    yield session

    def _writing(self) -> Engine:
        """The one engine of all transactions."""
        with self._lock:
            if self._writer is None:
                self._writer = self._backend.writer(PATIENCE)
            return self._writer

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A transaction for schema changes: creates a missing file, asks for no schema, excludes writers."""
        with self._backend.told(), self._backend.migrator().connect() as connection:
            connection.info["patience"] = PATIENCE
            with connection.begin():
                yield connection
        self._has_schema = False

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """A connection that changes nothing, holds up nobody and asks for no schema."""
        with self._backend.told(), self._backend.looker().connect() as connection:
            yield connection

    def reader(self) -> Reader:
        """A connection that cannot write. `StoreUnavailable` if the database is missing, none, or of another schema."""
        reader = self._backend.reader()
        try:
            found = reader.revision()
            if found is None:
                raise StoreUnavailable(f"{self.name} has no tables yet: run `summitry migrate`")
            if found != SCHEMA_REVISION:
                raise StoreUnavailable(
                    f"{self.name} has schema {found}, this program needs {SCHEMA_REVISION}: run `summitry migrate`"
                )
        except BaseException:
            reader.close()
            raise
        self._has_schema = True
        return reader

    def revision(self) -> str | None:
        """The revision of the schema, None where there is no database or no schema in it."""
        if not self.exists():
            return None
        reader = self._backend.reader()
        try:
            return reader.revision()
        finally:
            reader.close()

    def broken_references(self, connection: Connection) -> int:
        """Rows that a migration, on its connection, has left without what they refer to."""
        return self._backend.broken_references(connection)

    def copy_into(self, part: Path, progress: Progress) -> Contents:
        """All that is stored at one moment in one file; see `backup.back_up`."""
        return self._backend.copy_into(part, progress)

    def put_back(self, file: Path, *, replace: bool, progress: Progress) -> Restored:
        """Such a file in the place of what is stored; see `backup.restore`."""
        return self._backend.put_back(file, replace=replace, progress=progress)

    def storage_faults(self, *, full: bool) -> list[str]:
        """What is wrong with the database as such, whatever it holds; see `check.check_store`."""
        return self._backend.storage_faults(full=full)

    def close(self) -> None:
        """Close the writer, and bring what it has written to where it is safe."""
        if self._writer is None:
            return
        try:
            if self._has_schema and self._bulk:
                self.settle()
        finally:
            self._writer.dispose()

    def settle(self) -> None:
        """After many documents: bring all to where it is safe, and put the full-text index in order. Seconds for each 100,000 documents."""
        with self._backend.told():
            self._backend.settle(self._writing())


def open_database(url: str, *, bulk: bool = False, driver: ModuleType = DRIVER) -> Database:
    """The database at `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST:PORT/NAME`.

    `bulk`, for loading many documents, puts the commits of a file on the disk at `close()` only, and settles it then; a server does as it is
    set up.
    Raises `InvalidInput` for an address that is none of ours.
    """
    if url.startswith(_FILE):
        # As SQLAlchemy reads it, without loading it.
        file: str | None = url.removeprefix(_FILE).partition("?")[0]
    else:
        parsed = _parsed(url)
        if parsed.get_backend_name() != "sqlite":
            # Late, because the driver takes a tenth of a second and ten megabytes that a file does not need.
            from app.store.postgres import PostgresBackend

            return Database(PostgresBackend(parsed), bulk=bulk)
        file = parsed.database
    if not file or file == ":memory:":
        raise InvalidInput(
            "the database must be a file: sqlite:///FILE (writers and readers have connections of their own)"
        )
    return Database(SqliteBackend(Path(file).resolve(), driver=driver, bulk=bulk), bulk=bulk)


def _parsed(url: str) -> URL:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        parsed = None
    if parsed is None or parsed.get_backend_name() not in ("sqlite", "postgresql", "postgres"):
        raise InvalidInput(  # the address may hold a password: not told
            "the database's address must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME"
        )
    return parsed


def check_ready(database: Database) -> None:
    """`StoreUnavailable` with the reason unless the database can be read and has the right schema."""
    reader = database.reader()
    try:
        reader.data_version()
    finally:
        reader.close()
