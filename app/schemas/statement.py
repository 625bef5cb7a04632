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
    Reviewed,
    Revision,
    Rule,
    SaidOn,
    SpanOut,
    SpeakerOut,
    StatementId,
    Withheld,
    is_none,
    shaped,
)
from app.schemas.document import DocumentOut
from app.schemas.examples import example
from app.schemas.hit import Hit
from app.schemas.included import CONTEXT, ContextOut

_STATEMENT = example("StatementOut")


class StatementIncluded(Out):
    """What `include=` adds to a statement."""

    model_config = shaped(context=CONTEXT)

    document: DocumentOut | None = Field(
        default=None, description="The document that it comes from.", exclude_if=is_none
    )
    context: ContextOut | None = Field(
        default=None, description="The paragraphs around its words.", exclude_if=is_none
    )


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
    review: Reviewed
    revision: Revision
    withheld: Withheld = False
    hit: Hit = None
    included: StatementIncluded | None = Field(
        default=None,
        description="What `include=` asks for, else left out.",
        exclude_if=is_none,  # records are stored without it
    )
