"""What is wrong with a SQLite file as such: its pages, its references, its full-text index."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from app.store.sqlite import connect, explained, told

_CHECKS_INDEXES: Final = (3, 44, 0)
"""The first SQLite whose integrity check asks full-text tables, too, without a writer's lock."""
_SHOWN: Final = 100


def storage_faults(path: Path, driver: ModuleType, *, full: bool) -> list[str]:
    """In sentences, empty where nothing is. Not `full`, pages are looked at without their order in the indexes.

    Holds up no writer in WAL mode, but with a SQLite older than 3.44, which checks the full text as a writer does.
    """
    with told(path), closing(connect(path, driver, query_only=True)) as connection:
        connection.execute("PRAGMA mmap_size=0").close()  # a damaged file must be an error, not a signal
        check = f"PRAGMA {'integrity_check' if full else 'quick_check'}({_SHOWN})"
        try:
            faults = [str(row[0]) for row in connection.execute(check).fetchall() if row[0] != "ok"]
            faults += _references(connection)
        except driver.Error as error:
            if (found := explained(path, error)) is None:
                raise
            return [found.detail]
    if driver.sqlite_version_info < _CHECKS_INDEXES and not faults:
        faults += _indexes(path, driver)
    return faults


def _references(connection: Any) -> list[str]:
    broken = Counter((row[0], row[2]) for row in connection.execute("PRAGMA foreign_key_check").fetchall())
    return [
        f"{many} rows of {table} refer to a {parent} that is not there"
        for (table, parent), many in broken.items()
    ]


def _indexes(path: Path, driver: ModuleType) -> list[str]:
    faults = []
    with closing(connect(path, driver)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE fts\\_%' ESCAPE '\\'"
        ).fetchall()
        for (table,) in tables:
            try:
                connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')").close()  # noqa: S608
            except driver.Error as error:
                faults.append(f"{table}: {error}")
    return faults
