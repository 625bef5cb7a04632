"""Digits with their separators -> exact decimals, each language's comma and point told apart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.language import Token

_GAPS = " \u00a0\u202f\u2009'\u2019"
"""What may part groups of three digits: spaces, narrow and no-break ones too, and the Swiss apostrophe."""
_ONE = Decimal(1)
VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
LONGEST = (
    28  # digits; longer runs are serial numbers, and more would be rounded when scale words multiply them
)


def plain_digits(
    text: str, *, comma_is_decimal: bool, scale_follows: bool = False
) -> tuple[Decimal, Decimal] | None:
    """Digits with separators -> value and step.

    >>> plain_digits("2,5", comma_is_decimal=True), plain_digits("1,100", comma_is_decimal=False)[0]
    ((Decimal('2.5'), Decimal('0.1')), Decimal('1100'))
    """
    if len(text) > LONGEST:
        return None
    if text.isdigit():
        return Decimal(text), _ONE
    marks = [char for char in text if char in ".,"]
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
    if repeated and not groups and not _in_lakhs(text):
        return None  # a date, a version
    if not decimal:
        return Decimal(text.replace(".", "").replace(",", "")), _ONE
    clean = whole.replace(".", "").replace(",", "") + "." + tail
    return Decimal(clean), _ONE.scaleb(-len(tail))


def _in_lakhs(text: str) -> bool:
    """'12,34,567': groups of two before the last three."""
    head, *groups = text.split(",")
    return (
        bool(groups)
        and 0 < len(head) <= 2
        and len(groups[-1]) == 3
        and all(len(part) == 2 for part in groups[:-1])
    )


def joined_groups(tokens: Sequence[Token], index: int, text: str) -> tuple[str, int]:
    """The digits at a token with the groups of three that follow it ('48 500 000,5'), and where they end."""
    digits, last = tokens[index].text, index + 1
    if digits.isdigit() and len(digits) <= 3 and digits[0] != "0":
        while (
            last < len(tokens)
            and tokens[last].kind == "number"
            and tokens[last].start == tokens[last - 1].end + 1
            and text[tokens[last - 1].end] in _GAPS
            and len(tokens[last].text.split(",")[0].split(".")[0]) == 3
            and tokens[last - 1].text.isdigit()
        ):
            digits += tokens[last].text
            last += 1
        if last == index + 1:
            return _over_marks(tokens, index, text)
    return digits, last


def _over_marks(tokens: Sequence[Token], index: int, text: str) -> tuple[str, int]:
    """The same where an apostrophe is a mark of its own: "1'200'000"."""
    digits, last = tokens[index].text, index + 1
    while (
        last + 1 < len(tokens)
        and text[tokens[last].start] in "'\u2019"
        and tokens[last].start == tokens[last - 1].end
        and tokens[last + 1].start == tokens[last].end
        and len(tokens[last + 1].text) == 3
        and tokens[last + 1].text.isdigit()
    ):
        digits += tokens[last + 1].text
        last += 2
    return digits, last


def simple_fraction(tokens: Sequence[Token], index: int) -> tuple[Decimal, int] | None:
    """'3/4' at a token: its value (exact to twelve decimals) and where it ends; dates and '24/7' are none."""
    if index + 2 >= len(tokens) or tokens[index + 1].text != "/":
        return None
    above, slash, below = tokens[index : index + 3]
    if not (above.text.isdigit() and below.kind == "number" and below.text.isdigit()):
        return None
    if above.end != slash.start or slash.end != below.start or len(below.text) > 2 or len(above.text) > 2:
        return None
    if index + 3 < len(tokens) and tokens[index + 3].text == "/":
        return None
    parts, whole = int(above.text), int(below.text)
    if not 0 < parts < whole or whole not in (2, 3, 4, 5, 6, 8, 10):
        return None
    return (Decimal(parts) / whole).quantize(Decimal("1e-12")).normalize(), index + 3
