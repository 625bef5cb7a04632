"""How exactly a number is told: 'about', 'more than', 'up to' before it."""

from __future__ import annotations

from app.domain.kinds import Bound
from app.extraction.draft import Draft

_BOUNDS = {"about": Bound.ABOUT, "over": Bound.OVER, "under": Bound.UNDER}
_LONGEST = 4  # words of a bound with a preposition after it


def bound_of(draft: Draft, first: int) -> Bound:
    """'около', 'свыше', 'менее' right before the number, a preposition between them allowed."""
    tokens, words = draft.tokens, draft.kit.bound_words
    if next(words.find(tokens, max(0, first - _LONGEST), first), None) is None:
        return Bound.EXACT
    for size, back in ((3, 0), (2, 0), (1, 0), (3, 1), (2, 1), (1, 1)):
        end = first - back
        if back and (end < 0 or tokens[end].low not in ("на", "чем", "в", "к", "than", "by", "a", "the")):
            continue
        begin = end - size
        if begin < 0:
            continue
        for match in words.find(tokens, begin, end):
            if match.first == begin and match.last == end and not _is_goal(draft, begin):
                return _BOUNDS[match.payload]
    return Bound.EXACT


def _is_goal(draft: Draft, index: int) -> bool:
    """'до' after a verb of change is a goal: 'выросла до 5' is no bound."""
    token = draft.tokens[index]
    if token.low != "до":
        return False
    if index > 1 and draft.tokens[index - 1].text == "," and draft.kit.units.at(draft.tokens, index - 2):
        return True  # 'импорт — на 29,5%, до 2 млрд'
    window = draft.tokens[max(0, index - 12) : index]
    words = (
        set(draft.kit.words.numbers.increase)
        | set(draft.kit.words.numbers.decrease)
        | {"довести", "с", "дойти", "доходить"}
    )
    for previous in reversed(window):
        if previous.text in ".;":
            return False
        if previous.lemmas & words:
            return True
    return False
