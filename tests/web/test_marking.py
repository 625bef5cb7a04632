"""Marks cut a text without losing a character, and cover exactly what they were made for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.web.marking import Mark, paragraphs

TEXTS = st.text(st.sampled_from("аб в\n\r<&\u2028"), min_size=1, max_size=60)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    marks = []
    for number in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        marks.append(Mark(start, end, draw(st.sampled_from(["statement", "figure"])), f"id-{number}", ""))
    return text, marks


@given(marked())
def test_pieces_are_the_text(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    lines = ["".join(piece.text for piece in pieces) for pieces in paragraphs(text, marks)]
    assert lines == [line for line in text.splitlines() if line.strip()]


@given(marked())
def test_a_mark_covers_its_own_characters(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    found = paragraphs(text, marks)
    for mark in marks:
        covered = "".join(piece.text for pieces in found for piece in pieces if mark in piece.marks)
        shown = "".join(
            text[max(mark.start, start) : min(mark.end, end)]
            for start, end in _lines(text)
            if text[start:end].strip()
        )
        assert covered == shown


def _lines(text: str) -> list[tuple[int, int]]:
    found, position = [], 0
    for line in text.splitlines(keepends=True):
        found.append((position, position + len(line.splitlines()[0])))
        position += len(line)
    return found


def test_the_innermost_mark_comes_last() -> None:
    whole, part = Mark(0, 10, "statement", "a", ""), Mark(4, 6, "figure", "b", "")
    (pieces,) = paragraphs("0123456789", [part, whole])
    assert [(piece.text, piece.kinds) for piece in pieces] == [
        ("0123", "statement"),
        ("45", "statement figure"),
        ("6789", "statement"),
    ]
    assert [piece.begins for piece in pieces] == [(whole,), (part,), ()]
