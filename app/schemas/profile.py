"""A leader's profile: what he speaks of, over time, and with whom."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.schemas.common import Count, Labels, Out, shaped
from app.schemas.counted import RecordsOut, TalliedOut
from app.schemas.examples import example
from app.schemas.proposal import ProposalOut

_PROFILE = example("ProfileOut")
_TOPIC = _PROFILE["topics"][0]


class YearOut(RecordsOut):
    """How many records are of one year."""

    model_config = shaped(**_TOPIC["years"][0])

    year: str | None = Field(
        description="The year; null for records whose day is not known.",
        examples=[_TOPIC["years"][0]["year"]],
    )


class TopicYearsOut(TalliedOut):
    """A topic, and how often it was raised in each year."""

    model_config = shaped(**_TOPIC)

    years: list[YearOut] = Field(description="Only years that have any, oldest first.")


class ValuesOut(Out):
    """The values of a field that most of his records have."""

    model_config = shaped(**_PROFILE["addresses"])

    values: list[TalliedOut] = Field(description="Most records first; of equal ones by id.")
    others: Count = Field(description="How many further values there are.", examples=[0])


class ProfileOut(Out):
    """What a leader speaks of over time, whom he addresses and who addresses him: numbers, each with the list behind it."""

    model_config = shaped(**_PROFILE)

    id: str = Field(description="Id of the person.", examples=[_PROFILE["id"]])
    labels: Labels
    known: bool = Field(
        description="False for a person first met in a text and in no list yet.", examples=[True]
    )
    date_from: date | None = Field(description="First day that was asked for.", examples=[None])
    date_to: date | None = Field(description="Last day that was asked for, part of it.", examples=[None])
    counts: RecordsOut = Field(description="All that he states and proposes.")
    first_seen: date | None = Field(
        description="Day of the earliest of these records; null where none has a day.",
        examples=[_PROFILE["first_seen"]],
    )
    last_seen: date | None = Field(
        description="Day of the latest of these records.", examples=[_PROFILE["last_seen"]]
    )
    years: list[YearOut] = Field(description="His records by year, oldest first.")
    topics: list[TopicYearsOut] = Field(
        description="What he speaks of, most records first. A record has up to three topics."
    )
    metrics: ValuesOut = Field(description="What his figures measure.")
    summits: ValuesOut = Field(description="Summits that he spoke at, by his records.")
    addresses: ValuesOut = Field(description="Countries, blocs and persons whom he addresses.")
    addressed_by: ValuesOut = Field(
        description="Who addresses him by name or office. Figures are addressed to nobody."
    )
    languages: ValuesOut = Field(description="Languages of the sources that tell it.")
    attributions: ValuesOut = Field(description="How he was found as the speaker.")
    proposals: list[ProposalOut] = Field(description="His latest proposals, newest first, five at most.")
    data_version: Count = Field(
        description="Version of the stored data that the answer was made from.", examples=[42]
    )
    notes: list[str] = Field(
        description="What a reader should know about this answer, in sentences.", examples=[[]]
    )
