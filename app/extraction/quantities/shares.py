"""Shares told as one of so many: 'каждый пятый', 'every fourth lamp', 'three in five', 'one household in six'."""

from __future__ import annotations

from decimal import Decimal

from app.extraction.draft import Draft
from app.extraction.quantities.numerals import value_of
from app.extraction.toolkit import Kit
from app.language import Token

_LARGEST = 1000  # 'one in a thousand'
_NOUN = 2  # words between 'one' and 'in five'


def share_told(draft: Draft, index: int) -> tuple[Decimal, int] | None:
    """The part of one that is told at a token, and where it ends; times ('every second year') are none."""
    return _each(draft, index) or _so_many_in(draft, index)


def begins_share(kit: Kit, token: Token) -> bool:
    """Whether 'every fourth' can begin with this word."""
    return not kit.words.numbers.every.isdisjoint(token.lemmas)


def _each(draft: Draft, index: int) -> tuple[Decimal, int] | None:
    """'каждый пятый школьник', 'every fourth'."""
    tokens, words = draft.tokens, draft.kit.words.numbers
    if index + 1 >= len(tokens) or words.every.isdisjoint(tokens[index].lemmas):
        return None
    nth = next(
        (words.ordinals[lemma] for lemma in sorted(tokens[index + 1].lemmas) if lemma in words.ordinals), None
    )
    if nth is None or nth < 2 or _is_time(draft, index + 2):
        return None
    if draft.kit.code == "en" and tokens[index].low != "every":
        return None
    return Decimal(1) / nth, index + 2


def _so_many_in(draft: Draft, index: int) -> tuple[Decimal, int] | None:
    """'one in six', 'three in five lorries', 'one household in five', 'nine out of ten'."""
    tokens, words = draft.tokens, draft.kit.words.numbers
    if not words.in_so_many:
        return None
    count = _whole_number(draft, index)
    if count is None:
        return None
    for gap in range(_NOUN + 1):
        at = index + 1 + gap
        if at >= len(tokens) or tokens[at].kind != "word":
            return None
        joint = _joint(draft, at)
        if joint is not None:
            return _ratio(draft, count, at + joint, bool(gap))
        if not tokens[at].can_be("other") or value_of(tokens[at], draft.kit) is not None:
            return None
    return None


def _joint(draft: Draft, at: int) -> int | None:
    """How many words join the two numbers at a token: 'in', 'out of'."""
    for phrase in draft.kit.words.numbers.in_so_many:
        parts = phrase.split()
        if [token.low for token in draft.tokens[at : at + len(parts)]] == parts:
            return len(parts)
    return None


def _ratio(draft: Draft, count: Decimal, at: int, noun_told: bool) -> tuple[Decimal, int] | None:
    tokens = draft.tokens
    whole = _whole_number(draft, at) if at < len(tokens) else None
    if whole is None or not count < whole <= _LARGEST or _is_time(draft, at + 1):
        return None
    if tokens[at].kind == "number" and whole > 10 and whole % 100:
        return None  # 'five in 24 regions'
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    counts_on = (
        after is not None and after.kind == "word" and after.low.endswith("s") and after.can_be("other")
    )
    if noun_told and (count != 1 or counts_on):
        return None  # 'two people in three villages'
    return count / whole, at + 1


def _whole_number(draft: Draft, index: int) -> Decimal | None:
    token = draft.tokens[index]
    if token.kind == "number":
        return Decimal(token.text) if token.text.isdigit() and len(token.text) <= 4 else None
    return value_of(token, draft.kit)


def _is_time(draft: Draft, index: int) -> bool:
    """A time counted: 'каждый второй год', 'one in five years'."""
    no_share = draft.kit.words.numbers.no_share
    return any(token.lemmas & no_share for token in draft.tokens[index : index + 1])
