"""Claims of figures: what is the same thing, what rounding leaves open, what figures imply."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.claims import Claim, Terms, claims_of
from app.analysis.compare import Part, compare
from app.analysis.interval import ANY, Interval, interval_of
from app.domain.findings import Figure, Speaker
from app.domain.kinds import Attribution, Bound, Cause, Direction, Measure, Modality, UnitKind
from app.domain.period import Period
from app.domain.span import Span

TERMS = Terms(
    kinds={"USD": UnitKind.MONEY, "KZT": UnitKind.MONEY, "percent": UnitKind.RATIO, "times": UnitKind.RATIO},
    mirrors={"exports": "imports", "imports": "exports"},
)
YEAR = Period(start=date(2024, 1, 1), end=date(2024, 12, 31))
BEFORE = Period(start=date(2023, 1, 1), end=date(2023, 12, 31))


def speaker(id: str) -> Speaker:
    return Speaker(id=id, name=id, attribution=Attribution.EXPLICIT, rule="test")


def figure(value: str, step: str | None = "1", **other: Any) -> Figure:
    """A level of trade of two invented countries, unless something else is said."""
    facts: dict[str, Any] = {
        "span": Span(0, 1),
        "value_high": None,
        "unit": "USD",
        "measure": Measure.LEVEL,
        "direction": None,
        "modality": Modality.ACTUAL,
        "bound": Bound.EXACT,
        "metric": "trade_turnover",
        "period": YEAR,
        "base_period": None,
        "geo": ("XA", "XB"),
        "claimant": None,
        "statement": None,
        "companion": None,
        "topics": (),
        "rule": "test",
    }
    return Figure(value=Decimal(value), step=None if step is None else Decimal(step), **(facts | other))


def growth(value: str, step: str = "1", **other: Any) -> Figure:
    return figure(
        value, step, **({"measure": Measure.GROWTH, "unit": "percent", "direction": Direction.UP} | other)
    )


def only(*figures: Figure) -> Claim:
    [found] = claims_of(figures, TERMS)
    return found


@pytest.mark.parametrize(
    ("told", "low", "high"),
    [
        (figure("1700000000", "100000000"), "1650000000", "1750000000"),
        (figure("2", "1", bound=Bound.OVER), "2", None),
        (figure("2", "1", bound=Bound.UNDER), None, "2"),
        (figure("2", "1", bound=Bound.ABOUT), "1", "3"),
        (figure("2", "1", value_high=Decimal(3)), "1.5", "3.5"),
        (figure("50", None), None, None),
    ],
)
def test_what_a_figure_leaves_open(told: Figure, low: str | None, high: str | None) -> None:
    ends = (None if end is None else Decimal(end) for end in (low, high))
    assert interval_of(told) == Interval(*ends)


@pytest.mark.parametrize(
    ("told", "value", "low", "high"),
    [
        (growth("10", direction=Direction.DOWN), "-10", "-10.5", "-9.5"),
        (growth("10", direction=Direction.DOWN, bound=Bound.OVER), "-10", None, "-10"),
        (growth("3", unit="times"), "200", "150", "250"),
        (growth("2", unit="times", direction=Direction.DOWN, step="0.1"), "-50", None, None),
    ],
)
def test_a_change_has_its_sign_and_a_multiple_is_told_in_percent(
    told: Figure, value: str, low: str | None, high: str | None
) -> None:
    found = only(told)
    assert (found.value, found.unit) == (Decimal(value), "percent")
    if told.unit == "times" and told.direction is Direction.DOWN:
        ends = [end and round(end, 4) for end in (found.interval.low, found.interval.high)]
        assert ends == [Decimal("-51.2195"), Decimal("-48.7179")]
    else:
        assert found.interval == Interval(*(None if end is None else Decimal(end) for end in (low, high)))


def test_the_same_thing_is_told_from_either_side() -> None:
    ours, theirs = figure("1"), figure("1", geo=("XB", "XA"))
    assert only(ours).key == only(theirs).key
    sold = figure("1", metric="exports")
    bought = figure("1", metric="imports", geo=("XB", "XA"))
    assert only(sold).key == only(bought).key
    assert only(sold).key != only(figure("1", metric="exports", geo=("XB", "XA"))).key, "another flow"
    assert only(sold).key.places == ("XA", "XB")


@pytest.mark.parametrize(
    "other",
    [
        {"metric": "fdi"},
        {"measure": Measure.RATE},
        {"modality": Modality.TARGET},
        {"period": BEFORE},
        {"geo": ("XA",)},
        {"unit": None},
    ],
)
def test_other_things_are_other_claims(other: dict[str, Any]) -> None:
    assert only(figure("1")).key != only(figure("1", **other)).key


@pytest.mark.parametrize(
    "told",
    [
        figure("1", metric="other"),
        figure("1", period=None),
        figure("1", geo=()),
        growth("1", direction=None),
    ],
)
def test_what_nothing_can_be_held_against_is_no_claim(told: Figure) -> None:
    assert claims_of([told], TERMS) == []


def test_two_values_of_one_teller_in_one_text_are_of_parts() -> None:
    told = [figure("17"), figure("2"), figure("5", claimant=speaker("temur-ardan"))]
    assert [claim.scoped for claim in claims_of(told, TERMS)] == [True, True, False]
    rounded = [figure("1.7", "0.1"), figure("1.74", "0.01")]
    assert not any(claim.scoped for claim in claims_of(rounded, TERMS))


def test_a_level_and_its_growth_imply_the_level_before() -> None:
    level = figure("1700000000", "100000000")
    grown = growth("14", base_period=BEFORE, companion=0)
    *_, found = claims_of([level, grown], TERMS)
    assert found.derived and found.inputs == (0, 1) and found.key.period == (BEFORE.start, BEFORE.end)
    assert round(found.value) == 1_491_228_070
    assert found.interval.low and found.interval.high
    assert (round(found.interval.low), round(found.interval.high)) == (1_441_048_035, 1_541_850_220)
    assert found.key == only(figure("1", period=BEFORE)).key, "it stands beside who tells it"


def test_two_levels_imply_the_growth_between() -> None:
    *_, found = claims_of([figure("110"), figure("100", period=BEFORE)], TERMS)
    assert found.derived and found.inputs == (0, 1) and round(found.value, 9) == 10
    told = only(growth("10", base_period=BEFORE))
    assert (found.key, found.unit) == (told.key, told.unit)
    parts = [figure("110"), figure("100", period=BEFORE), figure("30")]
    assert not any(claim.derived for claim in claims_of(parts, TERMS)), "of what, nobody knows"


def test_a_part_and_its_share_imply_the_whole() -> None:
    part = figure("20", "1")
    share = figure("10", "1", measure=Measure.SHARE, unit="percent")
    *_, found = claims_of([part, share], TERMS, shares={1: 0})
    assert found.derived and (found.value, found.key.places, found.unit) == (200, ("XA",), "USD")
    assert found.interval.low and round(found.interval.low, 3) == Decimal("185.714")
    assert not any(claim.derived for claim in claims_of([part, share], TERMS, rejected={1}, shares={1: 0}))
    for other in ({"period": BEFORE}, {"metric": "fdi"}, {"geo": ("XC",)}, {"bound": Bound.ABOUT}):
        told = figure("10", "1", **({"measure": Measure.SHARE, "unit": "percent"} | other))
        assert not any(claim.derived for claim in claims_of([part, told], TERMS, shares={1: 0})), other


def test_what_somebody_rejected_claims_and_implies_nothing() -> None:
    level, grown = figure("1700000000"), growth("14", base_period=BEFORE, companion=0)
    assert [claim.figure for claim in claims_of([level, grown], TERMS, rejected={1})] == [0]
    assert [claim.figure for claim in claims_of([level, grown], TERMS, rejected={0})] == [1]


def part(told: Figure, **other: Any) -> Part:
    claim = only(told)
    return Part(
        value=claim.value,
        interval=claim.interval,
        unit=claim.unit,
        bounded=told.bound in (Bound.OVER, Bound.UNDER),
        **other,
    )


END = YEAR.end


def tellings(truth: Decimal) -> st.SearchStrategy[Figure]:
    """What somebody may say who knows the truth, to any digit, exactly or as a bound."""

    def told(digits: int, bound: Bound, off: int) -> Figure:
        step = Decimal(1).scaleb(digits)
        value = truth.quantize(step, rounding=ROUND_HALF_UP)
        if bound is Bound.ABOUT:
            value += step * off / 2
        elif bound is Bound.OVER and value > truth:
            value -= step
        elif bound is Bound.UNDER and value < truth:
            value += step
        return figure(format(value, "f"), format(step, "f"), bound=bound)

    return st.builds(told, st.integers(-2, 4), st.sampled_from(Bound), st.integers(-1, 1))


@given(st.data(), st.decimals(min_value=1, max_value=10**9, places=4))
def test_rounding_alone_is_never_a_contradiction(data: st.DataObject, truth: Decimal) -> None:
    said = data.draw(st.lists(tellings(truth), min_size=1, max_size=6))
    found = compare([part(each) for each in said], END)
    assert found is not None and not found.disagreeing
    assert set(found.causes) <= {Cause.ROUNDING, Cause.BOUND}


@given(
    truth=st.decimals(min_value=1, max_value=10**9, places=4),
    before=st.decimals(min_value=1, max_value=10**9, places=4),
    digits=st.integers(-3, 1),
)
def test_what_is_implied_never_contradicts_the_truth(truth: Decimal, before: Decimal, digits: int) -> None:
    step = Decimal(1).scaleb(digits)
    levels = [
        figure(format(value.quantize(step, rounding=ROUND_HALF_UP), "f"), format(step, "f"), period=period)
        for value, period in ((truth, YEAR), (before, BEFORE))
    ]
    for claim in claims_of(levels, TERMS):
        if claim.derived:
            grown = (truth / before - 1) * 100
            assert claim.interval.low is not None and claim.interval.high is not None
            slack = abs(grown) * Decimal("1e-20")
            assert claim.interval.low - slack <= grown <= claim.interval.high + slack


def test_the_spread_of_claims() -> None:
    found = compare([part(figure("1700", "100")), part(figure("2000", "100"))], END)
    assert found is not None and found.disagreeing
    assert (found.low, found.high, found.absolute, found.relative, found.apart) == (1700, 2000, 300, 15, 200)


Parts = Callable[[], list[Part]]


@pytest.mark.parametrize(
    ("parts", "causes"),
    [
        (lambda: [part(figure("1")), part(figure("1"))], ()),
        (lambda: [part(figure("1.7", "0.1")), part(figure("1.74", "0.01"))], (Cause.ROUNDING,)),
        (lambda: [part(figure("2", bound=Bound.OVER)), part(figure("5"))], (Cause.BOUND,)),
        (lambda: [part(figure("2"), side="XA"), part(figure("9"), side="XB")], (Cause.MIRROR,)),
        (
            lambda: [
                part(figure("2"), said_on=date(2025, 1, 9)),
                part(figure("9"), said_on=date(2025, 6, 1)),
            ],
            (Cause.PRELIMINARY,),
        ),
        (lambda: [part(figure("2"), ambiguous=True), part(figure("9"))], (Cause.OVERLAPPING_PERIOD,)),
        (lambda: [part(figure("2"), services=True), part(figure("9"))], (Cause.SERVICES,)),
        (lambda: [part(figure("2"), partner_open=True), part(figure("9"))], (Cause.PARTNER,)),
        (lambda: [part(figure("2")), part(figure("900", unit="KZT"))], (Cause.UNIT,)),
        (lambda: [part(figure("2")), part(figure("9"))], ()),
    ],
)
def test_likely_causes(parts: Parts, causes: tuple[Cause, ...]) -> None:
    found = compare(parts(), END)
    assert found is not None and found.causes == causes
    assert found.disagreeing == (bool(found.apart) and Cause.PARTNER not in causes)


def test_parts_are_held_against_nothing() -> None:
    both = [part(figure("2"), compared=False), part(figure("9"), compared=False)]
    assert compare(both, END) is None
    found = compare([*both, part(figure("5"))], END)
    assert found is not None and found.compared == 1 and not found.disagreeing


def test_half_is_no_number_to_differ_from() -> None:
    assert only(figure("50", None, unit="percent", measure=Measure.SHARE)).interval == ANY
