"""Threads as pages: what the API's records tell, in their order, each tied to its place in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from app.domain.kinds import Act
from app.schemas.ids import parse, show, thread_id
from app.vocabulary import Vocabulary
from app.web.pages import threads
from app.web.words import words_of
from tests.builders import make_document, make_extraction, make_proposal, make_speaker, make_statement
from tests.shelf import fill, ideas
from tests.stores import Store
from tests.web.conftest import client_of
from tests.web.markup import Elements, text_of
from tests.web.test_pages import escaped, next_of, page

Record = dict[str, Any]


@pytest.fixture(scope="module")
def threaded(store: Store, vocabulary: Vocabulary) -> Iterator[TestClient]:
    url = fill(store.empty(), vocabulary, ideas())
    with client_of(url, vocabulary) as opened:
        yield opened
    store.drop(url)


def shown(found: str) -> list[str]:
    return re.findall(r'<li id="(th-\w+)"', found)


@pytest.mark.parametrize(
    "query", ["", "topic=water", "min_leaders=2&sort=date", "leader=ardan-temur&min_occasions=2"]
)
def test_the_list_is_that_of_the_api(threaded: TestClient, query: str) -> None:
    asked = threaded.get(f"/api/v1/threads?{query}&limit=100&count=exact").json()
    found = page(threaded, f"/threads?{query}&limit=4" if query else "/threads?limit=4")
    assert f'<p class="count">{words_of("en").count("counts.threads", asked["total"])}</p>' in found
    seen = shown(found)
    while following := next_of(found):
        found = page(threaded, following)
        seen += shown(found)
    assert asked["total"] > 1 and seen == [item["id"] for item in asked["items"]]


def test_its_facets_lead_to_as_many_as_they_tell(threaded: TestClient) -> None:
    found = page(threaded, "/threads")
    facets = re.findall(
        r'<a href="/threads\?([^"]+)">(?:<span[^>]*>)?[^<]*(?:</span>)?</a> <span class="n">(\d+)', found
    )
    assert len(facets) > 5
    for query, n in facets:
        assert threaded.get(f"/api/v1/threads?{unescape(query)}&count=exact").json()["total"] == int(n), query


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_page_follows_the_idea_as_the_record_does(threaded: TestClient, language: str) -> None:
    words = words_of("ru" if language == "ru" else "en")
    met: set[str] = set()
    for thread in threaded.get("/api/v1/threads?limit=100").json()["items"]:
        found = page(threaded, f"/threads/{thread['id']}", 200, **{"accept-language": language})
        through = found[found.index('<ol class="records voiced">') :]
        assert re.findall(r'<li id="(pr-\w+)" class="(\w+)"', through) == [
            (each["proposal"], each["relation"]) for each in thread["proposals"]
        ]
        for each in thread["proposals"]:
            met.add(each["relation"])
            item = through[through.index(f'<li id="{each["proposal"]}"') :].partition("</li>")[0]
            assert words(f"relation.{each['relation']}") in item and words.day(each["said_on"]) in unescape(
                item
            )
            assert f'lang="{each["language"]}">{escaped(each["span"]["exact"])}</a>' in item
            assert f'href="/documents/{each["document"]["id"]}#{each["proposal"]}"' in item
            assert each["proposer"]["labels"][language] in unescape(item)
            assert not each["summit"] or f'href="/summits/{each["summit"]["id"]}"' in item
        for each in thread["backed_by"]:
            assert f'<li id="{each["statement"]}"' in through
        told = text_of(found)
        for key, n in (
            ("thread.occasions", "occasions"),
            ("thread.leaders", "leaders"),
            ("entries.summits", "summits"),
        ):
            assert words.count(key, thread[n]) in told
    assert met >= {"first", "repeated", "taken_up"}


def test_its_links_into_the_text_and_to_its_data_answer(threaded: TestClient) -> None:
    [thread] = threaded.get("/api/v1/threads?limit=1").json()["items"]
    found = page(threaded, f"/threads/{thread['id']}")
    into = [unescape(link) for link in Elements(found).links() if link.startswith("/documents/")]
    assert into
    for link in into:
        assert urlsplit(link).fragment in Elements(page(threaded, link.partition("#")[0])).ids()
    data = [unescape(link) for link in Elements(found).links() if link.startswith("/api/")]
    assert f"/api/v1/threads/{thread['id']}" in data
    for link in data:
        answer = threaded.get(link)
        assert answer.status_code == 200, link
        if "format=csv" in link:
            assert thread["id"] in answer.text


def test_every_proposal_of_it_leads_to_it(threaded: TestClient) -> None:
    for thread in threaded.get("/api/v1/threads?limit=5").json()["items"]:
        own = page(threaded, f"/threads/{thread['id']}")
        for each in thread["proposals"]:
            assert f'href="/threads/{thread["id"]}"' in page(threaded, f"/proposals/{each['proposal']}")
            other = show("thread", thread_id(parse(each["proposal"], "proposal")))
            led = page(threaded, f"/threads/{other}")
            assert (
                led[led.index("<main") : led.index("</main>")]
                == own[own.index("<main") : own.index("</main>")]
            )
    alone = {item["id"] for item in threaded.get("/api/v1/proposals?limit=500").json()["items"]}
    for thread in threaded.get("/api/v1/threads?limit=100").json()["items"]:
        alone -= {each["proposal"] for each in thread["proposals"]}
    assert alone
    assert 'href="/threads/' not in page(threaded, f"/proposals/{alone.pop()}")


def test_what_is_no_thread_is_told(threaded: TestClient, empty: TestClient) -> None:
    page(threaded, "/threads/th-0000000000000", 404)
    page(threaded, "/threads/none", 422)
    page(threaded, "/threads?min_leaders=0", 422)
    found = page(empty, "/threads")
    assert words_of("en")("list.empty") in text_of(found)


def said(number: int, excerpt: int | None = None) -> Any:
    words = "зюквар создать центр по изучению ледников в горах"
    text = f"Ардан Темур предложил {words}. Записка {number}."
    who = make_speaker("ardan-temur", "Ардан Темур")
    document = make_document(text, key=f"n-{number}", excerpt=excerpt, language="ru")
    return make_extraction(
        document,
        statements=[make_statement(words, text=text, act=Act.PROPOSAL, speaker=who)],
        proposals=[make_proposal(words, text=text, speaker=who)],
    )


def test_a_long_one_is_shown_piece_by_piece(
    store: Store, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "PIECE", 7)
    url = fill(store.migrated(), vocabulary, [said(number) for number in range(24)])
    with client_of(url, vocabulary) as client:
        [thread] = client.get("/api/v1/threads").json()["items"]
        assert thread["left_out"] == 4
        found = page(client, f"/threads/{thread['id']}?lang=ru")
        seen = re.findall(r'<li id="(pr-\w+)"', found)
        while following := next_of(found):
            found = page(client, following)
            assert (
                f'<a href="/threads/{thread["id"]}?lang=ru">{words_of("ru")("thread.from_beginning")}</a>'
                in found
            )
            seen += re.findall(r'<li id="(pr-\w+)"', found)
    assert len(seen) == len(set(seen)) == thread["times"] == 24


def test_words_that_are_withheld_are_on_no_page_of_it(store: Store, vocabulary: Vocabulary) -> None:
    url = fill(store.migrated(), vocabulary, [said(number, excerpt=5) for number in range(2)])
    with client_of(url, vocabulary) as client:
        [thread] = client.get("/api/v1/threads").json()["items"]
        assert thread["title"] is None
        for address in ("/", "/threads", f"/threads/{thread['id']}"):
            found = page(client, address)
            assert words_of("en")("thread.untitled") in text_of(found) and "зюквар" not in found
