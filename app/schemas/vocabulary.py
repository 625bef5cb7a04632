"""Leaders, topics, metrics, countries and summits as they are published: names, and how much is stored of each."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from app.domain.kinds import UnitKind
from app.schemas.common import SUMMIT_EXAMPLE, Count, LabelOut, Labels, Out, shaped

COUNTS_EXAMPLE: dict[str, Any] = {"statements": 120, "proposals": 31, "figures": 54}
KG_EXAMPLE: dict[str, Any] = {"id": "KG", "labels": {"ru": "Кыргызстан", "en": "Kyrgyzstan"}}
UZ_EXAMPLE: dict[str, Any] = {"id": "UZ", "labels": {"ru": "Узбекистан", "en": "Uzbekistan"}}
TRADE_EXAMPLE: dict[str, Any] = {"id": "trade", "labels": {"ru": "Торговля", "en": "Trade"}}


class Counts(Out):
    """How many records are stored of an entry."""

    model_config = shaped(**COUNTS_EXAMPLE)

    statements: Count = Field(description="Statements.")
    proposals: Count = Field(description="Proposals.")
    figures: Count = Field(description="Figures.")


class MetricCounts(Out):
    """How many records are stored of a metric."""

    model_config = shaped(statements=40, figures=54)

    statements: Count = Field(description="Statements that hold such a figure.")
    figures: Count = Field(description="Figures.")


class SummitCounts(Out):
    """How many records are stored of a summit."""

    model_config = shaped(documents=8, **COUNTS_EXAMPLE)

    documents: Count = Field(description="Documents.")
    statements: Count = Field(description="Statements.")
    proposals: Count = Field(description="Proposals.")
    figures: Count = Field(description="Figures.")


class OfficeOut(Out):
    """A role held for a country or bloc; unknown dates are null."""

    model_config = shaped(office="president", country=KG_EXAMPLE, since="2021-01-28", until=None)

    office: str = Field(description="The role, in English.", examples=["president"])
    country: LabelOut
    since: date | None = Field(description="First day in office.", examples=["2021-01-28"])
    until: date | None = Field(description="Last day in office, null while held.", examples=[None])


class LeaderOut(Out):
    """A person who speaks, with every spelling of the name."""

    model_config = shaped(
        id="sadyr-japarov",
        labels={"ru": "Садыр Жапаров", "en": "Sadyr Japarov"},
        names={"ru": ["Садыр Жапаров"], "en": ["Sadyr Japarov", "Sadyr Zhaparov"]},
        known=True,
        wikidata=None,
        offices=[{"office": "president", "country": KG_EXAMPLE, "since": "2021-01-28", "until": None}],
        counts=COUNTS_EXAMPLE,
        first_seen="2024-08-09",
        last_seen="2025-11-16",
    )

    id: str = Field(
        description="Given name and family name in Latin letters, hyphenated.", examples=["sadyr-japarov"]
    )
    labels: Labels
    names: dict[str, list[str]] = Field(
        description="Every spelling by language, the label first.",
        examples=[{"ru": ["Садыр Жапаров"], "en": ["Sadyr Japarov", "Sadyr Zhaparov"]}],
    )
    known: bool = Field(
        description="False for a person first met in a text and in no list yet.", examples=[True]
    )
    wikidata: str | None = Field(description="Wikidata item, null if not known.", examples=[None])
    offices: list[OfficeOut] = Field(description="Offices held, newest first.")
    counts: Counts
    first_seen: date | None = Field(description="Day of the earliest stored record.", examples=["2024-08-09"])
    last_seen: date | None = Field(description="Day of the latest stored record.", examples=["2025-11-16"])


class TopicOut(Out):
    """A topic of the closed list."""

    model_config = shaped(**TRADE_EXAMPLE, counts=COUNTS_EXAMPLE)

    id: str = Field(description="Id of the topic.", examples=["trade"])
    labels: Labels
    counts: Counts


class MetricCodes(Out):
    """Codes of the same series in other lists, null where there is none."""

    model_config = shaped(worldbank="BX.KLT.DINV.CD.WD", sdmx=None)

    worldbank: str | None = Field(description="World Bank indicator.", examples=["BX.KLT.DINV.CD.WD"])
    sdmx: str | None = Field(description="SDMX concept.", examples=[None])


class MetricOut(Out):
    """What a figure measures: an entry of the closed list."""

    model_config = shaped(
        id="fdi",
        labels={"ru": "Прямые иностранные инвестиции", "en": "Foreign direct investment"},
        unit_kinds=["money"],
        codes={"worldbank": "BX.KLT.DINV.CD.WD", "sdmx": None},
        topic={"id": "investment", "labels": {"ru": "Инвестиции", "en": "Investment"}},
        counts={"statements": 40, "figures": 54},
    )

    id: str = Field(description="Id of the metric.", examples=["fdi"])
    labels: Labels
    unit_kinds: list[UnitKind] = Field(description="What a level of it is told in.", examples=[["money"]])
    codes: MetricCodes
    topic: LabelOut | None = Field(description="The topic it belongs to, null for `other`.")
    counts: MetricCounts


class CountryOut(Out):
    """A country or a bloc of countries."""

    model_config = shaped(**KG_EXAMPLE, kind="country", members=[], counts=COUNTS_EXAMPLE)

    id: str = Field(description="ISO 3166-1 code of a country, or id of a bloc.", examples=["KG"])
    labels: Labels
    kind: Literal["country", "bloc"] = Field(description="Which of the two it is.", examples=["country"])
    members: list[LabelOut] = Field(
        description="Present members of a bloc, none for a country.", examples=[[]]
    )
    counts: Counts


class SummitOut(Out):
    """One meeting of a series of summits."""

    model_config = shaped(
        **SUMMIT_EXAMPLE,
        series={
            "id": "consultative-meeting-central-asia",
            "labels": {
                "ru": "Консультативная встреча глав государств Центральной Азии",
                "en": "Consultative Meeting of the Heads of State of Central Asia",
            },
        },
        number=7,
        place={"ru": "Ташкент", "en": "Tashkent"},
        country=UZ_EXAMPLE,
        start="2025-11-15",
        end="2025-11-16",
        counts={"documents": 8, **COUNTS_EXAMPLE},
    )

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
