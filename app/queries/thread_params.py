"""What can be asked of threads."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.queries.choices import ThreadFacets, ThreadFields
from app.queries.cursor import RECORD_CURSOR
from app.queries.params import (
    MOST_RECORDS,
    LanguageCode,
    Languages,
    ListFormat,
    ListParams,
    Params,
    PersonId,
    PlaceId,
    TermId,
    Topics,
    Year,
    a_filter,
    facets_of,
    without,
)

Least = Annotated[int, Field(ge=1, le=1_000)]


class ThreadParams(ListParams):
    """What can be asked of threads. A thread has what any of its proposals has."""

    RANGES: ClassVar[tuple[str, ...]] = ("min_leaders", "min_summits", "min_occasions")

    sort: Literal["-date", "date"] = Field(
        default="-date",
        description="By the day on which it was proposed last: newest first, or oldest first. Those whose day is not known count as the oldest.",
    )
    format: ListFormat | None = Field(
        default=None,
        description="`json`: a page; `jsonl`: one record a line; `csv`: flat columns; `parquet` (where it is offered): the same, typed. Goes before "
        "the Accept header.",
    )
    facets: ThreadFacets = facets_of("leader", "topic")
    fields: ThreadFields = []

    min_leaders: Least | None = Field(
        default=None, description="Only threads that at least so many people and bodies propose."
    )
    min_summits: Least | None = Field(
        default=None, description="Only threads that are proposed at so many summits at least."
    )
    min_occasions: Least | None = Field(
        default=None,
        description="Only threads voiced so many times at least: 2 leaves out those that are one saying, told by several documents.",
    )
    leader: Annotated[list[PersonId], a_filter("Who proposes it: an id of /leaders.", "sadyr-japarov")] = []
    country: Annotated[
        list[PlaceId], a_filter("Country (ISO 3166-1) or bloc for which somebody proposes it.", "KG")
    ] = []
    topic: Topics = []
    summit: Annotated[
        list[TermId],
        a_filter("Id of /summits: proposed there.", "consultative-meeting-central-asia-7"),
    ] = []
    series: Annotated[
        list[TermId],
        a_filter("Series of summits: proposed at one of them.", "consultative-meeting-central-asia"),
    ] = []
    year: Annotated[list[Year], a_filter("Year in which it was proposed last.", "2025")] = []
    language: Languages = []

    exclude_leader: Annotated[list[PersonId], without("that these propose")] = []
    exclude_country: Annotated[list[PlaceId], without("proposed for these countries or blocs")] = []
    exclude_topic: Annotated[list[TermId], without("about these topics")] = []
    exclude_summit: Annotated[list[TermId], without("proposed at these summits")] = []
    exclude_series: Annotated[list[TermId], without("proposed at summits of these series")] = []
    exclude_year: Annotated[list[Year], without("of these years")] = []
    exclude_language: Annotated[list[LanguageCode], without("proposed in these languages")] = []


class VoicedParams(Params):
    """Which piece of a thread's proposals."""

    limit: int = Field(default=50, ge=1, le=MOST_RECORDS, description="Most proposals of the piece.")
    cursor: str | None = Field(
        default=None, pattern=RECORD_CURSOR, description="From `next` of the piece before."
    )
