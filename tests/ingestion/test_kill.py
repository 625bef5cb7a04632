"""kill -9 at any moment: nothing that was acknowledged is lost, nothing is there by half, and the same command goes on."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.settings import ROOT
from app.store.database import open_database
from tests.stores import Store

KILLS = int(os.environ.get("SUMMITRY_TEST_KILLS", "0"))
"""How often; 0 for as often as a run of all tests has time for."""

USUAL = {"sqlite": 5, "postgresql": 3}
DOCUMENTS = {"sqlite": 1500, "postgresql": 800}

# The real way into the store, with an engine that costs nothing, so that most kills fall into writing.
CHILD = """
import sys
from importlib import import_module
from app.domain.findings import Extraction
from app.ingestion import Here, ingest
from app.store.database import open_database
from tests.builders import make_vocabulary

import_module("app.ingestion.extracting").extract = lambda document, toolkit: Extraction(document=document, language="ru")
print("ready", flush=True)
report = ingest(
    [sys.argv[2]],
    database=open_database(sys.argv[1], bulk=True),
    extracting=Here(None),
    vocabulary=make_vocabulary(),
    progress=lambda size, report: print(report.stored, flush=True),
)
print("end", flush=True)
"""


def start(url: str, source: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, url, str(source)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.timeout(600)
def test_kill_9_loses_nothing_that_was_acknowledged(
    store: Store, tmp_path: Path, url: str, dice: random.Random
) -> None:
    source, documents = tmp_path / "a.jsonl", DOCUMENTS[store.kind]
    source.write_text(
        "".join(
            json.dumps({"id": f"k{number}", "text": "Текст", "lang": "ru"}) + "\n"
            for number in range(documents)
        )
    )
    stored = 0
    for _ in range(KILLS or USUAL[store.kind]):
        process = start(url, source)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        told = [process.stdout.readline() for _ in range(dice.randint(0, 2))]
        time.sleep(dice.uniform(0.0, 0.3))
        process.kill()
        told += process.stdout.read().split("\n")[:-1]
        process.wait()
        process.stdout.close()
        before, stored = stored, check(url)
        acknowledged = [int(line) for line in told if line.strip().isdigit()]
        assert stored >= max([before, *acknowledged])
    process = start(url, source)
    assert process.communicate()[0].endswith(f"{documents}\nend\n")
    assert check(url) == documents


def check(url: str) -> int:
    """How many documents are there; fails where one is there by half or twice."""
    database = open_database(url)
    reader = database.reader()
    try:
        if reader.dialect == "sqlite":
            assert reader.rows("PRAGMA integrity_check") == [("ok",)]
        row = reader.row("SELECT count(*), count(DISTINCT key) FROM document")
        assert row is not None
        assert row[0] == row[1]
        postings = reader.row(
            "SELECT count(*) FROM posting JOIN tag ON tag.id = posting.tag_id WHERE kind = 'document' AND field = 'all'"
        )
        assert postings == (row[0],), "a document without its index entry is there by half"
        return int(row[0])
    finally:
        reader.close()
        database.close()
