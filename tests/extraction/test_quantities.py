"""Numbers with units: value, unit, and the exact words. One line a case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kinds import Bound
from app.domain.quantity import plain
from app.extraction.quantities.numbers import plain_digits

CASES = [
    # text, words, value, high, unit, bound
    ("рост на 15процентов", "15процентов", "15", None, "percent", "exact"),
    ("достигнув $135 миллионов", "$135 миллионов", "135000000", None, "USD", "exact"),
    ("составил 1 миллиард $700 миллионов", "1 миллиард $700 миллионов", "1700000000", None, "USD", "exact"),
    ("вырос до 3 млрд 150 млн долларов", "3 млрд 150 млн долларов", "3150000000", None, "USD", "exact"),
    ("составил 2,5 млрд долларов США", "2,5 млрд долларов США", "2500000000", None, "USD", "exact"),
    ("на сумму 1 200 тенге", "1 200 тенге", "1200", None, "KZT", "exact"),
    ("на сумму 48\u00a0500\u00a0000 сомов", "48\u00a0500\u00a0000 сомов", "48500000", None, "KGS", "exact"),
    ("свыше 45 млрд. долларов", "45 млрд. долларов", "45000000000", None, "USD", "over"),
    ("около трёх триллионов иен", "трёх триллионов иен", "3000000000000", None, "JPY", "about"),
    ("составило девяносто три процента", "девяносто три процента", "93", None, "percent", "exact"),
    ("вложено полтора миллиарда евро", "полтора миллиарда евро", "1500000000", None, "EUR", "exact"),
    ("нанять 60–70 сотрудников", "60–70 сотрудников", "60", "70", "people", "exact"),
    ("потребуется 35–40 млн долларов", "35–40 млн долларов", "35000000", "40000000", "USD", "exact"),
    ("теряется от 35 до 40 процентов", "35 до 40 процентов", "35", "40", "percent", "exact"),
    ("вырос в 2,5 раза", "в 2,5 раза", "2.5", None, "times", "exact"),
    ("вырос вдвое", "вдвое", "2", None, "times", "exact"),
    ("мощностью 250 МВт", "250 МВт", "250000000", None, "W", "exact"),
    ("выработано 90 млн кВт·ч", "90 млн кВт·ч", "90000000", None, "kWh", "exact"),
    ("перевезено 1,2 млн тонн", "1,2 млн тонн", "1200000", None, "t", "exact"),
    ("построено 17 школ", "17 школ", "17", None, "items", "exact"),
    ("не менее двух миллиардов кубометров", "двух миллиардов кубометров", "2000000000", None, "m3", "over"),
    ("менее 5%", "5%", "5", None, "percent", "under"),
    ("вырос до 10 процентов", "10 процентов", "10", None, "percent", "exact"),
    ("дорога длиной 870 километров", "870 километров", "870", None, "km", "exact"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_quantities(read: Any, case: tuple[str, str, str, str | None, str, str]) -> None:
    text, words, value, high, unit, bound = case
    found = [
        (
            item.span.of(text),
            plain(item.value),
            plain(item.value_high) if item.value_high else None,
            item.unit,
            item.bound.value,
        )
        for item in read(text).quantities
        if item.unit is not None
    ]
    assert found == [(words, value, high, unit, bound)]


@pytest.mark.parametrize(
    "text",
    ["16 ноября 2025 года", "в 2024 году", "к 2030 году", "в 10:40", "проект CASA-1000", "формат C5+1", "школа № 7", "седьмая встреча",
     "7-й саммит", "статья 14", "версия 3.5.1"],
)  # fmt: skip
def test_what_is_no_quantity(read: Any, text: str) -> None:
    assert [item.span.of(text) for item in read(text).quantities if item.unit is not None] == []


@given(st.decimals(min_value=0, max_value=10**12, places=3))
def test_any_number_written_in_russian_digits_is_read_back(value: Decimal) -> None:
    written = format(value.normalize(), "f").replace(".", ",")
    read = plain_digits(written, comma_is_decimal=True)
    assert read is not None and read[0] == value


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_any_number_written_in_english_digits_is_read_back(value: Decimal) -> None:
    read = plain_digits(f"{value:,.2f}", comma_is_decimal=False)
    assert read is not None and read[0] == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_a_plain_decimal_has_no_exponent_and_is_equal(value: Decimal) -> None:
    text = plain(value)
    assert "e" not in text.lower()
    assert Decimal(text) == value


def test_the_course_from_one_value_to_another_is_two(read: Any) -> None:
    text = "доля возросла с 8 до 19 процентов"
    assert [(plain(item.value), item.bound) for item in read(text).quantities] == [
        ("8", Bound.EXACT),
        ("19", Bound.EXACT),
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Экспорт вырос в 2,5 раза,"),
        ("ru", "в 2,5 раза ,"),
        ("en", "Exports grew 12 percent,"),
        ("en", "Exports grew 12 percent and"),
    ],
)
def test_a_text_that_breaks_off_after_a_figure_is_read(read: Any, lang: str, text: str) -> None:
    assert len(read(text, lang=lang).figures) == 1
