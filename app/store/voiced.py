"""What each proposal of a thread is to it: for who writes its record, and who lists all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.kinds import Relation

Record = Mapping[str, Any]
Values = dict[str, Any]


def ranked(heads: str) -> str:
    """A query of the proposals of the threads whose head `= :head`, or is `IN :keys`: each with its place among all of its thread, among those of
    who voices it, and of what he says on that day and at that summit ('' where unknown). What one says at one summit, or on one day, he says once."""
    order = "ORDER BY v.day, v.record_id"
    return (
        f"SELECT i.head_id, v.record_id, v.speaker, v.day, v.summit, i.likeness,"  # noqa: S608
        f" row_number() OVER (PARTITION BY i.head_id {order}) AS place,"
        f" row_number() OVER (PARTITION BY i.head_id, v.speaker {order}) AS of_speaker,"
        f" row_number() OVER (PARTITION BY i.head_id, v.speaker, v.day {order}) AS on_day,"
        f" row_number() OVER (PARTITION BY i.head_id, v.speaker, v.summit {order}) AS at_summit"
        f" FROM idea i JOIN voicing v ON v.idea_id = i.id WHERE i.kind = 'proposal' AND i.head_id {heads}"
    )


def relation_of(
    speaker: str, summit: str, place: int, of_speaker: int, on_day: int, at_summit: int
) -> Relation:
    """What a proposal is to its thread."""
    if place == 1:
        return Relation.FIRST
    if not speaker:
        return Relation.UNATTRIBUTED
    if on_day > 1 or (summit and at_summit > 1):
        return Relation.REPORTED
    return Relation.REPEATED if of_speaker > 1 else Relation.TAKEN_UP


def voiced_record(proposal: Record, relation: Relation, likeness: float) -> Values:
    """One proposal of a thread, given the proposal as it is published."""
    return {
        "proposal": proposal["id"],
        **{
            name: proposal[name]
            for name in ("statement", "document", "span", "proposer", "said_on", "summit", "language")
        },
        "relation": relation.value,
        "likeness": round(likeness, 2),
        **({"withheld": True} if proposal.get("withheld") else {}),
    }
