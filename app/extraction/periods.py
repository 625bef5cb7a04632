"""What time a sentence speaks of: years, months, quarters, 'last year', 'the last three years', read against the document's day.

Each reading is a small rule that answers or abstains; its name travels with the period. Without a day, relative words give none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.domain.period import Period
from app.extraction.dates import month_of
from app.extraction.draft import Draft
from app.extraction.numbers import begins_number, read_number
from app.extraction.toolkit import Kit
from app.language import Token

_DASHES = "-–—"
_JOINED = re.compile(r"[-–—]")
_LATEST = ("последний", "ближайший")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period at tokens `first` to `last`. `base`: it is what is compared with. `target`: something is to be so by then."""

    first: int
    last: int
    period: Period
    base: bool = False
    target: bool = False


Rule = Callable[[Draft, int, int], "tuple[int, Period | None, bool] | None"]


def find_periods(draft: Draft, first: int, last: int) -> list[PeriodMention]:
    """All periods among the tokens of a sentence, left to right."""
    found: list[PeriodMention] = []
    end = first
    for index in draft.kit.trigger(begins_period).places(draft.tokens, first, last):
        if index < end:
            continue
        for rule in RULES:
            read = rule(draft, index, last)
            if read is not None:
                end, period, target = read
                if period is not None:
                    found.append(PeriodMention(index, end, period, _is_base(draft, first, index), target))
                break
    return found


def begins_period(kit: Kit, token: Token) -> bool:
    """Whether any of the rules can begin with this word."""
    words = kit.words.periods
    if token.kind == "number" or kit.period_words.begins(token):
        return True
    if token.kind != "word":
        return False
    telling = {*words.this, *words.last, *words.previous, *words.next, *words.ordinals, *_LATEST}
    return (
        any(month_of(kit, part) is not None for part in (token.low, *_JOINED.split(token.low)))
        or not token.lemmas.isdisjoint(telling)
        or begins_number(kit, token)
    )


def _is_base(draft: Draft, first: int, index: int) -> bool:
    """Whether a comparison's words stand right before: 'по сравнению с', 'against'."""
    for match in draft.kit.period_words.find(draft.tokens, max(first, index - 6), index):
        if match.payload == "compared" and index - match.last <= 2:
            return True
    return False


def _year(token: Token) -> int | None:
    return int(token.text) if token.kind == "number" and _YEAR.fullmatch(token.text) else None


def whole_year(year: int, rule: str) -> Period:
    return Period(start=date(year, 1, 1), end=date(year, 12, 31), rule=rule)


def months(year: int, low: int, high: int, rule: str, *, ambiguous: bool = False) -> Period:
    """From the first day of one month to the last of another; over the year's end if the second comes earlier in the year."""
    start_year = year - 1 if high < low else year
    return Period(
        start=date(start_year, low, 1),
        end=date(year, high, monthrange(year, high)[1]),
        rule=rule,
        ambiguous=ambiguous,
    )


def relative_year(draft: Draft, index: int, last: int) -> tuple[int, int | None] | None:
    """The year that words from a token name ('2025 года', 'этого года', 'прошлого'): where they end, and the year."""
    tokens, words = draft.tokens, draft.kit.words.periods
    if index >= last:
        return None
    token = tokens[index]
    year = _year(token)
    if year is not None:
        end = index + 1
        if end < last and tokens[end].lemmas & set(words.year):
            end += 1
        return end, year
    offset = next(
        (
            shift
            for names, shift in ((words.this, 0), (words.last, -1), (words.previous, -2), (words.next, 1))
            if token.lemmas & set(names)
        ),
        None,
    )
    if offset is None:
        return None
    end = index + 1
    has_noun = end < last and bool(tokens[end].lemmas & set(words.year))
    return (end + 1 if has_noun else end), (draft.day.year + offset if draft.day else None)


def _month_range(draft: Draft, index: int, last: int) -> tuple[int, Period | None, bool] | None:
    """'в январе–августе этого года', 'январь — июль 2025', 'с января по август нынешнего'."""
    tokens, words = draft.tokens, draft.kit.words.periods
    low = high = None
    end = index + 1
    parts = _JOINED.split(tokens[index].low)
    if len(parts) == 2 and all(parts):
        low, high = month_of(draft.kit, parts[0]), month_of(draft.kit, parts[1])
    elif (
        tokens[index].kind == "word"
        and (low := month_of(draft.kit, tokens[index].low)) is not None
        and index + 2 < last
    ) and (tokens[index + 1].text in _DASHES or tokens[index + 1].low in ("по", "to", "through")):
        high, end = month_of(draft.kit, tokens[index + 2].low), index + 3
    if low is None or high is None:
        return None
    found = relative_year(draft, end, last)
    if found is not None and (
        found[1] is not None or tokens[end].lemmas & {*words.this, *words.last, *words.next}
    ):
        end, year = found
        return (end, None, False) if year is None else (end, months(year, low, high, "month-range"), False)
    if draft.day is None:
        return end, None, False
    year = draft.day.year if high <= draft.day.month or low > high else draft.day.year - 1
    return end, months(year, low, high, "month-range-of-the-nearest-year", ambiguous=True), False


def _day_or_month(draft: Draft, index: int, last: int) -> tuple[int, Period | None, bool] | None:
    """'19 ноября', 'в августе', 'в мае 2027 года'."""
    tokens = draft.tokens
    day = None
    at = index
    if (
        tokens[index].kind == "number"
        and tokens[index].text.isdigit()
        and int(tokens[index].text) <= 31
        and index + 1 < last
    ):
        day, at = int(tokens[index].text), index + 1
    if tokens[at].kind != "word" or (month := month_of(draft.kit, tokens[at].low)) is None:
        return None
    if day is None and tokens[at].low in ("may", "march"):
        return None if not tokens[at].capital else _in_month(draft, at, last, month, day)
    return _in_month(draft, at, last, month, day)


def _in_month(
    draft: Draft, at: int, last: int, month: int, day: int | None
) -> tuple[int, Period | None, bool]:
    found = relative_year(draft, at + 1, last)
    end, year = found if found is not None else (at + 1, draft.day.year if draft.day else None)
    if year is None:
        return end, None, False
    if day is not None:
        try:
            exact = date(year, month, day)
        except ValueError:
            return end, None, False
        return end, Period(start=exact, end=exact, rule="day"), False
    return end, months(year, month, month, "month"), False


def _year_range(draft: Draft, index: int, last: int) -> tuple[int, Period | None, bool] | None:
    """'за 2022–2024 годы', 'на 2025-2027 годы'."""
    tokens = draft.tokens
    low = _year(tokens[index])
    if low is None or index + 2 >= last or tokens[index + 1].text not in _DASHES:
        return None
    high = _year(tokens[index + 2])
    if high is None or high <= low:
        return None
    end = index + 3
    if end < last and tokens[end].lemmas & set(draft.kit.words.periods.year):
        end += 1
    return end, Period(start=date(low, 1, 1), end=date(high, 12, 31), rule="year-range"), False


def _plain_year(draft: Draft, index: int, last: int) -> tuple[int, Period | None, bool] | None:
    """'в 2024 году', 'к 2030 году', 'с 2016 года', 'прошлого года', 'нынешнего года'."""
    tokens, words = draft.tokens, draft.kit.words.periods
    found = relative_year(draft, index, last)
    if found is None:
        return None
    end, year = found
    is_number = _year(tokens[index]) is not None
    has_noun = bool(tokens[end - 1].lemmas & set(words.year)) and end - index > 1
    if not is_number and not has_noun:
        return None
    if year is None:
        return end, None, False
    before = tokens[index - 1].low if index else ""
    if (
        is_number
        and not has_noun
        and before not in {"в", "к", "с", "до", "in", "by", "since", "of", "for", "from", "until", "за"}
    ):
        return None
    if before in words.by and (draft.day is None or year >= draft.day.year):
        return end, whole_year(year, "by-year"), True
    if before in words.since and is_number and draft.day is not None and year <= draft.day.year:
        return end, Period(start=date(year, 1, 1), end=draft.day, rule="since-year"), False
    if not is_number and tokens[index].lemmas & set(words.this) and draft.day is not None:
        return end, Period(start=date(year, 1, 1), end=draft.day, rule="this-year"), False
    return end, whole_year(year, "year" if is_number else "relative-year"), False


def _since_start(draft: Draft, index: int, last: int) -> tuple[int, Period | None, bool] | None:
    """'с начала года'."""
    match = draft.kit.period_words.at(draft.tokens, index, last)
    if match is None or match.payload != "since_start":
        return None
    end = match.last
    found = relative_year(draft, end, last)
    if found is not None:
        end = found[0]
    elif end < last and draft.tokens[end].lemmas & set(draft.kit.words.periods.year):
        end += 1
    else:
        return None
    return (
        (end, None, False)
        if draft.day is None
        else (end, Period(start=date(draft.day.year, 1, 1), end=draft.day, rule="since-start-of-year"), False)
    )


def _years_running(draft: Draft, index: int, last: int) -> tuple[int, Period | None, bool] | None:
    """'за последние три года', 'в следующие пять лет'."""
    tokens, words = draft.tokens, draft.kit.words.periods
    is_last = tokens[index].lemmas & {"последний", *words.last}
    is_next = tokens[index].lemmas & {*words.next, "ближайший"}
    if not (is_last or is_next) or index + 2 >= last:
        return None
    number = read_number(tokens, index + 1, draft.kit, draft.text)
    if number is None or number.last >= last or not (tokens[number.last].lemmas & {*words.year, "лето"}):
        return None
    if (
        draft.day is None
        or number.value != number.value.to_integral_value()
        or not 0 < number.value <= Decimal(100)
    ):
        return number.last + 1, None, False
    count, year = int(number.value), draft.day.year
    if is_last:
        return (
            number.last + 1,
            Period(start=date(year - count, 1, 1), end=date(year - 1, 12, 31), rule="last-years"),
            False,
        )
    return (
        number.last + 1,
        Period(start=date(year + 1, 1, 1), end=date(year + count, 12, 31), rule="next-years"),
        True,
    )


def _part_of_year(draft: Draft, index: int, last: int) -> tuple[int, Period | None, bool] | None:
    """'за первое полугодие', 'в первом квартале нынешнего года', 'за девять месяцев', 'за первые пять месяцев'."""
    tokens, words = draft.tokens, draft.kit.words.periods
    ordinal = next((value for word, value in words.ordinals.items() if word in tokens[index].lemmas), None)
    at = index + 1 if ordinal is not None else index
    if at >= last:
        return None
    count: int | None = None
    if ordinal is not None and tokens[at].lemmas & set(words.quarter):
        low, high, end, rule = 3 * ordinal - 2, 3 * ordinal, at + 1, "quarter"
    elif ordinal is not None and tokens[at].lemmas & set(words.half):
        low, high, end, rule = 6 * ordinal - 5, 6 * ordinal, at + 1, "half-year"
    else:
        number = read_number(tokens, at, draft.kit, draft.text)
        if number is None or number.last >= last or not tokens[number.last].lemmas & set(words.month):
            return None
        if ordinal not in (None, 1) or (
            index and tokens[index - 1].low not in ("за", "in", "of", "the", "over", "по")
        ):
            return None
        if number.value != number.value.to_integral_value() or not 1 <= number.value <= 12:
            return None
        count = int(number.value)
        low, high, end, rule = 1, count, number.last + 1, "first-months"
    if high > 12:
        return None
    found = relative_year(draft, end, last)
    if found is not None:
        end, year = found
    else:
        if end < last and tokens[end].lemmas & set(words.year):
            end += 1
        year = _latest_complete(draft.day, high) if draft.day else None
    return (
        (end, None, False)
        if year is None
        else (end, months(year, low, high, rule, ambiguous=found is None), False)
    )


def _latest_complete(day: date, month: int) -> int:
    """The year whose stretch up to a month is over by a day (a press release may come in the month itself)."""
    return day.year if month <= day.month else day.year - 1


def _same_period(draft: Draft, index: int, last: int) -> tuple[int, Period | None, bool] | None:
    """'аналогичным периодом прошлого года': a comparison's base; its own days depend on the figure, so it stands for none."""
    match = draft.kit.period_words.at(draft.tokens, index, last)
    if match is None or match.payload != "same_period":
        return None
    end = min(match.last + 1, last)
    found = relative_year(draft, end, last)
    return (found[0] if found is not None else end), None, False


RULES: tuple[Rule, ...] = (
    _same_period,
    _since_start,
    _month_range,
    _year_range,
    _years_running,
    _part_of_year,
    _day_or_month,
    _plain_year,
)


def base_of(
    draft: Draft, first: int, last: int, period: Period | None, mentions: list[PeriodMention]
) -> Period | None:
    """What a growth is measured against: an absolute base told in the sentence, the year before, or the same days a year earlier."""
    told = next((mention.period for mention in mentions if mention.base), None)
    if told is not None and (period is None or told != period):
        return told
    if period is None:
        return None
    for match in draft.kit.period_words.find(draft.tokens, first, last):
        if match.payload == "same_period":
            return a_year_earlier(period)
        if match.payload == "compared" and any(
            token.lemmas & set(draft.kit.words.periods.previous)
            for token in draft.tokens[match.last : match.last + 3]
        ):
            return a_year_earlier(period)
    return None


def a_year_earlier(period: Period) -> Period:
    """The same days of the year before (29 February becomes the 28th)."""

    def back(day: date) -> date:
        try:
            return day.replace(year=day.year - 1)
        except ValueError:
            return day - timedelta(days=366)

    return Period(
        start=back(period.start), end=back(period.end), rule="a-year-earlier", ambiguous=period.ambiguous
    )
