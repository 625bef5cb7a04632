"""Ideas -> threads, after some have come, gone, or been said earlier or later than was known.

An idea is the head of a thread unless an earlier head is like it; then it belongs to the likest of those. It is compared with the heads that
stand under its keys, of each key with the first `MOST_HEADS` that are earlier than itself. So what becomes of an idea depends on earlier heads
alone, the threads are the same in whatever order ideas came, and the work for one is bounded, however many share its keys.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, Protocol

from app.analysis.threads import Idea, Since, alike

MOST_HEADS: Final = 64
"""Heads of a key that ideas are compared with: those that were voiced first."""

Place = tuple[Since, int]
"""When the first of an idea's records said it, and the idea."""


class Library(Protocol):
    """What was settled before, as it is stored; what is settled now changes none of its answers."""

    def heads(self, keys: Sequence[int], after: Since | None, most: int) -> Mapping[int, list[Place]]:
        """The first heads under each key, or the first after some moment, in order."""
        ...

    def ideas(self, numbers: Iterable[int]) -> list[Idea]:
        """Ideas by their numbers, always as the same objects; those that come or go, too."""
        ...

    def later(self, idea: Idea, keys: Collection[int]) -> Iterable[int]:
        """The ideas that are later than one and have some of these keys of it; all of them that may be like it."""
        ...

    def members(self, head: int) -> Iterable[int]:
        """The ideas that belong to the thread of a head, which is not among them."""
        ...


class _Heads:
    """The heads under each key: as stored, and then as they are settled."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._of: dict[int, list[Place]] = {}
        self._until: dict[int, Place | None] = {}
        """How far a key's are known; None where to the end."""
        self._moved: set[int] = set()
        """Heads whose stored places count no more."""

    def know(self, keys: Collection[int]) -> None:
        """Read what is stored under several keys in one go."""
        missing = sorted(key for key in keys if key not in self._of)
        if missing:
            for key, found in self._library.heads(missing, None, _PIECE).items():
                self._take_in(key, found)

    def under(self, key: int) -> list[Place]:
        """The heads of a known key in order; of those the first that are compared with, and one more, in any case."""
        found = self._of[key]
        while (until := self._until[key]) is not None and bisect_right(found, until) <= MOST_HEADS:
            self._take_in(key, self._library.heads([key], until[0], _PIECE)[key])
        return found

    def before(self, idea: Idea) -> list[int]:
        """The heads that an idea is compared with, but for those that share too few keys."""
        assert idea.since is not None
        self.know(idea.keys)
        found: Counter[int] = Counter()
        unread = 0
        for key in idea.keys:
            heads = self.under(key)
            earlier = bisect_left(heads, (idea.since, -1))
            found.update([number for _, number in heads[: min(earlier, MOST_HEADS)]])
            unread += earlier > MOST_HEADS
        return [number for number, shared in found.items() if shared + unread >= idea.needed]

    def put(self, idea: Idea) -> tuple[set[int], set[int]]:
        """An idea becomes a head: the keys under which others are compared with it, and the heads in whose place it is."""
        assert idea.since is not None
        place = idea.since, idea.id
        self._moved.add(idea.id)
        seen: set[int] = set()
        hidden: set[int] = set()
        self.know(idea.keys)
        for key in idea.keys:
            heads = self.under(key)
            rank = bisect_left(heads, place)
            heads.insert(rank, place)
            if rank < MOST_HEADS:
                seen.add(key)
                hidden.update(number for _, number in heads[MOST_HEADS : MOST_HEADS + 1])
        return seen, hidden

    def take(self, idea: Idea, since: Since) -> list[tuple[int, int]]:
        """An idea is a head no more: the heads with which others are compared in its place, and under which key."""
        place = since, idea.id
        self._moved.add(idea.id)
        shown = []
        self.know(idea.keys)
        for key in idea.keys:
            heads = self.under(key)
            rank = bisect_left(heads, place)
            if heads[rank : rank + 1] != [place]:
                continue  # so many are earlier that it was not read
            del heads[rank]
            if rank < MOST_HEADS:
                shown += [(key, number) for _, number in self.under(key)[MOST_HEADS - 1 : MOST_HEADS]]
        return shown

    def _take_in(self, key: int, stored: list[Place]) -> None:
        heads = self._of.setdefault(key, [])
        for place in stored:
            if place[1] not in self._moved:
                insort(heads, place)
        self._until[key] = stored[-1] if len(stored) == _PIECE else None


_PIECE: Final = MOST_HEADS + 1
"""Heads of a key that are read at a time."""


def settle(moved: Iterable[tuple[Idea, Since | None]], library: Library) -> tuple[set[int], set[int]]:
    """Give ideas their threads. `moved` are those that came, went or have another `since`, each with that of before (None of one that is new).

    The ideas whose place in a thread changed, and the heads of the threads that have others in them than before, or in another order.
    """
    settling = _Settling(library)
    settling.begin(list(moved))
    settling.run()
    return settling.changed, settling.threads


class _Settling:
    """One run through the ideas that may have another place now, from the first voiced to the last.

    Where a head comes, goes, or is shown or hidden by others, those that it concerns are looked at, too. They are later than it, so each is
    looked at once, when all that is earlier has its place.
    """

    def __init__(self, library: Library) -> None:
        self.changed: set[int] = set()
        self.threads: set[int] = set()
        self._library = library
        self._heads = _Heads(library)
        self._waiting: list[Place] = []
        self._ideas: dict[int, Idea] = {}
        """All that wait or are done."""
        self._done: set[int] = set()
        self._moved: set[int] = set()
        self._anew: set[int] = set()
        """Ideas that must be compared with all heads."""
        self._left: set[int] = set()
        """Ideas that must, too, unless they are offered a likelier head than the one that they had."""
        self._offers: dict[int, tuple[float, Since, int]] = {}
        self._taken: dict[int, Since] = {}
        """Heads that are none for now, and when they were voiced."""

    def begin(self, moves: Sequence[tuple[Idea, Since | None]]) -> None:
        moved = [(idea, before) for idea, before in moves if before is None or idea.since != before]
        self._moved.update(idea.id for idea, _ in moved)
        self.threads.update(idea.thread for idea, _ in moves if idea.thread is not None)
        self._heads.know({key for idea, _ in moved for key in idea.keys})
        for idea, _ in moved:
            self._wait(idea, self._anew)
        for idea, before in moved:
            if idea.heads and before is not None:
                self._go(idea, before)
        for idea, _ in moved:
            if idea.since is None:
                idea.thread = None

    def run(self) -> None:
        while self._waiting:
            _, number = heapq.heappop(self._waiting)
            idea = self._ideas[number]
            self._done.add(number)
            was = idea.thread, idea.likeness
            headed = idea.heads and number not in self._taken
            idea.thread, idea.likeness = self._placed(idea)
            if was != (idea.thread, idea.likeness):
                self.changed.add(number)
                self.threads.update(thread for thread in (was[0], idea.thread) if thread is not None)
            elif idea.thread is not None and number in self._moved:
                self.threads.add(idea.thread)
            if idea.heads and not headed:
                self._come(idea)
            elif headed and not idea.heads:
                assert idea.since is not None
                self._go(idea, idea.since)

    def _wait(self, idea: Idea, why: set[int] | None = None) -> None:
        """Have an idea looked at, once."""
        if idea.since is None or idea.id in self._done:
            return
        if idea.id not in self._ideas:
            self._ideas[idea.id] = idea
            heapq.heappush(self._waiting, (idea.since, idea.id))
        if why is not None:
            why.add(idea.id)

    def _come(self, head: Idea) -> None:
        """Offer a head to those later ideas that are likelier to it than to what they belong to."""
        assert head.since is not None
        seen, hidden = self._heads.put(head)
        for number in hidden:
            self._leave(number)
        if not seen:
            return
        for idea, found in self._likelier(head, seen):
            offer = found, head.since, head.id
            known = self._offers.get(idea.id)
            if known is None or _order(offer) < _order(known):
                self._offers[idea.id] = offer
            self._wait(idea)

    def _go(self, head: Idea, since: Since) -> None:
        shown = self._heads.take(head, since)
        self._taken[head.id] = since
        self._leave(head.id)
        for key, number in shown:
            if number in self._moved:
                continue  # is taken away itself
            [other] = self._library.ideas([number])
            for idea, _ in self._likelier(other, [key]):
                self._wait(idea, self._anew)

    def _leave(self, head: int) -> None:
        """Have all that belong to a head look for another."""
        for idea in self._library.ideas(self._library.members(head)):
            self._wait(idea, self._left)

    def _likelier(self, head: Idea, keys: Collection[int]) -> list[tuple[Idea, float]]:
        """Later ideas that are as like a head as to that which they belong to, or more, and how much."""
        later = [number for number in self._library.later(head, keys) if number not in self._moved]
        likelier = []
        for idea in self._library.ideas(later):
            found = alike(idea, head)
            if found is not None and (
                idea.thread == idea.id or idea.thread is None or found >= idea.likeness
            ):
                likelier.append((idea, found))
        return likelier

    def _placed(self, idea: Idea) -> tuple[int | None, float]:
        """The head that an idea belongs to, and how alike the two are."""
        offer, now = self._offers.get(idea.id), self._place_of(idea)
        if idea.id not in self._anew:
            # None of those that it was compared with before is likelier than what it belonged to.
            if offer is not None and (now is None or _order(offer) < _order(now)):
                return offer[2], offer[0]
            if idea.id not in self._left:
                return idea.thread, idea.likeness
        best: tuple[float, Since, int] | None = None
        for head in self._library.ideas(self._heads.before(idea)):
            found = alike(idea, head)
            if found is not None:
                assert head.since is not None
                if best is None or _order((found, head.since, head.id)) < _order(best):
                    best = found, head.since, head.id
        if best is not None:
            return best[2], best[0]
        return (None, 0.0) if idea.kind == "support" else (idea.id, 1.0)

    def _place_of(self, idea: Idea) -> tuple[float, Since, int] | None:
        """The head that it belongs to as far as is known; None of one that heads, or belongs to none."""
        if idea.heads or idea.thread is None:
            return None
        [head] = self._library.ideas([idea.thread])
        since = self._taken.get(head.id, head.since)
        assert since is not None
        return idea.likeness, since, head.id


def _order(place: tuple[float, Since, int]) -> tuple[float, Since]:
    """The likest first, then the earliest."""
    return -place[0], place[1]
