"""Extraction in several processes: the same result as in one, and whatever becomes of one of them costs one document at most."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from app.domain.document import SourceDocument
from app.domain.findings import Extraction
from app.ingestion import IngestReport, Remark, extract_with, ingest
from app.settings import ROOT
from app.store.database import Database, open_database
from app.store.schema import upgrade
from app.store.tables import Row
from app.vocabulary import Vocabulary
from tests.ingestion.conftest import find_nothing
from tests.stores import only_sqlite

extracting = import_module("app.ingestion.extracting")
pool = import_module("app.ingestion.workers")
DOCUMENTS = 60


def stand_in(documents: list[SourceDocument]) -> list[Extraction | str]:
    """Runs in a worker: ends it where a text says so, once or always."""
    for document in documents:
        command, _, argument = document.text.partition(" ")
        if command == "END" or (command == "ONCE" and not Path(argument).exists()):
            Path(argument or os.devnull).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if command == "SLOW":
            time.sleep(0.2)
    extracting.extract = find_nothing
    return [extracting.extract_one(document, None) for document in documents]


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_extract", stand_in)


def write(path: Path, texts: dict[str, str]) -> Path:
    path.write_text(
        "".join(
            json.dumps({"id": key, "text": text, "date": "2025-01-01", "lang": "ru"}) + "\n"
            for key, text in texts.items()
        )
    )
    return path


def run(source: Path, database: Database, vocabulary: Vocabulary, workers: int = 2) -> IngestReport:
    return ingest(
        [source], database=database, extracting=extract_with(vocabulary, workers), vocabulary=vocabulary
    )


def stored(database: Database, sql: str = "SELECT key FROM document ORDER BY key") -> list[tuple[Any, ...]]:
    reader = database.reader()
    try:
        return reader.rows(sql)
    finally:
        reader.close()


@pytest.mark.usefixtures("real_engine")
def test_several_processes_store_what_one_does(tmp_path: Path, vocabulary: Vocabulary) -> None:
    gold = [json.loads(line) for line in (ROOT.parent / "shared" / "gold" / "dev.jsonl").open()]
    texts = {f"d{number}": each["text"] for number, each in enumerate(gold[:DOCUMENTS])}
    source = write(tmp_path / "a.jsonl", texts)
    found = []
    for workers in (1, 2):
        url = f"sqlite:///{tmp_path / f'{workers}.db'}"
        upgrade(url)
        database = open_database(url)
        assert run(source, database, vocabulary, workers).new == len(texts)
        assert len(stored(database, "SELECT id FROM statement")) > DOCUMENTS
        found.append({table: without_time(database, table) for table in Row.metadata.tables})
        database.close()
    for table, rows in found[0].items():
        assert rows == found[1][table], table


def without_time(database: Database, table: str) -> list[str]:
    """All rows of a table, but when they were made."""
    rows = sorted(map(repr, stored(database, f'SELECT * FROM "{table}"')))
    return [re.sub(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[^'\"]*", "", row) for row in rows]


@pytest.mark.usefixtures("workers")
def test_the_document_that_ends_its_process_is_refused_and_the_rest_is_stored_in_order(
    tmp_path: Path, database: Database, vocabulary: Vocabulary
) -> None:
    flag = tmp_path / "flag"
    texts = {f"k{number:03}": "A" for number in range(100)}
    texts |= {"k020": "END", "k050": f"ONCE {flag}", "k060": "REFUSE", "k099": "END"}
    report = run(write(tmp_path / "a.jsonl", texts), database, vocabulary)
    assert flag.exists(), "one was ended that was well when it was read again"
    assert report.refused == [
        Remark("a.jsonl, line 21", extracting.COST_ITS_PROCESS),
        Remark("a.jsonl, line 61", "no language of ours"),
        Remark("a.jsonl, line 100", extracting.COST_ITS_PROCESS),
    ]
    assert [key for (key,) in stored(database)] == sorted(set(texts) - {"k020", "k060", "k099"})


@only_sqlite
@pytest.mark.usefixtures("workers")
def test_ctrl_c_stores_what_is_whole_and_the_same_command_goes_on(
    tmp_path: Path, database: Database, vocabulary: Vocabulary
) -> None:
    source = write(tmp_path / "a.jsonl", {f"k{number:03}": "SLOW" for number in range(64)})
    timer = threading.Timer(2.5, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    report = run(source, database, vocabulary)
    timer.cancel()
    assert report.interrupted and report.new < 64
    assert len(stored(database)) == report.new
    again = run(source, database, vocabulary)
    assert (again.new, again.unchanged) == (64 - report.new, report.new)


@only_sqlite
def test_processes_that_cannot_be_started_are_told(
    tmp_path: Path, database: Database, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_begin", os.abort)
    report = run(write(tmp_path / "a.jsonl", {"a": "A"}), database, vocabulary)
    assert report.failure is not None and "cannot be started" in report.failure
    assert not report.clean and not report.refused


CHILD = """
import sys
from importlib import import_module
from pathlib import Path
from app.ingestion import extract_with, ingest
from app.store.database import open_database
from app.vocabulary import load_vocabulary
from tests.ingestion.test_workers import stand_in

if __name__ == "__main__":
    module = import_module("app.ingestion.extracting")
    module._extract_all = stand_in
    vocabulary = load_vocabulary(Path("data/vocabulary"))
    ingest([sys.argv[2]], database=open_database(sys.argv[1]), extracting=extract_with(vocabulary, 2), vocabulary=vocabulary,
           progress=lambda size, report: print("stored", flush=True))
"""


@only_sqlite
def test_processes_end_with_the_first_however_that_ends(tmp_path: Path, url: str) -> None:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    source = write(tmp_path / "a.jsonl", {f"k{number:03}": "SLOW" for number in range(500)})
    process = subprocess.Popen(
        [sys.executable, str(script), url, str(source)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None and process.stdout.readline() == "stored\n"
    before = members(process.pid)
    assert len(before) >= 4, "itself, the one that starts others, two workers"
    process.kill()
    process.wait()
    process.stdout.close()
    until = time.monotonic() + 20
    while members(process.pid) and time.monotonic() < until:
        time.sleep(0.1)
    assert members(process.pid) == []


def members(session: int) -> list[int]:
    """The processes of a session, but those that are dead."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, _, sid = (entry / "stat").read_text().rpartition(") ")[2].split()[:4]
            except OSError:
                continue
            if int(sid) == session and state != "Z":
                found.append(int(entry.name))
    return found
