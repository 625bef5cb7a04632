"""Figures -> claims: what each one speaks of, and what it leaves open.

A claim says how much one thing was. Figures without a period or a place say nothing that another could be held against, and those of the
metric `other` are of anything. What figures of one document imply is a claim, too, and says which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from app.analysis.derived import implied_bases, implied_growths, implied_totals
from app.analysis.interval import ANY, DIGITS, Interval, digits, directed, distance, interval_of
from app.analysis.things import (
    PERCENT,
    TIMES,
    Claim,
    ClaimKey,
    Days,
    Terms,
    base_of_growth,
    days_of_period,
    thing_of,
    year_before,
)
from app.domain.findings import Figure
from app.domain.kinds import Direction, Measure, Modality

__all__ = ["Claim", "ClaimKey", "Days", "Terms", "claims_of", "distance", "thing_of", "year_before"]


def claims_of(
    figures: Sequence[Figure],
    terms: Terms,
    rejected: Container[int] = (),
    shares: Mapping[int, int] | None = None,
) -> list[Claim]:
    """The claims of a document's figures, those that are told before those that are implied. Figures that somebody `rejected`, by their
    places, claim nothing. `shares`: the place of a share -> that of the level that is its part, where the words tell so."""
    used = [number for number in range(len(figures)) if number not in rejected]
    ends = _ends_of_stretches(figures, used)
    told = [
        replace(claim, partial=True) if number in ends else claim
        for number in used
        if (claim := _told(figures[number], number, terms))
    ]
    told = _scoped(told, figures)
    levels = {
        claim.figure: claim for claim in told if claim.key.measure is Measure.LEVEL and not claim.scoped
    }
    parts = {share: part for share, part in (shares or {}).items() if share not in rejected}
    return [
        *told,
        *implied_bases(figures, levels, used, terms),
        *implied_growths(figures, levels, terms),
        *implied_totals(figures, levels, parts),
    ]


def _ends_of_stretches(figures: Sequence[Figure], numbers: Sequence[int]) -> set[int]:
    """Levels to which a growth over several years led ('in five years it grew by 42 percent and reached 6.3 billion'): they are of the last
    year most likely, and stand under all of them."""
    found = set()
    for number in numbers:
        growth = figures[number]
        if growth.measure is Measure.GROWTH and growth.companion is not None and growth.period is not None:
            period = figures[growth.companion].period
            if period == growth.period and days_of_period(period).length > 366:
                found.add(growth.companion)
    return found


def _told(figure: Figure, number: int, terms: Terms) -> Claim | None:
    relative = figure.measure in (Measure.GROWTH, Measure.CHANGE)
    if figure.metric == "other" or figure.period is None or not figure.geo:
        return None
    if relative and figure.direction is None:
        return None
    metric, places = thing_of(figure.metric, figure.geo, terms.mirrors)
    multiple = figure.unit == TIMES
    kind = terms.kinds.get(figure.unit) if figure.unit else None
    key = ClaimKey(
        metric=metric,
        measure=figure.measure,
        kind=kind,
        modality=figure.modality,
        period=days_of_period(figure.period),
        base=_base(figure, metric, terms),
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
            partial=terms.is_partial(metric, figure.measure, kind),
        )


def _base(figure: Figure, metric: str, terms: Terms) -> Days | None:
    """What a change or growth counts from."""
    told = days_of_period(figure.base_period) if figure.base_period else None
    assert figure.period is not None
    if figure.measure is Measure.CHANGE:
        return told
    if figure.measure is not Measure.GROWTH:
        return None
    return base_of_growth(
        metric,
        days_of_period(figure.period),
        told,
        # Multiples are of longer stretches than the words beside them tell.
        actual=figure.modality is Modality.ACTUAL and figure.unit != TIMES,
        flows=terms.flows,
    )


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
