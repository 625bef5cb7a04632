"""Where a page ended or began, as an opaque word: base64url of a direction, a seal of the list it belongs to, and that key.

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

_ON: Final = b"\x01"
_BACK: Final = b"\x02"
_SEAL: Final = 8  # bytes: enough that a wrong list is noticed; nothing secret is kept by it
_DAY: Final = 10  # YYYY-MM-DD, zero bytes where the day is not known
_ID: Final = 8
RECORD_CURSOR: Final = "^[A-Za-z0-9_-]{36}$"  # 27 bytes, always
KEY_CURSOR: Final = "^[A-Za-z0-9_-]{14,1120}$"  # a key of one character and more; ids have at most 200


@dataclass(frozen=True, slots=True)
class Position:
    """A record at the edge of a page: its day ('' where unknown) and its number. `back`: what is wanted lies before it, not after."""

    day: str
    id: int
    back: bool = False


def seal(*parts: str) -> bytes:
    """The mark of one list: its noun, filters and order."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=_SEAL).digest()


def record_cursor(list_seal: bytes, position: Position) -> str:
    """The cursor of the page after this record, or of the one before it."""
    day = position.day.encode("ascii").ljust(_DAY, b"\0")
    return _encode(list_seal, day + position.id.to_bytes(_ID, "big"), position.back)


def record_position(cursor: str, list_seal: bytes) -> Position:
    """Where the page of this cursor begins, or ends; `NotFound` if it is not one of this list."""
    key, back = _decode(cursor, list_seal)
    try:
        day = key[:_DAY].rstrip(b"\0").decode("ascii")
        number = int.from_bytes(key[_DAY:], "big")
        if len(key) != _DAY + _ID or number >= 2**63 or (day and date.fromisoformat(day).isoformat() != day):
            raise ValueError
    except ValueError:
        raise _foreign(cursor) from None
    return Position(day, number, back)


def key_cursor(list_seal: bytes, key: str, *, back: bool = False) -> str:
    """The cursor of the page of the vocabulary after this id, or of the one before it."""
    return _encode(list_seal, key.encode(), back)


def edge_key(cursor: str, list_seal: bytes) -> tuple[str, bool]:
    """The id that the page of this cursor follows, or goes before (True); `NotFound` if it is not one of this list."""
    key, back = _decode(cursor, list_seal)
    try:
        return key.decode(), back
    except UnicodeDecodeError:
        raise _foreign(cursor) from None


def _encode(list_seal: bytes, key: bytes, back: bool) -> str:
    return base64.urlsafe_b64encode((_BACK if back else _ON) + list_seal + key).rstrip(b"=").decode("ascii")


def _decode(cursor: str, list_seal: bytes) -> tuple[bytes, bool]:
    try:
        content = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _foreign(cursor) from None
    back = content[:1] == _BACK
    key = content[1 + len(list_seal) :]
    if _encode(list_seal, key, back) != cursor:  # of another list, or a second spelling
        raise _foreign(cursor)
    return key, back


def _foreign(cursor: str) -> NotFound:
    return NotFound(
        "This cursor belongs to no page of this list. Take it from `next` or `prev` and keep filters and order as they were.",
        (Fault(loc="query/cursor", message="belongs to no page of this list", value=cursor[:60]),),
    )
