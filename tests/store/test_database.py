"""One writer that never fails for others' sake, readers that cannot write, and every trouble told as StoreUnavailable."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from app.errors import InvalidInput, StoreUnavailable, TooSlow
from app.store import database as module
from app.store.database import Database, Reader, check_ready, open_database
from app.store.sqlite import DRIVER, wal_is_safe
from app.store.sqlite_backend import SqliteBackend
from app.store.transactions import mark_changed
from tests.stores import only_sqlite


def put(database: Database, key: str, value: int = 1) -> None:
    with database.session() as session:
        session.execute(
            text("INSERT INTO store_state (key, value) VALUES (:key, :value)"), {"key": key, "value": value}
        )


def keys(database: Database) -> set[str]:
    reader = database.reader()
    try:
        return {key for (key,) in reader.rows("SELECT key FROM store_state")} - {"data_version"}
    finally:
        reader.close()


def test_a_session_is_one_transaction(database: Database) -> None:
    put(database, "kept")
    with pytest.raises(RuntimeError), database.session() as session:
        session.execute(text("INSERT INTO store_state (key, value) VALUES ('lost', 1)"))
        raise RuntimeError
    assert keys(database) == {"kept"}


def test_savepoints_roll_back_alone(database: Database) -> None:
    with database.session() as session:
        session.execute(text("INSERT INTO store_state (key, value) VALUES ('kept', 1)"))
        with pytest.raises(RuntimeError), session.begin_nested():
            session.execute(text("INSERT INTO store_state (key, value) VALUES ('lost', 1)"))
            raise RuntimeError
        session.execute(text("INSERT INTO store_state (key, value) VALUES ('kept too', 1)"))
    assert keys(database) == {"kept", "kept too"}


def test_writers_that_read_first_never_meet_a_lock(url: str) -> None:
    """Eight connections of their own, as eight processes would have; a deferred BEGIN fails most of these."""

    def count_up(database: Database) -> None:
        for _ in range(25):
            with database.session() as session:
                found = session.execute(text("SELECT value FROM store_state")).scalar_one()
                session.execute(text("UPDATE store_state SET value = :value"), {"value": found + 1})

    databases = [open_database(url, bulk=True) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(count_up, database) for database in databases]:
            done.result()
    reader = databases[0].reader()
    assert reader.row("SELECT value FROM store_state") == (200,)
    reader.close()


HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@only_sqlite
def test_a_lock_held_outside_is_told_after_five_seconds(database: Database, path: Path) -> None:
    """By a process of its own: two SQLite libraries in one process do not see each other's locks."""
    check_ready(database)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], **pipes) as holder:  # type: ignore[call-overload]
        assert holder.stdout.readline() == "held\n"
        started = time.monotonic()
        with pytest.raises(StoreUnavailable, match="try again"), database.session():
            pytest.fail("the lock was held elsewhere")
        assert 4.5 <= time.monotonic() - started <= 6
        holder.stdin.close()
    put(database, "afterwards")
    assert keys(database) == {"afterwards"}


@only_sqlite
def test_waiting_in_the_queue_and_for_the_lock_take_the_time_of_one(
    url: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.6)
    database = open_database(url)
    check_ready(database)
    outside = DRIVER.connect(path, isolation_level=None)
    outside.execute("BEGIN IMMEDIATE")

    def wait() -> float:
        started = time.monotonic()
        with pytest.raises(StoreUnavailable):
            put(database, "never")
        return time.monotonic() - started

    with ThreadPoolExecutor(4) as pool:
        waits = list(pool.map(lambda _: wait(), range(4)))
    assert max(waits) < 1.1
    outside.close()
    database.close()


def test_another_writer_of_this_process_that_does_not_end_is_told(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.3)
    database = open_database(url)
    with database.session(), pytest.raises(StoreUnavailable, match=r"another writer|this process"):
        put(database, "inner")
    database.close()


@pytest.mark.skipif(
    not wal_is_safe(DRIVER.sqlite_version_info), reason="readers wait for writers without WAL"
)
def test_readers_do_not_wait_for_the_writer(database: Database, reader: Reader) -> None:
    with database.session() as session:
        session.execute(text("INSERT INTO store_state (key, value) VALUES ('new', 1)"))
        assert reader.row("SELECT count(*) FROM store_state") == (1,)
    assert reader.row("SELECT count(*) FROM store_state") == (2,)


def test_a_reader_cannot_write(reader: Reader) -> None:
    with pytest.raises((StoreUnavailable, DRIVER.OperationalError)):  # PostgreSQL has a code for it
        reader.rows("DELETE FROM store_state")
    assert reader.data_version() == 0


ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def test_a_query_that_does_not_end_is_cut_off(reader: Reader) -> None:
    reader.most_seconds = 0.2
    for _ in range(2):
        started = time.monotonic()
        with pytest.raises(TooSlow), reader.snapshot():
            assert reader.row("SELECT 1") == (1,)
            reader.rows(ENDLESS)
        assert 0.2 <= time.monotonic() - started < 1
        assert reader.data_version() == 0, "the connection is as good as before"


def test_a_snapshot_sees_one_state(database: Database, reader: Reader) -> None:
    count = "SELECT count(*) FROM store_state"
    with reader.snapshot():
        assert reader.row(count) == (1,)
        put(database, "meanwhile")
        with reader.snapshot():
            assert reader.row(count) == (1,)
        assert reader.row(count) == (1,), "the end of an inner one ended the outer one"
    assert reader.row(count) == (2,)
    with pytest.raises(ZeroDivisionError), reader.snapshot():
        1 / 0  # noqa: B018
    put(database, "afterwards")
    assert reader.row(count) == (3,)


@only_sqlite
def test_a_snapshot_that_sqlite_has_ended_tells_why(reader: Reader) -> None:
    """Some errors of the disk roll back by themselves: their word is told, not that there is nothing to commit."""
    with pytest.raises(StoreUnavailable, match="the disk"), reader.snapshot():
        reader.rows("ROLLBACK")
        raise StoreUnavailable("the disk gave an error")


def test_a_reader_takes_named_parameters(reader: Reader) -> None:
    assert reader.rows("SELECT :a, :b", {"a": 1, "b": "два"}) == [(1, "два")]
    assert reader.row("SELECT 1 WHERE :a = 2", {"a": 1}) is None


def test_a_reader_may_be_used_from_another_thread(reader: Reader) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(reader.data_version).result() == 0


def test_the_data_version_moves_only_with_what_is_marked_as_changed(
    database: Database, reader: Reader
) -> None:
    def change() -> None:
        with database.session() as session:
            mark_changed(session)
            mark_changed(session)

    assert reader.data_version() == 0
    put(database, "unmarked")
    assert reader.data_version() == 0
    change()
    assert reader.data_version() == 1
    change()
    assert reader.data_version() == 2


@only_sqlite
def test_the_data_version_is_read_again_only_after_a_commit(database: Database, reader: Reader) -> None:
    asked: list[str] = []
    reader.data_version()
    reader._connection.set_trace_callback(asked.append)
    for _ in range(5):
        reader.data_version()
    assert [sql for sql in asked if "store_state" in sql] == []
    put(database, "new")
    for _ in range(5):
        reader.data_version()
    assert len([sql for sql in asked if "store_state" in sql]) == 1


PRAGMAS = {
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "wal_autocheckpoint": 1000,
    "journal_size_limit": 64 * 2**20,
}


@only_sqlite
def test_pragmas_of_the_writer_and_of_the_reader(url: str) -> None:
    for bulk, synchronous in ((False, 2), (True, 1)):
        database = open_database(url, bulk=bulk)
        with database.session() as session:
            found = {
                name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in (*PRAGMAS, "synchronous", "query_only")
            }
        assert found == PRAGMAS | {"synchronous": synchronous, "query_only": 0}
        database.close()
    reader = open_database(url).reader()
    assert reader.row("PRAGMA query_only") == (1,)
    assert reader.row("PRAGMA busy_timeout") == (5000,)
    assert reader.row("PRAGMA trusted_schema") == (0,)
    assert reader.row("PRAGMA mmap_size") != (0,)
    reader.close()


@only_sqlite
def test_a_bulk_database_leaves_no_journal_behind(url: str, path: Path) -> None:
    database = open_database(url, bulk=True)
    reader = database.reader()  # keeps SQLite from tidying up by itself when the writer closes
    put(database, "new")
    database.close()
    journal = Path(f"{path}-wal")
    assert not journal.exists() or journal.stat().st_size == 0
    reader.close()


def no_file(path: Path) -> None:
    path.unlink()


def no_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def empty_file(path: Path) -> None:
    path.write_bytes(b"")


def text_file(path: Path) -> None:
    path.write_text("This is no database. " * 500)


def no_tables(path: Path) -> None:
    path.unlink()
    DRIVER.connect(path).execute("CREATE TABLE other (id INTEGER)").connection.close()


def older_schema(path: Path) -> None:
    connection = DRIVER.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '2020_01_01'")
    connection.commit()
    connection.close()


@only_sqlite
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (no_file, "summitry migrate"),
        (no_folder, "summitry migrate"),
        (empty_file, "no tables yet: run `summitry migrate`"),
        (text_file, "not a database"),
        (no_tables, "summitry migrate"),
        (older_schema, "schema 2020_01_01.*summitry migrate"),
    ],
)
def test_a_database_that_is_not_ours_is_told(
    path: Path, tmp_path: Path, spoil: Callable[[Path], None], words: str
) -> None:
    (tmp_path / "folder").mkdir()
    path = path.rename(tmp_path / "folder" / "summitry.db")
    url = f"sqlite:///{path}"
    spoil(path)
    existed = path.exists()
    database = open_database(url)
    for use in (database.reader, lambda: put(database, "new"), lambda: check_ready(database)):
        with pytest.raises(StoreUnavailable, match=words):
            use()
    assert path.exists() == existed, "looking must not create a file"
    database.close()


def test_readiness_needs_the_state_row(database: Database) -> None:
    check_ready(database)
    with database.session() as session:
        session.execute(text("DELETE FROM store_state"))
    with pytest.raises(StoreUnavailable, match="restore a backup"):
        check_ready(database)


@only_sqlite
def test_a_database_that_was_absent_can_come_later(url: str, path: Path) -> None:
    later = path.rename(path.with_suffix(".later"))
    database = open_database(url)
    with pytest.raises(StoreUnavailable):
        check_ready(database)
    later.rename(path)
    check_ready(database)
    put(database, "new")
    database.close()


@only_sqlite
@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_told_and_never_a_traceback(path: Path, url: str, seed: int) -> None:
    data = bytearray(path.read_bytes())
    dice = random.Random(seed)
    for _ in range(dice.choice([1, 16, 256, 4096])):
        data[dice.randrange(len(data))] = dice.randrange(256)
    path.write_bytes(data[: dice.choice([len(data), dice.randrange(len(data))])])
    database = open_database(url)
    try:
        check_ready(database)
        put(database, "new")
    except StoreUnavailable:
        pass
    except Exception as error:  # a column that reads as something else is no business of the driver
        assert not isinstance(error, DRIVER.DatabaseError), f"seed {seed}: {error!r}"
        raise
    finally:
        database.close()


_CUT = """
import os, sys, time
from app.errors import StoreUnavailable
from app.store.database import open_database

path = sys.argv[1]
reader = open_database(f"sqlite:///{path}").reader()
ask = "SELECT count(*), sum(length(sql)) FROM sqlite_master"
try:
    with reader.snapshot():
        reader.rows(ask)
        os.truncate(path, 0)
        time.sleep(0.2)
        reader.rows(ask)
except StoreUnavailable as error:
    print(error.detail)
"""


@only_sqlite
def test_a_file_that_is_cut_while_it_is_read_for_long_is_told(path: Path) -> None:
    """In a process of its own: readers map the file, and what is mapped and gone would end it."""
    found = subprocess.run([sys.executable, "-c", _CUT, str(path)], capture_output=True, text=True)
    assert (found.returncode, found.stderr) == (0, "")
    assert "damaged" in found.stdout


@only_sqlite
def test_a_full_disk_is_told_and_writing_recovers(database: Database, reader: Reader) -> None:
    with database.session() as session:
        connection = session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreUnavailable, match="disk is full"), database.session() as session:
        for number in range(5000):
            session.execute(text("INSERT INTO store_state VALUES (:key, 1)"), {"key": f"{number:0100}"})
    assert reader.row("SELECT count(*) FROM store_state") == (1,)
    with database.session() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count=1000000")
    put(database, "afterwards")
    assert keys(database) == {"afterwards"}


@pytest.mark.parametrize(
    "url",
    [
        "mysql://someone:secret@host/base",
        "postgresql://someone:secret@host:port/base",
        "postgresql://someone:secret@host/base?nonsense=secret",
        "postgresql://someone:secret@host",
        "sqlite://",
        "sqlite:///:memory:",
        "not an address",
        "",
        "sqlite:/x",
    ],
)
def test_an_address_that_is_none_of_ours_is_told_without_repeating_it(url: str) -> None:
    with pytest.raises(InvalidInput, match="the database") as caught:
        open_database(url)
    assert "secret" not in str(caught.value)


@only_sqlite
def test_the_path_may_hold_any_character(tmp_path: Path, path: Path) -> None:
    folder = tmp_path / "Данные #1 50%"
    folder.mkdir()
    (folder / "база?.db").write_bytes(path.read_bytes())
    database = Database(SqliteBackend(folder / "база?.db"))
    put(database, "new")
    assert keys(database) == {"new"}
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
    database.close()


@only_sqlite
def test_opening_touches_no_file(url: str, path: Path) -> None:
    path.unlink()
    open_database(url).close()
    assert not path.exists()


@only_sqlite
def test_what_a_large_transaction_made_the_log_grow_to_is_given_back(url: str) -> None:
    database = open_database(url)
    log = Path(f"{url.removeprefix('sqlite:///')}-wal")

    def write(megabytes: int) -> None:
        with database.session() as session:
            for number in range(megabytes):
                sql = "INSERT OR REPLACE INTO store_state (key, value) VALUES (:key, :value)"
                session.execute(text(sql), {"key": f"padding {number}", "value": "x" * 2**20})

    reader = database.reader()
    with reader.snapshot():  # which keeps all that is written in the log
        reader.data_version()
        write(100)
    assert log.stat().st_size > 90 * 2**20
    reader.close()
    for _ in range(3):
        write(1)
    assert log.stat().st_size <= 64 * 2**20
    database.close()
