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
    for match in _NUMERIC.finditer(draft.text):
        day, month, year, year_, month_, day_ = match.groups()
        value = _date(int(year or year_), int(month or month_), int(day or day_))
        if value is not None:
            yield DateMention(span=Span(*match.span()), value=value.isoformat())
    yield from _in_words(draft)


def _in_words(draft: Draft) -> Iterator[DateMention]:
    tokens = draft.tokens
    for number in draft.kit.trigger(_is_month).places(tokens):
        token = tokens[number]
        if (month := month_of(draft.kit, token.low)) is None:
            continue
        first, last = number, number + 1
        day = year = None
        if (
            number
            and tokens[number - 1].kind == "number"
            and tokens[number - 1].text.isdigit()
            and int(tokens[number - 1].text) <= 31
        ):
            day, first = int(tokens[number - 1].text), number - 1
        elif last < len(tokens) and tokens[last].text.isdigit() and int(tokens[last].text[:4]) <= 31:
            day, last = int(tokens[last].text), last + 1
        skip = last + 1 if last < len(tokens) and tokens[last].text == "," else last
        if skip < len(tokens) and re.fullmatch(r"[12]\d{3}", tokens[skip].text):
            year, last = int(tokens[skip].text), skip + 1
        if day is None or (year is None and draft.day is None):
            continue
        value = _date(year or (draft.day.year if draft.day else 0), month, day)
        if value is not None:
            yield DateMention(span=draft.span_of(first, last), value=value.isoformat())


def month_of(kit: Kit, word: str) -> int | None:
    """The month that a word names in any case, or None."""
    months = kit.words.periods.months
    for reading in kit.language.readings(word):
        if reading.lemma in months:
            return months[reading.lemma]
    return months.get(word)


def _is_month(kit: Kit, token: Token) -> bool:
    return token.kind == "word" and month_of(kit, token.low) is not None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
