"""Where the words of two texts differ. Case, ё, marks and white space are no difference; 1,7 and 1.7 are one number.

Runs of words that stand once in either text, in the same order, are what both have in common. What lies between two of them is
compared word by word where it is short, and is one difference where it is long: time is linear in the texts, whatever they hold.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from app.language.shingles import WIDTH
from app.language.terms import placed_forms

MOST_CHARACTERS: Final = 350_000
"""Of either text that are compared."""

_COMPARED: Final = 300
"""Words between two common runs that are compared word by word."""

_WORK: Final = 1_000_000
"""Pairs of words that are compared so in one pair of texts, a second's work at the worst; what comes after is told as a whole."""

_BRIDGE: Final = 3
"""Words in common that part two differences: fewer, such as an «и», are there by chance."""

_Word = tuple[int, int, str]
_Block = tuple[int, int, int, int]
"""Words of the one text and of the other: first, the one after the last, of each."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two texts differ, in code points of each: from, to; both alike where one has nothing. `numbers`: whether one has a number
    there that the other has not."""

    here: tuple[int, int]
    there: tuple[int, int]
    numbers: bool


def differences(here: str, there: str) -> list[Difference]:
    """All differences of two texts, or of their first `MOST_CHARACTERS`, in order."""
    one, other = _words(here[:MOST_CHARACTERS]), _words(there[:MOST_CHARACTERS])
    forms, others = [form for *_, form in one], [form for *_, form in other]
    found = []
    for first, last, begin, end in _joined(_blocks(forms, others), forms, others):
        told, met = _numbers(forms[first:last]), _numbers(others[begin:end])
        found.append(Difference(_place(one, first, last), _place(other, begin, end), told != met))
    return found


_BETWEEN: Final = re.compile(r"[.,]|[ \u00a0\u202f](?=\d{3}(?!\d))")
"""What stands within a number."""


def _words(text: str) -> list[_Word]:
    """The words of a text, a number with its decimals and thousands as one: 1,7 is `1.7`, 1 700 is `1700`."""
    found: list[_Word] = []
    for start, end, form in placed_forms(text):
        if found and form[0].isdigit() and found[-1][2][0].isdigit():
            first, last, number = found[-1]
            if start - last == 1 and (part := _BETWEEN.match(text, last)):
                found[-1] = first, end, number + ("" if part[0].isspace() else ".") + form
                continue
        found.append((start, end, form))
    return found


def _numbers(forms: Sequence[str]) -> list[str]:
    return sorted(form for form in forms if form[0].isdigit())


def _place(words: Sequence[_Word], first: int, last: int) -> tuple[int, int]:
    """Where words stand; of none, where they would."""
    if first < last:
        return words[first][0], words[last - 1][1]
    at = words[first - 1][1] if first else 0
    return at, at


def _blocks(one: Sequence[str], other: Sequence[str]) -> Iterator[_Block]:
    """Words that are not the same, in order; neither side of a block begins or ends like the other."""
    work = _WORK
    first = begin = 0
    for at, to in [*_common(one, other), (len(one), len(other))]:
        while first < at and begin < to and one[first] == other[begin]:
            first, begin = first + 1, begin + 1
        last, end = at, to
        while first < last and begin < end and one[last - 1] == other[end - 1]:
            last, end = last - 1, end - 1
        if first < last and begin < end and max(last - first, end - begin) <= _COMPARED:
            work -= (last - first) * (end - begin)
            if work >= 0:
                matcher = SequenceMatcher(None, one[first:last], other[begin:end], autojunk=False)
                for tag, a, b, c, d in matcher.get_opcodes():
                    if tag != "equal":
                        yield first + a, first + b, begin + c, begin + d
                first, begin = at, to
                continue
        if first < last or begin < end:
            yield first, last, begin, end
        first, begin = at, to


def _common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Where runs begin that stand once in either text: as many as can be in the same order in both."""
    places = [dict(_runs(forms)) for forms in (one, other)]
    met = sorted((at, places[1][run]) for run, at in places[0].items() if run in places[1])
    # The longest rising row of second places, by the last of the rows of each length.
    ends: list[int] = []
    rows: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(met):
        length = bisect_left(ends, at)
        before.append(rows[length - 1] if length else -1)
        if length == len(ends):
            ends.append(at)
            rows.append(number)
        else:
            ends[length], rows[length] = at, number
    found: list[tuple[int, int]] = []
    number = rows[-1] if rows else -1
    while number >= 0:
        found.append(met[number])
        number = before[number]
    return found[::-1]


def _runs(forms: Sequence[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Runs of words that stand once, and where."""
    runs = [tuple(forms[at : at + WIDTH]) for at in range(len(forms) - WIDTH + 1)]
    times = Counter(runs)
    return ((run, at) for at, run in enumerate(runs) if times[run] == 1)


def _joined(blocks: Iterator[_Block], one: Sequence[str], other: Sequence[str]) -> Iterator[_Block]:
    """Blocks that few words part, as one; but a number that another stands for stays by itself."""
    held: _Block | None = None
    for block in blocks:
        if (
            held
            and block[0] - held[1] < _BRIDGE
            and not any(_is_figure(each, one, other) for each in (held, block))
        ):
            held = held[0], block[1], held[2], block[3]
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _is_figure(block: _Block, one: Sequence[str], other: Sequence[str]) -> bool:
    first, last, begin, end = block
    return last - first == end - begin == 1 and one[first][0].isdigit() and other[begin][0].isdigit()
