"""Two numbers that are one range ('60–70', 'between 3 and 5 percent') or a course from one value to another ('с 8 до 19')."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.domain.record import record
from app.extraction.draft import Draft
from app.extraction.quantities.amounts import in_parts, sign_at, unit_after
from app.extraction.quantities.numbers import Number, read_number
from app.vocabulary import UnitEntry

_DASHES = "-–—"


@record
class Second:
    """The other number. `course`: both are values of their own. `between` is the unit that stood at the first one, and where it ended;
    `sign` the currency before the second."""

    number: Number
    course: bool
    between: UnitEntry | None = None
    first_ends: int = 0
    sign: UnitEntry | None = None


def second_number(draft: Draft, number: Number, sign: UnitEntry | None) -> Second | None:
    """The number that ends a range or course which begins with this one."""
    tokens, words = draft.tokens, draft.kit.words.numbers
    at, unit = number.last, sign
    if at < len(tokens) and (after := unit_after(draft, at)) is not None and _joins(draft, after[1]):
        unit, at = after
    if at + 1 >= len(tokens):
        return None
    joint = tokens[at]
    found = _at(draft, at + 1) if _joins(draft, at) else None
    if found is None:
        return None
    second, second_sign = found
    if joint.text in _DASHES:
        close = joint.start - tokens[at - 1].end <= 1 and tokens[at + 1].start - joint.end <= 1
        even = (joint.start > tokens[at - 1].end) == (tokens[at + 1].start > joint.end)
        spaced = joint.start > tokens[at - 1].end
        if (
            close
            and even
            and second.digits == number.digits
            and _grows(number, second)
            and (unit is None or _same_unit(draft, second, second_sign, unit))
            and (not spaced or unit is not None or unit_after(draft, second.last) is not None)
        ):
            return Second(second, False, unit if at != number.last else None, at, second_sign)
        return None
    if joint.low not in words.range_to:
        return None
    same = unit is None or _same_unit(draft, second, second_sign, unit)
    before = _before(draft, number.first, sign)
    between = unit if at != number.last else None
    if before in words.range_from and same:
        if before in words.between and joint.low not in words.and_words:
            return None
        if joint.low in words.and_words and before not in words.between:
            return None
        course = before in words.course_from and not _is_ranging(draft, number.first)
        return Second(second, course, between, at, second_sign)
    if (
        joint.low in words.range_joint
        and before not in words.by
        and _grows(number, second)
        and second.digits
        and number.digits
        and (second_sign is not None or unit_after(draft, second.last) is not None)
        and same
    ):
        return Second(second, False, between, at, second_sign)  # '28 to 31 dollars'
    return None


def _joins(draft: Draft, index: int) -> bool:
    """Whether a range may go on at a token: 'between 5% and 6%', '$200 – $300'."""
    tokens = draft.tokens
    return index < len(tokens) and (
        tokens[index].text in _DASHES or tokens[index].low in draft.kit.words.numbers.range_to
    )


def _at(draft: Draft, index: int) -> tuple[Number, UnitEntry | None] | None:
    sign = sign_at(draft, index)
    start = index + (sign[1] if sign else 0)
    if start >= len(draft.tokens):
        return None
    number = read_number(draft.tokens, start, draft.kit, draft.text)
    if number is None:
        return None
    whole, inside = in_parts(draft, number, sign[0] if sign else None)
    return whole, inside


def _same_unit(draft: Draft, second: Number, sign: UnitEntry | None, unit: UnitEntry) -> bool:
    """Whether the second number has the unit of the first, or none of its own."""
    if sign is not None:
        return sign is unit
    after = unit_after(draft, second.last)
    return after is None or after[0].unit == unit.unit


def _grows(low: Number, high: Number) -> bool:
    return high.value > low.value


def _before(draft: Draft, first: int, sign: UnitEntry | None) -> str:
    """The word before a number and its sign."""
    at = first - 1
    while sign is not None and at >= 0 and draft.kit.units.at(draft.tokens, at) is not None:
        at -= 1
    return draft.tokens[at].low if at >= 0 else ""


def _is_ranging(draft: Draft, first: int) -> bool:
    """'ranging from 200 to 400' is no course."""
    ranging = draft.kit.words.numbers.ranging
    return any(token.lemmas & ranging for token in draft.tokens[max(0, first - 4) : first])


def scaled_alike(low: Number, high: Number, alone: bool) -> Number:
    """The lower end of a range whose scale word stands once: '35–40 млн', 'from 5 to 10 billion'. `alone`: it has no unit of its own;
    with one it is whole where it is the larger number: '$200 to $4 million'."""
    if low.scaled or not high.scaled or low.value >= high.scale:
        return low
    if not alone and low.value > high.value / high.scale:
        return low
    step = (low.step or Decimal(1)) * high.scale if low.digits else None
    return replace(low, value=low.value * high.scale, step=step, scaled=True, scale=high.scale)
