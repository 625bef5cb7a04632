"""Stretches of years told by the document's day: 'so far this year', 'the past three years', 'by the end of the year', 'a year earlier'."""

from __future__ import annotations

from datetime import date

from app.domain.period import Period
from app.extraction.draft import Draft
from app.extraction.quantities.numbers import read_number
from app.extraction.times.years import LATEST, LONGEST, Told, relative_year, whole_year, year_of
from app.extraction.toolkit import Kit
from app.language import Token


def end_of_year(draft: Draft, index: int, last: int) -> Told | None:
    """'до конца года', 'by the end of the year', 'by year-end'."""
    tokens, words = draft.tokens, draft.kit.words.periods
    if index + 1 >= last or tokens[index].low not in words.by:
        return None
    at = index + 1
    while at < last and tokens[at].low in ("the", "of"):
        at += 1
    if at >= last:
        return None
    if tokens[at].low == "year-end":
        return Told(at + 1, _this_year(draft, "by-end-of-year"), target=True)
    if words.end.isdisjoint(tokens[at].lemmas):
        return None
    at += 1
    while at < last and tokens[at].low in ("the", "of"):
        at += 1
    if at < last and not words.year.isdisjoint(tokens[at].lemmas):
        return Told(at + 1, _this_year(draft, "by-end-of-year"), target=True)
    found = relative_year(draft, at, last)
    if found is None or found[1] is None:
        return None
    past = draft.day is not None and found[1] < draft.day.year
    return Told(found[0], whole_year(found[1], "by-end-of-year"), target=not past)


def _this_year(draft: Draft, rule: str) -> Period | None:
    return whole_year(draft.day.year, rule) if draft.day is not None else None


def since_start(draft: Draft, index: int, last: int) -> Told | None:
    """'с начала года', 'since the beginning of the year', 'so far this year'."""
    match = draft.kit.period_starts.at(draft.tokens, index, last)
    if match is None or match.payload != "since_start":
        return None
    end = match.last
    while end < last and draft.tokens[end].low in ("of", "the"):
        end += 1
    found = relative_year(draft, end, last)
    if found is not None:
        end = found[0]
    elif end < last and not draft.kit.words.periods.year.isdisjoint(draft.tokens[end].lemmas):
        end += 1
    else:
        return None
    if draft.day is None:
        return Told(end)
    year = found[1] if found is not None and found[1] is not None else draft.day.year
    if year > draft.day.year:
        return Told(end, whole_year(year, "year"))
    start = date(year, 1, 1)
    return Told(end, Period(start=start, end=draft.day, rule="since-start-of-year"))


def years_running(draft: Draft, index: int, last: int) -> Told | None:
    """'за последние три года', 'за последнее десятилетие', 'в следующие пять лет', 'over the past seven years'."""
    tokens, words = draft.tokens, draft.kit.words.periods
    if index + 1 >= last:
        return None
    is_last, is_next = draft.kit.answers(_direction, tokens[index])
    if not (is_last or is_next):
        return _number_first(draft, index, last)
    if not words.decade.isdisjoint(tokens[index + 1].lemmas):
        return _running(draft, index + 2, 10, ahead=is_next)
    if (
        "последний" in tokens[index].lemmas
        and not words.year.isdisjoint(tokens[index + 1].lemmas)
        and draft.day is not None
    ):
        return Told(index + 2, whole_year(draft.day.year - 1, "last-years", ambiguous=True))
    if index + 2 >= last:
        return None
    number = read_number(tokens, index + 1, draft.kit, draft.text)
    if number is None or number.last >= last or tokens[number.last].lemmas.isdisjoint({*words.year, "лето"}):
        return None
    if number.value != number.value.to_integral_value() or not 0 < number.value <= LONGEST:
        return Told(number.last + 1)
    return _running(draft, number.last + 1, int(number.value), ahead=is_next)


def _direction(kit: Kit, token: Token) -> tuple[bool, bool]:
    """Whether a word points back in time, and whether ahead: 'последний', 'следующий'."""
    words = kit.words.periods
    return (
        not token.lemmas.isdisjoint({"последний", *words.last}),
        not token.lemmas.isdisjoint({*words.next, *LATEST[1:]}),
    )


def _number_first(draft: Draft, index: int, last: int) -> Told | None:
    """'пяти следующих лет', 'три последних года'."""
    tokens, words = draft.tokens, draft.kit.words.periods
    number = read_number(tokens, index, draft.kit, draft.text)
    if (
        number is None
        or number.last + 1 >= last
        or tokens[number.last + 1].lemmas.isdisjoint({*words.year, "лето"})
    ):
        return None
    is_last, is_next = draft.kit.answers(_direction, tokens[number.last])
    if not (is_last or is_next) or not 0 < number.value <= LONGEST:
        return None
    if number.value != number.value.to_integral_value():
        return Told(number.last + 2)  # 'полтора последних года': no calendar years
    return _running(draft, number.last + 2, int(number.value), ahead=is_next)


def _running(draft: Draft, end: int, count: int, *, ahead: bool) -> Told:
    """So many calendar years before the document's, or after it."""
    if draft.day is None:
        return Told(end)
    year = draft.day.year
    if ahead:
        found = Period(start=date(year + 1, 1, 1), end=date(year + count, 12, 31), rule="next-years")
    else:
        found = Period(start=date(year - count, 1, 1), end=date(year - 1, 12, 31), rule="last-years")
    return Told(end, found, target=ahead)


def years_to(draft: Draft, index: int, last: int) -> Told | None:
    """'in the three years to the end of 2024', 'за три года до 2024-го' is none of it."""
    tokens, words = draft.tokens, draft.kit.words.periods
    if draft.kit.code != "en" or tokens[index].kind not in ("word", "number"):
        return None
    number = read_number(tokens, index, draft.kit, draft.text)
    if number is None or number.last + 2 >= last or words.year.isdisjoint(tokens[number.last].lemmas):
        return None
    at = number.last + 1
    if tokens[at].low not in ("to", "through", "until", "ending", "ended"):
        return None
    at += 1
    while at < last and tokens[at].low in ("the", "end", "of", "in"):
        at += 1
    year = year_of(tokens[at]) if at < last else None
    if year is None or number.value != number.value.to_integral_value() or not 0 < number.value <= LONGEST:
        return None
    return Told(
        at + 1,
        Period(start=date(year - int(number.value) + 1, 1, 1), end=date(year, 12, 31), rule="years-to"),
    )


def a_year_before(draft: Draft, index: int, last: int) -> Told | None:
    """'a year earlier', 'годом ранее', 'the year before': told of the figure beside it."""
    match = draft.kit.period_starts.at(draft.tokens, index, last)
    return Told(match.last, earlier=True) if match is not None and match.payload == "earlier" else None


def new_year(draft: Draft, index: int, last: int) -> Told | None:
    """'с нового года', 'from the new year': the whole of it."""
    match = draft.kit.period_starts.at(draft.tokens, index, last)
    if match is None or match.payload != "new_year":
        return None
    if draft.day is None:
        return Told(match.last)
    return Told(match.last, whole_year(draft.day.year + 1, "new-year"), target=True)
