"""Feeds and sitemaps: what they list, and what is made to do harm."""

from __future__ import annotations

import gzip
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from app.fetching import FetchRefused, Link, read_listing

URL = "https://news.example/list.xml"
RSS = """<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><title>Новости</title>
<item><title>Первая  новость</title><link>https://news.example/1</link><pubDate>Mon, 01 Jun 2026 00:30:00 +0300</pubDate></item>
<item><title>Вторая</title><link>/2#top</link><pubDate>Tue, 02 Jun 2026 10:00:00 +0300</pubDate></item>
<item><title>No link</title></item><item><link>/2</link></item></channel></rss>""".encode("cp1251")
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>News</title><link href="/a"/><published>2026-03-04T01:00:00+05:00</published>
<updated>2026-03-05T00:00:00Z</updated></entry></feed>"""
SITEMAP = b"""<?xml version="1.0"?><!-- made by a program --><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://news.example/old</loc><lastmod>2025-01-01</lastmod></url><url><loc>https://news.example/undated</loc></url>
<url><loc> https://news.example/new </loc><lastmod>2026-01-01T10:00:00Z</lastmod></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://news.example/s.xml.gz</loc></sitemap></sitemapindex>"""


def links(body: bytes) -> tuple[Link, ...]:
    found = read_listing(body, url=URL)
    assert found is not None
    return found.links


def test_a_feed_lists_its_pages_the_newest_first() -> None:
    second, first = links(RSS)
    assert (first.url, first.title, first.published_on) == (
        "https://news.example/1",
        "Первая новость",
        date(2026, 6, 1),
    )
    assert (second.url, second.title) == ("https://news.example/2", "Вторая")


def test_a_feed_of_atom_is_stamped_by_its_last_change() -> None:
    (entry,) = links(ATOM)
    assert entry == Link(
        url="https://news.example/a",
        title="News",
        published_on=date(2026, 3, 4),
        stamp="2026-03-05T00:00:00Z",
    )


@pytest.mark.parametrize(
    "body", [SITEMAP, gzip.compress(SITEMAP, mtime=0), b"\xef\xbb\xbf" + SITEMAP.partition(b"?>")[2]]
)
def test_a_sitemap_lists_its_pages(body: bytes) -> None:
    assert [link.url for link in links(body)] == [
        "https://news.example/new",
        "https://news.example/old",
        "https://news.example/undated",
    ]


def test_an_index_lists_lists() -> None:
    assert links(INDEX) == (Link(url="https://news.example/s.xml.gz", is_listing=True),)


@pytest.mark.parametrize(
    "body", [b"", b"words", b"<html><body>rss</body></html>", b"<?xml version='1.0'?><html/>", b'{"rss": 1}']
)
def test_what_is_no_list_is_none(body: bytes) -> None:
    assert read_listing(body, url=URL) is None


LAUGHS = (
    b"<!DOCTYPE l [" + b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9)) + b"]>"
)
HARMFUL = {
    "laughs in a sitemap": b'<urlset x="y">' + LAUGHS + b"</urlset>",
    "laughs in a feed": b'<rss version="2.0">' + LAUGHS + b"<channel><title>&l9;</title></channel></rss>",
    "a file in an entity": b"<rss><!DOCTYPE r [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><channel><title>&f;</title></channel></rss>",
    "entities in UTF-16": "<rss><!DOCTYPE r [<!ENTITY f SYSTEM 'file:///etc/passwd'>]></rss>".encode(
        "utf-16"
    ),
    "no XML": b"<urlset><url></urlset>",
    "a wrong encoding": b'<?xml version="1.0" encoding="nonsense"?><urlset/>',
    "a bomb of gzip": gzip.compress(b"<urlset>" + bytes(64 * 2**20)),
    "broken gzip": b"\x1f\x8b\x08\x00 no more",
}


@pytest.mark.parametrize("name", HARMFUL)
def test_harmful_ones_are_refused_at_once(name: str) -> None:
    began = time.process_time()
    with pytest.raises(FetchRefused):
        read_listing(HARMFUL[name], url=URL)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "body",
    [
        b"<urlset>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</urlset>",
        b'<rss version="2.0"><channel>' + b"<item>" * 20_000 + b"</channel></rss>",
        b'<rss version="2.0"><channel>' + b"<a>" * 100_000 + b"</channel></rss>",
        b"<feed " + b" ".join(b'a%d="x"' % n for n in range(50_000)) + b"></feed>",
        b"<rss " * 100_000,
    ],
)
def test_deep_and_wide_ones_cost_little(body: bytes) -> None:
    began = time.process_time()
    with suppress(FetchRefused):
        read_listing(body, url=URL)
    assert time.process_time() - began < 5


def test_nothing_in_a_feed_opens_a_file(tmp_path: Path) -> None:
    """feedparser opens a text that names a file; it is given bytes."""
    secret = tmp_path / "feed.xml"
    secret.write_bytes(RSS)
    assert read_listing(str(secret).encode(), url=URL) is None
