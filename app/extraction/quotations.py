"""Pairs of quotation marks: where they open and close, over how many paragraphs, and whether speech or a name stands between."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass

from app.domain.span import Span
from app.extraction.toolkit import Kit
from app.language import Analysis, Token

_PAIRS = {"«": "»", "“": '”"', "„": '“”"', '"': '"”'}
_MARKS = re.compile(r"[«»“”„\"]")
_MOST_PARAGRAPHS = 12  # longer quotations are speeches; a mark left open swallows no more than this
SPEECH_WORDS = 5  # a quoted phrase of fewer words is no statement, unless a cue says so


@dataclass(frozen=True, slots=True)
class Quotation:
    """A pair of marks. `outer` holds the marks, `inner` the words; an unclosed one ends with its paragraph."""

    outer: Span
    inner: Span
    closed: bool
    depth: int
    gap: Span | None = None
    """The attribution between two pairs of marks that are one quotation: “A,” X said. “B.”"""


def find_quotations(analysis: Analysis) -> list[Quotation]:
    """All pairs of quotation marks, outermost first where they nest. Time grows with the text's length only."""
    text = analysis.text
    ends = [span.end for span in analysis.paragraphs]
    begins = {span.start for span in analysis.paragraphs}
    found: list[Quotation] = []
    stack: list[int] = []
    marks = [match.start() for match in _MARKS.finditer(text)]
    for number, at in enumerate(marks):
        if stack and not _may_go_on(ends, stack[0], at, number, marks, text, begins):
            found.extend(_unclosed(text, ends, stack))
            stack.clear()
        char = text[at]
        if stack and char in _PAIRS[text[stack[-1]]] and not _opens(text, at, char, begins):
            start = stack.pop()
            inner = Span(start + 1, at).trimmed(text) if at > start + 1 else None
            if inner is not None:
                found.append(Quotation(Span(start, at + 1), inner, True, len(stack)))
        elif char in _PAIRS and _opens(text, at, char, begins):
            if stack and at in begins and char == text[stack[0]]:
                continue  # the mark repeated at the head of a further paragraph
            stack.append(at)
    found.extend(_unclosed(text, ends, stack))
    return sorted(found, key=lambda quotation: (quotation.outer.start, -quotation.outer.end))


def _opens(text: str, at: int, char: str, begins: set[int]) -> bool:
    if char in "«„":
        return True
    after = text[at + 1 : at + 2]
    before = text[at - 1 : at]
    if char == "“":
        return bool(after) and not after.isspace() and not (before.isalnum() and not after.isalnum())
    if char == '"':
        return (
            (at in begins or not before or before.isspace() or before in "([—–-«„:")
            and bool(after)
            and not after.isspace()
        )
    return False


def _may_go_on(
    ends: list[int], start: int, at: int, number: int, marks: list[int], text: str, begins: set[int]
) -> bool:
    """Whether a quotation opened at `start` may still be open at `at`: over paragraph ends only where a closing mark comes first."""
    crossed = bisect_left(ends, at) - bisect_left(ends, start)
    if crossed == 0:
        return True
    if crossed > _MOST_PARAGRAPHS:
        return False
    char = text[at]
    if char in _PAIRS and _opens(text, at, char, begins):
        if at in begins:
            return char == text[start]
        # an opening mark inside a further paragraph: nested, if this paragraph closes more often than it opens
        end = ends[bisect_left(ends, at)]
        balance = 0
        for other in marks[number:]:
            if other >= end:
                break
            balance += 1 if text[other] in _PAIRS and _opens(text, other, text[other], begins) else -1
        return balance < 0
    return True


def _unclosed(text: str, ends: list[int], stack: list[int]) -> list[Quotation]:
    """Marks left open: the outermost one ends with its paragraph."""
    if not stack:
        return []
    start = stack[0]
    end = ends[min(bisect_left(ends, start + 1), len(ends) - 1)] if ends else len(text)
    inner = Span(start + 1, end).trimmed(text) if end > start + 1 else None
    return [Quotation(Span(start, end), inner, False, 0)] if inner else []


def words_in(analysis: Analysis, span: Span) -> int:
    """How many words a span holds."""
    first, last = bisect_left(analysis.starts, span.start), bisect_left(analysis.starts, span.end)
    return sum(token.kind == "word" for token in analysis.tokens[first:last])


def _predicates(token: Token) -> bool:
    return any(
        reading.pos in ("verb", "infinitive", "short", "predicative") for reading in token.readings[:2]
    )


def is_speech(quotation: Quotation, analysis: Analysis, kit: Kit) -> bool:
    """Whether what stands between the marks is something said (a clause), and no name, title or phrase."""
    text, inner = analysis.text, quotation.inner
    words = words_in(analysis, inner)
    if quotation.depth or words < 3:
        return False
    first, last = bisect_left(analysis.starts, inner.start), bisect_left(analysis.starts, inner.end)
    tokens = analysis.tokens[first:last]
    if "\n" in inner.of(text) or any(
        token.text in ".!?" and after.capital and after.start > token.end
        for token, after in itertools.pairwise(tokens)
    ):
        return True
    before = text[max(0, quotation.outer.start - 2) : quotation.outer.start].strip()
    after = text[quotation.outer.end : quotation.outer.end + 3].lstrip(".,!? ")
    line = bisect_left(analysis.paragraphs, quotation.outer.start, key=lambda span: span.start)
    starts_line = line < len(analysis.paragraphs) and analysis.paragraphs[line].start == quotation.outer.start
    attributed = (
        before.endswith(":")
        or after[:1] in ("—", "–", "-")
        or text[max(0, quotation.outer.start - 2) : quotation.outer.start] == ", "
    )
    closes_with_stop = inner.of(text)[-1] in ".!?…,"
    said = any(map(_predicates, tokens)) if kit.code == "ru" else words >= SPEECH_WORDS
    if attributed:
        return words >= SPEECH_WORDS or said
    return (starts_line or closes_with_stop) and words >= SPEECH_WORDS and (said or words > 8)
