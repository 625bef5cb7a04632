"""Ids come from content, are of fixed width, and sort as their numbers do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kinds import FindingKind
from app.schemas.ids import (
    ANY_ID,
    DOCUMENT_ID,
    FIGURE_ID,
    PROPOSAL_ID,
    STATEMENT_ID,
    document_id,
    finding_id,
    parse,
    show,
)

NUMBERS = st.integers(0, 2**63 - 1)
PATTERNS = {
    "document": DOCUMENT_ID,
    "statement": STATEMENT_ID,
    "proposal": PROPOSAL_ID,
    "figure": FIGURE_ID,
}
KINDS = st.sampled_from(sorted(PATTERNS))


@given(number=NUMBERS, kind=KINDS)
def test_shown_ids_are_read_back(number: int, kind: str) -> None:
    text = show(kind, number)  # type: ignore[arg-type]
    assert parse(text) == parse(text, kind) == number  # type: ignore[arg-type]
    assert re.fullmatch(PATTERNS[kind], text) and re.fullmatch(ANY_ID, text)


@given(first=NUMBERS, second=NUMBERS)
def test_texts_sort_as_numbers(first: int, second: int) -> None:
    assert (show("figure", first) < show("figure", second)) == (first < second)


@given(text=st.text(max_size=30) | st.from_regex(r"\A(st|fi|xx|ST)-[0-9a-zA-Z]{12,14}\n?\Z"))
def test_anything_else_is_a_value_error(text: str) -> None:
    if not re.fullmatch(ANY_ID, text):
        with pytest.raises(ValueError, match="not the id"):
            parse(text)
    else:
        assert parse(text) < 2**63


@pytest.mark.parametrize(
    "text", ["st-8000000000000", "st-000000000000i", "st-000000000000", "st-0000000000000\n", "٠"]
)
def test_near_misses_are_value_errors(text: str) -> None:
    with pytest.raises(ValueError, match="not the id"):
        parse(text)


def test_an_id_of_another_kind_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="proposal"):
        parse(show("statement", 5), "proposal")


@pytest.mark.parametrize("number", [-1, 2**63])
def test_numbers_have_63_bits(number: int) -> None:
    with pytest.raises(ValueError, match="63 bits"):
        show("document", number)


@given(key=st.text(max_size=50))
def test_document_ids_fit_a_bigint(key: str) -> None:
    assert 0 <= document_id(key) < 2**63


def test_ids_stay_what_they_were() -> None:
    """Addresses of records are published: a change of this is a change of every one of them."""
    assert show("document", document_id("01-tashkent-2025-kyrgyzstan")) == "doc-32x82ej416atn"
    number = finding_id(document_id("01-tashkent-2025-kyrgyzstan"), FindingKind.FIGURE, "135 млн долларов", 0)
    assert show(FindingKind.FIGURE, number) == "fi-6aqk2rhadrjka"


def test_case_and_white_space_make_no_difference_all_else_does() -> None:
    def of(
        document: int = 1, kind: FindingKind = FindingKind.FIGURE, words: str = "5 млн", occurrence: int = 0
    ) -> int:
        return finding_id(document, kind, words, occurrence)

    assert of() == of(words=" 5\u00a0\n МЛН ")
    assert (
        len({of(), of(document=2), of(kind=FindingKind.STATEMENT), of(words="6 млн"), of(occurrence=1)}) == 5
    )
