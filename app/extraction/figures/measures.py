"""What a number measures, and in which direction it went."""

from __future__ import annotations

from app.domain.kinds import Direction, Measure, UnitKind
from app.domain.quantity import Quantity
from app.extraction.draft import Draft
from app.extraction.figures.clauses import Reach, turns_between
from app.extraction.figures.contexts import Context
from app.extraction.figures.modality import verb_at
from app.extraction.figures.prices import is_interest, is_of_bound, is_price, last_of
from app.extraction.matcher import Match
from app.language.en_classes import WordClass

RATES = frozenset({"tariff", "wages", "inflation", "gdp_per_capita"})
"""Metrics whose amounts are rates by convention."""

_DIRECTIONS = {
    "increase": Direction.UP,
    "more": Direction.UP,
    "gains": Direction.UP,
    "decrease": Direction.DOWN,
    "less": Direction.DOWN,
    "losses": Direction.DOWN,
}
_BETWEEN = 4  # tokens between a verb of change and its number: 'вырос почти на целых 15 процентов'
_COMPARES = 3  # tokens between a number and its 'more', 'higher than'


def measure_of(
    draft: Draft, quantity: Quantity, reach: Reach, context: Context
) -> tuple[Measure, Direction | None]:
    """What a quantity measures, and whether it went up or down."""
    after = _compared(draft, reach, context)
    before = _longer_by(draft, reach, context) or _change_before(reach, context)
    by = _by_before(draft, reach)
    if quantity.unit == "times":
        told = after or _by_multiple(draft, reach) or _change_right_after(reach, context) or before
        return Measure.GROWTH, told or Direction.UP
    if quantity.unit == "pp":
        return Measure.CHANGE, after or before
    if quantity.unit == "percent":
        return _of_percent(draft, reach, context, after, before, by=by)
    direction = after or (before if by else _gained_or_lost(quantity, reach, context))
    if direction is not None:
        return Measure.CHANGE, direction
    if quantity.unit_kind is UnitKind.MONEY and is_price(draft, reach, context):
        return Measure.RATE, None
    return Measure.LEVEL, None


def _of_percent(
    draft: Draft,
    reach: Reach,
    context: Context,
    after: Direction | None,
    before: Direction | None,
    *,
    by: bool,
) -> tuple[Measure, Direction | None]:
    if after is not None:
        return Measure.GROWTH, after
    if by and before is not None:
        return Measure.GROWTH, before
    if is_interest(draft, reach, context):
        return Measure.RATE, None
    if (
        not by
        and not _goal_before(draft, reach)
        and (adjacent := _change_adjacent(draft, reach, context)) is not None
    ):
        return Measure.GROWTH, adjacent
    rate, share = last_of(draft, context, reach, "rate"), last_of(draft, context, reach, "share")
    subject = _growth_is_subject(draft, reach, context)
    if subject is not None and subject[0] > max(rate, share):
        return Measure.GROWTH, subject[1]
    return (Measure.RATE if rate > share else Measure.SHARE), None


# The words right before and after a number


def _by_before(draft: Draft, reach: Reach) -> bool:
    """'на 15 процентов', 'by 15 percent', words of bound between them allowed."""
    code, words = draft.kit.code, draft.kit.words.figures
    tokens = draft.tokens
    for index in range(reach.start - 1, max(reach.first, reach.start - 5) - 1, -1):
        low = tokens[index].low
        if low in words.by:
            return True
        if is_of_bound(draft, index):
            continue
        if low in words.goal or tokens[index].kind != "word":
            return False
        if code == "ru" and tokens[index].readings[0].pos == "noun":
            return False  # 'держится на уровне 29 процентов'
    return False


def _goal_before(draft: Draft, reach: Reach) -> bool:
    """'вырос до 10 процентов' tells where it came to, not by how much."""
    return any(
        draft.tokens[index].low in draft.kit.words.figures.goal and not is_of_bound(draft, index)
        for index in range(max(reach.first, reach.start - 3), reach.start)
    )


def _compared(draft: Draft, reach: Reach, context: Context) -> Direction | None:
    """'7 percent more than', '5 процентов выше', 'a 27% increase', 'up 9 percent', '+12,5%'."""
    if (sign := _signed(draft, reach)) is not None:
        return sign
    last = min(reach.end + _COMPARES, max(reach.last, reach.end + 1))
    compares = _compares_ru if draft.kit.code == "ru" else _compares_en
    for match in context.comparing:
        if (
            match.payload in ("more", "less")
            and reach.end <= match.first < last
            and compares(draft, reach, match)
        ):
            return _DIRECTIONS[match.payload]
    return _up_before(draft, reach) if draft.kit.code == "en" else None


def _signed(draft: Draft, reach: Reach) -> Direction | None:
    """'+12,5%', '(−3 percent)'."""
    tokens = draft.tokens
    if reach.start == 0 or tokens[reach.start - 1].end != tokens[reach.start].start:
        return None
    sign = tokens[reach.start - 1].text
    if sign == "+":
        return Direction.UP
    bracketed = reach.start > 1 and tokens[reach.start - 2].text == "("
    return Direction.DOWN if sign == "−" or (sign in "-–" and bracketed) else None


def _compares_ru(draft: Draft, reach: Reach, match: Match[str]) -> bool:
    """'на 15 процентов выше', 'в 1,4 раза больше'; 'треть прироста съели цены' is a part of a growth, and no comparison."""
    tokens = draft.tokens
    if tokens[match.first].readings and tokens[match.first].readings[0].pos == "noun":
        return False
    return match.first == reach.end or _by_before(draft, reach) or tokens[reach.start].low in ("в", "во")


def _compares_en(draft: Draft, reach: Reach, match: Match[str]) -> bool:
    """'6 percent more', 'a 27% increase': not '5 percent of the growth', '3 percent in the rise'."""
    if any(verb_at(draft, index) is not None for index in range(reach.end, match.first)):
        return False  # 'one household in five remained below'
    between = {token.low for token in draft.tokens[reach.end : match.first]}
    return not between & {"of", "the", "in", "to", "and", ","}


def _up_before(draft: Draft, reach: Reach) -> Direction | None:
    """'up 9 percent', 'down by a third'; 'put up 55%' and 'up to 5%' are none."""
    tokens = draft.tokens
    for index in range(reach.start - 1, max(reach.first, reach.start - 5) - 1, -1):
        low = tokens[index].low
        if low in ("to", "from", "of") or draft.kit.classes.of(low) & (WordClass.PAST | WordClass.MODAL):
            return None
        if low in ("up", "down"):
            particle = index > 0 and not draft.kit.words.figures.phrasal.isdisjoint(tokens[index - 1].lemmas)
            return None if particle else Direction.UP if low == "up" else Direction.DOWN
    return None


# Words of change


def _longer_by(draft: Draft, reach: Reach, context: Context) -> Direction | None:
    """'longer by 420 km', 'выше на 5 процентов': a comparison right before 'by'."""
    for index in range(reach.start - 1, max(reach.first, reach.start - 4), -1):
        if draft.tokens[index].low in draft.kit.words.figures.by:
            for match in context.comparing:
                if match.payload in ("more", "less") and match.last == index:
                    return _DIRECTIONS[match.payload]
    return None


def _change_before(reach: Reach, context: Context) -> Direction | None:
    """The nearest word of change before a number in its own words, else before them in its clause, else in its sentence."""
    for first in (reach.first, reach.begins, context.first):
        found = [match for match in context.changes if first <= match.first < reach.start]
        if found:
            return _DIRECTIONS[found[-1].payload]
    return None


def _change_right_after(reach: Reach, context: Context) -> Direction | None:
    """'вдвое снизится плата'."""
    found = [match for match in context.changes if reach.end <= match.first <= reach.end + 1]
    return _DIRECTIONS[found[0].payload] if found else None


def _change_adjacent(draft: Draft, reach: Reach, context: Context) -> Direction | None:
    """'рост 15 процентов', 'потерял 41 процент', 'grew 4.3 percent'."""
    found = [
        match
        for match in context.changes
        if reach.first <= match.first and 0 <= reach.start - match.last < _BETWEEN
    ]
    if not found or turns_between(draft, found[-1].last, reach.start):
        return None
    if any(token.text == "," for token in draft.tokens[found[-1].last : reach.start]):
        return None
    return _DIRECTIONS[found[-1].payload]


def _growth_is_subject(draft: Draft, reach: Reach, context: Context) -> tuple[int, Direction] | None:
    """'рост экономики составил 5%', 'economic growth slowed to 3 percent': where the noun stands."""
    for match in reversed(context.changes):
        if not reach.begins <= match.first < reach.start:
            continue
        token = draft.tokens[match.first]
        noun = (
            bool(token.readings) and token.readings[0].pos == "noun"
            if draft.kit.code == "ru"
            else token.low in draft.kit.words.figures.growth_nouns
        )
        if noun:
            return match.first, _DIRECTIONS[match.payload]
    return None


def _by_multiple(draft: Draft, reach: Reach) -> Direction | None:
    """'halve' is two times down."""
    token = draft.tokens[reach.start]
    for value, words in draft.kit.words.numbers.times_verbs.items():
        if value.startswith("-") and any(word.lstrip("=") in token.lemmas for word in words):
            return Direction.DOWN
    return None


def _gained_or_lost(quantity: Quantity, reach: Reach, context: Context) -> Direction | None:
    """'will add 120 MW', 'потеряла 14 тысяч жителей': a change; money lost is an amount."""
    if quantity.unit_kind is UnitKind.MONEY:
        return None
    for match in context.comparing:
        near = reach.first <= match.first and 0 <= reach.start - match.last < _BETWEEN
        if match.payload in ("gains", "losses") and near:
            return _DIRECTIONS[match.payload]
    return None
