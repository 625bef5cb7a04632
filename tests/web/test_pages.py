"""Pages for people: what they show is what the API tells, escaped, without scripts, without another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from fastapi.testclient import TestClient

from app.domain.findings import Coverage
from app.domain.kinds import SentenceFate
from app.schemas.common import LABEL_LANGUAGES
from app.vocabulary import Vocabulary
from app.web.docs import ASSETS
from app.web.page import POLICY
from app.web.words import words_of
from tests.builders import find, make_document, make_extraction, make_mention, make_speaker, make_statement
from tests.shelf import fill
from tests.stores import Store, only_sqlite
from tests.web.conftest import BROWSER, client_of
from tests.web.markup import Elements, faults, text_of

RECORDS = ("statements", "proposals", "figures", "documents")
ENTRIES = ("leaders", "topics", "metrics", "summits", "countries")


def first(client: TestClient, noun: str, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/{noun}?limit=1&{query}").json()["items"][0]
    return found


def page(client: TestClient, address: str, status: int = 200, **headers: str) -> str:
    """A page, whose markup is sound."""
    answer = client.get(address, headers={**BROWSER, **headers})
    assert answer.status_code == status, (address, answer.text)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert faults(answer.text) == [], address
    return str(answer.text)


def test_the_front_page_counts_lists_and_leads_on(client: TestClient) -> None:
    found = page(client, "/")
    counts = client.get("/api/v1/meta").json()["counts"]
    for noun in RECORDS:
        assert f'<a href="/{noun}">{counts[noun]}</a>' in found
    latest = client.get("/api/v1/documents?limit=8").json()["items"]
    shown = re.findall(r'<p class="title"><a href="/documents/(doc-\w+)"', found)
    assert shown == [document["id"] for document in latest]
    assert '<form class="find large" role="search" action="/search">' in found
    assert 'href="/leaders/ardan-temur"' in found and 'href="/topics/trade"' in found


def test_an_empty_database_says_what_to_do(empty: TestClient) -> None:
    assert "summitry ingest" in page(empty, "/")
    for noun in (*RECORDS, "claims", "threads"):
        found = page(empty, f"/{noun}")
        assert words_of("en")("list.empty") in text_of(found) and "summitry ingest" in found
    for noun in ENTRIES:
        page(empty, f"/{noun}")
    assert words_of("en")("entry.empty") in text_of(page(empty, "/leaders/ardan-temur"))


@pytest.mark.parametrize("noun", RECORDS)
@pytest.mark.parametrize(
    "query",
    ["", "leader=ardan-temur", "topic=trade&topic=water&sort=date", "date_from=2025-03-01", "q=дело"],
)
def test_a_list_has_the_records_counts_and_pages_of_the_api(
    client: TestClient, noun: str, query: str
) -> None:
    asked = client.get(f"/api/v1/{noun}?{query}&limit=3&count=exact").json()
    address = f"/{noun}?{query}&limit=3" if query else f"/{noun}?limit=3"
    found = page(client, address)
    assert shown_ids(found) == [item["id"] for item in asked["items"]]
    assert f'<p class="count">{words_of("en").count(f"counts.{noun}", asked["total"])}</p>' in found
    seen, turns = [*shown_ids(found)], 0
    while following := next_of(found):
        found, turns = page(client, following), turns + 1
        assert turns <= 100 and 'rel="prev"' in found
        seen += shown_ids(found)
    assert len(seen) == len(set(seen)) == asked["total"]


def shown_ids(found: str) -> list[str]:
    return re.findall(r'<li id="((?:st|pr|fi|doc|cl)-\w+)"', found)


def next_of(found: str) -> str | None:
    link = re.search(r'<a rel="next" href="([^"]+)"', found)
    return unescape(link[1]) if link else None


@pytest.mark.parametrize("noun", ENTRIES)
def test_a_list_of_entries_has_those_of_the_api(client: TestClient, noun: str) -> None:
    asked = client.get(f"/api/v1/{noun}?limit=100&sort=-count").json()["items"]
    found = page(client, f"/{noun}?limit=100&sort=-count")
    assert re.findall(r'<li id="([^"]+)">\n<p class="title">', found) == [item["id"] for item in asked]
    page(client, f"/{noun}?name=zzzz")


@pytest.mark.parametrize("noun", RECORDS)
def test_a_facet_leads_to_as_many_records_as_it_tells(client: TestClient, noun: str) -> None:
    found = page(client, f"/{noun}?topic=trade")
    facets = re.findall(
        r'<li><a href="(/\w+\?[^"]+)">(?:<span[^>]*>)?[^<]*(?:</span>)?</a> <span class="n">(\d+)', found
    )
    assert len(facets) > 3
    for address, n in facets:
        told = unescape(address)
        query = urlsplit(told).query
        assert client.get(f"/api/v1/{noun}?{query}&count=exact").json()["total"] == int(n), told
    assert "topic=trade&amp;topic=" not in found, "a second value would widen the list"


def test_a_form_sends_back_what_is_set_and_an_address_has_only_that(client: TestClient) -> None:
    set_here = [
        ("leader", "ardan-temur"),
        ("topic", "trade"),
        ("topic", "energy"),
        ("kind", "reported"),
        ("lang", "ru"),
    ]
    found = page(client, f"/statements?{urlencode(set_here)}")
    form = Elements(found[found.index('<form class="filters"') :])
    sent: list[tuple[str, str]] = []
    select = ""
    for tag, attrs in form.found:
        if tag == "form" and attrs.get("class") != "filters":
            break
        if tag == "select":
            select = attrs["name"]
        elif tag == "option" and "selected" in attrs:
            sent.append((select, attrs["value"]))
        elif tag == "input":
            sent.append((attrs["name"], attrs.get("value", "")))
    answer = client.get(f"/statements?{urlencode(sent)}", headers=BROWSER, follow_redirects=False)
    assert answer.status_code == 303
    assert sorted(parse_qsl(urlsplit(answer.headers["location"]).query)) == sorted(set_here)
    assert page(client, answer.headers["location"]).count("<li id=") == found.count("<li id=")


def test_filters_that_are_set_can_be_taken_away_one_by_one(client: TestClient) -> None:
    found = page(client, "/statements?leader=ardan-temur&exclude_topic=water&limit=2")
    chips = re.findall(r'<a href="([^"]+)" aria-label="Remove the filter: ([^"]+)"', found)
    assert [(unescape(address), label) for address, label in chips] == [
        ("/statements?exclude_topic=water&limit=2", "Ardan Temur"),
        ("/statements?leader=ardan-temur&limit=2", "Water"),
    ]


def test_a_document_shows_its_text_and_its_findings(client: TestClient) -> None:
    document = client.get(f"/api/v1/documents/{first(client, 'documents')['id']}").json()
    found = page(client, f"/documents/{document['id']}")
    text = re.search(r'<div class="text".*?</div>', found, re.DOTALL)
    assert text
    shown = [unescape(re.sub("<[^>]+>", "", line)) for line in re.findall(r"<p>(.*?)</p>", text[0])]
    assert shown == [line for line in document["text"].splitlines() if line.strip()]
    for noun in ("statements", "proposals", "figures"):
        for record in client.get(f"/api/v1/{noun}?document={document['id']}").json()["items"]:
            assert f'<li id="record-{record["id"]}"' in found
            opened = found.index(f'<span id="{record["id"]}" class="mark')
            lit = unescape(re.sub("<[^>]+>", "", found[opened:]))
            assert lit.startswith(record["span"]["exact"])
            assert f'<a href="#{record["id"]}"' in found and f'href="/{noun}/{record["id"]}"' in found
    assert document["language"] in {attrs.get("lang") for attrs in Elements(found).of("div")}


@pytest.mark.parametrize("noun", ["statements", "proposals", "figures"])
def test_the_page_of_a_record_leads_to_its_span_and_to_itself_as_data(client: TestClient, noun: str) -> None:
    record = first(client, noun, "language=ru")
    found = page(client, f"/{noun}/{record['id']}")
    assert f'<blockquote class="words"><span lang="ru">{escaped(record["span"]["exact"])}' in found
    back = f"/documents/{record['document']['id']}#{record['id']}"
    assert f'href="{back}"' in found
    assert f'id="{record["id"]}"' in page(client, back.partition("#")[0])
    links = [unescape(link) for link in Elements(found).links()]
    assert f"/api/v1/{noun}/{record['id']}" in links
    for link in links:
        if "format=" in link:
            assert client.get(link).status_code == 200 and record["id"] in client.get(link).text
    assert '<mark class="lit' in found


def escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&#34;")
        .replace("'", "&#39;")
    )


def test_a_leader_says_what_lists_say_of_him(client: TestClient) -> None:
    found = page(client, "/leaders/ardan-temur")
    for noun in RECORDS:
        total = client.get(f"/api/v1/{noun}?leader=ardan-temur&count=exact").json()["total"]
        assert f'<a href="#{noun}">{words_of("en").count(f"counts.{noun}", total)}</a>' in found
        if total > 5:
            assert f'<a href="/{noun}?leader=ardan-temur">' in found
    assert "/statements?leader=ardan-temur&amp;year=2025" in found


def test_a_body_that_speaks_is_named_and_has_no_page(client: TestClient) -> None:
    said = client.get("/api/v1/statements?limit=100").json()["items"]
    body = next(item for item in said if item["speaker"] and item["speaker"]["kind"] != "person")
    found = page(client, f"/statements/{body['id']}")
    assert f'<span class="who"><span lang="ru">{body["speaker"]["name"]}</span></span>' in found
    assert "/leaders/org:" not in found
    page(client, f"/leaders/{body['speaker']['id']}", 404)


@pytest.mark.parametrize(
    ("q", "address"),
    [
        ("Ардану Темуру", "/leaders/ardan-temur"),
        ("Temur", "/leaders/ardan-temur"),
        ("trade", "/topics/trade"),
        ("торгов", "/topics/trade"),
        ("foreign direct", "/metrics/fdi"),
        ("Ташкент, 2025", "/summits/consultative-meeting-central-asia-7"),
        ("kyrgyz", "/countries/KG"),
        ("никто извечный", "/leaders/person-of-no-list"),
    ],
)
def test_the_search_leads_to_whom_and_what_words_name(client: TestClient, q: str, address: str) -> None:
    assert f'href="{address}"' in page(client, f"/search?{urlencode({'q': q})}")


@pytest.mark.parametrize(
    ("q", "address"),
    [
        ("торговле", "/topics/trade"),
        ("товарооборота", "/metrics/trade_turnover"),
        ("Казахстану", "/countries/KZ"),
        ("Евразийского экономического союза", "/countries/eaeu"),
        ("торговля Узбекистана", "/countries/UZ"),
        ("торговля Узбекистана", "/topics/trade"),
        ("Uzbek", "/countries/UZ"),
    ],
)
def test_entries_are_found_in_whatever_form_their_names_are_typed(
    client: TestClient, q: str, address: str
) -> None:
    """A reader types a word as it stands in his sentence, and whole questions."""
    assert f'<a href="{address}">' in page(client, f"/search?{urlencode({'q': q})}")


def test_prepositions_name_nothing(client: TestClient) -> None:
    assert words_of("en")("search.entries") not in page(client, "/search?q=и+в+на")


NOTED = [
    ("/search?q=%22", "no_words"),
    ("/search?q=-вода", "only_left_out"),
    ("/search?q=" + "+".join(f"w{n}" for n in range(33)), "many_words"),
    ("/statements?date_from=2025-02-01&date_to=2025-01-01", "days_reversed"),
    ("/statements?topic=trade&exclude_topic=trade", "both"),
    ("/figures?value_from=1", "units"),
    ("/statements?sort=relevance", "relevance"),
    ("/statements?review=rejected&review=auto", "rejected_alone"),
    ("/statements?review=rejected&q=мысль", "rejected_by_words"),
    ("/series?metric=gdp&country=FR", "no_series"),
    ("/series?metric=tourists", "nothing_claimed"),
    ("/agenda?date_from=1990-01-01&date_to=1990-02-01", "no_document"),
]


@pytest.mark.parametrize(("address", "key"), NOTED)
def test_notes_are_told_in_the_language_of_the_page(client: TestClient, address: str, key: str) -> None:
    """The API writes them for programmers, in English and with the names of its parameters."""
    for language in LABEL_LANGUAGES:
        found = page(client, f"{address}&lang={language}")
        notes = re.findall(r'<ul class="notes">(.*?)</ul>', found, re.DOTALL)
        beginning = words_of(language)(f"note.{key}").split("{")[0]
        assert len(notes) == 1 and f"<li>{beginning}" in unescape(notes[0]), (address, notes)
        assert "lang=" not in notes[0], "none is left in the API's words"


def test_the_search_finds_what_the_api_finds(client: TestClient) -> None:
    asked = client.get("/api/v1/search?q=мысли&count=exact").json()
    found = page(client, "/search?q=мысли")
    assert asked["items"] and shown_ids(found) == [item["record"]["id"] for item in asked["items"]]
    assert words_of("en").count("search.hits", asked["total"]) in found
    following = next_of(found)
    assert "<mark>" in found and following
    second = page(client, following)
    assert shown_ids(second) and not set(shown_ids(second)) & set(shown_ids(found))
    nothing = page(client, "/search?q=zzzzqqq")
    assert words_of("en")("search.empty") in text_of(nothing)
    page(client, "/search")


@pytest.mark.parametrize("noun", RECORDS)
def test_an_id_in_the_search_box_leads_to_its_record(client: TestClient, noun: str) -> None:
    id = first(client, noun)["id"]
    answer = client.get(f"/search?q={id}&lang=ru", headers=BROWSER, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{noun}/{id}?lang=ru")


def test_sentences_that_became_nothing_tell_why(store: Store, vocabulary: Vocabulary) -> None:
    words = "День был <солнечный>. Сказано: дорога готова."
    said = make_statement("Сказано: дорога готова.", text=words)
    coverage = (
        Coverage(span=find(words, "День был <солнечный>."), fate=SentenceFate.EVENT, reason="no-cue"),
        Coverage(span=said.span, fate=SentenceFate.STATEMENT, reason=said.rule, statements=(0,)),
    )
    extraction = make_extraction(make_document(words), people=(), statements=(said,), coverage=coverage)
    url = fill(store.migrated(), vocabulary, [extraction])
    with client_of(url, vocabulary) as client:
        found = page(client, "/documents/" + first(client, "documents")["id"])
    shown = re.findall(r'<span class="skipped" title="([^"]+)">([^<]+)</span>', found)
    told = words_of("en")("document.skipped", fate=words_of("en")("fate.event"), reason="no-cue")
    assert [(unescape(title), unescape(text)) for title, text in shown] == [(told, "День был <солнечный>.")]


@pytest.mark.parametrize(
    "address", ["/", "/statements", "/search?q=мысль", "document", "/leaders/ardan-temur", "/none"]
)
def test_every_page_is_strict_about_what_browsers_do_with_it(client: TestClient, address: str) -> None:
    if address == "document":
        address = f"/documents/{first(client, 'documents')['id']}"
    answer = client.get(address, headers=BROWSER)
    assert answer.headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY and "form-action 'self'" in POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert {"Accept", "Accept-Language"} <= {part.strip() for part in answer.headers["vary"].split(",")}
    assert faults(answer.text) == []


def test_the_reference_has_scripts_and_they_come_from_here(client: TestClient) -> None:
    found = client.get("/docs")
    policy = found.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'") and "script-src" not in policy
    elements = Elements(found.text)
    scripts = elements.of("script")
    assert scripts and all(attrs["src"].startswith("/docs") for attrs in scripts)
    for link in elements.links():
        answer = client.get(link)
        assert answer.status_code == 200 and answer.headers["x-content-type-options"] == "nosniff", link
    start = client.get("/docs/start.js")
    assert start.headers["content-type"].startswith("text/javascript") and "http" not in start.text
    assert Path(str(ASSETS.directory), "swagger-ui-bundle.js").stat().st_size > 100_000


@only_sqlite
def test_the_style_sheet_fetches_nothing(client: TestClient) -> None:
    sheet = client.get("/static/summitry.css")
    assert sheet.status_code == 200 and sheet.headers["content-type"].startswith("text/css")
    assert "@import" not in sheet.text and "url(" not in sheet.text
    assert "prefers-color-scheme: dark" in sheet.text and "@media print" in sheet.text


EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</div></main><svg/onload=alert(1)>",
    "&lt;b&gt; &#x3c;script&#x3e;",
    "<!-- ]]> -->",
    "ы" * 300,
]


@pytest.fixture(scope="module")
def hostile(store: Store, vocabulary: Vocabulary) -> Iterator[TestClient]:
    """The pages of documents that hold each of `EVIL` wherever they can."""
    extractions = []
    for place, evil in enumerate(EVIL):
        words = f"Сказано: {evil} и ничего больше."
        document = make_document(
            words, title=evil, publisher=evil, url=f"javascript:{evil}", key=evil, language="ru"
        )
        who = f"person-of-no-list-{place}"
        mention = make_mention("Сказано", text=words, leader=who, name=evil, known=False)
        said = make_statement(words, text=words, speaker=make_speaker(who, evil, chain=("он", evil)))
        extractions.append(make_extraction(document, people=(mention,), statements=(said,)))
    with client_of(fill(store.migrated(), vocabulary, extractions), vocabulary) as opened:
        yield opened


@pytest.mark.parametrize("evil", EVIL)
def test_what_is_stored_is_never_markup(hostile: TestClient, evil: str) -> None:
    [document] = [item for item in hostile.get("/api/v1/documents").json()["items"] if item["key"] == evil]
    said = first(hostile, "statements", urlencode({"document": document["id"]}))
    for address in (
        f"/documents/{document['id']}",
        f"/statements/{said['id']}",
        f"/leaders/{said['speaker']['id']}",
        f"/statements?{urlencode({'leader': said['speaker']['id']})}",
        f"/search?{urlencode({'q': 'ничего больше', 'leader': said['speaker']['id']})}",
        "/documents",
        "/leaders?known=false",
        "/",
    ):
        found = page(hostile, address)
        for tag, attrs in Elements(found).found:
            assert tag not in ("script", "img") and not attrs.get("href", "").startswith("javascript"), (
                address
            )
        assert "7 * 7" in found or "7 * 7" not in evil, "a template took stored words for its own"
        assert evil in unescape(re.sub("<[^>]+>", "", found)), address


@pytest.mark.parametrize("evil", EVIL[:7])
@pytest.mark.parametrize(
    "address",
    ["/statements?q={}", "/search?q={}", "/statements?leader={}", "/leaders/{}", "/{}", "/leaders?name={}"],
)
def test_what_is_asked_is_never_markup(client: TestClient, address: str, evil: str) -> None:
    answer = client.get(address.format(urlencode({"": evil})[1:]), headers=BROWSER)
    assert answer.headers["content-type"].startswith("text/html") and faults(answer.text) == []
    assert all(tag not in ("script", "img") for tag, _ in Elements(answer.text).found)


def test_one_finding_is_no_plural(store: Store, vocabulary: Vocabulary) -> None:
    words = "Сказано."
    extraction = make_extraction(
        make_document(words, language="ru"), statements=(make_statement(words, text=words),)
    )
    with client_of(fill(store.migrated(), vocabulary, [extraction]), vocabulary) as client:
        assert "1 statement, 0 proposals, 0 figures" in page(client, "/")
        assert "1 высказывание, 0 предложений, 0 цифр" in page(client, "/?lang=ru")


@pytest.mark.parametrize("noun", [*RECORDS, "claims", "threads", "leaders", "countries", "topics"])
def test_the_data_of_a_list_is_what_it_shows(client: TestClient, noun: str) -> None:
    """As many records, in the same order, on the first page and on the next."""
    address: str | None = f"/{noun}"
    for _ in range(2):
        if address is None:
            break
        found = page(client, address)
        json = re.search(r'<li><a href="([^"]+)" type="application/json">', found)
        assert json
        items = client.get(unescape(json[1])).raise_for_status().json()["items"]
        assert re.findall(r'<li id="([^"]+)"', found) == [item["id"] for item in items]
        address = next_of(found)


@pytest.mark.parametrize("noun", ["leaders", "countries"])
def test_those_of_whom_most_is_stored_come_first(client: TestClient, noun: str) -> None:
    """Most entries of the vocabulary have nothing to show; they are behind those that do, and the form says so."""
    found = page(client, f"/{noun}")
    by_count, listed = (
        re.findall(r'<li id="([^"]+)"', page(client, f"/{noun}?sort={order}"))
        for order in ("-count", "listed")
    )
    assert re.findall(r'<li id="([^"]+)"', found) == by_count != listed
    assert f'<option value="">{words_of("en")("sort.-count")}</option>' in found


def test_what_data_gives_beside_the_page_is_said(client: TestClient) -> None:
    words = words_of("en")
    for address, of in (
        ("/", "latest_documents"),
        (f"/statements/{first(client, 'statements')['id']}", "document_statements"),
        (f"/documents/{first(client, 'documents')['id']}", "document_statements"),
        (f"/claims/{first(client, 'claims')['id']}", "metric_claims"),
        ("/topics/trade", "statements"),
    ):
        assert f"</span>: {words(f'data.of.{of}')}</a>" in page(client, address), address


@pytest.mark.parametrize("noun", ["statements", "proposals", "documents", "claims"])
def test_no_two_pages_of_a_noun_have_one_title(client: TestClient, noun: str) -> None:
    """Somebody with many of them open finds the one that he wants."""
    ids = [item["id"] for item in client.get(f"/api/v1/{noun}?limit=12").json()["items"]]
    titles = [re.findall("<title>(.*?)</title>", page(client, f"/{noun}/{id}"))[0] for id in ids]
    assert len(set(titles)) == len(titles)


def test_a_text_without_a_title_is_named_as_such(store: Store, vocabulary: Vocabulary) -> None:
    """By no id: nobody knows it by that."""
    text = "Ардан Темур сказал о торговле."
    extraction = make_extraction(
        make_document(text, key="release-7", title=None),
        statements=(make_statement(text, text=text, speaker=make_speaker("ardan-temur", "Ардан Темур")),),
    )
    with client_of(fill(store.migrated(), vocabulary, [extraction]), vocabulary) as client:
        id = first(client, "documents")["id"]
        for language in LABEL_LANGUAGES:
            untitled = words_of(language)("document.untitled")
            for address in ("/documents", f"/documents/{id}"):
                assert f"{untitled} release-7" in text_of(page(client, f"{address}?lang={language}"))
            listed = text_of(page(client, f"/statements?lang={language}"))
            assert untitled in listed and id not in listed


def test_filters_are_told_by_names_and_not_by_ids(client: TestClient) -> None:
    """Those, too, that no vocabulary has: people whom only texts know, and documents."""
    document = first(client, "documents")
    for address, name in (
        ("/statements?leader=person-of-no-list", "Никто Извечный"),
        ("/statements?exclude_leader=person-of-no-list", "Никто Извечный"),
        (f"/statements?document={document['id']}", document["title"]),
    ):
        found = page(client, address)
        chips = re.search(r'<ul class="chips".*?</ul>', found, re.DOTALL)
        assert chips and name in unescape(chips[0]), address
        assert "person-of" not in text_of(chips[0]) and document["id"] not in text_of(chips[0])
