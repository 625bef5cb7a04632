"""Extraction on a cluster: the same result as in one process, whatever becomes of its workers, and what is missing is told."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from app.errors import InvalidInput
from app.ingestion import IngestReport, Remark, extract_with, ingest
from app.ingestion.extracting import COST_ITS_PROCESS
from app.settings import ROOT
from app.store.database import Database, open_database
from app.store.schema import upgrade
from app.store.tables import Row
from app.vocabulary import Vocabulary
from tests.ingestion.cluster import DaskCluster, dask
from tests.ingestion.test_workers import stored, without_time, write
from tests.stores import only_sqlite

KILLS = 10
TEXTS = 400
SLOW = 160
STAND_INS = str(ROOT / "tests" / "ingestion" / "stand_ins.py")


def run(source: Path, database: Database, vocabulary: Vocabulary, address: str | None) -> IngestReport:
    extracting = extract_with(vocabulary, cluster=address)
    return ingest([source], database=database, extracting=extracting, vocabulary=vocabulary)


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("real_engine")
def test_a_cluster_whose_workers_are_killed_ten_times_stores_what_one_process_does(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    gold = [json.loads(line)["text"] for line in (ROOT.parent / "shared" / "gold" / "dev.jsonl").open()]
    source = write(tmp_path / "a.jsonl", {f"d{n}": gold[n % len(gold)] for n in range(TEXTS)})
    found, killed = [], 0
    with dask(tmp_path, settings={}) as cluster:  # as patient as Dask is by itself
        for address in (None, cluster.address):
            url = f"sqlite:///{tmp_path / ('cluster' if address else 'one')}.db"
            upgrade(url)
            database = open_database(url)
            ended, killer = threading.Event(), None
            if address:
                killed = 0

                def kill(until: threading.Event = ended, cluster: DaskCluster = cluster) -> None:
                    nonlocal killed
                    while killed < KILLS and not until.wait(1.0):
                        killed += cluster.kill_one(killed)

                killer = threading.Thread(target=kill)
                killer.start()
            report = run(source, database, vocabulary, address)
            ended.set()
            if killer:
                killer.join()
            assert report.clean and report.new == TEXTS, report
            found.append({table: without_time(database, table) for table in Row.metadata.tables})
            database.close()
    assert killed == KILLS, "the documents were read too fast for it"
    for table, rows in found[0].items():
        assert rows == found[1][table], table


@only_sqlite
def test_the_document_that_ends_its_workers_is_refused_and_the_rest_is_stored(
    tmp_path: Path, database: Database, vocabulary: Vocabulary
) -> None:
    texts = {f"k{number:03}": "A" for number in range(100)} | {"k020": "END", "k060": "REFUSE", "k099": "END"}
    with dask(tmp_path, preload=STAND_INS) as cluster:
        report = run(write(tmp_path / "a.jsonl", texts), database, vocabulary, cluster.address)
    assert report.failure is None
    assert report.refused == [
        Remark("a.jsonl, line 21", COST_ITS_PROCESS),
        Remark("a.jsonl, line 61", "no language of ours"),
        Remark("a.jsonl, line 100", COST_ITS_PROCESS),
    ]
    assert [key for (key,) in stored(database)] == sorted(set(texts) - {"k020", "k060", "k099"})


@only_sqlite
def test_another_release_on_a_worker_is_told(
    tmp_path: Path, database: Database, vocabulary: Vocabulary
) -> None:
    with dask(tmp_path, 1, preload=STAND_INS) as cluster:
        report = run(write(tmp_path / "a.jsonl", {"k": "OTHER"}), database, vocabulary, cluster.address)
    assert report.failure is not None and "install the same release" in report.failure
    assert not report.clean and not report.refused and stored(database) == []


@only_sqlite
def test_a_worker_without_summitry_is_told(
    tmp_path: Path, database: Database, vocabulary: Vocabulary
) -> None:
    without = tmp_path / "without.py"
    without.write_text('import sys\nsys.modules["app.ingestion.cluster_worker"] = None\n')
    with dask(tmp_path, 1, preload=str(without)) as cluster:
        report = run(write(tmp_path / "a.jsonl", {"k": "A"}), database, vocabulary, cluster.address)
    assert report.failure is not None and "install the same release" in report.failure
    assert not report.refused and stored(database) == []


@only_sqlite
def test_a_scheduler_that_goes_is_told_and_the_same_command_goes_on(
    tmp_path: Path, database: Database, vocabulary: Vocabulary
) -> None:
    source = write(tmp_path / "a.jsonl", {f"k{number:03}": "SLOW" for number in range(SLOW)})
    with dask(tmp_path, preload=STAND_INS) as cluster:
        cluster.pids()

        def go() -> None:
            until = time.monotonic() + 60
            while not stored(database) and time.monotonic() < until:
                time.sleep(0.1)
            cluster.scheduler.kill()

        killer = threading.Thread(target=go)
        killer.start()
        report = run(source, database, vocabulary, cluster.address)
        killer.join()
    assert report.failure is not None and "goes on where this one stops" in report.failure, report.failure
    assert 0 < report.new < SLOW and len(stored(database)) == report.new
    with dask(tmp_path, preload=STAND_INS) as cluster:
        again = run(source, database, vocabulary, cluster.address)
    assert (again.new, again.unchanged) == (SLOW - report.new, report.new)


@only_sqlite
def test_nobody_at_the_address_and_nobody_who_works(
    tmp_path: Path, database: Database, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ingestion.cluster.WORKER_SECONDS", 1)
    source = write(tmp_path / "a.jsonl", {"a": "A"})
    with dask(tmp_path, 0) as cluster:
        report = run(source, database, vocabulary, cluster.address)
        assert report.failure is not None and "has no worker" in report.failure
    report = run(source, database, vocabulary, cluster.address)
    assert (
        report.failure is not None
        and "no scheduler answers" in report.failure
        and "dask scheduler" in report.failure
    )
    report = run(source, database, vocabulary, "nonsense")
    assert report.failure is not None and "nonsense" in report.failure
    with pytest.raises(InvalidInput, match="give one of them"):
        extract_with(vocabulary, 2, cluster=cluster.address)
