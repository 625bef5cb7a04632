"""Words as they are seen: invisible characters, combining marks and soft hyphens part no word, and every span is that of what is written."""

from __future__ import annotations

from typing import Any

import pytest

from app.extraction import Toolkit
from app.language.visible import even_lines, seen


@pytest.mark.parametrize(
    ("written", "low"),
    [
        ("за\u0301явил", "заявил"),  # a stress mark
        ("Первыи\u0306", "первый"),  # й as a letter and a mark
        ("е\u0308лка", "елка"),  # ё likewise, folded as every ё
        ("ми\u200bнистр", "министр"),
        ("ми\u00adнистр", "министр"),
        ("ми\u00ad\nнистр", "министр"),  # over a line end
        ("ми\u00ad\r\n  нистр", "министр"),
        ("\ufeffминистр", "министр"),
        ("министр\u200f", "министр"),
        ("cafe\u0301", "café"),
    ],
)
def test_a_word_is_read_as_it_is_seen(toolkit: Toolkit, written: str, low: str) -> None:
    tokens = toolkit.kit("ru").language.analyse(written).tokens
    assert [token.low for token in tokens] == [low]
    assert written[tokens[0].start : tokens[0].end].strip("\ufeff\u200f") == written.strip("\ufeff\u200f")


def test_places_are_those_of_what_is_written() -> None:
    text = "а\u200bб в\u0301г"
    shown, starts, ends = seen(text)
    assert shown == "аб вг"
    assert [text[start:end] for start, end in zip(starts, ends, strict=True)] == [
        "а",
        "б",
        " ",
        "в\u0301",
        "г",
    ]


@pytest.mark.parametrize("end", ["\r", "\u2028", "\u2029", "\x85", "\n", "\r\n", "\n\u200b\n"])
def test_every_line_end_parts_paragraphs(toolkit: Toolkit, end: str) -> None:
    text = f"Заголовок без точки{end}Дорога нужна всем."
    analysis = toolkit.kit("ru").language.analyse(text)
    assert [span.of(text) for span in analysis.paragraphs] == ["Заголовок без точки", "Дорога нужна всем."]
    assert len(analysis.text) == len(text) == len(even_lines(text))


@pytest.mark.parametrize("odd", ["\u200b", "\u00ad", "\u200e", "\u2060", "\ufeff"])
def test_invisible_characters_change_no_figure_and_no_speaker(read: Any, odd: str) -> None:
    text = f"Ар{odd}дан Темур за{odd}явил, что экспорт составил 1,7{odd}млрд долл{odd}аров."
    found = read(text)
    assert [(figure.value, figure.unit) for figure in found.figures] == [(1_700_000_000, "USD")]
    assert found.figures[0].span.of(text) == f"1,7{odd}млрд долл{odd}аров"
    assert [person.leader for person in found.people] == ["ardan-temur"]
    assert found.statements[0].speaker.id == "ardan-temur"


def test_half_characters_and_no_characters_disturb_nothing_else(read: Any) -> None:
    found = read("\ud800 Ардан Темур\uffff отметил, что дорога\ufdd0 нужна всем. \udfff")
    assert [person.leader for person in found.people] == ["ardan-temur"]
    assert len(found.statements) == 1
