"""What time a sentence speaks of: years, months, quarters, 'last year', 'the last three years', read against the document's day.

Each reading is a small rule that answers or abstains; its name travels with the period. Without a day, relative words give none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.period import Period
from app.extraction.draft import Draft
from app.extraction.quantities.numbers import begins_number
from app.extraction.times.dates import month_of
from app.extraction.times.months import (
    JOINED,
    day_or_month,
    is_part_sign,
    last_month,
    month_adjective,
    month_range,
    part_of_year,
)
from app.extraction.times.stretches import a_year_before, end_of_year, since_start, years_running, years_to
from app.extraction.times.years import LATEST, Told, decade, plain_year, relative_year, year_of, year_range
from app.extraction.toolkit import Kit
from app.language import Token

_NEVER_BASE = (
    "month-range",
    "month-range-of-the-nearest-year",
    "since-month",
    "since-year",
    "year-range",
    "last-years",
)


@dataclass(frozen=True, slots=True)
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


RULES: tuple[Rule, ...] = (
    same_period,
    a_year_before,
    since_start,
    end_of_year,
    month_range,
    year_range,
    decade,
    years_running,
    years_to,
    part_of_year,
    last_month,
    month_adjective,
    day_or_month,
    plain_year,
)


def find_periods(draft: Draft, first: int, last: int) -> list[PeriodMention]:
    """All periods among the tokens of a sentence, left to right."""
    found: list[PeriodMention] = []
    end = first
    for index in draft.kit.trigger(begins_period).places(draft.tokens, first, last):
        if index < end:
            continue
        for rule in RULES:
            told = rule(draft, index, last)
            if told is not None:
                end = told.last
                if told.period is not None or told.earlier:
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


def begins_period(kit: Kit, token: Token) -> bool:
    """Whether any of the rules can begin with this word."""
    words = kit.words.periods
    if token.kind == "number" or kit.period_starts.begins(token):
        return True
    if token.kind != "word":
        return False
    telling = {
        *words.this,
        *words.last,
        *words.previous,
        *words.next,
        *words.ordinals,
        *LATEST,
        *words.by,
        *words.month_adjectives,
        *words.half,
    }
    return (
        is_part_sign(token)
        or any(month_of(kit, part) is not None for part in (token.low, *JOINED.split(token.low)))
        or not token.lemmas.isdisjoint(telling)
        or begins_number(kit, token)
    )


def _is_attached(draft: Draft, index: int) -> bool:
    """'the drought of 2021', 'апрельское землетрясение'."""
    if not draft.tokens[index].lemmas.isdisjoint(draft.kit.words.periods.month_adjectives):
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
