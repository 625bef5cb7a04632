"""What a figure lacks, or how oddly it is told: flags for those who must decide whether to use it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.domain.kinds import FigureFlag, Measure, UnitKind
from app.domain.period import Period
from app.domain.quantity import Quantity
from app.extraction.draft import Draft

CARRIED = "unit carried on"
"""In the rule of a quantity whose unit was told with the number before."""

_MARK = re.compile(r"[^\w\s]")
_GLUED = re.compile(r"\d[^\W\d_]{4}|\d[\u0400-\u052f]")
"""'15процентов', '5percent'; '5GW', '$11.5bn' are how such units are written."""


def flags_of(
    draft: Draft, quantity: Quantity, measure: Measure, period: Period | None, base: Period | None
) -> tuple[FigureFlag, ...]:
    """The flags of a figure, in the order of their list."""
    return tuple(_flags(draft, quantity, measure, period, base))


def _flags(
    draft: Draft, quantity: Quantity, measure: Measure, period: Period | None, base: Period | None
) -> Iterator[FigureFlag]:
    if period is None:
        yield FigureFlag.MISSING_PERIOD
    elif period.ambiguous:
        yield FigureFlag.AMBIGUOUS_PERIOD
    if measure in (Measure.GROWTH, Measure.CHANGE) and base is None:
        yield FigureFlag.GROWTH_WITHOUT_BASE
    if CARRIED in quantity.rule:
        yield FigureFlag.UNIT_LEFT_OUT
    if is_odd(draft, quantity):
        yield FigureFlag.ODD_TYPOGRAPHY


def is_odd(draft: Draft, quantity: Quantity) -> bool:
    """'15процентов', '1 миллиард $700 миллионов', '$5 долларов'."""
    words = quantity.span.of(draft.text)
    if _GLUED.search(words):
        return True
    signs = [mark.start() for mark in _MARK.finditer(words) if unicodedata.category(mark[0]) == "Sc"]
    if len(signs) > 1 or any(
        any(char.isalnum() for char in words[:at]) and any(char.isalnum() for char in words[at + 1 :])
        for at in signs
    ):
        return True
    return bool(signs) and _has_currency_word(draft, quantity)


def _has_currency_word(draft: Draft, quantity: Quantity) -> bool:
    """Whether a currency is told in words, too."""
    first, last = draft.token_range(quantity.span)
    return any(
        match.payload.kind is UnitKind.MONEY and draft.tokens[match.first].kind == "word"
        for match in draft.kit.units.find(draft.tokens, first, last)
    )
