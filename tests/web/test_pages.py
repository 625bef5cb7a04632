"""Pages for people: what they show is what is stored, escaped, without scripts, without another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from app.domain.findings import Coverage
from app.domain.kinds import FATES, SentenceFate
from app.vocabulary import Vocabulary
from app.web.docs import ASSETS
from app.web.explorer import EXAMPLES
from tests.builders import find, make_document, make_extraction, make_mention, make_speaker, make_statement
from tests.shelf import fill
from tests.stores import Store, only_sqlite
from tests.web.conftest import client_of


class Elements(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def links(self) -> list[str]:
        return [value for _, attrs in self.found for name, value in attrs.items() if name in ("href", "src")]


def first_document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/documents?limit=1").json()["items"][0]
    return found


def test_the_front_page_counts_and_lists(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200 and page.headers["content-type"] == "text/html; charset=utf-8"
    counts = client.get("/api/v1/meta").json()["counts"]
    for noun in ("documents", "statements", "proposals", "figures"):
        assert f'<a href="/api/v1/{noun}">{counts[noun]}</a>' in page.text
    latest = client.get("/api/v1/documents?limit=10").json()["items"]
    assert re.findall(r'href="/documents/(doc-\w+)"', page.text) == [document["id"] for document in latest]


def test_every_link_within_leads_somewhere(client: TestClient) -> None:
    for start in ("/", f"/documents/{first_document(client)['id']}"):
        elements = Elements(client.get(start).text)
        ids = {attrs["id"] for _, attrs in elements.found if "id" in attrs}
        for link in elements.links():
            if link.startswith("#"):
                assert link[1:] in ids, link
            elif link.startswith("/"):
                assert client.get(link).status_code == 200, link


def test_the_example_requests_are_good_ones(client: TestClient) -> None:
    """They name leaders and summits of the real vocabulary; what is stored of them is another matter."""
    for _, address in EXAMPLES:
        assert client.get(address).status_code == 200, address


def test_an_empty_database_says_what_to_do(empty: TestClient) -> None:
    page = empty.get("/").text
    assert "summitry ingest" in page and "/documents/doc-" not in page


def test_a_document_shows_its_text_and_its_findings(client: TestClient) -> None:
    document = client.get(f"/api/v1/documents/{first_document(client)['id']}").json()
    page = client.get(f"/documents/{document['id']}").text
    text = re.search(r'<div class="text".*?</div>', page, re.DOTALL)
    assert text
    shown = [unescape(re.sub("<[^>]+>", "", line)) for line in re.findall(r"<p>(.*?)</p>", text[0])]
    assert shown == [line for line in document["text"].splitlines() if line.strip()]
    for noun in ("statements", "proposals", "figures"):
        for record in client.get(f"/api/v1/{noun}?document={document['id']}").json()["items"]:
            assert f'id="record-{record["id"]}"' in page and f'id="{record["id"]}"' in page
            assert f"/api/v1/{noun}/{record['id']}" in page


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
        page = client.get("/documents/" + first_document(client)["id"]).text
    shown = re.findall(r'<span class="skipped" title="([^"]+)">([^<]+)</span>', page)
    assert [(unescape(title), unescape(text)) for title, text in shown] == [
        (f"Skipped: {FATES[SentenceFate.EVENT]} (no-cue)", "День был <солнечный>.")
    ]


@pytest.mark.parametrize("path", ["/", "document", "/docs"])
def test_nothing_comes_from_another_host_and_no_script_stands_in_a_page(
    client: TestClient, path: str
) -> None:
    if path == "document":
        path = f"/documents/{first_document(client)['id']}"
    page = client.get(path)
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'") and "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2] and "script-src" not in policy
    elements = Elements(page.text)
    for tag, attrs in elements.found:
        assert not any(name.startswith("on") for name in attrs) and "style" not in attrs, (tag, attrs)
        if tag in ("script", "link", "img"):
            assert not urlsplit(attrs.get("src", attrs.get("href", ""))).netloc, (tag, attrs)
    scripts = [attrs for tag, attrs in elements.found if tag == "script"]
    assert all(attrs.get("src") for attrs in scripts)
    assert bool(scripts) == (path == "/docs")
    assert not re.search(r"<style|javascript:", page.text)


@only_sqlite
def test_the_style_sheet_fetches_nothing(client: TestClient) -> None:
    sheet = client.get("/static/summitry.css")
    assert sheet.status_code == 200 and sheet.headers["content-type"].startswith("text/css")
    assert "@import" not in sheet.text and "url(" not in sheet.text
    assert "prefers-color-scheme: dark" in sheet.text


@only_sqlite
def test_the_reference_is_served_from_here(client: TestClient) -> None:
    elements = Elements(client.get("/docs").text)
    for link in elements.links():
        answer = client.get(link)
        assert answer.status_code == 200 and answer.headers["x-content-type-options"] == "nosniff", link
    start = client.get("/docs/start.js")
    assert start.headers["content-type"].startswith("text/javascript") and "http" not in start.text
    assert Path(str(ASSETS.directory), "swagger-ui-bundle.js").stat().st_size > 100_000


EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</div></main><svg/onload=alert(1)>",
    "&lt;b&gt; &#x3c;script&#x3e;",
    "<!-- ]]> -->",
]


@pytest.fixture(scope="module")
def hostile(store: Store, vocabulary: Vocabulary) -> Iterator[TestClient]:
    """The pages of documents that hold each of `EVIL` wherever they can."""
    extractions = []
    for evil in EVIL:
        words = f"Сказано: {evil} и ничего больше."
        document = make_document(
            words, title=evil, publisher=evil, url=f"javascript:{evil}", key=evil, language="ru"
        )
        mention = make_mention("Сказано", text=words, leader="person-of-no-list", name=evil, known=False)
        said = make_statement(
            words, text=words, speaker=make_speaker("person-of-no-list", evil, chain=(evil,))
        )
        extractions.append(make_extraction(document, people=(mention,), statements=(said,)))
    with client_of(fill(store.migrated(), vocabulary, extractions), vocabulary) as opened:
        yield opened


@pytest.mark.parametrize("evil", EVIL)
def test_what_is_stored_is_never_markup(hostile: TestClient, evil: str) -> None:
    ids = {item["key"]: item["id"] for item in hostile.get("/api/v1/documents").json()["items"]}
    shown, front = (hostile.get(path).text for path in (f"/documents/{ids[evil]}", "/"))
    for page in (shown, front):
        elements = Elements(page).found
        assert elements
        for tag, attrs in elements:
            assert tag not in ("script", "img", "svg") and not any(name.startswith("on") for name in attrs)
            assert not attrs.get("href", "").startswith("javascript")
        assert "7 * 7" in page or "7 * 7" not in evil, "a template took stored words for its own"
    assert evil in unescape(re.sub("<[^>]+>", "", shown))


def test_one_finding_is_no_plural(store: Store, vocabulary: Vocabulary) -> None:
    words = "Сказано."
    extraction = make_extraction(
        make_document(words, language="ru"), statements=(make_statement(words, text=words),)
    )
    with client_of(fill(store.migrated(), vocabulary, [extraction]), vocabulary) as client:
        assert " · 1 statement, 0 proposals, 0 figures<" in client.get("/").text
