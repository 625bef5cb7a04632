"""What is held against what: claims that need not be of the same thing disagree with none, and those that are meet in one place."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.claims import Claim, claims_of
from app.analysis.compare import Part, compare
from app.analysis.interval import Interval, interval_of
from app.domain.document import SourceDocument
from app.domain.findings import Figure
from app.domain.kinds import Bound, Cause, Direction, Measure, Modality
from app.domain.period import Period
from app.extraction import extract
from app.store.claims import claim_rows
from app.store.render import number
from tests.analysis.test_claims import BEFORE, TERMS, YEAR, figure, growth, only, part, speaker
from tests.shelf import project

HALF = Period(start=date(2024, 1, 1), end=date(2024, 6, 30))
HALF_BEFORE = Period(start=date(2023, 1, 1), end=date(2023, 6, 30))
MANY = TERMS._replace(
    many={"freight"}, goods={"exports"}, own_share={"poverty"}, flows={"trade_turnover"}, real={"gdp"}
)


@pytest.mark.parametrize(
    ("told", "low", "high"),
    [
        (figure("5000", "1", bound=Bound.ABOUT), "4500", "5500"),
        (figure("500000000", "1000000", bound=Bound.ABOUT), "450000000", "550000000"),
        (figure("1280", "1", bound=Bound.ABOUT), "1275", "1285"),
        (figure("4300000000", "100000000", bound=Bound.ABOUT), "4200000000", "4400000000"),
        (figure("5", None, bound=Bound.UNDER), None, "5"),
        (figure("2000", None, bound=Bound.OVER), "2000", None),
        (figure("33.3", None, bound=Bound.OVER), "33.2", None),
        (figure("66.7", None, bound=Bound.UNDER), None, "66.8"),
        (figure("3", "1", value_high=Decimal(5), bound=Bound.UNDER), None, "5"),
    ],
)
def test_what_words_leave_open(told: Figure, low: str | None, high: str | None) -> None:
    assert interval_of(told) == Interval(*(None if end is None else Decimal(end) for end in (low, high)))


def test_of_many_things_each_has_a_number_of_its_own() -> None:
    def is_partial(**changes: Any) -> bool:
        [found] = claims_of([figure("3", **changes)], MANY)
        return found.partial

    assert is_partial(metric="freight") and is_partial(metric="freight", geo=("XA", "XB"))
    assert is_partial(metric="exports", unit="t") is False, "a unit of no kind is no quantity of goods"
    tonnes = MANY._replace(kinds={**MANY.kinds, "t": TERMS.kinds["USD"].__class__.MASS})
    [found] = claims_of([figure("3", metric="exports", unit="t")], tonnes)
    assert found.partial
    assert not is_partial(metric="exports") and not is_partial()
    assert is_partial(measure=Measure.SHARE, unit="percent")
    assert not is_partial(measure=Measure.SHARE, unit="percent", metric="poverty")


def test_a_level_that_years_of_growth_led_to_is_not_of_all_of_them() -> None:
    years = Period(start=date(2020, 1, 1), end=date(2024, 12, 31))
    told = [figure("6.3", "0.1", period=years), growth("42", period=years, companion=0)]
    assert [claim.partial for claim in claims_of(told, MANY)] == [True, False]
    assert not claims_of(told[:1], MANY)[0].partial, "a sum of five years, as far as anybody knows"
    one = [figure("6.3", "0.1"), growth("42", companion=0)]
    assert not any(claim.partial for claim in claims_of(one, MANY))


@pytest.mark.parametrize(
    ("told", "base"),
    [
        (growth("10"), BEFORE),
        (growth("10", metric="wages"), BEFORE),
        (growth("10", period=HALF), HALF_BEFORE),
        (growth("10", period=HALF, metric="reserves"), None),
        (growth("10", modality=Modality.TARGET), None),
        (growth("3", unit="times"), None),
        (growth("10", period=Period(start=date(2024, 3, 1), end=date(2024, 3, 31))), None),
        (growth("10", period=Period(start=date(2022, 1, 1), end=date(2024, 12, 31))), None),
        (growth("5", period=Period(start=date(2024, 1, 1), end=date(2024, 3, 31)), base_period=BEFORE, metric="wages"), None),
        (growth("5", period=Period(start=date(2020, 1, 1), end=date(2024, 12, 31)), base_period=BEFORE), BEFORE),
    ],
)  # fmt: skip
def test_what_a_growth_counts_from(told: Figure, base: Period | None) -> None:
    [found] = claims_of([told], MANY)
    assert found.key.base == (base and (base.start, base.end))


def test_told_and_implied_growth_meet() -> None:
    levels = [figure("110"), figure("100", period=BEFORE)]
    *_, implied = claims_of(levels, MANY)
    [told] = claims_of([growth("12")], MANY)
    assert implied.derived and implied.key == told.key


def derived(*figures: Figure, shares: dict[int, int] | None = None) -> list[Claim]:
    return [claim for claim in claims_of(figures, MANY, shares=shares) if claim.derived]


@pytest.mark.parametrize(
    "other",
    [
        {"geo": ("XA", "XC")},
        {"metric": "exports"},
        {"modality": Modality.TARGET},
        {"bound": Bound.OVER},
        {"base_period": HALF_BEFORE},
        {"direction": None},
    ],
)
def test_a_growth_of_something_else_implies_nothing(other: dict[str, Any]) -> None:
    level = figure("1700", "100")
    assert derived(level, growth("14", companion=0))
    assert not derived(level, growth("14", companion=0, **other))


def test_output_in_money_and_its_real_growth_imply_nothing() -> None:
    gdp: dict[str, Any] = {"metric": "gdp", "geo": ("XA",)}
    assert not derived(figure("96", **gdp), growth("3", companion=0, **gdp))
    assert not derived(figure("96", **gdp), figure("90", period=BEFORE, **gdp))


def test_levels_of_two_tellers_or_of_two_things_imply_no_growth() -> None:
    now, then = figure("110"), figure("100", period=BEFORE)
    assert derived(now, then)
    assert not derived(now, figure("100", period=BEFORE, claimant=speaker("temur-ardan")))
    freight: dict[str, Any] = {"metric": "freight", "geo": ("XA",)}
    assert not derived(figure("12", **freight), figure("3", period=BEFORE, **freight)), "another plant"
    against = Period(start=BEFORE.start, end=BEFORE.end, rule="a-year-earlier")
    assert derived(figure("12", **freight), figure("3", period=against, **freight))


def test_the_whole_of_a_share_is_implied_only_where_words_say_which_is_which() -> None:
    both = (figure("512"), figure("38", measure=Measure.SHARE, unit="percent"))
    assert not derived(*both)
    [found] = derived(*both, shares={1: 0})
    assert round(found.value) == 1347


def test_who_names_one_side_only_disagrees_with_nobody() -> None:
    total = [part(figure("140")), part(figure("150"))]
    open_ended = part(figure("44"), partner_open=True)
    found = compare([total[0], open_ended], YEAR.end)
    assert found is not None and not found.disagreeing
    assert (found.apart, found.causes) == (Decimal(95), (Cause.PARTNER,))
    found = compare([*total, open_ended], YEAR.end)
    assert found is not None and found.disagreeing, "the two that are of all the world"


def test_a_disagreement_in_the_rarer_unit_is_one() -> None:
    dollars = [part(figure("2")) for _ in range(3)]
    others = [part(figure("900", unit="KZT")), part(figure("950", unit="KZT"))]
    found = compare([*dollars, *others], YEAR.end)
    assert found is not None and found.disagreeing
    assert (found.unit, found.compared, found.causes) == ("KZT", 2, (Cause.UNIT,))


def test_who_says_otherwise_later_has_revised_it() -> None:
    def told(value: str, teller: str, month: int) -> Part:
        return part(figure(value), teller=teller, said_on=date(2026, month, 1))

    for parts, is_revised in (
        ([told("2", "a", 4), told("9", "a", 10)], True),
        ([told("2", "a", 4), told("9", "b", 10)], False),
        ([told("2", "a", 4), told("9", "a", 4)], False),
        ([told("2", "a", 4), told("2", "a", 10), told("9", "b", 10)], False),
    ):
        found = compare(parts, YEAR.end)
        assert found is not None and (Cause.REVISED in found.causes) is is_revised


SENTENCES = {
    "ru": "В 2024 году товарооборот между Казахстаном и Кыргызстаном составил {}.",
    "en": "Trade between Kazakhstan and Kyrgyzstan came to {} in 2024.",
}


def spellings(millions: Decimal) -> st.SearchStrategy[tuple[str, str]]:
    """Language and words of somebody who knows a sum of so many millions of dollars."""

    def rounded(step: str, rounding: str, scale: int = 1) -> str:
        value = (millions / scale).quantize(Decimal(step), rounding=rounding)
        return f"{value:f}"

    half, down, up = ROUND_HALF_UP, ROUND_DOWN, ROUND_UP
    whole = int(rounded("1", half))
    russian = [
        f"{rounded('0.1', half)} млн долларов",
        f"{rounded('0.01', half, 1000)} млрд долларов",
        f"{whole // 1000} млрд {whole % 1000} млн долларов",
        f"более {rounded('0.1', down, 1000)} млрд долларов",
        f"менее {rounded('0.1', up, 1000)} млрд долларов",
        f"почти {rounded('0.1', up, 1000)} млрд долларов",
        f"около {rounded('1', half)} млн долларов",
    ]
    english = [
        f"${rounded('0.1', half, 1000)} billion",
        f"{whole:,} million dollars",
        f"more than ${rounded('1', down)} million",
        f"nearly ${rounded('0.1', up, 1000)} billion",
        f"about ${rounded('0.01', half, 1000)} billion",
        f"less than ${rounded('1', up)} million",
    ]
    return st.sampled_from(
        [
            *(("ru", words.replace(".", ",")) for words in russian),
            *(("en", words) for words in english),
        ]
    )


@settings(max_examples=40, deadline=None)
@given(
    st.data(),
    st.decimals(min_value=Decimal("1100"), max_value=Decimal("99900"), places=3),
)
def test_who_rounds_in_his_own_words_contradicts_nobody(data: st.DataObject, millions: Decimal) -> None:
    vocabulary, toolkit = project()
    parts = []
    for language, words in data.draw(st.lists(spellings(millions), min_size=2, max_size=3)):
        document = SourceDocument(
            key=words,
            text=SENTENCES[language].format(words),
            sha256="0" * 64,
            language=language,
            published_on=date(2025, 2, 3),
        )
        found = extract(document, toolkit)
        ids = number(found)
        [row] = claim_rows(
            found, ids.figures, document=ids.document, vocabulary=vocabulary, reviews={}
        )  # each sentence is one claim
        assert row["series"] == "trade_turnover|level|money|actual|KG,KZ", words
        interval = Interval(row["low"], row["high"])
        assert row["low"] is None or row["low"] <= millions * 10**6, words
        assert row["high"] is None or row["high"] >= millions * 10**6, words
        parts.append(Part(value=row["value"], interval=interval, unit=row["unit"]))
    compared = compare(parts, YEAR.end)
    assert compared is not None and not compared.disagreeing


def test_a_decline_has_its_ends_the_right_way() -> None:
    fell = only(growth("12", direction=Direction.DOWN, bound=Bound.ABOUT))
    assert fell.interval == Interval(Decimal(-13), Decimal(-11))
