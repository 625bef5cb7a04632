"""What a crash leaves: every document that was acknowledged, and none by halves."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from app.language.terms import words
from app.store.database import Database, open_database
from app.store.save import Saved, save_extraction
from app.store.sqlite import DRIVER, wal_is_safe
from tests.builders import NOW, make_document, make_extraction, make_vocabulary
from tests.stores import only_sqlite

KILLS = int(os.environ.get("SUMMITRY_TEST_KILLS") or 30)
CUTS = int(os.environ.get("SUMMITRY_TEST_CUTS") or 1000)


def check_whole(url: str) -> list[str]:
    """The keys of the stored documents, each of which must have all its findings, and every counter be right."""
    reader = open_database(url).reader()
    if url.startswith("sqlite"):
        assert reader.rows("PRAGMA integrity_check") == [("ok",)]
    documents = reader.rows("SELECT id, key FROM document ORDER BY key")
    for table, each in (("statement", 2), ("proposal", 2), ("figure", 2), ("mention", 1)):
        found = dict(reader.rows(f"SELECT document_id, count(*) FROM {table} GROUP BY 1"))
        assert found == {number: each for number, _ in documents}
    assert (
        reader.rows("SELECT 1 FROM tag t WHERE n <> (SELECT count(*) FROM posting WHERE tag_id = t.id)") == []
    )
    assert reader.data_version() == len(documents)
    reader.close()
    return [key for _, key in documents]


def write_for_ever(url: str, tell: Connection) -> None:
    database, vocabulary, number = open_database(url), make_vocabulary(), 0
    while True:
        key = f"{os.getpid():08}-{number:05}"
        with database.session() as session:
            save_extraction(
                session,
                make_extraction(make_document(key=key)),
                vocabulary=vocabulary,
                extractor_version="1",
                now=NOW,
            )
        tell.send(key)
        number += 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to kill children quickly")
@pytest.mark.timeout(3600)
def test_a_killed_writer_loses_nothing_that_was_acknowledged(url: str, dice: random.Random) -> None:
    words("слово")  # the dictionary is loaded once, and not by every child before it writes
    forked, acknowledged = multiprocessing.get_context("fork"), set[str]()
    for _ in range(KILLS):
        hear, tell = forked.Pipe(duplex=False)
        child = forked.Process(target=write_for_ever, args=(url, tell), daemon=True)
        child.start()
        tell.close()
        hear.poll(20)  # it writes by now, however busy the machine is
        time.sleep(dice.uniform(0.0, 0.2))
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        try:
            while True:
                acknowledged.add(hear.recv())
        except EOFError:
            hear.close()
    stored = set(check_whole(url))
    assert acknowledged and acknowledged <= stored
    assert len(stored - acknowledged) <= KILLS, "at most the one in flight at each kill"


@only_sqlite
@pytest.mark.skipif(
    not wal_is_safe(DRIVER.sqlite_version_info), reason="this SQLite keeps no write-ahead log"
)
def test_a_log_cut_anywhere_gives_the_commits_before_the_cut(
    database: Database, path: Path, tmp_path: Path, save: Callable[..., Saved], dice: random.Random
) -> None:
    """As after a power cut: the write-ahead log ends at any byte."""
    keys = [f"key-{number}" for number in range(6)]
    for key in keys:
        save(make_extraction(make_document(key=key)))
    log = Path(f"{path}-wal").read_bytes()
    seen, copy = set[int](), tmp_path / "cut.db"
    for number in range(CUTS):
        shutil.copy(path, copy)
        Path(f"{copy}-wal").write_bytes(log[: dice.randrange(len(log) + 1)])
        stored = check_whole(f"sqlite:///{copy}")
        assert stored == keys[: len(stored)], f"cut {number}"
        seen.add(len(stored))
        for file in tmp_path.glob("cut.db*"):
            file.unlink()
    assert len(seen) > 3, "the cuts did not fall between commits"
