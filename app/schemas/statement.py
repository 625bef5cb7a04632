"""A statement as it is published."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from app.domain.kinds import Act, StatementKind
from app.schemas.common import (
    DOCUMENT_EXAMPLE,
    SPEAKER_EXAMPLE,
    SUMMIT_EXAMPLE,
    DocumentRef,
    LabelOut,
    Language,
    Out,
    RangeOut,
    Review,
    Revision,
    Rule,
    SaidOn,
    SpanOut,
    SpeakerOut,
    StatementId,
    shaped,
)

STATEMENT_EXAMPLE: dict[str, Any] = {
    "id": "st-0zaech5y0y7jr",
    "document": DOCUMENT_EXAMPLE,
    "span": {
        "start": 153,
        "end": 244,
        "exact": "Глава государства высказался за то, чтобы Азербайджан стал полноправным участником формата.",
        "prefix": "ент Кыргызстана Садыр Жапаров.\n\n",
        "suffix": " По его мнению, с приходом Баку ",
    },
    "segments": [{"start": 153, "end": 244}],
    "kind": "reported",
    "act": "support",
    "speaker": SPEAKER_EXAMPLE,
    "addressees": [],
    "topics": [{"id": "diplomacy", "labels": {"ru": "Дипломатия", "en": "Diplomacy"}}],
    "said_on": "2025-11-16",
    "summit": SUMMIT_EXAMPLE,
    "cue": True,
    "language": "ru",
    "rule": "reported.subject-verb",
    "review": "auto",
    "revision": 1,
}


class StatementOut(Out):
    """What a speaker is reported to have said, tied to the characters of its source."""

    model_config = shaped(**STATEMENT_EXAMPLE)

    id: StatementId
    document: DocumentRef
    span: SpanOut
    segments: list[RangeOut] = Field(
        description="The words said, without an attribution that stands inside the span.",
        examples=[[{"start": 153, "end": 244}]],
    )
    kind: StatementKind = Field(
        description="Between quotation marks, or told by the author.", examples=["reported"]
    )
    act: Act = Field(
        description="What the speaker does by saying it; the first of the list that fits.",
        examples=["support"],
    )
    speaker: SpeakerOut | None = Field(description="Null where the text does not tell beyond doubt.")
    addressees: list[LabelOut] = Field(description="Countries, blocs and persons spoken to.", examples=[[]])
    topics: list[LabelOut] = Field(description="One to three topics, the main one first.")
    said_on: SaidOn
    summit: LabelOut | None = Field(
        description="The summit that the document speaks of, null if it could not be told."
    )
    cue: bool = Field(
        description="Whether the sentence itself tells that someone speaks; false where only the text around it does.",
        examples=[True],
    )
    language: Language
    rule: Rule
    review: Review
    revision: Revision
