"""Numbers with their units at exact spans: money in parts, percentages, ranges, multiples; what is a date, year or name left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Context, Decimal

from app.domain.kinds import UnitKind
from app.domain.quantity import Quantity
from app.domain.span import Span
from app.extraction.bounds import bound_of
from app.extraction.draft import Draft
from app.extraction.fractions import begins_fraction, told_in_a_word
from app.extraction.numbers import Number, begins_number, read_number
from app.extraction.toolkit import Kit
from app.language import Token, fold
from app.vocabulary import UnitEntry

_DASHES = "-–—"
_DECIMALS = 12  # more decimals than any press text has
_CARRIED = (
    1000  # a bare number takes the unit of the one before only where both are told in thousands or more
)
_NEAR = 160  # characters between the two
_WITH_ADJECTIVES = (UnitKind.COUNT, UnitKind.PEOPLE, UnitKind.MONEY)


def find_quantities(draft: Draft) -> list[Quantity]:
    """Every quantity of the text in order, none overlapping another. Bare numbers have `unit` None."""
    found: list[Quantity] = []
    end = 0
    for index in draft.kit.trigger(begins_quantity).places(draft.tokens):
        if index < end or (read := _read(draft, index)) is None:
            continue
        quantities, end = read
        found.extend(_with_carried_unit(draft, found, quantity) for quantity in quantities)
    return found


def begins_quantity(kit: Kit, token: Token) -> bool:
    """Whether a quantity can begin with this word: a number, a multiple or fraction, the sign or code of a currency."""
    return (
        begins_number(kit, token)
        or begins_fraction(kit, token)
        or (kit.units.begins(token) and _begins_sign(kit, token))
    )


def _begins_sign(kit: Kit, token: Token) -> bool:
    money = (unit for unit in kit.vocabulary.units if unit.kind is UnitKind.MONEY)
    return any(fold(symbol).startswith(token.text) for unit in money for symbol in unit.symbols)


def _with_carried_unit(draft: Draft, before: list[Quantity], quantity: Quantity) -> Quantity:
    """A unit said once: '10,5 млрд долларов против 9,7 млрд', 'с девяти часов до четырёх'."""
    if quantity.unit is not None or not before or before[-1].unit is None:
        return quantity
    last = before[-1]
    between = (
        Span(last.span.end, quantity.span.start).of(draft.text) if last.span.end < quantity.span.start else ""
    )
    scaled = quantity.value >= _CARRIED and (
        quantity.step is None or quantity.step >= 1000 or quantity.value != quantity.value.to_integral_value()
    )
    goal = between.strip().lower() in draft.kit.words.numbers.range_to
    if (
        "\n" in between
        or len(between) > _NEAR
        or not (goal or (scaled and last.value >= _CARRIED))
        or last.unit in ("percent", "times")
    ):
        return quantity
    return replace(
        quantity, unit=last.unit, unit_kind=last.unit_kind, rule=f"{quantity.rule}, unit carried on"
    )


def _read(draft: Draft, index: int) -> tuple[list[Quantity], int] | None:
    word = told_in_a_word(draft, index)
    if word is not None:
        return [word[0]], word[1]
    symbol = _symbol_at(draft, index)
    start = index if symbol is None else index + symbol[1]
    if symbol is not None and (start >= len(draft.tokens) or draft.tokens[start].kind != "number"):
        return None
    if start >= len(draft.tokens) or (symbol is None and _no_quantity(draft, start)):
        return None
    number = read_number(draft.tokens, start, draft.kit, draft.text)
    if number is None:
        return None
    if symbol is None and _is_year_or_day(draft, number):
        return None
    return _with_unit(draft, index, number, symbol[0] if symbol else None)


def _symbol_at(draft: Draft, index: int) -> tuple[UnitEntry, int] | None:
    """A currency sign or code before a number, and how many tokens it has."""
    tokens = draft.tokens
    match = draft.kit.units.at(tokens, index, index + 3)
    if match is None or match.payload.kind is not UnitKind.MONEY:
        return None
    text = draft.span_of(match.first, match.last).of(draft.text)
    is_sign = any(text == symbol for symbol in match.payload.symbols)
    after = match.last
    if (
        not is_sign
        or after >= len(tokens)
        or tokens[after].kind != "number"
        or tokens[after].start - tokens[after - 1].end > 1
    ):
        return None
    return match.payload, match.last - match.first


def _no_quantity(draft: Draft, index: int) -> bool:
    """Numbers that name or count the text itself: '№ 7', 'CASA-1000', 'C5+1', '10:40', '1)', '7-й'."""
    tokens = draft.tokens
    token = tokens[index]
    if token.kind != "number":
        return False
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if (
        before is not None
        and before.end == token.start
        and (
            before.kind == "word"
            or before.text in ":+/"
            or (
                before.text in _DASHES
                and index > 1
                and tokens[index - 2].kind == "word"
                and tokens[index - 2].end == before.start
            )
        )
    ):
        return True
    if before is not None and (
        before.low in draft.kit.words.numbers.no_figure_before
        or before.lemma in draft.kit.words.numbers.no_figure_before
    ):
        return True
    if after is not None and after.start == token.end:
        if after.text in ":+/" and index + 2 < len(tokens) and tokens[index + 2].kind in ("number", "word"):
            return True
        if after.text in ")." and draft.begins_line(index):
            return True
        if after.text in _DASHES and index + 2 < len(tokens):
            tail = tokens[index + 2]
            if tail.start == after.end and tail.kind == "word" and len(tail.text) <= 3:
                return True
    return False


def _is_year_or_day(draft: Draft, number: Number) -> bool:
    """A year ('2025 году', 'в 2024') or a day ('16 ноября')."""
    if number.scaled or not number.digits:
        return False
    tokens = draft.tokens
    digits = tokens[number.first].text
    after = tokens[number.last] if number.last < len(tokens) else None
    months, years = draft.kit.words.periods.months, draft.kit.words.periods.year
    if after is not None and after.kind == "word":
        if after.lemmas & set(months) and number.value <= 31:
            return True
        if after.lemmas & set(years) and 1900 <= number.value <= 2100:
            return True
    year_like = (
        number.last - number.first == 1
        and len(digits) == 4
        and digits.isdigit()
        and 1900 <= number.value <= 2100
    )
    if not year_like:
        return False
    return after is None or _unit_after(draft, number.last) is None


def _unit_after(draft: Draft, index: int) -> tuple[UnitEntry, int] | None:
    """The unit at a token or, for people, things and money, after one or two adjectives; and where it ends."""
    tokens = draft.tokens
    for gap in range(3):
        at = index + gap
        if at >= len(tokens):
            return None
        match = draft.kit.units.at(tokens, at)
        if match is not None and (gap == 0 or match.payload.kind in _WITH_ADJECTIVES):
            return match.payload, match.last
        if tokens[at].kind != "word" or not _may_qualify(tokens[at], draft.kit.code):
            return None
    return None


def _may_qualify(token: Token, language: str) -> bool:
    """Whether a word may stand between a number and what is counted: '14 коммерческих документов', '30 joint events'."""
    if language == "en":
        return token.can_be("other") and (
            token.low == token.text or token.low.endswith(("an", "ian", "ese", "ish", "i"))
        )
    return token.can_be("adjective") or token.can_be("participle")


def _with_unit(
    draft: Draft, index: int, number: Number, symbol: UnitEntry | None
) -> tuple[list[Quantity], int]:
    number, symbol = _compound(draft, number, symbol)
    low, high, course = _second(draft, number)
    last = (high or number).last
    unit = symbol
    if unit is None and (after := _unit_after(draft, last)) is not None:
        unit, last = after
    elif (
        symbol is not None
        and (after := _unit_after(draft, last)) is not None
        and after[0].kind is UnitKind.MONEY
    ):
        last = after[1]  # '$5 долларов', '$5 США'
    times = _times(draft, last, low.first) if unit is None else None
    if times is not None:
        last, index = times
    elif unit is not None and unit.unit == "times":
        index = _with_preposition(draft, low.first)
    if low.scaled is False and high is not None and high.scaled and not course:
        factor = _scale_of(draft, high)  # '35–40 млн': the scale stands once
        low = Number(
            low.first,
            low.last,
            low.value * factor,
            (low.step or Decimal(1)) * factor if low.digits else None,
            True,
            low.digits,
        )
    built = [
        _quantity(draft, part_first, part_last, part, unit, times is not None)
        for part, part_first, part_last in (
            [(low, index, low.last), (high, high.first, last)]
            if course and high is not None
            else [(low, index, last)]
        )
    ]
    if high is not None and not course:
        factor = unit.factor if unit is not None else Decimal(1)
        built[0] = replace(built[0], value_high=high.value * factor)
    return built, last


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


def _compound(draft: Draft, number: Number, symbol: UnitEntry | None) -> tuple[Number, UnitEntry | None]:
    """'1 миллиард $700 миллионов', '3 млрд 150 млн': parts of falling scale are one amount; the sign may stand inside."""
    while number.scaled and number.last < len(draft.tokens):
        inside = _symbol_at(draft, number.last)
        start = number.last + (inside[1] if inside else 0)
        part = (
            read_number(draft.tokens, start, draft.kit, draft.text)
            if draft.tokens[start].kind == "number"
            else None
        )
        if (
            part is None
            or not part.scaled
            or (inside is None and symbol is None and part.first != number.last)
        ):
            break
        if part.value >= _scale_of(draft, number):
            break
        number = Number(number.first, part.last, number.value + part.value, part.step, True, number.digits)
        symbol = inside[0] if inside else symbol
    return number, symbol


def _scale_of(draft: Draft, number: Number) -> Decimal:
    scales = draft.kit.words.numbers.scales
    for token in reversed(draft.tokens[number.first : number.last]):
        for key in (token.low, token.lemma):
            if key in scales:
                return scales[key]
    return Decimal(1)


def _second(draft: Draft, number: Number) -> tuple[Number, Number | None, bool]:
    """The upper end of a range ('60–70', 'от 35 до 40'), or the goal of a course ('с 8 до 19'); whether it is a course."""
    tokens, words = draft.tokens, draft.kit.words.numbers
    if number.last + 1 >= len(tokens):
        return number, None, False
    joint = tokens[number.last]
    before = tokens[number.first - 1].low if number.first else ""
    if joint.text in _DASHES:
        second = read_number(tokens, number.last + 1, draft.kit, draft.text)
        close = (
            joint.start - tokens[number.last - 1].end <= 1 and tokens[number.last + 1].start - joint.end <= 1
        )
        if second is not None and second.value > number.value and close and second.digits:
            return number, second, False
    elif joint.low in words.range_to and before in words.range_from:
        second = read_number(tokens, number.last + 1, draft.kit, draft.text)
        if second is not None:
            return number, second, before != words.range_from[0]
    elif draft.kit.code == "en" and joint.low == "to" and number.digits:  # '28 to 31 dollars'
        second = read_number(tokens, number.last + 1, draft.kit, draft.text)
        if (
            second is not None
            and second.digits
            and second.value > number.value
            and _unit_after(draft, second.last) is not None
        ):
            return number, second, False
    return number, None, False


def _times(draft: Draft, last: int, first: int) -> tuple[int, int] | None:
    """'в 2,5 раза': where it ends, and where it begins with its preposition."""
    tokens = draft.tokens
    if last < len(tokens) and tokens[last].lemmas & set(draft.kit.words.numbers.times_nouns):
        return last + 1, _with_preposition(draft, first)
    return None


def _with_preposition(draft: Draft, first: int) -> int:
    """The 'в' of 'в 2,5 раза' belongs to the figure."""
    return first - 1 if first and draft.tokens[first - 1].low in ("в", "во") else first


def with_units(quantities: list[Quantity]) -> Iterator[Quantity]:
    """Those that can be figures."""
    return (quantity for quantity in quantities if quantity.unit is not None)
