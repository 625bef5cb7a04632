"""Vocabulary files are checked strictly, and an error names file, entry and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.errors import VocabularyError
from app.settings import ROOT
from app.vocabulary import Vocabulary, load_vocabulary

VOCABULARY = ROOT / "data" / "vocabulary"
LEADER = "leaders:\n- {id: a-b, names: {ru: [А Б]}, offices: [{office: president, country: KG}]}\n"


def load_extra(tmp_path: Path, text: str, name: str = "extra.yaml") -> Vocabulary:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_vocabulary(VOCABULARY, [path])


def test_holds_all_countries_of_cldr_in_russian_and_english(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.countries) > 240
    assert vocabulary.countries["NO"].label("en") == "Norway"
    assert vocabulary.countries["KG"].label("ru") == "Кыргызстан"
    assert all(country.label("ru") and country.label("en") for country in vocabulary.countries.values())


def test_holds_heads_of_state_and_every_consultative_meeting(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.leaders) >= 25
    assert vocabulary.country_of("sadyr-japarov", date(2025, 11, 16)) == "KG"
    meetings = vocabulary.series["consultative-meeting-central-asia"].editions
    assert [meeting.start.year for meeting in meetings] in (
        [2018, 2019, 2021, 2022, 2023, 2024, 2025],
        [2025, 2024, 2023, 2022, 2021, 2019, 2018],
    )


def test_every_place_of_a_russian_leader_name_has_a_russian_and_english_name(vocabulary: Vocabulary) -> None:
    for leader in vocabulary.leaders.values():
        assert leader.names.get("ru") and leader.names.get("en"), leader.id


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (LEADER.replace("id: a-b", "id: A B"), ["extra.yaml", "leaders[0]", "id"]),
        (LEADER.replace("KG", "QQ"), ["extra.yaml", "a-b", "offices.country", "QQ"]),
        (
            LEADER.replace("office: president", "office: president, sinse: 2020-01-01"),
            ["a-b", "offices.0.sinse"],
        ),
        (LEADER.replace("country: KG", "country: KG, since: soon"), ["a-b", "offices.0.since"]),
        (LEADER.replace("country: KG", "country: KG, since: 2020-02-31"), ["extra.yaml", "day"]),
        (
            LEADER.replace("country: KG", "country: KG, since: 2021-01-01, until: 2020-01-01"),
            ["a-b", "until"],
        ),
        (LEADER.replace("names: {ru: [А Б]}", "names: {}"), ["a-b", "names"]),
        (LEADER + "leeders: []\n", ["extra.yaml", "leeders"]),
        ("leaders: {a: 1}\n", ["extra.yaml", "leaders", "list"]),
        ("- a\n", ["extra.yaml", "list"]),
        ("leaders: [\n", ["extra.yaml", "YAML"]),
        ("leaders:\n- {id: a, id: b}\n", ["extra.yaml", "twice"]),
        (
            "metrics:\n- {id: m, names: {en: [M]}, unit_kinds: [weight]}\n",
            ["metrics[0]", "m", "unit_kinds.0"],
        ),
        (
            "series:\n- {id: s, names: {en: [S]}, editions: [{number: 0, from: 2020-01-01, to: 2020-01-02}]}\n",
            ["series[0]", "editions.0.number"],
        ),
    ],
)
def test_an_error_names_file_entry_and_key(tmp_path: Path, text: str, named: list[str]) -> None:
    with pytest.raises(VocabularyError) as error:
        load_extra(tmp_path, text)
    for part in named:
        assert part in error.value.detail


def test_a_missing_file_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"none\.yaml"):
        load_vocabulary(VOCABULARY, [tmp_path / "none.yaml"])
    with pytest.raises(VocabularyError, match="no vocabulary files"):
        load_vocabulary(tmp_path)


def test_an_own_entry_replaces_the_one_of_the_same_id(tmp_path: Path) -> None:
    own = load_extra(tmp_path, LEADER.replace("a-b", "sadyr-japarov"))
    assert own.leaders["sadyr-japarov"].names == {"ru": ["А Б"]}
    assert own.version != load_vocabulary(VOCABULARY).version


def test_the_version_is_that_of_the_words(vocabulary: Vocabulary) -> None:
    assert load_vocabulary(VOCABULARY).version == load_vocabulary(VOCABULARY).version


def test_invented_leaders_of_the_gold_load_unchanged(shared: Path) -> None:
    loaded = load_vocabulary(VOCABULARY, [shared / "gold" / "fictitious.json"])
    assert loaded.leaders["olzhas-tenir"].offices[0].office == "minister of transport"
    assert loaded.countries["XF"].capital == {"ru": [], "en": []}
    assert loaded.country_of("yusuf-beisar", None) == "XE"


def test_bloc_membership_is_dated(vocabulary: Vocabulary) -> None:
    sco = vocabulary.blocs["sco"]
    assert "BY" not in sco.members_on(date(2024, 1, 1))
    assert "BY" in sco.members_on(date(2025, 1, 1))


@pytest.mark.parametrize(
    "deep",
    [
        "[" * 100_000,
        "{a: " * 50_000,
        "[\n" * 50_000,
        "- " * 50_000,
        "\n".join(" " * n + "a:" for n in range(2_000)),
    ],
    ids=["brackets", "braces", "lines", "lists", "indents"],
)
def test_a_file_nested_too_deep_is_an_error_and_no_crash(tmp_path: Path, deep: str) -> None:
    with pytest.raises(VocabularyError, match="nested too deep"):
        load_extra(tmp_path, deep)
