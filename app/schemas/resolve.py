"""Whom a name may mean, as it is published."""

from __future__ import annotations

import datetime

from pydantic import Field

from app.domain.kinds import NameReason
from app.schemas.common import DecimalText, Labels, Out, shaped
from app.schemas.examples import example
from app.schemas.vocabulary import OfficeOut

_RESOLVED = example("ResolvedName")
_CANDIDATE = _RESOLVED["candidates"][0]


class CandidateOut(Out):
    """A leader whom the name may mean, and why."""

    model_config = shaped(**_CANDIDATE)

    id: str = Field(
        description="Id of the person, for `leader=` and /leaders/{id}.", examples=[_CANDIDATE["id"]]
    )
    labels: Labels
    known: bool = Field(
        description="False for a person first met in a text and in no list yet.", examples=[True]
    )
    office: OfficeOut | None = Field(
        description="The office held on the day asked for (today if none was), null if none is known."
    )
    score: DecimalText = Field(
        description="How sure the match is, 1 for a name as it is listed. Orders the candidates; it is no probability.",
        examples=[_CANDIDATE["score"]],
    )
    reasons: list[NameReason] = Field(
        description="Why it fits. `exact`: as listed, whatever the case of letters and the order; `case-form`: an oblique case;"
        " `other-script`: written in another script; `spelling`: another romanisation; `initials`: given names shortened or left"
        " out; `family-name-only`; `title`: by an office; `similar`: a typing mistake, tried only where nothing else fits.",
        examples=[_CANDIDATE["reasons"]],
    )
    matched: str = Field(
        description="The name of the vocabulary, or the title, that it was found by.",
        examples=[_CANDIDATE["matched"]],
    )


class ResolvedName(Out):
    """Whom a name may mean: likeliest first, nobody rather than a wild guess."""

    model_config = shaped(**_RESOLVED)

    name: str = Field(description="The name that was asked for.", examples=[_RESOLVED["name"]])
    date: datetime.date | None = Field(
        description="The day that was asked for; null: today.", examples=[_RESOLVED["date"]]
    )
    ambiguous: bool = Field(
        description="Whether several people fit: then choose by office and reasons, do not take the first blindly.",
        examples=[_RESOLVED["ambiguous"]],
    )
    candidates: list[CandidateOut] = Field(
        description="The people who fit, likeliest first; of namesakes the one in office on the day comes first."
    )
    notes: list[str] = Field(
        description="What a reader should know about this answer, in sentences: where nobody fits, how to find people."
    )
