"""What a number counts by a noun that no list of units holds: '48 трамваев', '14 gold mines', 'thirty hydrologists'."""

from __future__ import annotations

from app.domain.kinds import UnitKind
from app.domain.record import record
from app.extraction.draft import Draft
from app.extraction.quantities.amounts import fits_number, may_qualify
from app.extraction.quantities.numbers import Number
from app.language import Token
from app.language.en_classes import WordClass

_STRUCTURE = 12  # 'four initiatives:' counts what the text lists; more than a dozen it does not
_ADJECTIVES = 2
_SHORTEST = 3  # letters of a noun; shorter ones are abbreviations: 'ст', 'ч'


@record
class Counted:
    unit: str
    kind: UnitKind


PEOPLE = Counted("people", UnitKind.PEOPLE)
ITEMS = Counted("items", UnitKind.COUNT)


def counted_after(draft: Draft, number: Number) -> tuple[Counted, int] | None:
    """People or things that a number counts by a noun of no list, and where the noun ends; None for what only structures a text,
    for times and for what is no noun."""
    tokens, words = draft.tokens, draft.kit.words.numbers
    if number.value != number.value.to_integral_value() or number.value <= 1:
        return None
    if number.value <= _STRUCTURE and number.first and tokens[number.first - 1].low in words.definite:
        return None
    at = number.last
    for _ in range(_ADJECTIVES + 1):
        if at >= len(tokens) or tokens[at].kind != "word" or tokens[at].capital:
            return None
        kind = _noun(draft, at, number)
        if kind is not None:
            return None if _lists_them(draft, at, number) else (kind, at + 1)
        if not may_qualify(tokens[at], draft.kit.code) or _is_verb(draft, tokens[at]):
            return None
        at += 1
    return None


def _noun(draft: Draft, at: int, number: Number) -> Counted | None:
    words = draft.kit.words.numbers
    token = draft.tokens[at]
    if token.lemmas & words.no_count:
        return None
    if draft.kit.code == "ru":
        return _russian_noun(draft, token, number)
    if not _is_plural(token) or _is_verb(draft, token):
        return None
    singular = token.lemma
    if (
        draft.tokens[at + 1 : at + 2]
        and _is_plural(draft.tokens[at + 1])
        and not _is_verb(draft, draft.tokens[at + 1])
    ):
        return None  # 'sports grounds'
    person = draft.kit.classes.of(singular) & WordClass.PERSON
    return PEOPLE if person or singular.endswith(tuple(words.people_endings)) else ITEMS


def _is_plural(token: Token) -> bool:
    """An English plural by its ending; dictionary forms tell 'bus' and 'business' apart from it."""
    return (
        len(token.low) > 3 and token.low.endswith("s") and token.lemma != token.low and "'" not in token.low
    )


def _is_verb(draft: Draft, token: Token) -> bool:
    return draft.kit.code == "en" and (
        draft.kit.cues.begins(token) or (token.low.endswith(("ing", "ly")) and token.lemma != token.low)
    )


def _russian_noun(draft: Draft, token: Token, number: Number) -> Counted | None:
    """A noun in the form that its number asks for."""
    words = draft.kit.words.numbers
    fitting = [
        PEOPLE if reading.animate and reading.lemma not in words.animals else ITEMS
        for reading in token.readings[:3]
        if reading.pos == "noun" and fits_number(reading, number.value)
    ]
    if not fitting or len(token.low) < _SHORTEST:
        return None
    return PEOPLE if PEOPLE in fitting and token.low.endswith(tuple(words.people_endings)) else fitting[0]


def _lists_them(draft: Draft, at: int, number: Number) -> bool:
    """'put forward four initiatives: …'."""
    if number.value > _STRUCTURE:
        return False
    return any(token.text == ":" for token in draft.tokens[at + 1 : at + 4])
