"""Days as pages write them, in the languages and orders of the region."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from app.settings import ROOT
from app.sources.page.dates import Calendar, day_of_stamp
from app.vocabulary import load_vocabulary

DAY = date(2025, 11, 6)


@lru_cache(maxsize=1)
def calendar() -> Calendar:
    words = load_vocabulary(ROOT / "data" / "vocabulary").page_words.values()
    return Calendar(entry.months for entry in words if entry.months)


@pytest.mark.parametrize(
    "text",
    [
        "6 ноября 2025 года, 14:30", "06.11.2025", "6.11.25 10:00", "Астана, 6 ноября 2025", "14:05, 6 Ноября 2025 г.", "ноябрь 6, 2025",
        "November 6, 2025", "6 November 2025", "Thu, 06 Nov 2025 10:00", "Nov. 6, 2025", "06/11/2025", "6-11-2025", "2025-11-06", "2025/11/6",
        "2025 жылғы 6 қараша", "6 Қараша 2025", "2025-жылдын 6-ноябры", "6-ноябрь, 2025-жыл", "2025-yil 6-noyabr", "2025 йил 6 ноябрь",
        "6 ноябри соли 2025", "6-njy noýabr 2025", "6 noyabr 2025-ci il", "6 Kasım 2025 Perşembe", "2025年11月6日", "发布时间：2025年11月06日",
        "Жарияланды: 06.11.2025", "6 ноября 2025 (обновлено 9 ноября 2025)",
    ],
)  # fmt: skip
def test_a_day_is_read(text: str) -> None:
    assert calendar().first(text) == DAY


@pytest.mark.parametrize(
    "text",
    ["6 ноября", "ноябрь 2025", "32.11.2025", "31 ноября 2025", "6/13/1825", "2025", "ст. 6.11", "1.2.3.2025", "6 ноября 1825",
     "маршрут 6 2025", "", "10-12-25", "тел. 06112025", "30.02.2025"],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert calendar().first(text) is None


def test_the_month_stands_first_where_a_rule_says_so() -> None:
    assert calendar().first("11/06/2025", month_first=True) == DAY
    assert calendar().first("11/06/2025") == date(2025, 6, 11)
    assert calendar().first("11/16/2025") == date(2025, 11, 16), "the only order that is a day"


@pytest.mark.parametrize(
    ("stamp", "found"),
    [
        ("2025-11-06", (DAY, False)), ("2025-11-06T23:30:00+05:00", (DAY, False)), ("2025-11-06T23:30:00Z", (DAY, True)),
        ("2025-11-06 14:30", (DAY, False)), ("20251106T1430", (DAY, False)), ("2025-11-06T14:30:00+0600", (DAY, False)),
        ("2025-11-06T23:30:00.000+00:00", (DAY, True)), ("1762430400", (DAY, True)), ("1762430400000", (DAY, True)),
        ("6 ноября 2025", None), ("", None), ("2025", None), ("0000-00-00", None), ("99999999999999999999", None), ("2025-13-40", None),
    ],
)  # fmt: skip
def test_a_stamp_keeps_the_day_that_is_written(stamp: str, found: tuple[date, bool] | None) -> None:
    assert day_of_stamp(stamp) == found


@pytest.mark.parametrize(
    ("line", "only"),
    [
        ("6 ноября 2025, 14:30", True), ("06.11.2025 14:30", True), ("6 ноября 2025 года", True), ("6 November 2025", True),
        ("6 ноября 2025 прошла встреча министров", False), ("Встреча 06.11.2025 в городе", False), ("слово", False),
    ],
)  # fmt: skip
def test_a_line_that_is_only_a_date_is_no_text(line: str, only: bool) -> None:
    assert calendar().is_only_a_date(line) is only
