"""Quantities told in words without a unit: multiples ('doubled') and fractions ('a third')."""

from __future__ import annotations

from decimal import Decimal

from app.domain.kinds import UnitKind
from app.domain.quantity import Quantity
from app.domain.span import Span
from app.extraction.bounds import bound_of
from app.extraction.draft import Draft
from app.extraction.toolkit import Kit
from app.language import Token


def told_in_a_word(draft: Draft, index: int) -> tuple[Quantity, int] | None:
    """'вдвое', 'удвоить', 'треть', 'три четверти', 'пятая часть': the quantity and where it ends."""
    token = draft.tokens[index]
    if token.kind != "word":
        return None
    multiple = draft.kit.multiple(token)
    if multiple is not None:
        found = Quantity(
            span=Span(token.start, token.end),
            value=multiple,
            unit="times",
            unit_kind=UnitKind.RATIO,
            bound=bound_of(draft, index),
            rule="multiple-in-a-word",
        )
        return found, index + 1
    read = _several_parts(draft, index) or _part(draft, index) or _one_fraction(draft, index)
    if read is None:
        return None
    percent, last = read
    return Quantity(
        span=draft.span_of(index, last),
        value=percent,
        unit="percent",
        unit_kind=UnitKind.RATIO,
        bound=bound_of(draft, index),
        rule="fraction-in-a-word",
    ), last


def begins_fraction(kit: Kit, token: Token) -> bool:
    """Whether a multiple or fraction can begin with this word."""
    numbers = kit.words.numbers
    return token.kind == "word" and (
        kit.multiple(token) is not None
        or any(
            not token.lemmas.isdisjoint(table) for table in (numbers.fractions, numbers.values, numbers.nth)
        )
    )


def _one_fraction(draft: Draft, index: int) -> tuple[Decimal, int] | None:
    token, fractions = draft.tokens[index], draft.kit.words.numbers.fractions
    fraction = next((fractions[key] for key in (token.low, token.lemma) if key in fractions), None)
    if fraction is None:
        return None
    if draft.kit.code == "en" and not _is_english_fraction(draft, index):
        return None
    if draft.kit.code == "ru" and not any(
        reading.number == "sg" for reading in token.readings[:2] if reading.case
    ):
        return None
    return fraction, index + 1


def _is_english_fraction(draft: Draft, index: int) -> bool:
    """'a third', 'one-third', 'half of'; 'the third meeting' is none, 'half a million' and 'one and a half' are numbers."""
    tokens = draft.tokens
    before = tokens[index - 1].low if index else ""
    after = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if tokens[index].low == "half":
        return (
            after in ("of", "the", "its", "their")
            or (before == "a" and tokens[max(0, index - 2)].low != "and")
            or before in ("by", "about")
        )
    return "-" in tokens[index].low or before in ("a", "one") or after == "of"


def _several_parts(draft: Draft, index: int) -> tuple[Decimal, int] | None:
    """'две трети', 'three quarters': the number of parts times the part."""
    tokens, numbers = draft.tokens, draft.kit.words.numbers
    if index + 1 >= len(tokens):
        return None
    count = next(
        (numbers.values[key] for key in (tokens[index].low, tokens[index].lemma) if key in numbers.values),
        None,
    )
    part = next(
        (numbers.fractions[key] for key in (tokens[index + 1].lemma,) if key in numbers.fractions), None
    )
    if count is None or part is None or count != count.to_integral_value():
        return None
    # a third is 33.3: two thirds are 66.7, not 66.6
    return (Decimal(100) * count / (Decimal(100) / part).quantize(Decimal(1))).quantize(
        Decimal("0.1")
    ).normalize(), index + 2


def _part(draft: Draft, index: int) -> tuple[Decimal, int] | None:
    """'пятая часть', 'десятая доля'."""
    tokens, numbers = draft.tokens, draft.kit.words.numbers
    if index + 1 >= len(tokens) or not tokens[index + 1].lemmas & set(numbers.parts):
        return None
    nth = next((value for word, value in numbers.nth.items() if word in tokens[index].lemmas), None)
    return (Decimal(100 / Decimal(nth)).quantize(Decimal("0.1")).normalize(), index + 2) if nth else None
