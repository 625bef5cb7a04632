"""Which SQLite may write in WAL mode, and how its errors are told."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from types import ModuleType

import pytest

from app.errors import StoreUnavailable
from app.store.database import open_database
from app.store.schema import upgrade
from app.store.sqlite import told, wal_is_safe


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 6, 23), False),  # no WAL yet
        ((3, 7, 0), False),
        ((3, 40, 1), False),  # Debian 12
        ((3, 43, 99), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 7), True),
        ((3, 45, 0), False),
        ((3, 49, 7), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_for_versions_without_the_reset_bug(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe


def driver_of(version: tuple[int, int, int]) -> ModuleType:
    """The standard library's driver, saying that its SQLite is of this version."""
    module = ModuleType("driver")
    module.__dict__.update(vars(sqlite3))
    module.__dict__.update(sqlite_version_info=version, sqlite_version=".".join(map(str, version)))
    return module


@pytest.mark.parametrize(("version", "mode", "warnings"), [((3, 40, 1), "delete", 1), ((3, 53, 4), "wal", 0)])
def test_the_gate_decides_the_journal_and_warns_once(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    version: tuple[int, int, int],
    mode: str,
    warnings: int,
) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    upgrade(url)
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        database = open_database(url, driver=driver_of(version))
        for _ in range(3):
            with database.session() as session:
                found = session.connection().exec_driver_sql("PRAGMA journal_mode").scalar_one()
                assert session.connection().exec_driver_sql("PRAGMA synchronous").scalar_one() == 2  # FULL
    assert found == mode
    assert len(caplog.records) == warnings
    database.close()


def test_a_defect_in_our_own_sql_is_not_told_as_an_absent_database(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), told(tmp_path):
        sqlite3.connect(":memory:").execute("SELECT nonsense")


def test_extended_codes_are_told_by_their_primary_one(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = 778  # SQLITE_IOERR_WRITE
    with pytest.raises(StoreUnavailable, match="disk"), told(tmp_path / "summitry.db"):
        raise error
