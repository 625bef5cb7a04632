"""The order of the full-text index: a number for each entry, from its kind, its day, its record and its length.

An index hands out hits in the order of their keys. So a key begins with the day, and 'newest first', a range of days and the page
after another are each a range of keys: no hit is ever sorted. Its last bits tell how long the words are, for the ranking.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from app.schemas.ids import Kind

KINDS: Final[tuple[Kind, ...]] = ("statement", "proposal", "figure", "document")

_LENGTH_BITS: Final = 3
_PLACE_BITS: Final = 22  # 4 million records a day and kind; those of one day stand in the order of their ids
_DAY_BITS: Final = 22  # to the end of the year 9999
_DAY_AT: Final = _PLACE_BITS + _LENGTH_BITS
_KIND_AT: Final = _DAY_AT + _DAY_BITS
_PLACE_SHIFT: Final = 63 - _PLACE_BITS

_LENGTHS: Final = (8, 13, 20, 30, 45, 70, 120)
_DOCUMENT_LENGTHS: Final = tuple(length * 16 for length in _LENGTHS)
LONGEST: Final = len(_LENGTHS)
"""The class of the longest texts; 0 is that of the shortest."""


def key_of(kind: Kind, day: str, record: int, words: int) -> int:
    """The key of a record of so many words; `day` as in `posting.day`. Where it is taken, `step` is added until it is free."""
    lengths = _DOCUMENT_LENGTHS if kind == "document" else _LENGTHS
    length = sum(words >= each for each in lengths)
    return day_start(kind, day) | (record >> _PLACE_SHIFT) << _LENGTH_BITS | length


STEP: Final = 1 << _LENGTH_BITS
"""From one key to the next of the same length."""


def day_start(kind: Kind, day: str) -> int:
    """The first key of a day ('' where it is not known, which is before all others)."""
    number = date.fromisoformat(day).toordinal() if day else 0
    return KINDS.index(kind) << _KIND_AT | number << _DAY_AT


def day_end(kind: Kind, day: str) -> int:
    """The first key after a day."""
    return day_start(kind, day) + (1 << _DAY_AT)


def kind_end(kind: Kind) -> int:
    """The first key after all of a kind."""
    return (KINDS.index(kind) + 1) << _KIND_AT


def kind_of(key: int) -> Kind:
    return KINDS[key >> _KIND_AT]


def day_of(key: int) -> str:
    """The day of a key, '' where it is not known."""
    number = key >> _DAY_AT & (1 << _DAY_BITS) - 1
    return date.fromordinal(number).isoformat() if number else ""


def length_of(key: int) -> int:
    """How long the words are, 0 to `LONGEST`."""
    return key & (1 << _LENGTH_BITS) - 1


def across(key: int) -> int:
    """The place of a key among those of all kinds: by day first, by kind last."""
    kind = key >> _KIND_AT
    return (key & (1 << _KIND_AT) - 1) << 2 | kind


def within(place: int) -> int:
    """The key at a place among those of all kinds."""
    return (place & 3) << _KIND_AT | place >> 2
