"""Both kinds of database for the tests. A test that takes the fixture `store`, or one made from it, runs once on each.

    def test_something(store: Store) -> None:
        url = store.migrated()            # a database of the newest schema, of this test alone
        database = open_database(url)

In tests/store, queries, ingestion, api, web and cli the fixtures `url`, `database`, `reader`, `library`, `client` are made from it already,
so that a query, a route or a command needs nothing more to be tested on both; `-k sqlite` runs one half. What is about SQLite's
file as such is marked `@only_sqlite`. A machine without PostgreSQL skips that half, saying so; under CI=true it fails, unless
`.ci/run` has found that it cannot be had and has set SUMMITRY_TEST_POSTGRES=absent.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from app.settings import ROOT
from app.store.backend import Reader
from app.store.postgres import PostgresReader
from app.store.schema import upgrade
from app.store.sqlite import SqliteReader
from tests import postgres

KINDS = ("sqlite", "postgresql")
READERS: dict[str, type[Reader]] = {"sqlite": SqliteReader, "postgresql": PostgresReader}
ABSENT = "PostgreSQL IS NOT TESTED: no initdb in PATH or /usr/lib/postgresql/*/bin (Debian: apt-get install postgresql-15)"

_numbers = count(1)


only_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
"""For a test that is about a file."""

only_postgres = pytest.mark.parametrize("store", ["postgresql"], indirect=True)
"""For a test that is about a server."""


class Store:
    """One kind of database: makes as many as are wanted, and takes them away at the end."""

    def __init__(self, kind: str, folder: Path, server: str = "") -> None:
        self.kind = kind
        self._folder = folder
        self._server = server
        self._made: list[str] = []
        self._templates: dict[str, str] = {}

    @property
    def is_sqlite(self) -> bool:
        return self.kind == "sqlite"

    def empty(self) -> str:
        """The address of a database without tables: SQLite's file is not there yet."""
        return self._new("")

    def migrated(self) -> str:
        """The address of a database of the newest schema, without records."""
        return self.filled("migrated", upgrade)

    def filled(self, name: str, fill: Callable[[str], object]) -> str:
        """The address of a copy of what `fill(address)` has made; it is called once for each name."""
        if name not in self._templates:
            url = self._new("")
            fill(url)
            self._templates[name] = url
        return self._new(self._templates[name])

    @contextmanager
    def lent(self) -> Iterator[str]:
        """A database of the newest schema, taken away at the end of the block."""
        url = self.migrated()
        yield url
        self.drop(url)

    def drop(self, url: str) -> None:
        """Take a database away, whoever is connected."""
        if self.is_sqlite:
            for end in ("", "-wal", "-shm", "-journal", "-queue"):
                Path(path_of(url) + end).unlink(missing_ok=True)
        else:
            self.run(f'DROP DATABASE IF EXISTS "{urlsplit(url).path[1:]}" WITH (FORCE)')
        self._made.remove(url)

    def run(self, sql: str) -> None:
        """A command to PostgreSQL's server as a whole."""
        with psycopg.connect(f"{self._server}postgres", autocommit=True) as connection:
            connection.execute(sql)

    def close(self) -> None:
        for url in list(self._made):
            self.drop(url)

    def _new(self, template: str) -> str:
        name = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}_{next(_numbers)}"
        if self.is_sqlite:
            path = self._folder / f"{name}.db"
            if template:
                path.write_bytes(Path(path_of(template)).read_bytes())
            url = f"sqlite:///{path}"
        else:
            self.run(
                f'CREATE DATABASE "{name}" TEMPLATE "{urlsplit(template).path[1:] or "template0"}" STRATEGY file_copy'
            )
            url = f"{self._server}{name}"
        self._made.append(url)
        return url


def address(database: Path | str) -> str:
    """The address of a database that may be named by the path of its file."""
    return f"sqlite:///{database}" if isinstance(database, Path) else database


def path_of(url: str) -> str:
    """The path of a SQLite file from its address."""
    return url.removeprefix("sqlite:///")


def need_postgres() -> None:
    """Skip a test, by name, where PostgreSQL is missing; where every change is tested, fail."""
    if postgres.programs() is None:
        if os.environ.get("CI") == "true" and os.environ.get("SUMMITRY_TEST_POSTGRES") != "absent":
            pytest.fail(ABSENT)
        pytest.skip(ABSENT)


def server(shared: Path) -> str:
    """The address of the server of this run, without the name of a database: whichever process needs it first starts it."""
    need_postgres()
    told = shared / "postgres"
    with (shared / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            # xdist's workers are children of the process whose end is the end of the run
            run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
            subprocess.Popen(
                [sys.executable, "-m", "tests.postgres", told, str(run)],
                cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
            until = time.monotonic() + 60
            while not told.exists() and time.monotonic() < until:
                time.sleep(0.05)
    address = told.read_text()
    assert address.startswith("postgresql://"), address
    return address


@contextmanager
def opened(kind: str, factory: pytest.TempPathFactory) -> Iterator[Store]:
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = Store(kind, factory.mktemp("store"), "" if kind == "sqlite" else server(shared))
    yield made
    made.close()
