"""The day of a document whose source tells none: from its date line, the dateline of its first paragraph, its first sentences, or its address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from app.domain.findings import DateMention
from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.times.dates import full_dates

_EARLIEST, _LATEST = 1900, 2200  # years in which press texts are written
_HEAD, _TAIL = 5, 3  # paragraphs where date lines stand
_LINE = 12  # tokens of a date line beside its date
_DATELINE = 10  # tokens before the date of 'ASTANA, Kazakhstan, November 16, 2025 —'
_OPENING = 14  # tokens before the date in a first sentence
_IN_ADDRESS = re.compile(r"(?<!\d)(\d{4})[/-](\d\d?)[/-](\d\d?)(?!\d)")


def day_of_text(draft: Draft) -> DateMention | None:
    """The day that a document tells of itself, surest sign first; None where it tells none in full (day, month and year)."""
    paragraphs = draft.analysis.paragraphs
    head = paragraphs[:_HEAD]
    dates = {span: list(_usable(draft, span)) for span in dict.fromkeys([*head, *paragraphs[-_TAIL:]])}
    for span in head:
        if found := _date_line(draft, span, dates[span]):
            return found
    for span in head:
        if found := _dateline(draft, span, dates[span]):
            return found
    for span in head:
        if found := _told_today(draft, span, dates[span]):
            return found
    for span in head[:2]:
        if found := _opening(draft, span, dates[span]):
            return found
    for span in paragraphs[-_TAIL:]:
        if found := _date_line(draft, span, dates[span]):
            return found
    return None


def day_in_address(url: str | None) -> date | None:
    """The day in an address such as …/2025/11/16/…; None where there is none."""
    for match in _IN_ADDRESS.finditer(url or ""):
        year, month, day = map(int, match.groups())
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if _EARLIEST <= found.year <= _LATEST:
            return found
    return None


def _usable(draft: Draft, span: Span) -> Iterator[tuple[int, int, DateMention]]:
    """Dates of a paragraph with their tokens, of years in which press texts are written."""
    for mention in full_dates(draft, span):
        if _EARLIEST <= int(mention.value[:4]) <= _LATEST:
            yield *draft.token_range(mention.span), mention


def _date_line(draft: Draft, span: Span, dates: Sequence[tuple[int, int, DateMention]]) -> DateMention | None:
    """A line that holds nothing but a date, a time, a place, and words such as 'published'."""
    if not dates:
        return None
    first, last = draft.token_range(span)
    low, high, mention = dates[0]
    beside = [*range(first, low), *range(high, last)]
    if len(beside) > _LINE or not all(_belongs_to_date_line(draft, number) for number in beside):
        return None
    return mention


def _belongs_to_date_line(draft: Draft, number: int) -> bool:
    token = draft.tokens[number]
    if token.kind != "word":
        return True
    words = draft.kit.words.periods
    return (
        bool(token.lemmas & {*words.date_lines, *words.year, *words.weekdays})
        or token.low in words.date_lines
        or bool(draft.places_in(number, number + 1))
        or (token.capital and token.text.isupper())
    )


def _dateline(draft: Draft, span: Span, dates: Sequence[tuple[int, int, DateMention]]) -> DateMention | None:
    """'АСТАНА, 16 ноября 2025 года — …': capitalised words and marks before the date, a dash, stop or bracket after it."""
    if not dates:
        return None
    first, _ = draft.token_range(span)
    low, high, mention = dates[0]
    before = draft.tokens[first:low]
    if not 0 < len(before) <= _DATELINE or not all(token.kind == "mark" or token.capital for token in before):
        return None
    after = high
    while after < len(draft.tokens) and draft.tokens[after].lemmas & draft.kit.words.periods.year:
        after += 1
        if draft.tokens[after - 1].low in draft.kit.words.abbreviations:
            after += 1
    mark = draft.tokens[after] if after < len(draft.tokens) else None
    return mention if mark is not None and mark.text in "—–-./):" else None


def _told_today(
    draft: Draft, span: Span, dates: Sequence[tuple[int, int, DateMention]]
) -> DateMention | None:
    """'Сегодня, 16 ноября 2025 года, …'."""
    today = draft.kit.words.periods.today
    for low, _, mention in dates:
        if any(token.low in today for token in draft.tokens[max(0, low - 2) : low]):
            return mention
    return None


def _opening(draft: Draft, span: Span, dates: Sequence[tuple[int, int, DateMention]]) -> DateMention | None:
    """'16 ноября 2025 года в Ташкенте состоялась …': a date at the beginning of a story, if it does not announce what is to come."""
    if not dates:
        return None
    first, last = draft.token_range(span)
    low, _, mention = dates[0]
    if low - first > _OPENING or any(token.text in ".!?" for token in draft.tokens[first:low]):
        return None
    ahead = any(match.payload == "target" for match in draft.kit.modal_words.find(draft.tokens, first, last))
    coming = any(reading.tense == "fut" for token in draft.tokens[first:last] for reading in token.readings)
    return None if ahead or coming else mention
