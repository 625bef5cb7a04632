"""A document that was sent over HTTP: its text, and facts beside it, checked by then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.document import SourceDocument
from app.sources.source import document_of


def sent_document(payload: Mapping[str, Any]) -> SourceDocument:
    """The document of {"text", "facts", "digest"}: facts by their keys in front matter, the SHA-256 of all. Raises `UnreadableSource`."""
    digest = payload["digest"]
    return document_of(
        payload["text"], sha256=digest, facts=payload["facts"], fallback_key=f"sent#{digest[:16]}"
    )
