"""A derived value as it is published: never mixed with what was said, always with its inputs."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from app.schemas.common import DecimalText, FigureId, Out, shaped
from app.schemas.figure import PeriodOut

IMPLIED_EXAMPLE: dict[str, Any] = {
    "derived": True,
    "value": "1491228070.2",
    "low": "1441048034.9",
    "high": "1541850220.3",
    "unit": "USD",
    "formula": "level / (1 + growth / 100)",
    "level": "fi-2fdc2wd7tnn0b",
    "growth": "fi-7p9g8ttqzysf2",
    "period": {"start": "2024-01-01", "end": "2024-08-31", "rule": "a-year-earlier", "ambiguous": False},
}


class ImpliedOut(Out):
    """The level before a growth, implied by the growth and the level after it, with the interval that rounding leaves."""

    model_config = shaped(**IMPLIED_EXAMPLE)

    derived: Literal[True] = Field(description="Always true: nobody said this value.")
    value: DecimalText = Field(description="The implied level, to twelve digits.")
    low: DecimalText = Field(description="Lowest level that rounds to what was said.")
    high: DecimalText = Field(description="Highest level that rounds to what was said.")
    unit: str | None = Field(description="Unit of the level.", examples=["USD"])
    formula: str = Field(description="How it was computed.", examples=["level / (1 + growth / 100)"])
    level: FigureId
    growth: FigureId
    period: PeriodOut | None = Field(description="The days of the implied level: the growth's base period.")


class ImpliedList(Out):
    """What a figure implies; empty where it is no growth with a level."""

    model_config = shaped(items=[IMPLIED_EXAMPLE])

    items: list[ImpliedOut] = Field(description="Derived values, at most one so far.")
