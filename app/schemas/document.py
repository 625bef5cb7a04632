"""A document as it is published: without its text in lists, with it alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import Field

from app.schemas.common import (
    DOCUMENT_EXAMPLE,
    SUMMIT_EXAMPLE,
    Count,
    DocumentId,
    LabelOut,
    Language,
    Out,
    Revision,
    SpanOut,
    shaped,
)

COUNTS_EXAMPLE: dict[str, Any] = {"statements": 14, "proposals": 5, "figures": 5, "people": 9}
MENTION_EXAMPLE: dict[str, Any] = {
    "leader": "sadyr-japarov",
    "name": "Садыр Жапаров",
    "known": True,
    "span": {
        "start": 137,
        "end": 150,
        "exact": "Садыр Жапаров",
        "prefix": " выступил президент Кыргызстана ",
        "suffix": ".\n\nГлава государства высказался ",
    },
}
_DOCUMENT_EXAMPLE: dict[str, Any] = {
    "id": DOCUMENT_EXAMPLE["id"],
    "key": "01-tashkent-2025-kyrgyzstan",
    "title": DOCUMENT_EXAMPLE["title"],
    "language": "ru",
    "published_on": "2025-11-16",
    "publisher": "Summitry samples",
    "url": None,
    "licence": "CC0-1.0",
    "event": "Seventh Consultative Meeting of the Heads of State of Central Asia, Tashkent",
    "sha256": "9a79ac36298e75ced8e7e8f384e699020fc48742fc15e475aa3015b041cdc089",
    "retrieved_at": "2025-11-17T08:30:00Z",
    "complete": True,
    "summit": SUMMIT_EXAMPLE,
    "counts": COUNTS_EXAMPLE,
    "warnings": [],
    "extractor_version": "1",
    "vocabulary_version": "3f9a1c0b7d52",
    "revision": 1,
}


class DocumentCounts(Out):
    """How much was found in a document."""

    model_config = shaped(**COUNTS_EXAMPLE)

    statements: Count = Field(description="Statements found.")
    proposals: Count = Field(description="Proposals found.")
    figures: Count = Field(description="Figures found.")
    people: Count = Field(description="Mentions of people by name.")


class DocumentOut(Out):
    """One article or press release that was read."""

    model_config = shaped(**_DOCUMENT_EXAMPLE)

    id: DocumentId
    key: str = Field(
        description="What identifies the source whatever its wording: an address, a given id or the file's name.",
        examples=["01-tashkent-2025-kyrgyzstan"],
    )
    title: str | None = Field(
        description="Headline, null if the source gives none.", examples=[DOCUMENT_EXAMPLE["title"]]
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
        examples=["Seventh Consultative Meeting of the Heads of State of Central Asia, Tashkent"],
    )
    sha256: str = Field(
        description="Hash of the original bytes; names the version of the source.",
        examples=["9a79ac36298e75ce"],
    )
    retrieved_at: datetime = Field(description="When it was read (UTC).", examples=["2025-11-17T08:30:00Z"])
    complete: bool = Field(description="False where a part of the source's text is missing.", examples=[True])
    summit: LabelOut | None = Field(description="The summit that it speaks of, null if it could not be told.")
    counts: DocumentCounts
    warnings: list[str] = Field(description="What went less than well when it was read.", examples=[[]])
    extractor_version: str = Field(
        description="Version of the extraction that made its records.", examples=["1"]
    )
    vocabulary_version: str = Field(
        description="Version of the vocabulary that made its records.", examples=["3f9a1c0b7d52"]
    )
    revision: Revision


class MentionOut(Out):
    """A person named in the text."""

    model_config = shaped(**MENTION_EXAMPLE)

    leader: str = Field(description="Id of the person.", examples=["sadyr-japarov"])
    name: str = Field(
        description="Full base form of the name in the text's language.", examples=["Садыр Жапаров"]
    )
    known: bool = Field(description="Whether the vocabulary holds the person.", examples=[True])
    span: SpanOut


class DocumentDetail(DocumentOut):
    """A document with its text and the people named in it."""

    model_config = shaped(
        **_DOCUMENT_EXAMPLE,
        text="На седьмой Консультативной встрече лидеров Центральной Азии …",
        people=[MENTION_EXAMPLE],
    )

    text: str = Field(
        description="The text that all offsets of its records point into.",
        examples=["На седьмой Консультативной встрече лидеров Центральной Азии …"],
    )
    people: list[MentionOut] = Field(description="Every mention of a person by name, in the text's order.")
