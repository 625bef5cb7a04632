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

DOCUMENTS = 2000
KILLS = int(os.environ.get("SUMMITRY_TEST_KILLS", "6"))

# The real way into the store, with an engine that costs nothing, so that most kills fall into writing.
CHILD = """
import sys
from importlib import import_module
from app.domain.findings import Extraction
from app.ingestion import ingest
from app.settings import ROOT
from app.store.database import open_database
from app.vocabulary import load_vocabulary

import_module("app.ingestion.ingest").extract = lambda document, toolkit: Extraction(document=document, language="ru")
vocabulary = load_vocabulary(ROOT / "data" / "vocabulary")
print("ready", flush=True)
report = ingest(
    [sys.argv[2]],
    database=open_database(sys.argv[1], bulk=True),
    toolkit=None,
    vocabulary=vocabulary,
    progress=lambda size, report: print(report.stored, flush=True),
)
print("end", flush=True)
"""


def start(url: str, source: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, url, str(source)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.timeout(300)
def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path, database_url: str) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(
        "".join(
            json.dumps({"id": f"k{number}", "text": "Текст", "lang": "ru"}) + "\n"
            for number in range(DOCUMENTS)
        )
    )
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    moments = random.Random(seed)
    stored = 0
    for _ in range(KILLS):
        process = start(database_url, source)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.0, 0.3))
        process.kill()
        told = [int(line) for line in process.stdout.read().split("\n")[:-1] if line != "end"]
        process.wait()
        process.stdout.close()
        before, stored = stored, check(database_url)
        assert stored >= max([before, *told]), f"seed {seed}"
    process = start(database_url, source)
    assert process.communicate()[0].endswith(f"{DOCUMENTS}\nend\n")
    assert check(database_url) == DOCUMENTS


def check(url: str) -> int:
    """How many documents are there; fails where one is there by half or twice."""
    database = open_database(url)
    reader = database.reader()
    try:
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
