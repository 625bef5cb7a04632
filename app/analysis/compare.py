"""Claims of one thing side by side: how far they lie apart, and what that may come from. Never which of them is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal, localcontext

from app.analysis.claims import distance
from app.analysis.interval import ANY, DIGITS, Interval
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
    said_on: date | None = None
    ambiguous: bool = False
    """Whether its days can be read in another way."""
    services: bool | None = None
    """Whether services are counted in, None where it is not told."""
    partner_open: bool = False
    """Whether it is of something between two sides and names one only: the other may be all the world, or whoever the text is about."""


@record(kw_only=True)
class Comparison:
    """How far claims lie apart, in the unit that most of them have."""

    unit: str | None
    low: Decimal
    """The lowest of their values, and the highest."""
    high: Decimal
    absolute: Decimal
    relative: Decimal | None
    """In percent of the higher one, None where that is 0."""
    apart: Decimal
    """What rounding and bounds leave unexplained, 0 for claims that can all be true."""
    compared: int
    causes: tuple[Cause, ...]

    @property
    def disagreeing(self) -> bool:
        return self.apart > 0


def compare(parts: Sequence[Part], end: date) -> Comparison | None:
    """`end` is the last day of the period that all speak of. None where nothing can be compared."""
    alike = [part for part in parts if part.compared]
    units = Counter(part.unit for part in alike)
    if not units:
        return None
    unit = units.most_common(1)[0][0]
    mine = [part for part in alike if part.unit == unit]
    values = [part.value for part in mine]
    low, high = min(values), max(values)
    with localcontext() as context:
        context.prec = 2 * DIGITS
        absolute = high - low
        largest = max(abs(low), abs(high))
        relative = absolute / largest * 100 if largest else None
    # In the other units they may lie apart as well.
    apart = distance([part.interval for part in mine])
    causes = list(_causes(mine, absolute=absolute, apart=apart, end=end))
    if len(units) > 1:
        causes.append(Cause.UNIT)
    return Comparison(
        unit=unit,
        low=low,
        high=high,
        absolute=absolute,
        relative=relative,
        apart=apart,
        compared=len(mine),
        causes=tuple(causes),
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
    if any(part.ambiguous for part in parts):
        yield Cause.OVERLAPPING_PERIOD
    if len({part.services for part in parts}) > 1 and any(part.services for part in parts):
        yield Cause.SERVICES
    if any(part.partner_open for part in parts):
        yield Cause.PARTNER
