"""Charts as numbers: where each line and each word of a drawing lies. The templates write them as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from app.charts.scales import Scale
from app.web.view import Record, View

WIDTH: Final = 360
"""Of a drawing, in the units of its text: the narrowest screen shows it as it is, wider ones a little larger."""

_EDGE: Final = 8
_ROW: Final = 46
_LINE: Final = 44
"""Characters that fit above a line: a name and its value; the table beside the drawing has the whole name."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A claim as a line from `left` to `right`, its value a point at `at`; ends that are open reach the edge of the drawing."""

    name: str
    value: str
    href: str
    y: int
    left: float
    right: float
    at: float
    open_left: bool
    open_right: bool
    derived: bool


@dataclass(frozen=True, slots=True)
class Intervals:
    """Claims of one thing on one scale."""

    rows: list[Interval]
    low: str
    high: str
    height: int
    width: int = WIDTH


def intervals(view: View, claim: Record) -> Intervals | None:
    """The claims that can be compared, in one unit; None where there are fewer than two."""
    spread = claim["spread"]
    rows = [
        (number, row)
        for number, row in enumerate(claim["claims"], 1)
        if spread and row["compared"] and row["unit"] == spread["unit"]
    ]
    if len(rows) < 2:
        return None
    points = [Decimal(value) for _, row in rows for value in (row["low"], row["high"], row["value"]) if value]
    low, high = min(points), max(points)
    room = (high - low) or Decimal(1)
    low, high = low - room / 10, high + room / 10

    scale = Scale(float(low), float(high), _EDGE, WIDTH - _EDGE)

    def x(value: Decimal) -> float:
        return round(scale.at(float(value)), 1)

    drawn = []
    for place, (number, row) in enumerate(rows):
        value = (Decimal(row["value"]) + Decimal(row["value_high"] or row["value"])) / 2
        told = view.words.amount(row["value"], None, row["value_high"])
        drawn.append(
            Interval(
                name=_cut(claimant(view, row), max(12, _LINE - len(told))),
                value=told,
                href=f"#{claim['id']}-{number}",
                y=place * _ROW,
                left=x(Decimal(row["low"])) if row["low"] else _EDGE,
                right=x(Decimal(row["high"])) if row["high"] else WIDTH - _EDGE,
                at=x(value),
                open_left=row["low"] is None,
                open_right=row["high"] is None,
                derived=row["derived"] is not None,
            )
        )
    unit = spread["unit"]
    ends = (min(points), max(points))
    return Intervals(
        drawn,
        view.words.amount(format(ends[0], "f"), None),
        view.words.amount(format(ends[1], "f"), unit),
        len(rows) * _ROW + 24,
    )


def claimant(view: View, row: Record) -> str:
    """Who claims it: a speaker, else the publisher of the document."""
    if row["claimant"]:
        return view.label(row["claimant"])
    return row["document"]["publisher"] or view.words("speaker.narrator")


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Column:
    """A year as a column of a drawing."""

    label: str
    n: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Columns:
    """How many records there are of each year; none of some, which have their place all the same."""

    columns: list[Column]
    width: int
    height: int


_TALL: Final = 72
_ABOVE: Final = 18
_STEP: Final = 44
_MOST_YEARS: Final = 14
"""Years that are drawn, which a wide screen shows in one line."""


def years(values: Sequence[Mapping[str, Any]]) -> Columns | None:
    """The latest years of a facet as columns, each as far from the next as it is in time; None where there are fewer than two."""
    counted = {int(each["value"]): each["n"] for each in values}
    if len(counted) < 2:
        return None
    last = max(counted)
    first = max(min(counted), last - _MOST_YEARS + 1)
    drawn = range(first, last + 1)
    most = max(counted.get(year, 0) for year in drawn)
    columns = []
    for place, year in enumerate(drawn):
        n = counted.get(year, 0)
        height = max(1.0, round(_TALL * n / most, 1)) if n else 0.0
        columns.append(
            Column(str(year), n, place * _STEP + 6.0, round(_ABOVE + _TALL - height, 1), _STEP - 12.0, height)
        )
    return Columns(columns, len(drawn) * _STEP, _ABOVE + _TALL + 18)
