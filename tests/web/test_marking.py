"""Marks cut a text without losing a character, and cover exactly what they were made for."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.marking import LEAST, MOST_MARKS, PAGE, Mark, pages, paragraphs

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
    assert [(piece.text, piece.marks) for piece in pieces] == [
        ("0123", (whole,)),
        ("45", (whole, part)),
        ("6789", (whole,)),
    ]


@given(marked())
def test_elements_close_in_the_order_in_which_they_opened(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    first: Counter[Mark] = Counter()
    for pieces in paragraphs(text, marks):
        stack: list[Mark] = []
        for piece in pieces:
            stack += [each.mark for each in piece.opens]
            assert tuple(stack) == piece.marks
            first.update(each.mark for each in piece.opens if each.first)
            del stack[len(stack) - piece.closes :]
        assert not stack, "an element goes on beyond its paragraph"
    shown = {mark for mark in marks if text[mark.start : mark.end].strip("\n\r\u2028 ")}
    assert shown <= first.keys() and set(first.values()) <= {1}, "links lead to one place each"


@given(marked(), st.integers(0, 60), st.integers(0, 60))
def test_a_part_of_a_text_is_marked_as_it_is_in_the_whole(
    given: tuple[str, list[Mark]], one: int, other: int
) -> None:
    text, marks = given
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = paragraphs(text, marks, start, end)
    assert ["".join(piece.text for piece in pieces) for pieces in found] == [
        line for line in text[start:end].splitlines() if line.strip()
    ]
    for mark in marks:
        covered = sum(len(piece.text) for pieces in found for piece in pieces if mark in piece.marks)
        assert covered <= max(0, min(mark.end, end) - max(mark.start, start))


@pytest.mark.parametrize("line", ["слово " * 12 + "\n", "слово ", "ё"])
def test_a_long_text_has_pages_of_which_none_is_too_long(line: str) -> None:
    text = line * (200_000 // len(line))
    cuts = pages(text, [])
    assert cuts[0] == 0 and cuts[-1] == len(text) and cuts == sorted(set(cuts))
    sizes = [end - start for start, end in pairwise(cuts)]
    assert max(sizes) <= PAGE + 4_000 and min(sizes[:-1]) >= PAGE
    if line.endswith((" ", "\n")):
        assert all(text[cut - 1].isspace() for cut in cuts[1:-1])


def test_a_text_of_twenty_thousand_characters_is_one_page() -> None:
    assert pages("Слово за словом.\n" * 1_250, list(range(0, 20_000, 50))) == [0, 21_250]


def test_many_marks_are_many_pages_with_a_text_and_without_one() -> None:
    text = "1, " * 7_000
    starts = list(range(0, len(text), 3))
    for cuts in (pages(text, starts), pages(None, starts)):
        assert cuts[0] == 0 and starts[-1] < cuts[-1] and cuts == sorted(set(cuts))
        for start, end in pairwise(cuts):
            assert sum(start <= each < end for each in starts) <= MOST_MARKS + LEAST
    assert pages("", []) == [0, 0] and pages(None, [])[0] == 0
