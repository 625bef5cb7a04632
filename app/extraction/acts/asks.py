"""What asks for an action in the words said: needs, wants, first persons, imperatives. Acts and proposals both rest on it."""

from __future__ import annotations

from app.extraction.acts.ask import Ask, Shape
from app.extraction.acts.marks import Marks
from app.extraction.acts.needs import needs
from app.extraction.acts.proposing import pardons
from app.extraction.acts.requests import clefts, first_persons, imperatives
from app.extraction.acts.wants import ideas, importance, wants
from app.extraction.draft import Draft


def asks_of_words(draft: Draft, marks: Marks, first: int, last: int, *, speech: bool) -> list[Ask]:
    """What asks in the words said: needs, wants, the importance of doing something; in verbatim speech also first persons and imperatives."""
    found: list[Ask] = []
    if speech:
        found.extend(
            Ask(match.first, match.last, match.last, _shape(draft, match.first), "first-person")
            for match in marks.of("asks", first, last)
            if (match.first == first or draft.tokens[match.first - 1].low not in ("не", "not"))
            and not pardons(draft, match.last, last)
        )
        found.extend(first_persons(draft, first, last))
        found.extend(imperatives(draft, first, last))
    found.extend(clefts(draft, first, last))
    found.extend(needs(draft, marks, first, last))
    found.extend(importance(draft, marks, first, last))
    found.extend(ideas(draft, marks, first, last))
    if not found:
        found.extend(wants(draft, marks, first, last))
    return sorted(found, key=lambda ask: ask.first)


def _shape(draft: Draft, number: int) -> Shape:
    """'пусть каждый посадит дерево': a clause that is not taken apart."""
    return Shape.WHOLE if draft.tokens[number].low in ("пусть", "давайте") else Shape.ANY
