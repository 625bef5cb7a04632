"""What people judged comes out as annotators would have written it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.findings import Extraction
from app.domain.kinds import Review
from app.extraction import Toolkit, build_toolkit, extract
from app.queries.gold import Gold
from app.schemas.guide import to_guide
from app.schemas.ids import Kind
from app.settings import ROOT
from app.sources import read_source
from app.store.database import Database, open_database
from app.store.render import number
from app.store.review import Verdict, give_verdict
from app.store.save import save_extraction
from app.vocabulary import Vocabulary
from tests.builders import NOW
from tests.stores import Store

SAMPLE = ROOT / "data" / "samples" / "01-tashkent-2025-kyrgyzstan.txt"


@pytest.fixture
def database(store: Store) -> Iterator[Database]:
    url = store.migrated()
    opened = open_database(url)
    yield opened
    opened.close()
    store.drop(url)


@pytest.fixture(scope="module")
def toolkit(vocabulary: Vocabulary) -> Toolkit:
    return build_toolkit(vocabulary)


def test_a_document_that_was_judged_whole(
    database: Database, toolkit: Toolkit, vocabulary: Vocabulary
) -> None:
    made = _stored(SAMPLE, database, toolkit, vocabulary)
    numbers = number(made)
    judged: list[tuple[Kind, int]] = [
        *(("statement", key) for key in numbers.statements),
        *(("proposal", key) for key in numbers.proposals),
        *(("figure", key) for key in numbers.figures),
    ]
    last = judged.pop()
    _judge(database, vocabulary, judged, Review.CONFIRMED)
    waiting = Gold(database.reader())
    assert (waiting.total, waiting.left_out, list(waiting.lines())) == (0, 1, [])
    waiting.close()
    _judge(database, vocabulary, [last], Review.REJECTED)
    gold = Gold(database.reader())
    assert (gold.total, gold.left_out) == (1, 0)
    [line] = gold.lines()
    gold.close()
    found = json.loads(line)
    expected = to_guide(made)
    rejected = expected["figures"].pop(numbers.figures.index(last[1]))
    assert rejected not in found["figures"]
    assert found["text"] == made.document.text
    for kind in ("people", "statements", "proposals", "figures"):
        ordered = sorted(expected[kind], key=lambda each: (each["start"], each["end"]))
        assert found[kind] == ordered


def _stored(path: Path, database: Database, toolkit: Toolkit, vocabulary: Vocabulary) -> Extraction:
    made = extract(read_source(path.read_bytes(), name=path.name), toolkit)
    with database.session() as session:
        save_extraction(session, made, vocabulary=vocabulary, extractor_version="1", now=NOW)
    return made


def _judge(
    database: Database, vocabulary: Vocabulary, findings: list[tuple[Kind, int]], review: Review
) -> None:
    for kind, key in findings:
        verdict = Verdict(review=review, changes={}, by="The desk")
        with database.session() as session:
            assert give_verdict(session, kind, key, verdict, revision=1, vocabulary=vocabulary, now=NOW)
