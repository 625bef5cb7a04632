"""Stretches of days as SDMX and ISO 8601 write them, read back by what reads official statistics."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domain.calendar import duration, interval, time_period
from app.sources.statistics import Days, period_of


@pytest.mark.parametrize(("start", "end", "frequency", "told"), [
    ("2025-01-01", "2025-12-31", "A", "2025"),
    ("2025-07-01", "2025-12-31", "S", "2025-S2"),
    ("2025-07-01", "2025-09-30", "Q", "2025-Q3"),
    ("2024-02-01", "2024-02-29", "M", "2024-M02"),
    ("2020-12-28", "2021-01-03", "W", "2020-W53"),
    ("2025-08-15", "2025-08-15", "D", "2025-08-15"),
    ("2024-02-01", "2024-02-28", "_O", "2024-02-01/P28D"),
    ("2025-01-01", "2025-09-30", "_O", "2025-01-01/P9M"),
    ("2025-02-01", "2025-04-30", "_O", "2025-02-01/P3M"),
    ("2025-02-01", "2026-01-31", "_O", "2025-02-01/P1Y"),
    ("2020-01-01", "2024-12-31", "_O", "2020-01-01/P5Y"),
    ("2025-11-16", "2025-11-22", "_O", "2025-11-16/P7D"),
    ("0001-01-01", "9999-12-31", "_O", "0001-01-01/P9999Y"),
])  # fmt: skip
def test_periods_of_sdmx(start: str, end: str, frequency: str, told: str) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    assert time_period(first, last) == (frequency, told)
    assert interval(first, last) == f"{start}/{end}"


@given(some.dates(date(1900, 1, 1), date(2100, 1, 1)), some.integers(0, 4000))
def test_what_is_written_is_read_as_the_same_days(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    assert period_of(time_period(start, end).told) == Days(start, end)
    assert period_of(f"{start.isoformat()}/{duration(start, end)}") == Days(start, end)


@given(some.integers(1900, 2100), some.integers(0, 11), some.integers(1, 40))
def test_whole_months_too(year: int, month: int, count: int) -> None:
    last = year * 12 + month + count
    start, end = date(year, month + 1, 1), date(last // 12, last % 12 + 1, 1) - timedelta(days=1)
    assert period_of(time_period(start, end).told) == Days(start, end)
    assert duration(start, end) in (f"P{count}M", f"P{count // 12}Y")
