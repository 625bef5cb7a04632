"""Promises told in the present: 'сообщил, что перечисляет', 'Tavania is opening an embassy', 'Tavania to drop visas'."""

from __future__ import annotations

from app.extraction.acts.actions import actions_of
from app.extraction.acts.beginnings import clause_start
from app.extraction.acts.sides import own_subject
from app.extraction.draft import Draft
from app.extraction.toolkit import Kit
from app.language import Token

_PRONOUNS = frozenset({"he", "she", "they", "we", "i", "он", "она", "они", "мы", "я"})
_BE = frozenset({"is", "are", "was", "were", "am"})
_ORDERED = frozenset({"ordered", "instructed", "directed", "tasked", "signed", "commissioned"})
_CLAUSE = frozenset({"that", "что"})


def performs(draft: Draft, first: int, last: int, own: str | None) -> bool:
    """Whether words announce in the present what the speaker's own side is doing or is about to do."""
    english = draft.kit.code == "en"
    if english and (_headline(draft, first, last, own) or _offers(draft, first, last)):
        return True
    places = draft.kit.trigger(_performing).places(draft.tokens, first, last)
    test = _english if english else _russian
    return any(test(draft, number, first, last, own) for number in places) and not any(
        token.lemmas & draft.kit.words.acts.habits for token in draft.tokens[first:last]
    )  # 'ежегодно выделяет': a fact


def _performing(kit: Kit, token: Token) -> bool:
    """A verb that does what it tells: in the present in Russian, with -ing in English."""
    if not token.lemmas & kit.words.acts.performs:
        return False
    if kit.code == "en":
        return token.low.endswith("ing")
    return any(reading.pos == "verb" and reading.tense == "pres" for reading in token.readings[:2])


def _russian(draft: Draft, number: int, first: int, last: int, own: str | None) -> bool:
    tokens = draft.tokens
    at = number
    while at > first and (tokens[at - 1].can_be("adverb") or tokens[at - 1].low in _PRONOUNS):
        at -= 1
    if at > first and tokens[at - 1].low == "что":
        return True  # no subject of its own: who speaks does it
    return own_subject(draft, clause_start(draft, number, first), number, last, own)


def _english(draft: Draft, number: int, first: int, last: int, own: str | None) -> bool:
    tokens = draft.tokens
    at = number - 1
    while at > first and (tokens[at].low.endswith("ly") or tokens[at].low in ("also", "now", "soon")):
        at -= 1
    if at <= first or tokens[at].low not in _BE:
        return False
    subject = tokens[at - 1]
    if subject.low in _PRONOUNS:
        return at - 1 == first or tokens[at - 2].low in _CLAUSE or tokens[at - 2].low.endswith("ed")
    return own_subject(draft, clause_start(draft, at, first), at, last, own)


def _headline(draft: Draft, first: int, last: int, own: str | None) -> bool:
    """'Tavania to drop visas, Temur says'."""
    tokens = draft.tokens
    subject = next(
        (match for match in draft.places_in(first, min(last, first + 3)) if match.first == first), None
    )
    return (
        subject is not None
        and subject.payload.place == own
        and subject.last + 1 < last
        and tokens[subject.last].low == "to"
        and actions_of(draft.kit).infinitive(tokens, subject.last + 1)
    )


def _offers(draft: Draft, first: int, last: int) -> bool:
    """'You can have the money', 'I have ordered an inquiry'."""
    words = [token.low for token in draft.tokens[first : min(last, first + 4)]]
    if words[:3] == ["you", "can", "have"]:
        return True
    return words[:2] == ["i", "have"] and any(word in _ORDERED for word in words[2:])
