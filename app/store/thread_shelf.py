"""Ideas as one transaction meets them: read when they are asked for, and written when all have their threads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import TextClause, bindparam, delete, text
from sqlalchemy.orm import Session

from app.analysis.settling import Place
from app.analysis.threads import Idea, Kind, Since
from app.store.prepared import find, insert_rows, run_many
from app.store.tables import table_of
from app.store.thread_tables import IdeaKeyRow, IdeaRow

_idea, _key = table_of(IdeaRow), table_of(IdeaKeyRow)

_BATCH: Final = 500
"""Ideas that are asked for at a time."""
_AT_A_TIME: Final = (64, 8, 1)

_HEAD, _MEMBER, _SUPPORT = range(3)
"""What stands under a key: heads apart from others, and what supports, which is later than all, apart from proposals."""

_STORED: Final = text(
    "SELECT id, kind, terms, day, first_id, head_id, likeness FROM idea WHERE id IN :ideas"
).bindparams(bindparam("ideas", expanding=True))
_LATER: Final = text(
    "SELECT idea_id FROM idea_key WHERE key IN :keys AND (place = 2 OR day > :day OR (day = :day AND first_id > :first))"
    " GROUP BY idea_id HAVING count(*) >= :needed"
).bindparams(bindparam("keys", expanding=True))
# Pieces of queries, for `_for_each`, which puts numbers in the place of `#`.
_FIRST: Final = (
    "SELECT key, day, first_id, idea_id FROM idea_key WHERE key = :key# AND place = 0"
    " ORDER BY day, first_id LIMIT :most#"
)
_AFTER: Final = _FIRST.replace("ORDER BY", "AND (day, first_id) > (:day#, :first#) ORDER BY")
_LAST: Final = " UNION ALL ".join(
    "SELECT * FROM (SELECT key, place, day, first_id FROM idea_key"  # noqa: S608
    f" WHERE key = :key#{place} AND place = {place} ORDER BY day DESC, first_id DESC LIMIT 1) p{place}"
    for place in (_HEAD, _MEMBER, _SUPPORT)
)
_MEMBERS: Final = text("SELECT id FROM idea WHERE head_id = :head")
# For `run_many`: the values of a row stand in the order in which the parameters stand here.
_MOVE: Final = text(
    "UPDATE idea SET day = :day, first_id = :first, head_id = :head, likeness = :likeness WHERE id = :id"
)
_TAKE_KEY: Final = text(
    "DELETE FROM idea_key WHERE key = :key AND place = :place AND day = :day AND first_id = :first"
)

_NONE: Final = Since(False, "", -1)
"""Before all."""

Values = dict[str, Any]
_At = tuple[int, str, int]
"""Where an idea stands under each of its keys."""


class Shelf:
    """The ideas of one transaction, each one object however often it is met; a `settling.Library`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ideas: dict[int, Idea] = {}
        self._last: dict[int, Since] = {}
        """The last that is stored under a key."""
        self._at: dict[int, _At] = {}
        """Where the ideas that are stored stand there."""

    def stored(self, numbers: Collection[int]) -> dict[int, Idea]:
        """Those of some ideas that are stored, or were added."""
        known = self._ideas
        missing = [number for number in numbers if number not in known]
        for batch in batches(sorted(missing)):
            for number, kind, terms, day, first, head, likeness in self._session.execute(
                _STORED, {"ideas": batch}
            ).all():
                said = frozenset(from_json(terms) if isinstance(terms, str) else terms)
                known[number] = Idea(number, kind, said, Since(kind == "support", day, first), head, likeness)
                self._at[number] = (
                    _SUPPORT if kind == "support" else _HEAD if head == number else _MEMBER,
                    day,
                    first,
                )
        return {number: known[number] for number in numbers if number in known}

    def add(self, number: int, kind: Kind, terms: frozenset[str]) -> Idea:
        """An idea that is not stored yet."""
        idea = self._ideas[number] = Idea(number, kind, terms, None)
        return idea

    def ideas(self, numbers: Iterable[int]) -> list[Idea]:
        wanted = list(numbers)
        known = self._ideas
        if not all(number in known for number in wanted):
            self.stored(wanted)
        return [known[number] for number in wanted]

    def heads(self, keys: Sequence[int], after: Since | None, most: int) -> Mapping[int, list[Place]]:
        found: dict[int, list[Place]] = {key: [] for key in keys}
        later = (after.day, after.record) if after else ()
        if not after:
            self._know_last(keys)
        wanted = [(key, *later, most) for key in keys]
        for key, day, first, idea in self._find_each(_AFTER if after else _FIRST, wanted):
            found[key].append((Since(False, day, first), idea))
        return found

    def _find_each(self, piece: str, wanted: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """What a piece of a query finds for each row of values."""
        start = 0
        for size in _AT_A_TIME:
            query = _for_each(piece, size)
            while len(wanted) - start >= size:
                values = [value for row in wanted[start : start + size] for value in row]
                yield from map(tuple, find(self._session, query, *values))
                start += size

    def later(self, idea: Idea, keys: Collection[int]) -> list[int]:
        assert idea.since is not None
        self._know_last(keys)  # most ideas are the last under all of their keys
        fitting = [key for key in sorted(keys) if self._last[key] > idea.since]
        if not fitting:
            return []
        wanted = {
            "keys": fitting,
            "day": idea.since.day,
            "first": idea.since.record,
            "needed": idea.needed if len(keys) == len(idea.keys) else 1,
        }
        return [number for number in self._session.scalars(_LATER, wanted).all() if number != idea.id]

    def _know_last(self, keys: Collection[int]) -> None:
        missing = sorted(key for key in keys if key not in self._last)
        self._last |= dict.fromkeys(missing, _NONE)
        for key, place, day, first in self._find_each(_LAST, [(key, key, key) for key in missing]):
            self._last[key] = max(self._last[key], Since(place == _SUPPORT, day, first))

    def members(self, head: int) -> list[int]:
        return [number for number in self._session.scalars(_MEMBERS, {"head": head}).all() if number != head]

    def put_back(self, moved: Iterable[int]) -> None:
        """Write what these ideas are now, and take away those of which no record is left."""
        ideas = [self._ideas[number] for number in sorted(moved)]
        fresh = [idea for idea in ideas if idea.id not in self._at and idea.since is not None]
        gone = [idea for idea in ideas if idea.id in self._at and idea.since is None]
        other = [
            idea for idea in ideas if idea.id in self._at and idea.since and self._at[idea.id] != _at(idea)
        ]
        run_many(
            self._session,
            _TAKE_KEY,
            sorted((key, *self._at[idea.id]) for idea in (*gone, *other) for key in idea.keys),
        )
        for batch in batches([idea.id for idea in gone]):
            self._session.execute(delete(_idea).where(_idea.c.id.in_(batch)))
        insert_rows(self._session, _idea, [_values(idea) for idea in fresh])
        keys = sorted((key, *_at(idea), idea.id) for idea in (*fresh, *other) for key in idea.keys)
        names = ("key", "place", "day", "first_id", "idea_id")
        insert_rows(self._session, _key, [dict(zip(names, row, strict=True)) for row in keys])
        run_many(
            self._session,
            _MOVE,
            [
                (idea.since.day, idea.since.record, idea.thread, idea.likeness, idea.id)
                for idea in ideas
                if idea.id in self._at and idea.since is not None
            ],
        )


@lru_cache(maxsize=3 * len(_AT_A_TIME))
def _for_each(piece: str, keys: int) -> TextClause:
    """A piece of a query for each of so many keys, each with its own LIMIT: nothing else stops early in both kinds of database."""
    pieces = (f"SELECT * FROM ({piece.replace('#', str(number))}) h{number}" for number in range(keys))  # noqa: S608
    return text(" UNION ALL ".join(pieces))


def _at(idea: Idea) -> _At:
    assert idea.since is not None
    place = _SUPPORT if idea.kind == "support" else _HEAD if idea.heads else _MEMBER
    return place, idea.since.day, idea.since.record


def _values(idea: Idea) -> Values:
    assert idea.since is not None
    return {
        "id": idea.id,
        "kind": idea.kind,
        "terms": sorted(idea.terms),
        "day": idea.since.day,
        "first_id": idea.since.record,
        "head_id": idea.thread,
        "likeness": idea.likeness,
    }


def batches(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Pieces that can be asked for at a time."""
    for start in range(0, len(numbers), _BATCH):
        yield list(numbers[start : start + _BATCH])
