"""Search finds what a plain look at the words would, whatever is typed, and shows where."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.language.terms import words
from app.queries import hits
from app.queries.figures import find_figures
from app.queries.names import names_of
from app.queries.page import Noun, plan_list
from app.queries.params import FigureParams, SearchParams, StatementParams
from app.queries.records import RecordPage
from app.queries.search import find_hits
from app.queries.statements import STATEMENTS, find_statements
from app.queries.wording import MOST_WORDS, read_question
from app.settings import ROOT
from app.store.database import Reader, open_database
from app.store.fulltext.read import passages_of
from app.vocabulary import Vocabulary, load_vocabulary
from tests.builders import (
    make_document,
    make_extraction,
    make_mention,
    make_speaker,
    make_statement,
)
from tests.queries.test_page import MEANING, all_records, walked
from tests.shelf import fill
from tests.stores import Store

Record = dict[str, Any]

EXAMPLES = int(os.environ.get("SEARCH_EXAMPLES", "300"))
"""Questions of every kind. Many more are asked by test_typed.py, of both kinds of database at once."""

LINES = (
    "Ёлка и счёт стоят у Ўзбекистон.",
    "Торгово-экономический подъём принёс 1,7 млрд долларов.",
    "Водная безопасность и вода рек важны; вода есть жизнь, вода есть мир.",
    "Безопасность водная не обсуждалась.",
    "Erdoğan spoke of the country's agreements in Oʻzbekiston.",
    'Он сказал <script>alert("вода & хлеб")</script> и ушёл.',
    "Письмо передали Токаеву.",
    "Экономика, экономики и экономическая политика.",
    "Энергия без воды.",
)
SPEAKERS = {1: "kassym-jomart-tokayev", 3: "sadyr-japarov"}


@pytest.fixture(scope="module")
def people() -> Vocabulary:
    """The project's own, with everybody whose name may be asked for."""
    return load_vocabulary(ROOT / "data" / "vocabulary")


@pytest.fixture(scope="module")
def lines(store: Store, people: Vocabulary) -> Iterator[Reader]:
    """A document whose statements are `LINES`, of a store of its own."""
    text = "\n\n".join(LINES)
    statements = [
        make_statement(
            line,
            text=text,
            speaker=make_speaker(SPEAKERS[number], "…") if number in SPEAKERS else None,
        )
        for number, line in enumerate(LINES)
    ]
    extraction = make_extraction(
        make_document(text, title="Реки и «горы» <b>"),
        people=[make_mention("Токаеву", text=text, leader="kassym-jomart-tokayev")],
        statements=statements,
        proposals=[],
        figures=[],
    )
    database = open_database(fill(store.empty(), people, [extraction]))
    opened = database.reader()
    yield opened
    opened.close()
    database.close()


def found(reader: Reader, vocabulary: Vocabulary, q: str) -> set[int]:
    """The numbers of the lines that a question finds."""
    page = find_statements(reader, vocabulary, StatementParams(q=q, limit=500))
    return {LINES.index(json.loads(record)["span"]["exact"]) for record in page.records}


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("вода", {2, 5, 8}),
        ("ВОДОЮ", {2, 5, 8}),
        ("вода безопасность", {2}),
        ("водный", {2, 3}),
        ('"водная безопасность"', {2}),
        ("«водной безопасности»", {2}),
        ('"безопасность водная"', {3}),
        ("=воды", {8}),
        ('="водная безопасность"', {2}),
        ('="водной безопасности"', set()),
        ("эконом*", {1, 7}),
        ("энерг*", {8}),
        ("вода -хлеб", {2, 8}),
        ('вода -"водная безопасность"', {5, 8}),
        ("ёлка OR энергия", {0, 8}),
        ("вода мир OR энергия", {2, 8}),
        ("торгово-экономические", {1}),
        ("торгово\u2011экономические", {1}),
        ("экономический торговый", {1}),
        ("1,7", {1}),
        ("7,1", set()),
        ("елка счет", {0}),
        ("узбекистан", set()),
        ("узбекистон", {0}),
        ("oʻzbekiston", {4}),
        ("O'zbekiston Erdogan", {4}),
        ("agreement countries", {4}),
        ("Токаев", {1, 6}),
        ("токаевым", {1, 6}),
        ("Tokayev", {1, 6}),
        ("Tokaev", {1, 6}),
        ("президент Токаев", {1, 6}),
        ("К.-Ж. Токаева", {1, 6}),
        ("Касым-Жомарту Токаеву", {1, 6}),
        ("Токаев Касым-Жомарт", {1, 6}),
        ("=токаеву", {6}),
        ("Токаев -письмо", {1}),
        ("Жапаров безопасность", {3}),
        ("script", {5}),
    ],
)
def test_what_is_asked_is_what_is_found(
    lines: Reader, people: Vocabulary, q: str, expected: set[int]
) -> None:
    assert found(lines, people, q) == expected


@pytest.mark.parametrize("q", ['"', '"" -', "(((", "* = -", "🙂 ‼", "—", "\u00ad\u200b", "“", "OR"])
def test_without_a_word_nothing_is_found_and_it_is_told(lines: Reader, people: Vocabulary, q: str) -> None:
    page = find_statements(lines, people, StatementParams(q=q, count="exact"))
    assert page.records == [] and page.total == 0 and "no letter or digit" in page.notes[0]


def test_exclusions_alone_and_too_many_words_are_told(lines: Reader, people: Vocabulary) -> None:
    for q, told in (
        ("-вода", "only says what to leave out"),
        ("я " * (MOST_WORDS + 1), f"at most {MOST_WORDS}"),
    ):
        page = find_statements(lines, people, StatementParams(q=q))
        assert page.records == [] and told in page.notes[0]


# What full-text languages give a meaning to, and what breaks them.
HOSTILE = st.sampled_from(
    ['"', "'", "*", "-", "=", "OR", "AND", "NOT", "NEAR", "NEAR(", ")", "(", "{", "}", ":", "^", "+", "\\", "!", "&", "|", "<->", ":*",
     "forms:", "marks : t1", "t1", "p_sadyr_japarov", "%", "_", ";", "--", "\t", "\n", "«", "»", "“", "вода", "мысль", "деле", "3", "ё", "''"]
)  # fmt: skip
TYPED = st.one_of(
    st.text(min_size=1, max_size=300),
    st.lists(HOSTILE, min_size=1, max_size=20).map("".join),
    st.lists(HOSTILE, min_size=1, max_size=20).map(lambda parts: " ".join(parts)[:300]),
).filter(lambda text: not any(0xD800 <= ord(char) < 0xE000 for char in text))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(q=TYPED, order=st.sampled_from(["-date", "date", "relevance"]))
def test_nothing_that_can_be_typed_is_an_error(
    reader: Reader, vocabulary: Vocabulary, q: str, order: str
) -> None:
    page = find_statements(reader, vocabulary, StatementParams.model_validate({"q": q, "sort": order}))
    for record in page.records:
        check_hit(json.loads(record)["hit"])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(q=TYPED)
def test_what_is_quoted_is_found_where_it_stands(lines: Reader, people: Vocabulary, q: str) -> None:
    """A quoted text finds exactly the lines that have its forms one behind the other."""
    asked = q.replace('"', " ")[:290]
    typed = [term.form for *_, term in words(asked)]
    if not typed or len(typed) > MOST_WORDS:
        return
    expected = {
        number
        for number, line in enumerate(LINES)
        if any(
            [term.form for *_, term in words(line)][at : at + len(typed)] == typed
            for at in range(len(words(line)))
        )
    }
    assert found(lines, people, f'="{asked}"') == expected


def check_hit(hit: Record) -> None:
    """A hit that is true to itself: marks inside the snippet, and the page's form the same text, escaped."""
    assert hit["end"] - hit["start"] == len(hit["snippet"]) <= 300
    last = 0
    for mark in hit["highlights"]:
        assert last <= mark["start"] < mark["end"] <= len(hit["snippet"])
        last = mark["end"]
    bare = hit["html"].replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare and ">" not in bare
    assert unescape(bare).strip("…") == hit["snippet"].strip("…")
    assert hit["html"].count("<mark>") == hit["html"].count("</mark>") == len(hit["highlights"])


def test_a_stored_script_is_text_and_marks_are_marks(lines: Reader, people: Vocabulary) -> None:
    page = find_statements(lines, people, StatementParams(q="script хлеб"))
    hit = json.loads(page.records[0])["hit"]
    check_hit(hit)
    assert "&lt;<mark>script</mark>&gt;alert(&quot;вода &amp; <mark>хлеб</mark>&quot;)" in hit["html"]


def test_a_hit_points_into_the_document(lines: Reader, people: Vocabulary) -> None:
    text = "\n\n".join(LINES)
    page = find_hits(lines, people, SearchParams(q="вода", kind=["statement", "document"]))
    assert len(page.records) == 4
    for item in map(json.loads, page.records):
        hit = item["hit"]
        check_hit(hit)
        assert text[hit["start"] : hit["end"]] == hit["snippet"]
        assert {
            text[hit["start"] + mark["start"] : hit["start"] + mark["end"]].lower()
            for mark in hit["highlights"]
        } <= {"вода", "воды"}


def test_a_title_is_shown_where_only_it_has_the_word(lines: Reader, people: Vocabulary) -> None:
    page = find_hits(lines, people, SearchParams(q="горы", kind=["document"]))
    hit = json.loads(page.records[0])["hit"]
    assert (hit["field"], hit["start"]) == ("title", 0)
    assert hit["html"] == "Реки и «<mark>горы</mark>» &lt;b&gt;"


@pytest.mark.parametrize("q", ["Токаевым", "Tokayev", "президент Касым-Жомарт Токаев"])
def test_a_leader_is_marked_in_any_script(lines: Reader, people: Vocabulary, q: str) -> None:
    records = map(json.loads, find_statements(lines, people, StatementParams(q=q)).records)
    marked = [record["hit"]["html"] for record in records if "передали" in record["span"]["exact"]]
    assert marked == ["Письмо передали <mark>Токаеву</mark>."]


def test_the_best_stand_first(lines: Reader, people: Vocabulary) -> None:
    page = find_statements(lines, people, StatementParams(q="вода", sort="relevance"))
    order = [LINES.index(json.loads(record)["span"]["exact"]) for record in page.records]
    assert order[0] == 2, "it says the word three times"


def test_relevance_without_a_question_is_told(lines: Reader, people: Vocabulary) -> None:
    assert "needs q" in find_statements(lines, people, StatementParams(sort="relevance")).notes[0]


# Twenty-four words in as many ways as people and programs write them: the same hits, whichever way the text and whichever the question has.
WAYS = (
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: unicodedata.normalize("NFC", text),
    lambda text: text.replace("ё", "е").replace("Ё", "Е"),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\u202f"),
    lambda text: text.replace("-", "\u2011"),
    lambda text: text.replace("-", "\u2010"),
    lambda text: text.replace("ʻ", "'"),
    lambda text: text.replace("ʻ", "’"),
    lambda text: text.replace("ʻ", "‘"),
    lambda text: text.replace("ʻ", "ʼ"),
    lambda text: text[:2] + "\u00ad" + text[2:],
    lambda text: text.upper(),
)
PHRASES = (
    "ёлка", "зелёный коридор", "трёхсторонний формат", "торгово-экономический союз", "объём счётов", "Қасым Ғани", "Ўзбекистон",
    "Ҳамкорлик йўли", "Өзбек елі", "Үшінші ұлт", "Oʻzbekiston", "Gʻalaba yoʻli", "maʼno", "Erdoğan", "İstanbul şehri", "Çankaya",
    "naïve café", "водно-энергетический", "Йемен", "мой район", "Әлем әні", "Нұрсұлтан", "Şavkat Mirziyoyev", "5 млн",
)  # fmt: skip


def test_three_hundred_ways_to_write_find_the_same(store: Store, people: Vocabulary) -> None:
    pairs = [(phrase, way(phrase)) for phrase in PHRASES for way in WAYS]
    assert len(pairs) >= 300
    written = list(dict.fromkeys(spelled for _, spelled in pairs))
    text = "\n\n".join(f"Строка {number}: {spelled}." for number, spelled in enumerate(written))
    statements = [
        make_statement(f"Строка {number}: {spelled}.", text=text, speaker=None)
        for number, spelled in enumerate(written)
    ]
    url = fill(
        store.empty(),
        people,
        [make_extraction(make_document(text), people=[], statements=statements, proposals=[], figures=[])],
    )
    database = open_database(url)
    reader = database.reader()

    def hits(q: str) -> set[str]:
        page = find_statements(reader, people, StatementParams(q=q, limit=500))
        return {json.loads(record)["span"]["exact"] for record in page.records}

    for phrase, spelled in pairs:
        expected = hits(phrase)
        ways = {way(phrase) for way in WAYS}
        assert len(expected) >= len(ways), phrase
        assert hits(spelled) == expected, (phrase, spelled)
    reader.close()
    database.close()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_question_beside_filters_is_a_filter_of_its_hits(
    reader: Reader, vocabulary: Vocabulary, data: st.DataObject
) -> None:
    q = data.draw(
        st.sampled_from(["мысль", "деле 3", "=деле -1", '"мысль 2"', "мы*", "извечный", "мысль -3"])
    )
    everything = walked(find_statements, reader, vocabulary, StatementParams(q=q, limit=500))
    assert len(everything) >= 8
    names = [name for name in StatementParams.FILTERS if name in MEANING and name != "metric"]
    records = all_records(reader, "statement")
    asked, left_out = (
        {
            name: data.draw(
                st.lists(
                    st.sampled_from(sorted(set().union(*(MEANING[name](record) for record in records)))),
                    min_size=1,
                    max_size=2,
                    unique=True,
                )
            )
            for name in data.draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
        }
        for _ in range(2)
    )
    days = sorted({record["said_on"] for record in records} - {None})
    low, high = (data.draw(st.one_of(st.none(), st.sampled_from(days))) for _ in range(2))
    params = StatementParams.model_validate(
        {**asked, **{f"exclude_{name}": values for name, values in left_out.items()}}
        | {name: day for name, day in (("date_from", low), ("date_to", high)) if day}
        | {
            "q": q,
            "count": "exact",
            "sort": data.draw(st.sampled_from(["-date", "date", "relevance"])),
            "limit": data.draw(st.sampled_from([1, 3, 50])),
        }
    )
    expected = {
        record["id"]
        for record in everything
        if all(MEANING[name](record) & set(values) for name, values in asked.items())
        and not any(MEANING[name](record) & set(values) for name, values in left_out.items())
        and (not low or (record["said_on"] or "") >= low)
        and (not high or "" < (record["said_on"] or "") <= high)
    }
    got = walked(find_statements, reader, vocabulary, params)
    ids = [record["id"] for record in got]
    assert set(ids) == expected and len(ids) == len(expected)
    assert find_statements(reader, vocabulary, params).total == len(expected)
    if params.sort != "relevance":
        told = [record["said_on"] or "" for record in got]
        assert told == sorted(told, reverse=params.sort == "-date")


def test_ranges_of_figures_go_with_words(reader: Reader, vocabulary: Vocabulary) -> None:
    params = {"q": "мысль", "limit": 500}
    everything = walked(find_figures, reader, vocabulary, FigureParams.model_validate(params))
    some = walked(
        find_figures,
        reader,
        vocabulary,
        FigureParams.model_validate(params | {"value_from": "0.3", "unit": ["USD"]}),
    )
    expected = {item["id"] for item in everything if float(item["value"]) >= 0.3 and item["unit"] == "USD"}
    assert {item["id"] for item in some} == expected and 0 < len(expected) < len(everything)


@pytest.mark.parametrize("order", ["-date", "relevance"])
def test_pages_lead_back_the_way_they_came(reader: Reader, vocabulary: Vocabulary, order: str) -> None:
    def asked(**more: Any) -> RecordPage:
        params = {"q": "мысль", "sort": order, "limit": 7, **more}
        return find_statements(reader, vocabulary, StatementParams.model_validate(params))

    first = asked()
    second = asked(cursor=first.next)
    third = asked(cursor=second.next)
    assert asked(cursor=third.prev).records == second.records
    assert asked(cursor=second.prev).records == first.records
    assert first.prev is None


@pytest.mark.parametrize(
    "kinds", [(), ("statement",), ("figure", "document"), ("document", "proposal", "statement", "figure")]
)
def test_a_search_over_kinds_gives_every_hit_once(
    reader: Reader, vocabulary: Vocabulary, kinds: tuple[str, ...]
) -> None:
    seen: list[tuple[str, str]] = []
    back: list[str | None] = []
    params = SearchParams.model_validate({"q": "мысль", "kind": list(kinds), "limit": 17, "count": "exact"})
    total = find_hits(reader, vocabulary, params).total
    while True:
        page = find_hits(reader, vocabulary, params)
        seen += [(item["kind"], item["record"]["id"]) for item in map(json.loads, page.records)]
        back.append(page.prev)
        if page.next is None:
            break
        params = params.model_copy(update={"cursor": page.next})
    assert len(seen) == len(set(seen)) == total
    assert {kind for kind, _ in seen} == set(kinds or ("statement", "proposal", "figure"))
    page = find_hits(reader, vocabulary, params.model_copy(update={"cursor": back[-1]}))
    ids = [(item["kind"], item["record"]["id"]) for item in map(json.loads, page.records)]
    last = len(seen) % 17 or 17
    assert ids == seen[-last - 17 : -last]


def test_names_alone_do_not_take_common_words(people: Vocabulary) -> None:
    question = read_question("вода токаев дорога", names_of(people))
    assert [part.named is not None for (part,) in question.wanted] == [False, True, False]


def test_a_plan_of_a_question_has_no_tag_of_its_own(reader: Reader, vocabulary: Vocabulary) -> None:
    noun: Noun = STATEMENTS
    assert plan_list(reader, vocabulary, noun, StatementParams(q="мысль")).tag is None


@pytest.mark.parametrize("kind", ["statement", "proposal"])
def test_the_words_in_records_are_those_of_the_index(reader: Reader, kind: str) -> None:
    rows = reader.rows(
        f"SELECT e.key, CAST(r.record AS BLOB) FROM search_entry e JOIN {kind} r ON r.id = e.record_id"
    )
    assert len(rows) > 10
    passages = passages_of(reader, [key for key, _ in rows])
    assert {key: hits.quoted(record) for key, record in rows} == passages


def test_several_kinds_share_what_is_ranked(
    reader: Reader, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.queries.search.WINDOW", 6)
    page = find_hits(reader, vocabulary, SearchParams(q="мысль", limit=50))
    kinds = [json.loads(record)["kind"] for record in page.records]
    assert max(map(kinds.count, kinds)) == 2
    assert any("only the newest 2 are ranked" in note for note in page.notes)
