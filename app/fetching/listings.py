"""Lists of pages: RSS and Atom feeds, sitemaps and indexes of sitemaps. They are told apart by what they are, for servers call them anything."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any, Final
from xml.etree import ElementTree

import httpx2

from app.fetching.errors import FetchRefused
from app.fetching.fetcher import MOST_BYTES

MOST_LINKS: Final = 50_000
"""Of one list, which is what the protocol of sitemaps allows."""

_ROOT: Final = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*<(?:\w+:)?(rss|feed|RDF|urlset|sitemapindex)[\s/>]",
    re.DOTALL,
)
# What feedparser takes three seconds for at most; it is quadratic in the attributes of a tag. The longest feeds have a tenth of it.
_MOST_FEED: Final = 4 * 2**20
_MOST_TAGS: Final = 50_000
_LONG_TAG: Final = re.compile(rb"<[^<>!][^<>]{16384}")
_GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page that a list names, or a further list, and what it tells of it. `stamp` is another whenever the page is said to have changed."""

    url: str
    is_listing: bool = False
    title: str | None = None
    published_on: date | None = None
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of pages, the newest first; those without a date stand last."""

    links: tuple[Link, ...]


def read_listing(body: bytes, *, url: str) -> Listing | None:
    """The list that these bytes are, packed with gzip or not; None where they are no list. `url` is where they were found.

    Raises `FetchRefused` for one that is broken or made to do harm.
    """
    if body.startswith(_GZIP):
        body = _unpacked(body, url)
    head = (
        body[:4096]
        .removeprefix(b"\xef\xbb\xbf")
        .replace(b"\0", b"")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    )
    root = _ROOT.match(head)
    if root is None:
        return None
    if b"<!ENTITY" in body.replace(b"\0", b""):
        raise FetchRefused(f"{url} declares entities of XML, which no feed or sitemap needs")
    found = _of_sitemap(body, url) if root[1] in (b"urlset", b"sitemapindex") else _of_feed(body, url)
    known: dict[str, Link] = {}
    for link in found[:MOST_LINKS]:
        known.setdefault(link.url, link)
    return Listing(tuple(sorted(known.values(), key=lambda link: link.stamp or "", reverse=True)))


def _of_sitemap(body: bytes, url: str) -> list[Link]:
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - without entities, which were looked for, it has nothing to expand
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise FetchRefused(f"{url} is a sitemap that is no XML: {error}") from None
    is_index = root.tag.endswith("sitemapindex")
    found = []
    for entry in root:
        told = {child.tag.rpartition("}")[2]: (child.text or "").strip() for child in entry}
        if (address := _absolute(told.get("loc"), url)) is not None:
            found.append(Link(url=address, is_listing=is_index, stamp=told.get("lastmod") or None))
    return found


def _of_feed(body: bytes, url: str) -> list[Link]:
    if len(body) > _MOST_FEED or body.count(b"<") > _MOST_TAGS or _LONG_TAG.search(body):
        raise FetchRefused(
            f"{url} is a feed of more than {_MOST_FEED // 2**20} MB or {_MOST_TAGS} tags, or with one that never ends"
        )
    import feedparser  # who fetches pages only does without

    # Bytes, and never a text: it would open that as a path or an address.
    parsed = feedparser.parse(
        body,
        response_headers={"content-location": url},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if parsed.bozo and not parsed.entries:
        raise FetchRefused(f"{url} is a feed that cannot be read: {parsed.get('bozo_exception')}")
    return [link for entry in parsed.entries if (link := _of_entry(entry, url)) is not None]


def _of_entry(entry: dict[str, Any], url: str) -> Link | None:
    address = _absolute(entry.get("link"), url)
    if address is None:
        return None
    # not by get(), which answers with the one where only the other is there, and warns of it
    moment = entry["updated_parsed"] if "updated_parsed" in entry else entry.get("published_parsed")
    title = " ".join(str(entry.get("title") or "").split())
    return Link(
        url=address,
        title=title or None,
        published_on=_day(str(entry.get("published") or "")),
        stamp="{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*moment[:6]) if moment else None,
    )


def _day(told: str) -> date | None:
    """The day as the feed writes it, in whatever zone: it is the one that stands over the text."""
    try:
        return date.fromisoformat(told[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(told).date()
    except ValueError:
        return None


def _absolute(address: str | None, url: str) -> str | None:
    if not address:
        return None
    try:
        return str(httpx2.URL(url).join(address.strip()).copy_with(fragment=None))
    except (httpx2.InvalidURL, ValueError):
        return None


def _unpacked(body: bytes, url: str) -> bytes:
    try:
        packed = zlib.decompressobj(wbits=31)
        found = packed.decompress(body, MOST_BYTES + 1)
    except zlib.error as error:
        raise FetchRefused(f"{url} is packed, and cannot be unpacked: {error}") from None
    if len(found) > MOST_BYTES:
        raise FetchRefused(f"{url} is longer than {MOST_BYTES // 2**20} MB when it is unpacked")
    if not packed.eof:
        raise FetchRefused(f"{url} is packed, and breaks off")
    return found
