"""What is peculiar to a server: it is far away, it may be gone or hang, it has users, and it must not be known by its password."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest
from sqlalchemy import text

from app.errors import StoreUnavailable, TooSlow
from app.settings import ROOT, Settings
from app.store import database as module
from app.store import postgres
from app.store.database import Database, Reader, check_ready, open_database
from app.store.postgres import WRITER_LOCK, PostgresReader, _translated, told
from app.store.readers import Readers
from tests.postgres import PASSWORD, USER
from tests.shelf import free_port
from tests.stores import Store, only_postgres

pytestmark = only_postgres

ONE = "SELECT value FROM store_state"


def ask(reader: Reader) -> list[tuple[int]]:
    return reader.rows(ONE)


@pytest.mark.parametrize(
    ("sql", "translated", "names"),
    [
        ("SELECT :b, :a, :b", "SELECT $1, $2, $1", ("b", "a")),
        ("SELECT ':a', \":b\", 'it''s :c', :d", "SELECT ':a', \":b\", 'it''s :c', $1", ("d",)),
        ("SELECT a::text LIKE '%x' || :a", "SELECT a::text LIKE '%x' || $1", ("a",)),
        ("SELECT CAST(r.record AS BLOB), CAST(:n AS INTEGER)", "SELECT convert_to(r.record, 'UTF8'), CAST($1 AS INTEGER)", ("n",)),
    ],
)  # fmt: skip
def test_our_sql_becomes_that_of_the_server(
    store: Store, sql: str, translated: str, names: tuple[str, ...]
) -> None:
    assert _translated(sql) == (translated, names)


def test_values_come_as_from_sqlite(reader: Reader) -> None:
    sql = (
        "SELECT sum(x), sum(x / 4), CAST(:words AS BLOB), '%', :words LIKE '%н%'"
        " FROM (SELECT CAST(:n AS BIGINT) AS x UNION ALL SELECT 1) AS found"
    )
    sql = sql.replace("CAST(:words AS BLOB)", "CAST(w AS BLOB)").replace(
        "FROM (SELECT", "FROM (SELECT CAST(:words AS TEXT) AS w,"
    )
    sql = sql.replace("UNION ALL SELECT 1", "UNION ALL SELECT NULL, 1") + " GROUP BY w ORDER BY w"
    assert reader.rows(sql, {"n": 2**62, "words": "мнение"})[0] == (
        2**62,
        2**60,
        "мнение".encode(),
        "%",
        True,
    )
    assert reader.row("SELECT CAST(:a AS JSON)", {"a": '{"x": 1}'}) == ('{"x": 1}',)


def test_texts_are_ordered_by_code_point(database: Database, reader: Reader) -> None:
    keys = ["Z", "a", "Ё", "А", "а", "~", "-1", "é"]
    with database.session() as session:
        for key in keys:
            session.execute(text("INSERT INTO store_state VALUES (:key, 0)"), {"key": key})
    found = [row[0] for row in reader.rows("SELECT key FROM store_state WHERE value = 0 ORDER BY key")]
    assert found == sorted([*keys, "data_version"])


def test_a_lock_held_outside_is_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.5)
    database = open_database(url)
    check_ready(database)
    with psycopg.connect(url) as outside:
        outside.execute(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
        started = time.monotonic()
        with pytest.raises(StoreUnavailable, match="try again"), database.session():
            pytest.fail("the lock was held elsewhere")
        assert 0.4 <= time.monotonic() - started < 2
    with database.session():
        pass
    database.close()


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of something that takes connections and says nothing, as a server that hangs."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_server_that_says_nothing_is_told_within_seconds(store: Store, silent: int) -> None:
    started = time.monotonic()
    with pytest.raises(StoreUnavailable, match="does not answer"):
        open_database(f"postgresql://someone:{PASSWORD}@127.0.0.1:{silent}/base").reader()
    assert time.monotonic() - started < 5


def test_what_refuses_is_told_by_its_reason_and_never_with_the_password(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    parts = urlsplit(url)
    host = f"{parts.hostname}:{parts.port}"
    asked = {
        f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{free_port()}/base": "does not answer",
        f"postgresql://{USER}:{PASSWORD}@no-such-host.invalid/base": "does not answer",
        f"postgresql://{USER}:not-{PASSWORD}@{host}/postgres": "user or the password",
        f"postgresql://nobody-of-ours:{PASSWORD}@{host}/postgres": "user or the password",
        f"postgresql://{USER}:{PASSWORD}@{host}/nowhere": "createdb",
        f"postgresql://{USER}:{PASSWORD}@{host}/postgres": "summitry migrate",
    }
    with caplog.at_level(logging.DEBUG):
        for address, words in asked.items():
            database = open_database(address)
            assert PASSWORD not in repr(database) + repr(Settings(database_url=address, _env_file=None))
            for use in (database.reader, lambda database=database: check_ready(database)):
                with pytest.raises(StoreUnavailable, match=words) as caught:
                    use()
                assert PASSWORD not in caught.value.detail and host not in caught.value.detail
    assert PASSWORD not in caplog.text
    assert f"port {parts.port}" in caplog.text, "whoever runs it needs the reason"


def test_a_database_of_another_encoding_is_told(store: Store) -> None:
    url = store.empty()
    store.drop(url)
    name = urlsplit(url).path[1:]
    store.run(
        f"CREATE DATABASE \"{name}\" ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
    )
    with pytest.raises(StoreUnavailable, match=r"LATIN1.*UTF8"):
        open_database(url).reader()
    store.run(f'DROP DATABASE "{name}"')


def test_readers_recover_when_the_server_has_ended_them(url: str) -> None:
    database = open_database(url)
    readers = Readers(database)
    assert readers.read(ask) == [(0,)]
    end_all(url)
    assert readers.read(ask) == [(0,)], "asked again over a new connection"
    with database.session() as session:
        session.execute(text("UPDATE store_state SET value = 7"))
    end_all(url)
    with database.session() as session:
        assert session.execute(text(ONE)).scalar_one() == 7
    readers.close()
    database.close()


def end_all(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_connection_that_is_lost_half_way_is_told(database: Database, url: str) -> None:
    reader = database.reader()
    with pytest.raises(StoreUnavailable, match="database"), reader.snapshot():
        reader.rows(ONE)
        end_all(url)
        reader.rows(ONE)
    reader.close()
    with pytest.raises(StoreUnavailable, match="database"), database.session() as session:
        end_all(url)
        session.execute(text(ONE))


def test_after_a_failure_nobody_else_waits_for_the_server(store: Store, silent: int) -> None:
    readers = Readers(open_database(f"postgresql://someone@127.0.0.1:{silent}/base"))
    with pytest.raises(StoreUnavailable):
        readers.read(ask)
    started = time.monotonic()
    for _ in range(20):
        with pytest.raises(StoreUnavailable, match="does not answer"):
            readers.read(ask)
    assert time.monotonic() - started < 0.5


@contextmanager
def silenced(reader: Reader) -> Iterator[None]:
    """The server's own process for a reader does nothing, as on a machine that swaps or whose disk hangs."""
    [(pid,)] = reader.rows("SELECT pg_backend_pid()")
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@pytest.mark.parametrize("where", ["alone", "in a snapshot"])
def test_a_reader_that_was_given_up_is_closed(
    database: Database, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Its answer may still come: nothing else may be asked over that connection, and nobody may be given it."""
    monkeypatch.setattr(postgres, "SLACK", 0.2)
    reader = database.reader()
    reader.most_seconds = 0.1
    with silenced(reader), pytest.raises(StoreUnavailable, match="does not answer"):
        if where == "alone":
            ask(reader)
        else:
            with reader.snapshot():
                ask(reader)
    assert isinstance(reader, PostgresReader) and reader._connection.closed
    with pytest.raises(StoreUnavailable):
        ask(reader)
    reader.close()


def test_another_connection_answers_where_one_was_given_up(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "SLACK", 0.2)
    readers = Readers(database)
    lent: list[Reader] = []

    def query(reader: Reader) -> list[tuple[int]]:
        lent.append(reader)
        with reader.snapshot():
            return ask(reader)

    assert readers.read(query) == [(0,)]
    lent[0].most_seconds = 0.1
    with silenced(lent[0]):
        assert readers.read(query) == [(0,)]
    assert [readers.read(query) for _ in range(3)] == [[(0,)]] * 3
    first, second, *others = map(id, lent[1:])
    assert first == id(lent[0]) != second and set(others) == {second}
    readers.close()


def test_a_limit_of_time_may_be_changed(reader: Reader) -> None:
    reader.most_seconds = 0.1
    with pytest.raises(TooSlow), reader.snapshot():
        reader.rows("SELECT pg_sleep(5)")
    reader.most_seconds = 2
    assert reader.rows("SELECT 1 FROM (SELECT pg_sleep(1.2)) AS slept") == [(1,)]


def test_tables_that_were_made_anew_are_other_data(database: Database, reader: Reader) -> None:
    reader.data_version()
    before = reader.identity
    with database.migrating() as connection:
        connection.execute(text("CREATE TABLE anew AS SELECT * FROM store_state"))
        connection.execute(text("DROP TABLE store_state"))
        connection.execute(text("ALTER TABLE anew RENAME TO store_state"))
    try:
        reader.data_version()
    except StoreUnavailable:  # a plan that was made for the old one: the next connection has none
        reader = database.reader()
        reader.data_version()
    assert reader.identity != before


def test_a_defect_in_our_own_sql_is_not_told_as_an_absent_database(reader: Reader) -> None:
    with pytest.raises(psycopg.errors.UndefinedColumn):
        reader.rows("SELECT nonsense")
    with pytest.raises(ZeroDivisionError), told("base"):
        1 / 0  # noqa: B018


def test_the_driver_is_imported_for_such_an_address_only(store: Store) -> None:
    code = (
        "import sys; import app.main; from app.store.database import open_database;"
        " open_database('sqlite:///x.db'); print('psycopg' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
