"""Web archives (WARC 1.0 and 1.1, plain or gzip, of any size) -> the pages in them, as if they had just been fetched. Needs the extra `warc`.

One record after the other is read as it comes; what is parsed by others' code is parsed in a child process, as pages of files are.
"""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

from app.domain.document import SourceDocument
from app.domain.visit import Visit
from app.errors import InvalidInput
from app.fetching import Fetched, Known, Link
from app.ingestion.pages import TAKES, read_page
from app.sources import MAX_BYTES, Item, Refused

SUFFIXES: Final = (".warc", ".warc.gz")
MISSING: Final = "web archives need the extra `warc`: pip install 'summitry[warc]'"

_HOLDS: Final = ("response", "resource")
"""Types of records in which a page may be; others tell of the crawl."""

_GZIP: Final = b"\x1f\x8b"
_BROKEN: Final = (EOFError, OSError, zlib.error, ValueError, UnicodeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """One web archive. A page's key is its address, as if it had been fetched; of several captures of one the first is taken."""

    path: Path
    name: str
    size: int | None
    left_out: Counter[str] = field(default_factory=Counter)
    """What else is in it, by what it is: filled while it is read."""

    def __post_init__(self) -> None:
        try:
            import warcio  # noqa: F401
        except ImportError:
            raise InvalidInput(f"{self.path}: {MISSING}") from None

    def place(self, item: Item) -> str:
        return f"{self.path}, {item.name}"

    def visits(self) -> Iterable[Visit]:
        """Nothing: archives are read again, and nobody was asked."""
        return ()

    def read(self, *, rules: str | None = None) -> Iterator[Item]:
        """The pages in it, in order. What cannot be read is refused by its address, damage by the archive's name; nothing is raised."""
        from warcio.exceptions import ArchiveLoadFailed

        met = dict[str, tuple[str, str]]()
        seen = 0
        try:
            with self.path.open("rb") as raw:
                for record in _records(raw):
                    for item in self._documents(record, rules, met):
                        here = raw.tell()
                        yield replace(item, size=here - seen)
                        seen = here
        except (*_BROKEN, ArchiveLoadFailed) as error:
            reason = f"damaged: {_said(error)}; what stood before is read, what follows is not"
            yield Item(found=Refused(name=self.name, reason=reason), name=self.name, size=0)

    def _documents(self, record: Any, rules: str | None, met: dict[str, tuple[str, str]]) -> Iterator[Item]:
        """What one record holds."""
        if record.rec_type not in _HOLDS:
            self.left_out[f"{record.rec_type} records"] += 1
            return
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        url = url.removeprefix("<").removesuffix(">")  # as some writers of WARC 1.0 did
        http = record.http_headers
        status = http.get_statuscode() if http is not None and record.rec_type == "response" else "200"
        if status != "200":
            self.left_out[f"answers of status {status}"] += 1
            return
        told = (http.get_header("Content-Type") if http is not None else record.content_type) or ""
        media_type, _, rest = told.partition(";")
        media_type = media_type.strip().lower()
        if media_type and media_type not in TAKES:
            self.left_out[media_type[:60]] += 1
            return
        if not url.startswith(("http://", "https://")):
            self.left_out["records without a web address"] += 1
            return
        if reason := record.rec_headers.get_header("WARC-Truncated"):
            yield _refusal(url, f"the crawler kept only its beginning ({reason[:40]})")
            return
        body = record.content_stream().read(MAX_BYTES + 1)
        if len(body) <= MAX_BYTES and _is_cut(record.raw_stream):
            yield _refusal(url, "damaged: the archive ends within it")
            return
        if record.digest_checker is not None and record.digest_checker.passed is False:
            yield _refusal(url, "damaged: it does not match the digest that was written beside it")
            return
        day = (record.rec_headers.get_header("WARC-Date") or "")[:10]
        fetched = Fetched(
            url=url, body=body, media_type=media_type, charset=_charset(rest), known=Known(url=url)
        )
        for item in read_page(Link(url=url), fetched, rules=rules, is_named=False):
            yield from _first(item, day, met)


def _records(raw: BufferedReader) -> Iterator[Any]:
    """The records of a WARC file; gzip is undone here, since not everybody packs each record by itself."""
    from warcio.archiveiterator import ArchiveIterator

    plain = gzip.GzipFile(fileobj=raw) if raw.peek(2)[:2] == _GZIP else raw
    yield from ArchiveIterator(plain, check_digests=True)


def _first(item: Item, day: str, met: dict[str, tuple[str, str]]) -> Iterator[Item]:
    """A capture of a page, unless it was met before with the same text; refused, if with another."""
    found = item.found
    if not isinstance(found, SourceDocument):
        yield item
        return
    before = met.setdefault(found.key, (found.sha256, day))
    if before == (found.sha256, day):
        yield item
    elif before[0] != found.sha256:
        reason = f"captured on {before[1]} and, with another text, on {day}; the first is taken: to have the other, ingest its record by itself"
        yield _refusal(item.name, reason)


def _is_cut(stream: Any) -> bool:
    """Whether a record is shorter than it says. What stands behind a body (the end of a chunked one) is read, and so the digest checked."""
    while stream.read(65_536):
        pass
    return bool(stream.limit > 0)


def _refusal(name: str, reason: str) -> Item:
    return Item(found=Refused(name=name, reason=reason), name=name, size=0)


def _charset(rest: str) -> str | None:
    """The encoding that a Content-Type header declares after the type."""
    for part in rest.split(";"):
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _said(error: BaseException) -> str:
    """The first line of what a library says."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
