"""The loader finds what is named and refuses what is not clear."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gold.load import GoldError, build_document, decimal, period

TEXT = "Мерген заявил: экспорт вырос на 2,5 процента. Экспорт Аркании вырос на 5 процентов, заявил Данияр Мерген.\n"


def build(**sections: Any) -> dict[str, Any]:
    return build_document({"id": "x", "date": "2025-09-12", "text": TEXT, **sections}, "x", "ru")


def words(document: dict[str, Any], section: str) -> list[str]:
    return [document["text"][item["start"] : item["end"]] for item in document[section]]


def statement(**place: str) -> dict[str, Any]:
    return {"kind": "reported", "speaker": "daniyar-mergen", "act": "claim", "topics": ["trade"], **place}


def figure(**place: str) -> dict[str, Any]:
    return {"metric": "exports", "value": "5", "unit": "percent", "measure": "growth", **place}


def test_every_mention_is_found_once_by_its_longest_form():
    document = build(
        people={"daniyar-mergen": {"name": "Данияр Мерген", "forms": ["Мерген", "Данияр Мерген"]}}
    )
    assert words(document, "people") == ["Мерген", "Данияр Мерген"]


def test_a_long_span_is_named_by_its_edges():
    document = build(statements=[statement(words="Экспорт Аркании … Мерген.")])
    assert words(document, "statements") == ["Экспорт Аркании вырос на 5 процентов, заявил Данияр Мерген."]


def test_a_number_is_not_found_inside_a_longer_one():
    assert build(figures=[figure(words="5")])["figures"][0]["start"] == TEXT.index("5 процентов")


def test_in_and_nth_choose_between_occurrences():
    document = build(
        figures=[figure(words="вырос", nth="2"), figure(words="вырос", **{"in": "экспорт вырос"})]
    )
    assert [item["start"] for item in document["figures"]] == [TEXT.index("вырос"), TEXT.rindex("вырос")]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ({"words": "вырос"}, "occurs 2 times"),
        ({"words": "импорт"}, "is not in the text"),
        ({"words": "вырос", "nth": "3"}, "occurs 2 times"),
        ({"words": "Аркании", "in": "экспорт вырос"}, "is not in 'экспорт вырос'"),
    ],
)
def test_unclear_words_are_refused(place: dict[str, str], told: str):
    with pytest.raises(GoldError, match=told):
        build(figures=[figure(**place)])


def test_unknown_and_missing_fields_are_refused():
    with pytest.raises(GoldError, match="unknown \\['colour'\\]"):
        build(figures=[figure(words="5", colour="red")])
    with pytest.raises(GoldError, match="missing \\['act'\\]"):
        build(statements=[{k: v for k, v in statement(words="Мерген заявил").items() if k != "act"}])


def test_defaults_are_filled_in():
    found = build(figures=[figure(words="5")])["figures"][0]
    assert (found["modality"], found["bound"], found["value_high"], found["geo"]) == (
        "actual",
        "exact",
        None,
        [],
    )


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("2024", ["2024-01-01", "2024-12-31"]),
        ("2024-02", ["2024-02-01", "2024-02-29"]),
        ("2025-09-12", ["2025-09-12", "2025-09-12"]),
        ("2016..2025-08", ["2016-01-01", "2025-08-31"]),
    ],
)
def test_periods(told: str, days: list[str]):
    assert period(told) == days


def test_values_are_plain_decimals():
    assert [decimal(value) for value in ("1.2e9", "0.035", "5")] == ["1200000000", "0.035", "5"]
