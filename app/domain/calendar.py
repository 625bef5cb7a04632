"""Stretches of days as the standards write them: ISO 8601 durations and intervals, and the time periods of SDMX."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

_PARTS: Final = {1: "M", 3: "Q", 6: "S", 12: "A"}
"""Months of a part of the year -> its letter in SDMX."""

OTHER: Final = "_O"
"""The frequency of what is no whole year, half, quarter, month, ISO week or day."""


class TimePeriod(NamedTuple):
    """A stretch of days in SDMX: the code of its frequency, and what stands in TIME_PERIOD."""

    frequency: str
    told: str


def whole_months(start: date, end: date) -> int | None:
    """How many calendar months from the first to the last day, both included; None where they are not whole.

    >>> whole_months(date(2024, 1, 1), date(2024, 2, 29)), whole_months(date(2024, 1, 1), date(2024, 2, 28))
    (2, None)
    """
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return None
    return 12 * (end.year - start.year) + end.month - start.month + 1


def duration(start: date, end: date) -> str:
    """How long it is, first and last day included, as an ISO 8601 duration in years, else months, else days.

    >>> duration(date(2024, 1, 1), date(2025, 12, 31)), duration(date(2025, 1, 1), date(2025, 9, 30))
    ('P2Y', 'P9M')
    >>> duration(date(2025, 11, 15), date(2025, 11, 16))
    'P2D'
    """
    months = whole_months(start, end)
    if months is None:
        return f"P{(end - start).days + 1}D"
    return f"P{months}M" if months % 12 else f"P{months // 12}Y"


def interval(start: date, end: date) -> str:
    """First and last day, as an ISO 8601 interval."""
    return f"{start.isoformat()}/{end.isoformat()}"


def time_period(start: date, end: date) -> TimePeriod:
    """A stretch of days as SDMX writes it (SDMX 3.0, section 6, 4.2). What is no calendar period is a time range: first day and duration.

    >>> time_period(date(2025, 7, 1), date(2025, 9, 30))
    TimePeriod(frequency='Q', told='2025-Q3')
    >>> time_period(date(2025, 1, 1), date(2025, 9, 30))
    TimePeriod(frequency='_O', told='2025-01-01/P9M')
    """
    months = whole_months(start, end)
    if months in _PARTS and (start.month - 1) % months == 0:
        letter, number = _PARTS[months], (start.month - 1) // months + 1
        year = f"{start.year:04d}"
        return TimePeriod(
            letter, {"A": year, "M": f"{year}-M{number:02d}"}.get(letter, f"{year}-{letter}{number}")
        )
    if start == end:
        return TimePeriod("D", start.isoformat())
    if start.weekday() == 0 and (end - start).days == 6:
        iso = start.isocalendar()
        return TimePeriod("W", f"{iso.year:04d}-W{iso.week:02d}")
    return TimePeriod(OTHER, f"{start.isoformat()}/{duration(start, end)}")
