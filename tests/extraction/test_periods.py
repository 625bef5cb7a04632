"""Periods as read against 12 September 2025."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

CASES = [
    ("В 2024 году товарооборот составил 5 млрд долларов.", "2024-01-01", "2024-12-31", "year"),
    ("За прошлый год товарооборот составил 5 млрд долларов.", "2024-01-01", "2024-12-31", "relative-year"),
    ("В этом году товарооборот составил 5 млрд долларов.", "2025-01-01", "2025-09-12", "this-year"),
    (
        "В январе-августе этого года товарооборот составил 5 млрд долларов.",
        "2025-01-01",
        "2025-08-31",
        "month-range",
    ),
    (
        "В январе – августе 2023 года товарооборот составил 5 млрд долларов.",
        "2023-01-01",
        "2023-08-31",
        "month-range",
    ),
    (
        "За январь — июль нынешнего года товарооборот составил 5 млрд долларов.",
        "2025-01-01",
        "2025-07-31",
        "month-range",
    ),
    (
        "За последние три года товарооборот составил 5 млрд долларов.",
        "2022-01-01",
        "2024-12-31",
        "last-years",
    ),
    (
        "С начала года товарооборот составил 5 млрд долларов.",
        "2025-01-01",
        "2025-09-12",
        "since-start-of-year",
    ),
    ("За 2022–2024 годы товарооборот составил 5 млрд долларов.", "2022-01-01", "2024-12-31", "year-range"),
    ("К 2030 году товарооборот составит 5 млрд долларов.", "2030-01-01", "2030-12-31", "by-year"),
    ("За первое полугодие товарооборот составил 5 млрд долларов.", "2025-01-01", "2025-06-30", "half-year"),
    (
        "В первом квартале нынешнего года товарооборот составил 5 млрд долларов.",
        "2025-01-01",
        "2025-03-31",
        "quarter",
    ),
    (
        "За первые пять месяцев товарооборот составил 5 млрд долларов.",
        "2025-01-01",
        "2025-05-31",
        "first-months",
    ),
    ("С 2016 года товарооборот составил 5 млрд долларов.", "2016-01-01", "2025-09-12", "since-year"),
    ("В августе товарооборот составил 5 млрд долларов.", "2025-08-01", "2025-08-31", "month"),
    ("Товарооборот составил 5 млрд долларов.", None, None, None),
]


@pytest.mark.parametrize(("text", "start", "end", "rule"), CASES, ids=[case[0][:40] for case in CASES])
def test_periods(read: Any, text: str, start: str | None, end: str | None, rule: str | None) -> None:
    (figure,) = read(text).figures
    found = figure.period
    assert (found and (found.start.isoformat(), found.end.isoformat(), found.rule)) == (
        start and (start, end, rule)
    )


def test_a_relative_word_without_a_day_gives_no_period(read: Any) -> None:
    (figure,) = read("За прошлый год товарооборот составил 5 млрд долларов.", "ru", None).figures
    assert figure.period is None


def test_what_is_compared_with_is_no_period_of_the_figure(read: Any) -> None:
    (figure,) = read("Товарооборот за прошлый год по сравнению с 2019 годом вырос на 12 процентов.").figures
    assert figure.period.start == date(2024, 1, 1)
    assert figure.base_period.start == date(2019, 1, 1)


def test_over_the_end_of_a_year(read: Any) -> None:
    (figure,) = read("В ноябре-феврале 2025 года товарооборот составил 5 млрд долларов.").figures
    assert (figure.period.start, figure.period.end) == (date(2024, 11, 1), date(2025, 2, 28))


@pytest.mark.parametrize(
    "text", ["Полтора последних года шёл рост на 5 процентов.", "0,5 следующих лет — это 5 тонн."]
)
def test_parts_of_years_are_no_calendar_years(read: Any, text: str) -> None:
    assert all(figure.period is None for figure in read(text).figures)
