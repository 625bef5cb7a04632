"""Proposals -> threads: which of them are one idea.

What a proposal means is a set of terms, whatever its language (`concepts.py`). How alike two are is a matter of those alone: the weights are
those of kinds of terms, nothing is counted in the library, so it is the same on every day. A thread is tied to the proposal that voiced it first:
each further one is compared with that one, never with what came between, so that no thread drifts.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from typing import Final, Literal, NamedTuple

from app.analysis.concepts import Terms

WEIGHTS: Final[Mapping[str, int]] = {
    "s": 20, "n": 20, "f": 12, "t": 12, "p": 10, "w": 7, "d": 5, "a": 3, "c": 1, "y": 0,
}  # fmt: skip
"""By the kind of term. Years are those of plans, which are put off. Whole numbers, whose sum is the same in any order."""

ALIKE: Final = 0.67
"""How alike the proposals of a thread are to the first at the least: chosen on the pairs of tests/gold/threads/dev.jsonl."""

NAMED: Final = 0.7
"""How much of a proposal a statement that supports it names at the least, where it stands in another document."""

LEAST: Final = 21
"""What a proposal weighs at the least that can be known again: `join forces` weighs less."""

_SHORT: Final = 30
"""What is said in one word weighs less, and fits much."""

# What is left of a likeness where the two differ in this.
_OTHER_FORM: Final = 0.7  # a centre, a bank
_OTHER_PLACE: Final = 0.7
_FURTHER_PLACE: Final = 0.85
_OTHER_TEXT: Final = 0.85  # a strategy of it, and it
_UNDONE: Final = 0.8  # one takes away, the other makes
_ONE_WORD: Final = 0.9

_KEYS: Final = "sftpnw"
"""Kinds of terms by which proposals are looked up."""
_MOST_TERMS: Final = 10
"""Terms that a proposal is looked up by: the heaviest."""
_FEW_TERMS: Final = 2
"""With so many a proposal is looked up by each of them, too."""

UNKNOWN_DAY: Final = "~"
"""Stands after every day."""

Kind = Literal["proposal", "support"]


class Since(NamedTuple):
    """When something was said first; what supports comes after all that is proposed, for it may name what was proposed on any day."""

    supports: bool
    day: str
    record: int


@dataclass(slots=True)
class Idea:
    """All records of one meaning: what they are to others holds of each."""

    id: int
    kind: Kind
    terms: Terms
    since: Since | None
    """Of the first of its records; None where none is left."""
    thread: int | None = None
    """The idea at the head of its thread, which may be itself; None of what supports nothing, and of what is not settled."""
    likeness: float = 1.0
    """To that one."""

    @property
    def heads(self) -> bool:
        """Whether it is the first of a thread."""
        return self.thread == self.id


def weight(terms: Iterable[str]) -> int:
    """How much terms say."""
    return sum(WEIGHTS[term[0]] for term in terms)


def says_enough(terms: Terms) -> bool:
    """Whether something of these terms can be known again."""
    return weight(terms) >= LEAST


def likeness(one: Terms, other: Terms) -> float:
    """How alike two proposals are, from 0 to 1; the same from either side."""
    if one == other:
        return 1.0
    shared = one & other
    if not _says_what(shared):
        return 0.0
    weights = weight(one), weight(other)
    found = weight(shared) / (sum(weights) / 2)
    if _apart(one, other, "f"):
        found *= _OTHER_FORM
    if _apart(one, other, "p"):
        found *= _OTHER_PLACE
    elif _has(one, "p") and _has(other, "p") and _of(one, "p") != _of(other, "p"):
        found *= _FURTHER_PLACE
    if _of(one, "t") != _of(other, "t") and not _has(shared, "t"):
        found *= _OTHER_TEXT
    if _has(one, "a") and _has(other, "a") and ("a:remove" in one) != ("a:remove" in other):
        found *= _UNDONE
    if min(weights) < _SHORT:
        found *= _ONE_WORD
    if len(_of(shared, "snpw")) <= 1 and _has(one ^ other, "sn"):
        found *= _ONE_WORD
    return min(found, 1.0)


def naming(support: Terms, proposal: Terms) -> float:
    """How much of a proposal a statement names, from 0 to 1."""
    shared = support & proposal
    if not _says_what(shared) or _apart(support, proposal, "f") or _apart(support, proposal, "p"):
        return 0.0
    return min(weight(shared) / weight(proposal), 1.0)


def _says_what(terms: Terms) -> bool:
    return _has(terms, "sn") or len(_of(terms, "fpt")) > 1


def _of(terms: Terms, kinds: str) -> frozenset[str]:
    return frozenset(term for term in terms if term[0] in kinds)


def _has(terms: Terms, kinds: str) -> bool:
    return any(term[0] in kinds for term in terms)


def _apart(one: Terms, other: Terms, kind: str) -> bool:
    """Whether both have terms of a kind, and none in common."""
    first, second = _of(one, kind), _of(other, kind)
    return bool(first) and bool(second) and not first & second


def meaning_id(kind: Kind, terms: Terms) -> int:
    """The id of all records of a kind that mean the same: 63 bits."""
    return _hash(kind, *sorted(terms))


def keys_of(terms: Terms) -> frozenset[int]:
    """By what a proposal is looked up: every two of its terms that say something. Two ideas are looked at where they share as many keys as
    both need."""
    heavy = sorted(_of(terms, _KEYS), key=lambda term: (-WEIGHTS[term[0]], term))[:_MOST_TERMS]
    pairs = [_hash(*sorted(pair)) for pair in combinations(heavy, 2)]
    return frozenset([*pairs, *(map(_hash, heavy) if len(heavy) <= _FEW_TERMS else ())])


def keys_needed(kind: Kind, terms: Terms) -> int:
    """How many keys another must share at the least: what is as alike as it must be shares half of what either says."""
    if kind == "support":
        return 1
    shared = ALIKE / (2 - ALIKE) * weight(_of(terms, _KEYS)) - 2 * WEIGHTS["a"]
    number = min(ceil(shared / WEIGHTS["s"]), _MOST_TERMS)
    return max(1, number * (number - 1) // 2)


def _hash(*parts: str) -> int:
    digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def settle(
    moved: Iterable[tuple[Idea, Since | None]], near: Callable[[Iterable[Idea]], Mapping[int, list[Idea]]]
) -> tuple[set[int], set[int]]:
    """Give ideas their threads after some have come, gone, or been said earlier or later than was known.

    `moved` are those, each with its `since` of before (None of one that is new); `near` tells which others share enough keys with each of some,
    always as the same objects. An idea is the head of a thread unless an earlier head is like it; then it belongs to the likest of those.
    So whether one is a head depends on what is earlier alone, and what comes of all is the same in whatever order they came.
    The ideas whose place in a thread changed, and the heads of the threads that have others in them than before, or in another order.
    """
    changed: set[int] = set()
    threads: set[int] = set()
    waiting: list[tuple[Since, int]] = []
    known: dict[int, Idea] = {}
    done: set[int] = set()

    def look_at(idea: Idea) -> None:
        assert idea.since is not None
        known[idea.id] = idea
        heapq.heappush(waiting, (idea.since, idea.id))

    def look_at_later(idea: Idea, than: Since) -> None:
        later = [
            other
            for other in near([idea])[idea.id]
            if other.since is not None and other.since > than and other.id not in done
        ]
        near(later)
        for other in later:
            look_at(other)

    moves = list(moved)
    near([idea for idea, _ in moves])  # all in one question
    for idea, before in moves:
        if idea.thread is not None:
            threads.add(idea.thread)
        if idea.heads and before is not None:
            look_at_later(idea, before if idea.since is None else min(before, idea.since))
        if idea.since is not None:
            look_at(idea)
        else:
            idea.thread = None
    while waiting:
        _, number = heapq.heappop(waiting)
        if number in done:
            continue
        done.add(number)
        idea = known[number]
        was = idea.thread, idea.likeness
        headed = idea.heads
        idea.thread, idea.likeness = _placed(idea, near([idea])[number])
        if was != (idea.thread, idea.likeness):
            changed.add(number)
            threads.update(thread for thread in (was[0], idea.thread) if thread is not None)
        elif idea.thread is not None:
            threads.add(idea.thread)
        if headed != idea.heads:
            assert idea.since is not None
            look_at_later(idea, idea.since)
    return changed, threads


def _placed(idea: Idea, others: Iterable[Idea]) -> tuple[int | None, float]:
    """The head that an idea belongs to, and how alike the two are."""
    assert idea.since is not None
    support = idea.kind == "support"
    best: tuple[float, Since, int] | None = None
    for other in others:
        if not other.heads or other.since is None or not other.since < idea.since:
            continue
        found = naming(idea.terms, other.terms) if support else likeness(idea.terms, other.terms)
        if found < (NAMED if support else ALIKE):
            continue
        if best is None or (-found, other.since) < (-best[0], best[1]):
            best = found, other.since, other.id
    if best is not None:
        return best[2], best[0]
    return (None, 0.0) if support else (idea.id, 1.0)
