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
        'SELECT c.at, c."by", c.why, c.review, CAST(c.changes AS TEXT), CAST(c.before AS TEXT), c.revision, c.record,'  # noqa: S608
        f" d.withheld, d.record, r.record FROM correction c LEFT JOIN document d ON d.id = c.document_id LEFT JOIN {noun.table} r"
        " ON r.id = c.record_id WHERE c.record_id = :id AND c.kind = :kind ORDER BY c.id DESC",
        {"id": number, "kind": noun.kind},
    )
    if not rows and reader.row(f"SELECT 1 FROM {noun.table} WHERE id = :id", {"id": number}) is None:  # noqa: S608
        raise absent(reader, noun.kind, shown)
    return to_json({"items": [_verdict(row) for row in rows]})


def _verdict(row: tuple[Any, ...]) -> dict[str, Any]:
    at, by, why, review, changes, before, revision, record, withheld, document, now = row
    changed, was = from_json(changes), from_json(before)
    judged = from_json(record)
    if withheld or document is None:  # what was withdrawn is shown nowhere
        limit = from_json(document)["excerpt"] if document else 0
        withhold(judged, limit, None if now is None else from_json(now))
    return {
        "at": at,
        "by": by,
        "why": why,
        "review": review,
        "changes": [
            {"field": field, "before": was.get(field), "after": value} for field, value in changed.items()
        ],
        "revision": revision,
        "record": judged,
    }


def withhold(record: dict[str, Any], limit: int, now: dict[str, Any] | None) -> None:
    """Take the words out of a record that was judged when more of its document might be shown than may be `now`, in the record as it is."""
    span = record["span"]
    span["prefix"] = span["suffix"] = ""
    if now is None or now.get("withheld"):
        span |= {"exact": "", "length": span["end"] - span["start"]}
        record["withheld"] = True
    for role in ("speaker", "proposer", "claimant"):
        if record.get(role):
            record[role]["chain"] = [words for words in record[role]["chain"] if len(words) <= limit]
