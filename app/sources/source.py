"""What every format shares: the reader's face, what a document that cannot be read leaves behind, and the facts told beside a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO, Protocol
from urllib.parse import urlsplit

from app.domain.document import SourceDocument
from app.domain.visit import Visit
from app.errors import UnreadableSource

MAX_BYTES = 8 * 2**20
"""Longest document read, in bytes: a hundred times the longest press release."""
MAX_FACT = 2000  # characters of a title, an address, a name
LANGUAGE = re.compile(r"^([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_][A-Za-z0-9]+)*$")
DATE_PREFIX = re.compile(r"^\s*date (\d{4}-\d{2}-\d{2})(?=\s|$)")
DIGITS = re.compile("[0-9]{1,10}")
MOST_EXCERPT = 2**31 - 1
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


STREAM = "stdin"
"""Name of a document that comes over a stream: it has no file, and its key is made from its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A document that cannot be read: its name, the reason, and in a file of many its id (if it has one) and line (from 1)."""

    name: str
    reason: str
    id: str | int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One document of an input, read or refused, with the bytes it took (for progress)."""

    found: SourceDocument | Refused
    name: str
    size: int
    id: str | int | None = None
    """The id as the source writes it, None where it gives none."""
    line: int | None = None
    visit: Visit | None = None
    """Where it was fetched, to be remembered with it."""


class Reader(Protocol):
    """One format: a stream of bytes -> the documents in it, one after the other, in order. Never raises for what it reads."""

    def __call__(self, stream: BinaryIO, *, name: str) -> Iterator[Item]: ...


def document_of(
    text: str, *, sha256: str, facts: Mapping[str, Any], fallback_key: str, warnings: tuple[str, ...] = ()
) -> SourceDocument:
    """A document from its text and the facts told beside it, by their keys in front matter.

    A fact that cannot be used is left out with a warning. Raises `UnreadableSource` for an empty text or an unusable id.
    """
    if not text.strip():
        raise UnreadableSource("the text is empty")
    noted = list(warnings)
    told = {key: value for key, value in facts.items() if value not in (None, "")}
    url = _url(told, noted)
    return SourceDocument(
        key=_id(told) or url or fallback_key,
        text=text,
        sha256=sha256,
        title=_line(told, "title", noted),
        language=_language(told, noted),
        published_on=_date(told, noted) or date_prefix(text),
        publisher=_line(told, "publisher", noted),
        url=url,
        licence=_line(told, "licence", noted),
        event=_line(told, "event", noted),
        excerpt=_excerpt(told, noted),
        warnings=tuple(noted),
    )


def date_prefix(text: str) -> date | None:
    """The day in ` date YYYY-MM-DD ` at the very start of a text. The text keeps it: offsets count every character."""
    found = DATE_PREFIX.match(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _id(told: Mapping[str, Any]) -> str | None:
    value = told.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_FACT or UNPRINTABLE.search(value):
        raise UnreadableSource("`id` must be a number or a short line of text")
    return value


def _line(told: Mapping[str, Any], key: str, noted: list[str]) -> str | None:
    value = told.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        line = " ".join(value.split())
        if line and len(line) <= MAX_FACT and not UNPRINTABLE.search(line):
            return line
    noted.append(f"`{key}` is no line of text; left out")
    return None


def _excerpt(told: Mapping[str, Any], noted: list[str]) -> int | None:
    """The limit that is told, a number or its digits. One that cannot be read is the strictest: what was meant to be kept back must not be shown."""
    value = told.get("excerpt")
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_EXCERPT:
        return value
    if isinstance(value, str) and DIGITS.fullmatch(value) and int(value) <= MOST_EXCERPT:
        return int(value)
    noted.append("`excerpt` is no number of characters, 0 or more; nothing of the text is shown")
    return 0


def _url(told: Mapping[str, Any], noted: list[str]) -> str | None:
    url = _line(told, "url", noted)
    try:
        parts = urlsplit(url) if url else None
    except ValueError:
        parts = None
    if parts and parts.scheme in ("http", "https") and parts.netloc and " " not in (url or ""):
        return url
    if url:
        noted.append("`url` is no http address; left out")
    return None


def _date(told: Mapping[str, Any], noted: list[str]) -> date | None:
    value = _line(told, "date", noted)
    if value is None:
        return None
    try:
        # A time behind the day is allowed; the day is the one that the source writes, whatever the zone.
        return (
            date.fromisoformat(value)
            if len(value) == len("YYYY-MM-DD")
            else datetime.fromisoformat(value).date()
        )
    except ValueError:
        noted.append(f"`date` is {value[:40]!r}, not YYYY-MM-DD; left out")
        return None


def _language(told: Mapping[str, Any], noted: list[str]) -> str | None:
    value = _line(told, "language", noted)
    if value is None:
        return None
    if found := LANGUAGE.match(value):
        script = found[2]
        return found[1].lower() + (f"-{script.title()}" if script else "")
    noted.append(f"`language` is {value[:40]!r}, no code such as ru or en; left out")
    return None
