"""A derived value as it is published: never mixed with what was said, always with its inputs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.schemas.common import DecimalText, FigureId, Out, shaped
from app.schemas.examples import example
from app.schemas.figure import PeriodOut

_LIST = example("ImpliedList")
_IMPLIED = _LIST["items"][0]


class ImpliedOut(Out):
    """The level before a growth, implied by the growth and the level after it, with the interval that rounding leaves."""

    model_config = shaped(**_IMPLIED)

    derived: Literal[True] = Field(description="Always true: nobody said this value.")
    value: DecimalText = Field(description="The implied level, to twelve digits.")
    low: DecimalText = Field(description="Lowest level that rounds to what was said.")
    high: DecimalText = Field(description="Highest level that rounds to what was said.")
    unit: str | None = Field(description="Unit of the level.", examples=[_IMPLIED["unit"]])
    formula: str = Field(description="How it was computed.", examples=[_IMPLIED["formula"]])
    level: FigureId
    growth: FigureId
    period: PeriodOut | None = Field(description="The days of the implied level: the growth's base period.")


class ImpliedList(Out):
    """What a figure implies; empty where it is no growth with a level."""

    model_config = shaped(**_LIST)

    items: list[ImpliedOut] = Field(description="Derived values, at most one so far.")
