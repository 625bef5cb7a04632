"""What the pages say, in each language they are served in: words from words/*.yaml; numbers, days and plurals as CLDR has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml
from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_compact_decimal, format_decimal, get_currency_name

from app.schemas.common import LabelLanguage

FOLDER: Final = Path(__file__).resolve().parent / "words"
PLURALS: Final = frozenset(("one", "few", "many", "other"))
"""The names of CLDR's plural forms: an entry with no other keys than these has a form for each."""

_LOCALES: Final[dict[LabelLanguage, str]] = {"en": "en_GB", "ru": "ru"}
_LARGE: Final[dict[str, Literal["long", "short"]]] = {"en": "long", "ru": "short"}
"""How millions are told: in English as words; in Russian shortened, since the words have cases, which a number in a sentence must not guess."""
_SCALES: Final = tuple(Decimal(10) ** power for power in (12, 9, 6))
_DIGITS: Final = 4
"""Digits behind the point of a number that is told in millions or more. One that needs more of them is written out: nothing is rounded."""

_GREATEST: Final = Decimal(10) ** 15

_NUMBER: Final = re.compile(r".*\d")

Entry = str | dict[str, str]


class Words:
    """The words of one language. A key that is not there is a `KeyError`."""

    def __init__(self, language: LabelLanguage, entries: Mapping[str, Entry]) -> None:
        self.language: LabelLanguage = language
        self._entries = entries
        self._locale = Locale.parse(_LOCALES[language])

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key, with the values that they name."""
        entry = self._entries[key]
        assert isinstance(entry, str), f"{key} has plural forms"
        return entry.format(**values) if values else entry

    def count(self, key: str, n: int, **values: object) -> str:
        """The words of a key that has plural forms, for a number; `{n}` in them is the number as it is written."""
        return self._plural(key, Decimal(n), self.number(n), values)

    def number(self, value: str | int | Decimal) -> str:
        """A number as it is, its thousands parted."""
        return _number(Decimal(value), self._locale)

    def day(self, value: str | date | None) -> str:
        """A day such as 16 November 2025; empty for none."""
        return _day(str(value), self._locale) if value else ""

    def period(self, start: str, end: str) -> str:
        """Days, first and last included, as shortly as they can be told: a year, months, or days."""
        return _period(start, end, self._locale)

    def amount(self, value: str, unit: str | None, high: str | None = None) -> str:
        """A value, or a range of two, with its unit. Exact: digits may be told as millions, and are never rounded."""
        low = Decimal(value)
        told, large = self._short(low)
        last = low
        if high is not None:
            last = Decimal(high)
            upper, large = self._short(last)
            told = _range(told, upper)
        if unit is None:
            return told
        if (key := f"unit.{unit}") in self._entries:
            return self._plural(key, last, told, large=large)
        return f"{told} {self._currency(unit, last, large=large)}"

    def written_out(self, value: str, unit: str | None, high: str | None = None) -> str:
        """The same with all digits: 1,500,000,000 US dollars."""
        last = Decimal(value if high is None else high)
        told = self.number(value) if high is None else f"{self.number(value)}–{self.number(high)}"
        if unit is None:
            return told
        if (key := f"unit.{unit}") in self._entries:
            return self._plural(key, last, told)
        return f"{told} {self._currency(unit, last, large=False)}"

    def unit(self, unit: str) -> str:
        """What a unit is called, without a number."""
        if f"unit.{unit}" in self._entries:
            return self._plural(f"unit.{unit}", Decimal(0), "").strip()
        return str(get_currency_name(unit, locale=self._locale))

    def _short(self, value: Decimal) -> tuple[str, bool]:
        size = abs(value)
        scale = next((scale for scale in _SCALES if size >= scale), None)
        if scale is None or size >= _GREATEST or (value / scale) % (Decimal(10) ** -_DIGITS):
            return self.number(value), False
        return _compact(value, self._locale), True

    def _plural(
        self,
        key: str,
        n: Decimal,
        told: str,
        values: Mapping[str, object] | None = None,
        *,
        large: bool = False,
    ) -> str:
        entry = self._entries[key]
        assert isinstance(entry, dict), f"{key} has no plural forms"
        # 'миллион' and 'million' rule what stands behind them, whatever number stands before.
        form = self._locale.plural_form(Decimal(1_000_000) if large else abs(n))
        return entry.get(form, entry["other"]).format(n=told, **(values or {}))

    def _currency(self, unit: str, n: Decimal, *, large: bool) -> str:
        count = 1_000_000 if large else abs(n)
        return str(get_currency_name(unit, count=count, locale=self._locale))


@cache
def words_of(language: LabelLanguage) -> Words:
    """The words of a language, read once."""
    loaded = yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8"))
    return Words(language, dict(_flat(loaded)))


def _flat(loaded: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Entry]]:
    for key, value in loaded.items():
        name = f"{above}{key}"
        if isinstance(value, dict) and not value.keys() <= PLURALS:
            yield from _flat(value, f"{name}.")
        else:
            yield name, value


def _range(low: str, high: str) -> str:
    """Two told numbers as one range, the word that both have once: `1.5–2 million`."""
    number, scale = _parted(low)
    if scale == _parted(high)[1] and not low.startswith("-"):
        return f"{number}–{high}"
    return f"{low} – {high}"


def _parted(told: str) -> tuple[str, str]:
    """The digits of a told number, and the word behind them, empty where there is none."""
    number = _NUMBER.match(told)
    assert number is not None, told
    return number[0], told[number.end() :]


@lru_cache(maxsize=4096)
def _number(value: Decimal, locale: Locale) -> str:
    return str(format_decimal(value, locale=locale, decimal_quantization=False))


@lru_cache(maxsize=4096)
def _compact(value: Decimal, locale: Locale) -> str:
    return str(
        format_compact_decimal(
            value, format_type=_LARGE[locale.language], locale=locale, fraction_digits=_DIGITS
        )
    )


@lru_cache(maxsize=4096)
def _day(value: str, locale: Locale) -> str:
    return str(format_date(date.fromisoformat(value), "long", locale=locale))


@lru_cache(maxsize=1024)
def _period(start: str, end: str, locale: Locale) -> str:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first == last:
        return _day(start, locale)
    if start.endswith("-01-01") and end.endswith("-12-31"):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    whole_months = first.day == 1 and (last.month != _next_day(last).month)
    return str(format_interval(first, last, "yMMMM" if whole_months else "yMMMd", locale=locale))


def _next_day(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
