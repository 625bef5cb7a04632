"""Claims of one thing side by side: how far they lie apart, and what that may come from. Never which of them is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, localcontext

from app.analysis.interval import ANY, DIGITS, Interval, distance
from app.domain.kinds import Cause
from app.domain.record import record

EARLY = timedelta(days=45)
"""After the end of a period its figures are preliminary for so long: statistics offices publish them in the month and a half that follows."""


@record(kw_only=True)
class Part:
    """What must be known of a claim to hold it against others."""

    value: Decimal
    interval: Interval
    unit: str | None
    bounded: bool = False
    """Whether only one end is told: more than, up to."""
    compared: bool = True
    """Whether it can be held against others at all; see `Claim.scoped`."""
    side: str | None = None
    """Whose figure it is."""
    teller: str | None = None
    """Who tells it."""
    said_on: date | None = None
    ambiguous: bool = False
    """Whether its days can be read in another way."""
    services: bool | None = None
    """Whether services are counted in, None where it is not told."""
    partner_open: bool = False
    """Whether it is of something between two sides and names one only: the other may be all the world, or whoever the text is about."""


@record(kw_only=True)
class Comparison:
    """How far claims lie apart, in the unit in which some of them disagree, else in the one that most of them have."""

    unit: str | None
    low: Decimal
    """The lowest of their values, and the highest."""
    high: Decimal
    absolute: Decimal
    relative: Decimal | None
    """In percent of the higher one, None where that is 0."""
    apart: Decimal
    """What rounding and bounds leave unexplained, 0 for claims that can all be true."""
    disagreeing: bool
    """Whether that is so of claims that are known to be of the same thing."""
    compared: int
    causes: tuple[Cause, ...]


def compare(parts: Sequence[Part], end: date) -> Comparison | None:
    """`end` is the last day of the period that all speak of. None where nothing can be compared."""
    by_unit: dict[str | None, list[Part]] = {}
    for part in parts:
        if part.compared:
            by_unit.setdefault(part.unit, []).append(part)
    if not by_unit:
        return None
    found = [_within(unit, mine, end) for unit, mine in by_unit.items()]
    best = max(found, key=lambda each: (each.disagreeing, each.compared))
    return replace(best, causes=(*best.causes, Cause.UNIT)) if len(found) > 1 else best


def _within(unit: str | None, parts: Sequence[Part], end: date) -> Comparison:
    """How far claims of one unit lie apart."""
    values = [part.value for part in parts]
    low, high = min(values), max(values)
    with localcontext() as context:
        context.prec = 2 * DIGITS
        absolute = high - low
        largest = max(abs(low), abs(high))
        relative = absolute / largest * 100 if largest else None
    apart = distance([part.interval for part in parts])
    return Comparison(
        unit=unit,
        low=low,
        high=high,
        absolute=absolute,
        relative=relative,
        apart=apart,
        disagreeing=distance([part.interval for part in parts if not part.partner_open]) > 0,
        compared=len(parts),
        causes=tuple(_causes(parts, absolute=absolute, apart=apart, end=end)),
    )


def _causes(parts: Sequence[Part], *, absolute: Decimal, apart: Decimal, end: date) -> Iterable[Cause]:
    if not absolute:
        return
    if not apart:
        yield Cause.BOUND if any(part.bounded or part.interval == ANY for part in parts) else Cause.ROUNDING
        return
    if len({part.side for part in parts if part.side is not None}) > 1:
        yield Cause.MIRROR
    days = [part.said_on for part in parts if part.said_on is not None]
    if days and min(days) <= end + EARLY < max(days):
        yield Cause.PRELIMINARY
    if _is_revised(parts):
        yield Cause.REVISED
    if any(part.ambiguous for part in parts):
        yield Cause.OVERLAPPING_PERIOD
    if len({part.services for part in parts}) > 1 and any(part.services for part in parts):
        yield Cause.SERVICES
    if any(part.partner_open for part in parts):
        yield Cause.PARTNER


def _is_revised(parts: Sequence[Part]) -> bool:
    """Whether somebody tells on one day what he tells otherwise on another."""
    by_teller: dict[str, list[Part]] = {}
    for part in parts:
        if part.teller is not None and part.said_on is not None:
            by_teller.setdefault(part.teller, []).append(part)
    return any(
        len({part.said_on for part in mine}) > 1 and distance([part.interval for part in mine]) > 0
        for mine in by_teller.values()
    )
