"""Coverage: every sentence of a text has one fate, and nothing but white space is left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from app.domain.document import SourceDocument
from app.domain.findings import Coverage, Extraction
from app.domain.kinds import FATES, SentenceFate
from app.extraction import Toolkit, extract
from app.settings import ROOT
from tests.extraction.test_properties import EXAMPLES, texts
from tests.gold.load import load_gold

OPENING = "Президент Тавании Ардан Темур провёл встречу.\n\n"


def check(found: Extraction) -> None:
    """One entry a sentence, in order, none empty, no gap but white space; each record in exactly one entry, which it begins in."""
    text, at = found.document.text, 0
    for entry in found.coverage:
        assert at <= entry.span.start < entry.span.end <= len(text)
        assert not text[at : entry.span.start].strip()
        assert entry.reason and entry.span.of(text) == entry.span.of(text).strip()
        at = entry.span.end
    assert not text[at:].strip()
    for name in ("statements", "proposals", "figures"):
        records = getattr(found, name)
        placed = [(number, entry) for entry in found.coverage for number in getattr(entry, name)]
        assert sorted(number for number, _ in placed) == list(range(len(records)))
        assert all(
            entry.span.start <= records[number].span.start < entry.span.end for number, entry in placed
        )
    for entry in found.coverage:
        assert all(entry.span.holds(found.statements[number].span) for number in entry.statements)
        assert bool(entry.statements) == (entry.fate in (SentenceFate.STATEMENT, SentenceFate.QUOTED))
        assert entry.statements or not entry.proposals
        assert (entry.fate is SentenceFate.FIGURE) == bool(entry.figures and not entry.statements)


@given(drawn=texts())
@settings(
    max_examples=min(EXAMPLES, 2000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_character_of_a_random_text_is_left_without_a_fate(
    toolkit: Toolkit, drawn: tuple[str, str]
) -> None:
    lang, text = drawn
    if text.strip():
        check(extract(SourceDocument(key="t", text=text, sha256="", language=lang), toolkit))


@pytest.mark.parametrize("gold", load_gold(), ids=lambda gold: str(gold["id"]))
def test_no_sentence_of_an_annotated_document_is_left_without_a_fate(read: Any, gold: dict[str, Any]) -> None:
    check(read(gold["text"], gold["lang"]))


def test_nor_of_those_outside_the_project(read: Any, shared: Path) -> None:
    for line in (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        check(read(gold["text"], gold["lang"]))


@pytest.mark.parametrize(
    "sample", sorted((ROOT / "data" / "samples").glob("*.txt")), ids=lambda path: path.stem
)
def test_no_sentence_of_a_sample_is_left_without_a_fate(read: Any, sample: Path) -> None:
    check(read(sample.read_text(encoding="utf-8")))


def told(found: Extraction) -> list[tuple[str, str, str]]:
    """Beginning, fate and reason of each sentence."""
    text = found.document.text
    return [(entry.span.of(text)[:12], entry.fate.value, entry.reason) for entry in found.coverage]


def test_what_is_skipped_tells_why(read: Any) -> None:
    text = (
        " date 2025-09-12 Форум закрылся\n\n"
        + OPENING
        + "Об этом сообщил Ардан Темур. День был солнечный. Продано 15 тонн яблок.\n\n* * *\n\nФото: пресс-служба"
    )
    assert told(read(text)) == [
        ("date 2025-09", "furniture", "no-words"),
        ("Форум закрыл", "headline", "no-cue"),
        ("Президент Та", "event", "no-cue"),
        ("Об этом сооб", "attribution", "only-attributes"),
        ("День был сол", "event", "no-cue"),
        ("Продано 15 т", "figure", "no-cue"),
        ("* * *", "furniture", "no-words"),
        ("Фото: пресс-", "credit", "layout"),
    ]


def only(found: Extraction, fate: SentenceFate) -> Coverage:
    (entry,) = [entry for entry in found.coverage if entry.fate is fate]
    return entry


def test_a_list_belongs_to_the_sentence_that_announces_it(read: Any) -> None:
    steps = "Ардан Темур предложил:\n\n- построить дорогу к морю;\n\n- открыть новый порт."
    found = read(f"{OPENING}{steps}\n\nВстреча закончилась.")
    entry = only(found, SentenceFate.STATEMENT)
    assert entry.span.of(found.document.text) == steps
    assert (len(entry.statements), len(entry.proposals)) == (1, 2)


def test_items_of_a_list_that_nobody_says_are_told_as_such(read: Any) -> None:
    found = read(f"{OPENING}Во встрече участвовали:\n\n- министр труда;\n\n- министр связи.")
    assert [entry.fate.value for entry in found.coverage][-2:] == ["list-item", "list-item"]


def test_a_quotation_of_several_sentences_is_one_with_its_attribution(read: Any) -> None:
    speech = "«Дорога нужна всем. Мы построим её к морю. Порт мы тоже откроем», — заявил Ардан Темур."
    found = read(f"{OPENING}{speech} Зал аплодировал.")
    entry = only(found, SentenceFate.QUOTED)
    assert entry.span.of(found.document.text) == speech
    assert entry.statements == (0,)


def test_a_turn_keeps_its_label_and_a_question_is_told_as_one(read: Any) -> None:
    found = read(
        "Пресс-конференция в Таване.\n\nА. Темур: Дорога готова. Она дойдёт до моря.\n\n"
        "Вопрос: А порт откроют?\n\nЛ. Верст: Порт откроем весной. Приезжайте.\n\nА. Темур: Спасибо вам за работу."
    )
    fates = [entry.fate.value for entry in found.coverage]
    assert fates[1:] == ["statement", "question", "statement", "statement"]
    assert found.coverage[1].span.of(found.document.text).startswith("А. Темур: Дорога")


def test_every_fate_is_explained() -> None:
    assert list(FATES) == list(SentenceFate)
