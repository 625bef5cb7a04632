"""What a number measures, in which direction it went, and whether it is a fact, a plan or a possibility."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.kinds import Direction, Measure, Modality, UnitKind
from app.domain.quantity import Quantity
from app.extraction.draft import Draft
from app.extraction.matcher import Match
from app.extraction.periods import PeriodMention
from app.extraction.toolkit import Weighted

RATES = frozenset({"tariff", "wages", "inflation", "gdp_per_capita"})
"""Metrics whose amounts are rates by convention."""


@dataclass(frozen=True, slots=True)
class Context:
    """The sentence of a number (inside a quotation: that of the quotation), its words of change and its periods."""

    first: int
    last: int
    words: tuple[Match[str], ...]
    metrics: tuple[Match[Weighted], ...]
    periods: tuple[PeriodMention, ...]


def measure_of(
    draft: Draft, quantity: Quantity, first: int, last: int, context: Context
) -> tuple[Measure, Direction | None]:
    """What a quantity measures, and whether it went up or down."""
    change = change_near(context, first)
    direction = Direction(change) if change else None
    by = _by_before(draft, first)
    right = {match.payload for match in context.words if last <= match.first <= last + 1}
    if quantity.unit == "times":
        return Measure.GROWTH, direction or Direction.UP
    if quantity.unit == "pp":
        return Measure.CHANGE, direction
    if quantity.unit == "percent":
        if _share_of_course(context, first) and not by:
            return Measure.SHARE, None
        if "rate" in right or _nearest(context, first, ("rate", "share", "increase", "decrease")) == "rate":
            return Measure.RATE, None
        if direction is not None and (
            by or right & {"increase", "decrease"} or _change_adjacent(draft, context, first)
        ):
            return Measure.GROWTH, direction
        return Measure.SHARE, None
    if quantity.unit_kind is UnitKind.MONEY and (
        "per" in right or _nearest(context, first, ("rate", "share", "increase", "decrease")) == "rate"
    ):
        return Measure.RATE, None
    if by and direction is not None:
        return Measure.CHANGE, direction
    return Measure.LEVEL, None


def _by_before(draft: Draft, first: int) -> bool:
    """'на 15 процентов', 'by 15 percent', a word of bound between them allowed."""
    return any(
        token.low in ("на", "by") for token in draft.tokens[max(0, first - 3) : first] if token.kind == "word"
    )


def change_near(context: Context, first: int) -> str | None:
    """'up' or 'down' by the nearest word of change before the number, else right after it."""
    names = {"increase": "up", "decrease": "down"}
    left = [match for match in context.words if match.payload in names and match.first < first]
    if left:
        return names[left[-1].payload]
    right = [match for match in context.words if match.payload in names and first <= match.first <= first + 5]
    return names[right[0].payload] if right else None


def _change_adjacent(draft: Draft, context: Context, first: int) -> bool:
    """'рост 15 процентов'; 'вырос до 10 процентов' tells where it came to, not by how much."""
    if first and draft.tokens[first - 1].low in ("до", "с", "от", "to", "from"):
        return False
    return any(
        match.payload in ("increase", "decrease") and first - match.last <= 3
        for match in context.words
        if match.first < first
    )


def _share_of_course(context: Context, first: int) -> bool:
    """'доля возросла с 8 до 19 процентов': the share itself, not its growth."""
    left = [
        match
        for match in context.words
        if match.first < first and match.payload in ("share", "increase", "decrease")
    ]
    return len(left) >= 2 and left[-1].payload != "share" and left[-2].payload == "share"


def _nearest(context: Context, first: int, kinds: tuple[str, ...]) -> str | None:
    left = [match for match in context.words if match.payload in kinds and match.first < first]
    return left[-1].payload if left else None


def modality_of(draft: Draft, context: Context, first: int, mention: PeriodMention | None) -> Modality:
    """A fact, a plan or a possibility, by the period and by the words before the number."""
    if mention is not None and mention.target:
        return Modality.TARGET
    if mention is not None and draft.day is not None and mention.period.start > draft.day:
        return Modality.TARGET
    words = {match.payload for match in draft.kit.period_words.find(draft.tokens, context.first, first)}
    if "possible" in words:
        return Modality.POTENTIAL
    future = any(
        reading.pos == "verb" and reading.tense == "fut"
        for token in draft.tokens[context.first : first]
        for reading in token.readings[:1]
    )
    return Modality.TARGET if "future" in words or future else Modality.ACTUAL
