"""Versions of a document as they are published: who has the same text, since when, and what differs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from pydantic import Field

from app.domain.kinds import Measure
from app.schemas.common import (
    DecimalText,
    DocumentId,
    FigureId,
    Language,
    Out,
    ProposalId,
    StatementId,
    shaped,
)
from app.schemas.examples import example

LONGEST_PIECE: Final = 300
"""Characters of a text that are told of one difference."""

_VERSIONS = example("VersionsOut")
_OTHER = next(item for item in _VERSIONS["items"] if item["differences"])
_DIFFERENCE = _OTHER["differences"][0]
_ONLY = _OTHER["only_here"]
_RECORD = (_ONLY["statements"] or _OTHER["only_there"]["statements"])[0]
_FIGURE = (_ONLY["figures"] or _OTHER["only_there"]["figures"])[0]

_Text = Annotated[
    str | None,
    Field(
        description=f"The first {LONGEST_PIECE} characters of it, null where the document's text is withheld.",
        examples=[_DIFFERENCE["there"]["text"]],
    ),
]


class PieceOut(Out):
    """A piece of a document's text, by Unicode code points; empty where the text has nothing in this place."""

    model_config = shaped(**_DIFFERENCE["there"])

    start: int = Field(ge=0, description="First code point.", examples=[_DIFFERENCE["there"]["start"]])
    end: int = Field(ge=0, description="Code point after the last.", examples=[_DIFFERENCE["there"]["end"]])
    text: _Text


class DifferenceOut(Out):
    """A place where two texts have other words. Case, ё, marks and white space are no difference."""

    model_config = shaped(**_DIFFERENCE)

    here: PieceOut = Field(description="In the document that `against` names.")
    there: PieceOut = Field(description="In the version.")
    numbers: bool = Field(
        description="Whether one of them has a number there that the other has not.",
        examples=[_DIFFERENCE["numbers"]],
    )


class OnlyStatement(PieceOut):
    """A statement whose words the other document does not have as a statement."""

    model_config = shaped(**_RECORD)

    id: StatementId


class OnlyProposal(PieceOut):
    """A proposal whose words the other document does not have as a proposal."""

    model_config = shaped(**{**_RECORD, "id": "pr-0000000000000"})

    id: ProposalId


class OnlyFigure(PieceOut):
    """A figure with a metric, value, unit and measure that no figure of the other document has."""

    model_config = shaped(**_FIGURE)

    id: FigureId
    metric: str = Field(description="Id of /metrics.", examples=[_FIGURE["metric"]])
    value: DecimalText
    value_high: DecimalText | None = Field(description="End of a range, else null.")
    unit: str | None = Field(description="Unit, null for a plain number.", examples=[_FIGURE["unit"]])
    measure: Measure = Field(description="What the value is.", examples=[_FIGURE["measure"]])


class OnlyOut(Out):
    """Records that stand in one of two documents only, each kind in the text's order."""

    model_config = shaped(**_ONLY)

    statements: list[OnlyStatement] = Field(description="Statements.")
    proposals: list[OnlyProposal] = Field(description="Proposals.")
    figures: list[OnlyFigure] = Field(description="Figures.")


class VersionOut(Out):
    """A document that has the same text, or a part of it."""

    model_config = shaped(**_OTHER)

    id: DocumentId
    title: str | None = Field(
        description="Headline, null if the source gives none.", examples=[_OTHER["title"]]
    )
    publisher: str | None = Field(
        description="Who published it, null if not known.", examples=[_OTHER["publisher"]]
    )
    url: str | None = Field(
        description="Address of the source, null if it has none.", examples=["https://example.org/news/1"]
    )
    published_on: date | None = Field(
        description="Day of publication, null if not known.", examples=["2025-11-16"]
    )
    language: Language
    alike: DecimalText = Field(
        description="How alike it is to the document that was asked for, between 0 and 1: of all different runs of four words of the shorter "
        "of both texts, the part that stands in the longer, too. Rounded down.",
        examples=[_OTHER["alike"]],
    )
    covered: DecimalText = Field(
        description="The part of the asked document's runs of four words that stand in it, between 0 and 1: low where it has only a piece.",
        examples=[_OTHER["covered"]],
    )
    differences: list[DifferenceOut] | None = Field(
        description="Where its words differ from those of `against`, in that text's order; what moved is told as missing in one place and "
        "added in another. Null for `against` itself, and where the texts were too long (`notes`)."
    )
    only_here: OnlyOut | None = Field(
        description="What was found in `against` and not in it, null for `against` itself."
    )
    only_there: OnlyOut | None = Field(
        description="What was found in it and not in `against`, null for `against` itself."
    )


class VersionsOut(Out):
    """A document and all that have the same text, earliest first. A document that has none stands alone."""

    model_config = shaped(**_VERSIONS)

    document: DocumentId
    against: DocumentId = Field(description="The document whose text the others differ from.")
    earliest: DocumentId | None = Field(
        description="The version of the earliest day, of several the first in the list; null where no day is known."
    )
    items: list[VersionOut] = Field(
        description="The document itself and its versions by day of publication, publisher and id; without a day last."
    )
    notes: list[str] = Field(description="What was left out, and why.", examples=[[]])
