"""Bytes -> `SourceDocument`, one file a format. A new format is one reader and one line in `READERS`."""

from __future__ import annotations

import json
import re
from io import BufferedReader
from typing import Any

from app.sources.decode import Decoded, decode
from app.sources.guarded import Format, page_rules, read_file, reader_of
from app.sources.jsonl import opens_array, read_jsonl, refuse_json, wide_encoding
from app.sources.source import MAX_BYTES, Item, Reader, Refused
from app.sources.text import read_source, read_text

FORMATS: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
"""What is parsed in a child process, by suffix."""
_GUARDED = {format: reader_of(format) for format in FORMATS.values()}
READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".jsonl": read_jsonl,
    **{suffix: _GUARDED[format] for suffix, format in FORMATS.items()},
}
"""By suffix, lower case."""
_MARKS: dict[Format, re.Pattern[bytes]] = {
    "pdf": re.compile(rb"\s*%PDF-\d"),
    "docx": re.compile(rb"PK\x03\x04"),
    "html": re.compile(
        rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]",
        re.IGNORECASE | re.DOTALL,
    ),
}
"""What the first bytes of a format are."""


def detect_reader(stream: BufferedReader[Any], *, suffix: str = "", rules: str | None = None) -> Reader:
    """The reader for a stream, by its suffix if that is known, else by its first bytes, which are not consumed.

    `rules` are those of `page_rules`, for pages. JSON Lines where the first line that is not empty opens an object, or any whole line at hand is one, but no array of objects:
    that is refused as a whole, as are files called .json, which hold one more often than lines.
    """
    if suffix.lower() == ".json":
        return refuse_json
    if rules is not None and (format := FORMATS.get(suffix.lower())):
        return reader_of(format, rules)
    if reader := READERS.get(suffix.lower()):
        return reader
    head = stream.peek().removeprefix(b"\xef\xbb\xbf")
    if (encoding := wide_encoding(head)) is not None:
        head = head.decode(encoding, errors="ignore").removeprefix("\ufeff").encode("utf-8", errors="ignore")
    for format, mark in _MARKS.items():
        if mark.match(head):
            return _GUARDED[format] if rules is None else reader_of(format, rules)
    if opens_array(head):
        return refuse_json
    lines = [line for line in head.splitlines() if line.strip()]
    if lines and lines[0].lstrip().startswith(b"{"):
        return read_jsonl
    return read_jsonl if any(_is_object(line) for line in lines[:50]) else read_text


def _is_object(line: bytes) -> bool:
    try:
        return line.lstrip().startswith(b"{") and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "READERS",
    "Decoded",
    "Format",
    "Item",
    "Reader",
    "Refused",
    "decode",
    "detect_reader",
    "page_rules",
    "read_file",
    "read_jsonl",
    "read_source",
    "read_text",
    "reader_of",
]
