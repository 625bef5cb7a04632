"""What is stored as a whole, and the limits of the service."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from app.schemas.common import Count, Out, shaped

COUNTS_EXAMPLE: dict[str, Any] = {
    "documents": 10,
    "statements": 130,
    "proposals": 42,
    "figures": 61,
    "leaders": 60,
}
LIMITS_EXAMPLE: dict[str, Any] = {
    "page": 500,
    "page_default": 50,
    "filter_values": 50,
    "text_characters": 200000,
    "body_bytes": 1048576,
    "url_bytes": 8192,
}
LANGUAGE_EXAMPLE: dict[str, Any] = {"language": "ru", "documents": 10}


class MetaCounts(Out):
    """How much is stored."""

    model_config = shaped(**COUNTS_EXAMPLE)

    documents: Count = Field(description="Documents.")
    statements: Count = Field(description="Statements.")
    proposals: Count = Field(description="Proposals.")
    figures: Count = Field(description="Figures.")
    leaders: Count = Field(description="People of the vocabulary, and people first met in a text.")


class LanguageCount(Out):
    """How many documents are in a language."""

    model_config = shaped(**LANGUAGE_EXAMPLE)

    language: str = Field(description="ISO 639-1.", examples=["ru"])
    documents: Count = Field(description="Documents.")


class Limits(Out):
    """What a request may ask for; beyond it the answer is an error, nothing is cut silently."""

    model_config = shaped(**LIMITS_EXAMPLE)

    page: int = Field(description="Most records on a page.", examples=[500])
    page_default: int = Field(description="Records on a page where `limit` is not given.", examples=[50])
    filter_values: int = Field(description="Most values of one filter.", examples=[50])
    text_characters: int = Field(
        description="Longest text that is extracted from, in characters.", examples=[200000]
    )
    body_bytes: int = Field(description="Longest body of a request.", examples=[1048576])
    url_bytes: int = Field(description="Longest path and longest single parameter.", examples=[8192])


class MetaOut(Out):
    """What is stored as a whole: counts, days, languages, versions, and the limits of the service."""

    model_config = shaped(
        data_version=42,
        counts=COUNTS_EXAMPLE,
        first_day="2024-08-09",
        last_day="2025-11-16",
        languages=[LANGUAGE_EXAMPLE],
        version="0.1.0",
        extractor_version="2026.11.1",
        vocabulary_version="3f9a1c0b7d52",
        limits=LIMITS_EXAMPLE,
    )

    data_version: int = Field(
        ge=0, description="Version of the stored data; each change of it adds one.", examples=[42]
    )
    counts: MetaCounts
    first_day: date | None = Field(description="Day of the earliest document.", examples=["2024-08-09"])
    last_day: date | None = Field(description="Day of the latest document.", examples=["2025-11-16"])
    languages: list[LanguageCount] = Field(description="Languages of the documents, the most frequent first.")
    version: str = Field(description="Version of this service.", examples=["0.1.0"])
    extractor_version: str = Field(
        description="Version of the extraction that this service runs.", examples=["2026.11.1"]
    )
    vocabulary_version: str = Field(
        description="Version of the vocabulary in use.", examples=["3f9a1c0b7d52"]
    )
    limits: Limits
