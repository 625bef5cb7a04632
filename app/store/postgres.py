"""What is peculiar to PostgreSQL: how it is reached, read and written, how its errors are told. The only module that knows the driver.

How a query is made to run here: see `Reader` in `backend.py` for what its SQL may hold, and `tests/stores.py` for how it is tested on
both kinds of database (take the fixture `store`, or one that is made from it, and the test runs once on each).

What differs from SQLite, and does not show:
- Every text column is made with COLLATE "C", whatever the database's own collation, so that texts are ordered by code point.
- Writers exclude each other by one advisory lock, as BEGIN IMMEDIATE does on a file, so that no transaction is ever refused.
- A server that is away, or hangs, is told after a few seconds, and readers recover by themselves when it is back (`readers.py`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Hashable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8BinaryDumper, Int8Dumper, NumericBinaryLoader
from psycopg.types.string import TextBinaryLoader
from sqlalchemy import URL, Column, Connection, Engine, Text, create_engine, event
from sqlalchemy.dialects.postgresql.base import PGTypeCompiler
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import NullPool, QueuePool

from app.errors import AppError, InvalidInput, StoreUnavailable, TooSlow
from app.store.backend import MOST_SECONDS, RESTORE, Backend, Reader
from app.store.jsontext import from_json, to_json

if TYPE_CHECKING:
    from app.store.backup import Contents, Progress, Restored

CONNECT_SECONDS: Final = 3
"""How long a server may take to answer a new connection."""

SLACK: Final = 2.0
"""Seconds beyond a query's own limit after which a server that says nothing is given up."""

WRITER_LOCK: Final = 0x53756D6D69747279
"""The advisory lock of writers: the letters of the project's name."""

_log = logging.getLogger(__name__)

# A dead peer is noticed within seconds, not after the hours of the system's defaults.
_LIVELINESS: Final = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 5000,
}

# The beginnings of SQLSTATE codes that tell of the database's state, as against a defect in our SQL. The longest that fits is told.
_CAUSES: Final = {
    "08": "the connection was lost; try again",
    "0A000": "its schema was changed meanwhile; try again",  # told of plans only, see `_told`
    "25006": "it is read-only",
    "25P03": "a transaction was idle for too long; try again",
    "26000": "the server forgot prepared statements; a connection pooler before it must pool by session",
    "28": "the user or the password in SUMMITRY_DATABASE_URL is refused",
    "3D000": "there is no such database on the server; create it (`createdb`), then run `summitry migrate`",
    "40": "another transaction came between; try again",
    "42501": "the user in SUMMITRY_DATABASE_URL lacks a right to its tables; the owner must grant it",
    "53": "the server is out of resources; try again",
    "53100": "the disk is full",
    "53300": "the server has too many connections; try again",
    "55P03": "another process has held its lock for too long; try again",
    "57P": "the server is shutting down or starting; try again",
    "58": "the disk gave an error, or is full",
    "XX001": "it is damaged; restore a backup",
    "XX002": "it is damaged; restore a backup",
}
_CANCELLED: Final = "57014"

# A refused connection has no SQLSTATE, only words: those of the server's English, which is what stands in its own log, too.
_REFUSALS: Final = (
    (re.compile(r"authentication failed|no password supplied|role .* does not exist|no pg_hba"), "28"),
    (re.compile(r"database .* does not exist"), "3D000"),
    (re.compile(r"too many (clients|connections)|remaining connection slots"), "53300"),
    (re.compile(r"is (starting up|shutting down)|not yet accepting"), "57P"),
)
_AWAY: Final = "the server does not answer; see that it runs and that SUMMITRY_DATABASE_URL is right"


class PostgresBackend(Backend):
    """One database of a server. It must be there: a migration fills it, and creates none."""

    is_remote = True

    def __init__(self, url: URL) -> None:
        if not url.database:
            raise InvalidInput(
                "the database's address names no database: postgresql://USER:PASSWORD@HOST:PORT/NAME"
            )
        self.name = f"database {url.database}"
        self._url = url  # its representation hides the password
        _check_options(url)

    def told(self) -> AbstractContextManager[None]:
        return told(self.name)

    def writer(self, patience: float) -> Engine:
        engine = self._engine(
            poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=patience, pool_pre_ping=True
        )
        return _exclusive(engine)

    def migrator(self) -> Engine:
        return _exclusive(self._engine(poolclass=NullPool))

    def looker(self) -> Engine:
        return self._engine(poolclass=NullPool, read_only=True)

    def _engine(self, *, read_only: bool = False, **options: Any) -> Engine:
        engine = create_engine(
            "postgresql+psycopg://",
            paramstyle="format",  # counted, for `run_many`
            json_serializer=to_json,
            json_deserializer=from_json,
            isolation_level="READ COMMITTED",  # each statement sees what was committed before it, as behind the lock it must
            hide_parameters=True,
            **options,
        )
        engine.dialect.type_compiler_instance = _Types(engine.dialect)

        @event.listens_for(engine, "do_connect")
        def _connect(_: Any, __: Any, ___: Any, given: dict[str, Any]) -> Any:
            return connect(self._url, read_only=read_only, context=given.get("context"))

        return engine

    def reader(self) -> Reader:
        with self.told():
            return PostgresReader(connect(self._url, read_only=True, factory=_Patient), self.name)

    def exists(self) -> bool:
        return True  # or it cannot be looked at, which says why

    def identity(self) -> Hashable:
        return None

    def make_place(self) -> None:
        """There is nothing to make."""

    def broken_references(self, connection: Connection) -> int:
        return 0  # they are enforced all the time

    def settle(self, writer: Engine) -> None:
        """Every commit is where it is safe, and the server keeps its indexes in order."""

    def copy_into(self, part: Path, progress: Progress) -> Contents:
        from app.store.backup_postgres import copy_into

        return copy_into(self._url, self.name, part, progress)

    def put_back(self, file: Path, *, replace: bool, progress: Progress) -> Restored:
        from app.store.backup_postgres import put_back

        return put_back(self._url, self.name, file, replace=replace, progress=progress)

    def storage_faults(self, *, full: bool) -> list[str]:
        """None that are seen from here: the server enforces references, and its own tools look at its pages (`pg_amcheck`)."""
        return []


def _exclusive(engine: Engine) -> Engine:
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        patience = max(1, int(connection.info["patience"] * 1000))  # 0 would mean for ever
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")

    return engine


class _Types(PGTypeCompiler):
    """Text columns are made in the order of code points. Here, and not in each migration, so that none can forget it."""

    def visit_TEXT(self, type_: Text, type_expression: Any = None, **options: Any) -> str:
        made: str = super().visit_TEXT(type_, type_expression=type_expression, **options)
        of_column = isinstance(type_expression, Column) and not type_.collation
        return f'{made} COLLATE "C"' if of_column else made


class _Patient(psycopg.Connection[tuple[Any, ...]]):
    """A connection that gives up a server that says nothing: `statement_timeout` is the server's own, and one that hangs keeps none.

    What is given up is closed: its answer may still come, and until then the driver refuses every other command on it.
    """

    patience: float = MOST_SECONDS + SLACK

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except BaseException:
            if self.info.transaction_status == TransactionStatus.ACTIVE:
                self.close()
            raise


class _Number(NumericBinaryLoader):
    """Sums come as numeric: as whole numbers where they are whole, as SQLite's do."""

    def load(self, data: Any) -> Any:
        value = super().load(data)
        return int(value) if value == value.to_integral_value() else float(value)


def connect(
    url: URL,
    *,
    read_only: bool = False,
    context: Any = None,
    factory: type[psycopg.Connection[Any]] = psycopg.Connection,
) -> Any:
    """A connection of the driver, whose errors it raises. `read_only`: in autocommit, and nothing can be written."""
    given = url.translate_connect_args(username="user", database="dbname") | dict(url.query)
    options = [str(given.pop("options", ""))]
    if read_only:
        # One tag has a million records and another three: a plan that is kept for all of them sorts where it should walk.
        settings = {
            "default_transaction_read_only": "on",
            "statement_timeout": int(MOST_SECONDS * 1000),
            "plan_cache_mode": "force_custom_plan",
        }
        options += [f"-c {name}={value}" for name, value in settings.items()]
    connection = factory.connect(
        **(_LIVELINESS | {"application_name": "summitry"} | given),
        client_encoding="utf-8",
        options=" ".join(filter(None, options)) or None,
        autocommit=read_only,
        context=context,
    )
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        connection.close()
        raise StoreUnavailable(
            f"database {url.database}: its encoding is {encoding}; create it with ENCODING 'UTF8' TEMPLATE template0"
        )
    return connection


def _check_options(url: URL) -> None:
    known = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
    for name in url.query:
        if name not in known:
            raise InvalidInput(f"the database's address has an option that PostgreSQL does not know: {name}")


class PostgresReader(Reader):
    """A connection that cannot write. Every query is prepared once it has been asked a few times."""

    dialect = "postgresql"

    def __init__(self, connection: _Patient, name: str) -> None:
        super().__init__(name)
        self._connection = connection
        connection.cursor_factory = (
            psycopg.RawCursor
        )  # parameters are $1: nothing else in the text has a meaning
        adapters = connection.adapters
        adapters.register_dumper(int, Int8Dumper)  # else each size of number would be a statement of its own
        adapters.register_dumper(int, Int8BinaryDumper)
        adapters.register_loader("numeric", _Number)
        adapters.register_loader("json", TextBinaryLoader)  # as on SQLite, whoever reads it parses it
        self._most_seconds = MOST_SECONDS
        self._inside = False

    @property
    def most_seconds(self) -> float:
        return self._most_seconds

    @most_seconds.setter
    def most_seconds(self, seconds: float) -> None:
        self._say(f"SET statement_timeout = {max(1, int(seconds * 1000))}")
        self._most_seconds, self._connection.patience = seconds, seconds + SLACK

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        if self._inside:
            yield
            return
        self._say("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        self._inside = True
        try:
            yield
        finally:
            self._inside = False
            if self._connection.info.transaction_status in (
                TransactionStatus.INTRANS,
                TransactionStatus.INERROR,
            ):
                self._say("COMMIT")

    def lets_write(self) -> bool:
        return True

    def rows(self, sql: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        translated, names = _translated(sql)
        with told(self.name):
            values = [params[name] for name in names] if params else None
            found: list[tuple[Any, ...]] = self._connection.execute(
                translated, values, binary=True
            ).fetchall()
        return found

    def data_version(self) -> int:
        found = self.row("SELECT value, CAST(tableoid AS BIGINT) FROM store_state WHERE key = 'data_version'")
        if found is None:
            raise StoreUnavailable(f"{self.name}: {RESTORE}")
        version, self.identity = found  # a table that was made anew, as a backup's is, has another number
        return int(version)

    def revision(self) -> str | None:
        known = self.row("SELECT CAST(to_regclass('alembic_version') AS TEXT)")
        found = self.row("SELECT version_num FROM alembic_version") if known and known[0] else None
        return found[0] if found else None

    def sizes(self) -> dict[str, int]:
        return {"main": int(self.rows("SELECT pg_database_size(current_database())")[0][0])}

    def close(self) -> None:
        self._connection.close()

    def _say(self, command: str) -> None:
        with told(self.name):
            self._connection.execute(command, prepare=False)


_PARTS: Final = re.compile(
    r"""
    '(?:[^']|'')*' | "(?:[^"]|"")*"  # quoted: left alone
    | ::
    | :(?P<name>[A-Za-z_]\w*)
    | CAST\((?P<text>[\w.]+)\ AS\ BLOB\)
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=2048)
def _translated(sql: str) -> tuple[str, tuple[str, ...]]:
    """The SQL of our queries in PostgreSQL's own, and the names of its parameters in the order of their numbers."""
    numbers: dict[str, int] = {}

    def part(found: re.Match[str]) -> str:
        if name := found["name"]:
            return f"${numbers.setdefault(name, len(numbers) + 1)}"
        return f"convert_to({found['text']}, 'UTF8')" if found["text"] else found[0]

    translated = _PARTS.sub(part, sql)
    return translated, tuple(numbers)


@contextmanager
def told(name: str) -> Iterator[None]:
    """Errors that the database's state explains become `StoreUnavailable`; a defect in our own SQL stays what it is."""
    try:
        yield
    except PoolTimeout:
        raise StoreUnavailable(
            f"{name}: other writers of this process have not finished; try again"
        ) from None
    except DBAPIError as error:
        found = _told(name, error.orig)
        if found is None:
            raise
        raise found from error
    except psycopg.Error as error:
        found = _told(name, error)
        if found is None:
            raise
        raise found from error


def _told(name: str, error: BaseException | None) -> AppError | None:
    if not isinstance(error, psycopg.Error):
        return None
    code = error.sqlstate
    if code == _CANCELLED:
        return TooSlow("The query was too slow and was cut off: narrow it with more filters or fewer days.")
    if code == "0A000" and "cached plan" not in str(error):
        return None  # something that PostgreSQL does not do: a defect of ours
    if code is None:
        if not isinstance(error, psycopg.OperationalError):
            return None
        words = str(error)
        code = next((code for pattern, code in _REFUSALS if pattern.search(words)), None)
        # Whoever runs the service needs the reason, with host and user; those who ask it must not learn them.
        _log.warning("PostgreSQL: %s", " ".join(words.split()))
        if code is None:
            return StoreUnavailable(f"{name}: {_AWAY}")
    cause = next((_CAUSES[code[:length]] for length in (5, 3, 2) if code[:length] in _CAUSES), None)
    return StoreUnavailable(f"{name}: {cause}") if cause else None
