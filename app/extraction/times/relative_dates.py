"""Dates told from the document's day: 'вчера', 'в пятницу', 'two weeks ago', 'через три года', 'last month'. Without a day there are none."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from app.domain.findings import DateMention
from app.extraction.draft import Draft
from app.extraction.quantities.numerals import value_of
from app.extraction.toolkit import Kit
from app.language import Token

_FARTHEST = 500  # years, months, weeks or days that anyone counts from today
_EARLIEST, _LATEST = 1000, 9000


def relative_dates(draft: Draft) -> Iterator[DateMention]:
    """Those of a text in order of kind; to the day, month ('2025-10') or year that is told."""
    day = draft.day
    if day is None:
        return
    for index in draft.kit.trigger(begins_relative).places(draft.tokens):
        for rule in (_day_word, _weekday, _so_long_from, _named_term):
            found = rule(draft, index, day)
            if found is not None:
                value, first, last = found
                yield DateMention(span=draft.span_of(first, last), value=value)
                break


def begins_relative(kit: Kit, token: Token) -> bool:
    """Whether any of the rules can turn on this word."""
    words = kit.words.periods
    return token.kind == "word" and (
        token.low in words.day_words
        or not words.weekday_numbers.keys().isdisjoint(token.lemmas)
        or not words.spans.keys().isdisjoint(token.lemmas)
    )


def _day_word(draft: Draft, index: int, day: date) -> tuple[str, int, int] | None:
    """'вчера', 'tomorrow'."""
    shift = draft.kit.words.periods.day_words.get(draft.tokens[index].low)
    return None if shift is None else ((day + timedelta(shift)).isoformat(), index, index + 1)


def _weekday(draft: Draft, index: int, day: date) -> tuple[str, int, int] | None:
    """'в пятницу': the last one before the day, the next where the sentence speaks of what is to come or tells no verb."""
    token, words = draft.tokens[index], draft.kit.words.periods
    number = next(
        (words.weekday_numbers[lemma] for lemma in sorted(token.lemmas) if lemma in words.weekday_numbers),
        None,
    )
    if number is None or (draft.kit.code == "en" and not token.capital):
        return None
    before = draft.tokens[index - 1] if index else None
    said = before.lemmas if before is not None else frozenset()
    if any(lemma in said or (before is not None and before.low == lemma) for lemma in words.next):
        ahead = True
    elif said & words.last:
        ahead = False
    elif before is not None and before.low not in words.before_weekday and before.kind == "word":
        return None
    else:
        ahead = _speaks_of_future(draft, index)
    away = (number - day.isoweekday()) % 7
    target = day + timedelta(away or 7) if ahead else day - timedelta((7 - away) % 7)
    return target.isoformat(), index, index + 1


def _speaks_of_future(draft: Draft, index: int) -> bool:
    at = bisect_right(draft.sentences, draft.tokens[index].start, key=lambda sentence: sentence.start) - 1
    if at < 0:
        return True
    sentence = draft.sentences[at]
    tokens = draft.tokens[sentence.first : sentence.last]
    if any(reading.tense == "fut" for token in tokens for reading in token.readings[:1]):
        return True
    if any(token.low == "will" for token in tokens):
        return True
    return not any(draft.kit.language.is_predicate(token) for token in tokens)


def _so_long_from(draft: Draft, index: int, day: date) -> tuple[str, int, int] | None:
    """'через три года', 'in two weeks', 'две недели назад', 'a month ago'."""
    tokens, words = draft.tokens, draft.kit.words.periods
    span = next((words.spans[lemma] for lemma in sorted(tokens[index].lemmas) if lemma in words.spans), None)
    if span is None:
        return None
    first, count = index, 1
    if index and (number := _count(draft, index - 1)) is not None:
        first, count = index - 1, number
    elif index and tokens[index - 1].low in ("a", "an"):
        first = index - 1
    if index + 1 < len(tokens) and tokens[index + 1].low in words.ago:
        sign, last = -1, index + 2
    elif first and tokens[first - 1].low in words.in_so_long:
        sign, first, last = 1, first - 1, index + 1
        if draft.kit.code == "en" and first + 1 == index:
            return None  # 'in week'
    else:
        return None
    target = _shifted(day, span, sign * count)
    return (target.isoformat(), first, last) if target is not None else None


def _count(draft: Draft, index: int) -> int | None:
    token = draft.tokens[index]
    if token.kind == "number":
        return int(token.text) if token.text.isdigit() and int(token.text[:6]) <= _FARTHEST else None
    value = value_of(token, draft.kit)
    return int(value) if value is not None and value == int(value) else None


def _named_term(draft: Draft, index: int, day: date) -> tuple[str, int, int] | None:
    """'в прошлом месяце' -> 2025-10, 'next year' -> 2026, 'this quarter' -> its first day."""
    tokens, words = draft.tokens, draft.kit.words.periods
    span = next((words.spans[lemma] for lemma in sorted(tokens[index].lemmas) if lemma in words.spans), None)
    if span is None or not index:
        return None
    before = tokens[index - 1]
    shift = next(
        (
            shift
            for names, shift in ((words.this, 0), (words.last, -1), (words.before_last, -2), (words.next, 1))
            if before.lemmas & set(names)
        ),
        None,
    )
    if shift is None:
        return None
    target = _shifted(day, span, shift)
    if target is None:
        return None
    unit = span.split()[-1]
    if unit == "year":
        value = f"{target.year:04}"
    elif span == "3 month":
        value = target.replace(month=(target.month - 1) // 3 * 3 + 1, day=1).isoformat()
    elif unit == "month":
        value = f"{target.year:04}-{target.month:02}"
    elif span == "7 day":
        value = (target - timedelta(target.weekday())).isoformat()
    else:
        return None
    return value, index - 1, index + 1


def _shifted(day: date, span: str, count: int) -> date | None:
    """The day so many times a span ('7 day', 'month', 'year') away; None beyond every calendar."""
    size, unit = (int(span.split()[0]), span.split()[1]) if " " in span else (1, span)
    count *= size
    if abs(count) > _FARTHEST * 12:
        return None
    if unit == "day":
        target = day + timedelta(count)
        return target if _EARLIEST <= target.year <= _LATEST else None
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if not _EARLIEST <= year <= _LATEST:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
