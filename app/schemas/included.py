"""What can be had beside a record in the same answer."""

from __future__ import annotations

from typing import Final

from pydantic import Field

from app.schemas.common import Out, Withheld, is_none, shaped
from app.schemas.examples import example

_DETAIL = example("DocumentDetail")
CONTEXT: Final = {
    "start": 0,
    "end": len(_DETAIL["text"].splitlines()[0]),
    "text": _DETAIL["text"].splitlines()[0],
}


class ContextOut(Out):
    """The paragraphs that a record's words stand in, at most 1,000 characters of them on either side."""

    model_config = shaped(**CONTEXT)

    start: int = Field(
        ge=0, description="First code point of the document's text.", examples=[CONTEXT["start"]]
    )
    end: int = Field(ge=1, description="Code point after the last.", examples=[CONTEXT["end"]])
    text: str = Field(description="The text between them, as it stands.", examples=[CONTEXT["text"]])
    withheld: Withheld = False


class DocumentIncluded(Out):
    """What `include=` adds to a document."""

    model_config = shaped(text=_DETAIL["text"])

    text: str | None = Field(
        default=None,
        description="The text that all offsets of its records point into; empty where it is withheld.",
        exclude_if=is_none,
        examples=[_DETAIL["text"][:60]],
    )
