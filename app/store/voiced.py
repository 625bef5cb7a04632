"""What each proposal of a thread is to it: for who writes its record, and who lists all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from app.domain.kinds import Relation

Record = Mapping[str, Any]
Values = dict[str, Any]

SAID: Final = (
    "SELECT v.speaker, v.day, v.summit, min(v.record_id) FROM idea i JOIN voicing v ON v.idea_id = i.id"
)
"""Who says it, when and where, and the first proposal of each; to be narrowed to one thread and grouped."""


class Sayings:
    """Who voices an idea, on which days and at which summits. What one says at one summit, or on one day, he says once."""

    def __init__(self, said: Iterable[tuple[str, str, str, int]]) -> None:
        """`said`: speaker, day, summit ('' where unknown) and the first proposal of each."""
        self._first: tuple[str, int] | None = None
        self._of: dict[str, tuple[str, int]] = {}
        self._on: dict[tuple[str, str], tuple[str, int]] = {}
        self.occasions = 0
        for speaker, day, summit, record in sorted(said, key=lambda each: (each[1], each[3])):
            place = day, record
            self._first = self._first or place
            self._of.setdefault(speaker, place)
            occasions = [(speaker, each) for each in (day, summit) if each]
            if not any(each in self._on for each in occasions):
                self.occasions += 1
            for each in occasions:
                self._on.setdefault(each, place)

    def relation(self, speaker: str, day: str, summit: str, record: int) -> Relation:
        """What a proposal is to the thread."""
        place = day, record
        if place == self._first:
            return Relation.FIRST
        if not speaker:
            return Relation.UNATTRIBUTED
        if any(self._on[speaker, each] < place for each in (day, summit) if each):
            return Relation.REPORTED
        return Relation.REPEATED if self._of[speaker] < place else Relation.TAKEN_UP


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
