"""Warnings of extraction that tell of facts which the source did not: who reads a document again begins without these facts."""

from __future__ import annotations

from typing import Final

NO_DATE: Final = "no date of publication is given or found: 'last year' and the like stay open"
DATE_TAKEN: Final = "the date {day} is taken from the {where}: {told!r}"
LANGUAGE_TAKEN: Final = "language taken for {code!r}: the text is too short or too mixed to be sure"


def beginning(note: str) -> str:
    """What all warnings of one kind begin with."""
    return note.partition("{")[0]
