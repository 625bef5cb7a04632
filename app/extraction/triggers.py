"""Where in a text a rule or phrase may begin, told by the word alone: most concern few words, and are asked at those only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
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


class Beginnings(NamedTuple):
    """What a word that may pass a test has among its keys, or begins with."""

    keys: Collection[str]
    prefixes: Collection[str]


class _Group:
    """Some triggers, and what the words met so far begin of them."""

    def __init__(self, triggers: Sequence[Trigger]) -> None:
        self.triggers = triggers
        self.known: dict[str, _Met] = {}
        self._seen: dict[_Met, _Met] = {}
        """Many words begin the same."""
        self._by_key: dict[str, list[Trigger]] = {}
        self._by_prefix: dict[str, list[Trigger]] = {}
        self._others: list[Trigger] = []
        for trigger in triggers:
            if trigger.beginnings is None:
                self._others.append(trigger)
                continue
            keys, prefixes = trigger.beginnings()
            for key in keys:
                self._by_key.setdefault(key, []).append(trigger)
            for prefix in prefixes:
                self._by_prefix.setdefault(prefix, []).append(trigger)
        self._sizes = sorted({len(prefix) for prefix in self._by_prefix})

    def met(self, token: Token) -> _Met:
        """What a word begins."""
        begins: list[Trigger] = []
        waiting: list[tuple[Trigger, frozenset[str]]] = []
        for trigger in self._asked(token):
            if trigger.test(token):
                followers = trigger.followers(token) if trigger.followers is not None else None
                if followers is None:
                    begins.append(trigger)
                else:
                    waiting.append((trigger, followers))
        if not begins and not waiting:
            found = _NOTHING
        else:
            found = _Met(tuple(begins), tuple(waiting), frozenset().union(*(words for _, words in waiting)))
            found = self._seen.setdefault(found, found)
        self.known[token.text] = found
        return found

    def _asked(self, token: Token) -> Iterable[Trigger]:
        """The triggers that a word may pass, each once."""
        low, by_key, by_prefix = token.low, self._by_key, self._by_prefix
        lists = [by_key[key] for key in (token.text, *token.keys, low.removesuffix("'s")) if key in by_key]
        lists += [by_prefix[low[:size]] for size in self._sizes if low[:size] in by_prefix]
        return dict.fromkeys(chain(*lists, self._others)) if lists else self._others


class Triggers:
    """The triggers of one language, read together: a word is looked up once a text, not once a trigger."""

    def __init__(self) -> None:
        # Never changed in place but by answers: a reading under way in another thread ends with what it began with.
        self._triggers: tuple[Trigger, ...] = ()
        self._group: _Group | None = None

    def forget(self) -> None:
        """What words begin has changed."""
        self._group = None

    def read(self, tokens: Tokens, asked: Trigger) -> None:
        """Find the places of every trigger in a text, or only of one that was never asked before, if those of others are found already."""
        triggers = self._triggers
        if asked not in triggers:
            self._triggers = triggers = (*triggers, asked)
            if tokens.places:
                self._places(tokens, _Group([asked]))
                return
        group = self._group
        if group is None or group.triggers is not triggers or len(group.known) >= REMEMBERED:
            group = self._group = _Group(triggers)
        self._places(tokens, group)

    def _places(self, tokens: Tokens, group: _Group) -> None:
        known = group.known
        found: dict[object, list[int]] = {trigger: [] for trigger in group.triggers}
        words = [token.text for token in tokens]
        for number, met in enumerate(map(known.get, words)):
            if met is _NOTHING:
                continue
            begins, waiting, followers = met if met is not None else group.met(tokens[number])
            for trigger in begins:
                found[trigger].append(number)
            if waiting and number + 1 < len(tokens):
                keys = tokens[number + 1].keys
                if not followers.isdisjoint(keys):
                    for trigger, wanted in waiting:
                        if not wanted.isdisjoint(keys):
                            found[trigger].append(number)
        tokens.places.update(found)


class Trigger:
    """Words at which something may begin. `test` sees a word's own fields only, and is asked once a word. `followers` tells of a word
    that passes what must come next: keys of which the next token has one (None: nothing must). `beginnings` tells of a test which words
    alone it needs to be asked for (None: it is asked for all)."""

    def __init__(
        self,
        test: Callable[[Token], bool],
        group: Triggers | None = None,
        *,
        followers: Callable[[Token], frozenset[str] | None] | None = None,
        beginnings: Callable[[], Beginnings] | None = None,
    ) -> None:
        self.test = test
        self.followers = followers
        self.beginnings = beginnings
        self._group = group or Triggers()

    def forget(self) -> None:
        """What words begin has changed."""
        self._group.forget()

    def places(self, tokens: Tokens, first: int = 0, last: int | None = None) -> Sequence[int]:
        """Numbers of the tokens between two that have such a word, in order."""
        found = tokens.places.get(self)
        if found is None:
            self._group.read(tokens, self)
            found = tokens.places[self]
        if not found or (first == 0 and last is None):
            return found
        low = bisect_left(found, first) if first else 0
        return found[low:] if last is None else found[low : bisect_left(found, last, low)]
