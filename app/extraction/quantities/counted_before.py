"""What a bare number counts by words that stand before it: 'the number of flights rose to 214', 'a staff of 40', 'ранены свыше 900'."""

from __future__ import annotations

from collections.abc import Sequence

from app.extraction.draft import Draft
from app.extraction.quantities.amounts import unit_after
from app.extraction.quantities.bare_numbers import BACK, COUNTS, SHARES, Bare
from app.extraction.quantities.counted import ITEMS, PEOPLE, Counted, counted_after
from app.extraction.quantities.numbers import read_number
from app.language import Token
from app.vocabulary import UnitEntry

_POPULATION = 4  # tokens between such a noun and what stands before the number


def population(bare: Bare) -> Counted | None:
    """'население — 20 миллионов', 'a population of 23 million'."""
    draft, words = bare.draft, bare.draft.kit.words.numbers
    if not bare.ends_clause or not (bare.precedes("amounts_to") or bare.precedes("of_staff")):
        return None
    near = draft.tokens[max(bare.start, bare.before - _POPULATION) : bare.first]
    return PEOPLE if any(not words.population.isdisjoint(token.lemmas) for token in near) else None


def counted_noun(bare: Bare) -> Counted | None:
    """'the number of weekly services has risen to 214', 'совместных предприятий стало 318', 'a staff of 40'."""
    draft, words = bare.draft, bare.draft.kit.words.numbers
    if not bare.ends_clause or bare.quantity.value != bare.quantity.value.to_integral_value():
        return None
    if not (bare.precedes("amounts_to") or bare.precedes("of_staff")):
        return None
    low = max(bare.start, bare.first - BACK)
    if (
        bare.earlier
        and bare.earlier[-1].unit not in SHARES
        and low < (taken := draft.token_range(bare.earlier[-1].span)[1])
    ):
        low = min(taken, bare.first)
    tokens = draft.tokens
    for at in range(bare.before, low - 1, -1):
        token = tokens[at]
        if token.text in ".;!?":
            return None
        if not words.population.isdisjoint(token.lemmas):
            return PEOPLE
        if not words.number_of.isdisjoint(token.lemmas):
            beside = count_unit(draft, at - 1) if at and draft.kit.code == "en" else None
            if beside is not None:  # 'passenger numbers'
                return Counted(beside.unit, beside.kind)
            return _noun_after(draft, at + 1, bare.first)
        if (unit := count_unit(draft, at)) is not None and _is_many(draft, at):
            return Counted(unit.unit, unit.kind)
    return None


def _noun_after(draft: Draft, first: int, last: int) -> Counted:
    """What 'the number of' is told of: people where a unit says so, else things."""
    for at in range(first, min(last, first + 5)):
        if (unit := count_unit(draft, at)) is not None:
            return Counted(unit.unit, unit.kind)
        if any(reading.animate and reading.pos == "noun" for reading in draft.tokens[at].readings[:2]):
            return PEOPLE
    return ITEMS


def count_unit(draft: Draft, at: int) -> UnitEntry | None:
    match = draft.kit.units.at(draft.tokens, at)
    return match.payload if match is not None and match.payload.kind in COUNTS else None


def _is_many(draft: Draft, at: int) -> bool:
    """Whether a noun is one of several: a plural."""
    token = draft.tokens[at]
    if draft.kit.code == "ru":
        return any(reading.number == "pl" and reading.pos == "noun" for reading in token.readings[:2])
    return token.low != token.lemma


def casualties(bare: Bare) -> Counted | None:
    """'ранены свыше 900', 'almost 4,000 were left homeless', 'трое погибли': people without the word."""
    draft, words = bare.draft, bare.draft.kit.words.numbers
    tokens = draft.tokens
    if bare.quantity.value != bare.quantity.value.to_integral_value():
        return None
    if not words.collectives.keys().isdisjoint(tokens[bare.first].lemmas):
        return PEOPLE if bare.ends_clause else None
    if not bare.ends_clause:
        return None
    near = [*tokens[max(bare.start, bare.before) : bare.before + 1], *_until_mark(tokens, bare.last)]
    happened = words.people_verbs
    return PEOPLE if any(not happened.isdisjoint(token.lemmas) for token in near) else None


def _until_mark(tokens: Sequence[Token], last: int) -> list[Token]:
    found: list[Token] = []
    for token in tokens[last : last + 4]:
        if token.kind == "mark":
            break
        found.append(token)
    return found


def of_so_many(bare: Bare) -> Counted | None:
    """'58 of the 94 decisions', '41 из 62 поручений'."""
    draft, tokens = bare.draft, bare.draft.tokens
    if bare.after is None or bare.after.low not in draft.kit.words.numbers.of_them_all:
        return None
    at = bare.last + 1
    if at < len(tokens) and tokens[at].low in draft.kit.words.numbers.definite:
        at += 1
    whole = read_number(tokens, at, draft.kit, draft.text) if at < len(tokens) else None
    if whole is None or whole.value < bare.quantity.value:
        return None
    unit = unit_after(draft, whole.last, whole.value)
    if unit is not None:
        return Counted(unit[0].unit, unit[0].kind) if unit[0].factor == 1 else None
    counted = counted_after(draft, whole)
    return counted[0] if counted is not None else None
