"""Dates: '16 ноября 2025 года', 'June 20, 2025', '16.11.2025', 'восемнадцатого февраля', 'в мае 2017 года', 'в 2015 году'.

A value is ISO 8601, to the day, month or year that is told ('2025-11-16', '2017-05', '2015'); a day whose year nothing tells is
'--11-16'.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from app.domain.findings import DateMention
from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.quantities.numerals import value_of
from app.extraction.times.relative_dates import relative_dates
from app.extraction.toolkit import Kit
from app.language import Token

_NUMERIC = re.compile(
    r"(?:(\d{1,2})\. ?(\d{1,2})\.(\d{4}|\d{2})(?!\d)|(\d{4})-(\d\d)-(\d\d)(?!\d)|(\d{1,2})\.(\d\d)\.(?=\s|$))"
)
_FOUR = re.compile(r"[12]\d{3}")
_TWO = re.compile(r"\d\d")
_PIVOT = 68  # two digits up to it are this century's, as POSIX has it
_ABBREVIATED = 4  # letters of a month's abbreviation
_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_SAME_STRETCH = 6  # characters between the two days of a stretch of time
_DASHES = "-–—"


def find_dates(draft: Draft) -> list[DateMention]:
    """Every date of the text in order, none overlapping another: days, months, years, and what is told from the document's day."""
    found: list[DateMention] = []
    ends: list[tuple[int, int]] = []
    days = sorted(
        [*_in_numbers(draft, 0, len(draft.text)), *_in_words(draft, 0, len(draft.tokens), None, whole=False)],
        key=lambda mention: mention.span,
    )
    for mentions in (_with_years(draft, days), _months_and_years(draft), relative_dates(draft)):
        for mention in mentions:
            at = bisect_right(ends, (mention.span.start, len(draft.text)))
            if (at and ends[at - 1][1] > mention.span.start) or (
                at < len(ends) and ends[at][0] < mention.span.end
            ):
                continue
            ends.insert(at, (mention.span.start, mention.span.end))
            found.insert(at, mention)
    return found


def full_dates(draft: Draft, span: Span) -> list[DateMention]:
    """Dates inside a span whose year is written, in order."""
    found = [
        mention for mention in _in_numbers(draft, span.start, span.end) if not mention.value.startswith("-")
    ]
    found.extend(_in_words(draft, *draft.token_range(span), None))
    return sorted(found, key=lambda mention: mention.span) if found else found


def _with_years(draft: Draft, days: list[DateMention]) -> Iterator[DateMention]:
    """Days with the year that is left out: that of the last full date in their paragraph, else the document's."""
    paragraphs = draft.analysis.paragraphs
    year, told = None, -1
    for number, mention in enumerate(days):
        paragraph = bisect_right(paragraphs, mention.span.start, key=lambda span: span.start)
        if not mention.value.startswith("-"):
            year, told = mention.value[:4], paragraph
            yield mention
            continue
        own = year if told == paragraph else (f"{draft.day.year:04}" if draft.day else None)
        following = days[number + 1] if number + 1 < len(days) else None
        if (
            following is not None
            and not following.value.startswith("-")
            and following.span.start - mention.span.end <= _SAME_STRETCH
        ):
            own = following.value[:4]  # 'с 14 октября по 3 ноября 2018 года'
        if own is None:
            yield mention
        elif _date(int(own), int(mention.value[2:4]), int(mention.value[5:7])) is not None:
            yield DateMention(span=mention.span, value=own + mention.value[1:])


def _in_numbers(draft: Draft, start: int, end: int) -> Iterator[DateMention]:
    first, last = draft.token_range(Span(start, end)) if end > start else (0, 0)
    for number in draft.kit.trigger(_may_be_date).places(draft.tokens, first, last):
        match = _NUMERIC.match(draft.text, draft.tokens[number].start, end)
        if match is None:
            continue
        day, month, year, year_, month_, day_, day__, month__ = match.groups()
        if day__ is not None:
            if _date(2000, int(month__), int(day__)) is not None:
                yield DateMention(
                    span=Span(match.start(), match.end() - 1), value=f"--{int(month__):02}-{int(day__):02}"
                )
            continue
        value = _date(_century(year or year_), int(month or month_), int(day or day_))
        if value is not None:
            yield DateMention(span=Span(*match.span()), value=value.isoformat())


def _century(year: str) -> int:
    return int(year) + (0 if len(year) > 2 else 2000 if int(year) <= _PIVOT else 1900)


def _in_words(
    draft: Draft, begin: int, end: int, own_year: int | None, *, whole: bool = True
) -> Iterator[DateMention]:
    """Dates with a day and a month's name; `own_year` is for those that leave the year out. Without it these are left out if `whole`,
    else given as '--11-16'."""
    tokens = draft.tokens
    for number in draft.kit.trigger(_is_month).places(tokens, begin, end):
        token = tokens[number]
        if (month := month_of(draft.kit, token.low)) is None:
            continue
        first, last = number, _after_month(draft, number, end)
        day, first = _day_before(draft, number, begin)
        if day is None and last < len(tokens) and (after := _day_after(draft, last)) is not None:
            day, last = after
        year, last = _year_after(draft, last, day is not None)
        if day is None:
            continue
        known = year or own_year
        for span, told in [*_more_days(draft, first, begin), (draft.span_of(first, last), day)]:
            if known is not None:
                value = _date(known, month, told)
                if value is not None:
                    yield DateMention(span=span, value=value.isoformat())
            elif not whole and _date(2000, month, told) is not None:
                yield DateMention(span=span, value=f"--{month:02}-{told:02}")


def _after_month(draft: Draft, number: int, end: int) -> int:
    """Behind a month and its full stop: 'Nov. 16', '13 авг. 2005'."""
    tokens, token, last = draft.tokens, draft.tokens[number], number + 1
    if (
        last < end
        and tokens[last].text == "."
        and tokens[last].start == token.end
        and (token.low in draft.kit.words.abbreviations or len(token.low) <= _ABBREVIATED)
    ):
        last += 1
    return last


def _day_before(draft: Draft, number: int, begin: int) -> tuple[int | None, int]:
    """The day before a month ('16', '16th of', '13-е', 'тридцать первое'), and where it begins."""
    tokens, before = draft.tokens, number - 1
    while before > begin and (
        tokens[before].low in draft.kit.words.periods.day_endings
        or (tokens[before].text == "-" and tokens[before].start == tokens[before - 1].end)
    ):
        before -= 1
    if before < begin:
        return None, number
    if (day := _day_number(tokens[before])) is not None:
        return day, before
    ordinal = draft.kit.words.numbers.ordinals
    for lemma in sorted(tokens[before].lemmas):
        if lemma in ordinal and tokens[before].kind == "word":
            day = ordinal[lemma]
            tens = value_of(tokens[before - 1], draft.kit) if before > begin and day < 10 else None
            if tens in (20, 30):
                return (day + int(tens), before - 1) if day + int(tens) <= 31 else (None, number)
            return (day, before) if day <= 31 else (None, number)
    return None, number


def _day_after(draft: Draft, last: int) -> tuple[int, int] | None:
    """'November 16th': the day and where it ends. Only English has it there."""
    tokens = draft.tokens
    if draft.kit.code != "en" or (found := _day_number(tokens[last])) is None:
        return None
    last += 1
    while last < len(tokens) and tokens[last].low in draft.kit.words.periods.day_endings:
        last += 1
    return found, last


def _year_after(draft: Draft, last: int, day_told: bool) -> tuple[int | None, int]:
    """The year after a month or its day, two digits of it too ('2 декабря 95'), and where it ends."""
    tokens = draft.tokens
    skip = last + 1 if last < len(tokens) and tokens[last].text == "," else last
    if skip >= len(tokens):
        return None, last
    if _FOUR.fullmatch(tokens[skip].text):
        return int(tokens[skip].text), skip + 1
    after = tokens[skip + 1] if skip + 1 < len(tokens) else None
    if (
        day_told
        and skip == last
        and draft.kit.code == "ru"
        and _TWO.fullmatch(tokens[skip].text)
        and (after is None or after.kind in ("number", "mark"))
        and not (after is not None and after.text in ":%-–—")
    ):
        return _century(tokens[skip].text), skip + 1
    return None, last


def _more_days(draft: Draft, first: int, begin: int) -> Iterator[tuple[Span, int]]:
    """The first of two days that share a month: '16–17 ноября', 'с 18 по 19 июля', '16 and 17 November'."""
    tokens = draft.tokens
    if first - 2 >= begin and (
        tokens[first - 1].text in _DASHES or tokens[first - 1].low in draft.kit.words.periods.day_joints
    ):
        before = _day_number(tokens[first - 2])
        if before is not None:
            yield draft.span_of(first - 2, first - 1), before


def _months_and_years(draft: Draft) -> Iterator[DateMention]:
    """'в мае 2017 года' -> 2017-05, 'в 2015 году', 'с 2012 по 2014 год' -> 2012, 2014."""
    tokens, kit = draft.tokens, draft.kit
    for number in kit.trigger(_is_month_or_year).places(tokens):
        token = tokens[number]
        if token.kind == "number":
            if (last := _year_told(draft, number)) is not None:
                yield DateMention(span=draft.span_of(number, last), value=token.text)
            continue
        month = month_of(kit, token.low)
        if month is None or (kit.code == "en" and not token.capital):
            continue
        year, last = _year_after(draft, _after_month(draft, number, len(tokens)), False)
        if year is not None and year <= _LAST_YEAR:
            last += last < len(tokens) and bool(tokens[last].lemmas & kit.words.periods.year)
            yield DateMention(span=draft.span_of(number, last), value=f"{year:04}-{month:02}")
        elif number and tokens[number - 1].low in kit.words.periods.before_month and draft.day is not None:
            yield DateMention(span=draft.span_of(number, number + 1), value=f"{draft.day.year:04}-{month:02}")


def _year_told(draft: Draft, number: int) -> int | None:
    """Where a year ends that is told as one: with its word, in a bracket, or after a preposition of time."""
    tokens, words = draft.tokens, draft.kit.words.periods
    if not _FIRST_YEAR <= int(tokens[number].text) <= _LAST_YEAR:
        return None
    before = tokens[number - 1] if number else None
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    if before is not None and before.end == tokens[number].start and before.text not in ("(", *_DASHES):
        return None
    if after is not None and after.kind == "word" and after.lemmas & words.year:
        return number + 2
    if after is not None and after.kind == "word" and draft.kit.units.at(tokens, number + 1) is not None:
        return None
    if after is not None and any(
        reading.pos == "noun" and reading.number == "pl" and reading.case == "gen"
        for reading in after.readings[:2]
    ):
        return None  # 'около 2000 компьютеров'
    if before is None or before.low in words.before_year or before.text in ("(", *_DASHES):
        return number + 1
    return None


def _day_number(token: Token) -> int | None:
    """The day of a month that a number may be."""
    if token.kind == "number" and token.text.isdigit() and 0 < int(token.text[:4]) <= 31:
        return int(token.text)
    return None


def month_of(kit: Kit, word: str) -> int | None:
    """The month that a word names in any case, or None."""
    months = kit.words.periods.months
    for reading in kit.language.readings(word):
        if reading.lemma in months:
            return months[reading.lemma]
    return months.get(word)


def _is_month(kit: Kit, token: Token) -> bool:
    return token.kind == "word" and not kit.words.periods.months.keys().isdisjoint(token.lemmas)


def _may_be_date(kit: Kit, token: Token) -> bool:
    """Whether a date in digits can begin with this number: '16.11.2025', '2025' of '2025-11-16', '27' of '27. 05.99'."""
    return token.kind == "number" and ("." in token.text or len(token.text) in (1, 2, 4))


def _is_month_or_year(kit: Kit, token: Token) -> bool:
    return _is_month(kit, token) or (token.kind == "number" and _FOUR.fullmatch(token.text) is not None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
