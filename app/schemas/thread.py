"""Proposals that are one idea, followed through summits and languages, as they are published."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import Field

from app.domain.kinds import Backing, Relation
from app.schemas.common import (
    DocumentRef,
    LabelOut,
    Language,
    Out,
    ProposalId,
    SaidOn,
    SpanOut,
    SpeakerOut,
    StatementId,
    ThreadId,
    Withheld,
    shaped,
)
from app.schemas.examples import example

MOST_VOICED: Final = 20
"""Proposals, and statements that back them, of one record: a page has up to five hundred records."""

_THREAD = example("ThreadOut")
_VOICED = _THREAD["first_voiced"]
_STATEMENT = example("StatementOut")
_BACKED = {
    "statement": _STATEMENT["id"],
    **{name: _STATEMENT[name] for name in ("document", "span", "speaker", "said_on", "summit", "language")},
    "how": "named",
    "likeness": 0.8,
}


class VoicedOut(Out):
    """One proposal of a thread."""

    model_config = shaped(**_VOICED)

    proposal: ProposalId
    statement: StatementId
    document: DocumentRef
    span: SpanOut
    proposer: SpeakerOut | None = Field(description="Null where the text does not tell beyond doubt.")
    said_on: SaidOn
    summit: LabelOut | None = Field(
        description="The summit that its document speaks of, null if it could not be told."
    )
    language: Language
    relation: Relation = Field(
        description="`first`: it voiced the idea first; `reported`: by somebody who voices it in a document further up, at the same summit or on the same day: one "
        "saying, told twice; `repeated`: by somebody who had voiced it on another occasion; `taken_up`: by somebody who had not; "
        "`unattributed`: the text does not tell by whom.",
        examples=[_VOICED["relation"]],
    )
    likeness: float = Field(
        ge=0,
        le=1,
        description="How much of what it says it shares with the one that voiced it first, to two places; 1 where all.",
        examples=[0.83],
    )
    withheld: Withheld = False


class ThreadBackingOut(Out):
    """A statement that supports the idea of a thread."""

    model_config = shaped(**_BACKED)

    statement: StatementId
    document: DocumentRef
    span: SpanOut
    speaker: SpeakerOut | None = Field(description="Who supports it, null where the text does not tell.")
    said_on: SaidOn
    summit: LabelOut | None = Field(
        description="The summit that its document speaks of, null if it could not be told."
    )
    language: Language
    how: Backing = Field(
        description="`beside`: it follows the proposal in the same document and names its subject; `named`: it names the idea in another document, on "
        "that day or later.",
        examples=[_BACKED["how"]],
    )
    likeness: float = Field(
        ge=0,
        le=1,
        description="How much of the proposal that it backs it names, to two places.",
        examples=[_BACKED["likeness"]],
    )
    withheld: Withheld = False


class ThreadOut(Out):
    """Proposals that are one idea, followed through summits and languages: who voiced it first, who repeated it or took it up, who backed it.

    Dated evidence only: whether anything came of it is not judged.
    """

    model_config = shaped(**_THREAD)

    id: ThreadId
    title: str | None = Field(
        description="The words of the first of its proposals whose words may be shown, as they stand in the source; null where all are withheld.",
        examples=[_THREAD["title"]],
    )
    language: Language
    topics: list[LabelOut] = Field(description="Topics of the proposals, the main one of the first first.")
    first_voiced: VoicedOut = Field(
        description="The first proposal: by whom, when, at which summit, in which words."
    )
    proposals: list[VoicedOut] = Field(
        description=f"The proposals in the order of their days, the first among them. Of more than {MOST_VOICED} the first ten and the last ten; all are at "
        "/threads/{id}/proposals."
    )
    left_out: int = Field(ge=0, description="Proposals that are not among them.", examples=[0])
    backed_by: list[ThreadBackingOut] = Field(
        description=f"Statements that support it, in the order of their days, at most {MOST_VOICED}."
    )
    backed_left_out: int = Field(ge=0, description="Such statements that are not among them.", examples=[0])
    times: int = Field(ge=2, description="Proposals in all.", examples=[_THREAD["times"]])
    occasions: int = Field(
        ge=1,
        description="Times that it was voiced: what one says at one summit, or on one day, counts once, however many documents report it.",
        examples=[_THREAD["occasions"]],
    )
    documents: int = Field(
        ge=2, description="Documents in which it is proposed.", examples=[_THREAD["documents"]]
    )
    leaders: int = Field(ge=0, description="People and bodies who propose it.", examples=[_THREAD["leaders"]])
    summits: int = Field(ge=0, description="Summits at which it is proposed.", examples=[_THREAD["summits"]])
    languages: int = Field(
        ge=1, description="Languages in which it is proposed.", examples=[_THREAD["languages"]]
    )
    first_said_on: date | None = Field(
        description="Day on which it was voiced first.", examples=[_THREAD["first_said_on"]]
    )
    said_on: date | None = Field(
        description="Day on which it was proposed last.", examples=[_THREAD["said_on"]]
    )


class ThreadProposals(Out):
    """A piece of a thread's proposals."""

    model_config = shaped(**example("ThreadProposals"))

    id: ThreadId
    items: list[VoicedOut] = Field(description="Proposals in the order of their days.")
    next: str | None = Field(description="Address of the next piece, null on the last one.", examples=[None])
    data_version: int = Field(
        ge=0, description="Version of the stored data that the answer was made from.", examples=[42]
    )
