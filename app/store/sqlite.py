"""What is peculiar to SQLite: which library, which pragmas, how its errors are told."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.errors import AppError, StoreUnavailable, TooSlow

try:
    from pysqlite3 import dbapi2 as _newest
except ImportError:  # no wheel for this machine
    _newest = sqlite3

DRIVER: Final[ModuleType] = _newest
"""The DBAPI module: pysqlite3, whose SQLite is new, else the standard library's.

Never open a database with the other one in the same process: two libraries do not see each other's POSIX locks, and a
file that one of them closes loses the locks of both.
"""

PATIENCE: Final = 5.0
"""Seconds to wait for a lock before the caller is told that the database is not available."""

_log = logging.getLogger(__name__)

# Primary result codes of SQLite that mean 'not now' or 'not this file', as against a defect in our SQL.
_CAUSES: Final[dict[int, str]] = {
    3: "access to it is denied",
    5: "another process has held its lock for too long; try again",
    6: "another connection has held its lock for too long; try again",
    8: "it is read-only",
    10: "the disk gave an error, or is full",
    11: "it is damaged; restore a backup",
    13: "the disk is full",
    14: "the file is missing or cannot be opened; create it with `summitry migrate`",
    15: "another process has held its lock for too long; try again",
    26: "the file is not a database",
}

_INTERRUPTED: Final = 9
"""SQLITE_INTERRUPT: what a progress handler does to a statement."""


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
) -> Any:
    """A DBAPI connection in autocommit (transactions are begun by hand) with every pragma set.

    `mode` rw never creates the file. `journal` None leaves the file's own. Errors are the driver's.
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
        ("cell_size_check", "ON"),
        ("mmap_size", 0),
        ("query_only", "ON" if query_only else "OFF"),
    ]
    if journal:
        pragmas += [("journal_mode", journal), ("synchronous", synchronous), ("wal_autocheckpoint", 1000)]
    try:
        for name, value in pragmas:
            connection.execute(f"PRAGMA {name}={value}").close()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Errors that the database's state explains become `StoreUnavailable`; a defect in our own SQL stays what it is."""
    try:
        yield
    except PoolTimeout:
        raise StoreUnavailable(
            f"{path.name}: other writers of this process have not finished; try again"
        ) from None
    except DBAPIError as error:
        found = _told(path, error.orig)
        if found is None:
            raise
        raise found from error
    except (sqlite3.Error, DRIVER.Error) as error:
        found = _told(path, error)
        if found is None:
            raise
        raise found from error


def _told(path: Path, error: BaseException | None) -> AppError | None:
    if "could not decode to utf-8" in str(error).lower():  # the one sign of damage that has no code
        return StoreUnavailable(f"{path.name}: {_CAUSES[11]}")
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF  # the low byte of an extended code
    if primary == _INTERRUPTED:
        return TooSlow("The query was too slow and was cut off: narrow it with more filters or fewer days.")
    return StoreUnavailable(f"{path.name}: {_CAUSES[primary]}") if primary in _CAUSES else None
