"""Figures -> claims: what each one speaks of, in a form in which equal things are equal, and what it leaves open.

A claim says how much one thing was. Figures without a period or a place say nothing that another could be held against, and those of the
metric `other` are of anything. What figures of one document imply is a claim, too, and says which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from typing import NamedTuple

from app.analysis.implied import implied_base
from app.analysis.interval import ANY, DIGITS, Interval, digits, directed, interval_of
from app.domain.findings import Figure
from app.domain.kinds import Bound, Direction, Measure, Modality, UnitKind
from app.domain.period import Period
from app.domain.record import record

PERCENT = "percent"
TIMES = "times"


class Days(NamedTuple):
    """First and last day."""

    start: date
    end: date


class ClaimKey(NamedTuple):
    """What is spoken of: claims of one key are of the same thing.

    `places` are in the order of their ids, but for a flow, which goes from the first to the second: what one exports to another is what the
    other imports from it.
    """

    metric: str
    measure: Measure
    kind: UnitKind | None
    modality: Modality
    period: Days
    base: Days | None
    places: tuple[str, ...]


@record(kw_only=True)
class Claim:
    """One claim. Numbers are places in the list of figures that it was made from."""

    key: ClaimKey
    figure: int
    """The figure that says it; of what is implied, the one that stands for all."""
    inputs: tuple[int, ...] = ()
    """Of what is implied: the figures that imply it, as `formula` names them."""
    formula: str | None = None
    value: Decimal
    """With its sign; growth in percent."""
    value_high: Decimal | None = None
    interval: Interval
    unit: str | None
    scoped: bool = False
    """Whether its teller gives, in the same text, another value for the same thing: then they are of parts of it."""

    @property
    def derived(self) -> bool:
        return self.formula is not None


class Terms(NamedTuple):
    """What must be known of the vocabulary: unit -> its kind, and metric -> the metric that tells the same flow from its other end."""

    kinds: Mapping[str, UnitKind]
    mirrors: Mapping[str, str]


def claims_of(figures: Sequence[Figure], terms: Terms, rejected: Container[int] = ()) -> list[Claim]:
    """The claims of a document's figures, those that are told before those that are implied. Figures that somebody `rejected`, by their
    places, claim nothing."""
    told = [
        claim
        for number in range(len(figures))
        if number not in rejected and (claim := _told(figures, number, terms))
    ]
    told = _scoped(told, figures)
    levels = {
        claim.figure: claim for claim in told if claim.key.measure is Measure.LEVEL and not claim.scoped
    }
    relative = [number for number in range(len(figures)) if number not in rejected]
    return [
        *told,
        *_bases(figures, levels, relative),
        *_growths(figures, levels),
        *_totals(figures, levels, relative),
    ]


def _told(figures: Sequence[Figure], number: int, terms: Terms) -> Claim | None:
    figure = figures[number]
    relative = figure.measure in (Measure.GROWTH, Measure.CHANGE)
    if figure.metric == "other" or figure.period is None or not figure.geo:
        return None
    if relative and figure.direction is None:
        return None
    metric, places = thing_of(figure.metric, figure.geo, terms.mirrors)
    multiple = figure.unit == TIMES
    key = ClaimKey(
        metric=metric,
        measure=figure.measure,
        kind=terms.kinds.get(figure.unit) if figure.unit else None,
        modality=figure.modality,
        period=_days(figure.period),
        base=_days(figure.base_period) if relative and figure.base_period else None,
        places=places,
    )
    with localcontext() as context:
        context.prec = DIGITS + digits(figure.value, figure.step)

        def signed(value: Decimal) -> Decimal:
            if not relative:
                return value
            if not multiple:
                return directed(value, figure.direction)
            factor = 1 / value if figure.direction is Direction.DOWN and value > 0 else value
            return (factor - 1) * 100

        interval = interval_of(figure)
        if multiple and any(end is not None and end <= 0 for end in (interval.low, interval.high)):
            interval = ANY  # a multiple of nothing
        ends = [signed(value) for value in (figure.value, figure.value_high) if value is not None]
        return Claim(
            key=key,
            figure=number,
            value=min(ends),
            value_high=max(ends) if len(ends) > 1 else None,
            interval=interval.mapped(signed) if interval != ANY else ANY,
            unit=PERCENT if relative and multiple else figure.unit,
        )


def thing_of(metric: str, places: Sequence[str], mirrors: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Metric and places, equal for what is told from either side; `places` begin with the side that tells it."""
    mirror = mirrors.get(metric)
    if mirror is not None and len(places) == 2:
        # Of the two names of a flow the first stands for both.
        return (metric, tuple(places)) if metric < mirror else (mirror, (places[1], places[0]))
    return metric, tuple(sorted(places))


def _scoped(claims: Sequence[Claim], figures: Sequence[Figure]) -> list[Claim]:
    """The same claims, marked where one teller gives values for one thing that rounding does not explain."""
    told: dict[object, list[Interval]] = defaultdict(list)

    def teller(claim: Claim) -> object:
        claimant = figures[claim.figure].claimant
        return claim.key, claim.unit, claimant.id if claimant else None

    for claim in claims:
        told[teller(claim)].append(claim.interval)
    parts = {key for key, intervals in told.items() if distance(intervals) > 0}
    return [replace(claim, scoped=True) if teller(claim) in parts else claim for claim in claims]


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


def _bases(figures: Sequence[Figure], levels: Mapping[int, Claim], numbers: Iterable[int]) -> Iterator[Claim]:
    """What a growth and its level imply: the level before."""
    for number in numbers:
        growth = figures[number]
        after = levels.get(growth.companion) if growth.companion is not None else None
        if after is None or growth.measure is not Measure.GROWTH or growth.base_period is None:
            continue
        level = figures[after.figure]
        if growth.direction is None or not (_exact(growth) and _exact(level)):
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
                key=after.key._replace(period=_days(growth.base_period)),
                figure=number,
                inputs=(after.figure, number),
                formula=found.formula,
                value=found.value,
                interval=Interval(found.low, found.high) if growth.step and level.step else ANY,
                unit=level.unit,
            )


def _growths(figures: Sequence[Figure], levels: Mapping[int, Claim]) -> Iterator[Claim]:
    """What levels of the same days of two years imply: the growth from one to the next."""
    by_key = {(claim.key, claim.unit): claim for claim in levels.values() if _exact(figures[claim.figure])}
    for claim in by_key.values():
        before = year_before(claim.key.period)
        earlier = before and by_key.get((claim.key._replace(period=before), claim.unit))
        if not earlier or not earlier.interval.low or earlier.interval.low <= 0 or not earlier.interval.high:
            continue
        if claim.interval.low is None or claim.interval.high is None:
            continue
        with localcontext() as context:
            context.prec = DIGITS
            yield Claim(
                key=claim.key._replace(measure=Measure.GROWTH, kind=UnitKind.RATIO, base=before),
                figure=claim.figure,
                inputs=(claim.figure, earlier.figure),
                formula="(level / level_before - 1) * 100",
                value=_growth(claim.value, earlier.value),
                interval=Interval(
                    _growth(claim.interval.low, earlier.interval.high),
                    _growth(claim.interval.high, earlier.interval.low),
                ),
                unit=PERCENT,
            )


def _totals(
    figures: Sequence[Figure], levels: Mapping[int, Claim], numbers: Iterable[int]
) -> Iterator[Claim]:
    """What a part and its share imply: the whole. The share of a pair of places is one of all that the first has with anybody."""
    parts: dict[object, list[Claim]] = defaultdict(list)
    for claim in levels.values():
        if _exact(figures[claim.figure]):
            parts[_told_of(figures[claim.figure])].append(claim)
    for number in numbers:
        share = figures[number]
        if share.measure is not Measure.SHARE or share.unit != PERCENT or not _exact(share):
            continue
        told = parts.get(_told_of(share), ())
        if len(share.geo) < 2 or len(told) != 1 or not share.step or share.value <= share.step / 2:
            continue
        [part] = told
        low, high = part.interval.low, part.interval.high
        if low is None or high is None:
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
            )


def _told_of(figure: Figure) -> object:
    """Equal for figures of one thing in one statement."""
    period = _days(figure.period) if figure.period else None
    return figure.statement, figure.metric, figure.geo, period


def _exact(figure: Figure) -> bool:
    return figure.bound is Bound.EXACT and figure.value_high is None


def _growth(after: Decimal, before: Decimal) -> Decimal:
    return (after / before - 1) * 100


def _days(period: Period) -> Days:
    return Days(period.start, period.end)


def year_before(days: Days) -> Days | None:
    """The same days of the year before; None of a period that is longer than a year, or has a 29 February at an end that is no month's."""
    if (days.end - days.start).days > 366:
        return None
    return Days(_back(days.start), _back(days.end))


def _back(day: date) -> date:
    last_of_february = day.month == 2 and day.day >= 28
    if not last_of_february:
        return day.replace(year=day.year - 1)
    # A month that ends with February ends with its last day in any year.
    return date(day.year - 1, 3, 1).fromordinal(date(day.year - 1, 3, 1).toordinal() - 1)
