"""How a record is cited stands on its page: the API's own words, in the page's language, for the host that was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from fastapi.testclient import TestClient

from app.vocabulary import Vocabulary
from tests.builders import (
    make_document,
    make_extraction,
    make_figure,
    make_proposal,
    make_speaker,
    make_statement,
)
from tests.shelf import fill
from tests.stores import Store
from tests.web.conftest import BROWSER, client_of
from tests.web.markup import Elements, text_of
from tests.web.test_pages import first, page

NOUNS = ("documents", "statements", "proposals", "figures", "claims")


@pytest.fixture(scope="module")
def library(store: Store, vocabulary: Vocabulary) -> Iterator[TestClient]:
    """Two people, each with an amount of the same year, so that there is something to be compared."""
    extractions = []
    for key, who, value in (
        ("one", "liana-verst", "135 млн долларов"),
        ("two", "ardan-temur", "140 млн долларов"),
    ):
        text = f"Названа сумма: {value}. Надо строить дорогу."
        speaker = make_speaker(who, who)
        said = make_statement("Надо строить дорогу.", text=text, speaker=speaker)
        figure = make_figure(value, text=text, claimant=speaker)
        extractions.append(
            make_extraction(
                make_document(text, key=key, title=f"Сумма {key}", url=f"https://example.org/{key}"),
                people=(),
                statements=[said],
                proposals=[make_proposal("строить дорогу", text=text, statement=0, speaker=speaker)],
                figures=[figure],
            )
        )
    with client_of(fill(store.empty(), vocabulary, extractions), vocabulary) as client:
        yield client


def id_of(client: TestClient, noun: str) -> str:
    return str(first(client, noun)["id"])


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_record_is_cited_as_the_api_does(library: TestClient, noun: str, language: str) -> None:
    id = id_of(library, noun)
    api = library.get(f"/api/v1/{noun}/{id}/citation").json()
    found = page(library, f"/{noun}/{id}", 200, **{"accept-language": language})
    assert api["text"][language] in text_of(found)
    assert f'<a href="/{noun}/{id}" rel="bookmark" translate="no">{api["permalink"]}</a>' in found
    links = {
        link["type"]: unescape(link["href"])
        for link in Elements(found).of("a")
        if "/citation?" in link["href"]
    }
    assert len(links) == 4
    for media_type, address in links.items():
        answer = library.get(address)
        assert answer.status_code == 200 and answer.headers["content-type"].partition(";")[0] == media_type
    assert library.get(links["text/plain"]).text.strip() == api["text"][language]


def test_a_citation_names_the_host_that_was_asked_and_is_kept_for_no_other(library: TestClient) -> None:
    address = f"/figures/{id_of(library, 'figures')}"
    here = library.get(address, headers=BROWSER)
    there = library.get(address, headers={**BROWSER, "host": "other.example.org"})
    assert "http://testserver/figures/" in here.text and "testserver" not in there.text
    assert "http://other.example.org/figures/" in there.text
    assert here.headers["etag"] != there.headers["etag"]
    kept = {"host": "other.example.org", "if-none-match": here.headers["etag"]}
    assert library.get(address, headers={**BROWSER, **kept}).status_code == 200
    own = {"if-none-match": here.headers["etag"]}
    assert library.get(address, headers={**BROWSER, **own}).status_code == 304
    below = TestClient(library.app, root_path="/summitry").get(f"/summitry{address}", headers=BROWSER)
    assert f"http://testserver/summitry{address}" in below.text and f'href="/summitry{address}"' in below.text


def test_a_citation_of_yesterday_is_not_kept(library: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/statements/{id_of(library, 'statements')}"
    etag = library.get(address, headers=BROWSER).headers["etag"]

    class Tomorrow(date):
        @classmethod
        def today(cls) -> Tomorrow:
            return cls(2999, 1, 2)

    monkeypatch.setattr("app.web.page.date", Tomorrow)
    monkeypatch.setattr("app.web.citing.date", Tomorrow)
    answer = library.get(address, headers={**BROWSER, "if-none-match": etag})
    assert answer.status_code == 200 and "retrieved 2999-01-02" in text_of(answer.text)


@pytest.mark.parametrize("host", ["<script>", "zz yy", '"><img src=x>', "a/../b", "javascript:alert(1)"])
def test_a_host_that_is_none_is_not_named(library: TestClient, host: str) -> None:
    found = library.get(f"/figures/{id_of(library, 'figures')}", headers={**BROWSER, "host": host})
    assert found.status_code == 200 and host not in unescape(found.text)
    assert re.search(r">http://testserver(:80)?/figures/fi-", found.text)


def test_words_that_are_withheld_are_not_cited(store: Store, vocabulary: Vocabulary) -> None:
    text = "Надо строить зюквар через длинный перевал."
    said = make_statement(text, text=text)
    held = make_extraction(
        make_document(text, excerpt=10, url="https://example.org/held"),
        people=(),
        statements=[said],
        proposals=[],
        figures=[],
    )
    with client_of(fill(store.migrated(), vocabulary, [held]), vocabulary) as client:
        for noun in ("statements", "documents"):
            found = page(client, f"/{noun}/{id_of(client, noun)}")
            assert "зюквар" not in found and "https://example.org/held" in found
        assert "words withheld, by the terms of the publisher" in text_of(
            page(client, f"/statements/{id_of(client, 'statements')}")
        )
