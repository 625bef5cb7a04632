"""Files of official statistics: both forms, each value with its line, and what is none said with its reason."""

from __future__ import annotations

import gzip
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.errors import InvalidInput
from app.sources.statistics import Days, Observation, Passed, period_of, read_statistics

BANK = """\
\ufeff"Data Source","World Development Indicators",

"Last Updated Date","2026-07-01",

"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023","2024",
"Ardan, Republic of","XAA","GDP (current US$)","NY.GDP.MKTP.CD","1234567890.123456789","","1.5E3",
"Berd","XBB","GDP
(current US$)","NY.GDP.MKTP.CD","..","-2","many",
"""


def read(path: Path, text: str) -> list[Observation | Passed]:
    path.write_text(text, encoding="utf-8", newline="")
    return list(read_statistics(path))


def values(found: list[Observation | Passed]) -> list[Observation]:
    return [each for each in found if isinstance(each, Observation)]


def passed(found: list[Observation | Passed]) -> list[Passed]:
    return [each for each in found if isinstance(each, Passed)]


def test_the_wide_form_with_preamble_mark_and_a_cell_of_two_lines(tmp_path: Path) -> None:
    found = read(tmp_path / "bank.csv", BANK)
    assert [(each.line, each.place, each.period.start.year, each.value) for each in values(found)] == [
        (6, "XAA", 2022, Decimal("1234567890.123456789")),
        (6, "XAA", 2024, Decimal("1500")),
        (7, "XBB", 2023, Decimal(-2)),
    ]
    assert {each.indicator for each in values(found)} == {"NY.GDP.MKTP.CD"}
    assert [(each.line, each.reason, each.told) for each in passed(found)] == [
        (6, "it has no value", ""),
        (7, "it has no value", ""),
        (7, "its value is no number", "many"),
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("text", [
    # 1.0
    "DATAFLOW,REF_AREA,COUNTERPART_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT\n"
    "A:B(1.0),XA,XB,T,2024-Q1,1.7,USD,9\n",
    # 1.0 with labels
    "DATAFLOW,REF_AREA: Area,COUNTERPART_AREA: Partner,INDICATOR: What,TIME_PERIOD: When,OBS_VALUE,UNIT_MEASURE: Unit,UNIT_MULT: Scale\n"
    "A:B(1.0): Trade,XA: Ardan,XB: Berd,T: Trade,2024-Q1,1.7,USD: Dollars,9: Billions\n",
    # 2.0, parted by semicolons, in another order
    "STRUCTURE;STRUCTURE_ID;ACTION;TIME_PERIOD;REF_AREA;COUNTERPART_AREA;MEASURE;UNIT_MULT;UNIT_MEASURE;OBS_VALUE\n"
    "dataflow;A:B(1.0);I;2024-Q1;XA;XB;T;9;USD;1.7\n",
])  # fmt: skip
def test_the_long_form_by_its_head(tmp_path: Path, text: str, ends: str) -> None:
    [found] = values(read(tmp_path / "long.csv", text.replace("\n", ends)))
    assert (found.line, found.place, found.partner, found.indicator) == (2, "XA", "XB", "T")
    assert (found.value, found.unit) == (Decimal(1_700_000_000), "USD")
    assert found.period == Days(date(2024, 1, 1), date(2024, 3, 31))


@pytest.mark.parametrize(("row", "reason"), [
    ("XA,_T,2024,,USD,6", "it has no value"),
    ("XA,_T,2024,NaN,USD,6", "it has no value"),
    ("XA,_T,2024,1 700,USD,6", "its value is no number"),
    ("XA,_T,2024,1e999,USD,6", "its value is no number"),
    ("XA,_T,2024,0x1f,USD,6", "its value is no number"),
    ("XA,_T,24,5,USD,6", "its period is none that is understood"),
    ("XA,_T,2024,5,USD,million", "its UNIT_MULT is no power of ten"),
    ("XA,_T,2024", "it has fewer cells than the head"),
])  # fmt: skip
def test_a_row_without_a_value_says_why(tmp_path: Path, row: str, reason: str) -> None:
    head = "REF_AREA,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT"
    good = "XA,W,2023,5,USD,6"
    found = read(tmp_path / "rows.csv", f"{head}\n{good}\n\n{row}\n")
    assert [each.partner for each in values(found)] == [""], "everybody is no counterpart"
    assert [(each.line, each.reason) for each in passed(found)] == [(4, reason)]


def test_what_is_taken_back_is_no_value(tmp_path: Path) -> None:
    text = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE\ndataflow,A:B,D,XA,2024,1\n"
    [found] = read(tmp_path / "gone.csv", text)
    assert isinstance(found, Passed) and "ACTION" in found.reason


def test_a_forecast_is_no_official_value(tmp_path: Path) -> None:
    rows = "XA,2024,1,A\nXA,2025,2,F\nXA,2026,3,f\nXA,2023,4,\n"
    found = read(tmp_path / "ahead.csv", f"REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n{rows}")
    assert [each.period.start.year for each in values(found)] == [2024, 2023]
    assert [(each.line, each.told) for each in passed(found)] == [(3, "F"), (4, "f")]
    assert "forecast" in passed(found)[0].reason


def test_nothing_has_no_sign(tmp_path: Path) -> None:
    found = read(tmp_path / "zero.csv", "REF_AREA,TIME_PERIOD,OBS_VALUE\nXA,2024,-0.00\nXA,2025,-0.01\n")
    assert [str(each.value) for each in values(found)] == ["0.00", "-0.01"]


@pytest.mark.parametrize(("raw", "told"), [
    (b"", "neither SDMX-CSV"),
    (b"a,b\n1,2\n", "neither SDMX-CSV"),
    (b"TIME_PERIOD,OBS_VALUE\n2024,1\n", "no column that tells of which country"),
    (b"Country Name,Country Code,Indicator Name,Indicator Code\nA,XA,x,y\n", "no columns of years"),
    (b"REF_AREA,TIME_PERIOD,OBS_VALUE\nXA,2023,1\n\xff\xfe,2024,1\n", r"no UTF-8 \(line 3\)"),
    ("REF_AREA,TIME_PERIOD,OBS_VALUE\n".encode("utf-16"), r"no UTF-8 \(line 1\)"),
    (b"REF_AREA,TIME_PERIOD,OBS_VALUE\n\x00,2024,1\n", "no CSV: .* line 2"),
    (b'REF_AREA,TIME_PERIOD,OBS_VALUE\nXA,2023,1\n"XA,2024,1\n', "no CSV: the row that begins in line 3"),
    (gzip.compress(b"REF_AREA,TIME_PERIOD,OBS_VALUE\n", mtime=0), "packed by gzip; unpack it"),
    (b"PK\x03\x04\x14\x00\x00\x00\x08\x00", "a ZIP archive or a workbook; unpack it"),
    (b"REF_AREA,TIME_PERIOD,REF_AREA,OBS_VALUE\nXA,2024,XB,1\n", "several columns REF_AREA"),
])  # fmt: skip
def test_a_file_that_is_none_is_refused_with_what_to_do(tmp_path: Path, raw: bytes, told: str) -> None:
    path = tmp_path / "none.csv"
    path.write_bytes(raw)
    with pytest.raises(InvalidInput, match=told):
        list(read_statistics(path))


@pytest.mark.parametrize(("told", "start", "end"), [
    ("2024", "2024-01-01", "2024-12-31"),
    ("2024-A1", "2024-01-01", "2024-12-31"),
    ("2024-S2", "2024-07-01", "2024-12-31"),
    ("2024-Q1", "2024-01-01", "2024-03-31"),
    ("2024Q4", "2024-10-01", "2024-12-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2024-M12", "2024-12-01", "2024-12-31"),
    ("2020-W53", "2020-12-28", "2021-01-03"),
    ("2024-02-29", "2024-02-29", "2024-02-29"),
    ("2025-01-01/P9M", "2025-01-01", "2025-09-30"),
    ("2020-01-01/P5Y", "2020-01-01", "2024-12-31"),
    ("2025-11-15/P2D", "2025-11-15", "2025-11-16"),
    ("2025-11-10/P2W", "2025-11-10", "2025-11-23"),
])  # fmt: skip
def test_periods(told: str, start: str, end: str) -> None:
    assert period_of(told) == Days(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "told",
    [
        "",
        "0000",
        "24",
        "2024-13",
        "2024-Q5",
        "2023-02-29",
        "2024-W54",
        "2024/05",
        "9999-W53",
        "٢٠٢٤",
        "2025-01-01/P0D",
        "2025-01-31/P1M",
        "2025-01-01/PT9H",
        "9999-12-01/P9Y",
    ],
)
def test_what_is_no_period(told: str) -> None:
    assert period_of(told) is None


@given(some.text(max_size=20))
def test_any_text_is_a_period_or_none(told: str) -> None:
    found = period_of(told)
    assert found is None or found.start <= found.end
