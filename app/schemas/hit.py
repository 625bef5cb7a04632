"""Where a search found a record: words around the hits, fit to be shown."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.schemas.common import Out, is_false, shaped

_HIT = {
    "field": "text",
    "start": 118,
    "end": 178,
    "snippet": "Прямые иностранные инвестиции соседей по региону в экономику",
    "html": "Прямые иностранные <mark>инвестиции</mark> соседей по региону в экономику…",
    "highlights": [{"start": 19, "end": 29}],
}


class HighlightOut(Out):
    """Words that were found, by Unicode code points of the snippet; the end is not part of it."""

    model_config = shaped(start=19, end=29)

    start: int = Field(ge=0, description="First code point.", examples=[19])
    end: int = Field(ge=1, description="Code point after the last.", examples=[29])


class HitOut(Out):
    """Words around what was found. A highlight's place in the document is `start` plus its own offsets."""

    model_config = shaped(**_HIT)

    field: Literal["text", "title"] = Field(
        description="Where the snippet stands: in the document's text or in its title.", examples=["text"]
    )
    start: int = Field(ge=0, description="First code point of the snippet there.", examples=[_HIT["start"]])
    end: int = Field(ge=0, description="Code point after its last.", examples=[_HIT["end"]])
    snippet: str = Field(
        description="Up to 240 characters as they stand in the source.", examples=[_HIT["snippet"]]
    )
    html: str = Field(
        description="The same for a page: escaped, hits in `<mark>`, an ellipsis where the text goes on.",
        examples=[_HIT["html"]],
    )
    highlights: list[HighlightOut] = Field(
        description="The hits in the snippet; none where the record was found by who speaks.",
        examples=[_HIT["highlights"]],
    )
    withheld: bool = Field(
        default=False,
        description="True where the words are withheld (see the record): there is no snippet, and `start` and `end` tell where what was searched stands. "
        "Left out where it is false.",
        exclude_if=is_false,
        examples=[True],
    )


Hit = Annotated[
    HitOut | None,
    Field(
        description="Where it was found; only on lists with `q`, else left out.",
        exclude_if=lambda hit: hit is None,  # records are stored without it
    ),
]
