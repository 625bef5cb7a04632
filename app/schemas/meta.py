"""What is stored as a whole, and the limits of the service."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.schemas.common import Count, Out, shaped
from app.schemas.examples import example

_META = example("MetaOut")
_LIMITS = _META["limits"]


class MetaCounts(Out):
    """How much is stored."""

    model_config = shaped(**_META["counts"])

    documents: Count = Field(description="Documents.")
    statements: Count = Field(description="Statements.")
    proposals: Count = Field(description="Proposals.")
    figures: Count = Field(description="Figures.")
    leaders: Count = Field(description="People of the vocabulary, and people first met in a text.")


class LanguageCount(Out):
    """How many documents are in a language."""

    model_config = shaped(**_META["languages"][0])

    language: str = Field(description="ISO 639-1.", examples=["ru"])
    documents: Count = Field(description="Documents.")


class Limits(Out):
    """What a request may ask for; beyond it the answer is an error, nothing is cut silently."""

    model_config = shaped(**_LIMITS)

    page: int = Field(description="Most records on a page.", examples=[500])
    page_default: int = Field(description="Records on a page where `limit` is not given.", examples=[50])
    filter_values: int = Field(description="Most values of one filter.", examples=[50])
    search_page: int = Field(description="Most records on a page of /search.", examples=[100])
    search_page_default: int = Field(
        description="Records on a page of /search where `limit` is not given.", examples=[20]
    )
    search_characters: int = Field(description="Most characters of `q`.", examples=[300])
    search_words: int = Field(
        description="Most words of `q`; more find nothing, and a note says so.", examples=[32]
    )
    search_ranked: int = Field(
        description="Hits that are ranked: the newest; where several kinds are asked for together, each has an equal share. Sorted by date there is no such limit.",
        examples=[1000],
    )
    searched_words: int = Field(
        description="Words of one record that are searched, from its beginning.", examples=[50000]
    )
    text_characters: int = Field(
        description="Longest text that is extracted from, in characters.", examples=[200000]
    )
    body_bytes: int = Field(description="Longest body of a request.", examples=[1048576])
    url_bytes: int = Field(description="Longest path and longest single parameter.", examples=[8192])
    whole_url_bytes: int = Field(description="Longest address: path and query together.", examples=[60000])
    head_bytes: int = Field(
        description="Longest head of a request; a longer one is cut off.", examples=[65536]
    )
    head_seconds: int = Field(description="In which the head of a request must have come.", examples=[10])
    body_seconds: int = Field(description="In which its body must have come.", examples=[60])
    reading_seconds: int = Field(
        description="In which a client must take what is ready for it, a hundred kilobytes or so; who reads nothing is let go.",
        examples=[30],
    )
    query_seconds: float = Field(
        description="That one query of the database may take; then the answer is a 503 that says so. Counting the agenda of a long time may take five.",
        examples=[1],
    )
    exports_at_once: int = Field(
        description="Whole lists that are sent at the same moment; the next is told to come back (503).",
        examples=[8],
    )
    export_seconds: int = Field(description="That a whole list may take.", examples=[3600])
    texts_waiting: int = Field(
        description="Texts that are extracted, or wait for it, at the same moment.", examples=[18]
    )
    documents_waiting: int = Field(
        description="Documents that were sent and are not read yet.", examples=[10000]
    )
    requests_at_once: int = Field(
        description="Requests that are answered at the same moment.", examples=[2000]
    )
    connections: int = Field(
        description="Clients that are connected at once, as far as the system allows as many open files.",
        examples=[12000],
    )


class MetaOut(Out):
    """What is stored as a whole: counts, days, languages, versions, and the limits of the service."""

    model_config = shaped(**_META)

    data_version: int = Field(
        ge=0,
        description="Version of the stored data; each change of it adds one.",
        examples=[_META["data_version"]],
    )
    counts: MetaCounts
    first_day: date | None = Field(description="Day of the earliest document.", examples=[_META["first_day"]])
    last_day: date | None = Field(description="Day of the latest document.", examples=[_META["last_day"]])
    languages: list[LanguageCount] = Field(description="Languages of the documents, the most frequent first.")
    version: str = Field(description="Version of this service.", examples=[_META["version"]])
    extractor_version: str = Field(
        description="Version of the extraction that this service runs.", examples=[_META["extractor_version"]]
    )
    vocabulary_version: str = Field(
        description="Version of the vocabulary in use.", examples=[_META["vocabulary_version"]]
    )
    limits: Limits
