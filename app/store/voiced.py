"""What each proposal of a thread is to it: for who writes its record, and who lists all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.domain.kinds import Relation

Record = Mapping[str, Any]
Values = dict[str, Any]

# What each proposal of some threads is to its thread. Nobody says a thing twice at one summit, or on one day: that is told twice.
VOICED: Final = (
    "SELECT v.*, i.head_id, i.likeness AS alike,"
    " row_number() OVER (PARTITION BY i.head_id ORDER BY v.day, v.record_id) AS place,"
    " row_number() OVER (PARTITION BY i.head_id ORDER BY v.day DESC, v.record_id DESC) AS back,"
    " row_number() OVER (PARTITION BY i.head_id, v.speaker ORDER BY v.day, v.record_id) AS nth,"
    " row_number() OVER (PARTITION BY i.head_id, v.speaker, v.occasion ORDER BY v.day, v.record_id) AS told,"
    " row_number() OVER (PARTITION BY i.head_id, v.speaker, v.day ORDER BY v.day, v.record_id) AS daily"
    " FROM voicing v JOIN idea i ON i.id = v.idea_id WHERE v.kind = 'proposal' AND i.head_id"
)


def voiced_record(row: Mapping[str, Any], proposal: Record) -> Values:
    """One proposal of a thread: `row` is one of `VOICED`, `proposal` as it is published."""
    return {
        "proposal": proposal["id"],
        **{
            name: proposal[name]
            for name in ("statement", "document", "span", "proposer", "said_on", "summit", "language")
        },
        "relation": _relation(row).value,
        "likeness": round(row["alike"], 2),
        **({"withheld": True} if proposal.get("withheld") else {}),
    }


def _relation(row: Mapping[str, Any]) -> Relation:
    if row["place"] == 1:
        return Relation.FIRST
    if not row["speaker"]:
        return Relation.UNATTRIBUTED
    if row["told"] > 1 or row["daily"] > 1:
        return Relation.REPORTED
    return Relation.REPEATED if row["nth"] > 1 else Relation.TAKEN_UP
