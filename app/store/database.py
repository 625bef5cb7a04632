"""The database as the other rooms see it: one writer, one transaction at a time, and readers that cannot write.

All that is peculiar to a dialect stays here and in `sqlite.py`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar, Final, Literal

from sqlalchemy import Connection, Dialect, Engine, TextClause, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.pool import NullPool, QueuePool
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase

from app.errors import InvalidInput, StoreUnavailable
from app.store.jsontext import from_json, moment, to_json
from app.store.sqlite import DRIVER, PATIENCE, connect, journal_mode, told

SCHEMA_REVISION: Final = "2026_11_29_fulltext"
"""The newest revision under migrations/versions; a constant, so that a server need not import Alembic to know it."""

MOST_SECONDS: Final = 1.0
"""Seconds that one SELECT of a reader may take. Readers answer on the event loop, where everybody else waits for them."""

_STEPS: Final = 10_000
"""Steps of SQLite's machine between two looks at the clock: about a tenth of a millisecond."""

_CHANGED: Final = "summitry.changed"
_MEMORY: Final = "summitry.memory"


class Database:
    """One SQLite file. Nothing is opened before it is needed; every failure that the file explains is `StoreUnavailable`."""

    def __init__(self, path: Path, *, driver: ModuleType, bulk: bool) -> None:
        self.path = path
        self._driver = driver
        self._bulk = bulk
        self._journal: Literal["WAL", "DELETE"] = journal_mode(driver)
        self._has_schema = False
        # The pool holds one connection: SQLite takes one writer at a time, and a queue here is fairer than its lock.
        self._writer = self._engine(
            partial(connect, path, driver, journal=self._journal, synchronous="NORMAL" if bulk else "FULL"),
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
            pool_timeout=PATIENCE,
        )

    def _engine(self, creator: Any, **options: Any) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=self._driver,
            creator=creator,
            json_serializer=to_json,
            json_deserializer=from_json,
            **options,
        )

        # A deferred BEGIN that reads and then writes fails at once when another writer came between, without waiting.
        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            patience = connection.info.pop("patience", PATIENCE)
            connection.exec_driver_sql(f"PRAGMA busy_timeout={int(patience * 1000)}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        return engine

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One write transaction: committed at the end of the block, rolled back whole by any exception.

        Savepoints (`session.begin_nested()`) work. The data version goes up if something was marked as changed.
        Waits for other writers, in this process and outside, `PATIENCE` seconds in all, then raises `StoreUnavailable`.
        """
        with told(self.path):
            if not self._has_schema:
                self.reader().close()
            started = time.monotonic()
            with self._writer.connect() as connection:
                connection.info["patience"] = max(0.0, PATIENCE - (time.monotonic() - started))
                with Session(connection, expire_on_commit=False, autoflush=False) as session, session.begin():
                    event.listen(session, "after_soft_rollback", _forget)
                    session.connection()  # begins here, before anything is read
                    yield session
                    if session.info.get(_CHANGED):
                        end_version(session)

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A transaction for schema changes: creates a missing file, asks for no schema, enforces no foreign keys.

        SQLite changes most things of a table by building it anew, and dropping the old one would cascade to others.
        """
        creator = partial(
            connect, self.path, self._driver, mode="rwc", journal=self._journal, foreign_keys=False
        )
        engine = self._engine(creator, poolclass=NullPool)
        with told(self.path), engine.begin() as connection:
            yield connection
        self._has_schema = False

    def reader(self) -> Reader:
        """A connection that cannot write. `StoreUnavailable` if the file is missing, no database or of another schema."""
        with told(self.path):
            reader = Reader(connect(self.path, self._driver, query_only=True), self.path)
            try:
                reader.check_schema()
            except BaseException:
                reader.close()
                raise
        self._has_schema = True
        return reader

    def close(self) -> None:
        """Close the writer. A bulk database is first brought from its journal into its file, and on to the disk."""
        if self._bulk and self._has_schema:
            with told(self.path), self._writer.connect() as connection:
                raw = connection.connection.dbapi_connection
                assert raw is not None
                raw.execute("PRAGMA synchronous=FULL").close()
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        self._writer.dispose()


class Reader:
    """A read-only connection that answers in plain tuples, without an ORM between. Used from one thread at a time."""

    dialect: ClassVar[str] = "sqlite"

    def __init__(self, connection: Any, path: Path, most_seconds: float = MOST_SECONDS) -> None:
        self._connection = connection
        self._path = path
        self.most_seconds = most_seconds
        self._until: float | None = None
        connection.set_progress_handler(self._is_out_of_time, _STEPS)
        self._seen: int | None = None
        self._version = 0
        self._inside = False

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All queries inside see one state of the data, whatever is committed meanwhile. May be nested."""
        if self._inside:
            yield
            return
        self.rows("BEGIN")
        self._inside = True
        try:
            yield
        finally:
            self._inside = False
            if self._connection.in_transaction:  # after some failures SQLite has ended it by itself
                self.rows("COMMIT")

    def lets_write(self) -> bool:
        """Whether others can write while a snapshot is open: with a rollback journal they wait for it."""
        return bool(self.rows("PRAGMA journal_mode")[0][0] == "wal")

    def rows(self, sql: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """All rows of a query; parameters are `:name`. `TooSlow` where it takes more than `most_seconds`."""
        self._until = None
        with told(self._path):
            try:
                found: list[tuple[Any, ...]] = self._connection.execute(sql, params or {}).fetchall()
            except UnicodeDecodeError:  # pysqlite3's way to meet a text that is none
                raise StoreUnavailable(f"{self._path.name}: it is damaged; restore a backup") from None
        return found

    def _is_out_of_time(self) -> bool:
        """Begins to count when a query has begun to work: waiting for a lock has its own patience."""
        if self._until is None:
            self._until = time.monotonic() + self.most_seconds
        return time.monotonic() > self._until

    def row(self, sql: str, params: Mapping[str, Any] | None = None) -> tuple[Any, ...] | None:
        """The first row of a query, None where there is none."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def data_version(self) -> int:
        """The version of the stored data; a few microseconds while nothing changes.

        Ask before a query, not after: an answer may then be newer than its version says, never older.
        """
        # SQLite's own counter moves when another connection commits; only then is the row worth reading.
        seen = self.rows("PRAGMA data_version")[0][0]
        if seen != self._seen:
            found = self.row("SELECT value FROM store_state WHERE key = 'data_version'")
            if found is None:
                raise StoreUnavailable(f"{self._path.name}: its data version is missing; restore a backup")
            self._seen, self._version = seen, int(found[0])
        return self._version

    def check_schema(self) -> None:
        """`StoreUnavailable` unless the schema is the one that this program was written for."""
        known = self.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")
        found = self.row("SELECT version_num FROM alembic_version") if known else None
        if found is None:
            raise StoreUnavailable(f"{self._path.name} has no tables yet: run `summitry migrate`")
        if found[0] != SCHEMA_REVISION:
            raise StoreUnavailable(
                f"{self._path.name} has schema {found[0]}, this program needs {SCHEMA_REVISION}: run `summitry migrate`"
            )

    def close(self) -> None:
        self._connection.close()


def open_database(url: str, *, bulk: bool = False, driver: ModuleType = DRIVER) -> Database:
    """The database at `sqlite:///FILE`. `bulk` puts commits on the disk at `close()` only, for loading many documents.

    Raises `InvalidInput` for an address that is none of ours.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if parsed is None or parsed.get_backend_name() != "sqlite":
        raise InvalidInput(
            "the database's address must be sqlite:///FILE"
        )  # the address may hold a password: not told
    if not parsed.database or parsed.database == ":memory:":
        raise InvalidInput(
            "the database must be a file: sqlite:///FILE (writers and readers have connections of their own)"
        )
    return Database(Path(parsed.database).resolve(), driver=driver, bulk=bulk)


def mark_changed(session: Session) -> None:
    """Say that this transaction changes what is served, so that the data version goes up when it is committed."""
    session.info[_CHANGED] = True


def next_version(session: Session) -> int:
    """The version that the data will have when this transaction is committed."""
    known = memory(session)
    if _CHANGED not in known:
        found = session.execute(text("SELECT value + 1 FROM store_state WHERE key = 'data_version'"))
        known[_CHANGED] = found.scalar_one()
    version: int = known[_CHANGED]
    return version


def end_version(session: Session) -> None:
    """Give the data its next version, and remember when."""
    session.execute(text("UPDATE store_state SET value = value + 1 WHERE key = 'data_version'"))
    session.execute(
        text(
            "INSERT INTO data_version (version, at) SELECT value, :at FROM store_state WHERE key = 'data_version'"
        ),
        {"at": moment(datetime.now(UTC))},
    )


def memory(session: Session) -> dict[Any, Any]:
    """What a transaction has read or written and may need again. Any rollback, even to a savepoint, empties it."""
    found: dict[Any, Any] = session.info.setdefault(_MEMORY, {})
    return found


def _forget(session: Session, transaction: SessionTransaction) -> None:
    session.info.pop(_MEMORY, None)


def run_many(session: Session, statement: UpdateBase | TextClause, rows: Sequence[tuple[Any, ...]]) -> None:
    """A statement once for each row of plain values, which stand in the order of the statement's own parameters.

    As fast as the driver: handing thousands of small rows through named parameters takes longer than writing them.
    """
    if rows:
        connection = session.connection()
        compiled = _compiled(statement, connection.dialect)
        if not compiled.positional:
            raise TypeError(
                f"{connection.dialect.name} names its parameters; this needs a driver that counts them"
            )
        connection.exec_driver_sql(compiled.string, list(rows))


@lru_cache(maxsize=32)
def _compiled(statement: UpdateBase | TextClause, dialect: Dialect) -> SQLCompiler:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    return compiled


def check_ready(database: Database) -> None:
    """`StoreUnavailable` with the reason unless the database can be read and has the right schema."""
    reader = database.reader()
    try:
        reader.data_version()
    finally:
        reader.close()
