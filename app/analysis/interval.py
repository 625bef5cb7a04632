"""The values that a claim leaves open: half of its last written digit either way, and no end where it names none."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext

from app.domain.findings import Figure
from app.domain.kinds import Bound, Direction
from app.domain.record import record

DIGITS = 40
"""Of derived values: more than any claim has."""


@record
class Interval:
    """From `low` to `high`, both part of it; None where there is no end."""

    low: Decimal | None
    high: Decimal | None

    def mapped(self, change: Callable[[Decimal], Decimal]) -> Interval:
        """What a rising or falling function makes of it."""
        low, high = (None if end is None else change(end) for end in (self.low, self.high))
        rising = change(Decimal(1)) <= change(Decimal(2))
        return Interval(low, high) if rising else Interval(high, low)


ANY = Interval(None, None)


def rounding_interval(value: Decimal, step: Decimal | None) -> tuple[Decimal, Decimal]:
    """The values that are written like this: half of the last written digit either way. Without a step the value itself.

    >>> rounding_interval(Decimal("1.7"), Decimal("0.1"))
    (Decimal('1.65'), Decimal('1.75'))
    """
    half = (step or Decimal(0)) / 2
    with localcontext() as context:
        context.prec = DIGITS + digits(value, step)
        return value - half, value + half


def interval_of(figure: Figure) -> Interval:
    """The values that a figure may stand for, without its direction.

    'More than 2' has no upper end, and 'up to 2' no lower one. 'About 1.7 billion' is taken for a whole last digit either way. What is
    told in words only ('half', 'doubled') has no last digit, so that nothing can be said to differ from it.
    """
    if figure.step is None:
        return ANY
    low, high = rounding_interval(figure.value, figure.step)
    if figure.value_high is not None:
        high = rounding_interval(figure.value_high, figure.step)[1]
    if figure.bound is Bound.ABOUT:
        low, high = low - figure.step / 2, high + figure.step / 2
    if figure.bound is Bound.OVER:
        return Interval(figure.value, None)
    if figure.bound is Bound.UNDER:
        return Interval(None, figure.value)
    return Interval(low, high)


def directed(value: Decimal, direction: Direction | None) -> Decimal:
    """A change with its sign: what goes down is below nothing."""
    return -value if direction is Direction.DOWN else value


def digits(value: Decimal, step: Decimal | None) -> int:
    """Digits from the first of the value to the last of its step, so that their sum is exact."""
    last = min(0, *(int(amount.as_tuple().exponent) for amount in (value, step or value)))
    return max(0, value.adjusted()) - last + 1
