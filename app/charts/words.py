"""The few words that stand in a chart, and how numbers and times are written in it. Scale words and months are CLDR's."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import NumberPattern, format_compact_decimal, format_scientific, parse_pattern

from app.charts.marks import Language

WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "told": "told",
        "derived": "implied by other figures",
        "official": "official",
        "nothing": "Nothing to draw: no point fits.",
        "others": "{n} others",
        "left_out": "{n} more points are not drawn",
        "between": "{low} to {high}",
        "at_least": "at least {low}",
        "at_most": "at most {high}",
        "said_on": "said on {day}",
        "times": "said {n} times",
        "points": "Points: {n}; periods: {start} to {end}.",
        "key": "Filled: told. Hollow: implied. Diamond: official. Upright bars: what rounding leaves open.",
    },
    "ru": {
        "told": "сказано",
        "derived": "следует из других чисел",
        "official": "официально",
        "nothing": "Рисовать нечего: подходящих точек нет.",
        "others": "и ещё {n}",
        "left_out": "не нарисовано ещё точек: {n}",
        "between": "от {low} до {high}",
        "at_least": "не меньше {low}",
        "at_most": "не больше {high}",
        "said_on": "сказано {day}",
        "times": "сказано раз: {n}",
        "points": "Точек: {n}; периоды: с {start} по {end}.",
        "key": "Закрашено: сказано. Пусто: следует из других чисел. Ромб: официально. Вертикальные черты: что оставляет открытым округление.",
    },
}
_WRITTEN_OUT: Final = 1e15
"""From here on a number is written with a power of ten."""

_SCALES: Final = (1e12, 1e9, 1e6, 1e3)
_STYLES: Final[dict[Language, Literal["long", "short"]]] = {
    "en": "long",  # whose short one is a letter
    "ru": "short",
}


def scale_of(largest: float) -> float:
    """What the numbers of an axis are counted in."""
    return next((scale for scale in _SCALES if largest >= scale), 1.0)


@cache
def scale_word(scale: float, language: Language) -> str:
    """`billion`, `млрд`; nothing for ones."""
    if scale == 1:
        return ""
    five = format_compact_decimal(5 * scale, format_type=_STYLES[language], locale=language)
    return five.replace("\xa0", " ").split(" ", 1)[1]


def number(value: float, language: Language, digits: int = 12) -> str:
    """A number as it is written in a language, of at most so many digits after the point."""
    if abs(value) >= _WRITTEN_OUT:
        return format_scientific(float(f"{value:.3g}"), locale=language)
    shown = round(value, digits) + 0.0  # no -0
    return str(_pattern(digits).apply(Decimal(repr(shown)), _locale(language)))


@cache
def _pattern(digits: int) -> NumberPattern:
    return parse_pattern(f"#,##0.{'#' * digits}")


@cache
def _locale(language: Language) -> Locale:
    """Made once: finding it takes longer than writing a number."""
    return Locale.parse(language)


def amount(value: float, unit: str, language: Language) -> str:
    """`1.7 billion USD`."""
    scale = scale_of(abs(value))
    digits = 4 if abs(value) >= 0.001 or value == 0 else min(12, 3 - math.floor(math.log10(abs(value))))
    words = (number(value / scale, language, digits), scale_word(scale, language))
    told = " ".join(word for word in words if word)
    return f"{told}{unit}" if unit == "%" else " ".join(filter(None, (told, unit)))


def period(start: date, end: date) -> str:
    """`2024`, or both days."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    return start.isoformat() if start == end else f"{start.isoformat()} – {end.isoformat()}"


def month(day: date, language: Language, *, with_year: bool = True) -> str:
    """`May 2024`, or `May` alone. Russian ones without the `г.` of a full date, for which a line of months has no room."""
    written = format_skeleton("yMMM" if with_year else "MMM", day, locale=language)
    return written.replace("\xa0", " ").replace("\u202f", " ").removesuffix(" г.")
