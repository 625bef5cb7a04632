"""What people make of findings stays, whatever the engine finds later, and what was there before can be told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.domain.findings import Extraction
from app.domain.kinds import Act, Review
from app.errors import Outdated
from app.schemas.ids import Kind
from app.store.database import Database, Reader
from app.store.fulltext.keep import stored_entries
from app.store.render import number
from app.store.review import Verdict, give_verdict
from app.store.save import Saved
from app.vocabulary import Vocabulary
from tests.builders import NOW, make_extraction

Give = Callable[..., bool]


@pytest.fixture
def give(database: Database, vocabulary: Vocabulary) -> Give:
    def one(
        kind: Kind, key: int, review: Review = Review.CONFIRMED, revision: int = 1, **changes: Any
    ) -> bool:
        verdict = Verdict(review=review, changes=changes, by="a key", why="a reason")
        with database.session() as session:
            return give_verdict(
                session, kind, key, verdict, revision=revision, vocabulary=vocabulary, now=NOW
            )

    return one


def record(reader: Reader, kind: str, key: int) -> dict[str, Any]:
    [(found,)] = reader.rows(f"SELECT record FROM {kind} WHERE id = :id", {"id": key})
    return dict(json.loads(found))


def tagged(reader: Reader, key: int, field: str) -> set[str]:
    rows = reader.rows(
        "SELECT t.value FROM tag t JOIN posting p ON p.tag_id = t.id WHERE p.finding_id = :id AND t.field = :field",
        {"id": key, "field": field},
    )
    return {value for (value,) in rows}


MADE: Extraction = make_extraction()
NUMBERS = number(MADE)
STATEMENT = NUMBERS.statements[0]
FIGURES = [key for key, found in zip(NUMBERS.figures, MADE.figures, strict=True) if found.statement == 0]


def test_a_corrected_statement(save: Callable[..., Saved], give: Give, reader: Reader) -> None:
    save(MADE)
    assert give(
        "statement",
        STATEMENT,
        Review.CORRECTED,
        speaker="shavkat-mirziyoyev",
        act="concern",
        topics=["water"],
    )
    found = record(reader, "statement", STATEMENT)
    assert (found["speaker"]["id"], found["act"], found["review"], found["revision"]) == (
        "shavkat-mirziyoyev", "concern", "corrected", 2,
    )  # fmt: skip
    assert [topic["id"] for topic in found["topics"]] == ["water"]
    assert tagged(reader, STATEMENT, "leader") == {"shavkat-mirziyoyev"}
    assert tagged(reader, STATEMENT, "topic") == {"water"}
    assert FIGURES
    for key in FIGURES:  # they are of the same speaker
        assert record(reader, "figure", key)["claimant"]["id"] == "shavkat-mirziyoyev"
        assert record(reader, "figure", key)["review"] == "auto"
    [told] = reader.rows('SELECT "by", why, review, before, record FROM correction')
    assert told[:3] == ("a key", "a reason", "corrected")
    before = told[3] if isinstance(told[3], dict) else json.loads(told[3])
    assert before == {"speaker": "sadyr-japarov", "act": "claim", "topics": ["investment"]}
    assert json.loads(told[4])["revision"] == 1


def test_a_correction_survives_the_next_reading(
    save: Callable[..., Saved], give: Give, reader: Reader
) -> None:
    save(MADE)
    give("statement", STATEMENT, Review.CORRECTED, act="concern")
    figure = FIGURES[0]
    give(
        "figure",
        figure,
        Review.CORRECTED,
        value="136000000",
        metric="exports",
        period=["2024-01-01", "2024-06-30"],
    )
    for version in ("2", "3"):
        save(MADE, version=version)
        found = record(reader, "statement", STATEMENT)
        assert (found["act"], found["review"], found["revision"]) == ("concern", "corrected", 2)
        found = record(reader, "figure", figure)
        assert (found["value"], found["metric"]["id"], found["review"]) == (
            "136000000",
            "exports",
            "corrected",
        )
        assert (found["period"]["start"], found["period"]["end"]) == ("2024-01-01", "2024-06-30")


def test_what_somebody_stands_by_stays_where_the_engine_finds_it_no_more(
    save: Callable[..., Saved], give: Give, reader: Reader
) -> None:
    save(MADE)
    give("statement", STATEMENT)
    give("proposal", NUMBERS.proposals[0], Review.CORRECTED, topics=["water"])
    save(replace(MADE, statements=(), proposals=(), figures=(), coverage=()), version="2")
    owner = NUMBERS.statements[MADE.proposals[0].statement]
    stored = {key for (key,) in reader.rows("SELECT id FROM statement")}
    assert stored == {STATEMENT, owner}
    assert record(reader, "statement", STATEMENT)["review"] == "confirmed"
    assert record(reader, "proposal", NUMBERS.proposals[0])["review"] == "corrected"
    assert reader.rows("SELECT count(*) FROM figure") == [(0,)]


def test_a_rejected_statement_takes_its_proposals_along(
    save: Callable[..., Saved], give: Give, reader: Reader
) -> None:
    save(MADE)
    owner = MADE.proposals[0].statement
    give("statement", NUMBERS.statements[owner], Review.REJECTED)
    assert record(reader, "statement", NUMBERS.statements[owner])["review"] == "rejected"
    for key, found in zip(NUMBERS.proposals, MADE.proposals, strict=True):
        expected = "rejected" if found.statement == owner else "auto"
        assert record(reader, "proposal", key)["review"] == expected


def test_a_change_of_something_else_is_refused(
    save: Callable[..., Saved], give: Give, reader: Reader
) -> None:
    save(MADE)
    assert give("statement", STATEMENT, Review.CORRECTED, act=Act.CONCERN.value)
    with pytest.raises(Outdated, match="revision 2, and not 1"):
        give("statement", STATEMENT, Review.CORRECTED, act=Act.SUPPORT.value)
    assert record(reader, "statement", STATEMENT)["act"] == "concern"
    assert reader.rows("SELECT count(*) FROM correction") == [(1,)]
    assert not give("statement", 12345)


def test_the_index_made_anew_is_the_one_that_was_kept(
    save: Callable[..., Saved], give: Give, database: Database
) -> None:
    save(MADE)
    give("statement", NUMBERS.statements[0], Review.REJECTED)
    give("figure", FIGURES[0], Review.REJECTED)
    with database.session() as session:
        found = stored_entries(session, NUMBERS.document)
    kept = {entry.id for entry in found}
    assert NUMBERS.statements[0] not in kept and FIGURES[0] not in kept
    assert {NUMBERS.statements[1], FIGURES[1]} <= kept
    reader = database.reader()
    indexed = {key for (key,) in reader.rows("SELECT record_id FROM search_entry")}
    reader.close()
    assert indexed == kept
