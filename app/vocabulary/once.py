"""What is made of a vocabulary once, however often it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.vocabulary.vocabulary import Vocabulary

Made = TypeVar("Made")

_MOST = 4
"""Vocabularies whose things are kept: only tests have several."""


def made_once(make: Callable[[Vocabulary], Made]) -> Callable[[Vocabulary], Made]:
    """Keeps what `make` makes of a vocabulary as long as that is in use; a vocabulary is known by its identity, for it has no other hash."""
    made: dict[int, tuple[Vocabulary, Made]] = {}  # with the vocabulary, so that its number is nobody else's

    def of(vocabulary: Vocabulary) -> Made:
        found = made.get(id(vocabulary))
        if found is None:
            if len(made) >= _MOST:
                made.clear()
            found = made[id(vocabulary)] = vocabulary, make(vocabulary)
        return found[1]

    return of
