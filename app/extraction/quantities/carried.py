"""The unit that a bare number leaves out, where its text tells it: 'против 9,7 млрд', 'of 62 items, 41', 'расходы — на 11'.

Each reading is a small rule that answers or abstains; a number that no rule knows stays bare.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.kinds import UnitKind
from app.domain.quantity import Quantity
from app.extraction.draft import Draft
from app.extraction.quantities.bare_numbers import (
    CARRIED,
    COUNTS,
    IN_THOUSANDS,
    LARGE,
    NEAR,
    SHARES,
    Bare,
    bare_number,
    between,
    last_near,
    like,
)
from app.extraction.quantities.counted import Counted
from app.extraction.quantities.counted_before import casualties, counted_noun, of_so_many, population
from app.extraction.quantities.told_elsewhere import corrected

_CHANGE = 4  # tokens between a word of change and its number


def unit_from_context(draft: Draft, before: Sequence[Quantity], quantity: Quantity) -> Quantity:
    """The quantity with the unit that its text leaves out, where it is clear."""
    if quantity.unit is not None:
        return corrected(draft, before, quantity)
    if quantity.rule.startswith("fraction"):
        return quantity
    bare = bare_number(draft, quantity, before)
    for rule in RULES:
        if (unit := rule(bare)) is not None:
            return replace(quantity, unit=unit.unit, unit_kind=unit.kind, rule=f"{quantity.rule}{CARRIED}")
    return quantity


def _scaled(bare: Bare) -> Counted | None:
    """'10,5 млрд долларов, импорт — 9,7 млрд'."""
    quantity, last = bare.quantity, last_near(bare, NEAR, shares=False)
    scaled = quantity.value >= IN_THOUSANDS and (
        quantity.step is None or quantity.step >= 1000 or quantity.value != quantity.value.to_integral_value()
    )
    if last is None or not scaled or last.value < IN_THOUSANDS:
        return None
    return like(last)


def _compared(bare: Bare) -> Counted | None:
    """'против 9,6', 'instead of 70', 'down from 19.8 million', '9,6 годом ранее'."""
    words = bare.draft.kit.words.numbers
    last = bare.near
    if last is None or (last.unit in SHARES and bare.quantity.value >= IN_THOUSANDS):
        return None
    compared = bare.precedes("against") and bare.ends_clause
    return like(last) if compared or bare.follows(words.a_year_earlier) else None


def _parallel(bare: Bare) -> Counted | None:
    """'доходы выросли на 7%, расходы — на 11', 'давали 3% энергии, сегодня — 22': the same told of another subject."""
    draft, last = bare.draft, bare.near
    if last is None or not bare.ends_clause or "\n" in between(bare, last):
        return None
    first, _ = draft.token_range(last.span)
    if first < bare.start and any(mark in between(bare, last) for mark in ".!?"):
        return None
    tokens = draft.tokens
    if (
        tokens[bare.before].text in ("—", "–")
        and bare.before > first
        and tokens[bare.before].end < bare.quantity.span.start
    ):
        return (
            like(last)
            if bare.quantity.value < IN_THOUSANDS or last.unit not in ("percent", "times")
            else None
        )
    by = draft.kit.words.numbers.by
    if (
        last.unit in ("percent", "pp")
        and first
        and tokens[first - 1].low in by
        and bare.first
        and tokens[bare.first - 1].low in by
        and bare.quantity.value < IN_THOUSANDS
    ):
        return like(last)
    return None


def _pointing_back(bare: Bare) -> Counted | None:
    """'another forty', 'a further 2,500', 'among them 150', 'fourteen of them', 'их 64 тысячи': things or people that were told."""
    words = bare.draft.kit.words.numbers
    last = bare.far
    if last is None or not bare.ends_clause:
        return None
    if bare.follows(words.of_them):
        if bare.earlier[-1].unit is None and bare.draft.token_range(bare.earlier[-1].span)[0] >= bare.start:
            return None  # 'them' are what is told last, whatever it is
        return like(last) if last.unit not in SHARES and bare.quantity.value < last.value else None
    return like(last) if last.unit_kind in COUNTS and bare.precedes("another") else None


def _grown_to(bare: Bare) -> Counted | None:
    """'30,000 cars a year, rising to 100,000': where what was told came to."""
    words, last = bare.draft.kit.words.numbers, bare.near
    if last is None or not bare.ends_clause or last.unit in SHARES or not bare.precedes("amounts_to"):
        return None
    if bare.draft.token_range(last.span)[0] < bare.start:
        return None
    changes = {*words.increase, *words.decrease}
    near = bare.draft.tokens[max(bare.start, bare.first - _CHANGE) : bare.first]
    changed = any(token.low in changes or not changes.isdisjoint(token.lemmas) for token in near)
    return like(last) if changed else None


def _listed(bare: Bare) -> Counted | None:
    """'304 км проходит по Кыргызстану, 158 — по Узбекистану': the same told of another, the number first."""
    draft, last = bare.draft, bare.near
    if last is None or bare.after is None or bare.after.text not in ("—", "–") or bare.before < bare.start:
        return None
    if draft.token_range(last.span)[0] < bare.start or bare.after.start == draft.tokens[bare.last - 1].end:
        return None
    opens = draft.tokens[bare.before]
    joins = opens.text in (",", ";") or opens.low in draft.kit.words.numbers.and_words
    fits = last.unit not in SHARES or bare.quantity.value < IN_THOUSANDS
    return like(last) if joins and fits else None


def _same_count(bare: Bare) -> Counted | None:
    """'of 62 items, 41 have been carried out, 12 are under way', 'had hoped for ten signatures and got six'."""
    draft, last = bare.draft, bare.near
    if last is None or last.unit_kind not in COUNTS or not bare.ends_clause:
        return None
    if draft.token_range(last.span)[0] < bare.start or bare.quantity.value > last.value:
        return None
    words = draft.kit.words.numbers
    at = bare.before
    token = draft.tokens[at]
    whole = draft.token_range(last.span)[0]
    told_of = (whole > 0 and draft.tokens[whole - 1].low in words.of_them_all) or last.rule.endswith(CARRIED)
    if told_of and (token.kind == "mark" or token.low in words.and_words or token.low in words.of_them_all):
        return like(last)
    after = bare.after
    ends = after is None or after.kind == "mark"
    verb = draft.kit.language.is_predicate(token) or token.low in words.got
    return (
        like(last)
        if ends and verb and bare.quantity.value.to_integral_value() == bare.quantity.value
        else None
    )


def _parts_of(bare: Bare) -> Counted | None:
    """'из 214 километров готово 129': a part of what was told."""
    draft, last = bare.draft, bare.near
    if last is None or last.unit in ("percent", "times", "pp") or not bare.ends_clause:
        return None
    whole = draft.token_range(last.span)[0]
    if whole < max(bare.start, 1) or draft.tokens[whole - 1].low not in draft.kit.words.numbers.of_them_all:
        return None
    predicate = draft.kit.language.is_predicate(draft.tokens[bare.before])
    return like(last) if predicate and bare.quantity.value < last.value else None


def _subject(bare: Bare) -> Counted | None:
    """'150 companies have applied; 96 have been admitted': a number that is a clause's subject."""
    draft, last = bare.draft, bare.far
    if last is None or last.unit_kind not in COUNTS or bare.after is None or not bare.before:
        return None
    opens = draft.tokens[bare.before].kind == "mark" or bare.first == bare.start
    return like(last) if opens and bare.after.can_be("verb") and bare.quantity.value < last.value else None


def _echo(bare: Bare) -> Counted | None:
    """'Ten billion is a dream', where ten billion of something were told shortly before."""
    if bare.quantity.value < LARGE:
        return None
    for last in reversed(bare.earlier[-8:]):
        if last.unit is not None and bare.quantity.value in (last.value, last.value_high):
            return like(last)
    return None


def _percent_of(bare: Bare) -> Counted | None:
    """'per cent of 210' with no number before the percent."""
    if not bare.ends_clause or not bare.precedes("percent_of"):
        return None
    last = bare.earlier[-1] if bare.earlier else None
    if last is not None and last.unit == "percent" and len(between(bare, last)) <= len(" of "):
        return None
    return Counted("percent", UnitKind.RATIO)


RULES: tuple[Callable[[Bare], Counted | None], ...] = (
    population,
    _scaled,
    _compared,
    _parallel,
    of_so_many,
    _percent_of,
    _pointing_back,
    _listed,
    counted_noun,
    _grown_to,
    casualties,
    _same_count,
    _parts_of,
    _subject,
    _echo,
)
