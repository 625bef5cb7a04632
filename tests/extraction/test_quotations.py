"""Quotation marks of every house: which pairs are found, and that apostrophes are none."""

from __future__ import annotations

from typing import Any

import pytest

SAID = "We will build the road to the sea"

HOUSES = [
    f"“{SAID},” Ardan Temur said.",
    f'"{SAID}," Ardan Temur said.',
    f"''{SAID},'' Ardan Temur said.",
    f"``{SAID},'' Ardan Temur said.",
    f"‘{SAID},’ Ardan Temur said.",
    f"'{SAID},' Ardan Temur said.",
    f"„{SAID}“, Ardan Temur said.",
    f"«{SAID}», Ardan Temur said.",
    f'"{SAID},” Ardan Temur said.',
    f"“{SAID},\" Ardan Temur said.",
]  # fmt: skip


@pytest.mark.parametrize("text", HOUSES)
def test_marks_of_every_house(read: Any, text: str) -> None:
    (statement,) = read(text, lang="en").statements
    assert statement.kind == "direct"
    assert statement.span.of(text).rstrip(",") == SAID
    assert statement.speaker.id == "ardan-temur"


@pytest.mark.parametrize(
    "text",
    [
        "The workers’ road and the drivers' bridge were ready, Ardan Temur said.",
        "Ardan Temur said the '90s were over, and so were the ministers' doubts.",
        "Ardan Temur said it was the people’s road, the builders’, and nobody else’s.",
    ],
)
def test_apostrophes_are_no_marks(read: Any, text: str) -> None:
    (statement,) = read(text, lang="en").statements
    assert (statement.kind, statement.span.of(text)) == ("reported", text)


def test_single_marks_inside_double_ones_end_nothing(read: Any) -> None:
    text = "“My father used to say, ‘A road is a friend,’ and he was right,” Ardan Temur said."
    (statement,) = read(text, lang="en").statements
    assert statement.span.of(text) == text[1 : text.index("”")]


def test_a_mark_left_open_ends_with_its_paragraph(read: Any) -> None:
    text = "Ардан Темур заявил: «Мы построим дорогу к морю.\n\nЛиана Верст прибыла в Норск."
    (statement,) = read(text).statements
    assert statement.span.of(text) == "Мы построим дорогу к морю."


def test_two_quotations_of_one_paragraph_with_an_attribution_each(read: Any) -> None:
    text = "“The bridge is ready,” said Ardan Temur, who had come to see it. “The road is not, as you can see,” replied Liana Verst."
    found = [(item.span.of(text), item.speaker.id) for item in read(text, lang="en").statements]
    assert found == [
        ("The bridge is ready,", "ardan-temur"),
        ("The road is not, as you can see,", "liana-verst"),
    ]


def test_one_quotation_that_goes_on_after_its_attribution(read: Any) -> None:
    text = "“The bridge is ready,” Ardan Temur said. “The road is not.”"
    (statement,) = read(text, lang="en").statements
    assert [segment.of(text) for segment in statement.segments] == [
        "The bridge is ready,",
        "The road is not.",
    ]
