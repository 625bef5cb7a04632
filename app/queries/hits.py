"""The records of a kind that a question finds: walked by day, or the best of the newest first, and what is shown of each.

Ranking looks at the newest hits only, `WINDOW` at most, so that it costs the same however many there are. What makes a hit better than
another are wishes that the index is asked as well (is the word said again and again, do the words stand together, has it the form
that was typed), and how short the text is, which stands in the hit's key. Of equals the newest goes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from json import JSONDecoder
from typing import Any, Final

from pydantic_core import to_json

from app.queries.cursor import Position
from app.queries.snippets import Snippets
from app.queries.wording import Question
from app.schemas.ids import Kind
from app.store.database import Reader
from app.store.fulltext.entries import tag_mark
from app.store.fulltext.expression import But, Expression, Has, all_of, any_of
from app.store.fulltext.keys import (
    LONGEST,
    across,
    day_end,
    day_of,
    day_start,
    kind_end,
    kind_of,
    length_of,
    within,
)
from app.store.fulltext.read import LONGEST_PASSAGE, Hits, Passage, passages_of, records_of

WINDOW: Final = 1_000
"""Hits that are ranked: the newest. Where several kinds are asked for at once, each has an equal share."""

FIRST_DAY: Final = "0001-01-01"
"""No day lies before it but the empty text of an unknown one."""

_MOST_WISHES: Final = 8
_KEY_BITS: Final = 50
_WISH: Final = (LONGEST + 1) << _KEY_BITS
"""What a wish adds to a rank; the shortest text adds an eighth less."""

_KEY: Final = (1 << _KEY_BITS) - 1

Row = tuple[str, int, bytes]
"""Day, number by which the list goes on from here, and rendered record."""


@dataclass(slots=True)
class Search:
    """What a question finds among the records of a kind that have the right tags and days."""

    hits: Hits
    question: Question
    ranked: bool
    window: int = WINDOW
    """How many of the hits are ranked."""
    _ranks: list[int] | None = field(default=None, init=False)
    beyond: bool = field(default=False, init=False)
    """Whether there are more hits than are ranked; known once they are."""

    def walk(self, reader: Reader, after: Position | None, most: int, *, ascending: bool) -> list[Row]:
        """The next records after a position (before it, where it leads back), in the list's order."""
        back = after is not None and after.back
        if self.ranked:
            return self._walk_ranked(reader, after, most)
        low, high = self.hits.low, self.hits.high
        if after is not None:
            low, high = (max(low, after.id), high) if ascending else (low, min(high, after.id))
        hits = self._between(low, high)
        rows = [
            (day_of(key), key, record) for key, record in hits.records(reader, most, newest=not ascending)
        ]
        return rows[::-1] if back else rows

    def _walk_ranked(self, reader: Reader, after: Position | None, most: int) -> list[Row]:
        ranks = self.ranks(reader)
        if after is not None and after.back:
            ranks = [rank for rank in ranks if rank > after.id][-most:]
        elif after is not None:
            ranks = [rank for rank in ranks if rank < after.id]
        ranks = ranks[:most]
        records = records_of(reader, self.hits.kind, [rank & _KEY for rank in ranks])
        return [("", rank, records[rank & _KEY]) for rank in ranks]

    def ranks(self, reader: Reader) -> list[int]:
        """A number for each of the newest hits, the best first: its worth, and behind that its key."""
        if self._ranks is not None:
            return self._ranks
        keys = self.hits.keys(reader, self.window + 1)
        self.beyond = len(keys) > self.window
        del keys[self.window :]
        ranks = {key: (LONGEST - length_of(key)) << _KEY_BITS | key for key in keys}
        if len(keys) > 1:
            window = self._between(keys[-1] - 1, self.hits.high)
            alone = len(self.question.wanted) == 1 and self.hits.expression == self.question.expression
            for wish in self.question.wishes[:_MOST_WISHES]:
                for key in window.also(reader, wish, self.window, alone=alone):
                    if key in ranks:
                        ranks[key] += _WISH
        self._ranks = sorted(ranks.values(), reverse=True)
        return self._ranks

    def notes(self) -> tuple[str, ...]:
        """What a reader must know of an answer, once it is found."""
        if not self.beyond:
            return ()
        return (
            f"More than {self.window:,} {self.hits.kind}s fit; only the newest {self.window:,} are ranked and shown. Narrow the question, or "
            "sort the list by date.",
        )

    def _between(self, low: int, high: int) -> Hits:
        found = self.hits
        return Hits(found.kind, found.expression, low, high, found.condition, found.params)


def key_of_rank(rank: int) -> int:
    """The key of a hit, of a rank or of a key."""
    return rank & _KEY


def rank_across(rank: int) -> int:
    """A rank among those of all kinds."""
    return rank >> _KEY_BITS << _KEY_BITS | across(rank & _KEY)


def key_across(rank: int) -> int:
    """The key of a hit, of its rank among those of all kinds."""
    return within(rank & _KEY)


def kind_of_hits(
    kind: Kind,
    question: Question,
    *,
    groups: Iterable[Sequence[int]],
    without: Iterable[int],
    days: tuple[str | None, str | None],
    condition: str = "",
    params: Mapping[str, Any] | None = None,
) -> Hits:
    """All hits of a question (which wants something) among records that have a tag of each group and none of `without`, of these days."""
    parts: list[Expression] = [question.expression]
    parts += [any_of(Has("marks", tag_mark(tag)) for tag in group) for group in groups]
    found = all_of(parts)
    unwanted = [part.expression() for part in question.unwanted]
    unwanted += [Has("marks", tag_mark(tag)) for tag in without]
    if unwanted:
        found = But(found, any_of(unwanted))
    first, last = days
    low = day_start(kind, first or FIRST_DAY) if first or last else day_start(kind, "")
    high = day_end(kind, last) if last else kind_end(kind)
    return Hits(kind, found, low - 1, high, condition, params or {})


def shown(reader: Reader, question: Question, hits: Sequence[tuple[int, bytes]]) -> list[bytes]:
    """Of each hit (its key and its record) the words around it, as rendered JSON."""
    passages = passages_of(reader, [key for key, _ in hits if kind_of(key) not in _QUOTED])
    snippets = Snippets(question.parts())
    return [
        to_json(snippets.of(passages[key] if key in passages else quoted(record))) for key, record in hits
    ]


_QUOTED: Final[tuple[Kind, ...]] = ("statement", "proposal")
"""Kinds whose records hold the words that they are searched by."""


def quoted(record: bytes) -> Passage:
    """The words of a record of such a kind, as `passages_of` gives them."""
    shown = record.decode()
    span = _first(shown, "span")
    words: str = span["exact"]
    length = span["end"] - span["start"]
    return Passage(span["start"], words[:LONGEST_PASSAGE], _first(shown, "title"), length, not words)


_decoder: Final = JSONDecoder()


def _first(record: str, name: str) -> Any:
    """The value of the first member of this name in a rendered record: to read all of it takes ten times as long. Inside of a text there
    are no such quotation marks."""
    name = f'"{name}":'
    return _decoder.raw_decode(record, record.index(name) + len(name))[0]
