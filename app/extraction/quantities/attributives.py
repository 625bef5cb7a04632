"""Quantities told as adjectives: '5-миллиардный', 'двухмиллиардный', 'two-billion-dollar', '64-hectare', 'sevenfold'."""

from __future__ import annotations

from decimal import Decimal

from app.domain.kinds import UnitKind
from app.domain.quantity import Quantity
from app.domain.record import record
from app.extraction.draft import Draft
from app.extraction.quantities.bounds import bound_of
from app.extraction.quantities.designations import is_designation
from app.extraction.quantities.digits import joined_groups, plain_digits
from app.extraction.toolkit import Kit
from app.language import Token

_DASHES = "-–—"
_SHORTEST = 5  # letters of a word with a number inside it
_FOLD = "fold"


@record
class Attribute:
    """What a word with a number inside it tells: the number, its scale multiplied out, and a unit, None for a bare one."""

    value: Decimal
    unit: str | None
    kind: UnitKind | None


def attributive(draft: Draft, index: int) -> tuple[Quantity, int] | None:
    """'5-миллиардный', 'two-billion-dollar': the quantity and where it ends; None for ages, ordinals and all other adjectives."""
    token = draft.tokens[index]
    step = None
    if token.kind == "number":
        found = _after_digits(draft, index)
        if found is None:
            return None
        attribute, step, last = found
    else:
        word = word_with_number(draft.kit, token) if draft.kit.answers(begins_attributive, token) else None
        if word is None:
            return None
        attribute, last = word, index + 1
    if attribute.unit == "times" and _told_of_person(draft, last):
        return None
    return Quantity(
        span=draft.span_of(index, last),
        value=attribute.value,
        unit=attribute.unit,
        unit_kind=attribute.kind,
        bound=bound_of(draft, index),
        step=step,
        rule="adjective",
    ), last


def _told_of_person(draft: Draft, last: int) -> bool:
    """'пятикратный чемпион' grew by nothing."""
    if last >= len(draft.tokens):
        return False
    after = draft.tokens[last]
    return any(reading.animate for reading in after.readings) or after.text.isupper()


def begins_attributive(kit: Kit, token: Token) -> bool:
    """Whether a word holds a number and its scale or unit."""
    return token.kind == "word" and word_with_number(kit, token) is not None


def _after_digits(draft: Draft, index: int) -> tuple[Attribute, Decimal, int] | None:
    """'5-миллиардном', '64-hectare', '2.5-fold'."""
    tokens = draft.tokens
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or (after.start > tokens[index].end and after.kind != "number"):
        return None
    digits, at = joined_groups(tokens, index, draft.text)
    if at + 1 >= len(tokens) or tokens[at].text not in _DASHES or tokens[at].start != tokens[at - 1].end:
        return None
    tail = tokens[at + 1]
    if tail.kind != "word" or tail.start != tokens[at].end or is_designation(draft, index):
        return None
    read = plain_digits(digits, comma_is_decimal=draft.kit.code != "en")
    rest = _scale_and_unit(draft.kit, tail, tail.low.split("-"), read[0]) if read is not None else None
    if read is None or rest is None:
        return None
    factor = rest.value / read[0] if read[0] else Decimal(1)
    return rest, read[1] * factor, at + 2


def word_with_number(kit: Kit, token: Token) -> Attribute | None:
    """'two-billion', 'twenty-five-hectare', 'sevenfold'; 'двухмиллиардный', 'трёхпроцентный'; None for every other word."""
    if len(token.low) < _SHORTEST:
        return None
    if kit.code == "ru":
        return _russian(kit, token)
    values = kit.words.numbers.values
    if token.low.endswith(_FOLD) and (value := values.get(token.low[: -len(_FOLD)].rstrip("-"))) is not None:
        return Attribute(value, "times", UnitKind.RATIO) if value > 1 else None
    if "-" not in token.low:
        return None
    parts = token.low.split("-")
    value = values.get(parts[0])
    if value is None:
        return None
    if len(parts) > 2 and value >= 20 and value % 10 == 0 and 0 < values.get(parts[1], Decimal(0)) < 10:
        value, parts = value + values[parts[1]], parts[1:]
    return _scale_and_unit(kit, token, parts[1:], value)


def _scale_and_unit(kit: Kit, token: Token, parts: list[str], value: Decimal) -> Attribute | None:
    """The parts of an adjective after its number: scale words, then a unit; either may be missing."""
    met = False
    for number, part in enumerate(parts):
        scale = kit.words.numbers.scales.get(part)
        if scale is not None and len(part) > 1:
            value, met = value * scale, True
            continue
        if part == _FOLD:
            return Attribute(value, "times", UnitKind.RATIO)
        if number != len(parts) - 1:
            return None
        unit = kit.unit_adjective(part) if kit.code == "en" else None
        if unit is None:
            inside = _adjective(kit, token.lemmas if len(parts) == 1 else frozenset({part}), value)
            return inside if inside is not None else None
        return Attribute(value * unit.factor, unit.unit, unit.kind)
    return Attribute(value, None, None) if met else None


def _adjective(kit: Kit, lemmas: frozenset[str], value: Decimal) -> Attribute | None:
    """'миллиардный', 'процентный', 'кратный' after a number."""
    for lemma in sorted(lemmas):
        if (scale := kit.words.numbers.scale_adjectives.get(lemma)) is not None:
            return Attribute(value * scale, None, None)
        if lemma in kit.words.numbers.times_adjectives:
            return Attribute(value, "times", UnitKind.RATIO) if value > 1 else None
        if (unit := kit.unit_adjective(lemma)) is not None:
            return Attribute(value * unit.factor, unit.unit, unit.kind)
    return None


def _russian(kit: Kit, token: Token) -> Attribute | None:
    """'двухмиллиардный', 'стопроцентный', 'пятикратно': a number in the genitive before an adjective."""
    if not token.low.startswith(kit.number_prefixes):
        return None
    for prefix, value in kit.words.numbers.prefixes.items():
        if token.low.startswith(prefix):
            rest = frozenset(
                lemma[len(prefix) :].lstrip("-") for lemma in token.lemmas if lemma.startswith(prefix)
            )
            if (found := _adjective(kit, rest, value)) is not None:
                return found
    return None
