"""Which edition of the index this program makes and reads."""

from __future__ import annotations

from functools import cache
from typing import Final

from app.language.terms import edition

LAYOUT: Final = 1
"""Goes up when the columns of the index or what stands in them change: stored indexes are then made anew."""


@cache
def current_edition() -> int:
    """The number that a stored index must bear to be searched by this program."""
    return (edition() + LAYOUT) & 0x7FFF_FFFF_FFFF_FFFF
