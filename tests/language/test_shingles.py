"""What outlets do to a text leaves it alike; what offices write by one form does not make it so."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest

from app.language.shingles import LEAST, SKETCH, Likeness, are_versions, likeness, shingles, sketch
from app.language.terms import forms
from app.settings import ROOT

TEXT = (
    (ROOT / "data" / "samples" / "02-tashkent-2025-uzbekistan.txt")
    .read_text(encoding="utf-8")
    .split("---", 2)[2]
)
OTHER = (
    (ROOT / "data" / "samples" / "06-astana-2025-china.txt").read_text(encoding="utf-8").split("---", 2)[2]
)
SENTENCES = re.split(r"(?<=[.!?])\s+", TEXT.strip())
LEAD = "Как стало известно нашему корреспонденту в столице, минувшим вечером в регионе завершились важные переговоры."
FOOTER = (
    "При перепечатке ссылка на источник обязательна. Подписывайтесь на наш канал. Мнение редакции может не совпадать с мнением "
    "авторов. Нашли ошибку в тексте? Выделите её мышью и напишите нам."
)


def shuffled(text: str) -> str:
    pieces = text.strip().split("\n\n")
    Random(4).shuffle(pieces)
    return "\n\n".join(pieces)


def first(share: float) -> str:
    return " ".join(SENTENCES[: round(len(SENTENCES) * share)])


MADE: dict[str, Callable[[], str]] = {
    "another lead": lambda: f"{LEAD}\n\n" + TEXT.strip().split("\n\n", 1)[1],
    "a tenth cut": lambda: first(0.9),
    "a third cut": lambda: first(0.7),
    "half cut": lambda: first(0.5),
    "a quarter left, with a lead": lambda: f"{LEAD} {first(0.25)}",
    "the second half": lambda: " ".join(SENTENCES[len(SENTENCES) // 2 :]),
    "paragraphs in another order": lambda: shuffled(TEXT),
    "other marks, no ё": lambda: TEXT.translate(str.maketrans("«»—–ё", '""--е')),
    "in capitals": lambda: TEXT.upper(),
    "a footer": lambda: f"{TEXT}\n\n{FOOTER}",
    "another figure": lambda: re.sub(r"\d+", "77", TEXT, count=1),
}


def compared(one: str, other: str) -> Likeness:
    return likeness(shingles(forms(one)), shingles(forms(other)))


@pytest.mark.parametrize("kind", MADE)
def test_what_outlets_make_of_a_text_is_a_version_of_it(kind: str) -> None:
    made = MADE[kind]()
    assert set(sketch(forms(TEXT))) & set(sketch(forms(made))), "they would not meet"
    found = compared(TEXT, made)
    assert are_versions(found, 1) and are_versions(found, None)
    assert are_versions(compared(made, TEXT), 1)


@pytest.mark.parametrize("days", [0, 1, 300, None])
def test_texts_of_one_trade_are_not(days: int | None) -> None:
    assert not are_versions(compared(TEXT, OTHER), days)
    assert not are_versions(compared(f"{TEXT}\n\n{FOOTER}", f"{OTHER}\n\n{FOOTER}"), days)


def note(day: int, numbers: Random) -> str:
    dollar, euro, rouble = (f"{numbers.randrange(10, 99)},{numbers.randrange(10, 99)}" for _ in range(3))
    return (
        f"Национальный банк установил официальные курсы иностранных валют на {day} марта 2025 года. Курс доллара составил {dollar} "
        f"сома, курс евро составил {euro} сома, курс рубля составил {rouble} сома. Интервенций на рынке банк не проводил."
    )


def test_notes_of_one_form_are_versions_only_on_one_day() -> None:
    numbers = Random(2)
    found = compared(note(3, numbers), note(4, numbers))
    assert found.alike > 0.4 and found.figures is not None and found.figures < 0.5
    found = Likeness(0.7, 0.7, found.figures)
    assert not are_versions(found, 1) and not are_versions(found, None)
    assert are_versions(found, 0), "an agency mended its note"


def test_formulas_that_make_half_of_a_note_do_for_one_week_and_for_no_other() -> None:
    half = Likeness(0.6, 0.6, None)
    assert are_versions(half, 10) and not are_versions(half, 11)
    assert are_versions(Likeness(0.8, 0.8, None), 400)


def test_a_part_is_alike_and_told_from_the_whole() -> None:
    half = first(0.5)
    assert compared(half, TEXT).alike == compared(TEXT, half).alike == 1.0
    assert compared(half, TEXT).covered == 1.0
    assert compared(TEXT, half).covered < 0.7


def test_very_short_texts_are_not_compared() -> None:
    words = [f"слово{number}" for number in range(LEAST + 2)]
    assert sketch(words) == [] and likeness(shingles(words), shingles(words)).alike == 0.0
    words.append("ещё")
    assert len(sketch(words)) == SKETCH and likeness(shingles(words), shingles(words)).alike == 1.0
    assert sketch(["да"] * 1000) == [], "one run, again and again"


def test_a_sketch_is_the_same_today_and_tomorrow() -> None:
    """Stored ones are compared with it: a change needs other `RULES`."""
    assert sketch([str(number) for number in range(40)])[:3] == [-2101765878, -2101290162, -2090125992]
