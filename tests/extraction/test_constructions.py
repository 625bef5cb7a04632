"""Acts, proposals and topics by construction: tables of sentences in `constructions/`, each with what it must become."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

TABLES = Path(__file__).resolve().parent / "constructions"


def _table(name: str) -> Any:
    return yaml.safe_load((TABLES / f"{name}.yaml").read_text(encoding="utf-8"))


def _cases(name: str) -> Iterator[Any]:
    """Language, sentence and what is wanted; what is known to go wrong is a strict xfail."""
    for section, languages in _table(name).items():
        marks = [] if section == "found" else [pytest.mark.xfail(strict=True, reason="known miss")]
        for language, rows in languages.items():
            if isinstance(rows, list):
                pairs = [(sentence, wanted) for sentence, wanted in rows]
            else:
                pairs = [(sentence, wanted) for wanted, sentences in rows.items() for sentence in sentences]
            for number, (sentence, wanted) in enumerate(pairs):
                yield pytest.param(
                    language, sentence, wanted, marks=marks, id=f"{section}-{language}-{number}"
                )


@pytest.mark.parametrize(("language", "sentence", "act"), _cases("acts"))
def test_what_it_does(read: Any, language: str, sentence: str, act: str) -> None:
    found = read(sentence, language).statements
    assert [statement.act.value for statement in found][:1] == [act]


@pytest.mark.parametrize(("language", "text", "wanted"), _cases("proposals"))
def test_what_is_proposed(read: Any, language: str, text: str, wanted: str) -> None:
    found = [proposal.span.of(text) for proposal in read(text, language).proposals]
    assert found == [part for part in wanted.split("|") if part]


@pytest.mark.parametrize(("language", "sentence", "topic"), _cases("topics"))
def test_what_it_is_about(read: Any, language: str, sentence: str, topic: str) -> None:
    found = read(sentence, language).statements
    assert found and found[0].topics[0] == topic


THEME = (
    "Министр Ардан Темур рассказал о воде. Ардан Темур сообщил, что каналы и водохранилища чистят.\n\n"
    "Ардан Темур добавил, что водомеры на каналах стоят всюду.\n\nАрдан Темур сказал, что это только начало."
)


def test_a_statement_without_words_of_a_topic_has_that_of_the_text(read: Any) -> None:
    assert read(THEME).statements[-1].topics[0] == "water"


def test_the_words_of_a_title_tell_no_topic_where_there_are_others(read: Any) -> None:
    text = "Министр транспорта Тавании Ардан Темур сообщил, что школы получат учебники."
    assert read(text).statements[0].topics == ("science-education",)


def test_a_list_is_about_what_its_items_are_about(read: Any) -> None:
    text = "Для развития сотрудничества Ардан Темур предложил:\n— открыть общий вуз;\n— защитить леса;\n— провести кинофестиваль."
    assert read(text).statements[0].topics == ("science-education", "environment", "culture")


def test_what_tells_of_two_topics_at_length_does_not_take_that_of_the_text(read: Any) -> None:
    text = (
        f"{THEME}\n\nАрдан Темур сообщил, что больницы и поликлиники, школы и вузы получат врачей и учителей."
    )
    assert "water" not in read(text).statements[-1].topics


def test_the_same_whatever_the_order_of_hashing(toolkit: Any) -> None:
    """Forms of a word that stand in several lists have the meanings of all of them."""
    kit = toolkit.kit("en")
    analysis = kit.language.analyse("the need for rules")
    found = {match.payload for match in kit.act_words.find(analysis.tokens, 0, len(analysis.tokens))}
    assert {"needs", "wants", "necessity"} <= found
