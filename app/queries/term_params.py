"""What can be asked of the lists of the vocabulary, and of names."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.queries.choices import LabelsIn
from app.queries.cursor import KEY_CURSOR
from app.queries.params import (
    LONGEST_NAME,
    NAME,
    IsoDate,
    PageParams,
    PlaceId,
    Series,
    Topics,
    a_filter,
)


class TermParams(PageParams):
    """What is common to lists of the vocabulary."""

    cursor: str | None = Field(
        default=None,
        pattern=KEY_CURSOR,
        description="From `next` or `prev` of another page, with the same filters.",
    )
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=NAME)] | None = Field(
        default=None,
        description="Part of a name in any language and listed spelling, or of the id. Capitals and ё do not matter.",
        examples=["энерг"],
    )
    sort: Literal["listed", "id", "-count"] = Field(
        default="listed",
        description="The list's own order, by id, or those with the most stored statements, proposals and figures first.",
    )
    lang: LabelsIn = None


class LeaderParams(TermParams):
    """What can be asked of the list of people who speak."""

    country: Annotated[
        list[PlaceId], a_filter("Country (ISO 3166-1) or bloc of any of the offices.", "KG")
    ] = []
    known: bool | None = Field(
        default=None, description="True: only those of the vocabulary. False: only those first met in a text."
    )


class ResolveParams(BaseModel):
    """Which name is looked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=NAME)] = Field(
        description="A name in any spelling, case or script, or an office with its country.",
        examples=["Жапаров"],
    )
    day: IsoDate | None = Field(
        default=None,
        alias="date",
        description="Day on which the name was used, as YYYY-MM-DD: decides who held an office, and which namesake comes first.",
    )
    limit: int = Field(default=10, ge=1, le=50, description="Most candidates.")


class TopicParams(TermParams):
    """What can be asked of the list of topics."""


class MetricParams(TermParams):
    """What can be asked of the list of metrics."""

    topic: Topics = []


class CountryParams(TermParams):
    """What can be asked of the list of countries and blocs."""

    kind: Annotated[list[Literal["country", "bloc"]], a_filter("Countries or blocs.", "bloc")] = []


class SummitParams(TermParams):
    """What can be asked of the list of summits."""

    series: Series = []
    country: Annotated[list[PlaceId], a_filter("Host country (ISO 3166-1).", "UZ")] = []
