"""Pairs of quotation marks: where they open and close, over how many paragraphs, and whether speech or a name stands between."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from app.domain.record import record
from app.domain.span import Span
from app.extraction.toolkit import Kit
from app.language import Analysis, Token

_PAIRS = {"«": "»", "“": '”"', "„": '“”"', '"': '"”', "‘": "’"}
_MARKS = re.compile(r"[«»“”„\"]|''|``")
_SINGLE = re.compile(r"(?<!['`])['‘’](?!')")  # doubled ones are another house's quotation marks
_ENDS_WORDS = ".,!?…"
_MOST_PARAGRAPHS = 12  # longer quotations are speeches; a mark left open swallows no more than this
_GOES_ON = frozenset({"и", "а", "но"})  # 'речь идёт о большом мосте, «и эту реку …»': a part of a sentence
_EVENT = 6  # tokens between an event and its name
SPEECH_WORDS = 5  # a quoted phrase of fewer words is no statement, unless a cue says so


@record
class Quotation:
    """A pair of marks. `outer` holds the marks, `inner` the words; an unclosed one ends with its paragraph."""

    outer: Span
    inner: Span
    closed: bool
    depth: int
    gap: Span | None = None
    """The attribution between two pairs of marks that are one quotation: “A,” X said. “B.”"""


class _Mark(NamedTuple):
    """A quotation mark: `char` is what it counts as (two apostrophes are a double mark)."""

    start: int
    end: int
    char: str
    opens: bool


def find_quotations(analysis: Analysis) -> list[Quotation]:
    """All pairs of quotation marks, outermost first where they nest. Time grows with the text's length only."""
    text = analysis.text
    ends = [span.end for span in analysis.paragraphs]
    begins = {span.start for span in analysis.paragraphs}
    found: list[Quotation] = []
    stack: list[_Mark] = []
    marks = _marks(text, ends, begins)
    balances = _balances(marks, ends)
    for number, mark in enumerate(marks):
        if stack and not _may_go_on(ends, stack[0], mark, balances[number], begins):
            found.extend(_unclosed(text, ends, stack))
            stack.clear()
        if stack and not mark.opens and mark.char in _PAIRS[stack[-1].char]:
            opened = stack.pop()
            inner = Span(opened.end, mark.start).trimmed(text) if mark.start > opened.end else None
            if inner is not None:
                found.append(Quotation(Span(opened.start, mark.end), inner, True, len(stack)))
        elif mark.opens:
            if stack and mark.start in begins and mark.char == stack[0].char:
                continue  # the mark repeated at the head of a further paragraph
            stack.append(mark)
    found.extend(_unclosed(text, ends, stack))
    return sorted(found, key=lambda quotation: (quotation.outer.start, -quotation.outer.end))


def _marks(text: str, ends: list[int], begins: set[int]) -> list[_Mark]:
    found = []
    for match in _MARKS.finditer(text):
        char = '"' if len(match.group()) == 2 else match.group()
        found.append(_Mark(*match.span(), char, _opens(text, match.start(), match.end(), char, begins)))
    return sorted([*found, *_single_marks(text, ends, begins)])


def _single_marks(text: str, ends: list[int], begins: set[int]) -> list[_Mark]:
    """Pairs of single marks that hold speech: opened at a word's start, closed after a comma or stop in the same paragraph, or at its end.

    Others are apostrophes, or phrases that are no statement.
    """
    found: list[_Mark] = []
    opened: int | None = None
    for match in _SINGLE.finditer(text):
        at, char = match.start(), match.group()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if opened is not None and bisect_left(ends, opened + 1) != bisect_left(ends, at + 1):
            opened = None
        if opened is not None and text[opened] == ("‘" if char == "’" else char):
            closes = (before and before in _ENDS_WORDS) or (char == "’" and _ends_line(ends, at + 1))
            if closes and not after.isalnum():
                found.append(_Mark(opened, opened + 1, "‘", True))
                found.append(_Mark(at, at + 1, "’", False))
                opened = None
        elif char != "’" and after.isalnum() and (at in begins or not before or before.isspace()):
            said = text[max(0, at - 2) : at].strip()
            if after.isupper() or said in (",", ":"):
                opened = at
    return found


def _ends_line(ends: list[int], at: int) -> bool:
    index = bisect_left(ends, at)
    return index < len(ends) and ends[index] == at


def _opens(text: str, start: int, end: int, char: str, begins: set[int]) -> bool:
    if char in "«„":
        return True
    after = text[end : end + 1]
    before = text[start - 1 : start] if start else ""
    if char == "“":
        return bool(after) and not after.isspace() and not (before.isalnum() and not after.isalnum())
    if char == '"':
        return (
            (start in begins or not before or before.isspace() or before in "([—–-«„:")
            and bool(after)
            and not after.isspace()
        )
    return False


def _balances(marks: list[_Mark], ends: list[int]) -> list[int]:
    """For each mark, how many more marks open than close from it to the end of its paragraph; one pass from behind."""
    found = [0] * len(marks)
    balance, paragraph = 0, -1
    for number in range(len(marks) - 1, -1, -1):
        mark = marks[number]
        if (at := bisect_left(ends, mark.start)) != paragraph:
            balance, paragraph = 0, at
        balance += 1 if mark.opens else -1
        found[number] = balance
    return found


def _may_go_on(ends: list[int], opened: _Mark, mark: _Mark, balance: int, begins: set[int]) -> bool:
    """Whether a quotation may still be open at a mark: over paragraph ends only where a closing mark comes first."""
    crossed = bisect_left(ends, mark.start) - bisect_left(ends, opened.start)
    if crossed == 0:
        return True
    if crossed > _MOST_PARAGRAPHS:
        return False
    if mark.opens:
        if mark.start in begins:
            return mark.char == opened.char
        # an opening mark inside a further paragraph: nested, if this paragraph closes more often than it opens
        return balance < 0
    return True


def _unclosed(text: str, ends: list[int], stack: list[_Mark]) -> list[Quotation]:
    """Marks left open: the outermost one ends with its paragraph."""
    if not stack:
        return []
    opened = stack[0]
    end = ends[min(bisect_left(ends, opened.start + 1), len(ends) - 1)] if ends else len(text)
    inner = Span(opened.end, end).trimmed(text) if end > opened.end else None
    return [Quotation(Span(opened.start, end), inner, False, 0)] if inner else []


def is_dash(tokens: Sequence[Token], at: int) -> bool:
    """A dash, or a hyphen between spaces."""
    if tokens[at].text != "-":
        return tokens[at].text in "—–"
    return (
        0 < at < len(tokens) - 1
        and tokens[at - 1].end < tokens[at].start
        and tokens[at].end < tokens[at + 1].start
    )


def words_in(analysis: Analysis, span: Span) -> int:
    """How many words a span holds."""
    first, last = bisect_left(analysis.starts, span.start), bisect_left(analysis.starts, span.end)
    return sum(token.kind == "word" for token in analysis.tokens[first:last])


def _predicates(token: Token) -> bool:
    return any(
        reading.pos in ("verb", "infinitive", "short", "predicative") for reading in token.readings[:2]
    )


def _is_whole_clause(analysis: Analysis, first: int, last: int) -> bool:
    """'Заметил, что «мост готов к открытию»': marks around all that follows 'что', and not a part of it."""
    tokens = analysis.tokens
    if first < 3 or tokens[first - 2].low != "что" or tokens[first - 3].text != ",":
        return False
    return last + 1 >= len(tokens) or tokens[last + 1].text in ".,;!?"


def _inserts(mark: Token, dash: Token, verb: Token) -> bool:
    """', – сказал': an attribution begins inside the marks."""
    return (
        mark.text in _ENDS_WORDS
        and dash.text in "—–-"
        and not verb.capital
        and verb.readings[:1] != ()
        and verb.readings[0].pos == "verb"
    )


def _names_event(analysis: Analysis, mark: int, kit: Kit) -> bool:
    """'на конференции в Норске "Тавания и Норлия. Новые дороги"': what stands behind an event without a verb or mark between is its
    name."""
    events, tokens = kit.words.acts.events, analysis.tokens
    for number in range(mark - 1, max(-1, mark - _EVENT), -1):
        if tokens[number].kind == "mark" or any(
            reading.pos == "verb" for reading in tokens[number].readings[:1]
        ):
            return False
        if tokens[number].lemmas & events:
            return True
    return False


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
        return kit.code != "ru" or not _names_event(analysis, first - 1, kit) or any(map(_predicates, tokens))
    if kit.code == "ru" and any(map(_inserts, tokens, tokens[1:], tokens[2:])):
        return True
    before = text[max(0, quotation.outer.start - 2) : quotation.outer.start].strip()
    after = text[quotation.outer.end : quotation.outer.end + 3].lstrip(".,!? ")
    line = bisect_left(analysis.paragraphs, quotation.outer.start, key=lambda span: span.start)
    starts_line = line < len(analysis.paragraphs) and analysis.paragraphs[line].start == quotation.outer.start
    attributed = (
        before.endswith(":")
        or after[:1] in ("—", "–", "-")
        or (
            text[max(0, quotation.outer.start - 2) : quotation.outer.start] == ", "
            and tokens[0].text not in _GOES_ON
        )
    )
    closes_with_stop = inner.of(text)[-1] in ".!?…,"
    said = any(map(_predicates, tokens)) if kit.code == "ru" else words >= SPEECH_WORDS
    if said and words >= SPEECH_WORDS and kit.code == "ru" and _is_whole_clause(analysis, first, last):
        return True
    if attributed:
        return words >= SPEECH_WORDS or said
    return (starts_line or closes_with_stop) and words >= SPEECH_WORDS and (said or words > 8)
