"""What figures of one document imply that nobody said: the level before a growth, the growth between two levels, the whole of a part.

A rule abstains wherever the words leave open whether its inputs are of one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext

from app.analysis.implied import implied_base
from app.analysis.interval import ANY, DIGITS, Interval
from app.analysis.things import (
    PERCENT,
    TIMES,
    Claim,
    Terms,
    base_of_growth,
    days_of_period,
    thing_of,
    year_before,
)
from app.domain.findings import Figure
from app.domain.kinds import Bound, Direction, Measure, Modality, UnitKind

_AGAINST = "a-year-earlier"
"""The rule of a period that its words hold against another: '10.5 billion against 9.7 a year earlier'."""

Levels = Mapping[int, Claim]
"""By the figure that tells it."""


def implied_bases(
    figures: Sequence[Figure], levels: Levels, numbers: Iterable[int], terms: Terms
) -> Iterator[Claim]:
    """What a growth and its level imply: the level before."""
    for number in numbers:
        growth = figures[number]
        after = levels.get(growth.companion) if growth.companion is not None else None
        if after is None or growth.measure is not Measure.GROWTH or growth.direction is None:
            continue
        level = figures[after.figure]
        if not (_exact(growth) and _exact(level)) or not _of_one_thing(growth, after, terms):
            continue
        if terms.is_real(after.key.metric, after.key.kind):
            continue
        base = base_of_growth(
            after.key.metric,
            after.key.period,
            days_of_period(growth.base_period) if growth.base_period else None,
            actual=growth.modality is Modality.ACTUAL and growth.unit != TIMES,
            flows=terms.flows,
        )
        # Of a growth over several years nobody knows which of them the level is of.
        if base is None or abs(base.length - after.key.period.length) > 1:
            continue
        found = implied_base(
            level.value,
            level.step,
            growth.value,
            growth.step,
            down=growth.direction is Direction.DOWN,
            times=growth.unit == TIMES,
        )
        if found is not None:
            yield Claim(
                key=after.key._replace(period=base),
                figure=number,
                inputs=(after.figure, number),
                formula=found.formula,
                value=found.value,
                interval=Interval(found.low, found.high) if growth.step and level.step else ANY,
                unit=level.unit,
                partial=after.partial,
            )


def _of_one_thing(growth: Figure, level: Claim, terms: Terms) -> bool:
    """Whether a growth is of what its level is of: 'trade with A grew by 14 percent, that with B came to 3 billion' is not."""
    metric, places = thing_of(growth.metric, growth.geo, terms.mirrors)
    return (metric, places, growth.modality) == (level.key.metric, level.key.places, level.key.modality)


def implied_growths(figures: Sequence[Figure], levels: Levels, terms: Terms) -> Iterator[Claim]:
    """What levels of the same days of two years imply that one and the same tells: the growth from one to the next."""
    by_key = {
        (claim.key, claim.unit, _teller(figures[claim.figure])): claim
        for claim in levels.values()
        if _exact(figures[claim.figure])
    }
    for (key, unit, teller), claim in by_key.items():
        before = year_before(key.period)
        earlier = before and by_key.get((key._replace(period=before), unit, teller))
        if not earlier or not earlier.interval.low or earlier.interval.low <= 0 or not earlier.interval.high:
            continue
        if claim.interval.low is None or claim.interval.high is None or claim.interval.low < 0:
            continue
        if terms.is_real(key.metric, key.kind):
            continue
        told_against = any(
            period is not None and period.rule == _AGAINST
            for period in (figures[each.figure].period for each in (claim, earlier))
        )
        # Of two plants, or of trade with whomever, each may have a level of its own.
        if (claim.partial or terms.one_side_open(key.metric, key.places)) and not told_against:
            continue
        with localcontext() as context:
            context.prec = DIGITS
            yield Claim(
                key=key._replace(measure=Measure.GROWTH, kind=UnitKind.RATIO, base=before),
                figure=claim.figure,
                inputs=(claim.figure, earlier.figure),
                formula="(level / level_before - 1) * 100",
                value=_growth(claim.value, earlier.value),
                interval=Interval(
                    _growth(claim.interval.low, earlier.interval.high),
                    _growth(claim.interval.high, earlier.interval.low),
                ),
                unit=PERCENT,
                partial=claim.partial,
            )


def implied_totals(figures: Sequence[Figure], levels: Levels, shares: Mapping[int, int]) -> Iterator[Claim]:
    """What a part and its share imply: the whole. The share of a pair of places is one of all that the first has with anybody.

    `shares` tells which level is the part that a share is of, as the words between them say: of '512 million, of which 38 percent is food' the
    level is the whole.
    """
    for number, place in shares.items():
        share, part = figures[number], levels.get(place)
        if part is None or share.measure is not Measure.SHARE or share.unit != PERCENT:
            continue
        if not (_exact(share) and _exact(figures[place])) or _told_of(share) != _told_of(figures[place]):
            continue
        low, high = part.interval.low, part.interval.high
        whose = figures[place].geo
        if not share.geo or share.geo[0] not in whose or len(whose) < 2:
            continue
        if len(share.geo) not in (1, len(whose)):
            continue
        if not share.step or share.value <= share.step / 2:
            continue
        if low is None or high is None or low < 0:
            continue
        half = share.step / 2
        with localcontext() as context:
            context.prec = DIGITS
            yield Claim(
                key=part.key._replace(metric=share.metric, places=share.geo[:1]),
                figure=number,
                inputs=(part.figure, number),
                formula="level / share * 100",
                value=part.value / share.value * 100,
                interval=Interval(low / (share.value + half) * 100, high / (share.value - half) * 100),
                unit=part.unit,
                partial=part.partial,
            )


def _told_of(figure: Figure) -> object:
    """Equal for figures of one thing in one statement."""
    period = days_of_period(figure.period) if figure.period else None
    return figure.statement, _teller(figure), figure.metric, figure.modality, period


def _teller(figure: Figure) -> str | None:
    return figure.claimant.id if figure.claimant else None


def _exact(figure: Figure) -> bool:
    return figure.bound is Bound.EXACT and figure.value_high is None


def _growth(after: Decimal, before: Decimal) -> Decimal:
    return (after / before - 1) * 100
