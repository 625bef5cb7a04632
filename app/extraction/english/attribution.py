"""What an attribution is: a cue with who speaks, where it stands and what it governs."""

from __future__ import annotations

from enum import IntEnum

from app.domain.record import record
from app.extraction.english.phrases import NounPhrase
from app.extraction.speech.cues import Cue

CLAUSES = ("that", "clause", "wh", "quote", "colon")
"""Complements that tell what is said in a clause or quotation."""


class Place(IntEnum):
    """Where an attribution stands, the surest first."""

    INSERTED = 0
    """'…, X said.', ', said X,', 'as X put it'"""
    MAIN = 1
    OF_WORDS = 2
    """'according to X'"""
    SUBORDINATE = 3
    GERUND = 4
    NOUN = 5
    PASSIVE = 6


@record
class Attribution:
    """A cue with the phrase of who speaks (None: nobody is told) and where it stands."""

    cue: Cue
    subject: NounPhrase | None
    place: Place
    how: str
    complement: str
    """that | clause | wh | quote | colon | to | prep | object | none"""
