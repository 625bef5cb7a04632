"""Whom a name may mean: people of the vocabulary by any spelling, and people met in stored texts by their own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.kinds import NameReason
from app.queries.consistent import consistent
from app.queries.term_params import ResolveParams
from app.schemas.labels import person_labels, place_label, shown
from app.schemas.resolve import CandidateOut, ResolvedName
from app.schemas.vocabulary import OfficeOut
from app.store.database import Reader
from app.vocabulary import Vocabulary

if TYPE_CHECKING:
    from app.extraction.people.resolve import NameMatch

NOBODY: Final = (
    "Nobody fits. A family name, a full name in any script or spelling, or an office with its country finds a leader; all are"
    " listed at /api/v1/leaders, those met in texts only at /api/v1/leaders?known=false."
)


@consistent
def resolve_leaders(
    reader: Reader, vocabulary: Vocabulary, params: ResolveParams, matches: Sequence[NameMatch]
) -> ResolvedName:
    """The answer to a name, given those of the vocabulary whom it fits."""
    known = [_candidate(vocabulary, match, params.day) for match in matches]
    return _answer(params, known + _met(reader, vocabulary, params.name))


def resolve_listed(
    vocabulary: Vocabulary, params: ResolveParams, matches: Sequence[NameMatch]
) -> ResolvedName:
    """As `resolve_leaders`, without a database: the vocabulary's people only."""
    return _answer(params, [_candidate(vocabulary, match, params.day) for match in matches])


def _answer(params: ResolveParams, fitting: list[CandidateOut]) -> ResolvedName:
    left_out = len(fitting) - params.limit
    notes = [] if fitting else [NOBODY]
    if left_out > 0:
        notes.append(f"{left_out} more fit; ask with a higher limit, or with a fuller name.")
    return ResolvedName(
        name=params.name,
        date=params.day,
        ambiguous=len(fitting) > 1,
        candidates=fitting[: params.limit],
        notes=notes,
    )


def _candidate(vocabulary: Vocabulary, match: NameMatch, day: date | None) -> CandidateOut:
    """A match with the person's names and office on a day (None: today)."""
    office = vocabulary.leaders[match.leader].office_on(day or date.today())
    return CandidateOut(
        id=match.leader,
        labels=person_labels(match.leader, vocabulary),
        known=True,
        office=None
        if office is None
        else OfficeOut(
            office=office.office,
            country=place_label(office.country, vocabulary),
            since=office.since,
            until=office.until,
        ),
        score=f"{match.score:g}",
        reasons=[NameReason(reason) for reason in match.reasons],
        matched=match.matched,
    )


def _met(reader: Reader, vocabulary: Vocabulary, name: str) -> list[CandidateOut]:
    """The person who was met in a text under this very name: the id of whoever is in no list is made from it."""
    from app.extraction.people.transliterate import provisional_id  # its package loads all rules

    words = name.replace(".", " ").split()
    found = [
        (key, json.loads(names))
        for key, names in reader.rows(
            "SELECT id, names FROM leader WHERE id = :made OR id = :itself",
            {"made": provisional_id(words), "itself": name.strip()},
        )
        if key not in vocabulary.leaders
    ]
    return [
        CandidateOut(
            id=key,
            labels=shown({language: listed[0] for language, listed in names.items() if listed}, key),
            known=False,
            office=None,
            score="1",
            reasons=[NameReason.EXACT],
            matched=next(iter(names.values()))[0],
        )
        for key, names in found
    ]
