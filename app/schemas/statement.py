"""A statement as it is published."""

from __future__ import annotations

from pydantic import Field

from app.domain.kinds import Act, StatementKind
from app.schemas.common import (
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
from app.schemas.examples import example
from app.schemas.hit import Hit

_STATEMENT = example("StatementOut")


class StatementOut(Out):
    """What a speaker is reported to have said, tied to the characters of its source."""

    model_config = shaped(**_STATEMENT)

    id: StatementId
    document: DocumentRef
    span: SpanOut
    segments: list[RangeOut] = Field(
        description="The words said, without an attribution that stands inside the span.",
        examples=[_STATEMENT["segments"]],
    )
    kind: StatementKind = Field(
        description="Between quotation marks, or told by the author.", examples=[_STATEMENT["kind"]]
    )
    act: Act = Field(
        description="What the speaker does by saying it; the first of the list that fits.",
        examples=[_STATEMENT["act"]],
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
    hit: Hit = None
