"""What is remembered of an address that was fetched."""

from __future__ import annotations

from app.domain.record import record


@record(kw_only=True)
class Visit:
    """Enough of what stood at an address to know later whether something else stands there."""

    url: str
    """As it was asked for."""
    found_at: str
    """Where its redirects led to: what is told of it by its host holds there only."""
    digest: str | None = None
    """SHA-256 of its bytes in hex, None where they were not taken."""
    etag: str | None = None
    last_modified: str | None = None
    stamp: str | None = None
    """What the list that led to it said of its last change."""
    key: str | None = None
    """That of its document, None where it is a list or was refused."""
    pages: int | None = None
    """Of a list that was not read to its end: how many of its pages were."""
    refused: str | None = None
    """Why it is no document."""
