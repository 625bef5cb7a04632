"""An ask: words that ask for an action, and where what they ask for begins."""

from __future__ import annotations

from enum import StrEnum

from app.domain.record import record


class Shape(StrEnum):
    ANY = "any"
    """what is asked follows somewhere: a clause, an infinitive, a noun"""
    ACTION = "action"
    """it begins with a verb or the object before it"""
    WHOLE = "whole"
    """a clause that is not taken apart: 'we need a common fund'"""


@record
class Ask:
    """Words `first` to `last` (exclusive) ask; what they ask for begins at `start`."""

    first: int
    last: int
    start: int
    shape: Shape
    rule: str
    end: int = 0
    """Where it ends, if that is known already: 'создать фонд предложил он'."""
