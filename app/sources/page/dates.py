"""Days as pages write them, in every language of the region: '16 ноября 2025', '2025 жылғы 16 қараша', '16.11.2025', 'November 16, 2025'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

EARLIEST = 1990  # no page is older than the web
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<![\d.])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?![\d])")
_CHINESE = re.compile(r"((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_WORDS = re.compile(r"(?<!\d)\d{1,4}(?!\d)|[^\W\d_][^\W\d_'’ʻʼ`]*", re.UNICODE)
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6})?")
_TIME = re.compile(r"(?<![\d.:])\d{1,2}[:.]\d{2}(?::\d{2})?(?![\d.])")
_SHORT = 4  # letters of the beginning of a word; fewer are a word of their own, perhaps with an ending
_GAP = 2  # words between the parts of a date: 'ноября 2025 года', '2025-жылдын 16-ноябры'

Months = Mapping[str, int]
"""Beginning of a word -> month."""


class Calendar:
    """The words for months of all languages at once: no two of them mean different months by the same word."""

    def __init__(self, stems: Iterable[Iterable[Iterable[str]]]) -> None:
        """`stems` are for each language twelve lists of the beginnings of its words for a month."""
        self._stems = {
            stem: number
            for language in stems
            for number, months in enumerate(language, start=1)
            for stem in months
        }
        self._longest = max(map(len, self._stems), default=0)

    def month(self, word: str) -> int | None:
        """The month that a word names, in any of its cases."""
        low = word.lower()
        for length in range(min(len(low), self._longest), 2, -1):
            if length < _SHORT and len(low) > _SHORT + 1:
                break  # 'мар' is an abbreviation, not the beginning of any word
            if (found := self._stems.get(low[:length])) is not None:
                return found
        return None

    def first(self, text: str, *, month_first: bool = False) -> date | None:
        """The first day that a text names with its year. `month_first` is for 11/16/2025."""
        found = [*self._written(text), *_in_digits(text, month_first=month_first)]
        return min(found)[1] if found else None

    def is_only_a_date(self, line: str) -> bool:
        """Whether a line says nothing but a day, and perhaps a time."""
        if len(line) > 60 or self.first(line) is None:
            return False
        rest = _TIME.sub(" ", line)
        for pattern in (_ISO, _NUMBERS, _CHINESE):
            rest = pattern.sub(" ", rest)
        words = [word for word in _WORDS.findall(rest) if len(word) > 2 and not word[0].isdigit()]
        return sum(self.month(word) is None for word in words) <= (1 if len(words) > 1 else 0)

    def _written(self, text: str) -> Iterable[tuple[int, date]]:
        """Days with the month as a word: each month is tried with the numbers beside it."""
        words = [(match.start(), match[0]) for match in _WORDS.finditer(text)]
        for index, (_, word) in enumerate(words):
            if word[0].isdigit() or (month := self.month(word)) is None:
                continue
            before = [
                (at, int(each)) for at, each in words[max(0, index - 1 - _GAP) : index] if each.isdigit()
            ]
            after = [(at, int(each)) for at, each in words[index + 1 : index + 3 + _GAP] if each.isdigit()]
            day = next((pair for pair in reversed(before) if pair[1] <= 31), None)
            year = next((pair for pair in after if _is_year(pair[1])), None)
            if day is None and after and after[0][1] <= 31:  # November 16, 2025
                day = after[0]
            if year is None:  # 2025 жылғы 16 қараша
                year = next((pair for pair in before if _is_year(pair[1])), None)
            if day and year and (found := _day(year[1], month, day[1])):
                yield min(day[0], year[0], words[index][0]), found


def day_of_stamp(stamp: str) -> tuple[date, bool] | None:
    """The day in a machine's time stamp, as it is written there, and whether its zone is UTC; None for anything else."""
    text = stamp.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is not None:
        zero = moment.tzinfo is not None and moment.utcoffset() == timedelta(0)
        return (moment.date(), zero) if _is_year(moment.year) else None
    if found := _ISO.match(text):
        day = _day(int(found[1]), int(found[3]), int(found[4]))
        return (day, text.endswith("Z") or "+00" in text) if day else None
    if found := _COMPACT.match(text):
        day = _day(int(found[1]), int(found[2]), int(found[3]))
        return (day, False) if day else None
    if text.isdecimal() and 9 <= len(text) <= 13:  # seconds or milliseconds since 1970
        seconds = int(text) / (1000 if len(text) > 11 else 1)
        day = datetime.fromtimestamp(seconds, UTC).date()
        return (day, True) if _is_year(day.year) else None
    return None


def _in_digits(text: str, *, month_first: bool) -> Iterable[tuple[int, date]]:
    for match in _ISO.finditer(text):
        if found := _day(int(match[1]), int(match[3]), int(match[4])):
            yield match.start(), found
    for match in _CHINESE.finditer(text):
        if found := _day(int(match[1]), int(match[2]), int(match[3])):
            yield match.start(), found
    for match in _NUMBERS.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if year < 100:
            if match[2] != ".":
                continue  # 10-12-25 may be anything
            year += 2000
        swapped = month_first and match[2] == "/"
        found = _day(year, first, second) if swapped else _day(year, second, first)
        if found is None and match[2] == "/":  # the other order is the only one that is a day
            found = _day(year, second, first) if swapped else _day(year, first, second)
        if found:
            yield match.start(), found


def _is_year(value: int) -> bool:
    return EARLIEST <= value <= datetime.now(UTC).year + 1


def _day(year: int, month: int, day: int) -> date | None:
    if not _is_year(year):
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
