"""Where a page ended, as an opaque word: base64url of a version, a seal of the list it belongs to, and the last key.

The seal binds a cursor to the filters and the order it was made with; with any others it belongs to no list.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.errors import Fault, NotFound

_VERSION: Final = b"\x01"
_SEAL: Final = 8  # bytes: enough that a wrong list is noticed; nothing secret is kept by it
_DAY: Final = 10  # YYYY-MM-DD, zero bytes where the day is not known
_ID: Final = 8
RECORD_CURSOR: Final = "^[A-Za-z0-9_-]{36}$"  # 27 bytes, always
KEY_CURSOR: Final = "^[A-Za-z0-9_-]{14,1120}$"  # a key of one character and more; ids have at most 200


@dataclass(frozen=True, slots=True)
class Position:
    """The last record of a page: its day ('' where unknown) and its number."""

    day: str
    id: int


def seal(*parts: str) -> bytes:
    """The mark of one list: its noun, filters and order."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=_SEAL).digest()


def record_cursor(list_seal: bytes, position: Position) -> str:
    """The cursor of a page that ends with this record."""
    day = position.day.encode("ascii").ljust(_DAY, b"\0")
    return _encode(list_seal + day + position.id.to_bytes(_ID, "big"))


def record_position(cursor: str, list_seal: bytes) -> Position:
    """Where the page of this cursor ended; `NotFound` if it is not one of this list."""
    key = _decode(cursor, list_seal)
    try:
        day = key[:_DAY].rstrip(b"\0").decode("ascii")
        number = int.from_bytes(key[_DAY:], "big")
        if len(key) != _DAY + _ID or number >= 2**63 or (day and date.fromisoformat(day).isoformat() != day):
            raise ValueError
    except ValueError:
        raise _foreign(cursor) from None
    return Position(day, number)


def key_cursor(list_seal: bytes, key: str) -> str:
    """The cursor of a page of the vocabulary that ends with this id."""
    return _encode(list_seal + key.encode())


def last_key(cursor: str, list_seal: bytes) -> str:
    """The id that the page of this cursor ended with; `NotFound` if it is not one of this list."""
    try:
        return _decode(cursor, list_seal).decode()
    except UnicodeDecodeError:
        raise _foreign(cursor) from None


def _encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(_VERSION + content).rstrip(b"=").decode("ascii")


def _decode(cursor: str, list_seal: bytes) -> bytes:
    try:
        content = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _foreign(cursor) from None
    head = _VERSION + list_seal
    if not content.startswith(head) or _encode(content[1:]) != cursor:  # one spelling only
        raise _foreign(cursor)
    return content[len(head) :]


def _foreign(cursor: str) -> NotFound:
    return NotFound(
        "This cursor belongs to no page of this list. Take it from `next` and keep filters and order as they were.",
        (Fault(loc="query/cursor", message="belongs to no page of this list", value=cursor[:60]),),
    )
