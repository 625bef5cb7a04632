"""What a reader sees of a text: without invisible characters, combining marks put together with their letters, words joined over soft hyphens.

Web pages and PDF files are full of these. Tokens are cut from what is seen, and keep the places of what is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
"""Soft hyphen, zero-width characters, marks of direction, selectors, the byte order mark; as in a class of a pattern."""
SOFT_HYPHEN = "\u00ad"
_ODD = re.compile(rf"[{INVISIBLE}\u0300-\u036f]")
_SOFT_BREAK = re.compile(r"\u00ad[ \t]*(?:\r\n|[\r\n\u2028])[ \t]*")
_EDGES = re.compile(rf"[{INVISIBLE}\s]")


def is_plain(text: str) -> bool:
    """Whether a text is seen as it is written."""
    return _ODD.search(text) is None


def seen(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The text as it is seen, and where each of its characters begins and ends in what is written.

    >>> seen("за\u0301я\u200bвил")[0]
    'заявил'
    """
    found: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _ODD.finditer(text):
        odd = match.start()
        if odd < at:
            continue  # inside a soft line break
        found += text[at:odd]
        starts += range(at, odd)
        ends += range(at + 1, odd + 1)
        at = odd + 1
        if (broken := _SOFT_BREAK.match(text, odd)) is not None:
            at = broken.end()
        elif found and ends[-1] == odd and "\u0300" <= text[odd] <= "\u036f" and text[odd] != "\u034f":
            found[-1] = _together(found[-1], text[odd])
            ends[-1] = at
    found += text[at:]
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return "".join(found), starts, ends


def _together(letter: str, mark: str) -> str:
    """A letter with its mark: й, ё, é; without one that only tells the stress."""
    if mark in "\u0300\u0301" and "\u0400" <= letter <= "\u052f":
        return letter
    both = unicodedata.normalize("NFC", letter + mark)
    return both if len(both) == 1 else letter


def even_lines(text: str) -> str:
    """The text with every line end as a line feed, as long as it was: a carriage return alone, the separators of Unicode."""
    for end in ("\u2028", "\u2029", "\x85"):
        if end in text:
            text = text.replace(end, "\n")
    return re.sub(r"\r(?!\n)", "\n", text) if "\r" in text else text


def edges(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without white space and invisible characters at its edges; empty where nothing else is there."""
    while start < end and _EDGES.match(text[start]):
        start += 1
    while end > start and _EDGES.match(text[end - 1]):
        end -= 1
    return start, end
