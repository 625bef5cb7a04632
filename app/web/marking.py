"""A text with its findings marked: cut at every edge, each piece with the findings that cover it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise


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
class Piece:
    """A stretch of text that the same findings cover all along, the innermost one last."""

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = field(default=())
    """Those that begin with this piece: the places that links lead to."""

    @property
    def kinds(self) -> str:
        """Kinds of the findings as classes of an element."""
        return " ".join(dict.fromkeys(mark.kind for mark in self.marks))


def paragraphs(text: str, marks: Iterable[Mark]) -> list[list[Piece]]:
    """The text in paragraphs of pieces; joined, the pieces of all of them are the text without its line breaks.

    One walk over text and marks: only those that are open at a place are looked at there.
    """
    waiting = deque(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    open_marks: list[Mark] = []
    found: list[list[Piece]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        end = position + len(line.splitlines()[0])
        while waiting and waiting[0].start < end:
            open_marks.append(waiting.popleft())
        open_marks = [mark for mark in open_marks if mark.end > position]
        if line.strip():
            found.append(_pieces(text, position, end, open_marks))
        position += len(line)
    return found


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Piece]:
    edges = sorted(
        {start, end, *(edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end)}
    )
    waiting = deque(marks)
    covering: list[Mark] = []
    pieces = []
    for left, right in pairwise(edges):
        while waiting and waiting[0].start <= left:
            covering.append(waiting.popleft())
        covering = [mark for mark in covering if mark.end > left]
        begins = tuple(mark for mark in covering if mark.start == left)
        pieces.append(Piece(text[left:right], tuple(covering), begins))
    return pieces
