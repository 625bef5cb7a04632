"""What a claim implies: a level and its growth tell the level before, within the intervals that rounding leaves."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext

from app.analysis.interval import digits, rounding_interval
from app.domain.kinds import Bound, Direction, Measure
from app.domain.quantity import plain
from app.schemas.figure import FigureOut
from app.schemas.implied import ImpliedOut

SHOWN = 12  # digits of a derived value: more than any claim has, and no false exactness beyond
DIGITS = 28  # of intermediate results beyond those of the inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """A derived value with the interval in which it must lie, in the unit of the level. `formula` names its inputs."""

    value: Decimal
    low: Decimal
    high: Decimal
    formula: str


def implied_base(
    level: Decimal,
    level_step: Decimal | None,
    growth: Decimal,
    growth_step: Decimal | None,
    *,
    down: bool,
    times: bool,
) -> Implied | None:
    """The level before a growth of so many percent (`times`: so many times). None where the growth leaves nothing before it.

    >>> found = implied_base(Decimal(1_700_000_000), Decimal(1_000_000), Decimal(14), Decimal(1), down=False, times=False)
    >>> found and (found.value.quantize(Decimal(1)), found.low.quantize(Decimal(1)), found.high.quantize(Decimal(1)))
    (Decimal('1491228070'), Decimal('1484279476'), Decimal('1498237885'))
    """
    with localcontext() as context:
        context.prec = DIGITS + digits(level, level_step) + digits(growth, growth_step)
        low_level, high_level = rounding_interval(level, level_step)
        low_growth, high_growth = rounding_interval(growth, growth_step)
        factors = [_factor(amount, down=down, times=times) for amount in (growth, low_growth, high_growth)]
        if min(factors) <= 0 or low_level < 0:
            return None
        low, high = low_level / max(factors), high_level / min(factors)
        return Implied(value=level / factors[0], low=low, high=high, formula=_formula(down=down, times=times))


def _factor(growth: Decimal, *, down: bool, times: bool) -> Decimal:
    """What the level before was multiplied by."""
    if times:
        return 1 / growth if down and growth > 0 else growth
    return 1 + (-growth if down else growth) / 100


def _formula(*, down: bool, times: bool) -> str:
    if times:
        return "level * growth" if down else "level / growth"
    return f"level / (1 {'-' if down else '+'} growth / 100)"


def implied_of(growth: FigureOut, level: FigureOut | None) -> ImpliedOut | None:
    """The level before a published growth. None where it has no level, tells no direction, or either is a range or bound:
    'more than 14 percent' has no upper end.
    """
    if level is None or growth.measure is not Measure.GROWTH or growth.direction is None:
        return None
    if any(figure.bound is not Bound.EXACT or figure.value_high is not None for figure in (growth, level)):
        return None
    found = implied_base(
        Decimal(level.value),
        Decimal(level.step) if level.step is not None else None,
        Decimal(growth.value),
        Decimal(growth.step) if growth.step is not None else None,
        down=growth.direction is Direction.DOWN,
        times=growth.unit == "times",
    )
    if found is None:
        return None

    def shown(amount: Decimal, rounding: str | None = None) -> str:
        return plain(Context(prec=SHOWN, rounding=rounding).plus(amount))

    return ImpliedOut(
        derived=True,
        value=shown(found.value),
        low=shown(found.low, ROUND_FLOOR),
        high=shown(found.high, ROUND_CEILING),
        unit=level.unit,
        formula=found.formula,
        level=level.id,
        growth=growth.id,
        period=growth.base_period,
    )
