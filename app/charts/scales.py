"""Numbers and days -> places on the paper, and where the lines of an axis stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from app.charts.marks import Language, Mark
from app.charts.words import month

_STEPS: Final = (1, 2, 2.5, 5, 10)
_FINEST: Final = 1e-9
"""What numbers must differ by, in parts of the larger one, to lie apart on paper."""

_WIDEST: Final = 500
"""Days up to which an axis of time counts months."""


class Scale(NamedTuple):
    """A straight line from the numbers between `low` and `high` to the places between `start` and `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value; of one beyond the ends, the end."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


class Tick(NamedTuple):
    """A line of an axis of time."""

    day: int
    """As an ordinal."""
    label: str


def value_ends(marks: Sequence[Mark]) -> tuple[float, float]:
    """The lowest and the highest number that an axis must reach."""
    numbers = [
        each
        for mark in marks
        for each in (mark.value, mark.value_high, mark.low, mark.high)
        if each is not None
    ]
    low, high = min(numbers), max(numbers)
    if low > 0 and low < high / 2:
        low = 0.0  # what is near enough to nothing is shown with it
    elif high < 0 and high > low / 2:
        high = 0.0
    if high - low <= max(abs(low), abs(high)) * _FINEST:
        room = abs(low) * 0.1 or 1.0
        return low - room, high + room
    return low, high


def value_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers from at or under `low` to at or above `high`, about `most` of them."""
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each for each in _STEPS if each * power >= rough * (1 - 1e-9)) * power
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, last + 1)]


def time_ends(marks: Sequence[Mark]) -> tuple[int, int]:
    """The days that an axis begins and ends with: whole years, or whole months of a short time."""
    start, end = min(mark.start for mark in marks), max(mark.end for mark in marks)
    if (end - start).days > _WIDEST or (start.year != end.year and start.month == 1 and end.month == 12):
        return date(start.year, 1, 1).toordinal(), date(end.year, 12, 31).toordinal() + 1
    first = start.replace(day=1).toordinal()
    after = end.month % 12 + 1
    year = min(end.year + (after == 1), date.max.year)
    last = date(year, after, 1).toordinal() if year > end.year or after > 1 else end.toordinal() + 1
    return first, max(last, first + 28)


def time_ticks(first: int, last: int, language: Language, most: int = 6) -> list[Tick]:
    """Beginnings of years, at most about `most`; of months where there is no year and a half."""
    start, end = date.fromordinal(first), date.fromordinal(last - 1)
    if last - first > _WIDEST + 31:
        years = end.year - start.year + 1
        step = next(each for each in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if years / each <= most)
        wanted = [year for year in range(start.year, end.year + 1) if year % step == 0 or years == 1]
        return [Tick(date(year, 1, 1).toordinal(), str(year)) for year in wanted]
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    step = next(each for each in (1, 2, 3, 6, 12) if months / each <= most - 2 or each == 12)
    found: list[Tick] = []
    for count in range(0, months, step):
        year, number = divmod(start.year * 12 + start.month - 1 + count, 12)
        if year <= date.max.year and (day := date(year, number + 1, 1)).toordinal() < last:
            is_new = not found or date.fromordinal(found[-1].day).year != year
            found.append(Tick(day.toordinal(), month(day, language, with_year=is_new)))
    return found
