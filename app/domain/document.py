"""A document as it was read: its text is frozen from here on, every offset points into it."""

from __future__ import annotations

from datetime import date

from app.domain.record import record


@record(kw_only=True)
class SourceDocument:
    """One article or press release.

    `key` is what identifies the source whatever its wording: an address, a given id, or the file's name; the document's id
    is made from it. `sha256` (hex) is that of the original bytes and names the version. `language` is None until it is known.
    """

    key: str
    text: str
    sha256: str
    title: str | None = None
    language: str | None = None
    published_on: date | None = None
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    event: str | None = None
    """The summit as the source itself names it, if it does."""
    excerpt: int | None = None
    """The most characters that may be shown in one piece, as the document itself tells; its site may allow fewer. None: it tells no limit."""
    complete: bool = True
    warnings: tuple[str, ...] = ()
