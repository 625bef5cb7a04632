"""Dates written in full: '16 ноября 2025 года', 'June 20, 2025', '16.11.2025', '2025-11-16'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from app.domain.findings import DateMention
from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.toolkit import Kit
from app.language import Token

_NUMERIC = re.compile(r"(?<!\d)(?:(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d\d)-(\d\d))(?!\d)")


def find_dates(draft: Draft) -> Iterator[DateMention]:
    """All dates with a day, in order of kind; a year left out is the document's."""
    yield from _in_numbers(draft, 0, len(draft.tokens))
    yield from _in_words(draft, 0, len(draft.tokens), draft.day.year if draft.day else None)


def full_dates(draft: Draft, span: Span) -> list[DateMention]:
    """Dates inside a span whose year is written, in order."""
    found = [
        *_in_numbers(draft, *draft.token_range(span)),
        *_in_words(draft, *draft.token_range(span), None),
    ]
    return sorted(found, key=lambda mention: mention.span)


def _in_numbers(draft: Draft, first: int, last: int) -> Iterator[DateMention]:
    for number in draft.kit.trigger(_is_number).places(draft.tokens, first, last):
        match = _NUMERIC.match(draft.text, draft.tokens[number].start)
        if match is None:
            continue
        day, month, year, year_, month_, day_ = match.groups()
        value = _date(int(year or year_), int(month or month_), int(day or day_))
        if value is not None:
            yield DateMention(span=Span(*match.span()), value=value.isoformat())


def _in_words(draft: Draft, begin: int, end: int, own_year: int | None) -> Iterator[DateMention]:
    """Dates with a month's name; `own_year` is for those that leave the year out, None leaves these out."""
    tokens = draft.tokens
    for number in draft.kit.trigger(_is_month).places(tokens, begin, end):
        token = tokens[number]
        if (month := month_of(draft.kit, token.low)) is None:
            continue
        first, last = number, number + 1
        if last < end and tokens[last].text == "." and token.low in draft.kit.words.abbreviations:
            last += 1  # 'Nov. 16, 2025'
        day = year = None
        before = number - 1
        while before > begin and tokens[before].low in draft.kit.words.periods.day_endings:
            before -= 1  # '16th of November'
        if before >= begin and (found := _day_number(tokens[before])) is not None:
            day, first = found, before
        elif last < len(tokens) and (found := _day_number(tokens[last])) is not None:
            day, last = found, last + 1
            while last < len(tokens) and tokens[last].low in draft.kit.words.periods.day_endings:
                last += 1
        skip = last + 1 if last < len(tokens) and tokens[last].text == "," else last
        if skip < len(tokens) and re.fullmatch(r"[12]\d{3}", tokens[skip].text):
            year, last = int(tokens[skip].text), skip + 1
        if day is None or (year or own_year) is None:
            continue
        value = _date(year or own_year or 0, month, day)
        if value is not None:
            yield DateMention(span=draft.span_of(first, last), value=value.isoformat())


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


def _is_number(kit: Kit, token: Token) -> bool:
    return token.kind == "number"


def _is_month(kit: Kit, token: Token) -> bool:
    return token.kind == "word" and month_of(kit, token.low) is not None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
