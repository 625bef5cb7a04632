"""What a kind of database must answer, so that nothing else need know which one holds the data.

`sqlite.py` and `postgres.py` say how; `database.py` puts them behind the interface that the other rooms see.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

if TYPE_CHECKING:  # who only reads a file does without SQLAlchemy, which takes half a second and 16 MB
    from sqlalchemy import Connection, Engine

    from app.store.backup import Contents, Progress, Restored

PATIENCE: Final = 5.0
"""Seconds to wait for a lock before the caller is told that the database is not available."""

MOST_SECONDS: Final = 1.0
"""Seconds that one SELECT of a reader may take: somebody waits for every one of them."""

RESTORE: Final = "its data version is missing; restore a backup"


class Reader(ABC):
    """A read-only connection that answers in plain tuples, without an ORM between. Used from one thread at a time.

    One SQL text runs on every kind of database: parameters are `:name` (never another colon before a letter), `CAST(x AS BLOB)` gives
    the UTF-8 bytes of a text, JSON columns come as text, truth as 0 and 1 or what equals them. Texts are ordered by code point.
    """

    dialect: ClassVar[str]
    """sqlite or postgresql, for what must be written differently on each."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.identity: Hashable = None
        """Which data it reads: differs once they were replaced as a whole, whatever their version says."""

    @property
    @abstractmethod
    def most_seconds(self) -> float:
        """Seconds that one SELECT may take."""

    @most_seconds.setter
    @abstractmethod
    def most_seconds(self, seconds: float) -> None: ...

    @abstractmethod
    def rows(self, sql: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """All rows of a query. `TooSlow` where it takes more than `most_seconds`, `StoreUnavailable` where the database is away."""
        raise NotImplementedError  # and not silence, where somebody calls it on the class

    def row(self, sql: str, params: Mapping[str, Any] | None = None) -> tuple[Any, ...] | None:
        """The first row of a query, None where there is none."""
        found = self.rows(sql, params)
        return found[0] if found else None

    @contextmanager
    @abstractmethod
    def snapshot(self) -> Iterator[None]:
        """All queries inside see one state of the data, whatever is committed meanwhile. May be nested."""
        yield

    @abstractmethod
    def lets_write(self) -> bool:
        """Whether others can write while a snapshot is open."""

    @abstractmethod
    def data_version(self) -> int:
        """The version of the stored data.

        Ask before a query, not after: an answer may then be newer than its version says, never older.
        """
        raise NotImplementedError

    @abstractmethod
    def revision(self) -> str | None:
        """The revision of the schema, None where there are no tables of ours."""

    @abstractmethod
    def sizes(self) -> dict[str, int]:
        """Bytes on the disk: `main`, and `wal` where the log of writes is a file of the database's own."""

    @abstractmethod
    def close(self) -> None: ...


class Backend(ABC):
    """One kind of database at one place. Nothing is opened before it is needed."""

    name: str
    """For messages: enough to know which database is meant, and never a password."""

    is_remote: bool
    """Whether a query waits for a network, so that an event loop must not wait with it."""

    @abstractmethod
    def told(self) -> AbstractContextManager[None]:
        """Errors that the database's state explains become `StoreUnavailable` or `TooSlow`; a defect in our SQL stays what it is."""

    @abstractmethod
    def writer(self, patience: float) -> Engine:
        """The engine of the one writer of this process. Each transaction excludes every other writer, waiting as many seconds as
        stand in `connection.info["patience"]`; where it has one connection, who waits for it is told after `patience` seconds."""

    @abstractmethod
    def migrator(self) -> Engine:
        """An engine for changes of the schema: one transaction, excluding writers as the writer's do."""

    @abstractmethod
    def looker(self) -> Engine:
        """An engine that changes nothing and holds up nobody."""

    @abstractmethod
    def reader(self) -> Reader:
        """A connection that cannot write, whatever the schema. Errors are told."""

    @abstractmethod
    def exists(self) -> bool:
        """Whether there is anything at the database's place, so that it can be looked at."""

    @abstractmethod
    def identity(self) -> Hashable:
        """What stands at the database's place now, as far as that can be seen without opening it; see `Reader.identity`."""

    @abstractmethod
    def make_place(self) -> None:
        """Make what a new database needs to lie in. `InvalidInput` where that cannot be."""

    @abstractmethod
    def broken_references(self, connection: Connection) -> int:
        """Rows without what they refer to, where the database does not see to it by itself in a migration."""

    @abstractmethod
    def settle(self, writer: Engine) -> None:
        """After many documents: bring what was written to where it is safe, and put it in order. That some other process writes meanwhile
        is no error."""

    @abstractmethod
    def copy_into(self, part: Path, progress: Progress) -> Contents:
        """Make a file of all that is stored at one moment, while others write; see `backup.py`."""

    @abstractmethod
    def put_back(self, file: Path, *, replace: bool, progress: Progress) -> Restored:
        """Put such a file in the place of what is stored; see `backup.py`."""

    @abstractmethod
    def storage_faults(self, *, full: bool) -> list[str]:
        """What is wrong with the database as such, whatever it holds, in sentences. `full` reads everything."""
