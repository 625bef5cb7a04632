"""What a record is found by: its words, the people in it, and its tags."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from app.language.terms import Term, Word, words
from app.schemas.ids import Kind

MOST_WORDS: Final = 50_000
"""Words of one record that are searched: some 350,000 characters. A document's statements have entries of their own."""

_OFTEN: Final[dict[Kind, int]] = {"document": 4}
_TWICE: Final = 2
_LINE = re.compile(r"[^\r\n]*")
_start = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Searched:
    """A record to be indexed: where its words stand, who speaks, its tags."""

    kind: Kind
    id: int
    start: int
    end: int
    speaker: str | None
    tags: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record in the index. Words keep their order, everything else is a set that keeps its order. Plain texts, since entries are handed from
    one process to another."""

    kind: Kind
    id: int
    day: str
    start: int
    end: int
    forms: Sequence[str]
    lemmas: Sequence[str]
    """The likeliest of each form."""
    others: Mapping[int, Sequence[str]]
    """Further lemmas of some forms, by their places from 0 on."""
    strong: Sequence[str]
    """Lemmas that the record is about: said again and again, or in a document's title."""
    marks: Sequence[str]
    """Tags and people, as words that nobody can type."""


def entries(
    records: Iterable[Searched],
    *,
    text: str,
    title: str | None,
    day: str,
    people: Iterable[tuple[int, str]],
) -> list[Entry]:
    """The entries of a document and its findings. `people`: where in the text somebody is named, and who."""
    found = words(text)
    head = [term for *_, term in words(title)] if title else []
    named = sorted(people)
    return [_entry(record, found, head, day, named) for record in records]


def _entry(
    record: Searched, found: list[Word], head: list[Term], day: str, named: list[tuple[int, str]]
) -> Entry:
    first, last = (bisect_left(found, at, key=_start) for at in (record.start, record.end))
    terms = [term for *_, term in found[first : min(last, first + MOST_WORDS)]]
    often = Counter([term.lemma for term in terms])
    least = _OFTEN.get(record.kind, _TWICE)
    strong = [lemma for lemma, times in often.items() if times >= least]
    if record.kind == "document":
        terms = head + terms
        strong = [*dict.fromkeys([*(term.lemma for term in head), *strong])]
    first, last = (bisect_left(named, at, key=_start) for at in (record.start, record.end))
    present = [who for _, who in named[first:last]]
    if record.speaker:
        present.append(record.speaker)
    marks = [*map(tag_mark, record.tags), *map(person_mark, dict.fromkeys(present))]
    return Entry(
        kind=record.kind,
        id=record.id,
        day=day,
        start=record.start,
        end=record.end,
        forms=[term.form for term in terms],
        lemmas=[term.lemma for term in terms],
        others={place: term.others for place, term in enumerate(terms) if term.others},
        strong=strong,
        marks=marks,
    )


def tag_mark(tag: int) -> str:
    """A tag as a word of the index."""
    return f"t{tag}"


_UNMARKED: Final = re.compile(r"[\W_]")


def person_mark(person: str) -> str:
    """A person as a word of the index: what is no letter or digit in an id becomes an underscore."""
    return f"p_{_UNMARKED.sub('_', person.lower())}"


def context(text: str, start: int, sentences: Iterable[Sequence[int]]) -> tuple[int, int]:
    """Where the sentence stands that holds a place of the text; its line where no sentence is known."""
    for first, last, *_ in sentences:
        if first <= start < last:
            return first, last
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    line = _LINE.match(text, begin)
    assert line is not None
    return begin, max(line.end(), start + 1)
