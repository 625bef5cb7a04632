"""Facets: the row of each record that tells its tags by field, and a counter for every two tags that records have together.

The counters of a transaction are moved in one go before it is committed: its documents share most of their pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from itertools import combinations
from typing import Final

from sqlalchemy import bindparam, delete, event, insert, literal_column, select, text
from sqlalchemy.orm import Session, SessionTransaction

from app.store.database import memory, run_many
from app.store.postings import Posting
from app.store.tables import FacetRow, PairRow, TagRow, table_of
from app.store.tags import FACETS

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

Named = tuple[int, str]
"""A tag's id and field. The field is kept beside it: an id may be given again within a transaction, to a tag of another field."""


class _Moves:
    """What a transaction does to the counters of pairs: steps that a savepoint can take back."""

    def __init__(self, session: Session) -> None:
        self.steps: list[Counter[tuple[Named, Named]]] = []
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
        sums: Counter[tuple[Named, Named]] = Counter()
        for step in self.steps:
            sums.update(step)
        self.steps.clear()
        rows = sorted(
            row
            for ((tag, field), (other, its_field)), by in sums.items()
            if by
            for row in ((tag, its_field, other, by), (other, field, tag, by))
        )
        run_many(session, _MOVE, rows)
        run_many(session, _DROP, [row[:3] for row in rows if row[3] < 0])


def change_facets(session: Session, *, old: Set[Posting], new: Set[Posting]) -> None:
    """Bring facet rows and pairs from these postings to those. All tags of both must be stored."""
    fields = _fields(session, {posting.tag_id for posting in old | new})
    before, after = _by_record(old, fields), _by_record(new, fields)
    gone = {key: tags for key, tags in before.items() if after.get(key) != tags}
    added = {key: tags for key, tags in after.items() if before.get(key) != tags}
    run_many(session, _DELETE, sorted(gone))
    run_many(session, _INSERT, [(*key, *_columns(tags)) for key, tags in sorted(added.items())])
    step: Counter[tuple[Named, Named]] = Counter()
    for tags in added.values():
        step.update(combinations(tags, 2))
    for tags in gone.values():
        step.subtract(combinations(tags, 2))
    moves = session.info.get(_MOVES)
    if moves is None:
        moves = session.info[_MOVES] = _Moves(session)
    moves.steps.append(step)


def forget_fields(session: Session) -> None:
    """Tags were taken away, so that their ids may come to mean others."""
    memory(session).pop(_FIELDS, None)


def _fields(session: Session, tags: Iterable[int]) -> dict[int, Named | None]:
    """Tag -> itself with its field, None where it has no facet."""
    known: dict[int, Named | None] = memory(session).setdefault(_FIELDS, {})
    missing = sorted(tag for tag in tags if tag not in known)
    for start in range(0, len(missing), _BATCH):
        found = select(_tag.c.id, _tag.c.field).where(_tag.c.id.in_(missing[start : start + _BATCH]))
        known.update(
            {tag: (tag, field) if field in _PLACES else None for tag, field in session.execute(found)}
        )
    return known


def _by_record(postings: Iterable[Posting], fields: dict[int, Named | None]) -> dict[Key, tuple[Named, ...]]:
    """Record -> its tags that have a facet, by id."""
    found: dict[Key, list[Named]] = {}
    for posting in sorted(postings):
        named = fields[posting.tag_id]
        if named:
            found.setdefault((posting.day, posting.finding_id), []).append(named)
    return {key: tuple(tags) for key, tags in found.items()}


def _columns(tags: Sequence[Named]) -> list[str | None]:
    columns: list[str | None] = [None] * len(FACETS)
    for tag, field in tags:
        place, so_far = _PLACES[field], columns[_PLACES[field]]
        columns[place] = str(tag) if so_far is None else f"{so_far} {tag}"
    return columns
