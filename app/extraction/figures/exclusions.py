"""Quantities that are no figures of an economy or a society."""

from __future__ import annotations

from app.domain.kinds import UnitKind
from app.domain.quantity import Quantity
from app.extraction.draft import Draft
from app.extraction.figures.contexts import Context, is_term, tells_transport


def is_no_figure(draft: Draft, quantity: Quantity, context: Context, first: int) -> bool:
    """Terms, turns of phrase and counts of occasions: 'за последние три года', 'в одном месте', 'met 14 times'."""
    if is_term(quantity):
        return not tells_transport(context.metrics)
    if (
        quantity.unit_kind in (UnitKind.COUNT, UnitKind.PEOPLE)
        and quantity.value == 1
        and quantity.step is None
    ):
        return True
    if quantity.unit == "times" and quantity.rule in ("digits", "words"):
        multiplies = (
            draft.tokens[first].low in ("в", "во")
            if draft.kit.code == "ru"
            else any(match.payload in ("increase", "decrease") for match in context.words)
            or any(match.payload in ("more", "less") for match in context.comparing)
        )
        if not multiplies:
            return True
    return any(mention.first <= first < mention.last for mention in context.periods)
