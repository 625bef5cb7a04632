"""A text with its findings marked, in pages and paragraphs: every mark an element of its own, however they lie in one another."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

PAGE: Final = 24_000
"""Characters after which a long text goes on on another page."""

MOST_MARKS: Final = 600
"""Marks after which it does, too, once it has `LEAST` characters."""

LEAST: Final = 4_000
"""Characters that every page but the last has at the least."""

_LONGEST_LINE: Final = 4_000
"""Where a page ends a longer line may be cut between words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding to be marked: characters `start` to `end`, its kind, id and what a reader is told of it.

    A sentence that became nothing is marked, too: it has no id, and no record to lead to.
    """

    start: int
    end: int
    kind: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A mark where its element opens. `first`: whether it is opened here for the first time, so that links lead here."""

    mark: Mark
    first: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same marks cover all along, the innermost one last; elements that open before it and close behind it."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Opened, ...] = ()
    closes: int = 0


def pages(text: str | None, starts: Sequence[int]) -> list[int]:
    """Where a text is cut into pages: 0, the edges between them, its end. `starts`: where marks begin, in order; they alone count where the
    text is not shown (None)."""
    if text is None:
        return [0, *sorted({*starts[MOST_MARKS::MOST_MARKS]} - {0}), max(starts, default=0) + 1]
    cuts = [0]
    for edge in _edges(text):
        size = edge - cuts[-1]
        marks = bisect_left(starts, edge) - bisect_left(starts, cuts[-1])
        if edge < len(text) and (size >= PAGE or (marks >= MOST_MARKS and size >= LEAST)):
            cuts.append(edge)
    return [*cuts, len(text)]


def _edges(text: str) -> Iterator[int]:
    """Where a page may end: behind a line or, in one that is very long, behind a word."""
    position = 0
    for line in text.splitlines(keepends=True):
        end = position + len(line)
        while end - position > _LONGEST_LINE:
            blank = text.rfind(" ", position, position + _LONGEST_LINE)
            position = blank + 1 if blank > position else position + _LONGEST_LINE
            yield position
        position = end
        yield position


def paragraphs(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[list[Piece]]:
    """The text from `start` to `end` in paragraphs of pieces; joined, the pieces of all of them are that text without its line breaks.

    One walk over text and marks: only those that are open at a place are looked at there.
    """
    last = len(text) if end is None else end
    waiting = deque(
        sorted(
            (mark for mark in marks if mark.end > start and mark.start < last),
            key=lambda mark: (mark.start, -mark.end),
        )
    )
    open_marks: list[Mark] = []
    seen: set[Mark] = set()
    found: list[list[Piece]] = []
    position = start
    for line in text[start:last].splitlines(keepends=True):
        edge = position + len(line.splitlines()[0])
        while waiting and waiting[0].start < edge:
            open_marks.append(waiting.popleft())
        open_marks = [mark for mark in open_marks if mark.end > position]
        if line.strip():
            found.append(_pieces(text, position, edge, open_marks, seen))
        position += len(line)
    return found


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark], seen: set[Mark]) -> list[Piece]:
    edges = sorted(
        {start, end, *(edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end)}
    )
    waiting = deque(marks)
    stack: list[Mark] = []
    pieces = []
    for left, right in pairwise(edges):
        opens = []
        while waiting and waiting[0].start <= left:
            mark = waiting.popleft()
            opens.append(Opened(mark, mark not in seen))
            seen.add(mark)
            stack.append(mark)
        covering = tuple(stack)
        # What ends here is closed with all that was opened within it; what of that goes on is opened anew.
        inner = next((place for place, mark in enumerate(stack) if mark.end <= right), len(stack))
        goes_on = [mark for mark in stack[inner:] if mark.end > right]
        closes = len(stack) - inner if right < end else len(stack)
        stack = stack[:inner]
        waiting.extendleft(reversed(goes_on))
        pieces.append(Piece(text[left:right], covering, tuple(opens), closes))
    return pieces
