"""What time a sentence speaks of: years, months, quarters, 'last year', 'the last three years', read against the document's day.

Each reading is a small rule that answers or abstains; its name travels with the period. Without a day, relative words give none.
"""

from __future__ import annotations

from collections.abc import Callable

from app.domain.period import Period
from app.domain.record import record
from app.extraction.draft import Draft
from app.extraction.quantities.numbers import begins_number
from app.extraction.times.dates import month_of
from app.extraction.times.months import (
    JOINED,
    day_or_month,
    day_range,
    is_part_sign,
    last_month,
    month_adjective,
    month_range,
    part_of_year,
)
from app.extraction.times.stretches import (
    a_year_before,
    end_of_year,
    new_year,
    since_start,
    years_running,
    years_to,
)
from app.extraction.times.years import (
    LATEST,
    LONGEST,
    Told,
    decade,
    plain_year,
    relative_year,
    year_of,
    year_range,
)
from app.extraction.toolkit import Kit
from app.language import Token

_DIGITS = 2  # of a day
_NEVER_BASE = (
    "month-range",
    "month-range-of-the-nearest-year",
    "since-month",
    "since-day",
    "day-range",
    "since-year",
    "year-range",
    "last-years",
)


@record
class PeriodMention:
    """A period at tokens `first` to `last`. `base`: it is what is compared with. `target`: something is to be so by then. `earlier`: it
    is told by another ('a year earlier'), and has no days of its own."""

    first: int
    last: int
    period: Period | None
    base: bool = False
    target: bool = False
    earlier: bool = False
    attached: bool = False
    """It dates a noun ('the treaty of 2018'), not what follows."""


Rule = Callable[[Draft, int, int], Told | None]


def same_period(draft: Draft, index: int, last: int) -> Told | None:
    """'аналогичным периодом прошлого года': a comparison's base; its own days depend on the figure, so it stands for none."""
    match = draft.kit.period_starts.at(draft.tokens, index, last)
    if match is None or match.payload != "same_period":
        return None
    end = min(match.last + (draft.kit.code == "ru"), last)
    while draft.kit.code == "en" and end < last and draft.tokens[end].low in ("of", "in", "the"):
        end += 1
    found = relative_year(draft, end, last)
    return Told(found[0] if found is not None else end)


def _phrase(kit: Kit, token: Token) -> bool:
    """'аналогичный период', 'с начала', 'годом ранее'."""
    return kit.period_starts.begins(token)


def _deadline(kit: Kit, token: Token) -> bool:
    return token.low in kit.words.periods.by


def _month(kit: Kit, token: Token) -> bool:
    return token.kind == "word" and not kit.words.periods.months.keys().isdisjoint(token.lemmas)


def _months(kit: Kit, token: Token) -> bool:
    """'январь', 'январь-август'."""
    parts = JOINED.split(token.low)
    if len(parts) == 1:
        return _month(kit, token)
    return token.kind == "word" and all(month_of(kit, part) is not None for part in parts)


def _year(kit: Kit, token: Token) -> bool:
    return year_of(token) is not None


def _count(kit: Kit, token: Token) -> bool:
    """A number of months or years, which nobody tells in hundreds."""
    return begins_number(kit, token) and not (token.text.isdigit() and int(token.text[:4]) > LONGEST)


def _day(kit: Kit, token: Token) -> bool:
    return token.text.isdigit() and len(token.text) <= _DIGITS


def _part(kit: Kit, token: Token) -> bool:
    """'первый' or 'III' of a quarter, 'полугодие', 'Q1'."""
    words = kit.words.periods
    return (
        is_part_sign(token)
        or not words.ordinals.keys().isdisjoint(token.lemmas)
        or not words.half.isdisjoint(token.lemmas)
    )


def _relative(kit: Kit, token: Token) -> bool:
    """'этот', 'прошлый', 'последний'."""
    return not kit.relative_words.isdisjoint(token.lemmas) or not token.lemmas.isdisjoint(LATEST)


def _month_adjective(kit: Kit, token: Token) -> bool:
    return not kit.words.periods.month_adjectives.keys().isdisjoint(token.lemmas)


RULES: tuple[tuple[Rule, tuple[Callable[[Kit, Token], bool], ...]], ...] = (
    (same_period, (_phrase,)),
    (a_year_before, (_phrase,)),
    (since_start, (_phrase,)),
    (end_of_year, (_deadline,)),
    (new_year, (_phrase,)),
    (day_range, (_month, _day)),
    (month_range, (_months,)),
    (year_range, (_year,)),
    (decade, (_year,)),
    (years_running, (_relative, _count)),
    (years_to, (_count,)),
    (part_of_year, (_part, _count)),
    (last_month, (_relative,)),
    (month_adjective, (_month_adjective,)),
    (day_or_month, (_month, _count)),
    (plain_year, (_year, _relative)),
)
"""The rules in the order in which they are asked, and the words that each may begin with."""
_TESTS = tuple(dict.fromkeys(test for _, begins in RULES for test in begins))


def find_periods(draft: Draft, first: int, last: int) -> list[PeriodMention]:
    """All periods among the tokens of a sentence, left to right."""
    found: list[PeriodMention] = []
    end = first
    for index in draft.kit.trigger(begins_period).places(draft.tokens, first, last):
        if index < end:
            continue
        for rule in draft.kit.answers(rules_at, draft.tokens[index]):
            told = rule(draft, index, last)
            if told is not None:
                end = told.last
                if (told.period is not None or told.earlier) and not _is_of_record(draft, first, index):
                    base = _is_base(draft, first, index, told)
                    found.append(
                        PeriodMention(
                            index,
                            end,
                            told.period,
                            base,
                            told.target and not base,
                            told.earlier,
                            _is_attached(draft, index),
                        )
                    )
                break
    return found


def rules_at(kit: Kit, token: Token) -> tuple[Rule, ...]:
    """The rules that may begin with a word."""
    passed = {test for test in _TESTS if test(kit, token)}
    return tuple(rule for rule, begins in RULES if not passed.isdisjoint(begins)) if passed else ()


def begins_period(kit: Kit, token: Token) -> bool:
    """Whether any of the rules can begin with this word."""
    return bool(kit.answers(rules_at, token))


def _is_of_record(draft: Draft, first: int, index: int) -> bool:
    """'максимум за последние 11 лет', 'the highest in five years': the time of a record."""
    return any(
        match.payload == "records" and match.last >= index - 1
        for match in draft.kit.period_words.find(draft.tokens, max(first, index - 4), index)
    )


def _is_attached(draft: Draft, index: int) -> bool:
    """'the drought of 2021', 'апрельское землетрясение'."""
    if not draft.kit.words.periods.month_adjectives.keys().isdisjoint(draft.tokens[index].lemmas):
        return True
    return (
        draft.kit.code == "en"
        and index > 1
        and draft.tokens[index - 1].low == "of"
        and draft.tokens[index - 2].kind == "word"
    )


def _is_base(draft: Draft, first: int, index: int, told: Told) -> bool:
    """Whether a comparison's words stand right before: 'по сравнению с', 'against', 'up on'."""
    rule = told.period.rule if told.period is not None else ""
    tokens, words = draft.tokens, draft.kit.words.periods
    for match in draft.kit.period_words.find(tokens, max(first, index - 6), index):
        if match.payload != "compared" or index - match.last > 2:
            continue
        if any(token.low not in words.idle for token in tokens[match.last : index]):
            continue  # 'from 9.1 percent a year before', 'more than doubled this year'
        if (
            rule not in _NEVER_BASE
            or match.last - match.first > 1
            or tokens[match.first].low not in ("from", "с")
        ):
            return True
    before = tokens[index - 1] if index > first else None
    if before is not None and before.low == "the" and index - 1 > first:
        before = tokens[index - 2]
    if before is None:
        return False
    if before.low in words.on and (told.earlier or _after_change(draft, first, index)):
        return True
    past = told.period is not None and draft.day is not None and told.period.end.year < draft.day.year
    return before.low in words.by and past and (year_of(tokens[index]) is not None or rule == "relative-year")


def _after_change(draft: Draft, first: int, index: int) -> bool:
    """'an increase on', '5 percent up on', 'more than'."""
    found = draft.kit.comparing_words.find(draft.tokens, max(first, index - 5), index)
    return any(match.payload in ("more", "less") for match in found)
