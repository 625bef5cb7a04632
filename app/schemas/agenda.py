"""The agenda of a summit or a period: which topics were raised, by whom, and how often."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from app.schemas.common import Count, LabelOut, Labels, Out, shaped
from app.schemas.counted import RecordsOut
from app.schemas.examples import example

_AGENDA = example("AgendaOut")
_TOPIC = _AGENDA["topics"][0]
_DROPPED = _AGENDA["dropped"][0]

Side = Literal["leader", "country"]
TopicStatus = Literal["new", "returning", "continued"]
Attendance = Literal["speaks", "office", "figures", "asked"]


class ReadOut(Out):
    """The documents that were read."""

    model_config = shaped(**_AGENDA["documents"])

    n: Count = Field(description="How many.")
    partial: Count = Field(description="Those of which a part of the text is missing.")
    list: str = Field(description="Address of their list.", examples=[_AGENDA["documents"]["list"]])


class SeenOut(Out):
    """When a topic was raised."""

    model_config = shaped(**_TOPIC["first_raised"])

    summit: LabelOut | None = Field(description="At which summit; null in the agenda of a period.")
    day: date = Field(
        description="The first day of that summit; in a period the day of the record.",
        examples=[_TOPIC["first_raised"]["day"]],
    )


class BeforeOut(Out):
    """What an agenda is compared with."""

    model_config = shaped(**_AGENDA["before"])

    summit: LabelOut | None = Field(
        description="The last edition of the same series before this one that documents are stored of; null in the agenda of a period."
    )
    date_from: date = Field(description="First day.", examples=[_AGENDA["before"]["date_from"]])
    date_to: date = Field(
        description="Last day, part of it. The days before a period are as many as its own.",
        examples=[_AGENDA["before"]["date_to"]],
    )
    documents: ReadOut


class ColumnOut(Out):
    """A leader or a country, and all that he or it has in this agenda."""

    model_config = shaped(**_AGENDA["columns"][0])

    id: str = Field(
        description="Id of the leader, or of the country or bloc.", examples=[_AGENDA["columns"][0]["id"]]
    )
    labels: Labels
    basis: Attendance = Field(
        description="Why it is one of the columns: `speaks`, the documents hold something of his; `office`, they hold nothing, but on the first day of the "
        "summit he was head of the host country or of a member of the bloc whose summit it is (a country: it was one of those), and it is not known whether he came; "
        "`figures`, a country that is only told of; `asked`, the request names him.",
        examples=["speaks"],
    )
    counts: RecordsOut = Field(
        description="His records on any topic. A record has up to three topics, so that this is less than the sum of the cells."
    )


class CellOut(RecordsOut):
    """What a leader or a country has on a topic."""

    model_config = shaped(**_TOPIC["cells"][0])

    id: str = Field(description="Id of the column.", examples=[_TOPIC["cells"][0]["id"]])


class AgendaTopicOut(Out):
    """A topic that was raised, and by whom."""

    model_config = shaped(**_TOPIC)

    id: str = Field(description="Id of the topic.", examples=[_TOPIC["id"]])
    labels: Labels
    status: TopicStatus | None = Field(
        description="Against what is stored from before: `new`, never raised; `returning`, not the last time, but earlier; `continued`, the last time, "
        "too. Null where nothing from before is stored, in the agenda of a series, and of a period with an open end.",
        examples=[_TOPIC["status"]],
    )
    first_raised: SeenOut | None = Field(
        description="When it was raised first, by what is stored: of the series, or at all in a period. Null where no day is known."
    )
    last_raised: SeenOut | None = Field(
        description="When it was raised last before this summit or period; null where it was not. In the agenda of a series, when last."
    )
    counts: RecordsOut = Field(
        description="All records on it, those of bodies and of speakers that are not known included."
    )
    cells: list[CellOut] = Field(
        description="Who has anything on it, in the order of the columns. Whoever is not among them has nothing."
    )
    silent: list[str] = Field(
        description="Columns without a statement, proposal or figure on it in the documents that were read, while others have some; countries without "
        "a statement or proposal, since figures may be about any. That is what these documents hold: it does not mean that somebody was silent.",
        examples=[_TOPIC["silent"]],
    )


class DroppedTopicOut(Out):
    """A topic that was raised the last time, and is not now."""

    model_config = shaped(**_DROPPED)

    id: str = Field(description="Id of the topic.", examples=[_DROPPED["id"]])
    labels: Labels
    first_raised: SeenOut | None = Field(description="When it was raised first, by what is stored.")
    last_raised: SeenOut | None = Field(description="When it was raised last.")
    counts: RecordsOut = Field(description="What was said on it the last time.")


class AgendaOut(Out):
    """Topics by leaders: what was raised at a summit, in a series of them, or in a period, and by whom."""

    model_config = shaped(**_AGENDA)

    summit: LabelOut | None = Field(description="The summit that was asked for.")
    series: LabelOut | None = Field(description="Its series, or the one that was asked for.")
    date_from: date | None = Field(
        description="First day of the summit or period, null where it has none.",
        examples=[_AGENDA["date_from"]],
    )
    date_to: date | None = Field(
        description="Last day, part of it, null where it has none.", examples=[_AGENDA["date_to"]]
    )
    by: Side = Field(description="What the columns are.", examples=["leader"])
    documents: ReadOut
    counts: RecordsOut = Field(description="All records of the summit, series or period.")
    before: BeforeOut | None = Field(
        description="What it is compared with; null where nothing from before is stored, in the agenda of a series, and of a period with an open end."
    )
    columns: list[ColumnOut] = Field(
        description="Leaders or countries, those with the most statements first."
    )
    others: Count = Field(description="Columns beyond `limit`, of which nothing is told here.", examples=[0])
    topics: list[AgendaTopicOut] = Field(description="Topics that were raised, most statements first.")
    dropped: list[DroppedTopicOut] = Field(
        description="Topics that were raised the last time and are not now, most statements first."
    )
    data_version: Count = Field(
        description="Version of the stored data that the answer was made from.", examples=[42]
    )
    notes: list[str] = Field(
        description="What a reader should know about this answer, in sentences.", examples=[[]]
    )
