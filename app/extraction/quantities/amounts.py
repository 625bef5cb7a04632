"""Units at numbers: signs and codes before them, words and signs after them, and amounts told in parts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import cast

from app.domain.kinds import UnitKind
from app.extraction.draft import Draft
from app.extraction.matcher import Match
from app.extraction.quantities.designations import is_year_or_day
from app.extraction.quantities.numbers import Number, read_number
from app.extraction.toolkit import Kit
from app.language import Reading, Token
from app.vocabulary import UnitEntry

COUNTS = (UnitKind.COUNT, UnitKind.PEOPLE)
_WITH_ADJECTIVES = (UnitKind.COUNT, UnitKind.PEOPLE, UnitKind.MONEY)
_CENTS = Decimal("0.01")
Unit = tuple[UnitEntry, int]
"""A unit and the token where its words end."""


def sign_at(draft: Draft, index: int) -> tuple[UnitEntry, int] | None:
    """A currency sign or code before a number ('$', 'USD', 'RM'), or its name before bare digits; and how many tokens it has."""
    tokens = draft.tokens
    match = draft.kit.units.at(tokens, index, index + 3)
    if match is None or match.payload.kind is not UnitKind.MONEY:
        return None
    after = match.last
    if (
        after >= len(tokens)
        or tokens[after].kind != "number"
        or tokens[after].start - tokens[after - 1].end > 1
    ):
        return None
    written = draft.span_of(match.first, match.last).of(draft.text).replace(" ", "").lower()
    if not any(written == symbol.lower() for symbol in match.payload.symbols) and not _opens(draft, index):
        return None
    return match.payload, match.last - match.first


def _opens(draft: Draft, index: int) -> bool:
    """'Евро 20', '(грн 3,04)': a currency's name stands before its number only where a line or bracket begins."""
    return (draft.begins_line(index) or draft.tokens[index - 1].text in "(:") and unit_after(
        draft, index + 2
    ) is None


def begins_sign(kit: Kit, token: Token) -> bool:
    """Whether a unit of money begins with this word."""
    match = kit.units.at([token], 0)
    return (match is not None and match.payload.kind is UnitKind.MONEY) or token.text in kit.money_signs


def unit_after(draft: Draft, index: int, number: Decimal | None = None) -> Unit | None:
    """The unit at a token or, for people, things and money, after one or two adjectives; and where it ends.

    With the number that stands before it, a noun must be in the form that the number asks for: '24 месте' counts no places.
    """
    memo = draft.tokens.memo
    known = cast("dict[object, Unit | None]", memo.get(unit_after) or memo.setdefault(unit_after, {}))
    if (index, number) not in known:
        known[index, number] = _unit_after(draft, index, number)
    return known[index, number]


def _unit_after(draft: Draft, index: int, number: Decimal | None) -> Unit | None:
    tokens = draft.tokens
    for gap in range(3):
        at = index + gap
        if at >= len(tokens):
            return None
        match = draft.kit.units.at(tokens, at)
        if (
            match is not None
            and (gap == 0 or match.payload.kind in _WITH_ADJECTIVES)
            and (number is None or match.payload.kind not in COUNTS or agrees(draft, at, match.last, number))
        ):
            if _belongs_to_next(draft, at, match.last) or _tells_when(draft, at, match):
                return None
            return match.payload, match.last
        if tokens[at].kind != "word" or not may_qualify(tokens[at], draft.kit.code):
            return None
    return None


def agrees(draft: Draft, first: int, last: int, number: Decimal) -> bool:
    """Whether a noun (the first of its phrase in Russian, the last in English) stands in the form that its number asks for."""
    if number != number.to_integral_value():
        return True
    if draft.kit.code == "en":
        noun = draft.tokens[last - 1]
        invariable = draft.kit.words.numbers.invariable
        if _heads_a_body(draft, last):
            return False
        if number <= 1 or noun.low != noun.lemma:
            return True
        further = draft.tokens[last] if last < len(draft.tokens) else None
        if (
            further is not None
            and further.low.endswith("s")
            and further.lemma != further.low
            and not further.capital
        ):
            return False  # '25 business leaders'
        return noun.low.endswith(tuple(invariable))
    for at in range(first, last):
        nouns = [reading for reading in draft.tokens[at].readings if reading.pos == "noun"]
        if nouns:
            return any(fits_number(reading, number) for reading in nouns)
    return True


def _heads_a_body(draft: Draft, last: int) -> bool:
    """'nine heads of state' are no cattle."""
    tokens = draft.tokens
    return (
        last + 1 < len(tokens)
        and tokens[last].low == "of"
        and tokens[last + 1].lemma in draft.kit.words.numbers.headed
    )


def fits_number(reading: Reading, number: Decimal) -> bool:
    """'21 трамвай', '4 трамвая', '48 трамваев', 'о 48 трамваях'."""
    last_two, last_one = number % 100, number % 10
    scaled = number >= 1000 and number % 1000 == 0
    if reading.number == "sg" and not scaled:
        if last_one == 1 and last_two != 11:
            return True
        return reading.case == "gen" and 2 <= last_one <= 4 and not 12 <= last_two <= 14
    return reading.number == "pl" and reading.case != "nom" and (reading.case != "acc" or reading.animate)


def _tells_when(draft: Draft, at: int, match: Match[UnitEntry]) -> bool:
    """'9,6 годом ранее': the year tells when, and is not what is counted."""
    tokens = draft.tokens
    return (
        match.payload.kind is UnitKind.TIME
        and match.last < len(tokens)
        and tokens[match.last].low in draft.kit.words.numbers.earlier
        and tokens[at].has_case("ins")
        and not tokens[at].has_case("gen")
    )


def _belongs_to_next(draft: Draft, first: int, last: int) -> bool:
    """The sign of '3 USD50 cards' is glued to the number after it, not to the one before."""
    tokens = draft.tokens
    return (
        last < len(tokens)
        and tokens[last].kind == "number"
        and tokens[last].start == tokens[last - 1].end
        and first > 0
        and tokens[first].start > tokens[first - 1].end
    )


def may_qualify(token: Token, language: str) -> bool:
    """Whether a word may stand between a number and what is counted: '14 коммерческих документов', '30 joint events'."""
    if language == "en":
        return token.can_be("other") and (
            token.low == token.text or token.low.endswith(("an", "ian", "ese", "ish", "i"))
        )
    return token.can_be("adjective") or token.can_be("participle")


def in_parts(draft: Draft, number: Number, sign: UnitEntry | None) -> tuple[Number, UnitEntry | None]:
    """'1 миллиард $700 миллионов', '5 тысяч 125': parts of falling scale are one number; the sign may stand inside."""
    while number.scaled and number.last < len(draft.tokens):
        inside = sign_at(draft, number.last)
        start = number.last + (inside[1] if inside else 0)
        part = (
            read_number(draft.tokens, start, draft.kit, draft.text)
            if draft.tokens[start].kind == "number"
            else None
        )
        if part is None or part.value >= number.scale or not (part.scaled or _is_rest(draft, number, part)):
            break
        number = replace(
            number, last=part.last, value=number.value + part.value, step=part.step, scale=part.scale
        )
        sign = inside[0] if inside else sign
    return number, sign


def _is_rest(draft: Draft, number: Number, part: Number) -> bool:
    """The last three digits after 'тысяч': '5 тысяч 125 долларов'."""
    return (
        number.scale == 1000
        and part.step == 1
        and part.first == number.last
        and unit_after(draft, part.last) is not None
        and not is_year_or_day(draft, part, True)
    )


def smaller_part(
    draft: Draft, last: int, unit: UnitEntry, number: Number
) -> tuple[Decimal, Decimal, int] | None:
    """What follows in a smaller unit: '5 рублей 30 копеек', 'dollars and forty-five cents', '2 hours 30 minutes'.

    Gives the value in units of the first, the value of its last digit there, and where it ends.
    """
    tokens = draft.tokens
    at, joined = last, False
    if at < len(tokens) and tokens[at].low in draft.kit.words.numbers.and_words:
        at, joined = at + 1, True
    if at >= len(tokens) or number.value != number.value.to_integral_value() or tokens[at].kind == "mark":
        return None
    part = read_number(tokens, at, draft.kit, draft.text)
    if part is None or part.scaled or part.first != at:
        return None
    after = unit_after(draft, part.last)
    is_money = unit.kind is UnitKind.MONEY and unit.factor == 1 and not number.scaled and 0 < part.value < 100
    if is_money and (signed := _cent_sign(draft, part.last)) is not None:
        ratio, last = _CENTS, signed
    elif after is not None:
        smaller = after[0]
        if smaller.unit != unit.unit or smaller.factor >= unit.factor:
            return None
        ratio, last = smaller.factor / unit.factor, after[1]
        if part.value * ratio >= 1:
            return None
    elif is_money and _ends_amount(draft, part, joined):
        ratio, last = _CENTS, part.last
    else:
        return None
    return part.value * ratio, (part.step or Decimal(1)) * ratio, last


def _cent_sign(draft: Draft, last: int) -> int | None:
    """'20 долларов 43ц': where the sign ends."""
    tokens = draft.tokens
    glued = last < len(tokens) and tokens[last].start == tokens[last - 1].end
    return last + 1 if glued and tokens[last].low in draft.kit.words.numbers.cents else None


def _ends_amount(draft: Draft, part: Number, joined: bool) -> bool:
    """'thirteen dollars forty five', 'двадцать долларов и 43' with nothing after it."""
    tokens, last = draft.tokens, part.last
    ends = last >= len(tokens) or tokens[last].text in ".;!?"
    return ends and part.value >= 10 and (joined or not part.digits)
