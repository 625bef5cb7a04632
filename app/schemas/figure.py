"""A figure as it is published."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.domain.kinds import Bound, Direction, FigureFlag, Measure, Modality
from app.schemas.common import (
    DecimalText,
    DocumentRef,
    FigureId,
    LabelOut,
    Language,
    Out,
    Reviewed,
    Revision,
    Rule,
    SaidOn,
    SpanOut,
    SpeakerOut,
    StatementId,
    Withheld,
    is_none,
    shaped,
)
from app.schemas.document import DocumentOut
from app.schemas.examples import example
from app.schemas.hit import Hit
from app.schemas.included import CONTEXT, ContextOut
from app.schemas.statement import StatementOut

_FIGURE = example("FigureOut")
_PERIOD = _FIGURE["period"]


class PeriodOut(Out):
    """A stretch of calendar days, first and last included."""

    model_config = shaped(**_PERIOD)

    start: date = Field(description="First day.", examples=[_PERIOD["start"]])
    end: date = Field(description="Last day, part of it.", examples=[_PERIOD["end"]])
    rule: str = Field(description="How it was read.", examples=[_PERIOD["rule"]])
    ambiguous: bool = Field(description="Whether the words allow another reading.", examples=[False])


class FigureIncluded(Out):
    """What `include=` adds to a figure."""

    model_config = shaped(context=CONTEXT)

    document: DocumentOut | None = Field(
        default=None, description="The document that it comes from.", exclude_if=is_none
    )
    context: ContextOut | None = Field(
        default=None, description="The paragraphs around its words.", exclude_if=is_none
    )
    statement: StatementOut | None = Field(
        default=None,
        description="The statement that it is part of, null where the narrator tells it.",
        exclude_if=is_none,
    )
    companion: FigureOut | None = Field(
        default=None,
        description="The level that a growth or change belongs to, null where there is none.",
        exclude_if=is_none,
    )


class FigureOut(Out):
    """A quantity of an economy or a society, with its metric, unit, period, places and claimant."""

    model_config = shaped(**_FIGURE)

    id: FigureId
    document: DocumentRef
    statement: StatementId | None = Field(
        description="The statement that it is part of, null where the narrator tells it."
    )
    span: SpanOut
    value: DecimalText = Field(
        description="Exact value in base units, scale words multiplied out.", examples=[_FIGURE["value"]]
    )
    value_high: DecimalText | None = Field(description="Upper end of a range, else null.", examples=[None])
    unit: str | None = Field(
        description="`percent`, `times`, a currency (ISO 4217) or another unit of the vocabulary; null for a bare number.",
        examples=[_FIGURE["unit"]],
    )
    measure: Measure = Field(
        description="How much, by how much, a relative change, a part of a whole, or a price or rate.",
        examples=[_FIGURE["measure"]],
    )
    direction: Direction | None = Field(
        description="Of a change or growth, if the text tells it.", examples=[_FIGURE["direction"]]
    )
    modality: Modality = Field(description="A fact, a plan or a possibility.", examples=["actual"])
    bound: Bound = Field(description="How exactly it is told.", examples=["exact"])
    step: DecimalText | None = Field(
        description="Value of the last written digit in base units; half of it either way is the rounding interval.",
        examples=[_FIGURE["step"]],
    )
    metric: LabelOut = Field(
        description="What is measured.",
        examples=[_FIGURE["metric"]],
    )
    period: PeriodOut | None = Field(
        description="The days that it speaks of, null where the text tells none."
    )
    base_period: PeriodOut | None = Field(description="The days that a change or growth is counted from.")
    reporter: LabelOut | None = Field(description="Country or bloc whose figure it is.")
    partners: list[LabelOut] = Field(description="The other countries and blocs that it is about.")
    claimant: SpeakerOut | None = Field(description="Who states it, null for the narrator.")
    companion: FigureId | None = Field(description="The level that a growth or change belongs to.")
    topics: list[LabelOut] = Field(description="Topics, the main one first.")
    flags: list[FigureFlag] = Field(
        description="What it lacks or how oddly it is told: `missing_period` no days are told; `ambiguous_period` the days are told "
        "without a year, or could be others; `growth_without_base` not told against what; `unit_left_out` the unit is that of the figure "
        "before; `odd_typography` number and word glued, a currency told twice or in the middle.",
        examples=[_FIGURE["flags"]],
    )
    said_on: SaidOn
    summit: LabelOut | None = Field(
        description="The summit that the document speaks of, null if it could not be told."
    )
    language: Language
    rule: Rule
    review: Reviewed
    revision: Revision
    withheld: Withheld = False
    hit: Hit = None
    included: FigureIncluded | None = Field(
        default=None,
        description="What `include=` asks for, else left out.",
        exclude_if=is_none,  # records are stored without it
    )


FigureIncluded.model_rebuild()
