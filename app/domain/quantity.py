"""An amount as told: exact decimals, unit, bound. Floats never come near it."""

from __future__ import annotations

from decimal import Decimal

from app.domain.kinds import Bound, UnitKind
from app.domain.record import record
from app.domain.span import Span


def plain(value: Decimal) -> str:
    """The value as a plain decimal string: never an exponent, no zeros without meaning.

    >>> plain(Decimal("1.7") * 10**9), plain(Decimal("0.50")), plain(Decimal("1E+3"))
    ('1700000000', '0.5', '1000')
    """
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


@record(kw_only=True)
class Quantity:
    """A number with its unit, scale words multiplied out, at a span of a text.

    `value_high` closes a range. `unit` is an id of the units vocabulary or None for a bare number.
    `step` is the value of the last written digit in base units (0.1 billion for '1.7 billion'): half of it either way is the
    rounding interval; None where the number is told in words such as 'half'.
    """

    span: Span
    value: Decimal
    value_high: Decimal | None = None
    unit: str | None = None
    unit_kind: UnitKind | None = None
    bound: Bound = Bound.EXACT
    step: Decimal | None = None
    rule: str = ""
