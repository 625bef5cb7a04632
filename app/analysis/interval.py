"""The values that a claim leaves open: half of its last written digit either way, and no end where it names none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

    'More than 2' has no upper end, and 'up to 2' no lower one, in whatever words the number is told. 'About 1.7 billion' is taken for a whole
    last digit either way, 'about 5000' for half of its last digit that is no zero, up to a tenth of it. What is told in words only ('half',
    'doubled') has no last digit, so that nothing can be said to differ from it.
    """
    if figure.bound in (Bound.OVER, Bound.UNDER):
        return _beyond(figure)
    if figure.step is None:
        return ANY
    low, high = rounding_interval(figure.value, figure.step)
    if figure.value_high is not None:
        high = rounding_interval(figure.value_high, figure.step)[1]
    if figure.bound is Bound.ABOUT:
        with localcontext() as context:
            context.prec = DIGITS + digits(figure.value, figure.step)
            half = figure.step / 2
            low += half - _give_or_take(figure.value, figure.step)
            high += _give_or_take(figure.value_high or figure.value, figure.step) - half
    return Interval(low, high)


def _beyond(figure: Figure) -> Interval:
    """'More than a third' has a number that was cut to its digits: what was meant may lie on either side of it."""
    cut = Decimal(0)
    if figure.step is None:
        last = int(figure.value.as_tuple().exponent)
        cut = Decimal(1).scaleb(last) if last < 0 else cut
    if figure.bound is Bound.OVER:
        return Interval(figure.value - cut, None)
    return Interval(None, (figure.value_high or figure.value) + cut)


def _give_or_take(value: Decimal, step: Decimal) -> Decimal:
    """What 'about' leaves open either way. Zeros at the end of a number are its roundness: nobody means 4999 to 5001 who says 'about 5000'."""
    last = value.normalize().as_tuple()
    half_of_last = Decimal(5).scaleb(int(last.exponent) - 1) if value else Decimal(0)
    return max(step, min(half_of_last, abs(value) / 10))


def distance(intervals: Sequence[Interval]) -> Decimal:
    """How far the highest of the low ends lies above the lowest of the high ones: what rounding leaves unexplained. 0 where all have a
    value in common."""
    lows = [interval.low for interval in intervals if interval.low is not None]
    highs = [interval.high for interval in intervals if interval.high is not None]
    if not lows or not highs:
        return Decimal(0)
    with localcontext() as context:
        context.prec = 2 * DIGITS
        low, high = max(lows), min(highs)
        # Ends that were computed have as many digits as were kept; they are no nearer to the truth.
        return low - high if low - high > max(abs(low), abs(high)).scaleb(10 - DIGITS) else Decimal(0)


def directed(value: Decimal, direction: Direction | None) -> Decimal:
    """A change with its sign: what goes down is below nothing."""
    return -value if direction is Direction.DOWN else value


def digits(value: Decimal, step: Decimal | None) -> int:
    """Digits from the first of the value to the last of its step, so that their sum is exact."""
    last = min(0, *(int(amount.as_tuple().exponent) for amount in (value, step or value)))
    return max(0, value.adjusted()) - last + 1
