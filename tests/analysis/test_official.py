"""A claim beside an official value: rounding is never a difference, and a difference has its sign."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from app.analysis.interval import Interval, rounding_interval
from app.analysis.official import difference

AMOUNTS = some.decimals(min_value=-(10**12), max_value=10**12, places=3)
STEPS = some.sampled_from([Decimal("0.1"), Decimal(1), Decimal(10) ** 6])


@given(value=AMOUNTS, step=STEPS, share=some.decimals(min_value=-1, max_value=1, places=2))
def test_rounding_alone_is_no_difference(value: Decimal, step: Decimal, share: Decimal) -> None:
    official = value + share * step / 2
    found = difference(value, None, Interval(*rounding_interval(value, step)), official)
    assert found.apart == 0 and found.apart_relative in (0, None)
    assert found.absolute == value - official


@given(value=AMOUNTS, official=AMOUNTS, step=STEPS)
def test_what_lies_apart_is_less_than_the_difference_and_goes_the_same_way(
    value: Decimal, official: Decimal, step: Decimal
) -> None:
    found = difference(value, None, Interval(*rounding_interval(value, step)), official)
    assert abs(found.apart) <= abs(found.absolute) and found.apart * found.absolute >= 0
    if official:
        assert found.relative is not None and found.relative * found.absolute >= 0
    else:
        assert found.relative is None


def test_an_open_end_explains_whatever_lies_that_way() -> None:
    more_than_two = Interval(Decimal(2), None)
    assert difference(Decimal(2), None, more_than_two, Decimal(5)).apart == 0
    assert difference(Decimal(2), None, more_than_two, Decimal("1.5")).apart == Decimal("0.5")


def test_of_a_range_the_nearer_end_counts() -> None:
    interval = Interval(Decimal("1.5"), Decimal("3.5"))
    found = difference(Decimal(2), Decimal(3), interval, Decimal(4))
    assert (found.absolute, found.relative, found.apart) == (Decimal(-1), Decimal(-25), Decimal("-0.5"))
    assert difference(Decimal(2), Decimal(3), interval, Decimal("2.5")).absolute == 0
