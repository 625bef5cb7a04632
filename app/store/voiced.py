"""What each proposal of a thread is to it: for who writes its record, and who lists all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.domain.kinds import Relation

Record = Mapping[str, Any]
Values = dict[str, Any]

RANKED: Final = (
    "SELECT v.record_id, v.speaker, v.day, v.summit, i.likeness, row_number() OVER (ORDER BY v.day, v.record_id) AS place,"
    " row_number() OVER (PARTITION BY v.speaker ORDER BY v.day, v.record_id) AS of_speaker,"
    " row_number() OVER (PARTITION BY v.speaker, v.day ORDER BY v.record_id) AS on_day,"
    " row_number() OVER (PARTITION BY v.speaker, v.summit ORDER BY v.day, v.record_id) AS at_summit"
    " FROM idea i JOIN voicing v ON v.idea_id = i.id WHERE i.kind = 'proposal' AND i.head_id = :head"
)
"""The proposals of the thread of `:head`, each with its place among all, among those of who voices it, and of what he says on that day and at
that summit ('' where unknown). What one says at one summit, or on one day, he says once."""


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
