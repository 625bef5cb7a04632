"""Units that stand elsewhere in the text than at their number, and numbers that a text's words make no figure after all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.kinds import UnitKind
from app.domain.quantity import Quantity
from app.extraction.draft import Draft
from app.extraction.quantities.bare_numbers import BACK, CARRIED, LARGE, NEAR, Bare, bare_number, like
from app.extraction.quantities.counted import Counted

_CENTS_BACK = 20  # tokens
_IN_CENTS = ("EUR", "CAD", "AUD", "SGD", "NZD", "HKD", "ZAR")
_LISTED = 12  # things that a text goes on to list


def units_told_elsewhere(draft: Draft, found: list[Quantity]) -> list[Quantity]:
    """The quantities, with the currency that stands at the last of several ('бюджет — 500 миллионов, капитал — 1 миллиард долларов') or
    that the whole text keeps to: 'товарооборот превысит 16 миллиардов', '5-миллиардный рубеж'."""
    result = list(found)
    money = [quantity for quantity in found if quantity.unit_kind is UnitKind.MONEY]
    if not money:
        return result
    only = like(money[0]) if len({quantity.unit for quantity in money}) == 1 else None
    for number in range(len(found) - 1, -1, -1):
        quantity = found[number]
        if quantity.unit is not None or quantity.value < LARGE or quantity.rule.startswith("fraction"):
            continue
        bare = bare_number(draft, quantity)
        unit = _of_next(bare, result[number + 1]) if number + 1 < len(found) else None
        if unit is None and (quantity.rule == "adjective" or _tells_money(bare)):
            unit = only or (_nearest_money(money, quantity) if quantity.rule == "adjective" else None)
        if unit is not None:
            result[number] = replace(
                quantity, unit=unit.unit, unit_kind=unit.kind, rule=f"{quantity.rule}{CARRIED}"
            )
    return result


def _of_next(bare: Bare, following: Quantity) -> Counted | None:
    """The currency of the next amount of the sentence."""
    if (
        following.unit_kind is not UnitKind.MONEY
        or following.value < LARGE
        or following.span.start - bare.quantity.span.end > NEAR
        or not bare.ends_clause
    ):
        return None
    return like(following) if bare_number(bare.draft, following).start == bare.start else None


def _nearest_money(money: Sequence[Quantity], quantity: Quantity) -> Counted | None:
    return like(min(money, key=lambda other: abs(other.span.start - quantity.span.start)))


def _tells_money(bare: Bare) -> bool:
    """Whether the last metric before a number is one that is told in money only."""
    draft = bare.draft
    if not bare.ends_clause:
        return False
    metrics = draft.kit.vocabulary.metrics
    last = None
    for match in draft.kit.metrics.find(draft.tokens, max(bare.start, bare.first - BACK), bare.first):
        last = match.payload.id
    return last is not None and metrics[last].unit_kinds[:1] == [UnitKind.MONEY]


def corrected(draft: Draft, before: Sequence[Quantity], quantity: Quantity) -> Quantity:
    """What a rate is told of ('$165 за тысячу кубометров', '1 евро — 1,16 доллара') and what a text lists ('four initiatives: …') is no
    figure; cents are those of the currency that was told."""
    first, last = draft.token_range(quantity.span)
    words, tokens = draft.kit.words.numbers, draft.tokens
    if (
        before
        and first
        and tokens[first - 1].low in words.denominators
        and before[-1].unit is not None
        and draft.token_range(before[-1].span)[1] == first - 1
        and quantity.value in (1, 10, 100, 1000, 10000, 100000, 1000000)
    ):
        return replace(quantity, unit=None, unit_kind=None, rule="denominator")
    if quantity.unit == "m" and before and _told_in_millions(draft, before[-1], first, last):
        return replace(
            quantity,
            value=quantity.value * LARGE,
            step=quantity.step * LARGE if quantity.step is not None else None,
            unit=before[-1].unit,
            unit_kind=before[-1].unit_kind,
            rule=f"{quantity.rule}{CARRIED}",
        )
    if (
        quantity.unit_kind is UnitKind.COUNT
        and quantity.value <= _LISTED
        and last < len(tokens)
        and tokens[last].text == ":"
    ):
        return replace(quantity, unit=None, unit_kind=None, rule="list")
    if (
        quantity.unit == "USD"
        and tokens[last - 1].lemma in words.cent_words
        and (of := _currency_before(draft, first))
    ):
        return replace(quantity, unit=of)
    if (
        quantity.unit_kind is UnitKind.MONEY
        and quantity.value == 1
        and last < len(tokens)
        and (tokens[last].text in ("—", "–", "=") or tokens[last].low in words.equals)
    ):
        return replace(quantity, unit=None, unit_kind=None, rule="denominator")
    return quantity


def _told_in_millions(draft: Draft, last: Quantity, first: int, end: int) -> bool:
    """'9.5m tonnes, up by 1.1m': the letter stands for million as it did shortly before."""
    tokens = draft.tokens
    begin, stop = draft.token_range(last.span)
    return (
        last.value >= LARGE
        and last.unit is not None
        and tokens[end - 1].low == "m"
        and tokens[end - 1].start == tokens[end - 2].end
        and first - stop <= _CENTS_BACK
        and any(token.low == "m" for token in tokens[begin:stop])
    )


def _currency_before(draft: Draft, first: int) -> str | None:
    """The currency named last before an amount in cents, if its hundredth is a cent too and it is not the dollar."""
    for at in range(first - 1, max(-1, first - _CENTS_BACK), -1):
        match = draft.kit.units.at(draft.tokens, at)
        if match is not None and match.payload.kind is UnitKind.MONEY and match.payload.factor == 1:
            return match.payload.unit if match.payload.unit in _IN_CENTS else None
    return None
