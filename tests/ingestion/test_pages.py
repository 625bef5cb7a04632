"""Addresses among the inputs: pages, feeds and sitemaps of an Internet of our own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from app.ingestion.origin import Kept
from app.ingestion.pages import Address, Web
from app.sources import Item, Refused
from tests.fetching.internet import Answer, Internet, answer, internet, redirect

WORDS = "Президент Казахстана предложил создать общий фонд воды. Об этом он сказал на саммите в Астане."
HOST = "http://news.example"
FEED = f"""<rss version="2.0"><channel>
<item><title>Первая</title><link>{HOST}/1</link><pubDate>Mon, 01 Jun 2026 00:30:00 +0500</pubDate></item>
<item><title>Вторая</title><link>{HOST}/2</link><pubDate>Tue, 02 Jun 2026 10:00:00 +0500</pubDate></item>
<item><title>Третья</title><link>{HOST}/3</link><pubDate>Wed, 03 Jun 2026 10:00:00 +0500</pubDate></item>
</channel></rss>""".encode()
DEEP = "".join(f"<sitemap><loc>{HOST}/{name}.xml</loc></sitemap>" for name in ("index", "map"))


@pytest.fixture
def net() -> Iterator[Internet]:
    with internet() as net:
        yield net
        assert net.private_visitors == 0


def text(
    words: str, *, charset: str = "utf-8", kind: str = "text/plain", encoding: str | None = None
) -> Answer:
    return answer(words.encode(encoding or charset), kind=f"{kind}; charset={charset}")


def read(net: Internet, path: str, *, limit: int | None = None) -> list[Item]:
    with net.fetcher() as fetcher:
        found = list(Address(f"{HOST}{path}", Web(fetcher), limit=limit).read())
    items = [item for item in found if not isinstance(item, Kept)]
    assert len(items) == len(found)
    return items


def refusal(items: list[Item]) -> str:
    assert [type(item.found) for item in items] == [Refused]
    assert isinstance(items[0].found, Refused)
    return items[0].found.reason


def test_a_text_is_known_by_its_address(net: Internet) -> None:
    net.pages["/a"] = redirect("/b")
    net.pages["/b"] = text(f"---\nid: elsewhere\nurl: https://other.example/x\ntitle: News\n---\n{WORDS}")
    (item,) = read(net, "/a#part")
    assert not isinstance(item.found, Refused)
    assert (item.found.key, item.found.url, item.found.title) == (f"{HOST}/b", f"{HOST}/b", "News")
    assert item.found.text == WORDS


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
@pytest.mark.parametrize(("declared", "real"), [("windows-1251", "cp1251"), ("utf-8", "cp1251"), ("koi8-r", "cp1251"), ("cp1251", "utf-8")])  # fmt: skip
def test_what_is_declared_of_the_encoding_is_checked(
    net: Internet, declared: str, real: str, kind: str
) -> None:
    words = (
        f"<html><body><article><p>{WORDS}</p><p>{WORDS}</p></article></body></html>"
        if kind == "text/html"
        else WORDS
    )
    net.pages["/a"] = text(words, charset=declared, encoding=real, kind=kind)
    (item,) = read(net, "/a")
    assert not isinstance(item.found, Refused), item.found.reason
    assert "Президент Казахстана предложил" in item.found.text


def test_a_page_of_another_host_is_not_replaced(net: Internet) -> None:
    """A canonical address is believed of one's own site only."""
    page = (
        '<html><head><link rel="canonical" href="{}"></head><body><article><p>{}</p></article></body></html>'
    )
    net.pages["/own"] = text(page.format("http://www.news.example/kept", WORDS), kind="text/html")
    net.pages["/other"] = text(page.format("http://president.example/kept", WORDS), kind="text/html")
    keys = [
        item.found.key
        for path in ("/own", "/other")
        for item in read(net, path)
        if not isinstance(item.found, Refused)
    ]
    assert keys == ["http://www.news.example/kept", f"{HOST}/other"]


def test_a_feed_is_read_the_newest_first(net: Internet) -> None:
    net.pages |= {f"/{n}": text(f"{WORDS} {n}") for n in (1, 2, 3)}
    net.pages["/feed"] = answer(FEED, kind="text/html")  # as servers do
    found = [item.found for item in read(net, "/feed", limit=2)]
    assert [(f.title, f.published_on) for f in found if not isinstance(f, Refused)] == [
        ("Третья", date(2026, 6, 3)),
        ("Вторая", date(2026, 6, 2)),
    ]
    assert net.requests == [("news.example", path) for path in ("/feed", "/3", "/2")]
    assert len(read(net, "/feed")) == 3


def test_an_index_of_sitemaps_is_followed_once(net: Internet) -> None:
    net.pages["/index.xml"] = answer(f"<sitemapindex>{DEEP}</sitemapindex>".encode(), kind="application/xml")
    net.pages["/map.xml"] = answer(
        f"<urlset><url><loc>{HOST}/1</loc></url></urlset>".encode(), kind="text/xml"
    )
    net.pages["/1"] = text(WORDS)
    items = read(net, "/index.xml")
    assert [type(item.found) is Refused for item in items] == [True, True, False]
    assert len(net.requests) == 4  # an index within an index leads no further


def test_a_feed_that_leads_inside_leads_nowhere(net: Internet) -> None:
    net.names["inside.test"] = lambda: ["127.0.0.1"]
    links = (
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://inside.test/",
        "file:///etc/passwd",
        "http://169.254.169.254/",
    )
    net.pages["/feed"] = answer(
        b"<rss><channel>"
        + b"".join(f"<item><link>{link}</link></item>".encode() for link in links)
        + b"</channel></rss>"
    )
    items = read(net, "/feed")
    assert [type(item.found) for item in items] == [Refused] * len(links)
    assert {*net.dialled} == {"93.184.216.34"}


def test_lines_are_documents(net: Internet) -> None:
    net.pages["/dump.jsonl"] = text('{"id": "a", "text": "one"}\n{"id": "b", "text": "two"}\n')
    assert [item.id for item in read(net, "/dump.jsonl")] == ["a", "b"]


def test_lines_that_a_list_leads_to_are_not_read(net: Internet) -> None:
    """Their documents name themselves: a feed could put anything in anybody's place."""
    net.pages["/dump.jsonl"] = text('{"id": "http://president.example/1", "text": "one"}\n')
    net.pages["/feed"] = answer(
        f"<rss><channel><item><link>{HOST}/dump.jsonl</link></item></channel></rss>".encode()
    )
    assert "documents name themselves" in refusal(read(net, "/feed"))


@pytest.mark.parametrize("path", ["/a.md", "/a.html", "/a"])
def test_a_file_of_no_told_kind_is_known_by_its_name_or_its_bytes(net: Internet, path: str) -> None:
    page = f"<html><body><article><p>{WORDS}</p><p>{WORDS}</p></article></body></html>"
    net.pages[path] = answer((WORDS if path == "/a.md" else page).encode(), kind="application/octet-stream")
    (item,) = read(net, path)
    assert not isinstance(item.found, Refused), item.found.reason
    assert "<p>" not in item.found.text


@pytest.mark.parametrize(
    ("send", "reason"),
    [
        (answer(b"\x89PNG", kind="image/png"), "image/png, which is not read"),
        (answer(b"<other/>", kind="application/xml"), "neither a feed, a sitemap nor a page"),
        (answer(b"", kind="text/plain"), "the text is empty"),
        (answer(b"a\0b", kind="text/plain"), "binary data"),
        (answer(b"w " * (5 * 2**20), kind="text/plain"), "longer than 8 MB"),
        (answer(b"<rss><channel/>", kind="text/xml"), "a feed that cannot be read"),
        (answer(status="404 Not Found"), "404"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_one_refusal(net: Internet, send: Answer, reason: str) -> None:
    net.pages["/a"] = send
    assert reason in refusal(read(net, "/a"))
