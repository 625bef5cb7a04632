"""Strangers: what texts tell of people who are in no list, so that somebody can enter them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.extraction import Toolkit
from app.extraction.people.strangers import (
    AROUND,
    MOST_PASSAGES,
    Passage,
    Portrait,
    Stranger,
    gather,
    portray,
)
from tests.builders import find


def portrait(toolkit: Toolkit, text: str, name: str, language: str = "ru") -> Portrait:
    stranger = Stranger(id="nobody", passages=[Passage.around(find(text, name), text, language)])
    stranger.met(language, name)
    return portray(stranger, toolkit)


def titles(found: Portrait) -> list[tuple[str, str, str | None]]:
    return [(title.words, title.office, title.place) for title, _ in found.titles]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Встречу открыл президент Тавании Сергей Новакшин.", ("президент Тавании", "president", "XG")),
        ("Встречу открыл таванский министр Сергей Новакшин.", ("таванский министр", "minister", "XG")),
        (
            "Встречу открыл председатель парламента Норлии Сергей Новакшин.",
            ("председатель парламента Норлии", "chairman", "XH"),
        ),
        ("Президент встретил гостей. Сергей Новакшин молчал.", None),
        ("Президент и Сергей Новакшин прибыли.", None),
        ("Встречу открыл президент Сергей Новакшин.", ("президент", "president", None)),
        ("Сергей Новакшин, президент Тавании, прибыл.", ("президент Тавании", "president", "XG")),
        ("Сергей Новакшин (министр Норлии) прибыл.", ("министр Норлии", "minister", "XH")),
        ("Сергей Новакшин, новый министр Норлии, прибыл.", ("министр Норлии", "minister", "XH")),
        ("Президент Тавании принял гостей, среди них Сергей Новакшин.", None),
        ("Сергей Новакшин сказал, что президент Тавании прибудет.", None),
        ("Сергей Новакшин, передал министр, прибыл.", None),
        ("Прибыл Сергей Новакшин. Президент Тавании его принял.", None),
    ],
)
def test_the_title_beside_a_russian_name(
    toolkit: Toolkit, text: str, title: tuple[str, str, str | None] | None
) -> None:
    assert titles(portrait(toolkit, text, "Сергей Новакшин")) == ([title] if title else [])


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("President John Roebuck arrived.", ("President", "president", None)),
        (
            "Tavanian Prime Minister John Roebuck arrived.",
            ("Tavanian Prime Minister", "prime minister", "XG"),
        ),
        ("John Roebuck, the president of Tavania, arrived.", ("president of Tavania", "president", "XG")),
        ("John Roebuck met the president of Tavania.", None),
    ],
)
def test_the_title_beside_an_english_name(
    toolkit: Toolkit, text: str, title: tuple[str, str, str | None] | None
) -> None:
    assert titles(portrait(toolkit, text, "John Roebuck", "en")) == ([title] if title else [])


def test_only_an_office_with_its_place_can_be_entered(toolkit: Toolkit) -> None:
    ((title, _),) = portrait(toolkit, "Прибыл гость Сергей Новакшин.", "Сергей Новакшин").titles
    assert not title.held
    ((title, _),) = portrait(toolkit, "Прибыл министр Норлии Сергей Новакшин.", "Сергей Новакшин").titles
    assert title.held


def test_the_case_forms_of_a_title_are_one(toolkit: Toolkit) -> None:
    stranger = Stranger(id="nobody")
    stranger.met("ru", "Сергей Новакшин", 3)
    for text in ("министр Норлии Сергей", "министру Норлии Сергей", "министр Норлии Сергей"):
        stranger.passages.append(Passage.around(find(text, "Сергей"), text, "ru"))
    ((title, times),) = portray(stranger, toolkit).titles
    assert (title.words, times) == ("министр Норлии", 3)


def test_the_example_is_the_whole_sentence_with_a_title_if_there_is_one(toolkit: Toolkit) -> None:
    first, second = (
        "День начался. Пришёл Сергей Новакшин.",
        "Вечером выступил министр Сергей Новакшин. Зал молчал.",
    )
    stranger = Stranger(id="nobody")
    stranger.met("ru", "Сергей Новакшин", 2)
    for text in (first, second):
        stranger.passages.append(Passage.around(find(text, "Сергей Новакшин"), text, "ru"))
    assert portray(stranger, toolkit).example == "Вечером выступил министр Сергей Новакшин."
    del stranger.passages[1]
    assert portray(stranger, toolkit).example == "Пришёл Сергей Новакшин."


def test_an_example_that_is_cut_says_so(toolkit: Toolkit) -> None:
    text = f"{'очень ' * AROUND}длинно говорил Сергей Новакшин {'и ещё ' * AROUND}"
    example = portrait(toolkit, text, "Сергей Новакшин").example
    assert example.startswith("…") and example.endswith("…") and "Сергей Новакшин" in example


def test_gender_where_the_given_name_tells_it(toolkit: Toolkit) -> None:
    assert portrait(toolkit, "Пришёл Сергей Новакшин.", "Сергей Новакшин").gender == "m"
    assert portrait(toolkit, "Пришла Мария Новакшина.", "Мария Новакшина").gender == "f"
    assert portrait(toolkit, "John Roebuck came.", "John Roebuck", "en").gender is None


def test_a_leader_whose_name_fits_is_told(toolkit: Toolkit) -> None:
    found = portrait(toolkit, "Arden Temur came.", "Arden Temur", "en").perhaps
    assert [match.leader for match in found] == ["ardan-temur"]
    assert found[0].reasons
    assert portrait(toolkit, "Пришёл Сергей Новакшин.", "Сергей Новакшин").perhaps == ()


def test_people_of_several_documents_are_gathered_most_often_met_first(toolkit: Toolkit, read: Any) -> None:
    name = "Сергей Новакшин"
    found = gather(
        [
            read(
                f"{name} отметил, что дорога готова. {name} улыбнулся. Ардан Темур молчал.",
                day=date(2025, 3, 1),
            ),
            read(f"Прибыл {name}. Мария Полевая тоже прибыла.", day=date(2024, 3, 1)),
            read(f"Прибыл {name}.", day=None),
        ],
        toolkit,
    )
    assert [stranger.id for stranger in found] == ["sergei-novakshin", "mariya-polevaya"]
    first = found[0]
    assert (first.mentions, first.documents, first.statements) == (4, 3, 1)
    assert (first.first, first.last) == (date(2024, 3, 1), date(2025, 3, 1))
    assert first.names == {"ru": {name: 4}}
    assert found[1].statements == 0


def test_no_more_passages_are_kept_than_are_read(toolkit: Toolkit, read: Any) -> None:
    (found,) = gather([read("Прибыл Сергей Новакшин. " * (MOST_PASSAGES + 5))], toolkit)
    assert found.mentions == MOST_PASSAGES + 5 and len(found.passages) == MOST_PASSAGES
