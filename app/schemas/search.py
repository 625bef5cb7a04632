"""What a search over all kinds of records answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.schemas.common import Out, shaped
from app.schemas.document import DocumentOut
from app.schemas.examples import example
from app.schemas.figure import FigureOut
from app.schemas.hit import HitOut
from app.schemas.page import Page
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut

_SEARCH = example("SearchOut")
_HIT = _SEARCH["items"][0]["hit"]


class StatementHit(Out):
    """A statement that was found."""

    model_config = shaped(kind="statement", hit=_HIT, record=example("StatementOut"))

    kind: Literal["statement"] = Field(description="What kind of record it is.", examples=["statement"])
    hit: HitOut = Field(description="Where it was found.", examples=[_HIT])
    record: StatementOut


class ProposalHit(Out):
    """A proposal that was found."""

    model_config = shaped(kind="proposal", hit=_HIT, record=example("ProposalOut"))

    kind: Literal["proposal"] = Field(description="What kind of record it is.", examples=["proposal"])
    hit: HitOut = Field(description="Where it was found.", examples=[_HIT])
    record: ProposalOut


class FigureHit(Out):
    """A figure that was found by the words of its statement, or of its sentence."""

    model_config = shaped(kind="figure", hit=_HIT, record=example("FigureOut"))

    kind: Literal["figure"] = Field(description="What kind of record it is.", examples=["figure"])
    hit: HitOut = Field(description="Where it was found.", examples=[_HIT])
    record: FigureOut


_DOCUMENT = {
    name: value for name, value in example("DocumentDetail").items() if name not in ("text", "people")
}


class DocumentHit(Out):
    """A document that was found by its text or title."""

    model_config = shaped(kind="document", hit=_HIT, record=_DOCUMENT)

    kind: Literal["document"] = Field(description="What kind of record it is.", examples=["document"])
    hit: HitOut = Field(description="Where it was found.", examples=[_HIT])
    record: DocumentOut


AnyHit = Annotated[StatementHit | ProposalHit | FigureHit | DocumentHit, Field(discriminator="kind")]


class SearchOut(Page[AnyHit]):
    """What was found, the best first, and where the rest is."""

    model_config = shaped(**_SEARCH) | {
        "json_schema_extra": {
            "examples": [_SEARCH],
            "description": "What was found, the best first, and where the rest is.",
        }
    }
