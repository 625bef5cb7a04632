"""Addresses -> the documents behind them: a page, or the pages that a feed or a sitemap lists, as they come over the network."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BufferedReader, BytesIO, RawIOBase
from typing import Final, cast

import httpx2

from app.domain.document import SourceDocument
from app.domain.visit import Visit
from app.errors import AppError, UnreadableSource, describe_defect
from app.fetching import (
    Fetched,
    Fetcher,
    FetchFailed,
    FetchRefused,
    Known,
    Link,
    Listing,
    read_listing,
    without_user,
)
from app.ingestion.origin import Kept
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


class Web:
    """What addresses are read with during one run: who fetches, what is remembered, and which documents were met by which address."""

    def __init__(
        self,
        fetcher: Fetcher,
        remembered: Callable[[str], Visit | None] = lambda url: None,
        *,
        asks_again: bool = True,
    ) -> None:
        """`remembered` is the last visit of an address, None where what it led to is to be read anew. Without `asks_again` a page that a list
        names is asked for only if it is new, or if the list says that it has changed."""
        self.fetcher = fetcher
        self.remembered = remembered
        self.asks_again = asks_again
        self._met: dict[str, tuple[str, str]] = {}

    def meet(self, document: SourceDocument, url: str) -> tuple[str, bool]:
        """The address by which a document was met first, and whether its text was the same."""
        digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
        first, before = self._met.setdefault(document.key, (url, digest))
        return first, digest == before


class Address:
    """What stands at an address: one page, or up to `limit` pages, the newest first, where it is a list of them.

    Once it was read, `failure` is why it could not be had itself, and `seen` the number of pages that were not asked for again.
    """

    size: int | None = None  # nobody knows before

    def __init__(self, url: str, web: Web, *, limit: int | None = None) -> None:
        self.url = url
        self.failure: AppError | None = None
        self.seen = 0
        self._web = web
        self._limit = limit
        self._left = limit
        self._lists: list[Visit] = []
        self._is_whole = True

    @property
    def name(self) -> str:
        return self.url

    def place(self, item: Item) -> str:
        """Where one of its documents was found."""
        return item.name

    def visits(self) -> Iterable[Visit]:
        """The lists that were read, unless a page could not be had that may be there the next time."""
        return self._lists if self._is_whole else ()

    def read(self, *, rules: str | None = None) -> Iterator[Item | Kept]:
        """Its documents, once. Whatever cannot be had is one refused document; nothing is raised."""
        return self._read(Link(url=self.url, is_listing=True), MOST_DEPTH, rules)

    def _read(self, link: Link, depth: int, rules: str | None) -> Iterator[Item | Kept]:
        before = self._web.remembered(link.url)
        if before is not None and self._is_seen(link, before):
            self.seen += 1
            return
        if before is not None and not self._holds(before, depth):
            before = None
        fetched = self._fetch(link, before)
        if isinstance(fetched, Item):
            yield fetched
        elif before is not None and fetched.digest in (None, before.digest):
            told = replace(_visit(link, fetched), key=before.key, pages=before.pages)
            if fetched.body is None:  # what it was known by goes on to hold
                told = replace(before, stamp=link.stamp)
            yield Kept(link.url, told if told != before else None)
        elif link.is_listing and (listing := _listing(fetched)) is not None:
            if isinstance(listing, str):
                yield _refusal(replace(_visit(link, fetched), refused=listing))
            else:
                yield from self._read_list(link, fetched, listing, depth, rules)
        else:
            yield from self._read_page(link, fetched, rules)

    def _is_seen(self, link: Link, before: Visit) -> bool:
        """Whether a list gives no reason to ask for one of its pages again."""
        if self._web.asks_again or link.url == self.url:
            return False
        return link.stamp == before.stamp and not (link.is_listing and link.stamp is None)

    def _holds(self, before: Visit, depth: int) -> bool:
        """Whether nothing need be read if the same stands there as before."""
        if before.refused is not None:
            return False
        if before.key is not None or self._limit is None:
            return before.pages is None
        # Of the lists in an index, how many pages are wanted depends on the others.
        return depth == MOST_DEPTH and (before.pages is None or before.pages >= self._limit)

    def _read_list(
        self, link: Link, fetched: Fetched, listing: Listing, depth: int, rules: str | None
    ) -> Iterator[Item | Kept]:
        """The pages of a list, and of the lists in it."""
        number = 0
        for entry in listing.links:
            if self._left == 0:
                break
            number += 1
            if not entry.is_listing and self._left is not None:
                self._left -= 1
            if entry.is_listing and depth == 1:
                reason = "a list in a list in a list, which is not followed"
                yield _refusal(Visit(url=entry.url, found_at=entry.url, stamp=entry.stamp, refused=reason))
            else:
                yield from self._read(entry, depth - 1, rules)
        # An index is asked for each time: it may not tell that one of its lists has changed.
        if not any(entry.is_listing for entry in listing.links) and (
            self._limit is None or depth == MOST_DEPTH
        ):
            pages = number if number < len(listing.links) else None
            self._lists.append(replace(_visit(link, fetched), pages=pages))

    def _fetch(self, link: Link, before: Visit | None) -> Fetched | Item:
        known = (
            None
            if before is None
            else Known(url=before.found_at, etag=before.etag, last_modified=before.last_modified)
        )
        try:
            return self._web.fetcher.fetch(link.url, takes=TAKES, known=known)
        except AppError as error:
            if link.url == self.url:
                self.failure = error
            reason = reason_of(error, link.url)
            if isinstance(error, FetchFailed) and self._web.asks_again and "try again" not in reason:
                reason += "; try again later"
            shown = without_user(link.url)
            refused = Visit(url=shown, found_at=shown, stamp=link.stamp, refused=reason)
            if isinstance(error, FetchRefused) and shown == link.url:
                return _refusal(refused)
            self._is_whole = False  # it may be there the next time, or is not to be kept
            return replace(_refusal(refused), visit=None)

    def _read_page(self, link: Link, fetched: Fetched, rules: str | None) -> Iterator[Item | Kept]:
        visit = _visit(link, fetched)
        for item in read_page(link, fetched, rules=rules, is_named=link.url == self.url):
            if item.line is not None:  # one of many, which are all read again
                yield item
            elif isinstance(item.found, Refused):
                yield replace(item, visit=replace(visit, refused=item.found.reason))
            else:
                seen = replace(visit, key=item.found.key)
                first, is_same = self._web.meet(item.found, link.url)
                if first == link.url:
                    yield replace(item, visit=seen)
                elif (
                    is_same
                ):  # one page under two addresses; it is stored by now, or stands in the same batch
                    yield Kept(link.url, seen)
                else:
                    reason = f"it says that it is {item.found.key}, as {first} does, which has another text; that one is stored"
                    yield _refusal(replace(visit, refused=reason))


def reason_of(error: AppError, url: str) -> str:
    """Why an address could not be had, where it stands before that anyway."""
    for opening in (f"{url}: ", f"{url} "):
        if error.detail.startswith(opening):
            return error.detail.removeprefix(opening)
    return error.detail


def _visit(link: Link, fetched: Fetched) -> Visit:
    known = fetched.known
    return Visit(
        url=link.url,
        found_at=fetched.url,
        digest=fetched.digest,
        etag=known.etag,
        last_modified=known.last_modified,
        stamp=link.stamp,
    )


def _listing(fetched: Fetched) -> Listing | str | None:
    """The list that was fetched, or why it cannot be read; None where it is none."""
    try:
        return read_listing(fetched.body or b"", url=fetched.url)
    except AppError as error:
        return error.detail


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
            reason = "lines of JSON, whose documents name themselves; they are read from an address that is given itself"
            yield Item(found=Refused(name=link.url, reason=reason), name=link.url, size=len(raw))
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


def _refusal(visit: Visit) -> Item:
    return Item(
        found=Refused(name=visit.url, reason=visit.refused or ""), name=visit.url, size=0, visit=visit
    )
