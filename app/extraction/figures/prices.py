"""Prices and interest: what makes a number a rate."""

from __future__ import annotations

from collections.abc import Set

from app.domain.kinds import UnitKind
from app.extraction.draft import Draft
from app.extraction.figures.clauses import Reach
from app.extraction.figures.contexts import Context
from app.extraction.figures.modality import verb_at
from app.extraction.matcher import Match

_OF = ("of", "из")
_WEAK_SHARE = frozenset({"составлять", "make"})  # 'составляет 8 процентов' is told of rates, too
_MEASURED = frozenset({UnitKind.VOLUME, UnitKind.ENERGY, UnitKind.MASS})
_UNIT_BEFORE = 4  # tokens between a unit and the verb of its price
_RELATIVE = 1  # tokens between a noun and the clause that goes on about it: 'ставка, которая'


def is_of_bound(draft: Draft, index: int) -> bool:
    """The 'at' of 'at least', the 'to' of 'up to' and 'close to'."""
    tokens = draft.tokens
    if tokens[index].low == "at":
        return tokens[index + 1].low in ("least", "most")
    return tokens[index].low == "to" and index > 0 and tokens[index - 1].low in ("up", "close")


def last_of(draft: Draft, context: Context, reach: Reach, meaning: str) -> int:
    """Where the nearest such word before a number stands in its clause; -1 where none does."""
    found = [
        match.first
        for match in context.words
        if match.payload == meaning
        and (reach.begins <= match.first < reach.start or 0 <= reach.begins - match.last <= _RELATIVE)
        and draft.tokens[match.first].low not in _OF
        and not draft.tokens[match.first].lemmas & _WEAK_SHARE
    ]
    return found[-1] if found else -1


def is_a_year(draft: Draft, reach: Reach, context: Context) -> bool:
    """'4 процента годовых', '4 percent per annum'; trade may grow 4 percent a year, too."""
    a_year = draft.kit.words.figures.a_year
    found = {
        draft.tokens[match.last - 1].low
        for match in context.words
        if match.payload == "rate" and reach.start < match.first <= reach.end + 1
    }
    return not found.isdisjoint(a_year) and (found != {"year"} or _owes(reach, context))


def _owes(reach: Reach, context: Context) -> bool:
    """Whether a loan or debt is told of before a number."""
    return any(
        match.payload.id in ("financing", "debt") and match.first < reach.start for match in context.metrics
    )


def is_interest(draft: Draft, reach: Reach, context: Context) -> bool:
    """'4 процента годовых', 'под 4 процента', 'a loan at 3.5 percent'; 'debt stands at 48 percent' is none."""
    if is_a_year(draft, reach, context):
        return True
    near = range(reach.start - 1, max(reach.first, reach.start - 4) - 1, -1)
    at = next(
        (
            index
            for index in near
            if draft.tokens[index].low in draft.kit.words.figures.interest and not is_of_bound(draft, index)
        ),
        None,
    )
    if at is None or (at and verb_at(draft, at - 1) is not None):
        return False
    return _owes(reach, context)


def is_price(draft: Draft, reach: Reach, context: Context) -> bool:
    """'$18 за тонну', '210 dollars a tonne', 'каждая виза обходится в 340 евро', 'кубометр стоит 2 евро'."""
    for match in context.words:
        if match.payload == "per" and reach.start < match.first <= reach.end + 1:
            return True
    for match in context.comparing:
        if (
            match.payload == "each"
            and reach.begins <= match.first < reach.start
            and _pays(draft, match, reach)
        ):
            return True
    if unit_priced(draft, reach, _MEASURED):
        return True
    rate, share = last_of(draft, context, reach, "rate"), last_of(draft, context, reach, "share")
    if rate < reach.first or rate <= share:
        return False
    joins = draft.kit.clause_words.joined
    return not any(
        draft.tokens[index].low in joins or verb_at(draft, index) is not None
        for index in range(rate + 1, reach.start)
    )


def unit_priced(draft: Draft, reach: Reach, kinds: Set[UnitKind]) -> bool:
    """'кубометр воды стоит', 'a tonne of cotton costs': what one of a unit costs."""
    tokens, costs = draft.tokens, draft.kit.words.figures.costs
    for index in range(reach.first, reach.start):
        if costs.isdisjoint(tokens[index].lemmas):
            continue
        for match in draft.kit.units.find(tokens, max(reach.first, index - _UNIT_BEFORE), index):
            if match.payload.kind in kinds:
                return True
    return False


def _pays(draft: Draft, match: Match[str], reach: Reach) -> bool:
    """'each lorry pays', 'каждая виза обходится', 'на каждый доллар пришлось': what each costs or gets."""
    if match.first and draft.tokens[match.first - 1].low in ("на", "for", "per", "с"):
        return True
    return any(
        not draft.kit.words.figures.pays.isdisjoint(token.lemmas)
        for token in draft.tokens[match.last : reach.start]
    )
