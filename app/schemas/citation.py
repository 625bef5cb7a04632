"""How a record is cited: where it came from, where it is shown, and which state of the data it is of."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.schemas.common import Language, Out, Revision, Withheld, is_none, shaped
from app.schemas.examples import example
from app.schemas.ids import Kind

_CITATION = example("CitationOut")


class CitationOut(Out):
    """A ready citation of one record."""

    model_config = shaped(**_CITATION)

    id: str = Field(description="Id of the record.", examples=[_CITATION["id"]])
    kind: Kind = Field(description="What it is.", examples=[_CITATION["kind"]])
    text: dict[str, str] = Field(
        description="The citation in words, by language: speaker, kind, day, the source's words, title, publisher and address of the source, then "
        "the address of the record, its id and revision, the data version and the day of retrieval.",
        examples=[_CITATION["text"]],
    )
    permalink: str = Field(
        description="Address of the record's page, by the host that was asked.",
        examples=[_CITATION["permalink"]],
    )
    record: str = Field(description="Address of the record as JSON.", examples=[_CITATION["record"]])
    speaker: dict[str, str] | None = Field(
        description="Who said, proposed or stated it, by language; null where it is not known, of documents and of claims.",
        examples=[_CITATION["speaker"]],
    )
    said_on: date | None = Field(
        description="Day on which it was said or published, null where that is not known.",
        examples=[_CITATION["said_on"]],
    )
    quotation: str | None = Field(
        description="The source's words, null where they are withheld and where there are none.",
        examples=[_CITATION["quotation"]],
    )
    withheld: Withheld = False
    title: str | None = Field(
        description="Title of the source, null if it has none.", examples=[_CITATION["title"]]
    )
    publisher: str | None = Field(
        description="Who published the source, null if not known.", examples=[_CITATION["publisher"]]
    )
    published_on: date | None = Field(
        description="Day on which the source was published, null if not known.",
        examples=[_CITATION["published_on"]],
    )
    url: str | None = Field(
        description="Address of the source, null if it has none.", examples=["https://example.org/news/1"]
    )
    language: Language | None = Field(
        default=None, description="Language of the source; left out of claims.", exclude_if=is_none
    )
    revision: Revision | None = Field(
        default=None, description="Of the record; left out of claims, which have none.", exclude_if=is_none
    )
    data_version: int = Field(
        ge=0,
        description="Version of the stored data; `as_of=` shows a record as it was in one.",
        examples=[42],
    )
    retrieved_on: date = Field(description="Day of this answer.", examples=[_CITATION["retrieved_on"]])
