"""Any rendering of a random quantity parses back to it exactly: digits, scale words, words, parts, ranges and bounds, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.quantity import plain

SPACES = ["\u00a0", "\u202f", "\u2009", " "]
ONES_RU = ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"]  # fmt: skip
TENS_RU = [
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
]
HUNDREDS_RU = [
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
]
ONES_EN = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
TENS_EN = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES_RU = {
    10**3: ("тысяча", "тысячи", "тысяч"),
    10**6: ("миллион", "миллиона", "миллионов"),
    10**9: ("миллиард", "миллиарда", "миллиардов"),
    10**12: ("триллион", "триллиона", "триллионов"),
}
SHORT_RU = {10**3: "тыс.", 10**6: "млн", 10**9: "млрд", 10**12: "трлн"}
SCALES_EN = {10**3: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}
UNITS = {
    "ru": [("долларов", "USD", 1), ("тенге", "KZT", 1), ("тонн", "t", 1), ("МВт", "W", 10**6), ("километров", "km", 1), ("процентов", "percent", 1), ("человек", "people", 1)],
    "en": [("dollars", "USD", 1), ("tenge", "KZT", 1), ("tonnes", "t", 1), ("MW", "W", 10**6), ("kilometres", "km", 1), ("percent", "percent", 1), ("people", "people", 1)],
}  # fmt: skip
BOUNDS = {
    "ru": {"около": "about", "свыше": "over", "не более": "under", "": "exact"},
    "en": {"about": "about", "more than": "over", "no more than": "under", "": "exact"},
}


def form_ru(count: int, forms: tuple[str, str, str]) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else forms[2]


def below_thousand_ru(value: int, feminine: bool) -> list[str]:
    words = [HUNDREDS_RU[value // 100 - 1]] if value >= 100 else []
    rest = value % 100
    if rest >= 20:
        words.append(TENS_RU[rest // 10 - 2])
        rest %= 10
    if rest:
        words.append({1: "одна", 2: "две"}.get(rest, ONES_RU[rest]) if feminine else ONES_RU[rest])
    return words


def words_ru(value: int) -> str:
    words: list[str] = []
    for scale, forms in sorted(SCALES_RU.items(), reverse=True):
        count, value = divmod(value, scale)
        if count:
            words += [*below_thousand_ru(count, scale == 1000), form_ru(count, forms)]
    return " ".join([*words, *below_thousand_ru(value, False)])


def below_thousand_en(value: int, joint: str) -> list[str]:
    words = [ONES_EN[value // 100], "hundred"] if value >= 100 else []
    rest = value % 100
    if rest and words and joint:
        words.append(joint)
    if rest >= 20:
        words.append(TENS_EN[rest // 10 - 2] + (f"-{ONES_EN[rest % 10]}" if rest % 10 else ""))
    elif rest:
        words.append(ONES_EN[rest])
    return words


def words_en(value: int, joint: str) -> str:
    words: list[str] = []
    for scale, name in sorted(SCALES_EN.items(), reverse=True):
        count, value = divmod(value, scale)
        if count:
            words += [*below_thousand_en(count, joint), name]
    return " ".join([*words, *below_thousand_en(value, joint)])


def digits(value: Decimal, lang: str, gap: str) -> str:
    whole, _, part = plain(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", gap if lang == "ru" else ("," if gap == " " else gap))
    return grouped + (("," if lang == "ru" else ".") + part if part else "")


@dataclass(frozen=True)
class Rendering:
    written: str
    value: Decimal
    high: Decimal | None = None


def _scaled(draw: st.DrawFn, lang: str) -> Rendering:
    """'2,35 млрд', '2.35 billion', 'bn' glued."""
    scale = draw(st.sampled_from(sorted(SCALES_RU)))
    mantissa = Decimal(draw(st.integers(1, 999999))) / 10 ** draw(st.integers(0, 3))
    names = [SCALES_RU[scale][2], SHORT_RU[scale]] if lang == "ru" else [SCALES_EN[scale]]
    name = draw(st.sampled_from(names))
    gap = draw(st.sampled_from(SPACES))
    return Rendering(f"{digits(mantissa, lang, gap)} {name}", mantissa * scale)


def _plain(draw: st.DrawFn, lang: str) -> Rendering:
    value = Decimal(draw(st.integers(2, 10**13))) / 10 ** draw(st.integers(0, 3))
    return Rendering(digits(value, lang, draw(st.sampled_from(SPACES))), value)


def _words(draw: st.DrawFn, lang: str) -> Rendering:
    value = draw(st.integers(2, 10**15 - 1))
    joint = draw(st.sampled_from(["", "and"]))
    return Rendering(words_ru(value) if lang == "ru" else words_en(value, joint), Decimal(value))


def _half(draw: st.DrawFn, lang: str) -> Rendering:
    """'два с половиной миллиона', 'two and a half million'."""
    whole, scale = draw(st.integers(2, 99)), draw(st.sampled_from([10**3, 10**6, 10**9]))
    if lang == "ru":
        feminine = scale == 1000
        words = " ".join(below_thousand_ru(whole, feminine))
        return Rendering(f"{words} с половиной {SCALES_RU[scale][1]}", (whole + Decimal("0.5")) * scale)
    words = " ".join(below_thousand_en(whole, ""))
    return Rendering(f"{words} and a half {SCALES_EN[scale]}", (whole + Decimal("0.5")) * scale)


def _parts(draw: st.DrawFn, lang: str) -> Rendering:
    """'1 миллиард 700 миллионов', 'three billion seven hundred million'."""
    high, low = draw(st.integers(1, 999)), draw(st.integers(1, 999))
    if lang == "ru":
        first, second = form_ru(high, SCALES_RU[10**9]), form_ru(low, SCALES_RU[10**6])
        return Rendering(f"{high} {first} {low} {second}", Decimal(high * 10**9 + low * 10**6))
    words = " ".join([*below_thousand_en(high, ""), "billion", *below_thousand_en(low, ""), "million"])
    return Rendering(words, Decimal(high * 10**9 + low * 10**6))


def _range(draw: st.DrawFn, lang: str) -> Rendering:
    low = draw(st.integers(1, 900))
    high = low + draw(st.integers(1, 99))
    scale = draw(st.sampled_from([1, 10**6, 10**9]))
    name = "" if scale == 1 else f" {SHORT_RU[scale] if lang == 'ru' else SCALES_EN[scale]}"
    joint = draw(st.sampled_from(["–", "-", "—"]))
    return Rendering(f"{low}{joint}{high}{name}", Decimal(low * scale), Decimal(high * scale))


KINDS: list[Callable[[st.DrawFn, str], Rendering]] = [_plain, _scaled, _words, _half, _parts, _range]


@st.composite
def renderings(draw: st.DrawFn, lang: str) -> tuple[str, Decimal, Decimal | None, str, str]:
    kind = draw(st.sampled_from(KINDS))
    rendering = kind(draw, lang)
    noun, unit, factor = draw(st.sampled_from(UNITS[lang]))
    bound, meaning = draw(st.sampled_from(sorted(BOUNDS[lang].items())))
    prefix = "Итог: " if lang == "ru" else "In all: "
    text = f"{prefix}{bound} {rendering.written} {noun}.".replace("  ", " ")
    high = rendering.high * factor if rendering.high is not None else None
    return text, rendering.value * factor, high, unit, meaning


def _check(read: Any, lang: str, case: tuple[str, Decimal, Decimal | None, str, str]) -> None:
    text, value, high, unit, bound = case
    found = [
        (item.value, item.value_high, item.unit, item.bound.value)
        for item in read(text, lang=lang).quantities
    ]
    assert found == [(value, high, unit, bound)], text


@given(case=renderings("ru"))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_russian_rendering_is_read_back(
    read: Any, case: tuple[str, Decimal, Decimal | None, str, str]
) -> None:
    _check(read, "ru", case)


@given(case=renderings("en"))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_english_rendering_is_read_back(
    read: Any, case: tuple[str, Decimal, Decimal | None, str, str]
) -> None:
    _check(read, "en", case)


@pytest.mark.parametrize(
    ("text", "step"),
    [("1,7 млрд долларов", "100000000"), ("15 процентов", "1"), ("0,25 процента", "0.01"), ("250 МВт", "1000000"),
     ("35–40 млн долларов", "1000000"), ("1 миллиард $700 миллионов", "1000000"), ("5 рублей 30 копеек", "0.01"),
     ("два с половиной миллиарда евро", None), ("20-процентная пошлина", "1"), ("300 кг", "1")],
)  # fmt: skip
def test_the_last_written_digit_is_kept(read: Any, text: str, step: str | None) -> None:
    (found,) = read(text).quantities
    assert (plain(found.step) if found.step is not None else None) == step
