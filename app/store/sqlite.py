"""What is peculiar to SQLite: which library, which pragmas, how it is read, how its errors are told.

`sqlite_backend.py` puts it behind what every kind of database must answer, `sqlite_engines.py` is loaded by whoever first writes."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, Literal

from app.errors import AppError, StoreUnavailable, TooSlow
from app.store.backend import MOST_SECONDS, PATIENCE, RESTORE, Reader

if TYPE_CHECKING:
    from app.store.turns import Turn

try:
    from pysqlite3 import dbapi2 as _newest
except ImportError:  # no wheel for this machine
    _newest = sqlite3

DRIVER: Final[ModuleType] = _newest
"""The DBAPI module: pysqlite3, whose SQLite is new, else the standard library's.

Never open a database with the other one in the same process: two libraries do not see each other's POSIX locks, and a
file that one of them closes loses the locks of both.
"""

_log = logging.getLogger(__name__)

# Primary result codes of SQLite that mean 'not now' or 'not this file', as against a defect in our SQL.
_CAUSES: Final[dict[int, str]] = {
    3: "access to it is denied",
    5: "another writer has held its lock for too long; try again",
    6: "another connection has held its lock for too long; try again",
    8: "it is read-only",
    10: "the disk gave an error, or is full",
    11: "it is damaged; restore a backup",
    13: "the disk is full",
    14: "the file is missing or cannot be opened; create it with `summitry migrate`",
    15: "another writer has held its lock for too long; try again",
    26: "the file is not a database",
}

_INTERRUPTED: Final = 9
"""SQLITE_INTERRUPT: what a progress handler does to a statement."""

_BUSY: Final = 5
"""SQLITE_BUSY: another connection has the lock."""

_LOOK: Final = 0.001
"""Seconds after which the next in the queue looks again whether its turn has come."""

_STUCK: Final = 0.5
"""Seconds for which the foremost may stay before the others ask without waiting for it: it may have been stopped in the queue (Ctrl-Z)."""

_PAUSE: Final = 0.005
"""Seconds between the first attempts to write, where there is no queue."""

YIELD: Final = 0.002
"""Seconds between two transactions of one writer, where there is no queue: longer than the pauses of whoever has waited for a second, who
thus comes in between."""

_PAGE: Final = 8192
"""Bytes of a page of a new file. A record with all that is kept of it has some 2,700, of which a page of SQLite's usual size holds one."""

_LONGEST_JOURNAL: Final = 64 * 2**20
"""Bytes of the log of writes that are kept on the disk while nobody needs them."""

_MAPPED: Final = 2**40
"""Bytes of the file that readers see as memory, or as many as SQLite was built for: a page of records takes half the time, a stream two
thirds, and the process keeps no copies. SQLite looks at the file's length whenever a transaction begins, so that a file which was cut is
an error like others; only one that is cut, or a disk that fails, in the midst of a query ends the process."""

_SURE: Final = 0.1
"""Seconds of a snapshot after which the file's length is looked at again."""

_STEPS: Final = 10_000
"""Steps of SQLite's machine between two looks at the clock: about a tenth of a millisecond."""


class SqliteReader(Reader):
    """A connection that cannot write. Asking for the data version takes a few microseconds while nothing changes."""

    dialect = "sqlite"

    def __init__(self, connection: Any, path: Path, file: os.stat_result | None) -> None:
        """`file` is what stood at the path before it was opened."""
        super().__init__(path.name)
        self.identity = identity_of(file)
        self._connection = connection
        self._path = path
        self._most_seconds = MOST_SECONDS
        self._until: float | None = None
        connection.set_progress_handler(self._is_out_of_time, _STEPS)
        self._seen: int | None = None
        self._version = 0
        self._inside = False
        self._size = 0 if file is None else file.st_size
        self._look_again = 0.0

    @property
    def most_seconds(self) -> float:
        return self._most_seconds

    @most_seconds.setter
    def most_seconds(self, seconds: float) -> None:
        self._most_seconds = seconds

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        if self._inside:
            yield
            return
        self.rows("BEGIN")
        self._inside, self._look_again = True, time.monotonic() + _SURE
        try:
            yield
        finally:
            self._inside = False
            if self._connection.in_transaction:  # after some failures SQLite has ended it by itself
                self.rows("COMMIT")

    def sizes(self) -> dict[str, int]:
        wal = file_at(f"{self._path}-wal")
        main = file_at(str(self._path))
        return {"main": main.st_size if main else 0, "wal": wal.st_size if wal else 0}

    def lets_write(self) -> bool:
        """With a rollback journal writers wait for readers."""
        return bool(self.rows("PRAGMA journal_mode")[0][0] == "wal")

    def rows(self, sql: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        self._until = None
        if self._inside and time.monotonic() > self._look_again:
            self._check_whole()
        try:  # and not `told`: a context manager takes as long as a small query, and a page has five
            found: list[tuple[Any, ...]] = self._connection.execute(sql, params or {}).fetchall()
        except UnicodeDecodeError:  # pysqlite3's way to meet a text that is none
            raise StoreUnavailable(f"{self.name}: {_CAUSES[11]}") from None
        except (sqlite3.Error, DRIVER.Error) as error:
            known = explained(self._path, error)
            if known is None:
                raise
            raise known from error
        return found

    def _check_whole(self) -> None:
        """Within a snapshot SQLite does not look at the file's length again, and what is read for long may be cut meanwhile."""
        self._look_again = time.monotonic() + _SURE
        file = file_at(self._path)  # where it is gone, or another, what is open can be read on
        if file is not None and identity_of(file) == self.identity and file.st_size < self._size:
            raise StoreUnavailable(f"{self.name}: {_CAUSES[11]}")

    def _is_out_of_time(self) -> bool:
        """Begins to count when a query has begun to work: waiting for a lock has its own patience."""
        if self._until is None:
            self._until = time.monotonic() + self._most_seconds
        return time.monotonic() > self._until

    def data_version(self) -> int:
        # SQLite's own counter moves when another connection commits; only then is the row worth reading.
        seen = self.rows("PRAGMA data_version")[0][0]
        if seen != self._seen:
            found = self.row("SELECT value FROM store_state WHERE key = 'data_version'")
            if found is None:
                raise StoreUnavailable(f"{self.name}: {RESTORE}")
            self._seen, self._version = seen, int(found[0])
        return self._version

    def revision(self) -> str | None:
        known = self.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")
        found = self.row("SELECT version_num FROM alembic_version") if known else None
        return found[0] if found else None

    def close(self) -> None:
        self._connection.close()


def file_at(place: str | Path) -> os.stat_result | None:
    """The file at a place; None where there is none."""
    try:
        return os.stat(place)
    except OSError:
        return None


def identity_of(file: os.stat_result | None) -> Hashable:
    """Which file it is, whatever it is called; None where there is none."""
    return None if file is None else (file.st_dev, file.st_ino)


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite may write in WAL mode.

    Versions 3.7.0 to 3.51.2 can corrupt a database when one connection writes while another checkpoints (the WAL-reset
    bug); the fix went into 3.51.3 and back into 3.50.7 and 3.44.6. Before 3.7.0 there was no WAL.
    """
    fixed = {(3, 44): 6, (3, 50): 7}.get(version[:2])
    return version >= (3, 51, 3) or (fixed is not None and version[2] >= fixed)


def journal_mode(driver: ModuleType) -> Literal["WAL", "DELETE"]:
    """The journal that this library may write; warns where it is not the better one."""
    version: tuple[int, int, int] = driver.sqlite_version_info
    if wal_is_safe(version):
        return "WAL"
    _log.warning(
        "SQLite %s can damage a database in WAL mode, so a rollback journal is used: slower, and readers wait for "
        "writers. Install pysqlite3, or SQLite 3.51.3 or newer.",
        driver.sqlite_version,
    )
    return "DELETE"


def connect(
    path: Path,
    driver: ModuleType,
    *,
    mode: Literal["rw", "rwc"] = "rw",
    journal: Literal["WAL", "DELETE"] | None = None,
    synchronous: Literal["FULL", "NORMAL"] = "FULL",
    foreign_keys: bool = True,
    query_only: bool = False,
    mapped: bool = True,
) -> Any:
    """A DBAPI connection in autocommit (transactions are begun by hand) with every pragma set.

    `mode` rw never creates the file. `journal` None leaves the file's own. Who only queries sees the file as memory, unless it is not to be
    `mapped`. Errors are the driver's.
    """
    connection = driver.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    pragmas: list[tuple[str, str | int]] = [
        ("busy_timeout", int(PATIENCE * 1000)),
        ("foreign_keys", "ON" if foreign_keys else "OFF"),
        ("trusted_schema", "OFF"),
        # Of each page that is met: in a mapped file that is each time, and triples a walk. A reader spreads no damage.
        ("cell_size_check", "OFF" if query_only else "ON"),
        ("mmap_size", _MAPPED if query_only and mapped else 0),
        ("query_only", "ON" if query_only else "OFF"),
    ]
    if mode == "rwc":
        pragmas.insert(0, ("page_size", _PAGE))  # of no effect on a file that is there
    if journal:
        pragmas += [
            ("journal_mode", journal),
            ("synchronous", synchronous),
            ("wal_autocheckpoint", 1000),
            # What one large transaction, or a long reader, made it grow to is given back when it is next begun anew.
            ("journal_size_limit", _LONGEST_JOURNAL),
        ]
    try:
        for name, value in pragmas:
            connection.execute(f"PRAGMA {name}={value}").close()
    except BaseException:
        connection.close()
        raise
    return connection


def begin_writing(connection: Any, patience: float, turn: Turn | None) -> None:
    """Begin a transaction that may write, when its turn has come and as soon as no other does.

    The driver's error after `patience` seconds in which nobody else has committed (looked at as often, so that it may take twice as long
    from the last one who did): whoever stands in a queue that moves is not turned away, however slow the machine.

    At once, since a deferred BEGIN that reads and then writes fails when another writer came between, without waiting. Asked for again
    and again, since SQLite waits longer and longer between two attempts, so that whoever has waited longest is the last to ask again.
    """
    connection.execute("PRAGMA busy_timeout=0").close()
    began = looked = time.monotonic()
    version = None
    while True:
        ahead = turn.ahead() if turn else 0
        now = time.monotonic()
        if not (turn and ahead) or now - looked >= patience or now - turn.moved >= _STUCK:
            try:
                connection.execute("BEGIN IMMEDIATE").close()
                if not (turn and ahead and turn.ahead() and turn.moved > now):
                    break
                connection.execute("ROLLBACK").close()  # it was not stuck: somebody else's turn has come
            except (sqlite3.OperationalError, DRIVER.OperationalError) as error:
                if not _is_busy(error):
                    raise
                if now - looked >= patience:
                    before, version, looked = version, _committed(connection), now
                    if version == before:
                        raise
        if version is None:
            version = _committed(connection)
        # In the queue those look more often who stand nearer to its head; without one, those who have waited longer.
        time.sleep(_LOOK * min(max(ahead, 1), 10) if turn else _PAUSE / max(1.0, 3 * (now - began)) ** 2)
    connection.execute(f"PRAGMA busy_timeout={int(patience * 1000)}").close()  # to commit, without a WAL


def _committed(connection: Any) -> int | None:
    """A number that changes when another connection commits; None where one that writes without a WAL does not let it be read."""
    try:
        return int(connection.execute("PRAGMA data_version").fetchall()[0][0])
    except (sqlite3.OperationalError, DRIVER.OperationalError) as error:
        if not _is_busy(error):
            raise
        return None


def _is_busy(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == _BUSY


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Errors that the database's state explains become `StoreUnavailable`; a defect in our own SQL stays what it is."""
    try:
        yield
    except (sqlite3.Error, DRIVER.Error) as error:
        found = explained(path, error)
        if found is None:
            raise
        raise found from error


def explained(path: Path, error: BaseException | None) -> AppError | None:
    """What a driver's error tells of the database; None where it tells of a defect in our SQL."""
    if "could not decode to utf-8" in str(error).lower():  # the one sign of damage that has no code
        return StoreUnavailable(f"{path.name}: {_CAUSES[11]}")
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF  # the low byte of an extended code
    if primary == _INTERRUPTED:
        return TooSlow("The query was too slow and was cut off: narrow it with more filters or fewer days.")
    return StoreUnavailable(f"{path.name}: {_CAUSES[primary]}") if primary in _CAUSES else None
