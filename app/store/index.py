"""The page index: postings, the tags they belong to, and each tag's counter, which always equals its number of postings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice
from typing import TypeVar

from sqlalchemy import bindparam, delete, insert, literal_column, select, text, tuple_, update
from sqlalchemy.orm import Session

from app.store.facets import change_facets, forget_fields, know_fields
from app.store.postings import Posting
from app.store.prepared import find, run_amounts, run_many
from app.store.tables import PostingRow, TagRow, table_of
from app.store.tags import TagKey
from app.store.transactions import memory

Item = TypeVar("Item")

_tag, _posting = table_of(TagRow), table_of(PostingRow)

_FIND = select(_tag.c.id, _tag.c.kind, _tag.c.field, _tag.c.value).where(
    tuple_(_tag.c.kind, _tag.c.field, _tag.c.value).in_(bindparam("keys", expanding=True))
)
_FEW = 10
"""Tags that are made or found one after the other: to ask for a list costs as much as so many."""
_MAKE = text(
    "INSERT INTO tag (kind, field, value, n) VALUES (:kind, :field, :value, 0)"
    " ON CONFLICT (kind, field, value) DO UPDATE SET n = tag.n RETURNING id"  # DO NOTHING would return nothing
)

# For `run_many`: the values of a row stand in the order in which the parameters stand here.
_INSERT = insert(_posting)
_DELETE = delete(_posting).where(
    _posting.c.tag_id == bindparam("tag_id"),
    _posting.c.day == bindparam("day"),
    _posting.c.finding_id == bindparam("finding_id"),
)
_MOVE = update(_tag).values(n=_tag.c.n + bindparam("by")).where(_tag.c.id == bindparam("tag_id"))
_DROP = delete(_tag).where(_tag.c.id == bindparam("tag_id"), _tag.c.n == literal_column("0"))

# Rows of three values in one statement; SQLite takes 32,766 parameters.
BATCH = 1000


def tag_ids(session: Session, keys: Iterable[TagKey]) -> dict[TagKey, int]:
    """The number of each tag; those met for the first time are made, with no postings yet."""
    known: dict[TagKey, int] = memory(session).setdefault(TagKey, {})
    wanted = dict.fromkeys(keys)
    missing = [key for key in wanted if key not in known]
    met = _find(session, missing) if len(missing) > _FEW else {}
    for key in missing:
        if key not in met:
            [(met[key],)] = find(session, _MAKE, *key)
    known |= met
    know_fields(session, ((number, key.field) for key, number in met.items()))
    return {key: known[key] for key in wanted}


def _find(session: Session, keys: Sequence[TagKey]) -> dict[TagKey, int]:
    found: dict[TagKey, int] = {}
    for batch in _batches(keys):
        rows = session.connection().execute(_FIND, {"keys": batch})
        found.update({TagKey(kind, field, value): number for number, kind, field, value in rows})
    return found


def change_postings(session: Session, *, old: Set[Posting], new: Set[Posting]) -> None:
    """Take away postings that are no more, add those that are new, and move all counters by exactly as many. A tag without postings goes.

    Every old posting must be stored, every new one must not, unless it is also an old one.
    """
    gone, added = sorted(old - new), sorted(new - old)
    run_many(session, _DELETE, gone)
    run_many(session, _INSERT, added)
    if gone or added:
        change_facets(session, old=old, new=new)
    moves = Counter(posting.tag_id for posting in added)
    moves.subtract(posting.tag_id for posting in gone)
    run_amounts(session, _MOVE, moves)
    emptied = [(tag,) for tag, by in sorted(moves.items()) if by < 0]
    if emptied:
        run_many(session, _DROP, emptied)
        memory(session).pop(TagKey, None)
        forget_fields(session)


def _batches(items: Sequence[Item]) -> Iterator[list[Item]]:
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch
