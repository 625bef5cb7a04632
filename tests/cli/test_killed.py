"""`summitry ingest` ended by kill -9 at any moment: the same command goes on, and in the end all is as if nobody had disturbed it.

tests/ingestion/test_kill.py does the same with an engine that costs nothing, so that most kills fall into writing.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from app.settings import ROOT
from app.store.check import check_store
from app.store.database import open_database
from tests.stores import Store

KILLS = int(os.environ.get("SUMMITRY_TEST_KILLS", "0"))
"""How often; 0 for as often as a run of all tests has time for."""

USUAL = {"sqlite": 3, "postgresql": 2}
DOCUMENTS = 300


def make_source(folder: Path) -> Path:
    """A folder of texts, and a file of lines."""
    (folder / "texts").mkdir(parents=True)
    lines = []
    for number in range(DOCUMENTS):
        text = (
            f"Президент Кыргызстана Садыр Жапаров сообщил, что экспорт вырос на {number % 90 + 1} процентов.\n\n"
            f"«Мы построим {number + 2} новых школ», — сказал Садыр Жапаров."
        )
        if number % 2:
            (folder / "texts" / f"{number:04}.txt").write_text(text)
        else:
            lines.append(
                json.dumps({"id": f"line-{number:04}", "lang": "ru", "date": "2025-11-16", "text": text})
            )
    (folder / "lines.jsonl").write_text("\n".join(lines))
    return folder


def start(url: str, source: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", "ingest", source],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SUMMITRY_DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )


def ended(process: subprocess.Popen[bytes]) -> str:
    told = process.communicate()[0].decode()
    assert process.returncode == 0, told
    return told


def keys(url: str) -> set[str]:
    """The keys of what is stored; fails where anything is there by half or twice."""
    database = open_database(url)
    reader = database.reader()
    try:
        found = reader.rows(
            "SELECT d.key, (SELECT count(*) FROM statement s WHERE s.document_id = d.id),"
            " (SELECT count(*) FROM figure f WHERE f.document_id = d.id) FROM document d"
        )
        assert all(statements == 2 and figures >= 1 for _, statements, figures in found)
        stored = {key for key, _, _ in found}
        assert len(stored) == len(found)
        return stored
    finally:
        reader.close()
        assert check_store(database) == []
        database.close()


def findings(url: str) -> list[list[tuple[object, ...]]]:
    """What does not depend on when it was read: all ids, all counters."""
    reader = open_database(url).reader()
    found = [
        reader.rows(f"SELECT id, revision FROM {table} ORDER BY id")
        for table in ("document", "statement", "proposal", "figure")
    ]
    found.append(reader.rows("SELECT kind, field, value, n FROM tag ORDER BY 1, 2, 3"))
    found.append(reader.rows("SELECT count(*), sum(n) FROM pair"))
    reader.close()
    return found


@pytest.mark.timeout(3600)
def test_the_command_goes_on_where_it_was_killed(store: Store, tmp_path: Path, dice: random.Random) -> None:
    source, undisturbed = make_source(tmp_path / "source"), store.migrated()
    began = time.monotonic()
    assert ended(start(undisturbed, source)).startswith(f"{DOCUMENTS} documents read: {DOCUMENTS} new")
    whole = time.monotonic() - began
    wanted = findings(undisturbed)

    print(f"undisturbed it takes {whole:.1f} s")
    url, rounds, killed, at = store.migrated(), 0, 0, list[int]()
    while killed < (KILLS or USUAL[store.kind]):
        process, acknowledged = start(url, source), set[str]()
        if dice.random() < 0.2:  # most others would fall into its beginning, too, which takes the longest
            wait(process, dice.uniform(0.0, whole / 2))
        else:
            before = keys_seen(url)
            while process.poll() is None and (acknowledged := keys_seen(url)) == before:
                time.sleep(0.02)
            wait(process, dice.uniform(0.0, whole / 4))
        if process.poll() is None:
            process.kill()
            process.communicate()
            killed += 1
            stored = keys(url)
            at.append(len(stored))
            assert stored >= acknowledged
        else:  # it came to its end before: the next one begins anew
            ended(process)
            assert findings(url) == wanted
            store.drop(url)
            url, rounds = store.migrated(), rounds + 1
    there = len(keys(url))
    assert f" {there} unchanged" in ended(start(url, source))
    assert findings(url) == wanted
    print(
        f"{killed} kills, at {sorted(set(at))} documents of {DOCUMENTS}; {rounds + 1} times all were stored in the end"
    )
    for made in (url, undisturbed):
        store.drop(made)


def wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)


def keys_seen(url: str) -> set[str]:
    """What others see of it, and rely on, while it works."""
    reader = open_database(url).reader()
    try:
        return {key for [key] in reader.rows("SELECT key FROM document")}
    finally:
        reader.close()
