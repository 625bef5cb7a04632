"""What is found in a text that is not stored: the published shapes without what only stored records have."""

from __future__ import annotations

import copy
from typing import Any, Final

from pydantic import BaseModel, Field, create_model

from app.schemas.common import LabelOut, Out, shaped
from app.schemas.document import MentionOut
from app.schemas.examples import example
from app.schemas.figure import FigureOut
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut

_EXTRACT = example("ExtractOut")

ONLY_STORED: Final = frozenset({"id", "document", "review", "revision"})
"""Fields of stored records that a text which is not stored has no use for."""


def _found(name: str, of: type[BaseModel], found: list[dict[str, Any]], links: dict[str, Any]) -> Any:
    """`of` without what only stored records have; `links` to other findings are places in their lists."""
    fields: dict[str, Any] = {
        field: links.get(field, (info.annotation, copy.copy(info)))
        for field, info in of.model_fields.items()
        if field not in ONLY_STORED
    }
    base = type(
        name, (Out,), {"model_config": shaped(**found[0]), "__module__": __name__, "__doc__": of.__doc__}
    )
    return create_model(name, __base__=base, __doc__=of.__doc__, __module__=__name__, **fields)


def _place(of: str, *, known: bool) -> Any:
    description = (
        f"Place of its {of} in the list of {of}s, counted from 0{'' if known else '; null if it has none'}."
    )
    field = Field(ge=0, description=description, examples=[0])
    return (int, field) if known else (int | None, field)


FoundStatement: Any = _found("FoundStatement", StatementOut, _EXTRACT["statements"], {})
FoundProposal: Any = _found(
    "FoundProposal", ProposalOut, _EXTRACT["proposals"], {"statement": _place("statement", known=True)}
)
FoundFigure: Any = _found(
    "FoundFigure",
    FigureOut,
    _EXTRACT["figures"],
    {"statement": _place("statement", known=False), "companion": _place("figure", known=False)},
)


class ExtractOut(Out):
    """All that was found in a text. Nothing of it is stored."""

    model_config = shaped(**_EXTRACT)

    language: str | None = Field(
        description="Language of the text, null where it could not be told and nothing was read.",
        examples=["ru"],
    )
    summit: LabelOut | None = Field(
        description="The summit that the text speaks of, null if it could not be told."
    )
    people: list[MentionOut] = Field(description="Every mention of a person by name, in the text's order.")
    statements: list[FoundStatement] = Field(description="What is reported to have been said.")
    proposals: list[FoundProposal] = Field(description="What is proposed.")
    figures: list[FoundFigure] = Field(description="Quantities of an economy or society.")
    warnings: list[str] = Field(description="What went less than well, in sentences.", examples=[[]])
    extractor_version: str = Field(
        description="Version of the extraction.", examples=[_EXTRACT["extractor_version"]]
    )
    vocabulary_version: str = Field(
        description="Version of the vocabulary.", examples=[_EXTRACT["vocabulary_version"]]
    )


class GuideOut(Out):
    """All that was found in a text, in the flat format of the annotation guide: offsets are code points of the text."""

    model_config = shaped(**example("GuideOut"))

    id: str | None = Field(description="The id that was sent.", examples=["note-1"])
    lang: str | None = Field(
        description="Language of the text, null where it could not be told.", examples=["ru"]
    )
    date: str | None = Field(description="The date that was sent.", examples=["2025-11-16"])
    people: list[dict[str, Any]] = Field(description="Mentions of people.")
    statements: list[dict[str, Any]] = Field(description="Statements.")
    proposals: list[dict[str, Any]] = Field(description="Proposals.")
    figures: list[dict[str, Any]] = Field(description="Figures.")
    warnings: list[str] = Field(
        default=[], description="What went less than well, if anything did.", examples=[[]]
    )
