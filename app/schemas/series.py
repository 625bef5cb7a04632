"""One thing over time, claim by claim, official values beside them, as it is published."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field

from app.domain.kinds import Bound, Measure, Modality, UnitKind
from app.schemas.claim import DaysOut, DerivedOut
from app.schemas.common import (
    DecimalText,
    DocumentRef,
    FigureId,
    LabelOut,
    Out,
    SpanOut,
    SpeakerOut,
    StatementId,
    Withheld,
    is_none,
    shaped,
)
from app.schemas.examples import example
from app.schemas.page import DataVersion, NextPage, Notes, PageBefore

SERIES_ID: Final = r"^[a-z0-9_+-]{1,80}\.[a-z]{1,20}\.[a-z]{0,20}\.[a-z]{1,20}(\.[A-Za-z0-9+-]{1,40}){1,50}$"

_DETAIL = example("SeriesDetail")
_OF_DETAIL = ("items", "next", "prev", "data_version", "notes")
_SERIES = {name: value for name, value in _DETAIL.items() if name not in _OF_DETAIL}
_TOLD = next(point for point in _DETAIL["items"] if point["kind"] == "told" and point["official"])
_SET = _SERIES["official"][0]
_SOURCE = next(point["source"] for point in _DETAIL["items"] if point["source"])

SeriesId = Annotated[
    str,
    Field(
        pattern=SERIES_ID,
        description="Metric, measure, kind of unit, modality and places, parted by points. It names the thing, so it stays whatever comes to be claimed "
        "of it. Of a flow the places are where it goes from and to.",
        examples=[_SERIES["id"]],
    ),
]
PointKind = Literal["told", "derived", "official"]
Vintage = Annotated[
    date,
    Field(description="As of which day these official values were published.", examples=[_SET["vintage"]]),
]
SourceName = Annotated[
    str,
    Field(description="Who publishes them, as whoever imported them named it.", examples=[_SET["source"]]),
]


class OfficialSetOut(Out):
    """Official values of one source and vintage that stand beside a series."""

    model_config = shaped(**_SET)

    source: SourceName
    vintage: Vintage
    values: int = Field(ge=1, description="How many there are.", examples=[_SET["values"]])
    first_period: DaysOut = Field(description="The earliest days that one of them is of.")
    last_period: DaysOut = Field(description="The latest.")


class SourceOut(Out):
    """Where an official value comes from."""

    model_config = shaped(**_SOURCE)

    name: SourceName
    vintage: Vintage
    code: str = Field(
        description="The series at its source: the code of the indicator, with those of its other dimensions where it has any.",
        examples=[_SOURCE["code"]],
    )
    file: str = Field(description="Name of the file that it was read from.", examples=[_SOURCE["file"]])
    line: int = Field(ge=1, description="Line of that file.", examples=[_SOURCE["line"]])


class OfficialOut(Out):
    """An official value of the same days and unit, and how far the claim lies from it. No verdict: either may be revised, or count differently."""

    model_config = shaped(**_TOLD["official"][0])

    source: SourceName
    vintage: Vintage
    value: DecimalText = Field(description="The official value.")
    absolute: DecimalText = Field(
        description="The claim less the official value; of a claimed range its nearer end, 0 where it lies within."
    )
    relative: DecimalText | None = Field(
        description="That in percent of the official value, to two places; null where the official value is 0."
    )
    apart: DecimalText = Field(
        description="What rounding and bounds of the claim leave unexplained, with the same sign: 0 where the official value lies between `low` and `high`."
    )
    apart_relative: DecimalText | None = Field(
        description="That in percent of the official value, to two places; null where the official value is 0."
    )


class PointOut(Out):
    """One value at one time: somebody told it, figures imply it, or a source of statistics has it.

    What is null of an official value: figure, statement, document, claimant, span, said_on. What is null of all others: source.
    """

    model_config = shaped(**_TOLD)

    kind: PointKind = Field(
        description="`told`: somebody says it; `derived`: figures of one text imply it; `official`: it was imported beside them.",
        examples=["told"],
    )
    period: DaysOut = Field(description="The days that it is of.")
    base_period: DaysOut | None = Field(
        description="The days that a change or growth is counted from. What grew in a calendar year grew against the year before, whether that is told or not."
    )
    value: DecimalText = Field(
        description="In base units; a change or growth that goes down is negative, a growth told in multiples is turned into percent.",
        examples=[_TOLD["value"]],
    )
    value_high: DecimalText | None = Field(description="Upper end of a range, else null.", examples=[None])
    low: DecimalText | None = Field(
        description="The lowest value that it leaves open: `1.7 billion` means 1.65 to 1.75. Null where it has no lower end.",
        examples=[_TOLD["low"]],
    )
    high: DecimalText | None = Field(
        description="The highest; null where it has no upper end, as of `more than 2`.",
        examples=[_TOLD["high"]],
    )
    unit: str | None = Field(description="Unit, null for a bare number.", examples=[_TOLD["unit"]])
    bound: Bound = Field(description="How exactly it is told.", examples=["exact"])
    metric: str = Field(
        description="The metric that it is told as: what one tells as imports the other tells as exports.",
        examples=[_TOLD["metric"]],
    )
    side: str = Field(description="Country or bloc whose figure it is.", examples=[_TOLD["side"]])
    compared: bool = Field(
        description="False where it need not be of the same thing as the others: its claimant gives several values in one text, or it is of one of many "
        "(routes, plants, goods), of a share of nobody knows what, or what a growth over several years led to.",
        examples=[True],
    )
    figure: FigureId | None = Field(description="The figure that tells it, or that implies it with others.")
    statement: StatementId | None = Field(
        description="The statement that it is part of, null where the narrator tells it."
    )
    document: DocumentRef | None = Field(description="The document that it stands in.")
    claimant: SpeakerOut | None = Field(
        description="Who states it, null for the narrator: then it is its document's publisher who claims it."
    )
    span: SpanOut | None = Field(description="Its words in the document.")
    derived: DerivedOut | None = Field(description="How it was computed, null of what was said.")
    said_on: date | None = Field(
        description="Day on which it was said, null where unknown.", examples=[_TOLD["said_on"]]
    )
    source: SourceOut | None = Field(description="Where an official value comes from.")
    official: list[OfficialOut] = Field(
        description="Official values of the same days and unit, one a source, and how far the claim lies from each."
    )
    withheld: Withheld = False


class SeriesOut(Out):
    """One thing over time: one metric, measure, kind of unit and modality, and the same places, whoever tells it.

    What one country imports from another is in the series of what the other exports to it.
    """

    model_config = shaped(**_SERIES)

    id: SeriesId
    metric: LabelOut = Field(
        description="What is measured. A flow goes by the name that its giving side has for it."
    )
    mirror: LabelOut | None = Field(
        description="Of a flow, which goes from the first place to the second: what the receiving side calls it. Null of everything else."
    )
    measure: Measure = Field(
        description="How much, by how much, a relative change, a part of a whole, or a price or rate.",
        examples=["level"],
    )
    unit_kind: UnitKind | None = Field(
        description="Sort of unit, null for bare numbers.", examples=[_SERIES["unit_kind"]]
    )
    modality: Modality = Field(description="A fact, a plan or a possibility.", examples=["actual"])
    places: list[LabelOut] = Field(description="Countries and blocs that it is about.")
    told: int = Field(ge=0, description="Points that somebody told, repetitions included.", examples=[2])
    derived: int = Field(ge=0, description="Points that figures imply.", examples=[0])
    claimants: int = Field(
        ge=1, description="Who tells them: people, bodies and publishers.", examples=[_SERIES["claimants"]]
    )
    first_period: DaysOut = Field(description="The earliest days that something is claimed of.")
    last_period: DaysOut = Field(description="The latest: those that begin last.")
    official: list[OfficialSetOut] = Field(
        description="What was imported beside it, by source, the newest vintage first; empty where nothing was."
    )


class SeriesDetail(SeriesOut):
    """A series with its points: a page of them, in the order of their periods, oldest first, and within a period in that of their telling."""

    model_config = shaped(**_DETAIL)

    items: list[PointOut] = Field(description="The points.")
    next: NextPage = Field(examples=[None])
    prev: PageBefore
    data_version: DataVersion
    notes: Notes
    total: int | None = Field(
        default=None,
        ge=0,
        description="Number of points on all pages; only with `count=exact`, else left out.",
        exclude_if=is_none,
        examples=[3],
    )
