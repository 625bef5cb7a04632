"""A proposal as it is published."""

from __future__ import annotations

from pydantic import Field

from app.schemas.common import (
    DocumentRef,
    LabelOut,
    Language,
    Out,
    ProposalId,
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
from app.schemas.statement import StatementOut

_PROPOSAL = example("ProposalOut")


class ProposalIncluded(Out):
    """What `include=` adds to a proposal."""

    model_config = shaped(context=CONTEXT)

    document: DocumentOut | None = Field(
        default=None, description="The document that it comes from.", exclude_if=is_none
    )
    context: ContextOut | None = Field(
        default=None, description="The paragraphs around its words.", exclude_if=is_none
    )
    statement: StatementOut | None = Field(
        default=None, description="The statement that it is part of.", exclude_if=is_none
    )


class ProposalOut(Out):
    """One thing that is proposed: the action and its object, without the attribution."""

    model_config = shaped(**_PROPOSAL)

    id: ProposalId
    statement: StatementId
    document: DocumentRef
    span: SpanOut
    position: int = Field(
        ge=1, description="1 for the first proposal of its statement.", examples=[_PROPOSAL["position"]]
    )
    proposer: SpeakerOut | None = Field(description="Null where the text does not tell beyond doubt.")
    addressees: list[LabelOut] = Field(description="Countries, blocs and persons who are asked.")
    topics: list[LabelOut] = Field(description="One to three topics, the main one first.")
    said_on: SaidOn
    summit: LabelOut | None = Field(
        description="The summit that the document speaks of, null if it could not be told."
    )
    language: Language
    rule: Rule
    review: Reviewed
    revision: Revision
    withheld: Withheld = False
    hit: Hit = None
    included: ProposalIncluded | None = Field(
        default=None,
        description="What `include=` asks for, else left out.",
        exclude_if=is_none,  # records are stored without it
    )
