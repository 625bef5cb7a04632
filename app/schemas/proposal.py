"""A proposal as it is published."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from app.schemas.common import (
    DOCUMENT_EXAMPLE,
    SPEAKER_EXAMPLE,
    SUMMIT_EXAMPLE,
    DocumentRef,
    LabelOut,
    Language,
    Out,
    ProposalId,
    Review,
    Revision,
    Rule,
    SaidOn,
    SpanOut,
    SpeakerOut,
    StatementId,
    shaped,
)

PROPOSAL_EXAMPLE: dict[str, Any] = {
    "id": "pr-3n54ayycyn50z",
    "statement": "st-5tah4n8nrf4es",
    "document": DOCUMENT_EXAMPLE,
    "span": {
        "start": 1158,
        "end": 1254,
        "exact": "строить совместные производства и вместо вывоза сырья развивать его переработку и новые кластеры",
        "prefix": "ические правила к общему виду;\n\n",
        "suffix": ";\n\nпоставить цифровые технологии",
    },
    "position": 2,
    "proposer": SPEAKER_EXAMPLE,
    "addressees": [{"id": "central-asia", "labels": {"ru": "Центральная Азия", "en": "Central Asia"}}],
    "topics": [{"id": "industry", "labels": {"ru": "Промышленность", "en": "Industry"}}],
    "said_on": "2025-11-16",
    "summit": SUMMIT_EXAMPLE,
    "language": "ru",
    "rule": "proposal.list-item",
    "review": "auto",
    "revision": 1,
}


class ProposalOut(Out):
    """One thing that is proposed: the action and its object, without the attribution."""

    model_config = shaped(**PROPOSAL_EXAMPLE)

    id: ProposalId
    statement: StatementId
    document: DocumentRef
    span: SpanOut
    position: int = Field(ge=1, description="1 for the first proposal of its statement.", examples=[2])
    proposer: SpeakerOut | None = Field(description="Null where the text does not tell beyond doubt.")
    addressees: list[LabelOut] = Field(description="Countries, blocs and persons who are asked.")
    topics: list[LabelOut] = Field(description="One to three topics, the main one first.")
    said_on: SaidOn
    summit: LabelOut | None = Field(
        description="The summit that the document speaks of, null if it could not be told."
    )
    language: Language
    rule: Rule
    review: Review
    revision: Revision
