"""Names as people and models write them, over standard streams."""

from __future__ import annotations

import pytest

from tests.mcp.conftest import Tools


@pytest.mark.parametrize(
    ("argument", "asked", "id"),
    [
        ("leader", "Лианой Верст", "liana-verst"),
        ("leader", "liana verst", "liana-verst"),
        ("leader", "премьер-министр Норлии", "liana-verst"),
        ("leader", "person-of-no-list", "person-of-no-list"),
        ("leader", "Никто Извечный", "person-of-no-list"),
        ("leader", "Садыру Жапарову", "sadyr-japarov"),
        ("country", "kg", "KG"),
        ("country", "Киргизии", "KG"),
        ("country", "Kyrgyz Republic", "KG"),
        ("country", "Центральной Азией", "central-asia"),
        ("country", "Таванией", "XG"),
        ("topic", "Water", "water"),
        ("topic", "энергетику", "energy"),
        ("topic", "trade barriers", "trade"),
        ("metric", "ВВП", "gdp"),
        ("metric", "товарооборота", "trade_turnover"),
        ("metric", "Gross domestic product", "gdp"),
        ("summit", "SCO summit in Tianjin", "sco-heads-of-state-25"),
        ("summit", "саммит ШОС 2025", "sco-heads-of-state-25"),
        ("summit", "sco summit in tianjin", "sco-heads-of-state-25"),
        ("summit", "седьмой консультативной встречи", "consultative-meeting-central-asia-7"),
        ("summit", "the 7th Consultative Meeting in Tashkent", "consultative-meeting-central-asia-7"),
        ("summit", "sco-heads-of-state-25", "sco-heads-of-state-25"),
        ("addressee", "Центральной Азии", "central-asia"),
        ("addressee", "Лиане Верст", "liana-verst"),
    ],
)
def test_a_name_in_any_form_is_its_id(tools: Tools, argument: str, asked: str, id: str) -> None:
    found = tools("search", limit=1, **{argument: asked})
    assert not found.error, found.text
    [meant] = found.answer["resolved"]
    assert (meant["argument"], meant["asked"], meant["id"]) == (argument, asked, id)
    assert tools("search", limit=1, **{argument: id}).items == found.items


def test_a_name_that_fits_several_is_answered_with_choices(tools: Tools) -> None:
    found = tools("search", leader="Темура", topic="trade")
    assert not found.error and found.items == [] and "Nothing was searched yet" in found.notes
    [ambiguous] = found.answer["ambiguous"]
    assert {choice["id"] for choice in ambiguous["choices"]} == {"ardan-temur", "karim-temur"}
    assert all("records: " in choice["about"] for choice in ambiguous["choices"])
    assert "president of Tavania" in next(
        each["about"] for each in ambiguous["choices"] if each["id"] == "ardan-temur"
    )
    ids = [choice["id"] for choice in ambiguous["choices"]]
    both = tools("search", leader=ids, limit=50, sort="oldest")
    assert {record["speaker"]["id"] for record in both.records} == {"ardan-temur", "karim-temur"}
    summits = tools("who_said_what", summit="Consultative Meeting or SCO")
    assert summits.error


def test_of_those_who_fit_the_only_one_with_records_is_taken_and_told(tools: Tools) -> None:
    found = tools("who_said_what", summit="ШОС")
    assert found.answer["head"]["summit"]["id"] == "sco-heads-of-state-25"
    assert "of which nothing is stored" in found.notes


def test_labels_come_in_the_language_that_is_asked_for(tools: Tools) -> None:
    for lang, label in (("en", "Ardan Temur"), ("ru", "Ардан Темур")):
        found = tools("search", leader="ardan-temur", limit=1, lang=lang)
        assert found.answer["resolved"][0]["label"] == found.records[0]["speaker"]["label"] == label
