"""Addresses -> the documents behind them: a page, or the pages that a feed or a sitemap lists, as they come over the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BufferedReader, BytesIO, RawIOBase
from typing import Final, cast

import httpx2

from app.domain.document import SourceDocument
from app.errors import AppError, UnreadableSource, describe_defect
from app.fetching import Fetched, Fetcher, Link, read_listing
from app.sources import (
    FORMATS,
    MAX_BYTES,
    READERS,
    Item,
    Refused,
    detect_reader,
    read_file,
    read_source,
    read_text,
)

LISTS: Final = frozenset(
    f"{kind}{way}"
    for kind in ("application/", "text/")
    for way in ("xml", "rss+xml", "atom+xml", "rdf+xml", "gzip", "x-gzip")
)
SUFFIXES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/markdown": ".md",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/x-jsonlines": ".jsonl",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""What a media type would be called as a file."""
UNTOLD: Final = frozenset({"application/octet-stream", "binary/octet-stream"})
"""What servers call files that they know nothing of: their names and first bytes tell more."""
TAKES: Final = (
    LISTS | UNTOLD | {"text/plain"} | {kind for kind, suffix in SUFFIXES.items() if suffix in READERS}
)
MOST_DEPTH: Final = 2
"""Lists in lists: an index, its sitemaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What stands at an address: one page, or up to `limit` pages, the newest first, where it is a list of them."""

    url: str
    fetcher: Fetcher
    limit: int | None = None

    @property
    def name(self) -> str:
        return self.url

    @property
    def size(self) -> None:
        """Nobody knows before."""
        return None

    def place(self, item: Item) -> str:
        """Where one of its documents was found."""
        return item.name

    def read(self, *, rules: str | None = None) -> Iterator[Item]:
        """Its documents. Whatever cannot be had is one refused document; nothing is raised."""
        left = self.limit
        for link, fetched in _found(self.fetcher, Link(url=self.url, is_listing=True), MOST_DEPTH):
            if isinstance(fetched, Refused):
                yield _refusal(fetched)
                continue
            if left is not None and link.url != self.url:
                if left == 0:
                    return
                left -= 1
            if fetched is None:
                fetched = _fetch(self.fetcher, link)
            yield from (
                [_refusal(fetched)]
                if isinstance(fetched, Refused)
                else read_page(link, fetched, rules=rules, is_named=link.url == self.url)
            )


def _found(fetcher: Fetcher, link: Link, depth: int) -> Iterator[tuple[Link, Fetched | Refused | None]]:
    """The pages behind a link that may be a list: those that are fetched already with what was found, those of a list without."""
    fetched = _fetch(fetcher, link)
    if isinstance(fetched, Refused):
        yield link, fetched
        return
    try:
        listing = read_listing(fetched.body or b"", url=fetched.url)
    except AppError as error:
        yield link, Refused(name=link.url, reason=error.detail)
        return
    if listing is None:
        yield link, fetched
        return
    for entry in listing.links:
        if not entry.is_listing:
            yield entry, None
        elif depth > 1:
            yield from _found(fetcher, entry, depth - 1)
        else:
            yield entry, Refused(name=entry.url, reason="a list in a list in a list, which is not followed")


def _fetch(fetcher: Fetcher, link: Link) -> Fetched | Refused:
    try:
        return fetcher.fetch(link.url, takes=TAKES)
    except AppError as error:
        return Refused(name=link.url, reason=error.detail)


def read_page(
    link: Link, fetched: Fetched, *, rules: str | None = None, is_named: bool = True
) -> Iterator[Item]:
    """The documents in what was fetched. A page's key is its address: nothing that it says of itself may take another host's place.

    Lines of JSON, whose documents name themselves, are read only where somebody named their address (`is_named`), and not where a list did.
    """
    raw = fetched.body or b""
    stream = BufferedReader(cast("RawIOBase", BytesIO(raw)))
    suffix = _suffix(fetched)
    reader = detect_reader(stream, suffix=suffix)
    format = next((format for suffix, format in FORMATS.items() if READERS[suffix] is reader), None)
    if format is None and reader is not read_text:
        if not is_named:
            yield _refusal(
                Refused(
                    name=link.url,
                    reason="lines of JSON, whose documents name themselves; they are read from an address that is given itself",
                )
            )
            return
        yield from reader(stream, name=fetched.url)
        return
    found: SourceDocument | Refused
    try:
        if len(raw) > MAX_BYTES:
            raise UnreadableSource(f"longer than {MAX_BYTES // 2**20} MB")
        if format is not None:
            told = read_file(
                raw, format=format, name=fetched.url, url=fetched.url, declared=fetched.charset, rules=rules
            )
        elif fetched.media_type in LISTS:
            raise UnreadableSource("XML that is neither a feed, a sitemap nor a page")
        else:
            told = read_source(raw, name=fetched.url, declared=fetched.charset)
        found = _settled(told, link, fetched.url)
    except UnreadableSource as error:
        found = Refused(name=fetched.url, reason=error.detail)
    except Exception as error:  # one page that brings out a defect must not cost the others
        found = Refused(name=fetched.url, reason=describe_defect(error))
    yield Item(found=found, name=fetched.url, size=len(raw))


def _suffix(fetched: Fetched) -> str:
    """What it would be called as a file; '' where its first bytes must tell."""
    if fetched.media_type in SUFFIXES:
        return SUFFIXES[fetched.media_type]
    if fetched.media_type in LISTS:
        return ""
    last = httpx2.URL(fetched.url).path.rpartition("/")[2]
    suffix = "." + last.rpartition(".")[2].lower() if "." in last else ""
    return suffix if suffix in READERS else ""


def _settled(document: SourceDocument, link: Link, url: str) -> SourceDocument:
    """A document under its address, with what a list told of it where it does not tell it itself."""
    own = document.url if document.url is not None and _site(document.url) == _site(url) else url
    return replace(
        document,
        key=own,
        url=own,
        title=document.title or link.title,
        published_on=document.published_on or link.published_on,
    )


def _site(url: str) -> str:
    try:
        return httpx2.URL(url).host.removeprefix("www.")
    except (httpx2.InvalidURL, ValueError):
        return ""


def _refusal(refused: Refused) -> Item:
    return Item(found=refused, name=refused.name, size=0)
