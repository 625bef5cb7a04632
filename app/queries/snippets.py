"""Words around hits: the piece of a text that shows most of what was asked for, and where the hits stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from html import escape
from itertools import pairwise
from typing import Any, Final

from app.language.terms import Word, are_neighbours, beginnings_of, words_beginning
from app.queries.wording import Part
from app.store.fulltext.read import Passage

LONGEST: Final = 240
"""Characters of a snippet."""

_SHORT: Final = 1_500
"""Characters of a text that is read word by word; in a longer one its likeliest places are found by the words' beginnings."""

_BEFORE: Final = 80
_WINDOW: Final = 600
_MOST_PLACES: Final = 60
_STEM: Final = 5

Place = tuple[int, int, int]
"""Start, end and number of the part that is found there."""


class Snippets:
    """Makes the snippets of one question."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = list(parts)
        self._beginnings = frozenset().union(*map(_beginnings, self._parts))

    @cached_property
    def _stems(self) -> re.Pattern[str]:
        return _stems(self._parts)

    def of(self, passage: Passage) -> dict[str, Any]:
        """What of a record is shown, as a `HitOut` has it. Without any hit (it was found by who speaks, or far down in a long text) it is the beginning."""
        begin, places = self._places(passage.text)
        if not places and passage.title:
            found = self._found(passage.title)
            if found:
                return _hit("title", passage.title, 0, found, 0)
        if passage.withheld:
            return _withheld(passage)
        return _hit("text", passage.text, begin, places, passage.start)

    def _places(self, text: str) -> tuple[int, list[Place]]:
        """Where in the text reading began, and the hits from there on."""
        if len(text) <= _SHORT:
            return 0, self._found(text)
        starts = [found.start() for found in _first(self._stems.finditer(text), _MOST_PLACES)]
        best: tuple[int, list[Place]] = (0, [])
        last = -_WINDOW
        for start in starts:
            if start < last + _WINDOW // 2:
                continue
            last = start
            begin = _word_start(text, max(start - _BEFORE, 0))
            found = [
                (begin + first, begin + end, part)
                for first, end, part in self._found(text[begin : begin + _WINDOW])
            ]
            if _variety(found) > _variety(best[1]):
                best = begin, found
                if _variety(found) == len(self._parts):
                    break
        return best

    def _found(self, text: str) -> list[Place]:
        read = words_beginning(text, self._beginnings)
        found: list[Place] = []
        for number, part in enumerate(self._parts):
            found += ((*span, number) for span in _spans(part, text, read))
        return sorted(found)


def _spans(part: Part, text: str, read: Sequence[Word]) -> list[tuple[int, int]]:
    """Where a part stands, of those words that may be its: words in their order where it is a phrase or a name, any of them else, and
    where the name is not whole."""
    length = len(part.terms)
    if length > 1 and part.how != "prefix":
        runs = (read[first : first + length] for first in range(len(read) - length + 1))
        whole = [
            (run[0][0], run[-1][1])
            for run in runs
            if all(part.fits(word[2], at) for at, word in enumerate(run))
            and all(are_neighbours(text, one, other) for one, other in pairwise(run))
        ]
        if whole or part.named is None:
            return whole
    if length == 1 and part.named is None:
        return [(start, end) for start, end, term in read if part.fits(term, 0)]
    families = part.named.families if part.named is not None else ()
    return [
        (start, end)
        for start, end, term in read
        if term.form in families or any(part.fits(term, place) for place in range(length))
    ]


def _beginnings(part: Part) -> frozenset[str]:
    if part.named is not None:
        return frozenset().union(*part.named.places, part.named.families)
    return frozenset().union(*map(beginnings_of, part.terms))


def _stems(parts: Sequence[Part]) -> re.Pattern[str]:
    """Beginnings of the words that are looked for, in any form that begins alike."""
    found: set[str] = set()
    for part in parts:
        for at, term in enumerate(part.terms):
            forms: Iterable[str] = (term.form, *term.asked)
            if part.named is not None:
                forms = part.named.places[at] | part.named.families
            found.update(form[: min(_STEM, max(2, len(form) - 2))] for form in forms)
    ordered = sorted(found, key=lambda stem: (-len(stem), stem))
    return re.compile(
        r"(?<![^\W\d_])(?:" + "|".join(re.escape(stem).replace("е", "[её]") for stem in ordered) + ")",
        re.IGNORECASE,
    )


def _first(found: Iterable[re.Match[str]], most: int) -> Iterable[re.Match[str]]:
    for number, each in enumerate(found):
        if number >= most:
            return
        yield each


def _variety(places: Sequence[Place]) -> int:
    return len({part for _, _, part in places})


def _word_start(text: str, at: int) -> int:
    """The first place from here on where a word begins."""
    while 0 < at < len(text) and text[at - 1].isalnum():
        at += 1
    return at


def _withheld(passage: Passage) -> dict[str, Any]:
    """Where the words stand that are not shown."""
    place = {"field": "text", "start": passage.start, "end": passage.start + passage.length}
    return place | {"snippet": "", "html": "", "highlights": [], "withheld": True}


def _hit(field: str, text: str, begin: int, places: list[Place], offset: int) -> dict[str, Any]:
    """The snippet that holds most different parts, as near to its middle as the text lets them be."""
    first, last = _best(places)
    start, end = begin, min(len(text), begin + LONGEST)
    if places:
        spare = max(LONGEST - (last - first), 0)
        start = max(first - spare // 2, 0)
        if start:
            start = min(_word_start(text, start), first)
        end = min(start + LONGEST, len(text))
    if end < len(text):
        end = _word_end(text, start, end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    marks = _merged([(one, other) for one, other, _ in places if start <= one and other <= end])
    snippet = text[start:end]
    # A dictionary and no model: a page makes a hundred of them, and all that is in them is known to be right.
    return {
        "field": field,
        "start": offset + start,
        "end": offset + end,
        "snippet": snippet,
        "html": _html(text, start, end, marks),
        "highlights": [{"start": one - start, "end": other - start} for one, other in marks],
    }


def _best(places: list[Place]) -> tuple[int, int]:
    """Where the stretch of at most a snippet's length begins and ends that has most different parts, then most hits."""
    if len(places) == 1 and places[0][1] <= places[0][0] + LONGEST:
        return places[0][:2]
    best, edge = (0, 0), (0, 0)
    for number, (start, _, _) in enumerate(places):
        inside = [place for place in places[number : number + 40] if place[1] <= start + LONGEST]
        worth = _variety(inside), len(inside)
        if worth > best:
            best, edge = worth, (start, max((place[1] for place in inside), default=start))
    return edge


def _word_end(text: str, start: int, end: int) -> int:
    """The end of the last whole word; the given one where there is none."""
    at = end
    while at > start and text[at - 1].isalnum() and text[at].isalnum():
        at -= 1
    return at if at > start else end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


_MARKUP: Final = re.compile("[&<>\"']")


def _html(text: str, start: int, end: int, marks: list[tuple[int, int]]) -> str:
    """Escaped piece by piece, and only then marked: nothing of the text can become an element."""
    # The five signs that it looks for are in few pieces, each of which it would go through five times.
    safe = escape if _MARKUP.search(text, start, end) else str
    pieces = ["…"] if start else []
    at = start
    for first, last in marks:
        pieces += [safe(text[at:first]), "<mark>", safe(text[first:last]), "</mark>"]
        at = last
    pieces.append(safe(text[at:end]))
    if end < len(text):
        pieces.append("…")
    return "".join(pieces)
