"""How alike two texts are: runs of four words, of which a few stand for a whole text.

What outlets do to one text (another title and lead, a third cut off, paragraphs in another order, an agency's footer, other marks)
leaves most runs of four words as they were, and of the shorter text nearly all stand in the longer. A text's sketch is the
sixteen of its runs whose hashes are smallest: the same runs are small in every text, so that texts which share half of their
runs share about half of their sketches. A SimHash was tried first, and finds one in seven of texts that were cut by a half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import accumulate
from typing import Final
from zlib import crc32

RULES: Final = 1
"""Goes up when anything here changes what a sketch is: stored ones are then made anew."""

WIDTH: Final = 4
"""Words of a run. Of three, one in a hundred pairs of texts that have nothing in common shares one in its sketches; of four, one in 400."""

SKETCH: Final = 16
"""Runs of a sketch: with them 97 % of texts of which a quarter was taken over meet their source, with eight 82 %."""

LEAST: Final = 20
"""Runs that a text must have to be compared: headlines and captions are alike by chance."""

MOST_WORDS: Final = 50_000
"""Words of a text that are compared, as many as are searched."""

ALIKE: Final = 0.5
"""Share of the shorter text's runs from which on texts of the same days are versions of one another."""

ALIKE_LATER: Final = 0.75
"""The same for texts of other weeks: the formulas of one office make half of its short notes."""

SAME_DAYS: Final = 10

FIGURES_ALIKE: Final = 0.5
"""Share of the runs with numbers that texts of different days must have in common: notes of one form have other numbers in each."""

FEW_FIGURES: Final = 2 * WIDTH
"""Runs with numbers that tell nothing yet: two numbers, such as those of a date."""

_SIGN: Final = 1 << 31


@dataclass(frozen=True, slots=True)
class Shingles:
    """The runs of a text, as hashes: all of them, and those that hold a number."""

    all: frozenset[int]
    numbered: frozenset[int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share, each as a part of one: of the shorter text's runs, of the first text's, and of runs with numbers
    (None where there are too few)."""

    alike: float
    covered: float
    figures: float | None


def shingles(forms: Sequence[str]) -> Shingles:
    """The runs of a text from the forms of its words (`terms.forms`), the first `MOST_WORDS` of them."""
    runs = _runs(forms)
    numbered = set[int]()
    for at, form in enumerate(forms[:MOST_WORDS]):
        if form[0].isdigit():
            numbered.update(runs[max(0, at - WIDTH + 1) : at + 1])
    return Shingles(frozenset(runs), frozenset(numbered))


def sketch(forms: Sequence[str]) -> list[int]:
    """The runs that stand for a text, as numbers of 32 bits with a sign; none of a text that is too short to be compared."""
    found = set(_runs(forms))
    return [run - _SIGN for run in nsmallest(SKETCH, found)] if len(found) >= LEAST else []


def _runs(forms: Sequence[str]) -> list[int]:
    """The hash of the run that begins with each word, in order; every document goes through here, and those it may be a version of."""
    written = " ".join(forms[:MOST_WORDS]).encode()  # once, since no form has a blank in it
    starts = [0, *accumulate(len(form) + 1 for form in written.split(b" "))]
    return [crc32(written[start : end - 1]) for start, end in zip(starts, starts[WIDTH:])]  # noqa: B905


def likeness(one: Shingles, other: Shingles) -> Likeness:
    """What two texts share. Nothing where one is too short to be compared."""
    if min(len(one.all), len(other.all)) < LEAST:
        return Likeness(0.0, 0.0, None)
    shared = len(one.all & other.all)
    fewer = min(len(one.numbered), len(other.numbered))
    return Likeness(
        alike=shared / min(len(one.all), len(other.all)),
        covered=shared / len(one.all),
        figures=len(one.numbered & other.numbered) / fewer if fewer >= FEW_FIGURES else None,
    )


def are_versions(found: Likeness, days: int | None) -> bool:
    """Whether two texts are one, as different outlets had it. `days`: between their days of publication, None where one is not known."""
    if found.alike < (ALIKE if days is None or days <= SAME_DAYS else ALIKE_LATER):
        return False
    return days == 0 or found.figures is None or found.figures >= FIGURES_ALIKE
