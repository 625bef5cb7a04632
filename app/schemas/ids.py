"""Ids made from content, so that they survive re-extraction and small edits: never row order, never offsets.

A number of 63 bits (it fits a BIGINT) is stored; the world sees a prefix and 13 characters of Crockford's base32 in lower
case, of fixed width, so that texts sort as numbers do: `st-0hb1mckzxg6yt`.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final, Literal

from app.domain.kinds import FindingKind

Kind = Literal["document", "statement", "proposal", "figure", "claim", "thread"]

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
WIDTH: Final = 13
PREFIXES: Final[dict[str, str]] = {
    "document": "doc",
    "statement": "st",
    "proposal": "pr",
    "figure": "fi",
    "claim": "cl",
    "thread": "th",
}

# 63 bits are 3 bits and twelve times 5: the first character goes no further than 7.
_DIGITS: Final = "[0-7][0-9a-hjkmnp-tv-z]{12}"
DOCUMENT_ID: Final = f"^doc-{_DIGITS}$"
STATEMENT_ID: Final = f"^st-{_DIGITS}$"
PROPOSAL_ID: Final = f"^pr-{_DIGITS}$"
FIGURE_ID: Final = f"^fi-{_DIGITS}$"
CLAIM_ID: Final = f"^cl-{_DIGITS}$"
THREAD_ID: Final = f"^th-{_DIGITS}$"
ANY_ID: Final = f"^(doc|st|pr|fi)-{_DIGITS}$"
"""Of what is read in documents."""

_ANY: Final = re.compile(f"^(doc|st|pr|fi|cl|th)-{_DIGITS}$")
_VALUES: Final = {character: value for value, character in enumerate(ALPHABET)}


def _number(*parts: str) -> int:
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") & 0x7FFF_FFFF_FFFF_FFFF


def document_id(key: str) -> int:
    """The id of the document with this source key (an address or a given id)."""
    return _number("document", key)


def finding_id(document: int, kind: FindingKind, words: str, occurrence: int) -> int:
    """The id of a finding from its document, kind, words, and how many times the same words came before it (0, 1, …).

    White space and the case of letters make no difference.
    """
    return _number(str(document), kind.value, " ".join(words.split()).casefold(), str(occurrence))


def claim_id(series: str, days: str) -> int:
    """The id of all that is claimed of one thing, from what names the thing and its days."""
    return _number("claim", series, days)


def thread_id(proposal: int) -> int:
    """The id of the thread that a proposal is the first of."""
    return _number("thread", str(proposal))


def show(kind: Kind | FindingKind, number: int) -> str:
    """The id as the world sees it. `ValueError` for a number outside 0..2**63-1.

    >>> show("statement", 0), show("document", 2**63 - 1)
    ('st-0000000000000', 'doc-7zzzzzzzzzzzz')
    """
    if not 0 <= number < 2**63:
        raise ValueError(f"an id has 63 bits, not {number}")
    digits = "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (WIDTH - 1), -1, -5))
    return f"{PREFIXES[str(kind)]}-{digits}"


def parse(text: str, kind: Kind | FindingKind | None = None) -> int:
    """The number of a shown id; `ValueError` if it is none, or one of another kind than the one asked for.

    >>> parse("st-0000000000010"), parse("st-0000000000010", "statement")
    (32, 32)
    """
    match = _ANY.fullmatch(text)
    if match is None or (kind is not None and match[1] != PREFIXES[str(kind)]):
        raise ValueError(f"{text!r} is not the id of a {kind or 'record'}")
    number = 0
    for character in text[-WIDTH:]:
        number = number << 5 | _VALUES[character]
    return number
