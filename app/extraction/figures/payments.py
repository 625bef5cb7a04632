"""Who pays: the part of a sum that somebody provides is financing or investment, what each is charged is a fee."""

from __future__ import annotations

from decimal import Decimal

from app.domain.findings import Figure
from app.domain.kinds import Measure, UnitKind
from app.domain.quantity import Quantity
from app.extraction.draft import Draft
from app.extraction.figures.clauses import Reach, last_of_clause
from app.extraction.figures.contexts import Context

_COSTS = frozenset({"projects", "investment", "financing", "budget", "fund_capital"})
"""Metrics of a sum that somebody has to find."""

_SUM_AFTER = 4  # tokens between a share and the sum that it is of: 'a third of the remaining cost'
_FEE = Decimal(100_000)  # more money than that is no fee, but a total of fees


def funded_part(
    draft: Draft, quantity: Quantity, measure: Measure, reach: Reach, context: Context, before: Figure | None
) -> str | None:
    """'70 процентов суммы предоставит банк', 'they will bear half of the cost': financing, or investment where private money pays."""
    words, tokens = draft.kit.words.figures, draft.tokens
    of_cost = before is not None and before.metric in _COSTS
    if quantity.unit == "percent":
        after = tokens[reach.end : reach.end + _SUM_AFTER]
        of_sum = any(
            not words.sums.isdisjoint(token.lemmas) for token in (*tokens[reach.start : reach.end], *after)
        )
        if measure is not Measure.SHARE or not (of_cost or of_sum):
            return None
    elif quantity.unit_kind is not UnitKind.MONEY or not of_cost or not _is_part(context, reach):
        return None
    last = last_of_clause(draft, reach, context.last)
    own = tokens[max(reach.first, reach.begins) : max(last, reach.end + 1)]
    if all(words.funds.isdisjoint(token.lemmas) for token in own):
        return None
    if before is not None and before.metric == "fund_capital":
        return before.metric
    return "investment" if any(not words.private.isdisjoint(token.lemmas) for token in own) else "financing"


def _is_part(context: Context, reach: Reach) -> bool:
    """'из которых 200 миллионов', 'of this, $150 million'."""
    return any(
        match.payload == "parts" and reach.first <= match.first < reach.start for match in context.linking
    )


def is_fee(draft: Draft, quantity: Quantity, reach: Reach) -> bool:
    """'lorries pay €95 at the border', 'платим по 9 центов': what is charged of each."""
    if quantity.unit_kind is not UnitKind.MONEY or quantity.value >= _FEE:
        return False
    charges = draft.kit.words.figures.charges
    return any(
        not charges.isdisjoint(token.lemmas)
        for token in draft.tokens[max(reach.first, reach.begins) : reach.start]
    )


def is_put_into(draft: Draft, quantity: Quantity, reach: Reach) -> bool:
    """'have put $5 billion into mines'."""
    tokens = draft.tokens
    if (
        quantity.unit_kind is not UnitKind.MONEY
        or reach.end >= len(tokens)
        or tokens[reach.end].low != "into"
    ):
        return False
    puts = draft.kit.words.figures.puts
    return any(
        not puts.isdisjoint(token.lemmas) for token in tokens[max(reach.first, reach.begins) : reach.start]
    )
