"""Where in a text a rule or phrase may begin, told by the word alone: most concern few words, and are asked at those only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import cast

from app.language import Token, Tokens

_REMEMBERED = 300_000  # words as written, of which a corpus of a million articles has no more


class Triggers:
    """The triggers of one language, read together: a word is looked up once a text, not once a trigger."""

    def __init__(self) -> None:
        # Both in one, and never changed in place but by answers: a reading under way in another thread, or one whose tests build what
        # adds a trigger, ends with what it began with.
        self._state: tuple[tuple[Trigger, ...], dict[str, tuple[Trigger, ...]]] = ((), {})

    def add(self, trigger: Trigger) -> None:
        self._state = ((*self._state[0], trigger), {})

    def forget(self) -> None:
        """What words begin has changed."""
        self._state = (self._state[0], {})

    def read(self, tokens: Tokens) -> None:
        """Find the places of every trigger in a text."""
        if len(self._state[1]) >= _REMEMBERED:
            self.forget()
        triggers, known = self._state
        found: dict[Trigger, list[int]] = {trigger: [] for trigger in triggers}
        for word, places in tokens.places.items():
            met = known.get(word)
            if met is None:
                token = tokens[places[0]]
                met = known[word] = tuple(trigger for trigger in triggers if trigger.test(token))
            for trigger in met:
                found[trigger] += places
        for trigger, numbers in found.items():
            numbers.sort()
            tokens.memo[trigger] = numbers


class Trigger:
    """Words at which something may begin. `test` sees a word's own fields only, and is asked once a word."""

    def __init__(self, test: Callable[[Token], bool], group: Triggers | None = None) -> None:
        self.test = test
        self._group = group or Triggers()
        self._group.add(self)

    def forget(self) -> None:
        """What words begin has changed."""
        self._group.forget()

    def places(self, tokens: Tokens, first: int = 0, last: int | None = None) -> Sequence[int]:
        """Numbers of the tokens between two that have such a word, in order."""
        if self not in tokens.memo:
            self._group.read(tokens)
        found = cast("list[int]", tokens.memo[self])
        if first == 0 and last is None:
            return found
        low = bisect_left(found, first)
        return found[low : len(found) if last is None else bisect_left(found, last, low)]
