"""Labels in Russian and English, and what stands there where a name is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.schemas.labels import addressee_label, person_labels, place_label, shown, summit_label
from tests.builders import SUMMIT, make_vocabulary

VOCABULARY = make_vocabulary()


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ({"ru": "Да", "en": "Yes", "ky": "Ооба"}, {"ru": "Да", "en": "Yes"}),
        ({"ky": "Ооба", "ru": "Да"}, {"ru": "Да"}),
        ({"ky": "Ооба"}, {"ky": "Ооба"}),
        ({}, {"en": "id"}),
    ],
)
def test_only_russian_and_english_are_shown_while_there_are_any(
    labels: dict[str, str], expected: dict[str, str]
) -> None:
    assert shown(labels, "id") == expected


def test_an_addressee_is_a_country_a_bloc_a_person_or_a_body() -> None:
    assert addressee_label("KG", VOCABULARY).labels["en"] == "Kyrgyzstan"
    assert addressee_label("central-asia", VOCABULARY) == place_label("central-asia", VOCABULARY)
    assert addressee_label("sadyr-japarov", VOCABULARY).labels["ru"] == "Садыр Жапаров"
    assert addressee_label("aibek-testov", VOCABULARY, {"ru": "Айбек Тестов"}).labels == {
        "ru": "Айбек Тестов"
    }
    assert addressee_label("org:фонд", VOCABULARY).labels == {"en": "фонд"}


def test_the_vocabulary_knows_a_person_better_than_a_text() -> None:
    assert person_labels("sadyr-japarov", VOCABULARY, {"ru": "Жапаров С."})["ru"] == "Садыр Жапаров"


def test_a_summit_is_told_by_series_place_and_year() -> None:
    assert summit_label(SUMMIT, VOCABULARY).labels == {
        "ru": "Консультативная встреча (Ташкент, 2025)",
        "en": "Consultative Meeting (Tashkent, 2025)",
    }
    bare = replace(SUMMIT, edition=None, place=None, start=None, end=None)
    assert summit_label(bare, VOCABULARY).labels["en"] == "Consultative Meeting"
    unlisted = replace(SUMMIT, edition=9, place="Osh", start=None, end=None)
    assert summit_label(unlisted, VOCABULARY).labels["en"] == "Consultative Meeting (Osh)"
