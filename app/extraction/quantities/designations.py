"""Numbers that are no quantity: names ('CASA-1000', 'C5+1'), places in a list, clock times, scores, years, days and ages."""

from __future__ import annotations

from app.extraction.draft import Draft
from app.extraction.quantities.numbers import Number

_DASHES = "-–—"
_CLOSING = frozenset("»”\"“’'")
_NAME_DIGITS = 2
_YEAR_DIGITS = 4
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LONGEST_ENDING = 3  # letters of an ordinal's ending: '7-й', '2030-х', '40-му'


def is_designation(draft: Draft, index: int) -> bool:
    """Whether the digits at a token name or count the text itself: '№ 7', 'CASA-1000', 'C5+1', '10:40', '1)', '7-й'."""
    token = draft.tokens[index]
    if token.kind != "number":
        return False
    return _named_by_left(draft, index) or _named_by_right(draft, index)


def _named_by_left(draft: Draft, index: int) -> bool:
    tokens, words = draft.tokens, draft.kit.words.numbers
    if not index:
        return False
    token, before = tokens[index], tokens[index - 1]
    if before.end == token.start and (
        before.kind == "word"
        or before.text in ":/"
        or (
            before.text == "+"
            and index > 1
            and tokens[index - 2].kind != "mark"
            and tokens[index - 2].end == before.start
        )
        or (
            before.text in _DASHES
            and index > 1
            and (tokens[index - 2].kind == "word" or len(tokens[index - 2].text) == _YEAR_DIGITS)
            and tokens[index - 2].end == before.start
        )
    ):
        return True
    if before.text in _DASHES and _is_numbered_name(draft, index):
        return True
    if before.text == "." and index > 1 and tokens[index - 2].end == before.start:  # 'ч. 2 ст. 112'
        before = tokens[index - 2]
    return before.low in words.no_figure_before or before.lemma in words.no_figure_before


def _is_numbered_name(draft: Draft, index: int) -> bool:
    """'«Северный поток — 2»', 'поток —2»': a dash before a small number that ends a name in quotation marks."""
    tokens = draft.tokens
    token, dash = tokens[index], tokens[index - 1]
    if len(token.text) > _NAME_DIGITS:
        return False
    if (
        index + 1 < len(tokens)
        and tokens[index + 1].text in _CLOSING
        and tokens[index + 1].start == token.end
    ):
        return True
    return dash.end == token.start and index > 1 and tokens[index - 2].end < dash.start


def _named_by_right(draft: Draft, index: int) -> bool:
    tokens = draft.tokens
    if index + 1 >= len(tokens):
        return False
    token, after = tokens[index], tokens[index + 1]
    if after.start != token.end:
        return False
    further = tokens[index + 2] if index + 2 < len(tokens) else None
    if after.text in ":+/" and further is not None and further.kind in ("number", "word"):
        return further.start == after.end
    if after.text in ")." and draft.begins_line(index):
        return True
    if after.text in _DASHES and further is not None:
        return further.start == after.end and further.kind == "word" and len(further.text) <= _LONGEST_ENDING
    return after.kind == "word" and after.low in draft.kit.words.numbers.ordinal_endings


def is_year_or_day(draft: Draft, number: Number, has_unit: bool) -> bool:
    """A year ('2025 году', 'в 2024') or a day ('16 ноября'); `has_unit`: a unit follows it."""
    if number.scaled or not number.digits:
        return False
    tokens = draft.tokens
    digits = tokens[number.first].text
    after = tokens[number.last] if number.last < len(tokens) else None
    months, years = draft.kit.words.periods.months, draft.kit.words.periods.year
    if after is not None and after.kind == "word":
        if number.value <= 31 and after.lemmas & set(months) and not (has_unit and after.low not in months):
            return True
        if after.lemmas & set(years) and _FIRST_YEAR <= number.value <= _LAST_YEAR:
            return True
    if number.value <= 31 and not has_unit and _shares_month(draft, number.last):
        return True
    if number.value <= 31 and not has_unit and _follows_month(draft, number.first):
        return True
    year_like = (
        number.last - number.first == 1
        and len(digits) == 4
        and digits.isdigit()
        and _FIRST_YEAR <= number.value <= _LAST_YEAR
    )
    return year_like and not has_unit


def _follows_month(draft: Draft, first: int) -> bool:
    """'Sept. 26', 'March 15'. Russian has the day first."""
    if draft.kit.code != "en" or not first:
        return False
    before = draft.tokens[first - 1]
    if before.text == "." and first > 1:
        before = draft.tokens[first - 2]
    return before.capital and before.low in draft.kit.words.periods.months


def _shares_month(draft: Draft, last: int) -> bool:
    """'с 18 на 19 апреля', '16 и 17 ноября': the first of two days of one month."""
    tokens, words = draft.tokens, draft.kit.words.periods
    if last + 2 >= len(tokens) or not (tokens[last].text in _DASHES or tokens[last].low in words.day_joints):
        return False
    day, month = tokens[last + 1], tokens[last + 2]
    if day.kind != "number" or not day.text.isdigit() or len(day.text) > 2:
        return False
    return not words.months.keys().isdisjoint(month.lemmas) and (month.capital or draft.kit.code != "en")
