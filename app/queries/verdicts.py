"""What was made of a finding so far: its corrections, as they were written down."""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json, to_json

from app.queries.absent import absent
from app.queries.consistent import consistent
from app.queries.page import Noun
from app.schemas.ids import parse
from app.store.database import Reader


@consistent
def find_verdicts(reader: Reader, noun: Noun, shown: str) -> bytes:
    """The verdicts on a finding, the newest first, as JSON. Those on one that is stored no more are told, too.

    `NotFound` where it never was stored, `Gone` where it is no more and nobody judged it.
    """
    number = parse(shown, noun.kind)
    rows = reader.rows(
        'SELECT at, "by", why, review, CAST(changes AS TEXT), CAST(before AS TEXT), revision, record FROM correction'
        " WHERE record_id = :id AND kind = :kind ORDER BY id DESC",
        {"id": number, "kind": noun.kind},
    )
    if not rows and reader.row(f"SELECT 1 FROM {noun.table} WHERE id = :id", {"id": number}) is None:  # noqa: S608
        raise absent(reader, noun.kind, shown)
    return to_json({"items": [_verdict(row) for row in rows]})


def _verdict(row: tuple[Any, ...]) -> dict[str, Any]:
    at, by, why, review, changes, before, revision, record = row
    changed, was = from_json(changes), from_json(before)
    return {
        "at": at,
        "by": by,
        "why": why,
        "review": review,
        "changes": [
            {"field": field, "before": was.get(field), "after": value} for field, value in changed.items()
        ],
        "revision": revision,
        "record": from_json(record),
    }
