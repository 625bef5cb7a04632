"""Implied values: exact arithmetic, and an interval that always holds the truth."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.analysis import implied_base, rounding_interval


def test_the_level_before_fourteen_percent() -> None:
    found = implied_base(
        Decimal(1_700_000_000), Decimal(100_000_000), Decimal(14), Decimal(1), down=False, times=False
    )
    assert found is not None
    assert found.value.quantize(Decimal(1)) == Decimal(1_491_228_070)
    assert found.low.quantize(Decimal(1)) == Decimal(1_441_048_035)
    assert found.high.quantize(Decimal(1)) == Decimal(1_541_850_220)
    assert found.formula == "level / (1 + growth / 100)"


def test_downwards_and_in_multiples() -> None:
    fallen = implied_base(Decimal(80), None, Decimal(20), None, down=True, times=False)
    doubled = implied_base(Decimal(80), None, Decimal(2), None, down=False, times=True)
    halved = implied_base(Decimal(80), None, Decimal(2), None, down=True, times=True)
    assert [found and found.value for found in (fallen, doubled, halved)] == [100, 40, 160]


def test_nothing_was_there_before_a_fall_to_nothing() -> None:
    assert implied_base(Decimal(80), None, Decimal(100), None, down=True, times=False) is None
    assert implied_base(Decimal(80), None, Decimal(0), None, down=False, times=True) is None


@given(
    base=st.decimals(min_value=1, max_value=10**9, places=2),
    growth=st.decimals(min_value=0, max_value=300, places=2),
    level_digits=st.integers(0, 2),
    growth_digits=st.integers(0, 1),
)
def test_rounding_never_puts_the_true_base_outside_the_interval(
    base: Decimal, growth: Decimal, level_digits: int, growth_digits: int
) -> None:
    level_step, growth_step = Decimal(10) ** -level_digits, Decimal(10) ** -growth_digits
    level = (base * (1 + growth / 100)).quantize(level_step)
    found = implied_base(
        level, level_step, growth.quantize(growth_step), growth_step, down=False, times=False
    )
    assert found is not None
    assert found.low <= base <= found.high


def test_a_value_without_a_written_digit_is_itself() -> None:
    assert rounding_interval(Decimal(50), None) == (50, 50)
