"""Facets: the row of each record that tells its tags by field, and a counter for every two tags that records have together.

The counters of a transaction are moved in one go before it is committed: its documents share most of their pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from itertools import chain, combinations
from typing import Final

from sqlalchemy import bindparam, delete, event, insert, literal_column, select, text
from sqlalchemy.orm import Session, SessionTransaction

from app.store.postings import Posting
from app.store.prepared import run_many
from app.store.tables import FacetRow, PairRow, TagRow, table_of
from app.store.tags import FACETS
from app.store.transactions import memory

_facet, _pair, _tag = table_of(FacetRow), table_of(PairRow), table_of(TagRow)

# For `run_many`: the values of a row stand in the order in which the parameters stand here.
_INSERT = insert(_facet)
_DELETE = delete(_facet).where(
    _facet.c.day == bindparam("day"), _facet.c.finding_id == bindparam("finding_id")
)
_MOVE = text(
    "INSERT INTO pair (tag_id, field, other_id, n) VALUES (:tag_id, :field, :other_id, :by)"
    " ON CONFLICT (tag_id, field, other_id) DO UPDATE SET n = pair.n + excluded.n"
)
_DROP = delete(_pair).where(
    _pair.c.tag_id == bindparam("tag_id"),
    _pair.c.field == bindparam("field"),
    _pair.c.other_id == bindparam("other_id"),
    _pair.c.n == literal_column("0"),
)

_BATCH: Final = 1000
_PLACES: Final = {field: place for place, field in enumerate(FACETS)}
_FIELDS: Final = "summitry.fields"
_MOVES: Final = "summitry.pairs"

Key = tuple[str, int]
"""Day and number of a record."""

Coded = int
"""A tag's id, and in the last bits the place of its field: an id may be given again within a transaction, to a tag of another field."""

Tags = list[Coded]
"""Those of one record, by id."""

_FIELD_BITS: Final = 5
_FIELD: Final = (1 << _FIELD_BITS) - 1


class _Moves:
    """What a transaction does to the counters of pairs: steps that a savepoint can take back."""

    def __init__(self, session: Session) -> None:
        self.steps: list[tuple[list[Tags], list[Tags]]] = []
        """Tags of records that are new, and of those that are gone."""
        self._marks: dict[SessionTransaction, int] = {}
        event.listen(session, "after_transaction_create", self._mark)
        event.listen(session, "after_soft_rollback", self._take_back)
        event.listen(session, "before_commit", self._write)

    def _mark(self, session: Session, transaction: SessionTransaction) -> None:
        self._marks[transaction] = len(self.steps)

    def _take_back(self, session: Session, transaction: SessionTransaction) -> None:
        # A savepoint without a mark is older than the first step.
        del self.steps[self._marks.pop(transaction, 0) :]

    def _write(self, session: Session) -> None:
        if session.in_nested_transaction():
            return  # a savepoint is released: what follows may still be taken back
        # Counted in one go: summing up counters takes ten times as long.
        sums = _pairs(tags for added, _ in self.steps for tags in added)
        sums.subtract(_pairs(tags for _, gone in self.steps for tags in gone))
        self.steps.clear()
        rows = sorted(
            row
            for (tag, other), by in sums.items()
            if by
            for row in (_row(tag, other, by), _row(other, tag, by))
        )
        run_many(session, _MOVE, rows)
        run_many(session, _DROP, [row[:3] for row in rows if row[3] < 0])


def _pairs(records: Iterable[Tags]) -> Counter[tuple[Coded, Coded]]:
    return Counter(chain.from_iterable(combinations(tags, 2) for tags in records))


def _row(tag: Coded, other: Coded, by: int) -> tuple[int, str, int, int]:
    return tag >> _FIELD_BITS, FACETS[other & _FIELD], other >> _FIELD_BITS, by


def change_facets(session: Session, *, old: Set[Posting], new: Set[Posting]) -> None:
    """Bring facet rows and pairs from these postings to those. All tags of both must be stored."""
    fields = _fields(session, {posting.tag_id for posting in old | new})
    before, after = _by_record(old, fields), _by_record(new, fields)
    gone = {key: tags for key, tags in before.items() if after.get(key) != tags}
    added = {key: tags for key, tags in after.items() if before.get(key) != tags}
    run_many(session, _DELETE, sorted(gone))
    run_many(session, _INSERT, [(*key, *_columns(tags)) for key, tags in sorted(added.items())])
    moves = session.info.get(_MOVES)
    if moves is None:
        moves = session.info[_MOVES] = _Moves(session)
    moves.steps.append((list(added.values()), list(gone.values())))


def know_fields(session: Session, tags: Iterable[tuple[int, str]]) -> None:
    """Fields of tags that were just looked up, so that they need not be again."""
    known: dict[int, Coded | None] = memory(session).setdefault(_FIELDS, {})
    known.update({tag: _coded(tag, field) for tag, field in tags})


def forget_fields(session: Session) -> None:
    """Tags were taken away, so that their ids may come to mean others."""
    memory(session).pop(_FIELDS, None)


def _fields(session: Session, tags: Iterable[int]) -> dict[int, Coded | None]:
    """Tag -> itself with its field, None where it has no facet."""
    known: dict[int, Coded | None] = memory(session).setdefault(_FIELDS, {})
    missing = sorted(tag for tag in tags if tag not in known)
    for start in range(0, len(missing), _BATCH):
        found = select(_tag.c.id, _tag.c.field).where(_tag.c.id.in_(missing[start : start + _BATCH]))
        known.update({tag: _coded(tag, field) for tag, field in session.execute(found)})
    return known


def _coded(tag: int, field: str) -> Coded | None:
    place = _PLACES.get(field)
    return None if place is None else tag << _FIELD_BITS | place


def _by_record(postings: Iterable[Posting], fields: dict[int, Coded | None]) -> dict[Key, Tags]:
    """Record -> its tags that have a facet, by id."""
    found: dict[Key, Tags] = {}
    for tag, day, number in postings:
        coded = fields[tag]
        if coded is not None:
            found.setdefault((day, number), []).append(coded)
    for tags in found.values():
        tags.sort()
    return found


def _columns(tags: Tags) -> list[str | None]:
    columns: list[str | None] = [None] * len(FACETS)
    for tag in tags:
        place = tag & _FIELD
        so_far = columns[place]
        columns[place] = str(tag >> _FIELD_BITS) if so_far is None else f"{so_far} {tag >> _FIELD_BITS}"
    return columns
