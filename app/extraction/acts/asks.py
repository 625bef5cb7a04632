"""What asks for an action in the words said: needs, wants, first persons, imperatives. Acts and proposals both rest on it."""

from __future__ import annotations

from app.extraction.acts.actions import actions_of
from app.extraction.acts.ask import Ask, Shape
from app.extraction.acts.marks import Marks
from app.extraction.acts.needs import needs
from app.extraction.acts.proposing import pardons
from app.extraction.acts.requests import clefts, first_persons, imperatives, own_side
from app.extraction.acts.wants import ideas, importance, wants
from app.extraction.draft import Draft

_OPENING = 6  # words in which a need opens a sentence: 'Кроме того, в этой связи важно'
_FAVOURS = frozenset({"stand", "stands", "favour", "favor", "welcome"})
_DEED = 4  # words in which a deed is named that one stands for
_DUTIES = frozenset({"must", "should", "ought", "need", "needs", "has", "have"})


def asks_of_words(draft: Draft, marks: Marks, first: int, last: int, *, speech: bool) -> list[Ask]:
    """What asks in the words said: needs, wants, the importance of doing something; in verbatim speech also first persons and imperatives."""
    found: list[Ask] = []
    if speech:
        found.extend(
            Ask(match.first, match.last, match.last, _shape(draft, match.first), "first-person")
            for match in marks.of("asks", first, last)
            if (match.first == first or draft.tokens[match.first - 1].low not in ("не", "not"))
            and not pardons(draft, match.last, last)
            and draft.tokens[match.first].low != "pleased"
            and _asks_for_deed(draft, match.first, match.last, last)
            and [token.low for token in draft.tokens[match.last : match.last + 2]] != ["not", "be"]
        )
        found.extend(first_persons(draft, first, last))
        found.extend(imperatives(draft, first, last))
        found.extend(own_side(draft, first, last))
    found.extend(clefts(draft, first, last))
    found.extend(needs(draft, marks, first, last))
    found.extend(importance(draft, marks, first, last))
    found.extend(ideas(draft, marks, first, last))
    if not found:
        found.extend(wants(draft, marks, first, last))
    return sorted(found, key=lambda ask: ask.first)


def opens_with_need(draft: Draft, first: int, last: int) -> bool:
    """'Во-вторых, важно сократить …', 'It is necessary to …': a need that names nobody opens a sentence."""
    for match in draft.kit.act_words.find(draft.tokens, first, min(last, first + _OPENING)):
        if match.payload == "needs":
            word = draft.tokens[match.first].low
            impersonal = word not in _DUTIES and not word.startswith(("долж", "обяз"))
            return impersonal and any(
                ask.first < first + _OPENING for ask in needs(draft, Marks(draft, first, last), first, last)
            )
    return False


def _asks_for_deed(draft: Draft, first: int, start: int, last: int) -> bool:
    """'We stand for the adoption of', 'would welcome the creation of', but not 'we stand for peace', 'would welcome this plan'."""
    if not any(token.low in _FAVOURS for token in draft.tokens[first:start]):
        return True
    return any(
        actions_of(draft.kit).action_noun(draft.tokens, at) for at in range(start, min(last, start + _DEED))
    )


def _shape(draft: Draft, number: int) -> Shape:
    """'пусть каждый посадит дерево': a clause that is not taken apart."""
    return Shape.WHOLE if draft.tokens[number].low in ("пусть", "давайте") else Shape.ANY
