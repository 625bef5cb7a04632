"""Numbers in digits and words -> exact decimals: separators, scale words, compounds. No unit, no meaning."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from app.domain.record import record
from app.extraction.quantities.digits import VULGAR, joined_groups, plain_digits, simple_fraction
from app.extraction.quantities.numerals import begins_words, part_after, read_words, scale_at
from app.extraction.toolkit import Kit
from app.language import Token, Tokens


@record
class Number:
    """A value at tokens `first` to `last` (exclusive). `step` is the value of the last written digit, None where told in words.
    `scale` is the last scale word's value, 1 without one."""

    first: int
    last: int
    value: Decimal
    step: Decimal | None
    scaled: bool
    digits: bool
    scale: Decimal = Decimal(1)


def read_number(tokens: Tokens, index: int, kit: Kit, text: str) -> Number | None:
    """The number that begins at a token, with its scale words, or None; read once a text."""
    token = tokens[index]
    if not kit.answers(begins_number, token):
        return None
    known = cast(
        "dict[int, Number | None]", tokens.memo.get(read_number) or tokens.memo.setdefault(read_number, {})
    )
    if index not in known:
        known[index] = (
            _digits(tokens, index, kit, text) if token.kind == "number" else _words(tokens, index, kit)
        )
    return known[index]


def begins_number(kit: Kit, token: Token) -> bool:
    """Whether a number can begin with this word."""
    return token.kind == "number" or (token.kind == "word" and begins_words(kit, token))


def _digits(tokens: Sequence[Token], index: int, kit: Kit, text: str) -> Number | None:
    fraction = simple_fraction(tokens, index)
    if fraction is not None:
        return Number(index, fraction[1], fraction[0], None, False, True)
    digits, last = joined_groups(tokens, index, text)
    part, after = _part(tokens, last, kit)
    scale = _scales(tokens, after, kit)
    found = plain_digits(digits, comma_is_decimal=kit.code != "en", scale_follows=scale is not None)
    if found is None:
        return None
    value, step = found[0] + part, found[1]
    if scale is not None:
        return Number(index, scale[1], value * scale[0], step * scale[0], True, True, scale[0])
    return Number(index, after, value, step, False, True)


def _part(tokens: Sequence[Token], last: int, kit: Kit) -> tuple[Decimal, int]:
    """A half after digits: '2½', '2 с половиной', '2 1/4'."""
    if last < len(tokens):
        token = tokens[last]
        if token.text in VULGAR and token.start - tokens[last - 1].end <= 1:
            return VULGAR[token.text], last + 1
        if token.kind == "number" and (fraction := simple_fraction(tokens, last)) is not None:
            return fraction
        if token.kind == "word" and (half := part_after(tokens, last, kit)) is not None:
            return half
    return Decimal(0), last


def _scales(tokens: Sequence[Token], index: int, kit: Kit) -> tuple[Decimal, int] | None:
    """The scale words at a token, multiplied ('тыс. млрд'), and where they end."""
    found = scale_at(tokens, index, kit)
    if found is None:
        return None
    further = scale_at(tokens, found[1], kit)
    if further is not None and further[0] > found[0]:
        return found[0] * further[0], further[1]
    return found


def _words(tokens: Sequence[Token], index: int, kit: Kit) -> Number | None:
    """'девяносто три', 'полтора миллиарда', 'тысяча', 'полмиллиона'."""
    found = read_words(tokens, index, kit)
    if found is None:
        return None
    value, first, last = found
    scale = last_scale(tokens, first, last, kit)
    return Number(first, last, value, None, scale > 1, False, scale)


def last_scale(tokens: Sequence[Token], first: int, last: int, kit: Kit) -> Decimal:
    """The value of the last scale word among tokens, 1 where there is none."""
    for index in range(last - 1, first - 1, -1):
        if (scale := scale_at(tokens, index, kit)) is not None:
            return scale[0]
    return Decimal(1)
