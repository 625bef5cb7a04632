"""Any list as a feed: entries of the list, in its order, linked to their articles, readable by what reads feeds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from fastapi.testclient import TestClient

from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.builders import make_document, make_extraction, make_statement
from tests.shelf import fill

ATOM = "{http://www.w3.org/2005/Atom}"
NOUNS = ("statements", "proposals", "figures", "documents")


def entries(content: bytes) -> list[Xml.Element]:
    return Xml.fromstring(content).findall(f"{ATOM}entry")


def text(element: Xml.Element, name: str) -> str:
    found = element.findtext(ATOM + name)
    assert found is not None
    return found


@pytest.mark.parametrize("noun", NOUNS)
def test_both_feeds_hold_the_page(client: TestClient, noun: str) -> None:
    address = f"/api/v1/{noun}?topic=trade&limit=5"
    page = client.get(address).json()
    atom = client.get(f"{address}&format=atom")
    feed = client.get(f"{address}&format=jsonfeed")
    assert atom.headers["content-type"].startswith("application/atom+xml")
    assert feed.headers["content-type"].startswith("application/feed+json")
    ids = [item["id"] for item in page["items"]]
    assert [text(entry, "id") for entry in entries(atom.content)] == [f"urn:summitry:{id}" for id in ids]
    assert [item["id"] for item in feed.json()["items"]] == ids
    assert "topic: trade" in feed.json()["title"] == text(Xml.fromstring(atom.content), "title")
    for item, entry, record in zip(feed.json()["items"], entries(atom.content), page["items"], strict=True):
        assert item["content_text"] == text(entry, "content")
        if noun != "documents":
            assert item["content_text"] == record["span"]["exact"]
        datetime.fromisoformat(text(entry, "updated"))
        assert client.get(item["_summitry"]["record"]).json()["id"] == record["id"]
        assert client.get(item["_summitry"]["page"]).status_code == 200
        source = record if noun == "documents" else record["document"]
        assert item["url"] == (source["url"] or item["_summitry"]["page"])


def test_a_feed_leads_on_and_names_itself(client: TestClient) -> None:
    feed = Xml.fromstring(client.get("/api/v1/statements?format=atom&limit=7").content)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "/api/v1/statements?format=atom&limit=7"
    seen, following = set(), links["self"]
    while following:
        found = Xml.fromstring(client.get(following).content)
        seen |= {text(entry, "id") for entry in found.findall(f"{ATOM}entry")}
        following = next(
            (link.get("href") for link in found.findall(f"{ATOM}link") if link.get("rel") == "next"), None
        )
    assert len(seen) == client.get("/api/v1/statements?count=exact&limit=1").json()["total"]


def test_the_accept_header_asks_for_one(client: TestClient) -> None:
    for media_type in ("application/atom+xml", "application/feed+json"):
        answer = client.get("/api/v1/figures", headers={"accept": media_type})
        assert answer.headers["content-type"].startswith(media_type) and answer.headers["etag"]


def test_a_feed_of_nothing_is_a_feed(client: TestClient) -> None:
    empty = client.get("/api/v1/statements?format=atom&date_from=2099-01-01")
    assert empty.status_code == 200 and entries(empty.content) == []
    assert client.get("/api/v1/statements?format=jsonfeed&date_from=2099-01-01").json()["items"] == []


def test_errors_stay_problems(client: TestClient) -> None:
    answer = client.get("/api/v1/statements?format=atom&leader=nobody-at-all")
    assert answer.status_code == 404 and answer.headers["content-type"] == "application/problem+json"


def test_marks_and_control_characters_do_no_harm(
    tmp_path: Path, vocabulary: Vocabulary, make_app: MakeApp
) -> None:
    words = "Он сказал: <b>5 < 6</b> & ]]> \x0b\x1b конец."
    document = make_document(words, title="<script>alert(1)</script>\x01", publisher="A & B", url=None)
    extraction = make_extraction(document, statements=[make_statement(words, text=words)])
    with TestClient(make_app(fill(tmp_path / "odd.db", vocabulary, [extraction]))) as client:
        (entry,) = entries(client.get("/api/v1/statements?format=atom").content)
        assert text(entry, "content") == words.replace("\x0b", "").replace("\x1b", "")
        (item,) = client.get("/api/v1/documents?format=jsonfeed").json()["items"]
        assert item["title"] == "<script>alert(1)</script>\x01" and item["authors"] == [{"name": "A & B"}]
