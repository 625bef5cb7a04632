"""Where in a text a rule may begin, told by the word alone: most rules concern few words, and are asked at those only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import cast

from app.language import Token, Tokens

_REMEMBERED = 300_000  # words as written, of which a corpus of a million articles has no more


class Trigger:
    """Words at which a rule may begin. `test` sees a word's own fields only, and is asked once a word, not once a token."""

    def __init__(self, test: Callable[[Token], bool]) -> None:
        self._test = test
        self._known: dict[str, bool] = {}

    def places(self, tokens: Tokens, first: int = 0, last: int | None = None) -> Sequence[int]:
        """Numbers of the tokens between two that have such a word, in order."""
        found = cast("list[int] | None", tokens.memo.get(self))
        if found is None:
            found = tokens.memo[self] = self._find(tokens)
        if first == 0 and last is None:
            return found
        low = bisect_left(found, first)
        return found[low : len(found) if last is None else bisect_left(found, last, low)]

    def _find(self, tokens: Tokens) -> list[int]:
        if len(self._known) >= _REMEMBERED:
            self._known = {}
        known = self._known
        found: list[int] = []
        for word, places in tokens.places.items():
            hit = known.get(word)
            if hit is None:
                hit = known[word] = self._test(tokens[places[0]])
            if hit:
                found += places
        found.sort()
        return found
