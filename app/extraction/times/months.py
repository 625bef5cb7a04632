"""Days, months and parts of a year: 'on August 1', 'в январе–августе этого года', 'the first half of 2024', 'since March'."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from app.domain.period import Period
from app.extraction.draft import Draft
from app.extraction.quantities.numbers import read_number
from app.extraction.times.dates import month_of
from app.extraction.times.years import DASHES, Told, after_of, past_ending, relative_year, year_of
from app.language import Token

JOINED = re.compile(r"[-–—]")
_COMMON_WORDS = ("may", "march")
_YEAR = 12
_PARTS = {"Q": (3, "quarter"), "H": (6, "half-year")}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_FROM = ("с", "со", "from", "between")
_BEFORE_MONTHS = ("за", "in", "of", "the", "over", "по", "for")
_RANGE = ("по", "to", "through", "until", "till")


def months(year: int, low: int, high: int, rule: str, *, ambiguous: bool = False) -> Period:
    """From the first day of one month to the last of another; over the year's end if the second comes earlier in the year."""
    start_year = year - 1 if high < low else year
    return Period(
        start=date(start_year, low, 1),
        end=date(year, high, monthrange(year, high)[1]),
        rule=rule,
        ambiguous=ambiguous,
    )


def month_range(draft: Draft, index: int, last: int) -> Told | None:
    """'в январе–августе этого года', 'январь — июль 2025', 'с января по август', 'between January and September'."""
    read = _two_months(draft, index, last)
    if read is None:
        return None
    low, high, end = read
    tokens, words = draft.tokens, draft.kit.words.periods
    at = after_of(draft, end, last)
    found = relative_year(draft, at, last)
    if found is not None and (
        found[1] is not None or not tokens[at].lemmas.isdisjoint({*words.this, *words.last, *words.next})
    ):
        end, year = found
        return Told(end) if year is None else Told(end, months(year, low, high, "month-range"))
    if draft.day is None:
        return Told(end)
    year = draft.day.year if high <= draft.day.month or low > high else draft.day.year - 1
    return Told(end, months(year, low, high, "month-range-of-the-nearest-year", ambiguous=True))


def _two_months(draft: Draft, index: int, last: int) -> tuple[int, int, int] | None:
    tokens = draft.tokens
    parts = JOINED.split(tokens[index].low)
    if len(parts) == 2 and all(parts):
        low, high = month_of(draft.kit, parts[0]), month_of(draft.kit, parts[1])
        return (low, high, index + 1) if low is not None and high is not None else None
    if (
        tokens[index].kind != "word"
        or index + 2 >= last
        or (low := month_of(draft.kit, tokens[index].low)) is None
    ):
        return None
    before = tokens[index - 1].low if index else ""
    at = index + 1
    year = year_of(tokens[at])
    if year is not None and index + 3 < last:  # 'с ноября 2024 по февраль 2025': the second year tells
        at = relative_year(draft, at, last)[0]  # type: ignore[index]
    if at + 1 >= last:
        return None
    joined = (
        tokens[at].text in DASHES
        or tokens[at].low in _RANGE
        or (before == "between" and tokens[at].low == "and")
    )
    high = month_of(draft.kit, tokens[at + 1].low) if joined else None
    return (low, high, at + 2) if high is not None else None


def day_range(draft: Draft, index: int, last: int) -> Told | None:
    """'с 1 января по 27 октября', 'с 1 по 15 ноября', 'from January 1 to October 27'."""
    tokens = draft.tokens
    begins = _day_and_month(draft, index, last)
    if begins is None:
        return None
    own = year_of(tokens[begins[2]]) if begins[1] is not None and begins[2] < last else None
    at = begins[2] if own is None else relative_year(draft, begins[2], last)[0]  # type: ignore[index]
    if at + 1 >= last:
        return None
    joint = tokens[at]
    before = tokens[index - 1].low if index else ""
    if joint.text not in DASHES and not (joint.low in _RANGE and before in _FROM):
        return None
    ends = _day_and_month(draft, at + 1, last)
    if ends is None or ends[1] is None:
        return None
    found = relative_year(draft, ends[2], last)
    end, year = found if found is not None else (ends[2], draft.day.year if draft.day else None)
    low_month = begins[1] or ends[1]
    if year is None:
        return Told(end)
    if found is None and draft.day is not None and (ends[1], ends[0]) > (draft.day.month, draft.day.day):
        year -= 1
    start = _exact(own or year - (low_month > ends[1]), low_month, begins[0])
    close = _exact(year, ends[1], ends[0])
    if start is None or close is None or start >= close:
        return None
    return Told(end, Period(start=start, end=close, rule="day-range", ambiguous=found is None))


def _day_and_month(draft: Draft, index: int, last: int) -> tuple[int, int | None, int] | None:
    """'27 октября', 'October 27', '1' of '1 по 15 ноября': day, month, and where they end."""
    tokens = draft.tokens
    if index >= last:
        return None
    if (month := month_of(draft.kit, tokens[index].low)) is not None and tokens[index].kind == "word":
        day, end = _day_after(draft, index + 1, last)
        return (day, month, end) if day is not None else None
    day, at = _day_before(draft, index, last)
    if day is None:
        return None
    month = month_of(draft.kit, tokens[at].low) if tokens[at].kind == "word" else None
    return day, month, at + (month is not None)


def day_or_month(draft: Draft, index: int, last: int) -> Told | None:
    """'19 ноября', 'August 1, 2025', 'в августе', 'в мае 2027 года', 'since January'."""
    tokens = draft.tokens
    day, at = _day_before(draft, index, last)
    if tokens[at].kind != "word" or (month := month_of(draft.kit, tokens[at].low)) is None:
        return None
    if day is None and tokens[at].low in _COMMON_WORDS and not tokens[at].capital:
        return None
    if any(person.first <= at < person.last for person in draft.people_in(max(0, at - 4), at + 5)):
        return None  # 'Марта', 'April'
    end = at + 1
    if day is None and draft.kit.code == "en":
        day, end = _day_after(draft, end, last)
    return _in_month(draft, index, end, last, month, day)


def month_adjective(draft: Draft, index: int, last: int) -> Told | None:
    """'апрельское землетрясение'."""
    table = draft.kit.words.periods.month_adjectives
    month = next((value for word, value in table.items() if word in draft.tokens[index].lemmas), None)
    if month is None:
        return None
    if draft.day is None:
        return Told(index + 1)
    return Told(index + 1, months(draft.day.year, month, month, "month", ambiguous=True))


def _day_before(draft: Draft, index: int, last: int) -> tuple[int | None, int]:
    token = draft.tokens[index]
    if token.kind == "number" and token.text.isdigit() and int(token.text) <= 31 and index + 1 < last:
        at = index + 1
        while at + 1 < last and draft.tokens[at].low in draft.kit.words.periods.day_endings:
            at += 1
        return int(token.text), at
    return None, index


def _day_after(draft: Draft, end: int, last: int) -> tuple[int | None, int]:
    """'August 1', 'August 1st,'."""
    tokens = draft.tokens
    if (
        end >= last
        or tokens[end].kind != "number"
        or not tokens[end].text.isdigit()
        or not 1 <= int(tokens[end].text) <= 31
    ):
        return None, end
    day = int(tokens[end].text)
    end += 1
    if end < last and tokens[end].low in ("st", "nd", "rd", "th"):
        end += 1
    if end + 1 < last and tokens[end].text == "," and year_of(tokens[end + 1]) is not None:
        end += 1
    return day, end


def _in_month(draft: Draft, index: int, end: int, last: int, month: int, day: int | None) -> Told:
    words = draft.kit.words.periods
    at = end if day is not None else after_of(draft, end, last)
    found = relative_year(draft, at, last)
    before = draft.tokens[index - 1].low if index else ""
    told = found is not None and found[1] is not None
    if found is not None:
        end, year = found
    else:
        year = nearest_year(draft, month, coming=before in words.by)
    if year is None:
        return Told(end)
    target = (
        before in words.by and draft.day is not None and (year, month) > (draft.day.year, draft.day.month)
    )
    start = _exact(year, month, day or 1) if before in words.since or before == "from" else None
    if start is not None and draft.day is not None and start <= draft.day:
        rule = "since-month" if day is None else "since-day"
        return Told(end, Period(start=start, end=draft.day, rule=rule, ambiguous=not told))
    if day is not None:
        exact = _exact(year, month, day)
        if exact is None:
            return Told(end)
        return Told(end, Period(start=exact, end=exact, rule="day", ambiguous=not told), target)
    return Told(end, months(year, month, month, "month", ambiguous=not told), target)


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_year(draft: Draft, month: int, *, coming: bool) -> int | None:
    """The year of a month told without one: the document's, or the next where it is to come and is over by then."""
    if draft.day is None:
        return None
    return draft.day.year + (1 if coming and month < draft.day.month else 0)


def part_of_year(draft: Draft, index: int, last: int) -> Told | None:
    """'за первое полугодие', 'в I квартале нынешнего года', 'за девять месяцев', 'in the first half of 2024', 'Q1 2025'."""
    tokens, words = draft.tokens, draft.kit.words.periods
    if (short := _short_part(draft, index)) is not None:
        return _of_its_year(draft, index + 2, last, *short)
    ordinal, at = _ordinal(draft, index, last)
    if at >= last:
        return None
    if ordinal is not None and not words.quarter.isdisjoint(tokens[at].lemmas):
        low, high, end, rule = 3 * ordinal - 2, 3 * ordinal, at + 1, "quarter"
    elif ordinal is not None and not words.half.isdisjoint(tokens[at].lemmas):
        low, high, end, rule = 6 * ordinal - 5, 6 * ordinal, at + 1, "half-year"
        if (
            at + 1 < last
            and tokens[at + 1].low not in ("of", "the")
            and draft.kit.code == "en"
            and tokens[index - 1].low not in ("the", "in")
        ):
            return None
    else:
        found_months = _first_months(draft, index, at, last, ordinal) or _half(draft, index)
        if found_months is None:
            return None
        (high, end), low, rule = found_months, 1, "first-months"
    return _of_its_year(draft, end, last, low, high, rule)


def is_part_sign(token: Token) -> bool:
    """'III' of 'III квартал', the letter of 'Q1'."""
    return token.text in _ROMAN or token.text in _PARTS


def _short_part(draft: Draft, index: int) -> tuple[int, int, str] | None:
    """'Q1', 'H1 of 2025'."""
    part = _PARTS.get(draft.tokens[index].text)
    number = draft.tokens[index + 1] if part and index + 1 < len(draft.tokens) else None
    if part is None or number is None or number.start != draft.tokens[index].end:
        return None
    size, rule = part
    if number.text not in ("1", "2", "3", "4") or size * int(number.text) > _YEAR:
        return None
    return size * (int(number.text) - 1) + 1, size * int(number.text), rule


def _ordinal(draft: Draft, index: int, last: int) -> tuple[int | None, int]:
    """Which part of the year ('первый', 'III', '1-м'), and the token after it."""
    tokens, words = draft.tokens, draft.kit.words.periods
    token = tokens[index]
    told = next((value for word, value in words.ordinals.items() if word in token.lemmas), None)
    if told is not None:
        return told, index + 1
    told = _ROMAN.get(token.text) or (int(token.text) if token.text in ("1", "2", "3", "4") else None)
    if told is None:
        return None, index
    at = past_ending(draft, index + 1, last)
    if at < last and not tokens[at].lemmas.isdisjoint((*words.quarter, *words.half)):
        return told, at
    return None, index


def _half(draft: Draft, index: int) -> tuple[int, int] | None:
    """'по итогам полугодия': the first of a year."""
    tokens, words = draft.tokens, draft.kit.words.periods
    summed = index > 0 and tokens[index - 1].low in words.results
    return (6, index + 1) if summed and not words.half.isdisjoint(tokens[index].lemmas) else None


def _of_its_year(draft: Draft, end: int, last: int, low: int, high: int, rule: str) -> Told | None:
    """Months of the year that is told after them, else of the last in which they are over."""
    tokens, words = draft.tokens, draft.kit.words.periods
    if high > _YEAR:
        return None
    at = after_of(draft, end, last)
    found = relative_year(draft, at, last)
    if found is not None:
        end, year = found
    else:
        if at < last and not words.year.isdisjoint(tokens[at].lemmas):
            end = at + 1
        year = _latest_complete(draft.day, high) if draft.day else None
    return Told(end) if year is None else Told(end, months(year, low, high, rule, ambiguous=found is None))


def _first_months(
    draft: Draft, index: int, at: int, last: int, ordinal: int | None
) -> tuple[int, int] | None:
    """How many months of a year, and where the words end."""
    tokens = draft.tokens
    words = draft.kit.words.periods
    before = tokens[index - 1].low if index else ""
    if ordinal not in (None, 1) or (index and before not in _BEFORE_MONTHS and before not in words.results):
        return None
    number = read_number(tokens, at, draft.kit, draft.text)
    if number is None or number.last >= last:
        return None
    size = 1 if not words.month.isdisjoint(tokens[number.last].lemmas) else 3
    if size == 3 and (words.quarter.isdisjoint(tokens[number.last].lemmas) or number.value > 4):
        return None
    if ordinal is None and draft.kit.code == "en" and tokens[index - 1].low in ("the", "over", "of", "in"):
        return None  # 'the six months', 'in eighteen months' are no months of this year
    if number.value != number.value.to_integral_value() or not 1 <= number.value <= 12:
        return None
    return size * int(number.value), number.last + 1


def _latest_complete(day: date, month: int) -> int:
    """The year whose stretch up to a month is over by a day (a press release may come in the month itself)."""
    return day.year if month <= day.month else day.year - 1


def last_month(draft: Draft, index: int, last: int) -> Told | None:
    """'в прошлом месяце', 'last month', 'last quarter', 'this month'."""
    tokens, words = draft.tokens, draft.kit.words.periods
    if index + 1 >= last:
        return None
    shift = next(
        (
            by
            for names, by in ((words.this, 0), (words.last, -1), (words.next, 1))
            if not names.isdisjoint(tokens[index].lemmas)
        ),
        None,
    )
    noun = tokens[index + 1].lemmas
    size = 1 if not noun.isdisjoint(words.month) else 3 if not noun.isdisjoint(words.quarter) else 0
    if shift is None or not size:
        return None
    if draft.day is None:
        return Told(index + 2)
    count = (draft.day.year * 12 + draft.day.month - 1) // size + shift
    year, first = divmod(count * size, 12)
    return Told(
        index + 2,
        months(year, first + 1, first + size, "relative-month" if size == 1 else "relative-quarter"),
        shift > 0,
    )
