"""What all claim of one thing: a record that stands as long as there is something to compare, and always says what is stored."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from app.domain.findings import Extraction, Figure
from app.domain.kinds import Bound, Direction, Measure, Review
from app.domain.period import Period
from app.extraction import extract
from app.schemas.claim import MOST_CLAIMS, ClaimOut
from app.schemas.ids import document_id
from app.store.check import check_store
from app.store.claims import claim_rows
from app.store.database import Database, Reader
from app.store.render import number
from app.store.review import Verdict, give_verdict
from app.store.save import Saved, delete_document
from app.store.unclaimed import UNCLAIMED, make_claims
from app.vocabulary import Vocabulary
from tests.builders import NOW, make_document, make_extraction, make_figure, make_speaker
from tests.shelf import project

Save = Callable[..., Saved]

YEAR = Period(start=date(2024, 1, 1), end=date(2024, 12, 31), rule="test")
BEFORE = Period(start=date(2023, 1, 1), end=date(2023, 12, 31), rule="test")
TEMUR = make_speaker("ardan-temur", "Ардан Темур")
AMOUNT, SHARE = "135 млн долларов", "15 процентов"


def claims(reader: Reader) -> list[ClaimOut]:
    rows = reader.rows("SELECT record FROM claim_group ORDER BY id")
    return [ClaimOut.model_validate_json(record) for (record,) in rows]


def told(key: str, *figures: Figure, **document: Any) -> Extraction:
    return make_extraction(make_document(key=key, **document), figures=figures)


def level(value: str, step: str = "1", **changes: Any) -> Figure:
    return make_figure(AMOUNT, value=Decimal(value), step=Decimal(step), **changes)


def growth(value: str, **changes: Any) -> Figure:
    given: dict[str, Any] = {"measure": Measure.GROWTH, "unit": "percent", "direction": Direction.UP}
    return make_figure(SHARE, value=Decimal(value), step=Decimal(1), **(given | changes))


def test_two_who_claim_one_thing_stand_side_by_side(save: Save, reader: Reader) -> None:
    save(told("first", level("1700", "100"), published_on=date(2025, 2, 3)))
    assert claims(reader) == [], "a figure alone is not beside anything"
    save(told("second", level("2000", "100", claimant=TEMUR, geo=("central-asia", "KG"))))
    [found] = claims(reader)
    assert [
        (each.claimant and each.claimant.id, each.value, each.low, each.high) for each in found.claims
    ] == [
        ("sadyr-japarov", "1700", "1650", "1750"),
        ("ardan-temur", "2000", "1950", "2050"),
    ]
    assert [each.span.exact for each in found.claims] == [AMOUNT] * 2
    assert (found.metric.id, found.period.start, found.period.end) == ("fdi", YEAR.start, YEAR.end)
    assert [place.id for place in found.places] == ["KG", "central-asia"]
    assert found.spread is not None
    assert (found.spread.absolute, found.spread.relative, found.spread.apart) == ("300", "15", "200")
    assert found.disagreeing and found.causes == ["mirror", "preliminary"]
    assert (found.figures, found.claimants, found.documents, found.left_out) == (2, 2, 2, 0)


@pytest.mark.parametrize(
    ("metric", "places", "causes"),
    [
        ("fdi", ("KG",), ["partner"]),
        ("fdi", ("KG", "KZ"), []),
        ("gdp", ("KG",), []),
    ],
)
def test_of_what_is_between_two_sides_one_may_be_told_only(
    save: Save, reader: Reader, metric: str, places: tuple[str, ...], causes: list[str]
) -> None:
    save(told("first", level("1700", "100", metric=metric, geo=places)))
    save(told("second", level("2000", "100", metric=metric, geo=places, claimant=TEMUR)))
    [found] = claims(reader)
    assert found.causes == causes
    assert found.disagreeing == (causes != ["partner"]), "with whom else, nobody knows"
    assert found.spread is not None and found.spread.apart == "200"


def test_who_says_it_again_has_one_row(save: Save, reader: Reader) -> None:
    for key, day in (("a", date(2025, 3, 1)), ("b", date(2025, 5, 1)), ("c", date(2025, 4, 1))):
        save(told(key, level("1700", "100"), published_on=day))
    [found] = claims(reader)
    [row] = found.claims
    assert (row.times, row.said_on, row.last_said_on) == (3, date(2025, 3, 1), date(2025, 5, 1))
    assert row.document.id and (found.first_said_on, found.said_on) == (date(2025, 3, 1), date(2025, 5, 1))
    assert found.spread and found.spread.absolute == "0" and not found.disagreeing


def test_of_many_rows_the_ends_are_shown(save: Save, reader: Reader) -> None:
    values = [*range(100, 100 + MOST_CLAIMS + 5), 7, 900]
    for place, value in enumerate(values):
        day = date(2025, 1, 1) + timedelta(days=place)
        save(told(f"note-{place}", level(str(value)), published_on=day))
    [found] = claims(reader)
    assert len(found.claims) == MOST_CLAIMS and found.left_out == len(values) - MOST_CLAIMS
    rows = [int(each.value) for each in found.claims]
    assert rows == [*values[: MOST_CLAIMS - 2], 7, 900], (
        "the oldest first, the lowest and the highest among them"
    )
    assert found.spread is not None and found.spread.compared == len(values)
    assert (found.spread.low, found.spread.high, found.spread.apart) == ("7", "900", "892")
    assert (found.first_said_on, found.said_on) == (date(2025, 1, 1), day)


def test_what_is_implied_stands_beside_what_was_said_before(save: Save, reader: Reader) -> None:
    save(told("old", level("1300000000", "1000000", period=BEFORE), published_on=date(2024, 2, 1)))
    save(told("new", level("1700000000", "100000000"), growth("14", base_period=BEFORE, companion=0)))
    [found] = [each for each in claims(reader) if each.period.start == BEFORE.start]
    said, implied = found.claims
    assert (said.value, said.derived) == ("1300000000", None)
    assert implied.derived is not None and implied.value == "1491228070.18"
    assert implied.low and implied.high and float(implied.low) < 1491228070 < float(implied.high)
    assert [each.span.exact for each in implied.derived.inputs] == [AMOUNT, SHARE], "both spans"
    assert found.disagreeing, "and does not fit it"


def test_rounding_is_no_contradiction(save: Save, reader: Reader) -> None:
    save(told("first", level("1700", "100")))
    save(told("second", level("1740", "10", claimant=TEMUR)))
    save(told("third", level("1600", "100", bound=Bound.OVER, claimant=None)))
    [found] = claims(reader)
    assert not found.disagreeing and found.causes == ["bound"]
    [open_ended] = [each for each in found.claims if each.bound is Bound.OVER]
    assert (open_ended.low, open_ended.high) == ("1600", None)


def test_a_thing_stands_as_long_as_there_is_something_to_compare(
    save: Save, database: Database, reader: Reader
) -> None:
    save(told("first", level("1")))
    save(told("second", level("2", claimant=TEMUR)))
    [before] = claims(reader)
    save(told("second", level("3", claimant=TEMUR)), version="2")
    [after] = claims(reader)
    assert after.id == before.id and [each.value for each in after.claims] == ["1", "3"]
    with suppress(RuntimeError), database.session() as session, session.begin_nested():
        delete_document(session, document_id("first"))
        raise RuntimeError
    assert claims(reader) == [after]
    with database.session() as session:
        delete_document(session, document_id("first"))
    assert claims(reader) == []
    assert reader.rows("SELECT count(*) FROM tag WHERE kind = 'claim'") == [(0,)]


def test_what_somebody_rejected_is_not_claimed(
    save: Save, database: Database, reader: Reader, vocabulary: Vocabulary
) -> None:
    save(told("first", level("1")))
    extraction = told("second", level("2", claimant=TEMUR))
    save(extraction)
    [figure] = number(extraction).figures
    with database.session() as session:
        verdict = Verdict(review=Review.REJECTED, changes={}, by="a test", why=None)
        assert give_verdict(session, "figure", figure, verdict, revision=1, vocabulary=vocabulary, now=NOW)
    assert claims(reader) == []


def test_claims_of_what_was_stored_before_there_were_any_are_made_once(
    save: Save, database: Database, reader: Reader, vocabulary: Vocabulary
) -> None:
    for key in ("first", "second", "third"):
        save(told(key, level("1", claimant=replace(TEMUR, id=f"org:{key}")), growth("5", base_period=BEFORE)))
    before, version = claims(reader), reader.data_version()
    assert len(before) == 2 and make_claims(database, lambda: vocabulary) == 0
    with database.session() as session:
        session.execute(text("DELETE FROM claim WHERE document_id <> :kept"), {"kept": document_id("first")})
        session.execute(text(f"INSERT INTO store_state (key, value) VALUES ('{UNCLAIMED}', -1)"))
    assert check_store(database)
    seen: list[tuple[int, int]] = []
    assert make_claims(database, lambda: vocabulary, lambda done, of: seen.append((done, of))) == 3
    assert seen[0] == (3, 3)
    assert claims(reader) == before and check_store(database) == []
    assert make_claims(database, lambda: vocabulary) == 0
    assert reader.data_version() == version, "nothing that is served has changed"


@pytest.mark.parametrize(
    ("of", "services"), [("услуг ", True), ("товаров и услуг ", True), ("товаров ", False), ("", None)]
)
def test_a_figure_tells_whether_services_are_counted_in(of: str, services: bool | None) -> None:
    words, toolkit = project()
    source = make_document(
        f"Экспорт {of}Казахстана в 2024 году составил 5 млрд долларов.", published_on=date(2025, 3, 1)
    )
    extraction = extract(source, toolkit)
    numbers = number(extraction)
    [row] = claim_rows(extraction, numbers.figures, document=numbers.document, vocabulary=words, reviews={})
    assert (row["series"], row["days"]) == ("exports|level|money|actual|KZ", "2024-01-01|2024-12-31||")
    assert row["services"] is services
