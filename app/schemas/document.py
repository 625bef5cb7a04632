"""A document as it is published: without its text in lists, with it alone."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from app.schemas.common import (
    Count,
    DocumentId,
    LabelOut,
    Language,
    Out,
    Revision,
    SpanOut,
    Withheld,
    is_false,
    is_none,
    shaped,
)
from app.schemas.examples import example
from app.schemas.hit import Hit
from app.schemas.included import DocumentIncluded

_DETAIL = example("DocumentDetail")
_DOCUMENT = {field: value for field, value in _DETAIL.items() if field not in ("text", "people")}
_MENTION = _DETAIL["people"][0]


class DocumentCounts(Out):
    """How much was found in a document."""

    model_config = shaped(**_DETAIL["counts"])

    statements: Count = Field(description="Statements found.")
    proposals: Count = Field(description="Proposals found.")
    figures: Count = Field(description="Figures found.")
    people: Count = Field(description="Mentions of people by name.")


class DocumentOut(Out):
    """One article or press release that was read."""

    model_config = shaped(**_DOCUMENT)

    id: DocumentId
    key: str = Field(
        description="What identifies the source whatever its wording: an address, a given id or the file's name.",
        examples=[_DETAIL["key"]],
    )
    title: str | None = Field(
        description="Headline, null if the source gives none.", examples=[_DETAIL["title"]]
    )
    language: Language
    published_on: date | None = Field(
        description="Day of publication, null if not known.", examples=["2025-11-16"]
    )
    publisher: str | None = Field(
        description="Who published it, null if not known.", examples=["Summitry samples"]
    )
    url: str | None = Field(
        description="Address of the source, null if it has none.", examples=["https://example.org/news/1"]
    )
    licence: str | None = Field(description="Licence of the text, null if not known.", examples=["CC0-1.0"])
    event: str | None = Field(
        description="The summit as the source itself names it, if it does.",
        examples=[_DETAIL["event"]],
    )
    sha256: str = Field(
        description="Hash of the original bytes; names the version of the source.",
        examples=[_DETAIL["sha256"]],
    )
    retrieved_at: datetime = Field(description="When it was read (UTC).", examples=[_DETAIL["retrieved_at"]])
    complete: bool = Field(description="False where a part of the source's text is missing.", examples=[True])
    summit: LabelOut | None = Field(description="The summit that it speaks of, null if it could not be told.")
    counts: DocumentCounts
    warnings: list[str] = Field(description="What went less than well when it was read.", examples=[[]])
    extractor_version: str = Field(
        description="Version of the extraction that made its records.",
        examples=[_DETAIL["extractor_version"]],
    )
    vocabulary_version: str = Field(
        description="Version of the vocabulary that made its records.",
        examples=[_DETAIL["vocabulary_version"]],
    )
    revision: Revision
    excerpt: int | None = Field(
        default=None,
        ge=0,
        description="The most characters of its text that may be shown in one piece, by the terms of its publisher; left out where nothing limits it.",
        exclude_if=is_none,
        examples=[300],
    )
    withheld: bool = Field(
        default=False,
        description="True where its text is withheld, because it is longer than `excerpt`: it is shown nowhere but in findings that are short enough, "
        "and the source has it (`url`). Search and figures know it all the same. Left out where it is false.",
        exclude_if=is_false,
        examples=[True],
    )
    length: int | None = Field(
        default=None,
        ge=1,
        description="How many characters its text has, told where it is withheld.",
        exclude_if=is_none,
        examples=[4210],
    )
    hit: Hit = None
    included: DocumentIncluded | None = Field(
        default=None,
        description="What `include=` asks for, else left out.",
        exclude_if=is_none,  # records are stored without it
    )


class MentionOut(Out):
    """A person named in the text."""

    model_config = shaped(**_MENTION)

    leader: str = Field(description="Id of the person.", examples=[_MENTION["leader"]])
    name: str = Field(
        description="Full base form of the name in the text's language.", examples=[_MENTION["name"]]
    )
    known: bool = Field(description="Whether the vocabulary holds the person.", examples=[True])
    span: SpanOut
    withheld: Withheld = False


class DocumentDetail(DocumentOut):
    """A document with its text and the people named in it."""

    model_config = shaped(**_DETAIL)

    text: str = Field(
        description="The text that all offsets of its records point into; empty where it is `withheld`.",
        examples=[_DETAIL["text"][:60]],
    )
    people: list[MentionOut] = Field(description="Every mention of a person by name, in the text's order.")
