"""How far a claim lies from an official value: a number, no verdict."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import NamedTuple

from app.analysis.interval import DIGITS, Interval


class Difference(NamedTuple):
    """Signed: positive where the claim is higher. Relative ones in percent of the official value, None where that is 0."""

    absolute: Decimal
    relative: Decimal | None
    apart: Decimal
    """What rounding and bounds leave unexplained."""
    apart_relative: Decimal | None


def difference(
    value: Decimal, value_high: Decimal | None, interval: Interval, official: Decimal
) -> Difference:
    """How far a value, or a range from `value` to `value_high`, lies from the official one; `interval` is what it leaves open."""
    with localcontext() as context:
        context.prec = 2 * DIGITS
        absolute = _outside(value, value if value_high is None else value_high, official)
        apart = _outside(interval.low, interval.high, official)

        def relative(amount: Decimal) -> Decimal | None:
            return amount / abs(official) * 100 if official else None

        return Difference(absolute, relative(absolute), apart, relative(apart))


def _outside(low: Decimal | None, high: Decimal | None, official: Decimal) -> Decimal:
    """How far a range lies above a value, or (negative) below it; 0 where it holds it."""
    if low is not None and low > official:
        return low - official
    if high is not None and high < official:
        return high - official
    return Decimal(0)
