"""Quantities told in words without a unit: multiples ('doubled'), fractions ('a third', 'две пятых') and shares ('one in five')."""

from __future__ import annotations

from decimal import Decimal

from app.domain.kinds import UnitKind
from app.domain.quantity import Quantity
from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.quantities.amounts import unit_after
from app.extraction.quantities.bounds import bound_of
from app.extraction.quantities.digits import simple_fraction
from app.extraction.quantities.numerals import scale_at, value_of
from app.extraction.quantities.shares import begins_share, share_told
from app.extraction.toolkit import Kit
from app.language import Token
from app.language.en_classes import WordClass
from app.vocabulary import UnitEntry

_HUNDRED = Decimal(100)
_PLACES = Decimal("0.1")
_BARE_PLACES = Decimal("1e-12")
_BEFORE = 16  # tokens before a fraction among which its whole may stand


def told_in_a_word(draft: Draft, index: int) -> tuple[Quantity, int] | None:
    """'вдвое', 'удвоить', 'треть', 'три четверти', 'пятая часть', 'one in five': the quantity and where it ends."""
    token = draft.tokens[index]
    if token.kind == "number":
        share = _share(draft, index) if draft.kit.words.numbers.in_so_many else None
        return share or _digit_fraction(draft, index)
    if not draft.kit.answers(begins_fraction, token):
        return None
    multiple = draft.kit.multiple(token)
    if multiple is not None and _multiplies(draft, index):
        found = Quantity(
            span=Span(token.start, token.end),
            value=multiple,
            unit="times",
            unit_kind=UnitKind.RATIO,
            bound=bound_of(draft, index),
            rule="multiple-in-a-word",
        )
        return found, index + 1
    return _share(draft, index) or _fraction(draft, index)


def begins_fraction(kit: Kit, token: Token) -> bool:
    """Whether a multiple or fraction can begin with this word."""
    numbers = kit.words.numbers
    return token.kind == "word" and (
        kit.multiple(token) is not None
        or begins_share(kit, token)
        or _hyphenated(kit, token) is not None
        or _single_part(kit, token) is not None
        or not numbers.fractions.keys().isdisjoint(token.lemmas)
        or not numbers.nth.keys().isdisjoint(token.lemmas)
        or value_of(token, kit) is not None
    )


def _multiplies(draft: Draft, index: int) -> bool:
    """'doubled as campaign staff' and 'double down' multiply nothing."""
    after = draft.tokens[index + 1] if index + 1 < len(draft.tokens) else None
    return after is None or after.low not in draft.kit.words.numbers.no_multiple_before


def _share(draft: Draft, index: int) -> tuple[Quantity, int] | None:
    found = share_told(draft, index)
    return _percent(draft, index, found[1], found[0]) if found is not None else None


def _digit_fraction(draft: Draft, index: int) -> tuple[Quantity, int] | None:
    """'1/3 населения', '2/3 of voters': of a whole; alone it is a number."""
    found = simple_fraction(draft.tokens, index)
    if found is None or not (_whole_follows(draft, found[1]) and not _no_share(draft, found[1])):
        return None
    return _percent(draft, index, found[1], found[0])


def _fraction(draft: Draft, index: int) -> tuple[Quantity, int] | None:
    found = _several_parts(draft, index) or _part(draft, index) or _one_fraction(draft, index)
    if found is None:
        return None
    part, last = found
    unit = _unit_of_part(draft, last)
    if unit is not None:  # 'a quarter of an hour', 'две десятых процента'
        entry, scale, end = unit
        return Quantity(
            span=draft.span_of(index, end),
            value=part.quantize(_BARE_PLACES).normalize() * (entry.factor if entry else 1) * scale,
            unit=entry.unit if entry else None,
            unit_kind=entry.kind if entry else None,
            bound=bound_of(draft, index),
            rule="fraction-of-unit",
        ), end
    if _of_time(draft, index):
        return None
    if _no_share(draft, last) or not _has_whole(draft, index, last):
        return Quantity(
            span=draft.span_of(index, last),
            value=part.quantize(_BARE_PLACES).normalize(),
            bound=bound_of(draft, index),
            rule="fraction-without-whole",
        ), last
    return _percent(draft, index, last, part)


def _percent(draft: Draft, index: int, last: int, part: Decimal) -> tuple[Quantity, int]:
    """A part of one in percent, to one decimal: a third is 33.3, two thirds 66.7."""
    percent = (part * _HUNDRED).quantize(_PLACES).normalize()
    return Quantity(
        span=draft.span_of(index, last),
        value=Decimal(format(percent, "f")),
        unit="percent",
        unit_kind=UnitKind.RATIO,
        bound=bound_of(draft, index),
        rule="fraction-in-a-word",
    ), last


def _one_fraction(draft: Draft, index: int) -> tuple[Decimal, int] | None:
    token, kit = draft.tokens[index], draft.kit
    if kit.code == "en" and (hyphenated := _hyphenated(kit, token)) is not None:
        return hyphenated, index + 1
    part = _single_part(kit, token)
    if part is None:
        return None
    if kit.code == "en" and not _is_english_fraction(draft, index):
        return None
    if kit.code == "ru" and not any(
        reading.pos == "adverb" or (reading.number == "sg" and reading.case) for reading in token.readings[:2]
    ):
        return None
    return part, index + 1


def _single_part(kit: Kit, token: Token) -> Decimal | None:
    """'half', 'треть', 'fifth': one of so many parts."""
    fractions = kit.words.numbers.fractions
    for key in (token.low, token.lemma):
        if key in fractions:
            return _exactly(fractions[key])
    if kit.code == "en":
        nth = kit.words.numbers.ordinals.get(token.low)
        return Decimal(1) / nth if nth is not None and nth > 2 else None
    return None


def _exactly(percent: Decimal) -> Decimal:
    """33.3 percent is a third."""
    return Decimal(1) / (_HUNDRED / percent).quantize(Decimal(1))


def _hyphenated(kit: Kit, token: Token) -> Decimal | None:
    """'two-fifths', 'three-quarters', 'one-third'."""
    if kit.code != "en" or token.low.count("-") != 1:
        return None
    count_word, _, part_word = token.low.partition("-")
    count = kit.words.numbers.values.get(count_word)
    part = _english_part(kit, part_word)
    return count * part if count is not None and part is not None and count * part < 1 else None


def _english_part(kit: Kit, word: str) -> Decimal | None:
    singular = word.removesuffix("s")
    if singular in kit.words.numbers.fractions:
        return _exactly(kit.words.numbers.fractions[singular])
    nth = kit.words.numbers.ordinals.get(singular)
    return Decimal(1) / nth if nth is not None and nth > 2 else None


def _is_english_fraction(draft: Draft, index: int) -> bool:
    """'a third', 'one-third', 'half of'; 'the third meeting' is none, 'half a million' and 'one and a half' are numbers."""
    tokens = draft.tokens
    before = tokens[index - 1].low if index else ""
    after = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if tokens[index].low == "half":
        return (
            after in ("of", "the", "its", "their", "a", "an", "our", "his", "her", "that", "those", "these")
            or (before == "a" and tokens[max(0, index - 2)].low != "and")
            or before in ("by", "about", "than", "over", "nearly", "almost", "least", "only", "in")
        )
    if tokens[index].low == "quarter" and after in ("of",) and before not in ("a", "one"):
        return False  # 'the first quarter of the year'
    if before == "a" and index + 1 < len(tokens) and _is_counted(draft.kit, tokens[index + 1]):
        return False  # 'a seventh unit', 'a third country'
    return before in ("a", "one") or (after == "of" and before not in ("the", "its", "their"))


def _is_counted(kit: Kit, token: Token) -> bool:
    """Whether a word after an ordinal is what it counts; 'a fifth more', 'a third cheaper' compare, 'a fifth went' and 'a quarter
    before' are shares."""
    if token.kind != "word" or token.low in ("more", "less", "fewer") or token.low.endswith("er"):
        return False
    if token.low.endswith("s") and token.low != token.lemma:
        return False  # 'a third meets'
    return not kit.classes.of(token.low) & ~(WordClass.PERSON | WordClass.TIME | WordClass.TITLE)


def _several_parts(draft: Draft, index: int) -> tuple[Decimal, int] | None:
    """'две трети', 'три пятых', 'three quarters': the number of parts times the part."""
    tokens, kit = draft.tokens, draft.kit
    if index + 1 >= len(tokens):
        return None
    count, part = value_of(tokens[index], kit), None
    if count is None or count != count.to_integral_value() or count < 1 or tokens[index + 1].kind != "word":
        return None
    following = tokens[index + 1]
    if following.lemma in kit.words.numbers.fractions and following.low not in kit.words.periods.quarter:
        part = _exactly(kit.words.numbers.fractions[following.lemma])
    elif kit.code == "en":
        plural = following.low.endswith("s")
        part = _english_part(kit, following.low) if plural == (count > 1) else None
    elif following.has_case("gen") or count == 1:
        part = _russian_part(kit, following, count)
    if part is None or count * part >= 1:
        return None
    return count * part, index + 2


def _russian_part(kit: Kit, token: Token, count: Decimal) -> Decimal | None:
    """'пятых' of 'две пятых', 'десятая' of 'одна десятая'."""
    numbers = kit.words.numbers
    for reading in token.readings[:4]:
        if reading.pos != "adjective" or (reading.number == "pl") != (count > 1):
            continue
        if count == 1 and reading.gender != "f":
            continue
        if reading.lemma in numbers.decimals:
            return numbers.decimals[reading.lemma]
        if reading.lemma in numbers.nth:
            return Decimal(1) / numbers.nth[reading.lemma]
    return None


def _part(draft: Draft, index: int) -> tuple[Decimal, int] | None:
    """'пятая часть', 'десятая доля'."""
    tokens, numbers = draft.tokens, draft.kit.words.numbers
    if index + 1 >= len(tokens) or not tokens[index + 1].lemmas & numbers.parts:
        return None
    nth = next((value for word, value in numbers.nth.items() if word in tokens[index].lemmas), None)
    return (Decimal(1) / nth, index + 2) if nth else None


def _unit_of_part(draft: Draft, last: int) -> tuple[UnitEntry | None, Decimal, int] | None:
    """What a part is told of, where that is one of a unit or scale: its unit, its scale, and where it ends."""
    tokens = draft.tokens
    at = last
    if draft.kit.code == "en":
        if at < len(tokens) and tokens[at].low == "of":
            at += 1
        if at >= len(tokens) or tokens[at].low not in ("a", "an", "one"):
            return None
        at += 1
    if at >= len(tokens):
        return None
    if draft.kit.code == "ru" and not any(
        reading.case == "gen" and reading.number == "sg" for reading in tokens[at].readings[:2]
    ):
        return None
    scale = scale_at(tokens, at, draft.kit)
    if scale is not None and scale[0] >= 1000:
        unit = unit_after(draft, scale[1])
        return (unit[0], scale[0], unit[1]) if unit is not None else (None, scale[0], scale[1])
    match = draft.kit.units.at(tokens, at)
    if match is None or match.payload.kind in (UnitKind.COUNT, UnitKind.PEOPLE):
        return None
    return match.payload, Decimal(1), match.last


def _of_time(draft: Draft, index: int) -> bool:
    """'в первой половине года', 'in the second half': a time, no quantity."""
    ordinals = draft.kit.words.periods.ordinals
    for token in draft.tokens[max(0, index - 2) : index]:
        if token.lemmas & set(ordinals) or token.low in ordinals:
            return True
    return False


def _no_share(draft: Draft, last: int) -> bool:
    """Whether the whole is a time, or a body whose votes and seats are told: 'две трети голосов', 'half of the year'."""
    no_share = draft.kit.words.numbers.no_share
    width = 2
    if draft.kit.code == "en":
        width = 4 if _whole_follows(draft, last) else 0
    return any(token.lemmas & no_share for token in draft.tokens[last : last + width] if token.kind == "word")


def _whole_follows(draft: Draft, last: int) -> bool:
    if last >= len(draft.tokens):
        return False
    token = draft.tokens[last]
    if draft.kit.code == "en":
        return token.low in ("of", "the", "its", "their", "a", "an")
    return any(
        reading.case == "gen" and reading.pos in ("noun", "adjective", "participle", "pronoun", "name")
        for reading in token.readings[:3]
    )


def _has_whole(draft: Draft, index: int, last: int) -> bool:
    """Whether the text tells what a fraction is a part of, or that it is an amount of change ('на треть')."""
    if _whole_follows(draft, last):
        return True
    words = draft.kit.words.numbers
    telling = {*words.by, *words.whole_before}
    if index and draft.tokens[index - 1].can_be("short"):  # 'оплачено три четверти'
        return True
    for token in reversed(draft.tokens[max(0, index - _BEFORE) : index]):
        if token.text in ".!?":
            break
        if token.low in telling or not words.share.isdisjoint(token.lemmas):
            return True
    return draft.kit.code == "en" or any(
        reading.pos == "adverb" for reading in draft.tokens[index].readings[:2]
    )
