"""Official values that users import, beside the claims of the same series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import Session

from app.store.database import Reader
from app.store.prepared import insert_rows
from app.store.tables import ReferenceRow, table_of
from app.store.transactions import mark_changed

_reference = table_of(ReferenceRow)
_BATCH: Final = 200
"""Rows that are looked up at a time: SQLite's statements grow with them."""

_KEY: Final = ("series", "days", "source", "vintage", "unit")
_TOLD: Final = ("value", "metric", "side", "code")
"""What makes a value another one; file and line only tell where it was read."""

Values = dict[str, Any]


@dataclass(slots=True)
class Put:
    """What came of values that were put."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """All values of one source and vintage."""

    source: str
    vintage: str
    values: int
    series: int
    first: str
    last: str
    """The first and the last day that they are of."""


def has_values(session: Session, source: str, vintage: str) -> bool:
    """Whether any value of a source and vintage is stored. No index has them: it is asked once for each file."""
    which = select(_reference.c.days).where(_reference.c.source == source, _reference.c.vintage == vintage)
    return session.execute(which.limit(1)).first() is not None


def put_values(session: Session, rows: Sequence[Values], put: Put, *, known: bool = True) -> None:
    """Store values of one source and vintage, each in the place of the one of the same series, days and unit, and count them in `put`.

    `known` False: nothing is stored of that source and vintage but what this file gave, so that nothing is looked for.
    """
    if known:
        for start in range(0, len(rows), _BATCH):
            _put(session, rows[start : start + _BATCH], put)
    elif rows:
        put.added += len(rows)
        insert_rows(session, _reference, rows)
        mark_changed(session)


def _put(session: Session, rows: Sequence[Values], put: Put) -> None:
    series = {row["series"] for row in rows}
    days = {row["days"] for row in rows}
    stored = {
        tuple(row[name] for name in _KEY): row
        for row in session.execute(
            select(_reference).where(
                _reference.c.series.in_(series),
                _reference.c.days.in_(days),
                _reference.c.source == rows[0]["source"],
                _reference.c.vintage == rows[0]["vintage"],
            )
        ).mappings()
    }
    fresh = []
    for row in rows:
        old = stored.get(tuple(row[name] for name in _KEY))
        if old is None:
            put.added += 1
        elif all(old[name] == row[name] for name in _TOLD):
            put.unchanged += 1
            continue
        else:
            put.changed += 1
            session.execute(
                delete(_reference).where(and_(*(_reference.c[name] == row[name] for name in _KEY)))
            )
        fresh.append(row)
    if fresh:
        insert_rows(session, _reference, fresh)
        mark_changed(session)


def remove_values(session: Session, source: str, vintage: str | None) -> int:
    """Take away the values of a source: of one vintage, or (None) of all. How many there were."""
    which = _reference.c.source == source
    if vintage is not None:
        which = and_(which, _reference.c.vintage == vintage)
    gone = len(session.execute(delete(_reference).where(which).returning(_reference.c.days)).all())
    if gone:
        mark_changed(session)
    return gone


def list_sets(reader: Reader) -> list[ReferenceSet]:
    """What is stored, by source, the newest vintage first."""
    rows = reader.rows(
        "SELECT source, vintage, count(*), count(DISTINCT series), min(substr(days, 1, 10)), max(substr(days, 12, 10))"
        " FROM reference_value GROUP BY source, vintage ORDER BY source, vintage DESC"
    )
    return [ReferenceSet(*row) for row in rows]
