"""Leaders, topics, metrics, countries and summits as they are published: names, and how much is stored of each."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from app.domain.kinds import UnitKind
from app.schemas.common import Count, LabelOut, Labels, Out, shaped
from app.schemas.examples import example

_LEADER = example("LeaderOut")
_TOPIC = example("TopicOut")
_METRIC = example("MetricOut")
_COUNTRY = example("CountryOut")
_SUMMIT = example("SummitOut")
_OFFICE = _LEADER["offices"][0]


class Counts(Out):
    """How many records are stored of an entry."""

    model_config = shaped(**_LEADER["counts"])

    statements: Count = Field(description="Statements.")
    proposals: Count = Field(description="Proposals.")
    figures: Count = Field(description="Figures.")


class MetricCounts(Out):
    """How many records are stored of a metric."""

    model_config = shaped(**_METRIC["counts"])

    statements: Count = Field(description="Statements that hold such a figure.")
    figures: Count = Field(description="Figures.")


class SummitCounts(Out):
    """How many records are stored of a summit."""

    model_config = shaped(**_SUMMIT["counts"])

    documents: Count = Field(description="Documents.")
    statements: Count = Field(description="Statements.")
    proposals: Count = Field(description="Proposals.")
    figures: Count = Field(description="Figures.")


class OfficeOut(Out):
    """A role held for a country or bloc; unknown dates are null."""

    model_config = shaped(**_OFFICE)

    office: str = Field(description="The role, in English.", examples=["president"])
    country: LabelOut
    since: date | None = Field(description="First day in office.", examples=["2021-01-28"])
    until: date | None = Field(description="Last day in office, null while held.", examples=[None])


class LeaderOut(Out):
    """A person who speaks, with every spelling of the name."""

    model_config = shaped(**_LEADER)

    id: str = Field(
        description="Given name and family name in Latin letters, hyphenated.", examples=["sadyr-japarov"]
    )
    labels: Labels
    names: dict[str, list[str]] = Field(
        description="Every spelling by language, the label first.",
        examples=[_LEADER["names"]],
    )
    known: bool = Field(
        description="False for a person first met in a text and in no list yet.", examples=[True]
    )
    wikidata: str | None = Field(description="Wikidata item, null if not known.", examples=[None])
    offices: list[OfficeOut] = Field(description="Offices held, newest first.")
    counts: Counts
    first_seen: date | None = Field(
        description="Day of the earliest stored record.", examples=[_LEADER["first_seen"]]
    )
    last_seen: date | None = Field(
        description="Day of the latest stored record.", examples=[_LEADER["last_seen"]]
    )


class TopicOut(Out):
    """A topic of the closed list."""

    model_config = shaped(**_TOPIC)

    id: str = Field(description="Id of the topic.", examples=["trade"])
    labels: Labels
    counts: Counts


class MetricCodes(Out):
    """Codes of the same series in other lists, null where there is none."""

    model_config = shaped(**_METRIC["codes"])

    worldbank: str | None = Field(description="World Bank indicator.", examples=["BX.KLT.DINV.CD.WD"])
    sdmx: str | None = Field(description="SDMX concept.", examples=[None])


class MetricOut(Out):
    """What a figure measures: an entry of the closed list."""

    model_config = shaped(**_METRIC)

    id: str = Field(description="Id of the metric.", examples=[_METRIC["id"]])
    labels: Labels
    unit_kinds: list[UnitKind] = Field(description="What a level of it is told in.", examples=[["money"]])
    codes: MetricCodes
    topic: LabelOut | None = Field(description="The topic it belongs to, null for `other`.")
    counts: MetricCounts


class CountryOut(Out):
    """A country or a bloc of countries."""

    model_config = shaped(**_COUNTRY)

    id: str = Field(description="ISO 3166-1 code of a country, or id of a bloc.", examples=["KG"])
    labels: Labels
    kind: Literal["country", "bloc"] = Field(description="Which of the two it is.", examples=["country"])
    members: list[LabelOut] = Field(
        description="Present members of a bloc, none for a country.", examples=[[]]
    )
    counts: Counts


class SummitOut(Out):
    """One meeting of a series of summits."""

    model_config = shaped(**_SUMMIT)

    id: str = Field(
        description="Series and number, or series and year.", examples=["consultative-meeting-central-asia-7"]
    )
    labels: Labels
    series: LabelOut
    number: int | None = Field(
        ge=1, description="Number of the meeting where the series counts them.", examples=[7]
    )
    place: dict[str, str] = Field(
        description="Name of the place by language.", examples=[{"ru": "Ташкент", "en": "Tashkent"}]
    )
    country: LabelOut | None = Field(description="Host country, null if not known.")
    start: date | None = Field(description="First day.", examples=["2025-11-15"])
    end: date | None = Field(description="Last day, part of it.", examples=["2025-11-16"])
    counts: SummitCounts
