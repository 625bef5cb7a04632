"""Files of official statistics -> observations, as they stand in them: SDMX-CSV (1.0 and 2.0), and the wide CSV of the World Bank.

Nothing is understood here but the form of a file; what codes mean is asked of the vocabulary afterwards. Each observation knows its line.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from app.domain.record import record
from app.errors import InvalidInput

_PREAMBLE: Final = 20
"""Lines before the head: the World Bank's files have four."""

_LONGEST: Final = 1000
"""Characters of a cell that tells anything."""

# Names of columns by what they hold. Data structures name their dimensions as they like; these are those of the cross-domain
# concepts, and of the houses whose files are met most.
_PLACE: Final = ("REF_AREA", "GEO", "REPORTER", "REPORTING_AREA", "COUNTRY", "AREA")
_PARTNER: Final = ("COUNTERPART_AREA", "COUNTERPART", "PARTNER", "PARTNER_AREA", "COUNTERPART_COUNTRY")
_INDICATOR: Final = ("INDICATOR", "SERIES", "MEASURE", "SUBJECT", "NA_ITEM", "CONCEPT")
_UNIT: Final = ("UNIT_MEASURE", "UNIT", "CURRENCY")
_POWER: Final = ("UNIT_MULT", "UNIT_MULTIPLIER", "SCALE")
_TIME, _VALUE, _ACTION, _STATUS = "TIME_PERIOD", "OBS_VALUE", "ACTION", "OBS_STATUS"
_FLOW: Final = ("DATAFLOW", "STRUCTURE_ID", "STRUCTURE")

_BANK: Final = ("Country Name", "Country Code", "Indicator Name", "Indicator Code")
_YEAR: Final = re.compile(r"(\d{4})(?: \[YR\d{4}\])?", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,2})?", re.ASCII)
_PERIOD: Final = re.compile(r"(\d{4})(?:-?(A1?|[SBH][12]|Q[1-4]|M\d{2}|W\d{2}|\d{2}(?:-\d{2})?))?", re.ASCII)
_RANGE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})/P(\d{1,4})([YMWD])", re.ASCII)
_NOTHING: Final = frozenset({"", "NaN", "nan", "..", ":", "NA", "N/A"})
_NOTHING_MEANT: Final = frozenset({"_Z", "_T", "_X", "W", "W0", "W00", "WLD", "WORLD", "TOTAL", "001"})
"""Codes of a counterpart that is everybody, or nobody."""


_PACKED: Final = {
    b"PK\x03\x04": "a ZIP archive or a workbook; unpack it, or save its sheet as CSV UTF-8",
    b"\x1f\x8b": "packed by gzip; unpack it first (gunzip)",
}
"""What files begin with that are no text, and what to do."""


class Days(NamedTuple):
    """First and last day."""

    start: date
    end: date


@record(kw_only=True)
class Observation:
    """One value of a file. Codes are the file's own."""

    line: int
    indicator: str
    """Empty where the file has no such column."""
    flow: str = ""
    """The data set, of SDMX."""
    place: str
    partner: str = ""
    period: Days
    value: Decimal
    """With the power of ten of its unit multiplied out."""
    unit: str = ""


class Passed(NamedTuple):
    """A row, or a cell of one, that holds no observation."""

    line: int
    reason: str
    told: str = ""
    """What stands there."""


def read_statistics(path: Path) -> Iterator[Observation | Passed]:
    """What a file holds, in its order. Raises `InvalidInput` for one that cannot be read, or has neither form."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _read(path, file)
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InvalidInput(
            _packed(path) or f"{path} is no UTF-8 ({_undecoded(path)}); save it as CSV UTF-8"
        ) from None
    except csv.Error as error:
        raise InvalidInput(_packed(path) or f"{path} is no CSV: {error}") from None


def _packed(path: Path) -> str | None:
    with path.open("rb") as file:
        begins = file.read(4)
    found = (told for mark, told in _PACKED.items() if begins.startswith(mark))
    return next((f"{path} is {told}" for told in found), None)


def _undecoded(path: Path) -> str:
    """The first line that is no UTF-8: text is decoded by blocks, so that whoever reads it does not know."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                raw.decode()
            except UnicodeDecodeError:
                return f"line {number}"
    return "its end"


def _read(path: Path, file: Iterator[str]) -> Iterator[Observation | Passed]:
    lines = _Counted(file)
    for raw in lines:
        if lines.number > _PREAMBLE:
            break
        delimiter = max(",;\t", key=raw.count)
        head = [cell.strip() for cell in next(csv.reader([raw], delimiter=delimiter), [])]
        codes = [_code(cell) for cell in head]
        if _TIME in codes and _VALUE in codes:
            yield from _sdmx(path, codes, csv.reader(lines, delimiter=delimiter, strict=True), lines)
            return
        if set(_BANK[1::2]) <= set(head):
            yield from _bank(path, head, csv.reader(lines, delimiter=delimiter, strict=True), lines)
            return
    raise InvalidInput(
        f"{path} is neither SDMX-CSV (a head with {_TIME} and {_VALUE}) nor World Bank CSV (a head with {_BANK[1]} and {_BANK[3]})"
    )


class _Counted(Iterator[str]):
    """Lines of a file, and the number of the last one."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.number = 0

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        if "\0" in line:
            raise csv.Error(f"line {self.number} holds a NUL")
        return line


def _rows(reader: Iterator[list[str]], lines: _Counted) -> Iterator[tuple[int, list[str]]]:
    """Rows with the lines that they begin in."""
    while True:
        start = lines.number + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise csv.Error(f"the row that begins in line {start}: {error}") from None
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield start, [cell.strip()[:_LONGEST] for cell in row]


def _code(cell: str) -> str:
    """The code of a cell that may have its label behind it: `KG: Kyrgyzstan`."""
    return cell.split(": ", 1)[0].strip()


def _sdmx(
    path: Path, head: Sequence[str], reader: Iterator[list[str]], lines: _Counted
) -> Iterator[Observation | Passed]:
    def column(names: Sequence[str]) -> int | None:
        return next((head.index(name) for name in names if name in head), None)

    place = column(_PLACE)
    if place is None:
        raise InvalidInput(
            f"{path} has no column that tells of which country a value is: {', '.join(_PLACE)}"
        )
    named = (_INDICATOR, _FLOW, _PARTNER, _UNIT, _POWER, (_ACTION,), (_STATUS,))
    columns = [column(names) for names in named]
    for name in (_TIME, _VALUE, *(head[at] for at in (place, *columns) if at is not None)):
        if head.count(name) > 1:
            raise InvalidInput(f"{path} has several columns {name}; leave one of them")
    for line, row in _rows(reader, lines):
        if len(row) < len(head):
            yield Passed(line, "it has fewer cells than the head", f"{len(row)} of {len(head)}")
            continue
        indicator, flow, partner, unit, power, action, status = (
            "" if at is None else _code(row[at]) for at in columns
        )
        told_value, told_time = row[head.index(_VALUE)], row[head.index(_TIME)]
        if action.upper() in ("D", "DELETE"):
            yield Passed(line, "it takes a value back (ACTION)", action)
            continue
        value, fault = _value(line, told_value, power)
        if value is None:
            yield fault
            continue
        if status.upper() == "F":
            yield Passed(line, "it is a forecast (OBS_STATUS), and no claim is compared with one", status)
            continue
        period = period_of(told_time)
        if period is None:
            yield Passed(line, "its period is none that is understood", told_time)
            continue
        yield Observation(
            line=line,
            indicator=indicator,
            flow=flow,
            place=_code(row[place]),
            partner="" if partner.upper() in _NOTHING_MEANT else partner,
            period=period,
            value=value,
            unit=unit,
        )


def _bank(
    path: Path, head: Sequence[str], reader: Iterator[list[str]], lines: _Counted
) -> Iterator[Observation | Passed]:
    years = {at: int(found[1]) for at, cell in enumerate(head) if (found := _YEAR.fullmatch(cell))}
    if not years:
        raise InvalidInput(f"{path} has no columns of years")
    country, indicator = head.index(_BANK[1]), head.index(_BANK[3])
    for line, row in _rows(reader, lines):
        if len(row) <= max(country, indicator):
            yield Passed(line, "it has fewer cells than the head", f"{len(row)} of {len(head)}")
            continue
        for at, year in years.items():
            value, fault = _value(line, row[at] if at < len(row) else "", "")
            if value is None:
                yield fault
            else:
                yield Observation(
                    line=line,
                    indicator=row[indicator],
                    place=row[country],
                    period=Days(date(year, 1, 1), date(year, 12, 31)),
                    value=value,
                )


def _value(line: int, told: str, power: str) -> tuple[Decimal | None, Passed]:
    """The exact number of a cell, else why there is none."""
    if told in _NOTHING:
        return None, Passed(line, "it has no value")
    if not _NUMBER.fullmatch(told):
        return None, Passed(line, "its value is no number", told)
    if power and not re.fullmatch(r"-?\d{1,2}", power, re.ASCII):
        return None, Passed(line, "its UNIT_MULT is no power of ten", power)
    number = Decimal(told)
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    sign = sign if any(digits) else 0  # no minus before nothing
    return Decimal((sign, digits, exponent + int(power or 0))), Passed(line, "")


def period_of(told: str) -> Days | None:
    """The days of a period as SDMX writes it: year, half, quarter, month, week or day, or a range, by its first day and its duration. None for anything else.

    >>> period_of("2024-Q1")
    Days(start=datetime.date(2024, 1, 1), end=datetime.date(2024, 3, 31))
    """
    if (lasting := _RANGE.fullmatch(told)) is not None:
        return _range(lasting[1], int(lasting[2]), lasting[3])
    match = _PERIOD.fullmatch(told)
    if match is None or match[1] == "0000":
        return None
    year, part = int(match[1]), match[2] or "A"
    kind, number = part[0], part[1:]
    try:
        if kind == "A":
            return _months(year, 1, 12)
        if kind in "SBH":
            return _months(year, 6 * int(number) - 5, 6)
        if kind == "Q":
            return _months(year, 3 * int(number) - 2, 3)
        if kind == "W":
            monday = date.fromisocalendar(year, int(number), 1)
            return Days(monday, monday + timedelta(days=6))
        if kind == "M":
            return _months(year, int(number), 1)
        month, _, day = part.partition("-")
        if not day:
            return _months(year, int(month), 1)
        return Days(date(year, int(month), int(day)), date(year, int(month), int(day)))
    except (ValueError, OverflowError):
        return None


def _range(first: str, count: int, unit: str) -> Days | None:
    """So many days, weeks, months or years from a day on."""
    try:
        start = date.fromisoformat(first)
        if unit in "DW":
            end = start + timedelta(days=count * (7 if unit == "W" else 1) - 1)
        else:
            months = start.month - 1 + count * (12 if unit == "Y" else 1)
            end = start.replace(year=start.year + months // 12, month=months % 12 + 1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return Days(start, end) if count else None


def _months(year: int, first: int, count: int) -> Days:
    last = first + count - 1
    return Days(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
