"""What is claimed of one thing, side by side, as it is published."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import Field

from app.domain.kinds import Bound, Cause, Measure, Modality
from app.schemas.common import (
    ClaimId,
    DecimalText,
    DocumentRef,
    FigureId,
    LabelOut,
    Out,
    SpanOut,
    SpeakerOut,
    StatementId,
    Withheld,
    shaped,
)
from app.schemas.examples import example

MOST_CLAIMS: Final = 20
"""Rows of one record: a page has up to five hundred records."""

_CLAIM = example("ClaimOut")
_ROW = _CLAIM["claims"][0]
_LIST = example("ClaimList")
_DERIVED = next(row["derived"] for claim in _LIST["items"] for row in claim["claims"] if row["derived"])


class DaysOut(Out):
    """A stretch of calendar days, first and last included."""

    model_config = shaped(**_CLAIM["period"])

    start: date = Field(description="First day.", examples=[_CLAIM["period"]["start"]])
    end: date = Field(description="Last day, part of it.", examples=[_CLAIM["period"]["end"]])


class InputOut(Out):
    """A figure that a derived value was computed from."""

    model_config = shaped(**_DERIVED["inputs"][0])

    id: FigureId
    value: DecimalText
    unit: str | None = Field(description="Its unit.", examples=["USD"])
    span: SpanOut


class DerivedOut(Out):
    """How a value was computed that nobody said."""

    model_config = shaped(**_DERIVED)

    formula: str = Field(
        description="Its names are those of the inputs, in their order.", examples=[_DERIVED["formula"]]
    )
    inputs: list[InputOut] = Field(description="The figures that it was computed from.")


class ClaimantOut(Out):
    """What one claims, as he said it first."""

    model_config = shaped(**_ROW)

    figure: FigureId
    statement: StatementId | None = Field(
        description="The statement that it is part of, null where the narrator tells it."
    )
    document: DocumentRef
    claimant: SpeakerOut | None = Field(
        description="Who states it, null for the narrator: then it is its document's publisher who claims it."
    )
    span: SpanOut
    value: DecimalText = Field(
        description="In base units; a change or growth that goes down is negative, a growth told in multiples is turned into percent.",
        examples=[_ROW["value"]],
    )
    value_high: DecimalText | None = Field(description="Upper end of a range, else null.", examples=[None])
    unit: str | None = Field(description="Unit, null for a bare number.", examples=[_ROW["unit"]])
    bound: Bound = Field(description="How exactly it is told.", examples=["exact"])
    low: DecimalText | None = Field(
        description="The lowest value that it leaves open: `1.7 billion` means 1.65 to 1.75. Null where it has no lower end.",
        examples=[_ROW["low"]],
    )
    high: DecimalText | None = Field(
        description="The highest; null where it has no upper end, as of `more than 2`.",
        examples=[_ROW["high"]],
    )
    metric: str = Field(
        description="The metric that it is told as: what one tells as imports the other tells as exports.",
        examples=[_ROW["metric"]],
    )
    side: str = Field(description="Country or bloc whose figure it is.", examples=[_ROW["side"]])
    compared: bool = Field(
        description="False where it need not be of the same thing as the others, so that it counts neither for the spread nor for a disagreement: its claimant "
        "gives several values in one text, or it is of one of many (routes, plants, goods), of a share of nobody knows what, or what a growth over several "
        "years led to.",
        examples=[True],
    )
    derived: DerivedOut | None = Field(description="How it was computed, null of what was said.")
    said_on: date | None = Field(description="Day on which it was said first.", examples=["2025-11-16"])
    last_said_on: date | None = Field(description="Day on which it was said last.", examples=["2025-11-16"])
    times: int = Field(ge=1, description="How many times it was said.", examples=[1])
    withheld: Withheld = False


class SpreadOut(Out):
    """How far claims lie apart, in the unit in which they disagree, else in the one that most of them have."""

    model_config = shaped(**_CLAIM["spread"])

    unit: str | None = Field(description="The unit.", examples=[_CLAIM["spread"]["unit"]])
    low: DecimalText = Field(description="The lowest value.")
    high: DecimalText = Field(description="The highest value.")
    absolute: DecimalText = Field(description="The highest less the lowest.")
    relative: DecimalText | None = Field(
        description="That in percent of the one that is farther from 0, to two places; null where both are 0.",
        examples=[_CLAIM["spread"]["relative"]],
    )
    apart: DecimalText = Field(
        description="What rounding and bounds leave unexplained: how far the highest of the low ends lies above the lowest of the high ones. 0 "
        "where all claims can be true at once."
    )
    compared: int = Field(ge=1, description="Rows that were compared.", examples=[2])


class ClaimOut(Out):
    """What is claimed of one thing: one metric of one period and the same places, by everybody who tells it, and what figures imply of it.

    No verdict: only how far the claims lie apart, and what that may come from.
    """

    model_config = shaped(**_CLAIM)

    id: ClaimId
    metric: LabelOut = Field(
        description="What is measured, as it was told first. What one country imports from another is the same as what the other exports to it."
    )
    measure: Measure = Field(
        description="How much, by how much, a relative change, a part of a whole, or a price or rate.",
        examples=["level"],
    )
    modality: Modality = Field(description="A fact, a plan or a possibility.", examples=["actual"])
    period: DaysOut = Field(description="The days that all speak of.")
    base_period: DaysOut | None = Field(
        description="The days that a change or growth is counted from. What grew in a calendar year grew against the year before, and trade, output and "
        "the like from January to a month's end against the same months, whether that is told or not."
    )
    places: list[LabelOut] = Field(
        description="Countries and blocs that it is about, the reporting side of the oldest claim first."
    )
    topics: list[LabelOut] = Field(description="Topics of the figures.")
    claims: list[ClaimantOut] = Field(
        description=f"One row for each claimant and value, the oldest first. Of more than {MOST_CLAIMS} those between which the spread lies and the oldest "
        "of the others."
    )
    left_out: int = Field(ge=0, description="Rows that are not among them.", examples=[0])
    figures: int = Field(ge=2, description="Figures, repetitions and derived ones included.", examples=[2])
    claimants: int = Field(ge=1, description="Who claims it: people, bodies and publishers.", examples=[2])
    documents: int = Field(ge=1, description="Documents in which it is claimed.", examples=[2])
    spread: SpreadOut | None = Field(
        description="How far the claims lie apart; null where none can be compared."
    )
    disagreeing: bool = Field(
        description="Whether claims of one thing lie apart by more than rounding explains. False where the cause `partner` alone tells them apart: then "
        "nobody knows whether they are of the same thing.",
        examples=[True],
    )
    causes: list[Cause] = Field(
        description="What a difference may come from. `rounding`: the values differ, and all can be true; `bound`: so they do, and some tell only "
        "one end, or no number; `mirror`: they are the figures of different sides; `preliminary`: some were told no later than 45 days after the "
        "period, others later; `revised`: one and the same told it otherwise on another day; `overlapping_period`: the days of some can be read in another way; `unit`: some are told in other units; `services`: some "
        "count services in; `partner`: one of two sides is told only, and the other may not be the same.",
        examples=[["mirror"]],
    )
    first_said_on: date | None = Field(description="The first day of all.", examples=["2025-11-16"])
    said_on: date | None = Field(description="The last day of all.", examples=["2025-11-16"])


class ClaimList(Out):
    """Claims of several things, without pages."""

    model_config = shaped(**_LIST)

    items: list[ClaimOut] = Field(description="One record for each thing.")
