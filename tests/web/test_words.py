"""No page says anything but what stands in words/*.yaml, and both languages say the same things."""

from __future__ import annotations

import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest
from babel import Locale

from app.domain.kinds import (
    Act,
    Attribution,
    Backing,
    Bound,
    Cause,
    Direction,
    FigureFlag,
    Measure,
    Modality,
    Relation,
    Review,
    SentenceFate,
    StatementKind,
    UnitKind,
)
from app.queries.params import ClaimParams, DocumentParams, FigureParams, ProposalParams, StatementParams
from app.queries.term_params import CountryParams, LeaderParams, MetricParams, SummitParams, TopicParams
from app.queries.thread_params import ThreadParams
from app.schemas.agenda import Attendance, Side, TopicStatus
from app.schemas.common import LABEL_LANGUAGES, LabelLanguage
from app.vocabulary import Vocabulary
from app.web.lists import form_fields
from app.web.page import HERE
from app.web.pages import claims, documents, figures, proposals, statements, threads
from app.web.words import PLURALS, Words, words_of

TEMPLATES = sorted((HERE / "templates").glob("*.html"))
SPOKEN = ("title", "alt", "aria-label", "placeholder", "value", "label")
"""Attributes that readers are told."""

ONLY_RUSSIAN = "office."
"""What the vocabulary calls offices in English needs no other word in English."""


class Bare(HTMLParser):
    """Words of a template that come from nowhere else."""

    def __init__(self, template: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.code = False
        self.feed(re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.code = tag == "code"
        self.found += [
            value for name, value in attrs if name in SPOKEN and value and re.search(r"[^\W\d_]", value)
        ]

    def handle_endtag(self, tag: str) -> None:
        self.code = False

    def handle_data(self, data: str) -> None:
        if re.search(r"[^\W\d_]", data) and not self.code:
            self.found.append(data.strip())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_bare_words(path: Path) -> None:
    assert [words for words in Bare(path.read_text()).found if words != "llms.txt"] == []


def test_bare_words_would_be_found() -> None:
    assert Bare('<p title="Here">{{ t("x") }} and <b>there</b></p>').found == ["Here", "and", "there"]


def entries(language: LabelLanguage) -> dict[str, Any]:
    return {key: words_of(language)._entries[key] for key in words_of(language)._entries}


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    english, russian = entries("en"), entries("ru")
    assert english.keys() == {key for key in russian if not key.startswith(ONLY_RUSSIAN)}
    for key, entry in english.items():
        assert isinstance(entry, str) == isinstance(russian[key], str), key
        assert named(entry) == named(russian[key]), key


def named(entry: str | dict[str, str]) -> set[str | None]:
    texts = [entry] if isinstance(entry, str) else list(entry.values())
    found = [{name for _, name, _, _ in Formatter().parse(text) if name is not None} for text in texts]
    assert all(each == found[0] for each in found), entry
    return set(found[0])


@pytest.mark.parametrize("language", LABEL_LANGUAGES)
def test_every_plural_form_of_the_language_is_there(language: LabelLanguage) -> None:
    forms = {*Locale.parse(language).plural_form.tags, "other"}
    for key, entry in entries(language).items():
        if not isinstance(entry, str):
            assert entry.keys() <= PLURALS and (entry.keys() >= forms or entry.keys() == {"other"}), key


@pytest.mark.parametrize("language", LABEL_LANGUAGES)
def test_every_key_that_pages_ask_for_is_there_and_every_entry_is_asked_for(language: LabelLanguage) -> None:
    source = "\n".join(path.read_text() for path in (*TEMPLATES, *HERE.rglob("*.py")))
    known = entries(language)
    asked = set(re.findall(r'(?:\bt|words|count)\(\s*"([a-z_.-]+[a-z])"\s*[,)]', source))
    assert asked and asked <= known.keys(), asked - known.keys()
    begun = set(re.findall(r'"([a-z_]+\.(?:[a-z_]+\.)*)" ?[~+]', source)) | set(
        re.findall(r'f"([a-z_]+\.)\{', source)
    )
    begun |= set(re.findall(r"'([a-z_]+\.)' \+", source)) | set(re.findall(r't\(\w+ ~ "()', source))
    # Closed lists that filters name: `value_named` asks for `FIELD.VALUE`, options of forms for the same.
    fields = {f"{field}." for field in (*FIELDS, "sort", "unit", "office")}
    for key in known.keys() - asked:
        assert any(key.startswith(start) for start in {*begun, *fields} if start), key


FIELDS = {
    "kind": [*StatementKind, "country", "bloc", "document", "statement", "proposal", "figure"],
    "act": list(Act),
    "attribution": list(Attribution),
    "attribution_told": list(Attribution),
    "measure": list(Measure),
    "modality": list(Modality),
    "flag": list(FigureFlag),
    "cause": list(Cause),
    "cause_told": list(Cause),
    "review": list(Review),
    "direction": list(Direction),
    "fate": list(SentenceFate),
    "unit_kind": list(UnitKind),
    "bound": [bound for bound in Bound if bound is not Bound.EXACT],
    "text": ["shown", "withheld"],
    "known": ["true", "false"],
    "disagreeing": ["true", "false"],
    "derived": ["true", "false"],
    "language": list(LABEL_LANGUAGES),
    "relation": list(Relation),
    "backing": list(Backing),
    "status": list(get_args(TopicStatus)),
    "basis": [basis for basis in get_args(Attendance) if basis != "speaks"],
    "by": list(get_args(Side)),
}


@pytest.mark.parametrize("language", LABEL_LANGUAGES)
@pytest.mark.parametrize("field", FIELDS)
def test_every_value_of_a_closed_list_has_a_word(language: LabelLanguage, field: str) -> None:
    known = {key for key in entries(language) if key.rpartition(".")[0] == field}
    assert known >= {f"{field}.{value}" for value in FIELDS[field]}


@pytest.mark.parametrize("language", LABEL_LANGUAGES)
def test_every_option_and_label_of_every_form_has_a_word(language: LabelLanguage) -> None:
    words = words_of(language)
    for listed, model in (
        (statements.LISTED, StatementParams),
        (proposals.LISTED, ProposalParams),
        (figures.LISTED, FigureParams),
        (claims.LISTED, ClaimParams),
        (documents.LISTED, DocumentParams),
        (threads.LISTED, ThreadParams),
    ):
        names = ("q", *listed.fields, "sort")
        check_form(words, model, names)
        assert all(f"filter.{name}" in words for name in model.FILTERS + listed.facets)
    for terms in (LeaderParams, TopicParams, MetricParams, CountryParams, SummitParams):
        check_form(words, terms, tuple(terms.model_fields))


def check_form(words: Words, model: Any, names: tuple[str, ...]) -> None:
    class Unset:
        pairs = ()

        def value(self, name: str) -> str:
            return ""

    for field in form_fields(Unset(), model, names):  # type: ignore[arg-type]
        if field.name in ("cursor", "limit", "count", "lang"):
            continue
        assert f"filter.{field.name}" in words, field.name
        assert all(f"{field.name}.{value}" in words for value in field.options), field


@pytest.mark.parametrize("language", LABEL_LANGUAGES)
def test_every_unit_and_office_of_the_vocabulary_has_a_name(
    language: LabelLanguage, vocabulary: Vocabulary
) -> None:
    words = words_of(language)
    for unit in {entry.unit for entry in vocabulary.units}:
        assert words.unit(unit) != unit or f"unit.{unit}" in words, unit
        assert words.amount("2", unit).startswith("2")
    for leader in vocabulary.leaders.values():
        for office in leader.offices:
            assert language == "en" or f"office.{office.office}" in words, office.office


@pytest.mark.parametrize(
    ("language", "value", "high", "unit", "told"),
    [
        ("en", "1572000000", None, "USD", "1.572 billion US dollars"),
        ("ru", "1572000000", None, "USD", "1,572 млрд долларов США"),
        ("en", "1572345678", None, "USD", "1,572,345,678 US dollars"),
        ("ru", "1", None, "USD", "1 доллар США"),
        ("ru", "3", None, "people", "3 человека"),
        ("ru", "21", None, "items", "21 штука"),
        ("en", "1", None, "items", "1 item"),
        ("ru", "2000000", None, "people", "2 млн человек"),
        ("en", "-14.5", None, "percent", "-14.5%"),
        ("ru", "14.5", None, "percent", "14,5 %"),
        ("en", "5", "7", "percent", "5–7%"),
        ("en", "0.000000000000000000001", None, None, "0.000000000000000000001"),
        ("en", "12345678901234567890.5", None, None, "12,345,678,901,234,567,890.5"),
    ],
)
def test_amounts_are_exact_and_in_the_forms_of_the_language(
    language: LabelLanguage, value: str, high: str | None, unit: str | None, told: str
) -> None:
    assert words_of(language).amount(value, unit, high).replace("\xa0", " ") == told


def test_digits_are_never_lost() -> None:
    words = words_of("en")
    for value in ("1000001", "1234567.8", "999999999.999", "1000000000000001", "1700000000"):
        told = words.amount(value, None)
        scale = {"million": 6, "billion": 9, "trillion": 12}.get(told.partition(" ")[2], 0)
        assert Decimal(told.partition(" ")[0].replace(",", "")).scaleb(scale) == Decimal(value), told


@pytest.mark.parametrize(
    ("start", "end", "english", "russian"),
    [
        ("2024-01-01", "2024-12-31", "2024", "2024"),
        ("2022-01-01", "2024-12-31", "2022–2024", "2022–2024"),
        ("2024-01-01", "2024-08-31", "January–August 2024", "январь–август 2024 г."),
        ("2024-02-03", "2024-02-03", "3 February 2024", "3 февраля 2024 г."),
        ("2024-02-01", "2024-02-29", "February 2024", "февраль 2024 г."),
        ("2025-11-15", "2025-11-16", "15–16 Nov 2025", "15–16 нояб. 2025 г."),
        ("9999-12-31", "9999-12-31", "31 December 9999", "31 декабря 9999 г."),
    ],
)
def test_periods_are_told_shortly(start: str, end: str, english: str, russian: str) -> None:
    for language, told in (("en", english), ("ru", russian)):
        found = words_of(language).period(start, end)
        assert (
            re.sub(
                r"[\s\u2009\u202f]*–[\s\u2009\u202f]*", "–", found.replace("\xa0", " ").replace("\u202f", " ")
            )
            == told
        )


def test_the_languages_of_pages_are_those_of_labels() -> None:
    assert sorted(path.stem for path in (HERE / "words").glob("*.yaml")) == sorted(get_args(LabelLanguage))


RANGES = [
    ("en", "1500000000", "2000000000", "USD", "1.5–2 billion US dollars"),
    ("ru", "1500000000", "2000000000", "USD", "1,5–2\xa0млрд долларов США"),
    ("en", "800000", "1500000", "USD", "800,000 – 1.5 million US dollars"),
    ("ru", "1000", "2000", "t", "1\xa0000–2\xa0000 тонн"),
    ("en", "28", "30", "percent", "28–30%"),
    ("en", "-3", "4", "percent", "-3 – 4%"),
]


@pytest.mark.parametrize(("language", "low", "high", "unit", "told"), RANGES)
def test_a_range_tells_once_what_both_ends_have(
    language: LabelLanguage, low: str, high: str, unit: str, told: str
) -> None:
    assert words_of(language).amount(low, unit, high) == told


def test_a_value_is_written_out_with_all_its_digits_and_its_unit() -> None:
    assert words_of("en").written_out("1500000000", "USD") == "1,500,000,000 US dollars"
    assert words_of("ru").written_out("1500000000", "USD") == "1\xa0500\xa0000\xa0000 долларов США"
    assert words_of("ru").written_out("6.25", "percent") == "6,25\xa0%"
    assert words_of("en").written_out("1200", None, "1300.5") == "1,200–1,300.5"
