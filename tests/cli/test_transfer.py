"""`summitry migrate --from … --to …`: all that is stored, carried over to another kind of database, and the same there."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.settings import ROOT
from app.store import transfer as module
from app.store.check import check_store
from app.store.database import open_database
from app.store.tables import Row
from app.vocabulary import Vocabulary
from tests.cli.conftest import Command
from tests.releases.test_releases import DUMPS, load
from tests.shelf import add, fill, served, shelf
from tests.stores import Store, only_sqlite, opened, path_of


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def there(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Where it goes to."""
    with opened(request.param, tmp_path_factory) as made:
        yield made


@pytest.fixture
def library(store: Store, vocabulary: Vocabulary) -> Iterator[str]:
    """What is carried: documents, and one of them changed."""
    made = store.filled("library", lambda place: fill(place, vocabulary))
    yield made
    store.drop(made)


def rows(url: str, table: str) -> list[tuple[Any, ...]]:
    reader = open_database(url).reader()
    try:
        found = reader.rows(f'SELECT * FROM "{table}"')
    finally:
        reader.close()
    return sorted(
        (tuple(int(cell) if isinstance(cell, bool) else cell for cell in row) for row in found), key=repr
    )


def test_all_rows_arrive_and_the_same_is_answered_and_found(
    library: str, there: Store, summitry: Command, vocabulary: Vocabulary
) -> None:
    target = there.empty()
    ran = summitry("migrate", "--from", library, "--to", target)
    assert ran.status == 0, ran.err
    told = dict(re.findall(r"^(\w+) +(\d+)  [0-9a-f]{64}$", ran.out, re.MULTILINE))
    tables = set(Row.metadata.tables) - {"search_entry", "search_edition"}
    assert set(told) == tables
    for table in tables - {"store_state", "data_version"}:  # the making of an index is a change of data
        assert rows(library, table) == rows(target, table), table
        assert len(rows(library, table)) == int(told[table])
    assert int(told["statement"]) > 50 and "the same in" in ran.out
    assert check_store(open_database(target), full=True) == []
    asked = (
        "statements?q=мысль&limit=5",
        "documents?q=дело",
        "figures?facets=metric",
        "threads",
        "claims",
        "leaders",
        "changes",
    )
    answers = []
    for url in (library, target):
        with served(url) as address, httpx2.Client(base_url=f"{address}/api/v1/") as client:
            found = [client.get(path) for path in asked]
        assert {answer.status_code for answer in found} == {200}
        answers.append([re.sub(r'"data_version":\d+|"cursor=[^"]*"', "", answer.text) for answer in found])
    for path, here, other in zip(asked, *answers, strict=True):
        assert here == other, path
    # What is stored from now on gets numbers of its own.
    add(target, vocabulary, shelf(14)[12:])
    assert len(rows(target, "document")) == len(rows(library, "document")) + 2
    assert check_store(open_database(target)) == []
    there.drop(target)


def test_a_database_with_documents_is_never_mixed_with_another(
    library: str, there: Store, summitry: Command, vocabulary: Vocabulary
) -> None:
    target = there.migrated()
    fill(target, vocabulary, shelf(1))
    before = {table: rows(target, table) for table in Row.metadata.tables}
    ran = summitry("migrate", "--from", library, "--to", target)
    assert ran.status == 1 and "holds documents" in ran.err
    assert {table: rows(target, table) for table in Row.metadata.tables} == before
    there.drop(target)


def test_the_target_is_by_default_the_database_of_the_settings(
    library: str, there: Store, summitry: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = there.empty()
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", target)
    assert summitry("migrate", "--from", library).status == 0
    assert rows(target, "statement") == rows(library, "statement")
    there.drop(target)


@only_sqlite
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--to", "sqlite:///x.db"], "give both"),
        (["--from", "sqlite:///x.db", "--check"], "give one of them"),
        (["--from", "sqlite:///no-such-file.db"], "no-such-file.db"),
        (["--from", "mysql://x/y"], "sqlite:///FILE or postgresql://"),
    ],
)
def test_what_cannot_be_done_is_told(
    summitry: Command,
    store: Store,
    options: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = summitry("migrate", *options)
    assert ran.status == 1 and told in ran.err and "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


@only_sqlite
def test_an_older_database_is_told_to_be_migrated_first(
    summitry: Command, store: Store, tmp_path: Path
) -> None:
    oldest = sorted(DUMPS)[0]
    url = f"sqlite:///{tmp_path / 'old.db'}"
    load(oldest, Path(path_of(url)))
    ran = summitry("migrate", "--from", url, "--to", f"sqlite:///{tmp_path / 'new.db'}")
    assert ran.status == 1 and "run `summitry migrate`" in ran.err


@only_sqlite
def test_a_difference_in_the_end_is_told(
    library: str, summitry: Command, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = module._write

    def lossy(connection: Any, table: Any, batch: list[tuple[Any, ...]]) -> None:
        write(connection, table, batch[:-1] if table.name == "figure" else batch)

    monkeypatch.setattr(module, "_write", lossy)
    target = store.empty()
    ran = summitry("migrate", "--from", library, "--to", target)
    assert ran.status == 1 and "figure differ" in ran.err and "do not use it" in ran.err
    store.drop(target)


KILLED = """
import os, sys
from app.store import transfer as module
from app.cli import main
write, left = module._write, [3]
def last(connection, table, batch):
    write(connection, table, batch)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), 9)
module._write = last
sys.argv = ["summitry", "migrate", "--from", sys.argv[1], "--to", sys.argv[2]]
main()
"""


def test_what_is_killed_halfway_leaves_an_empty_database_and_can_be_done_again(
    library: str, there: Store, summitry: Command
) -> None:
    target = there.empty()
    ended = subprocess.run([sys.executable, "-c", KILLED, library, target], cwd=ROOT, capture_output=True)
    assert ended.returncode == -9, ended.stderr
    assert rows(target, "document") == [] == rows(target, "leader")
    assert summitry("migrate", "--from", library, "--to", target).status == 0
    assert rows(target, "statement") == rows(library, "statement")
    there.drop(target)
