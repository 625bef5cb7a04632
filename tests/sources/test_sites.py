"""Rules of sites: who a host is, and where on its pages title, day and text stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.domain.document import SourceDocument
from app.settings import ROOT
from app.sources import page_rules, read_file
from app.sources.page.tree import is_selector
from app.vocabulary import Vocabulary, load_vocabulary

BODY = "The ministers met in the capital and agreed to build a bridge across the river before winter. "
PAGE = f"""<html><head><title>A bridge is built • The Valley</title></head><body>
<div class=heading>A bridge is built</div><p class=day>published by somebody 03.04.2024, changed 05.06.2025</p>
<div class=lead><p>{BODY}</p></div>
<div class=text><p>{BODY * 2}</p><div class=links><p>{BODY * 3}</p></div></div>
<div class=other><p>{BODY * 9}</p></div></body></html>"""
RULES = """
sites:
- host: valley.example.org
  publisher: Valley
  names: [The Valley]
  licence: CC-BY-4.0
  languages: {/xx/: uz}
  title: [.nothing, .heading]
  date: [.day]
  body: [".lead, .text"]
  drop: ['//div[@class="links"]', "[[["]
"""


def vocabulary_of(text: str, tmp_path: Path) -> Vocabulary:
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    return load_vocabulary(ROOT / "data" / "vocabulary", [file])


def read(url: str, rules: str | None = None) -> SourceDocument:
    return read_file(PAGE.encode(), format="html", name="a.html", url=url, rules=rules)


def test_a_rule_of_ones_own_says_where_things_stand(tmp_path: Path) -> None:
    rules = page_rules(vocabulary_of(RULES, tmp_path))
    found = read("https://en.valley.example.org/xx/1", rules)
    assert found.text == f"{BODY.strip()}\n\n{(BODY * 2).strip()}"
    assert (found.title, found.published_on, found.publisher) == (
        "A bridge is built",
        date(2024, 4, 3),
        "Valley",
    )
    assert (found.licence, found.language, found.url) == (
        "CC-BY-4.0",
        "en",
        "https://en.valley.example.org/xx/1",
    )
    assert found.warnings[0].startswith(
        "the rule of valley.example.org has a `drop` that is no selector: '[[['"
    )
    assert "says that it is in 'uz'" in found.warnings[-1], "a rule is not believed either"


def test_where_a_rule_finds_nothing_the_page_is_read_as_any_other(tmp_path: Path) -> None:
    rules = page_rules(
        vocabulary_of(
            RULES.replace(".lead, .text", ".gone").replace("[.nothing, .heading]", "[.gone]"), tmp_path
        )
    )
    found = read("https://valley.example.org/1", rules)
    assert BODY.strip() in found.text
    assert found.title == "A bridge is built"


def test_a_host_without_a_rule_tells_its_publisher_itself() -> None:
    assert read("https://nowhere.example.org/1").publisher is None


@pytest.mark.parametrize(
    ("address", "publisher", "licence"),
    [
        ("http://www.kremlin.ru/events/1", "Президент России", "CC-BY-4.0"),
        ("http://en.kremlin.ru:80/events/1", "Президент России", "CC-BY-4.0"),
        ("https://24.kg/1", "24.kg", None),
        ("https://notkremlin.ru/1", None, None),
        ("kremlin", None, None),
        (None, None, None),
    ],
)
def test_an_address_leads_to_its_site(
    vocabulary: Vocabulary, address: str | None, publisher: str | None, licence: str | None
) -> None:
    site = vocabulary.site_of(address)
    assert (site and site.publisher, site and site.licence) == (publisher, licence)


def test_every_selector_that_comes_with_summitry_can_be_read(vocabulary: Vocabulary) -> None:
    selectors = [
        selector
        for site in vocabulary.sites.values()
        for key in ("title", "date", "body", "drop")
        for selector in getattr(site, key)
    ]
    assert len(selectors) > 20
    assert [selector for selector in selectors if not is_selector(selector)] == []


def test_no_word_for_a_month_means_two(vocabulary: Vocabulary) -> None:
    meant: dict[str, set[int]] = {}
    for words in vocabulary.page_words.values():
        for number, stems in enumerate(words.months or ()):
            for stem in stems:
                assert len(stem) >= 3
                meant.setdefault(stem, set()).add(number)
    assert {stem: months for stem, months in meant.items() if len(months) > 1} == {}


def test_an_entry_that_is_wrong_is_named(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"sites\[0\] \(Not A Host\): host"):
        vocabulary_of("sites: [{host: Not A Host, publisher: A}]", tmp_path)
    with pytest.raises(Exception, match=r"page_words\[0\] \(ru\): months"):
        vocabulary_of("page_words: [{language: ru, months: [[янв]]}]", tmp_path)
