"""What the words around figures tell of their claims, on sentences that are read as any other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.domain.document import SourceDocument
from app.extraction import extract
from app.store.claims import Values, claim_rows
from app.store.render import number
from tests.shelf import project


def rows_of(text: str, language: str) -> list[Values]:
    vocabulary, toolkit = project()
    document = SourceDocument(
        key=text, text=text, sha256="0" * 64, language=language, published_on=date(2025, 9, 1)
    )
    found = extract(document, toolkit)
    ids = number(found)
    return claim_rows(found, ids.figures, document=ids.document, vocabulary=vocabulary, reviews={})


@pytest.mark.parametrize(
    ("language", "text", "is_open"),
    [
        ("ru", "Внешнеторговый оборот Казахстана в 2024 году составил 141 млрд долларов.", False),
        ("ru", "Товарооборот Казахстана в 2024 году составил 44 млрд долларов.", True),
        ("ru", "Внешнеторговый оборот Казахстана с соседями в 2024 году составил 44 млрд долларов.", True),
        ("en", "Kazakhstan's foreign trade turnover came to $141 billion in 2024.", False),
        ("en", "Kazakhstan's trade turnover came to $44 billion in 2024.", True),
        ("en", "Kazakhstan's foreign trade with its neighbours came to $44 billion in 2024.", True),
        (
            "en",
            "In 2024 Kazakhstan's trade within the group came to $44 billion and made up a third of its foreign trade.",
            True,
        ),
    ],
)
def test_whether_the_other_side_is_all_the_world(language: str, text: str, is_open: bool) -> None:
    row = next(row for row in rows_of(text, language) if "|level|money|actual|KZ" in row["series"])
    assert row["partner_open"] is is_open and row["compared"]


@pytest.mark.parametrize(
    ("language", "text", "total"),
    [
        (
            "ru",
            "В 2024 году товарооборот Казахстана и Кыргызстана составил 1,5 млрд долларов, или 5 процентов внешней торговли Казахстана.",
            "30000000000",
        ),
        (
            "ru",
            "В 2024 году товарооборот Казахстана и Кыргызстана составил 1,5 млрд долларов, из них 38 процентов пришлось на продовольствие.",
            None,
        ),
        (
            "en",
            "In 2024 trade between Kazakhstan and Kyrgyzstan came to $1.5 billion (5 percent of the trade of Kazakhstan).",
            "30000000000",
        ),
        (
            "en",
            "In 2024 trade between Kazakhstan and Kyrgyzstan came to $1.5 billion, of which 38 percent was food.",
            None,
        ),
    ],
)
def test_a_share_of_its_whole_and_a_part_of_it(language: str, text: str, total: str | None) -> None:
    implied = [row for row in rows_of(text, language) if row["formula"]]
    assert [row["value"] for row in implied] == ([Decimal(total)] if total else [])
    assert not any(row["partner_open"] for row in implied), "a whole is with all the world"


def test_a_route_is_one_of_many() -> None:
    [row] = rows_of("In 2024 freight through Kazakhstan came to 4.5 million tonnes.", "en")
    assert row["series"] == "freight|level|mass|actual|KZ" and not row["compared"]
