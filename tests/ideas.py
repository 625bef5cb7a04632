"""Ideas in memory, looked up as the store looks them up: what is asked is answered from what was settled last."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from app.analysis.concepts import Terms
from app.analysis.heads import Place
from app.analysis.settling import settle
from app.analysis.threads import Idea, Kind, Since, meaning_id


class Ideas:
    """A `heads.Library` that keeps what it is told."""

    def __init__(self) -> None:
        self.all: dict[int, Idea] = {}
        self._since: dict[int, Since] = {}
        self._thread: dict[int, int | None] = {}

    def heads(self, keys: Sequence[int], after: Since | None, most: int) -> Mapping[int, list[Place]]:
        found: dict[int, list[Place]] = defaultdict(list)
        for number, since in self._since.items():
            if self._thread[number] == number:
                for key in self.all[number].keys:
                    found[key].append((since, number))
        sorted_out = {key: sorted(found[key]) for key in keys}
        return {
            key: heads[bisect_right(heads, (after, 2**63)) if after else 0 :][:most]
            for key, heads in sorted_out.items()
        }

    def ideas(self, numbers: Iterable[int]) -> list[Idea]:
        return [self.all[number] for number in numbers]

    def later(self, idea: Idea, keys: Collection[int]) -> list[Idea]:
        assert idea.since is not None
        return [
            self.all[number]
            for number, since in self._since.items()
            if since > idea.since and self.all[number].keys & set(keys)
        ]

    def members(self, head: int) -> list[Idea]:
        return [
            self.all[number] for number, thread in self._thread.items() if thread == head and number != head
        ]

    def settle(self, told: Mapping[tuple[Kind, Terms], Since | None]) -> None:
        """Some are said first at another time than was known, or by nobody any more, all in one transaction."""
        moves: list[tuple[Idea, Since | None]] = []
        for (kind, terms), since in told.items():
            number = meaning_id(kind, terms)
            idea = self.all.setdefault(number, Idea(number, kind, terms, None))
            moves.append((idea, self._since.get(number)))
            idea.since = since
        settle([(idea, before) for idea, before in moves if before or idea.since], self)
        self.all = {number: idea for number, idea in self.all.items() if idea.since}
        self._since = {number: idea.since for number, idea in self.all.items() if idea.since}
        self._thread = {number: idea.thread for number, idea in self.all.items()}

    def say(self, *told: tuple[Terms, Since]) -> None:
        """Some proposals more."""
        first: dict[tuple[Kind, Terms], Since | None] = {}
        for terms, since in told:
            known = first.get(("proposal", terms)) or self._since.get(meaning_id("proposal", terms)) or since
            first["proposal", terms] = min(known, since)
        self.settle(first)

    def threads(self) -> dict[Terms, Terms]:
        """What is meant -> what heads its thread."""
        return {
            idea.terms: self.all[idea.thread].terms for idea in self.all.values() if idea.thread is not None
        }
