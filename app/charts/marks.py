"""What a chart is drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.record import record

Kind = Literal["told", "derived", "official"]
Language = Literal["ru", "en"]


@record(kw_only=True)
class Mark:
    """One value at one time, by somebody."""

    kind: Kind
    start: date
    end: date
    """First and last day of its period."""
    value: float
    value_high: float | None = None
    low: float | None = None
    high: float | None = None
    """What it leaves open; None where there is no end, or none is known."""
    bounded: bool = False
    """Whether it tells one end only ('more than 2')."""
    unit: str | None
    who: str
    """Whose it is; the key of `Chart.names`."""
    times: int = 1
    """How often it was said."""
    said_on: str = ""
    address: str
    """Of its record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One series: what it is of, in words, and its marks, in the order of time."""

    title: str
    language: Language
    marks: Sequence[Mark]
    names: Mapping[str, str]
    """Who -> as he is called."""
    units: Mapping[str | None, str]
    """Unit -> as it is written."""
    left_out: int = 0
    """Different points that are not among the marks."""
