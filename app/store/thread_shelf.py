"""Ideas as one transaction meets them: read when they are asked for, and written when all have their threads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app.analysis.concepts import Terms
from app.analysis.heads import Place
from app.analysis.threads import Idea, Kind, Since
from app.store.lookups import find_among, find_for_each
from app.store.prepared import find, insert_rows, run_many
from app.store.tables import table_of
from app.store.thread_tables import IdeaKeyRow, IdeaRow

_idea, _key = table_of(IdeaRow), table_of(IdeaKeyRow)

_HEAD, _MEMBER, _SUPPORT = range(3)
"""What stands under a key: heads apart from others, and what supports, which is later than all, apart from proposals."""

_COLUMNS: Final = "i.id, i.kind, i.terms, i.day, i.first_id, i.head_id, i.likeness"
_STORED: Final = f"SELECT {_COLUMNS} FROM idea i WHERE i.id IN :keys"  # noqa: S608
_MEMBERS: Final = text(f"SELECT {_COLUMNS} FROM idea i WHERE i.head_id = :head AND i.id <> :head")  # noqa: S608
_LATER: Final = (
    f"SELECT {_COLUMNS} FROM idea i JOIN (SELECT idea_id FROM ("  # noqa: S608
    f"SELECT idea_id FROM idea_key WHERE key IN :keys AND place = {_SUPPORT} UNION ALL "
    f"SELECT idea_id FROM idea_key WHERE key IN :keys AND place = {_MEMBER} AND (day, first_id) > (:day, :first) UNION ALL "
    f"SELECT idea_id FROM idea_key WHERE key IN :keys AND place = {_HEAD} AND (day, first_id) > (:day, :first)) k"
    " GROUP BY idea_id HAVING count(*) >= :needed) l ON l.idea_id = i.id"
)
# For `find_for_each`: a key, and how many of its heads; or those after a moment.
_FIRST: Final = (
    "SELECT key, day, first_id, idea_id FROM idea_key WHERE key = :a# AND place = 0"
    " ORDER BY day, first_id LIMIT :b#"
)
_AFTER: Final = _FIRST.replace("ORDER BY", "AND (day, first_id) > (:c#, :d#) ORDER BY")
# For `run_many`: the values of a row stand in the order in which the parameters stand here.
_MOVE: Final = text(
    "UPDATE idea SET day = :day, first_id = :first, head_id = :head, likeness = :likeness WHERE id = :id"
)
_TAKE_KEY: Final = text(
    "DELETE FROM idea_key WHERE key = :key AND place = :place AND day = :day AND first_id = :first"
)
_DELETE: Final = text("DELETE FROM idea WHERE id = :id")

Values = dict[str, Any]
_At = tuple[int, str, int]
"""Where an idea stands under each of its keys."""


class _Meanings(dict[int, Terms]):
    """What ideas mean, by their numbers, which are made of that: it never changes, so that it is read once."""

    _MOST: Final = 16_384

    def keep(self, number: int, terms: Terms) -> Terms:
        if len(self) >= self._MOST:
            self.clear()
        self[number] = terms
        return terms


_meanings = _Meanings()


class Shelf:
    """The ideas of one transaction, each one object however often it is met; a `heads.Library`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ideas: dict[int, Idea] = {}
        self._at: dict[int, _At] = {}
        """Where the ideas that are stored stand under their keys."""
        self._heads: dict[int, Since] = {}
        """Heads that were met under keys, where all but what they mean is told."""

    def stored(self, numbers: Collection[int]) -> dict[int, Idea]:
        """Those of some ideas that are stored, or were added."""
        known = self._ideas
        missing = []
        for number in numbers:
            if number not in known:
                since, terms = self._heads.get(number), _meanings.get(number)
                if since is None or terms is None:
                    missing.append(number)
                else:
                    known[number] = Idea(number, "proposal", terms, since, number)
                    self._at[number] = _HEAD, since.day, since.record
        self._met(find_among(self._session, _STORED, sorted(missing)))
        return {number: known[number] for number in numbers if number in known}

    def _met(self, rows: Iterable[Row[Any]]) -> list[Idea]:
        """The ideas of some rows."""
        ideas = []
        for number, kind, terms, day, first, head, likeness in map(tuple, rows):
            idea = self._ideas.get(number)
            if idea is None:
                said = _meanings.get(number)
                if said is None:
                    said = _meanings.keep(
                        number, frozenset(from_json(terms) if isinstance(terms, str) else terms)
                    )
                idea = Idea(number, kind, said, Since(kind == "support", day, first), head, likeness)
                self._ideas[number] = idea
                self._at[number] = _at(idea)
            ideas.append(idea)
        return ideas

    def add(self, number: int, kind: Kind, terms: Terms) -> Idea:
        """An idea that is not stored yet."""
        idea = self._ideas[number] = Idea(number, kind, _meanings.keep(number, terms), None)
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
        wanted = [(key, most, *later) for key in keys]
        for key, day, first, idea in find_for_each(self._session, _AFTER if after else _FIRST, wanted):
            since = self._heads[idea] = Since(False, day, first)
            found[key].append((since, idea))
        return found

    def later(self, idea: Idea, keys: Collection[int]) -> list[Idea]:
        since = idea.since
        assert since is not None
        needed = idea.needed if len(keys) == len(idea.keys) else 1
        wanted = sorted(keys)
        rows = find_among(self._session, _LATER, wanted, day=since.day, first=since.record, needed=needed)
        return [other for other in self._met(rows) if other is not idea]

    def members(self, head: int) -> list[Idea]:
        return self._met(find(self._session, _MEMBERS, head=head))

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
        run_many(self._session, _DELETE, [(idea.id,) for idea in gone])
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
