"""Numbers in digits and words -> exact decimals: separators, scale words, compounds. No unit, no meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.extraction.toolkit import Kit
from app.language import Token

_SPACES = " \u00a0\u202f\u2009"
HUNDRED = Decimal(100)
LONGEST = (
    28  # digits; longer runs are serial numbers, and more would be rounded when scale words multiply them
)


@dataclass(frozen=True, slots=True)
class Number:
    """A value at tokens `first` to `last` (exclusive). `step` is the value of the last written digit, None where told in words."""

    first: int
    last: int
    value: Decimal
    step: Decimal | None
    scaled: bool
    digits: bool


def plain_digits(
    text: str, *, comma_is_decimal: bool, scale_follows: bool = False
) -> tuple[Decimal, Decimal] | None:
    """Digits with separators -> value and step.

    >>> plain_digits("2,5", comma_is_decimal=True), plain_digits("1,100", comma_is_decimal=False)[0]
    ((Decimal('2.5'), Decimal('0.1')), Decimal('1100'))
    """
    if len(text) > LONGEST:
        return None
    marks = [char for char in text if char in ".,"]
    if not marks:
        return Decimal(text), Decimal(1)
    whole, _, tail = text.rpartition(marks[-1])
    repeated = len(marks) > 1 and len(set(marks)) == 1
    groups = all(len(part) == 3 for part in text.replace(",", ".").split(".")[1:])
    if repeated:
        decimal = False
    elif len(marks) > 1:
        decimal = True
    elif marks[0] == ",":
        decimal = comma_is_decimal or not groups
    else:
        decimal = not (comma_is_decimal and groups and not scale_follows and whole.lstrip("0"))
    if repeated and not groups:
        return None  # a date, a version
    if not decimal:
        return Decimal(text.replace(".", "").replace(",", "")), Decimal(1)
    clean = whole.replace(".", "").replace(",", "") + "." + tail
    return Decimal(clean), Decimal(1).scaleb(-len(tail))


def read_number(tokens: Sequence[Token], index: int, kit: Kit, text: str) -> Number | None:
    """The number that begins at a token, with its scale words, or None."""
    token = tokens[index]
    if token.kind == "number":
        return _digits(tokens, index, kit, text)
    if token.kind == "word":
        return _words(tokens, index, kit)
    return None


def begins_number(kit: Kit, token: Token) -> bool:
    """Whether a number can begin with this word."""
    if token.kind != "word":
        return token.kind == "number"
    words, scales = kit.words.numbers.values, kit.words.numbers.scales
    return (
        token.low == "half"
        or not token.lemmas.isdisjoint(words)
        or not token.lemmas.isdisjoint(scales)
        or _half_of_scale(token, scales) is not None
    )


def _digits(tokens: Sequence[Token], index: int, kit: Kit, text: str) -> Number | None:
    last = index + 1
    digits = tokens[index].text
    if digits.isdigit() and len(digits) <= 3 and digits[0] != "0":
        while (
            last < len(tokens)
            and tokens[last].kind == "number"
            and tokens[last].start == tokens[last - 1].end + 1
            and text[tokens[last - 1].end] in _SPACES
            and len(tokens[last].text.split(",")[0].split(".")[0]) == 3
            and tokens[last - 1].text.isdigit()
        ):
            digits += tokens[last].text
            last += 1
    scale, after = _scale(tokens, last, kit)
    found = plain_digits(digits, comma_is_decimal=kit.code != "en", scale_follows=scale is not None)
    if found is None:
        return None
    value, step = found
    if scale is not None:
        return Number(index, after, value * scale, step * scale, True, True)
    return Number(index, last, value, step, False, True)


def _scale(tokens: Sequence[Token], index: int, kit: Kit) -> tuple[Decimal | None, int]:
    """A scale word at a token ('млрд.' with its full stop), and where it ends."""
    if index >= len(tokens) or tokens[index].kind != "word":
        return None, index
    scales = kit.words.numbers.scales
    for key in (tokens[index].low, tokens[index].lemma):
        if key in scales:
            after = index + 1
            if (
                after + 1 < len(tokens)
                and tokens[after].text == "."
                and tokens[after].start == tokens[index].end
                and key in kit.words.abbreviations
            ):
                after += 1
            return scales[key], after
    return None, index


def _words(tokens: Sequence[Token], index: int, kit: Kit) -> Number | None:
    """'девяносто три', 'полтора миллиарда', 'тысяча', 'полмиллиона'."""
    words, scales = kit.words.numbers.values, kit.words.numbers.scales
    total, current = Decimal(0), Decimal(0)
    position, scaled, met = index, False, False
    least = Decimal(10) ** 30
    if (half_a_scale := _half_a_scale(tokens, index, kit)) is not None:
        return half_a_scale
    while position < len(tokens) and tokens[position].kind == "word":
        token = tokens[position]
        value = _value(token, words)
        if value is not None and (
            current == 0 or (value < current and value < 100 and current % 10 == 0 and value > 0)
        ):
            if met and not _fits_after(current, value):
                break
            current += value
            met = True
        elif met and current and (scale := _scale(tokens, position, kit))[0] == HUNDRED:
            current *= HUNDRED
        elif (
            (scale := _scale(tokens, position, kit))[0] is not None
            and scale[0] < least
            and (met or _is_scale_noun(token, scales))
        ):
            total += (current or Decimal(1)) * scale[0]
            least, current, scaled, met = scale[0], Decimal(0), True, True
        elif (half := _half_of_scale(token, scales)) is not None and not met:
            return Number(index, position + 1, half, None, True, False)
        elif met and current and (joined := _and_a_half(tokens, position)) is not None:
            current += Decimal("0.5")
            position = joined
            continue
        else:
            break
        position += 1
    if not met:
        return None
    return Number(index, position, total + current, None, scaled, False)


def _half_a_scale(tokens: Sequence[Token], index: int, kit: Kit) -> Number | None:
    """'half a million'."""
    if [token.low for token in tokens[index : index + 2]] != ["half", "a"]:
        return None
    scale, after = _scale(tokens, index + 2, kit)
    return Number(index, after, scale / 2, None, True, False) if scale is not None else None


def _and_a_half(tokens: Sequence[Token], position: int) -> int | None:
    """'two and a half': where the half ends."""
    if [token.low for token in tokens[position : position + 3]] == ["and", "a", "half"]:
        return position + 3
    return None


def _fits_after(current: Decimal, value: Decimal) -> bool:
    """'двадцать пять' yes, 'пять двадцать' no, 'десять пять' no."""
    if current == 0:
        return True
    return (current % 100 == 0 and value < 100) or (current % 100 >= 20 and current % 10 == 0 and value < 10)


def _value(token: Token, words: dict[str, Decimal]) -> Decimal | None:
    if token.low in words:
        return words[token.low]
    for reading in token.readings[:3]:
        if reading.lemma in words and (
            reading.pos in ("numeral", "other", "adjective") or reading.lemma == token.low
        ):
            return words[reading.lemma]
    return None


def _is_scale_noun(token: Token, scales: dict[str, Decimal]) -> bool:
    """A scale word alone is a number only in the singular: 'тысяча мест', not 'тысячи людей'."""
    return any(reading.number == "sg" and reading.lemma in scales for reading in token.readings[:2])


def _half_of_scale(token: Token, scales: dict[str, Decimal]) -> Decimal | None:
    """'полмиллиона', 'полумиллиона'."""
    for prefix in ("полу", "пол"):
        if token.low.startswith(prefix):
            rest = token.low[len(prefix) :]
            for scale, value in scales.items():
                if len(scale) > 4 and rest.startswith(scale[:6]):
                    return value / 2
    return None
