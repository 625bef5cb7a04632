"""The heads that ideas are compared with: under each key the first `MOST_HEADS`, as they are stored, and then as they are settled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, Protocol

from app.analysis.threads import Idea, Since

MOST_HEADS: Final = 64
"""Heads of a key that ideas are compared with: those that were voiced first."""
_PIECE: Final = MOST_HEADS + 1
"""Heads of a key that are read at a time."""

Place = tuple[Since, int]
"""When the first of an idea's records said it, and the idea."""


class Library(Protocol):
    """What was settled before, as it is stored; what is settled now changes none of its answers. An idea is always the same object."""

    def heads(self, keys: Sequence[int], after: Since | None, most: int) -> Mapping[int, list[Place]]:
        """The first heads under each key, or the first after some moment, in order."""
        ...

    def ideas(self, numbers: Iterable[int]) -> list[Idea]:
        """Ideas by their numbers; those that come or go, too."""
        ...

    def later(self, idea: Idea, keys: Collection[int]) -> list[Idea]:
        """The ideas that are later than one and have some of these keys of it; all of them that may be like it."""
        ...

    def members(self, head: int) -> list[Idea]:
        """The ideas that belong to the thread of a head, which is not among them."""
        ...


class Heads:
    """Heads by key, in the order in which they were voiced; read as they are asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._of: dict[int, list[Place]] = {}
        self._until: dict[int, Place | None] = {}
        """How far a key's are read; None where to the end."""
        self._moved: set[int] = set()
        """Heads whose stored places count no more."""

    def knows(self, keys: Iterable[int]) -> bool:
        """Whether what is stored under these keys was read."""
        return all(key in self._of for key in keys)

    def know(self, keys: Iterable[int]) -> None:
        """Read what is stored under several keys in one go."""
        missing = sorted(key for key in keys if key not in self._of)
        if missing:
            for key, found in self._library.heads(missing, None, _PIECE).items():
                self._take_in(key, found)

    def before(self, idea: Idea) -> list[int]:
        """The heads that an idea is compared with, but for those that share too few keys."""
        assert idea.since is not None
        self.know(idea.keys)
        found: Counter[int] = Counter()
        unread = 0
        for key in idea.keys:
            heads = self._under(key)
            earlier = bisect_left(heads, (idea.since, -1))
            found.update([number for _, number in heads[: min(earlier, MOST_HEADS)]])
            unread += earlier > MOST_HEADS
        return [number for number, shared in found.items() if shared + unread >= idea.needed]

    def put(self, idea: Idea) -> tuple[set[int], set[int]]:
        """An idea becomes a head: the keys under which others are compared with it, and the heads that it hides there."""
        assert idea.since is not None
        place = idea.since, idea.id
        self._moved.add(idea.id)
        self.know(idea.keys)
        seen: set[int] = set()
        hidden: set[int] = set()
        for key in idea.keys:
            heads = self._under(key)
            rank = bisect_left(heads, place)
            heads.insert(rank, place)
            if rank < MOST_HEADS:
                seen.add(key)
                hidden.update(number for _, number in heads[MOST_HEADS : MOST_HEADS + 1])
        return seen, hidden

    def take(self, idea: Idea, since: Since) -> list[tuple[int, int]]:
        """An idea, voiced at that time, is a head no more: the heads that it hid, each with the key under which it did."""
        place = since, idea.id
        self.know(idea.keys)  # with its own place, which is not read afterwards
        self._moved.add(idea.id)
        shown = []
        for key in idea.keys:
            heads = self._under(key)
            rank = bisect_left(heads, place)
            if heads[rank : rank + 1] != [place]:
                continue  # so many are earlier that it was not read
            del heads[rank]
            if rank < MOST_HEADS:
                shown += [(key, number) for _, number in self._under(key)[MOST_HEADS - 1 : MOST_HEADS]]
        return shown

    def _under(self, key: int) -> list[Place]:
        """The heads of a known key in order; in any case those that are compared with, and one more."""
        found = self._of[key]
        while (until := self._until[key]) is not None and bisect_right(found, until) <= MOST_HEADS:
            self._take_in(key, self._library.heads([key], until[0], _PIECE)[key])
        return found

    def _take_in(self, key: int, stored: list[Place]) -> None:
        heads = self._of.setdefault(key, [])
        for place in stored:
            if place[1] not in self._moved:
                insort(heads, place)
        self._until[key] = stored[-1] if len(stored) == _PIECE else None
