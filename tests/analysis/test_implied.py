"""Implied values: exact arithmetic, and an interval that always holds the truth."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis import implied_base, implied_of, rounding_interval
from app.schemas.examples import example
from app.schemas.figure import FigureOut


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


@given(
    level=st.decimals(min_value=0, max_value=10**40, places=3),
    digits=st.integers(0, 3),
    growth=st.decimals(min_value=-50, max_value=300, places=1),
)
def test_no_level_is_too_large_or_too_small_for_its_interval(
    level: Decimal, digits: int, growth: Decimal
) -> None:
    found = implied_base(level, Decimal(10) ** -digits, growth, Decimal("0.1"), down=growth < 0, times=False)
    if found is not None:
        assert found.low < found.value < found.high


def figure(value: str, step: str | None, **changes: Any) -> FigureOut:
    return FigureOut.model_validate(
        {
            **example("FigureOut"),
            "value": value,
            "value_high": None,
            "step": step,
            "bound": "exact",
            **changes,
        }
    )


@pytest.mark.parametrize(
    ("level", "step", "before"),
    [
        ("0.55", "0.01", "0.5"),
        ("0.00011", "0.00001", "0.0001"),
        ("11" + "0" * 40, "1" + "0" * 40, "1" + "0" * 41),
        ("1100000000000000000011", "1", "1000000000000000000010"),
    ],
)
def test_levels_of_any_size_are_published_inside_their_interval(level: str, step: str, before: str) -> None:
    growth = figure("10", "1", measure="growth", direction="up", unit="percent")
    found = implied_of(growth, figure(level, step, measure="level", direction=None))
    assert found is not None
    assert Decimal(found.low) < Decimal(before) < Decimal(found.high)
    assert abs(Decimal(found.value) / Decimal(before) - 1) < Decimal("1e-11")
    assert len(found.value.replace(".", "").strip("0")) <= 12


def test_an_interval_is_not_narrowed_by_what_is_shown() -> None:
    """2/3 told exactly: what is shown cannot be 0.66… itself, so it lies on both sides."""
    growth = figure("200", None, measure="growth", direction="up", unit="percent")
    found = implied_of(growth, figure("2", None, measure="level", direction=None))
    assert found is not None
    assert Decimal(found.low) * 3 < 2 < Decimal(found.high) * 3


def test_a_value_without_a_written_digit_is_itself() -> None:
    assert rounding_interval(Decimal(50), None) == (50, 50)
