"""What claims are of: in a form in which equal things are equal, and what must be known of the vocabulary to tell."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.analysis.interval import Interval
from app.domain.kinds import Measure, Modality, UnitKind
from app.domain.period import Period
from app.domain.record import record

PERCENT = "percent"
TIMES = "times"
_YEAR = 366
"""Days of the longest year."""


class Days(NamedTuple):
    """First and last day."""

    start: date
    end: date

    @property
    def length(self) -> int:
        """Number of days."""
        return (self.end - self.start).days + 1


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
    partial: bool = False
    """Whether it is of one of many, or of a part, and its words do not tell of which."""

    @property
    def derived(self) -> bool:
        return self.formula is not None


class Terms(NamedTuple):
    """What must be known of the vocabulary."""

    kinds: Mapping[str, UnitKind]
    """Unit -> its kind."""
    mirrors: Mapping[str, str]
    """Metric -> the metric that tells the same flow from its other end."""
    two_sided: Container[str] = ()
    """Metrics of something between two sides."""
    many: Container[str] = ()
    """Metrics of which a country has many at a time: routes, plants, projects."""
    goods: Container[str] = ()
    """Metrics of goods: what is counted in anything but money is of one of them."""
    own_share: Container[str] = ()
    """Metrics whose share is always of the same whole."""
    flows: Container[str] = ()
    """Metrics that are counted over their period."""
    real: Container[str] = ()
    """Metrics whose growth is told in constant prices."""

    def is_partial(self, metric: str, measure: Measure, kind: UnitKind | None) -> bool:
        """Whether two figures of the same metric, measure, days and places need not be of the same thing."""
        if measure is Measure.SHARE:
            return metric not in self.own_share  # of what, and whose: a key tells neither
        return metric in self.many or (
            metric in self.goods and kind not in (UnitKind.MONEY, UnitKind.RATIO, None)
        )

    def is_real(self, metric: str, kind: UnitKind | None) -> bool:
        """Whether a growth does not lead from one of its amounts to the next."""
        return kind is UnitKind.MONEY and metric in self.real

    def one_side_open(self, metric: str, places: Sequence[str]) -> bool:
        """Whether something between two sides is told of one only: the other may be all the world, or whoever the text is about."""
        return len(places) == 1 and metric in self.two_sided


def thing_of(metric: str, places: Sequence[str], mirrors: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Metric and places, equal for what is told from either side; `places` begin with the side that tells it."""
    mirror = mirrors.get(metric)
    if mirror is not None and len(places) == 2:
        # Of the two names of a flow the first stands for both.
        return (metric, tuple(places)) if metric < mirror else (mirror, (places[1], places[0]))
    return metric, tuple(sorted(places))


def days_of_period(period: Period) -> Days:
    """Its first and last day."""
    return Days(period.start, period.end)


def base_of_growth(
    metric: str, period: Days, told: Days | None, *, actual: bool, flows: Container[str]
) -> Days | None:
    """The days that a relative growth counts from, None where they cannot be known.

    What grew in a calendar year grew against the year before, and what is counted from the first of January to the end of a month is held
    against the same months, as statistics offices do; whether the words say so or not, it is the same claim. A base that is longer or shorter
    than the period says that its words were misread: nobody holds a quarter against a year.
    """
    if told is not None:
        return told if period.length > _YEAR or abs(told.length - period.length) <= 1 else None
    if not actual or period.length > _YEAR or (period.start.month, period.start.day) != (1, 1):
        return None
    ends_a_month = (date.fromordinal(period.end.toordinal() + 1)).day == 1
    whole_year = (period.end.month, period.end.day) == (12, 31)
    return year_before(period) if whole_year or (ends_a_month and metric in flows) else None


def year_before(days: Days) -> Days | None:
    """The same days of the year before; None of a period that is longer than a year, or has a 29 February at an end that is no month's."""
    if (days.end - days.start).days > _YEAR:
        return None
    return Days(_back(days.start), _back(days.end))


def _back(day: date) -> date:
    last_of_february = day.month == 2 and day.day >= 28
    if not last_of_february:
        return day.replace(year=day.year - 1)
    # A month that ends with February ends with its last day in any year.
    return date(day.year - 1, 3, 1).fromordinal(date(day.year - 1, 3, 1).toordinal() - 1)
