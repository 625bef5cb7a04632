"""Numbers with their units at exact spans: money in parts, percentages, ranges, multiples; what is a date, year or name left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Context, Decimal

from app.domain.kinds import UnitKind
from app.domain.quantity import Quantity
from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.quantities.amounts import begins_sign, in_parts, sign_at, smaller_part, unit_after
from app.extraction.quantities.attributives import attributive, begins_attributive
from app.extraction.quantities.bounds import bound_of
from app.extraction.quantities.carried import unit_from_context
from app.extraction.quantities.counted import counted_after
from app.extraction.quantities.designations import is_designation, is_year_or_day
from app.extraction.quantities.digits import simple_fraction
from app.extraction.quantities.fractions import begins_fraction, told_in_a_word
from app.extraction.quantities.numbers import Number, begins_number, read_number
from app.extraction.quantities.ranges import Second, scaled_alike, second_number
from app.extraction.quantities.told_elsewhere import units_told_elsewhere
from app.extraction.toolkit import Kit
from app.language import Token
from app.vocabulary import UnitEntry

_BELOW_ZERO = (None, "C")
_DECIMALS = 12  # more decimals than any press text has


def find_quantities(draft: Draft) -> list[Quantity]:
    """Every quantity of the text in order, none overlapping another. Bare numbers have `unit` None."""
    found: list[Quantity] = []
    end = 0
    for index in draft.kit.trigger(begins_quantity).places(draft.tokens):
        if index < end or (read := _read(draft, index)) is None:
            continue
        quantities, end = read
        for quantity in quantities:
            found.append(unit_from_context(draft, found, quantity))
    return units_told_elsewhere(draft, found)


def begins_quantity(kit: Kit, token: Token) -> bool:
    """Whether a quantity can begin with this word: a number, a multiple or fraction, the sign or code of a currency."""
    return (
        begins_number(kit, token)
        or begins_fraction(kit, token)
        or begins_attributive(kit, token)
        or (kit.units.begins(token) and begins_sign(kit, token))
    )


def _read(draft: Draft, index: int) -> tuple[list[Quantity], int] | None:
    word = told_in_a_word(draft, index) or attributive(draft, index)
    if word is not None:
        return [word[0]], word[1]
    sign = sign_at(draft, index)
    start = index if sign is None else index + sign[1]
    if start >= len(draft.tokens):
        return None
    if sign is None and is_designation(draft, start) and simple_fraction(draft.tokens, start) is None:
        return None
    number = read_number(draft.tokens, start, draft.kit, draft.text)
    if number is None:
        return None
    if sign is None and is_year_or_day(
        draft, number, unit_after(draft, number.last, number.value) is not None
    ):
        return None
    return _with_unit(draft, index if sign is not None else number.first, number, sign[0] if sign else None)


def _with_unit(
    draft: Draft, index: int, number: Number, sign: UnitEntry | None
) -> tuple[list[Quantity], int]:
    number, sign = in_parts(draft, number, sign)
    second = second_number(draft, number, sign)
    if second is not None and not second.number.scaled and is_year_or_day(draft, second.number, False):
        second = None
    if second is not None:
        return _two(draft, index, number, sign, second)
    unit, last = _unit_of(draft, number, sign)
    if unit is not None and (part := smaller_part(draft, last, unit, number)) is not None:
        value, step, last = part
        number = replace(number, value=number.value + value, step=step if number.digits else None)
    times = _times(draft, last, number.first) if unit is None else None
    if times is not None:
        last, index = times
    elif unit is not None and unit.unit == "times":
        index = _with_preposition(draft, number.first)
    quantity = _quantity(draft, index, last, number, unit, times is not None)
    if (
        quantity.unit == "times"
        and last < len(draft.tokens)
        and draft.tokens[last].low in draft.kit.words.numbers.times_more
    ):
        quantity = replace(quantity, rule="multiple")
    if quantity.unit in _BELOW_ZERO and (below := _minus(draft, index, quantity)) is not None:
        return [below], last
    if quantity.unit is None and (counted := counted_after(draft, number)) is not None:
        kind, last = counted
        quantity = replace(quantity, span=draft.span_of(index, last), unit=kind.unit, unit_kind=kind.kind)
    return [quantity], last


def _minus(draft: Draft, first: int, quantity: Quantity) -> Quantity | None:
    """'минус 40 градусов', 'minus five': below zero; amounts of money and shares are told with a direction instead."""
    if not first or draft.tokens[first - 1].low not in draft.kit.words.numbers.minus:
        return None
    span = Span(draft.tokens[first - 1].start, quantity.span.end)
    return replace(quantity, span=span, value=-quantity.value)


def _unit_of(draft: Draft, number: Number, sign: UnitEntry | None) -> tuple[UnitEntry | None, int]:
    """The unit of a number, by its sign or by what follows it, and where that ends."""
    after = unit_after(draft, number.last, number.value)
    if sign is None:
        return after if after is not None else (None, number.last)
    if after is not None and after[0].kind is UnitKind.MONEY:
        return sign, after[1]  # '$5 долларов', '$5 США'
    return sign, number.last


def _two(
    draft: Draft, index: int, low: Number, sign: UnitEntry | None, second: Second
) -> tuple[list[Quantity], int]:
    """The two ends of a range as one quantity, or the two values of a course."""
    high = second.number
    unit, last = _unit_of(draft, high, second.sign)
    own = second.between or sign
    unit = unit if unit is not None else own
    low_unit = own if own is not None else unit
    low = scaled_alike(low, high, own is None)
    times = _times(draft, last, low.first) if unit is None else None
    if times is not None:
        last, index = times
    elif unit is not None and unit.unit == "times":
        index = _with_preposition(draft, low.first)
    if second.course:
        first = _quantity(
            draft,
            index,
            second.first_ends if second.between is not None else low.last,
            low,
            low_unit,
            times is not None,
        )
        start = high.first
        while second.sign is not None and start > low.last and draft.kit.units.at(draft.tokens, start - 1):
            start -= 1
        goal = _quantity(draft, start, last, high, unit, times is not None)
        return [first, goal], last
    factor = unit.factor if unit is not None else Decimal(1)
    low_factor = low_unit.factor if low_unit is not None else Decimal(1)
    ranged = _quantity(draft, index, last, low, low_unit, times is not None)
    if unit is not low_unit and unit is not None and low_unit is not None and factor != low_factor:
        ranged = replace(ranged, unit=unit.unit, unit_kind=unit.kind)
    ranged = replace(ranged, value_high=exact(high.value * factor))
    if ranged.unit is None and (counted := counted_after(draft, high)) is not None:
        kind, last = counted
        ranged = replace(ranged, span=draft.span_of(index, last), unit=kind.unit, unit_kind=kind.kind)
    return [ranged], last


def _quantity(
    draft: Draft, first: int, last: int, number: Number, unit: UnitEntry | None, times: bool
) -> Quantity:
    factor = unit.factor if unit is not None else Decimal(1)
    return Quantity(
        span=draft.span_of(first, last),
        value=exact(number.value * factor),
        unit="times" if times else (unit.unit if unit is not None else None),
        unit_kind=UnitKind.RATIO if times else (unit.kind if unit is not None else None),
        bound=bound_of(draft, first),
        step=number.step * factor if number.step is not None else None,
        rule="digits" if number.digits else "words",
    )


def exact(value: Decimal) -> Decimal:
    """Without the tail that a factor such as 1/60 (minutes in hours) leaves; whatever was written in decimals stays."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -_DECIMALS:
        return value
    return value.quantize(Decimal(1).scaleb(-_DECIMALS), context=Context(prec=100)).normalize(
        Context(prec=100)
    )


def _times(draft: Draft, last: int, first: int) -> tuple[int, int] | None:
    """'в 2,5 раза': where it ends, and where it begins with its preposition."""
    tokens = draft.tokens
    if last < len(tokens) and tokens[last].lemmas & draft.kit.words.numbers.times_nouns:
        return last + 1, _with_preposition(draft, first)
    return None


def _with_preposition(draft: Draft, first: int) -> int:
    """The 'в' of 'в 2,5 раза' belongs to the figure."""
    return first - 1 if first and draft.tokens[first - 1].low in ("в", "во") else first


def with_units(quantities: list[Quantity]) -> Iterator[Quantity]:
    """Those that can be figures."""
    return (quantity for quantity in quantities if quantity.unit is not None)
