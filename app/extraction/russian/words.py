"""What a Russian word can be in a noun phrase, worked out once a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.extraction.toolkit import Kit
from app.language import Token
from app.language.base import REMEMBERED, Reading

OPENING, CLOSING = '«"“„', '»"”“'
"""Quotation marks."""
PERSONAL = frozenset({"он", "она", "они", "я", "мы", "вы", "ты"})
COUNTS = frozenset({"несколько", "много", "немало", "сколько", "столько"})
ALL_CASES = frozenset({"nom", "gen", "dat", "acc", "ins", "loc"})
_NOT_NOMINAL = frozenset({"verb", "preposition", "conjunction", "gerund", "infinitive", "short"})
_SHAPES: dict[str, Shape] = {}


class Agreement(NamedTuple):
    """Cases, number and gender of a noun, and whether it lives."""

    cases: frozenset[str]
    number: str
    gender: str
    alive: bool


class Shape(NamedTuple):
    """What a word can be in a noun phrase."""

    first: str
    nouns: tuple[Reading, ...]
    adjectives: tuple[Reading, ...]
    agreement: Agreement
    """That of the noun."""
    genitive: bool
    """A noun in the genitive,"""
    genitive_modifier: bool
    """or an adjective in it."""
    begins: bool
    """Whether a phrase may begin here; with a capital letter any word may be a name."""


def shape(token: Token) -> Shape:
    """Nominal readings of a word, remembered a word."""
    found = _SHAPES.get(token.low)
    if found is None:
        if len(_SHAPES) >= REMEMBERED:
            _SHAPES.clear()
        found = _SHAPES[token.low] = _shape(token)
    return found


def _shape(token: Token) -> Shape:
    readings = token.readings[:10]
    first = readings[0].pos if readings else "other"
    nouns = tuple(item for item in readings if item.pos in ("noun", "name") and item.case)
    adjectives = tuple(item for item in readings if item.pos in ("adjective", "participle") and item.case)
    if first in _NOT_NOMINAL:
        nouns = adjectives = ()
    counts = token.kind == "number" or first == "numeral" or token.low in COUNTS
    return Shape(
        first,
        nouns,
        adjectives,
        agreement_of(nouns),
        any(item.case == "gen" for item in nouns),
        any(item.case == "gen" for item in adjectives),
        bool(nouns or adjectives) or counts or token.low in PERSONAL or token.text in OPENING,
    )


def agreement_of(readings: Sequence[Reading]) -> Agreement:
    """What a noun agrees by: in the nominative where it can stand in it; in any case where nothing is known of it."""
    if not readings:
        return Agreement(ALL_CASES, "", "", False)
    chosen = next((item for item in readings if item.case == "nom"), readings[0])
    return Agreement(frozenset(item.case for item in readings), chosen.number, chosen.gender, chosen.animate)


def is_acronym(token: Token) -> bool:
    """'МИД', 'BBC', 'Fitch': a name that no case ending shows."""
    if not token.capital or token.kind != "word":
        return False
    letters = token.text.replace("-", "")
    return letters.isascii() or (letters.isupper() and len(letters) > 1)


def is_known(kit: Kit, token: Token) -> bool:
    """Whether the dictionary has a word."""
    return kit.language.knows(token.low)


def is_family(kit: Kit, token: Token) -> bool:
    """Whether a word with a capital letter inside a sentence can only be a family name: no acronym, body or title, and no word of the
    language but a name."""
    if not _may_be_family(kit, token):
        return False
    found = shape(token)
    if not kit.language.knows(token.low):
        return found.first not in ("verb", "infinitive")
    return any(item.pos == "name" or item.animate for item in found.nouns[:3])


def is_family_at_start(kit: Kit, token: Token) -> bool:
    """The same where a sentence or name begins, and every word has a capital letter."""
    if not _may_be_family(kit, token):
        return False
    found = shape(token)
    if not kit.language.knows(token.low):
        return found.first not in ("verb", "infinitive")
    return bool(found.nouns) and found.nouns[0].pos == "name"


def _may_be_family(kit: Kit, token: Token) -> bool:
    if token.kind != "word" or not token.capital or len(token.text) < 3:
        return False
    if is_acronym(token) or not "а" <= token.low[0] <= "я":
        return False
    words = kit.words.speakers
    if token.low.startswith(tuple(words.body_beginnings)) or token.low.endswith(tuple(words.body_endings)):
        return False
    return kit.roles.at([token], 0, 1) is None and kit.bodies.at([token], 0, 1) is None
