"""The way of many documents into the store: whole or absent, counted after the commit, one bad one costing only itself."""

from __future__ import annotations

import gc
import io
import json
import os
import re
import signal
import weakref
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest

from app.errors import InvalidInput, StoreUnavailable
from app.extraction import Toolkit
from app.ingestion import Here, IngestReport, Remark, ingest, progress_on
from app.schemas.ids import document_id, show
from app.sources import READERS
from app.store.database import Database
from app.vocabulary import Vocabulary

Ingest = Callable[..., IngestReport]
module = import_module("app.ingestion.ingest")  # the name in the package is the function
extracting = import_module("app.ingestion.extracting")


@pytest.fixture
def run(database: Database, vocabulary: Vocabulary) -> Ingest:
    def ingest_paths(*paths: Path | str, **options: Any) -> IngestReport:
        extracting = Here(cast(Toolkit, None))
        return ingest(paths, database=database, extracting=extracting, vocabulary=vocabulary, **options)

    return ingest_paths


def keys(database: Database) -> list[str]:
    reader = database.reader()
    try:
        return [key for (key,) in reader.rows("SELECT key FROM document ORDER BY key")]
    finally:
        reader.close()


def lines(path: Path, texts: dict[str, str]) -> Path:
    path.write_text(
        "".join(
            json.dumps({"id": key, "text": text, "date": "2025-01-01"}) + "\n" for key, text in texts.items()
        )
    )
    return path


def test_a_bad_document_is_named_with_its_reason_and_the_rest_is_stored(
    tmp_path: Path, run: Ingest, database: Database
) -> None:
    source = lines(tmp_path / "a.jsonl", {"a": "A", "b": "REFUSE", "c": "STUMBLE", "d": " ", "e": "WARN"})
    (tmp_path / "x.txt").write_bytes(b"\x00")
    report = run(source, tmp_path / "x.txt")
    defect = report.refused.pop(1)
    assert report.refused == [
        Remark("a.jsonl, line 2", "no language of ours"),
        Remark("a.jsonl, line 4", "the text is empty"),
        Remark("x.txt", "binary data, or UTF-16 without its mark: a NUL byte at 0"),
    ]
    report.refused.insert(1, defect)
    assert defect.name == "a.jsonl, line 3"
    assert re.fullmatch(
        r"a defect in Summitry: KeyError: 'stumbled' \(app/ingestion/extracting\.py, line \d+, in extract_one\); please report it",
        defect.message,
    )
    assert (report.read, report.new, report.stored, report.clean) == (6, 2, 2, False)
    assert report.warnings == [Remark("a.jsonl, line 5", "noted")]
    assert keys(database) == ["a", "e"]


def test_a_second_run_finds_what_is_there_and_what_changed(
    tmp_path: Path, run: Ingest, database: Database
) -> None:
    run(lines(tmp_path / "a.jsonl", {"a": "A", "b": "B"}))
    report = run(lines(tmp_path / "a.jsonl", {"a": "A", "b": "other", "c": "C"}))
    assert (report.unchanged, report.changed, report.new) == (1, 1, 1)
    assert keys(database) == ["a", "b", "c"]


def test_what_is_stored_as_it_is_read_is_not_extracted_again(
    tmp_path: Path, run: Ingest, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = lines(tmp_path / "a.jsonl", {"a": "A", "b": "WARN"})
    run(source)
    read: list[str] = []
    before = extracting.extract

    def counted(document: Any, toolkit: Any) -> Any:
        read.append(document.key)
        return before(document, toolkit)

    monkeypatch.setattr(extracting, "extract", counted)
    report = run(source)
    assert (read, report.unchanged) == ([], 2)
    assert report.warnings == [Remark("a.jsonl, line 2", "noted")], "they are told again"
    monkeypatch.setattr(module, "EXTRACTOR_VERSION", "newer")
    report = run(source)
    assert (read, report.changed) == (["a", "b"], 2)


def test_two_different_documents_of_one_key_are_no_update(
    tmp_path: Path, run: Ingest, database: Database
) -> None:
    (tmp_path / "other").mkdir()
    first = lines(tmp_path / "a.jsonl", {"a": "A"})
    second = lines(tmp_path / "other" / "b.jsonl", {"a": "B"})
    report = run(first, second)
    assert report.refused == [
        Remark(
            "b.jsonl, line 1",
            f"{second}, line 1 and {first}, line 1, read before it, have the same key 'a'; give each an `id` of its own",
        )
    ]
    assert (report.new, report.changed) == (1, 0)


def namesakes(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("a", "A"), ("b", "B")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "n.txt").write_text(text)
    return tmp_path / "a" / "n.txt", tmp_path / "b" / "n.txt"


def test_files_of_one_name_in_one_run_are_told_by_their_paths_and_what_to_do(
    tmp_path: Path, run: Ingest, database: Database
) -> None:
    first, second = namesakes(tmp_path)
    assert run(first, second).refused == [
        Remark(
            "n.txt",
            f"{second} and {first}, read before it, have the same key 'n.txt'; "
            "give each an `id` in its front matter, or ingest the folder that holds both",
        )
    ]
    assert run(tmp_path).new == 2, "the folder that holds both"


def test_files_of_one_name_in_two_runs_are_a_change_that_names_the_path(
    tmp_path: Path, run: Ingest, database: Database
) -> None:
    first, second = namesakes(tmp_path)
    assert run(first).replaced == []
    report = run(second)
    assert report.replaced == [Remark("n.txt", f"{second} replaces what was stored under 'n.txt'")]
    assert f"changed: n.txt: {second} replaces" in report.as_text()
    assert run(second).replaced == []


def test_lines_without_id_do_not_replace_those_of_yesterday(
    tmp_path: Path, run: Ingest, database: Database
) -> None:
    news = tmp_path / "news.jsonl"
    for text in ("A", "B"):
        news.write_text(json.dumps({"text": text}))
        report = run(news)
    assert (report.new, report.changed, len(keys(database))) == (1, 0, 2)


def test_an_input_without_a_document_is_told_and_none_at_all_is_a_failure(
    tmp_path: Path, run: Ingest, database: Database
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "empty.jsonl").write_text("\n")
    (folder / "x.xyz").touch()
    report = run(folder)
    assert not report.clean
    assert report.as_text().splitlines()[:2] == [
        f"nothing was read: no file with a document in it ({' '.join(READERS)})",
        "  left out: 1 .xyz",
    ]
    (folder / "full.txt").write_text("A")
    report = run(folder)
    assert report.clean
    assert report.warnings[0] == Remark("empty.jsonl", "there is no document in it")


def test_what_was_refused_is_told_even_if_the_store_gives_up(
    tmp_path: Path, run: Ingest, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **options: Any) -> Any:
        raise StoreUnavailable("the disk is full")

    monkeypatch.setattr(module, "save_extraction", full)
    report = run(lines(tmp_path / "a.jsonl", {"a": "A", "b": "REFUSE"}))
    assert report.failure == "the disk is full"
    assert report.refused == [Remark("a.jsonl, line 2", "no language of ours")]


def test_documents_are_counted_after_their_commit(tmp_path: Path, run: Ingest, database: Database) -> None:
    told: list[tuple[int, int]] = []

    def progress(size: int, report: IngestReport) -> None:
        assert len(keys(database)) == report.stored, "seen by another connection"
        told.append((size, report.stored))

    source = lines(tmp_path / "a.jsonl", {f"k{number}": "A" for number in range(250)})
    run(source, progress=progress)
    assert [stored for _, stored in told] == [100, 200, 250]
    assert sum(size for size, _ in told) == source.stat().st_size


def test_slow_documents_are_acknowledged_as_they_come(
    tmp_path: Path, run: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS_A_COMMIT", 0.0)
    told: list[int] = []
    run(
        lines(tmp_path / "a.jsonl", {"a": "A", "b": "B"}),
        progress=lambda size, report: told.append(report.stored),
    )
    assert told[:2] == [1, 2]


class Ring:
    """What only the garbage collector frees."""

    def __init__(self) -> None:
        self.itself = self


def test_what_lives_at_a_later_commit_can_still_be_collected(
    tmp_path: Path, run: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long run takes what it has loaded out of the collector's sight, once; a second time would keep rings of its documents for ever."""
    monkeypatch.setattr(module, "DOCUMENTS_A_COMMIT", 1)
    alive: list[Ring] = []
    run(
        lines(tmp_path / "a.jsonl", {"a": "A", "b": "B", "c": "C"}),
        progress=lambda size, report: alive.append(Ring()),
    )
    seen = [weakref.ref(ring) for ring in alive[1:]]
    alive.clear()
    gc.collect()
    assert len(seen) >= 2 and not any(ring() for ring in seen)


def test_a_document_that_cannot_be_saved_leaves_nothing_and_the_rest_is_stored(
    tmp_path: Path, run: Ingest, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = module.save_extraction

    def stumble(session: Any, extraction: Any, **options: Any) -> Any:
        saved = save(session, extraction, **options)
        if extraction.document.key == "b":
            raise ValueError("half written")
        return saved

    monkeypatch.setattr(module, "save_extraction", stumble)
    report = run(lines(tmp_path / "a.jsonl", {"a": "A", "b": "B", "c": "C"}))
    (remark,) = report.refused
    assert remark.name == "a.jsonl, line 2"
    assert remark.message.startswith(
        "could not be saved: a defect in Summitry: ValueError: half written (app/"
    )
    assert keys(database) == ["a", "c"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", ["while a document is extracted", "while a batch is saved"])
def test_ctrl_c_commits_what_is_whole(
    tmp_path: Path,
    run: Ingest,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    number: signal.Signals,
) -> None:
    place, name = (extracting, "extract") if "extracted" in moment else (module, "save_extraction")
    before, calls = getattr(place, name), 0

    def interrupted(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 50:
            os.kill(os.getpid(), number)
        return before(*args, **options)

    monkeypatch.setattr(place, name, interrupted)
    handler = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        report = run(lines(tmp_path / "a.jsonl", {f"k{number:03}": "A" for number in range(250)}))
    finally:
        signal.signal(signal.SIGTERM, handler)
    whole = 49 if name == "extract" else 100
    assert (report.interrupted, report.clean, report.new) == (True, False, whole)
    assert keys(database) == [f"k{number:03}" for number in range(whole)]
    assert "stopped before the end" in report.as_text()


def test_a_store_that_gives_up_ends_the_run_and_the_report_tells_what_was_stored(
    tmp_path: Path, run: Ingest, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, calls = module.save_extraction, 0

    def full(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > 150:
            raise StoreUnavailable("the disk is full")
        return save(*args, **options)

    monkeypatch.setattr(module, "save_extraction", full)
    report = run(lines(tmp_path / "a.jsonl", {f"k{number}": "A" for number in range(250)}))
    assert (report.failure, report.new, report.clean) == ("the disk is full", 100, False)
    assert len(keys(database)) == 100


def test_texts_that_others_have_too_are_named_with_who_they_are(tmp_path: Path, run: Ingest) -> None:
    text = " ".join(f"слово{number}" for number in range(60))
    first = show("document", document_id("first"))
    report = run(lines(tmp_path / "a.jsonl", {"first": text, "short": "A", "also short": "A"}))
    assert (report.new, report.near_duplicates) == (3, [])
    source = lines(tmp_path / "b.jsonl", {"cut": text[:300], "other": text[::-1]})
    report = run(source)
    assert report.near_duplicates == [Remark("b.jsonl, line 1", f"the same text as {first}")]
    assert (
        "1 text stored elsewhere, too" in report.summary() and "near-duplicate: b.jsonl" in report.as_text()
    )
    assert run(source).near_duplicates == [], "unchanged ones were told when they came"
    both = {"x": f"иное {text[::-1]}", "y": f"прочее {text[::-1]}"}
    assert len(run(lines(tmp_path / "c.jsonl", both)).near_duplicates) == 2, "of one run, too"


def test_the_report_is_written_whole_as_json(tmp_path: Path) -> None:
    report = IngestReport(
        new=2,
        changed=1,
        replaced=[Remark("c", "r")],
        refused=[Remark("а.txt", "пусто")],
        warnings=[Remark("b", "w")],
        left_out=Counter({".pdf": 3}),
    )
    report.write(tmp_path / "report.json")
    assert json.loads((tmp_path / "report.json").read_text()) == {
        "read": 4,
        "new": 2,
        "changed": 1,
        "unchanged": 0,
        "replaced": [{"name": "c", "message": "r"}],
        "partial": [],
        "near_duplicates": [],
        "refused": [{"name": "а.txt", "reason": "пусто"}],
        "warnings": [{"name": "b", "message": "w"}],
        "left_out": {".pdf": 3},
        "interrupted": False,
        "failure": None,
    }
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    with pytest.raises(InvalidInput, match="cannot be written: No such file"):
        report.write(tmp_path / "missing" / "report.json")


def test_what_is_only_part_of_a_text_is_told_with_the_reason(tmp_path: Path, run: Ingest) -> None:
    page = tmp_path / "a.html"
    words = " ".join(f"Предложение номер {number} говорит о встрече глав государств." for number in range(8))
    page.write_text(
        f"<html lang=ru><head><title>Заголовок</title></head><body><article><h1>Заголовок</h1><p>{words}</p>"
        "<p>Полный текст доступен только подписчикам.</p></article></body></html>"
    )
    for outcome in ("new", "unchanged"):
        report = run(page)
        assert getattr(report, outcome) == 1
        [remark] = report.partial
        assert remark.name == "a.html" and "wall" in remark.message
    assert "1 of those stored are partial" in report.summary() and "partial: a.html" in report.as_text()


def test_one_is_no_plural() -> None:
    report = IngestReport(new=1, warnings=[Remark("a", "w")])
    assert report.summary() == "1 document read: 1 new, 0 changed, 0 unchanged, 0 refused; 1 warning"


def test_the_text_of_a_long_report_is_short() -> None:
    text = IngestReport(refused=[Remark(f"{number}.txt", "no") for number in range(1000)]).as_text()
    assert "1000 refused" in text
    assert "and 980 more; --report FILE" in text
    assert len(text.splitlines()) == 22


def test_progress_is_plain_lines_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 6.0, 7.0])
    monkeypatch.setattr("app.ingestion.progress.time.monotonic", lambda: next(clock))
    stream = io.StringIO()
    with progress_on(stream, total=80) as progress:
        for _ in range(3):
            progress(10, IngestReport(new=30))
    assert stream.getvalue() == (
        "ingesting: 30 documents read: 30 new, 0 changed, 0 unchanged, 0 refused; 0 warnings; "
        "5.0 documents/s, about 0:00:18 left\n"
    )


def test_progress_is_a_bar_on_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    with progress_on(stream, total=20) as progress:
        progress(10, IngestReport(new=3, refused=[Remark("a", "b")]))
        progress(10, IngestReport(new=4, refused=[Remark("a", "b")]))
    assert "ingesting" in stream.getvalue()
    assert "4 stored, 1 refused" in stream.getvalue()
