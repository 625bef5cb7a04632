"""What a Russian quotation is and who says it: dialogue, attributions in its midst, and what else its sentence reports. The words of
each statement are looked for in the text, people are invented."""

from __future__ import annotations

from typing import Any

import pytest

TEMUR, VERST, PALKIN = "ardan-temur", "liana-verst", "rodion-palkin"

# text, [(kind, speaker, words)]
DIALOGUE: list[tuple[str, list[tuple[str, str | None, str]]]] = [
    ("– Мост готов, – возразил Ардан Темур. – Предлагаю открыть его в мае.", [
        ("direct", TEMUR, "Мост готов, – возразил Ардан Темур. – Предлагаю открыть его в мае.")]),
    ("— Мост готов, и мы его откроем, — подхватила Лиана Верст.", [("direct", VERST, "Мост готов, и мы его откроем")]),
    ("— Мы строили мост пять лет, — развёл руками Ардан Темур.", [("direct", TEMUR, "Мы строили мост пять лет")]),
    ("— Здравствуйте, хотя моста ещё нет, — так начала вчера встречу министров Лиана Верст.", [
        ("direct", VERST, "Здравствуйте, хотя моста ещё нет")]),
    ("— Мост готов! — воскликнул с места депутат Родион Палкин.", [("direct", PALKIN, "Мост готов!")]),
    ("— Дорога — это жизнь, — сказал Ардан Темур. — Мост — тоже.", [
        ("direct", TEMUR, "Дорога — это жизнь, — сказал Ардан Темур. — Мост — тоже.")]),
    # no attribution begins with a capital letter, and what nobody says is no dialogue
    ("— Мост готов, — Ардан Темур сел.", []),
    ("— Мост готов.", []),
    # an attribution in the midst makes speech of what else looks like a name
    ("Слово взял Ардан Темур. «Мост готов, – возразил он. – Вопрос в дороге».", [
        ("direct", TEMUR, "Мост готов, – возразил он. – Вопрос в дороге")]),
    ("«Мост? — развёл руками Ардан Темур. — О нём ни слова».", [
        ("direct", TEMUR, "Мост? — развёл руками Ардан Темур. — О нём ни слова")]),
    ("Гости осмотрели «Мост — дорога дружбы», новый памятник.", []),
]  # fmt: skip


def told(read: Any, text: str) -> list[tuple[str, str | None, str]]:
    return [
        (statement.kind.value, statement.speaker.id if statement.speaker else None, statement.span.of(text))
        for statement in read(text).statements
    ]


@pytest.mark.parametrize(("text", "wanted"), DIALOGUE)
def test_dialogue_and_attributions_inside(
    read: Any, text: str, wanted: list[tuple[str, str | None, str]]
) -> None:
    assert told(read, text) == wanted


def test_an_attribution_inside_is_not_said(read: Any) -> None:
    text = "«Мост готов, — развёл руками Ардан Темур. — Дорога тоже готова»."
    (statement,) = read(text).statements
    assert [segment.of(text) for segment in statement.segments] == ["Мост готов", "Дорога тоже готова"]
