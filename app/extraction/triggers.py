"""Where in a text a rule or phrase may begin, told by the word alone: most concern few words, and are asked at those only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from app.language import Token, Tokens
from app.language.base import REMEMBERED


class _Met(NamedTuple):
    """What a word may begin: in any case, and only where one of `followers` (keys of tokens) comes next."""

    begins: tuple[Trigger, ...]
    waiting: tuple[tuple[Trigger, frozenset[str]], ...]
    followers: frozenset[str]
    """Those of all that wait."""


_NOTHING = _Met((), (), frozenset())


class Triggers:
    """The triggers of one language, read together: a word is looked up once a text, not once a trigger."""

    def __init__(self) -> None:
        # Both in one, and never changed in place but by answers: a reading under way in another thread, or one whose tests build what
        # adds a trigger, ends with what it began with.
        self._state: tuple[tuple[Trigger, ...], dict[str, _Met]] = ((), {})
        self._seen: dict[_Met, _Met] = {}
        """Many words begin the same."""

    def add(self, trigger: Trigger) -> None:
        self._state, self._seen = ((*self._state[0], trigger), {}), {}

    def forget(self) -> None:
        """What words begin has changed."""
        self._state, self._seen = (self._state[0], {}), {}

    def read(self, tokens: Tokens) -> None:
        """Find the places of every trigger in a text."""
        if len(self._state[1]) >= REMEMBERED:
            self.forget()
        triggers, known = self._state
        found: dict[object, list[int]] = {trigger: [] for trigger in triggers}
        words = [token.text for token in tokens]
        for number, met in enumerate(map(known.get, words)):
            if met is _NOTHING:
                continue
            if met is None:
                met = _met(triggers, tokens[number])
                met = known[words[number]] = self._seen.setdefault(met, met)
            begins, waiting, followers = met
            for trigger in begins:
                found[trigger].append(number)
            if waiting and number + 1 < len(tokens):
                keys = tokens[number + 1].keys
                if not followers.isdisjoint(keys):
                    for trigger, wanted in waiting:
                        if not wanted.isdisjoint(keys):
                            found[trigger].append(number)
        tokens.places.update(found)


def _met(triggers: Sequence[Trigger], token: Token) -> _Met:
    begins: list[Trigger] = []
    waiting: list[tuple[Trigger, frozenset[str]]] = []
    for trigger in triggers:
        if trigger.test(token):
            followers = trigger.followers(token) if trigger.followers is not None else None
            if followers is None:
                begins.append(trigger)
            else:
                waiting.append((trigger, followers))
    if not begins and not waiting:
        return _NOTHING
    return _Met(tuple(begins), tuple(waiting), frozenset().union(*(words for _, words in waiting)))


class Trigger:
    """Words at which something may begin. `test` sees a word's own fields only, and is asked once a word. `followers` tells of a word
    that passes what must come next: keys of which the next token has one (None: nothing must)."""

    def __init__(
        self,
        test: Callable[[Token], bool],
        group: Triggers | None = None,
        *,
        followers: Callable[[Token], frozenset[str] | None] | None = None,
    ) -> None:
        self.test = test
        self.followers = followers
        self._group = group or Triggers()
        self._group.add(self)

    def forget(self) -> None:
        """What words begin has changed."""
        self._group.forget()

    def places(self, tokens: Tokens, first: int = 0, last: int | None = None) -> Sequence[int]:
        """Numbers of the tokens between two that have such a word, in order."""
        found = tokens.places.get(self)
        if found is None:
            self._group.read(tokens)
            found = tokens.places[self]
        if not found or (first == 0 and last is None):
            return found
        low = bisect_left(found, first) if first else 0
        return found[low:] if last is None else found[low : bisect_left(found, last, low)]
