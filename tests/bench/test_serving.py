"""The benchmark of serving: its data are as said, and what it reads from its tools is read rightly. No test asks how fast anything is."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from app.settings import ROOT
from app.store.database import open_database
from app.store.sqlite import DRIVER

sys.path.insert(0, str(ROOT / "bench"))

from library import STATEMENTS, Maker, fill, library_key
from load import Load, middle, parse
from plain import QUERIES, make_plain
from questions import questions
from report import BEGIN, END, Finding, write_report
from targets import Target

from app.vocabulary import Vocabulary, load_vocabulary

DOCUMENTS = 12


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "data" / "vocabulary")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Path:
    path = tmp_path_factory.mktemp("bench") / "library-120-test.db"
    fill(path, vocabulary, DOCUMENTS * STATEMENTS, workers=0)
    return path


def test_a_document_is_the_same_whenever_it_is_made(vocabulary: Vocabulary) -> None:
    one, other = Maker(vocabulary), Maker(vocabulary)
    assert one.document(7) == other.document(7) != one.document(8)
    assert len(library_key(vocabulary)) == 12


def test_findings_lie_inside_the_text_and_statements_have_the_length_of_real_ones(
    vocabulary: Vocabulary,
) -> None:
    maker = Maker(vocabulary)
    found = [maker.document(number) for number in range(40)]
    for extraction in found:
        assert all(span.end <= len(extraction.document.text) for span in extraction.spans())
        for figure in extraction.figures:
            assert str(figure.value).replace(".", ",") in figure.span.of(extraction.document.text)
    statements = [statement for extraction in found for statement in extraction.statements]
    assert 150 < sum(len(statement.span) for statement in statements) / len(statements) < 200
    assert 1.4 < sum(len(statement.topics) for statement in statements) / len(statements) < 1.7
    assert len({statement.speaker.id for statement in statements if statement.speaker}) > 25


def test_the_library_is_written_by_the_store_and_served(library: Path) -> None:
    reader = open_database(f"sqlite:///{library}").reader()
    counts = [reader.rows(f"SELECT count(*) FROM {table}")[0][0] for table in ("document", "statement")]
    reader.close()
    assert counts == [DOCUMENTS, DOCUMENTS * STATEMENTS]


def test_the_plain_database_holds_the_same_and_answers_every_canned_query(library: Path) -> None:
    plain = make_plain(library)
    connection = DRIVER.connect(plain)
    assert connection.execute("SELECT count(*) FROM statement").fetchone()[0] == DOCUMENTS * STATEMENTS
    leader, topic, act = connection.execute(
        "SELECT leader_id, topic_id, act FROM statement_topic JOIN statement s USING (leader_id) WHERE s.id = statement_id LIMIT 1"
    ).fetchone()
    metric, reporter = connection.execute("SELECT metric, reporter FROM figure LIMIT 1").fetchone()
    word = connection.execute("SELECT text FROM statement LIMIT 1").fetchone()[0].split()[1]
    given = {
        "leader": leader,
        "topic": topic,
        "act": act,
        "metric": metric,
        "reporter": reporter,
        "words": f'"{word}"',
    }
    for name, sql in QUERIES.items():
        assert connection.execute(sql, given).fetchall(), name
    asked = questions(plain)
    connection.close()
    assert {"page", "figures", "facets", "facets_combined", "search_worst", "search_rare"} <= set(asked)
    assert all(len(question.ours) == len(question.datasette) for question in asked.values())


def test_a_line_of_wrk_is_read_and_failures_are_told() -> None:
    assert parse("Running …\nRESULT requests=10 micros=2000000 bytes=5000 p50=120 p99=900 failed=0\n") == {
        "requests": 10, "micros": 2_000_000, "bytes": 5000, "p50": 120, "p99": 900, "failed": 0,
    }  # fmt: skip
    with pytest.raises(ValueError, match="3 of 10"):
        parse("RESULT requests=10 micros=1 bytes=1 p50=1 p99=1 failed=3")
    with pytest.raises(ValueError, match="told nothing"):
        parse("unable to connect")


def test_the_median_is_taken_of_each_value() -> None:
    assert middle([Load(1, 9, 1, 1, 1), Load(2, 7, 5, 1, 1), Load(9, 8, 3, 4, 1)]) == Load(2, 8, 3, 1, 1)


def test_a_server_is_started_watched_and_stopped() -> None:
    command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "{port}"]
    target = Target("files", command)
    try:
        assert target.start() > 0
        assert target.cpu() > 0
        assert 1 < target.memory() < 200
    finally:
        target.stop()


def test_a_report_goes_between_its_markers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text(f"before\n{BEGIN}\nstale line\n{END}\nafter\n")
    findings = [
        Finding("pages & more", 0.6, 0.5, "least", "×", "c=1"),
        Finding("memory", 90.0, 80.0, "most", "MB", ""),
        Finding("only told", 3.0, None, "least", "×", ""),
    ]
    about = {"date": "2026-01-01", "statements": 10, "machine": "m", "rounds": "r", "load": "0"}
    for _ in range(2):
        write_report(
            tmp_path, about, findings, {"page/ours/1": Load(1, 1, 1, 1, 1)}, {"search": "none"}, keep=True
        )
    text = (tmp_path / "README.md").read_text()
    assert text.startswith("before\n") and text.endswith("after\n") and "stale line" not in text
    assert text.count("| pages & more | 0.60 × | ≥ 0.50 | reached |") == 1
    assert "| memory | 90.0 MB | ≤ 80.0 | **missed** |" in text and "search (none)" in text
    picture = (tmp_path / "serving.svg").read_text()
    assert picture.count("<rect") == 3 and "pages &amp; more" in picture
    assert "page | ours" in capsys.readouterr().out
    assert json.dumps([found.met for found in findings]) == "[true, false, null]"
