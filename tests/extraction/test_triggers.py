"""Rules are asked only at words that can begin them: a trigger that is narrower than its rule would lose findings in silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.document import SourceDocument
from app.extraction import Toolkit
from app.extraction.draft import Draft
from app.extraction.layout import read_layout
from app.extraction.matcher import Match, Matcher
from app.extraction.quantities.quantities import _read, begins_quantity
from app.extraction.times.periods import RULES, begins_period, rules_at
from app.extraction.toolkit import Kit
from app.extraction.triggers import Trigger
from app.language import Token, Tokens
from app.settings import ROOT

RUSSIAN = (
    "В январе–августе 2025 года товарооборот вырос вдвое, на 15 процентов, до $5,5 млрд, за первые пять месяцев — на треть. "
    "За последние три года вложено полмиллиона сомов, две трети в прошлом году; полтора миллиарда к 2030 году, с начала года 7 тысяч. "
    "В аналогичном периоде прошлого года было сто двадцать пять; пятая часть, USD 40 млн, в ближайшие пять лет; с мая по июль, 19 ноября."
)
ENGLISH = (
    "In January-August 2025 trade doubled, by 15 per cent, to $5.5bn, a third more; half a million in the last three years. "
    "One and a half billion by 2030, two thirds last year, since the start of the year 7,000; EUR 40 million, on 19 May, in the first quarter."
)


def draft_of(toolkit: Toolkit, text: str, code: str) -> Draft:
    kit = toolkit.kit(code)
    analysis = kit.language.analyse(text)
    document = SourceDocument(key="t", text=text, sha256="", language=code, published_on=date(2025, 9, 12))
    return Draft(document=document, kit=kit, analysis=analysis, layout=read_layout(analysis, kit))


@pytest.mark.parametrize(("code", "text"), [("ru", RUSSIAN), ("en", ENGLISH)])
def test_no_rule_reads_anything_at_a_word_that_its_trigger_passes_over(
    toolkit: Toolkit, code: str, text: str
) -> None:
    samples = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "data" / "samples").glob("*.txt"))]
    met = 0
    for sample in [text, *samples]:
        draft = draft_of(toolkit, sample, code)
        rules: list[tuple[Callable[[Kit, Token], bool], Callable[[int], object]]] = [
            (begins_quantity, lambda index, draft=draft: _read(draft, index)),
            (
                begins_period,
                lambda index, draft=draft: next(
                    (read for rule, _ in RULES if (read := rule(draft, index, len(draft.tokens)))), None
                ),
            ),
        ]
        for test, read in rules:
            places = set(draft.kit.trigger(test).places(draft.tokens))
            for index, token in enumerate(draft.tokens):
                if read(index) is not None:
                    met += 1
                    assert index in places, (test.__name__, token.text)
    assert met > 20


@pytest.mark.parametrize(("code", "text"), [("ru", RUSSIAN), ("en", ENGLISH)])
def test_every_rule_of_periods_is_asked_at_each_word_where_it_answers(
    toolkit: Toolkit, code: str, text: str
) -> None:
    samples = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "data" / "samples").glob("*.txt"))]
    answered = set()
    for sample in [text, *samples]:
        draft = draft_of(toolkit, sample, code)
        for index, token in enumerate(draft.tokens):
            for rule, _ in RULES:
                if rule(draft, index, len(draft.tokens)) is not None:
                    answered.add(rule)
                    assert rule in rules_at(draft.kit, token), (rule, token.text)
    assert len(answered) > 7, answered


def test_a_trigger_is_asked_once_a_word_and_answers_for_a_stretch(toolkit: Toolkit) -> None:
    asked: list[str] = []

    def is_long(token: Token) -> bool:
        asked.append(token.text)
        return len(token.text) > 3

    trigger = Trigger(is_long)
    tokens = toolkit.kit("en").language.analyse("one three one seven three").tokens
    assert list(trigger.places(tokens)) == [1, 3, 4]
    assert list(trigger.places(tokens, 2, 4)) == [3]
    assert sorted(asked) == ["one", "seven", "three"]
    assert list(trigger.places(Tokens())) == []


def test_a_trigger_waits_for_one_of_its_followers(toolkit: Toolkit) -> None:
    trigger = Trigger(
        lambda token: token.low in ("one", "two"),
        followers=lambda token: frozenset({"three"}) if token.low == "one" else None,
    )
    tokens = toolkit.kit("en").language.analyse("One three one four one one three two one").tokens
    assert list(trigger.places(tokens)) == [0, 5, 7]


def test_a_phrase_is_found_over_marks_dashes_and_possessives_where_its_first_word_waits(
    toolkit: Toolkit,
) -> None:
    language = toolkit.kit("en").language
    phrases: Matcher[int] = Matcher(language)
    for number, phrase in enumerate(("north bridge", "river - dam", "water ABC")):
        phrases.add(phrase, number)
    names: Matcher[int] = Matcher(language, literal=True)
    names.add_form("Ulla Brenn", 3)

    def found(matcher: Matcher[int], text: str) -> list[Match[int]]:
        return list(matcher.find(language.analyse(text).tokens))

    assert found(phrases, "A north “bridge” and a north road") == [(1, 4, 0)]
    assert found(phrases, "The river — dam, the river") == [(1, 4, 1)]
    assert found(phrases, "Of water ABC, water abc") == [(1, 3, 2)]
    assert found(names, "It was Ulla Brenn's, not Ulla's") == [(2, 4, 3)]
