"""Ideas -> threads, after some have come, gone, or been said earlier or later than was known.

An idea is the head of a thread unless an earlier head is like it; then it belongs to the likest of those, and of several to the earliest. It is
compared with the heads that stand under its keys, of each key with the first few that are earlier than itself (`heads.py`). So what becomes of
an idea depends on earlier heads alone, and the threads are the same in whatever order ideas came.

What changes is therefore settled in one run from the first voiced to the last. An idea waits to be looked at where

- it has come, or has another day: it is compared with all heads before it;
- its head is one no more, or is hidden by others: so too, unless it is offered a likelier head than that was;
- an idea has become a head that is likelier than its own: it is offered that one;
- a head is hidden no more: those that are as like it as their own head are compared with all.

All that follows from an idea concerns later ones, so each is looked at once, when all that is earlier has its place.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from app.analysis.heads import Heads, Library, Place
from app.analysis.threads import Idea, Since, alike

_Match = tuple[float, Since, int]
"""A head that an idea may belong to: how unlike the two are, when it was voiced, and its number. The least is the best."""


@dataclass(slots=True)
class _Case:
    """An idea that waits, or is done."""

    idea: Idea
    had: _Match | None
    """The head that it belonged to; None of one that headed a thread, or belonged to none."""
    anew: bool = False
    """Whether it must be compared with all heads."""
    left: bool = False
    """Whether it must, unless it is offered a better head than the one that it had."""
    offer: _Match | None = None
    """The best of the new heads."""
    done: bool = False


def settle(moves: Sequence[tuple[Idea, Since | None]], library: Library) -> tuple[set[int], set[int]]:
    """Give ideas their threads. `moves` are those that came, went or may have another `since`, each with that of before (None of one that is new).

    The ideas whose place in a thread changed, and the heads of the threads that have others in them than before, or in another order.
    """
    settling = _Settling(moves, library)
    settling.run()
    return settling.changed, settling.threads


class _Settling:
    def __init__(self, moves: Sequence[tuple[Idea, Since | None]], library: Library) -> None:
        self.changed: set[int] = set()
        self.threads = {idea.thread for idea, _ in moves if idea.thread is not None}
        self._library = library
        self._heads = Heads(library)
        self._cases: dict[int, _Case] = {}
        self._waiting: list[Place] = []
        moved = [(idea, before) for idea, before in moves if before is None or idea.since != before]
        self._before = {idea.id: before for idea, before in moved}
        self._heads.know({key for idea, _ in moved for key in idea.keys})
        for idea, _ in moved:
            if case := self._case(idea):
                case.anew = True
        for idea, before in moved:
            if idea.heads and before is not None:
                self._go(idea, before)
        for idea, _ in moved:
            if idea.since is None:
                idea.thread = None

    def run(self) -> None:
        while self._waiting:
            _, number = heapq.heappop(self._waiting)
            case = self._cases[number]
            case.done = True
            idea, moved = case.idea, number in self._before
            was, headed = (idea.thread, idea.likeness), idea.heads
            best = self._best(case)
            if best is not None:
                idea.thread, idea.likeness = best[2], -best[0]
            elif idea.kind == "support":
                idea.thread, idea.likeness = None, 0.0
            else:
                idea.thread, idea.likeness = number, 1.0
            if was != (idea.thread, idea.likeness):
                self.changed.add(number)
            if moved or number in self.changed:
                self.threads.update(thread for thread in (was[0], idea.thread) if thread is not None)
            if idea.heads and (moved or not headed):
                self._come(idea)
            elif headed and not (moved or idea.heads):
                assert idea.since is not None
                self._go(idea, idea.since)

    def _best(self, case: _Case) -> _Match | None:
        """The head that an idea belongs to; None where it heads a thread itself, or supports nothing."""
        if not case.anew:
            # None of the heads that it was compared with before is better than the one that it had.
            known = min((match for match in (case.offer, case.had) if match is not None), default=None)
            if known is not case.had or not case.left:
                return known
        if not self._heads.knows(case.idea.keys):  # nor, then, those of others that wait
            waiting = (self._cases[number] for _, number in self._waiting)
            compared = [case, *(each for each in waiting if each.anew or (each.left and each.offer is None))]
            self._heads.know({key for each in compared for key in each.idea.keys})
        heads = self._library.ideas(self._heads.before(case.idea))
        return min((match for head in heads if (match := _match(case.idea, head))), default=None)

    def _case(self, idea: Idea) -> _Case | None:
        """The case of an idea that is to be looked at; None where it is done, or is gone."""
        case = self._cases.get(idea.id)
        if case is None and idea.since is not None:
            had = None
            if idea.thread is not None and not idea.heads:
                [head] = self._library.ideas([idea.thread])
                since = self._before.get(head.id) or head.since
                assert since is not None
                had = -idea.likeness, since, head.id
            case = self._cases[idea.id] = _Case(idea, had)
            heapq.heappush(self._waiting, (idea.since, idea.id))
        return None if case is None or case.done else case

    def _come(self, head: Idea) -> None:
        """Offer a new head to those that are likelier to it than to what they belong to."""
        seen, hidden = self._heads.put(head)
        for number in hidden:
            self._leave(number)
        for case, match in self._likelier(head, seen):
            case.offer = min(case.offer or match, match)

    def _go(self, head: Idea, since: Since) -> None:
        """A head, voiced at that time, is none for now."""
        shown = self._heads.take(head, since)
        self._leave(head.id)
        for key, number in shown:
            if number not in self._before:  # else it is taken away itself
                [other] = self._library.ideas([number])
                for case, _ in self._likelier(other, [key]):
                    case.anew = True

    def _leave(self, head: int) -> None:
        """Have all that belong to a head look for another."""
        for idea in self._library.members(head):
            if case := self._case(idea):
                case.left = True

    def _likelier(self, head: Idea, keys: Collection[int]) -> Iterator[tuple[_Case, _Match]]:
        """Later ideas that are as like a head as that which they belong to, or more."""
        for idea in self._library.later(head, keys) if keys else ():
            match = None if idea.id in self._before else _match(idea, head)
            if match is None or (idea.thread not in (None, idea.id) and -match[0] < idea.likeness):
                continue
            if case := self._case(idea):
                yield case, match


def _match(idea: Idea, head: Idea) -> _Match | None:
    """How well an idea belongs to a head; None where they are not alike."""
    found = alike(idea, head)
    if found is None:
        return None
    assert head.since is not None
    return -found, head.since, head.id
