"""Years and stretches of years: 'in 2024', 'last year', 'by the end of 2027', 'the past three years', 'the 1990s'."""

from __future__ import annotations

import re
from datetime import date

from app.domain.period import Period
from app.domain.record import record
from app.extraction.draft import Draft
from app.language import Token

DASHES = "-–—"
LATEST = ("последний", "ближайший", "ближний", "близкий")
LONGEST = 100  # years of a stretch
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_YEAR = frozenset({"в", "к", "с", "до", "за", "на", "по", "после", "in", "by", "since", "of", "for", "from", "until", "during", "through", "than", "against", "with", "over", "on", "to", "before", "late", "early"})  # fmt: skip
_DECADE_ENDINGS = frozenset({"s", "е", "х", "ые", "ых"})


@record
class Told:
    """What words of time told: the token where they end; the period (None: they stand for none of their own). `target`: something is
    to be so by then. `earlier`: as long before what the figure beside it speaks of as told ('a year earlier')."""

    last: int
    period: Period | None = None
    target: bool = False
    earlier: bool = False


def year_of(token: Token) -> int | None:
    return int(token.text) if token.kind == "number" and _YEAR.fullmatch(token.text) else None


def whole_year(year: int, rule: str, *, ambiguous: bool = False) -> Period:
    return Period(start=date(year, 1, 1), end=date(year, 12, 31), rule=rule, ambiguous=ambiguous)


def after_of(draft: Draft, index: int, last: int) -> int:
    """Past 'of', 'of the', 'in' between a part and its year: 'the first half of 2024'."""
    tokens = draft.tokens
    if draft.kit.code == "en" and index + 1 < last and tokens[index].low in ("of", "in"):
        index += 1
        if index + 1 < last and tokens[index].low == "the":
            index += 1
    return index


def relative_year(draft: Draft, index: int, last: int) -> tuple[int, int | None] | None:
    """The year that words from a token name ('2025 года', 'этого года', 'прошлого'): where they end, and the year."""
    tokens, words = draft.tokens, draft.kit.words.periods
    if index >= last:
        return None
    token = tokens[index]
    year = year_of(token)
    if year is not None:
        end = past_ending(draft, index + 1, last)
        if end < last and not words.year.isdisjoint(tokens[end].lemmas):
            end += 1
        return end, year
    offset = next(
        (
            shift
            for names, shift in ((words.this, 0), (words.last, -1), (words.previous, -2), (words.next, 1))
            if not names.isdisjoint(token.lemmas)
        ),
        None,
    )
    if offset is None:
        return None
    end = index + 1
    has_noun = end < last and not words.year.isdisjoint(tokens[end].lemmas)
    return (end + 1 if has_noun else end), (draft.day.year + offset if draft.day else None)


def past_ending(draft: Draft, index: int, last: int) -> int:
    """Past the '-го' of '2024-го', the 'st' of '1st'."""
    tokens = draft.tokens
    if index < last and tokens[index].low in ("st", "nd", "rd", "th"):
        return index + 1
    if (
        index + 1 < last
        and tokens[index].text in DASHES
        and tokens[index].start == tokens[index - 1].end
        and tokens[index + 1].start == tokens[index].end
        and tokens[index + 1].kind == "word"
        and len(tokens[index + 1].text) <= 3
    ):
        return index + 2
    return index


def year_range(draft: Draft, index: int, last: int) -> Told | None:
    """'за 2022–2024 годы', 'с 2020 по 2024 год', 'between 2020 and 2024', '2023/24'."""
    tokens, words = draft.tokens, draft.kit.words
    low = year_of(tokens[index])
    if low is None or index + 2 >= last:
        return None
    joint = tokens[index + 1]
    high = year_of(tokens[index + 2])
    if (
        high is None
        and joint.text in "/-–"
        and tokens[index + 2].text.isdigit()
        and len(tokens[index + 2].text) == 2
    ):
        short = low // 100 * 100 + int(tokens[index + 2].text)
        high = short if joint.start == tokens[index].end else None
    before = tokens[index - 1].low if index else ""
    joined = joint.text in DASHES + "/" or (
        before in (*words.numbers.range_from, "с") and joint.low in (*words.numbers.range_to, "по", "through")
    )
    if not joined or high is None or high <= low:
        return None
    end = past_ending(draft, index + 3, last)
    if end < last and not words.periods.year.isdisjoint(tokens[end].lemmas):
        end += 1
    target = draft.day is not None and low > draft.day.year
    return Told(end, Period(start=date(low, 1, 1), end=date(high, 12, 31), rule="year-range"), target)


def decade(draft: Draft, index: int, last: int) -> Told | None:
    """'the 1990s', 'в 1990-е годы'."""
    tokens = draft.tokens
    year = year_of(tokens[index])
    if year is None or year % 10 or index + 1 >= last:
        return None
    at = index + 1
    if tokens[at].text in DASHES and at + 1 < last:
        at += 1
    if tokens[at].low not in _DECADE_ENDINGS or tokens[at].start != tokens[at - 1].end:
        return None
    end = at + 1
    if end < last and not draft.kit.words.periods.year.isdisjoint(tokens[end].lemmas):
        end += 1
    return Told(end, Period(start=date(year, 1, 1), end=date(year + 9, 12, 31), rule="decade"))


def plain_year(draft: Draft, index: int, last: int) -> Told | None:
    """'в 2024 году', 'к 2030 году', 'с 2016 года', 'прошлого года', 'нынешнего года'."""
    tokens, words = draft.tokens, draft.kit.words.periods
    found = relative_year(draft, index, last)
    if found is None:
        return None
    end, year = found
    number = year_of(tokens[index]) is not None
    noun = not words.year.isdisjoint(tokens[end - 1].lemmas) and end - index > 1
    if not number and not noun:
        return _bare_next(draft, index, last)
    if year is None:
        return Told(end)
    before = tokens[index - 1].low if index else ""
    if number and not noun and end == index + 1 and before not in _BEFORE_YEAR:
        return None
    by = before in words.by or _after_end(draft, index)
    if by and (draft.day is None or year >= draft.day.year):
        return Told(end, whole_year(year, "by-year"), target=True)
    compared = any(
        match.payload == "compared" and match.last == index
        for match in draft.kit.period_words.find(tokens, max(0, index - 3), index)
    )
    if before in words.since and not compared and number and draft.day is not None and year <= draft.day.year:
        return Told(end, Period(start=date(year, 1, 1), end=draft.day, rule="since-year"))
    if not number and not words.this.isdisjoint(tokens[index].lemmas) and draft.day is not None:
        return Told(end, Period(start=date(year, 1, 1), end=draft.day, rule="this-year"))
    return Told(end, whole_year(year, "year" if number else "relative-year"))


def _bare_next(draft: Draft, index: int, last: int) -> Told | None:
    """'$75 million this year, $110 million next.'"""
    tokens, words = draft.tokens, draft.kit.words.periods
    if draft.kit.code != "en" or draft.day is None or words.next.isdisjoint(tokens[index].lemmas):
        return None
    ends = index + 1 >= last or tokens[index + 1].kind == "mark"
    if not ends or not any(
        not words.year.isdisjoint(tokens[at].lemmas) for at in range(max(0, index - 12), index)
    ):
        return None
    return Told(index + 1, whole_year(draft.day.year + 1, "relative-year"), target=True)


def _after_end(draft: Draft, index: int) -> bool:
    """'by the end of' before a year."""
    tokens, words = draft.tokens, draft.kit.words.periods
    before = [token.low for token in tokens[max(0, index - 5) : index]]
    for at in range(len(before) - 1, -1, -1):
        if before[at] in ("of", "the", "year"):
            continue
        return not words.end.isdisjoint(tokens[index - len(before) + at].lemmas) and any(
            word in words.by for word in before[:at]
        )
    return False
