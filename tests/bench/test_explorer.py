"""The benchmark of the explorer's pages: what it asks for is there, and as long as said. No test asks how fast anything is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.settings import ROOT
from app.vocabulary import Vocabulary, load_vocabulary

sys.path.insert(0, str(ROOT / "bench"))

from explorer import CHARACTERS, add, long_document, pages, report, timed
from library import STATEMENTS, fill
from targets import Target


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "data" / "vocabulary")


def test_the_long_document_is_no_longer_than_said(vocabulary: Vocabulary) -> None:
    found = long_document(vocabulary)
    assert CHARACTERS <= len(found.document.text) < CHARACTERS * 1.15
    assert len(found.statements) > 100 and found.figures and found.proposals


def test_it_is_stored_once_and_every_page_is_answered(tmp_path: Path, vocabulary: Vocabulary) -> None:
    library = tmp_path / "library.db"
    fill(library, vocabulary, 12 * STATEMENTS, workers=0)
    document = add(library, vocabulary)
    assert add(library, vocabulary) == document
    environment = {"SUMMITRY_DATABASE_URL": f"sqlite:///{library}", "PYTHONPATH": str(ROOT)}
    target = Target("explorer", [sys.executable, "-m", "app.cli", "serve"], environment)
    target.start()
    try:
        for path in pages(document, vocabulary).values():
            took, _, length = timed(target, path, 2)
            assert len(took) == 2 and length > 500, path
    finally:
        target.stop()


def test_a_slow_document_fails_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert report([("document", [10.0, 20.0, 90.0], 12.5, 9_000)], 1_000)
    assert not report([("document", [10.0, 51.0, 52.0], 12.5, 9_000)], 1_000)
    told = capsys.readouterr().out
    assert "| document | 20.0 |" in told and "| 12.5 | 9.0 |" in told and "MISSED" in told
