"""Proposals -> threads: which of them are one idea.

What a proposal means is a set of terms, whatever its language (`concepts.py`). How alike two are is a matter of those alone: the weights are
those of kinds of terms, nothing is counted in the library, so it is the same on every day. A thread is tied to the proposal that voiced it first:
each further one is compared with that one, never with what came between, so that no thread drifts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
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
_OTHER_PLACE: Final = 0.7  # each has one that the other has not
_FURTHER_PLACE: Final = 0.85
_OTHER_TEXT: Final = 0.85  # a strategy of it, and it
_UNDONE: Final = 0.8  # one takes away, the other makes
_OTHER_ACT: Final = 0.85  # to simplify, to equip
_ONE_WORD: Final = 0.9
_OTHER_WORDS: Final = 0.75  # each has one that the other has not, and one is all that they share: prizes for young inventors, for young writers

_MAKE: Final = frozenset(
    f"a:{act}"
    for act in (
        "create", "introduce", "adopt", "hold", "issue", "declare", "produce", "draft", "join", "move", "continue", "publish", "allocate",
    )
)  # fmt: skip
"""Ways to say that there shall be something: languages choose among them freely."""

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

    @property
    def keys(self) -> frozenset[int]:
        """See `keys_of`."""
        return keys_of(self.terms)

    @property
    def needed(self) -> int:
        """Keys that another must share at the least."""
        return 1 if self.kind == "support" else _said(self.terms).needed


def weight(terms: Iterable[str]) -> int:
    """How much terms say."""
    return sum([WEIGHTS[term[0]] for term in terms])


def says_enough(terms: Terms) -> bool:
    """Whether something of these terms can be known again."""
    return weight(terms) >= LEAST


class _Said(NamedTuple):
    """Terms by what they are compared for."""

    weight: int
    named: Terms
    words: Terms
    forms: Terms
    places: Terms
    texts: Terms
    acts: Terms
    heavy: Terms
    """Those by which it is looked up."""
    needed: int
    """See `keys_needed`."""


@lru_cache(maxsize=16_384)
def _said(terms: Terms) -> _Said:
    return _Said(
        weight=weight(terms),
        named=_of(terms, "sn"),
        words=_of(terms, "snw"),
        forms=_of(terms, "f"),
        places=_of(terms, "p"),
        texts=_of(terms, "t"),
        acts=_of(terms, "a"),
        heavy=frozenset(_heavy(terms)),
        needed=keys_needed(terms),
    )


def likeness(one: Terms, other: Terms) -> float:
    """How alike two proposals are, from 0 to 1; the same from either side."""
    if one == other:
        return 1.0
    shared = one & other
    first, second = _said(one), _said(other)
    found = weight(shared) / ((first.weight + second.weight) / 2)
    if found < ALIKE:
        return found  # nothing below makes it more
    if not _says_what(shared):
        return 0.0
    if _apart(first.forms, second.forms):
        found *= _OTHER_FORM
    if first.places and second.places and first.places != second.places:
        found *= _FURTHER_PLACE if _holds(first.places, second.places) else _OTHER_PLACE
    if first.texts != second.texts and not first.texts & second.texts:
        found *= _OTHER_TEXT
    if first.acts and second.acts and ("a:remove" in one) != ("a:remove" in other):
        found *= _UNDONE
    if _apart(first.acts, second.acts) and not (first.acts & _MAKE and second.acts & _MAKE):
        found *= _OTHER_ACT
    if min(first.weight, second.weight) < _SHORT:
        found *= _ONE_WORD
    if len(_of(shared, "snpw")) <= 1:
        if not _holds(first.words, second.words):
            found *= _OTHER_WORDS
        elif first.named != second.named:
            found *= _ONE_WORD
    return min(found, 1.0)


def naming(support: Terms, proposal: Terms) -> float:
    """How much of a proposal a statement names, from 0 to 1."""
    shared = support & proposal
    if not _says_what(shared):
        return 0.0
    first, second = _said(support), _said(proposal)
    if _apart(first.forms, second.forms) or _apart(first.places, second.places):
        return 0.0
    return min(weight(shared) / second.weight, 1.0)


def alike(idea: Idea, head: Idea) -> float | None:
    """How alike an idea is to the head of a thread that it would belong to, were there none that is likelier; None where it would not."""
    if idea.kind == "support":
        found, least = naming(idea.terms, head.terms), NAMED
    else:
        found, least = likeness(idea.terms, head.terms), ALIKE
    return found if found >= least and _meet(idea, head) else None


def _meet(one: Idea, other: Idea) -> bool:
    """Whether two ideas share as many keys as both need."""
    first, second = _said(one.terms).heavy, _said(other.terms).heavy
    shared = len(first & second)
    pairs = shared * (shared - 1) // 2
    alone = shared if max(len(first), len(second)) <= _FEW_TERMS else 0
    return pairs + alone >= max(one.needed, other.needed)


def _says_what(terms: Terms) -> bool:
    return _has(terms, "sn") or len(_of(terms, "fpt")) > 1


def _of(terms: Terms, kinds: str) -> frozenset[str]:
    return frozenset(term for term in terms if term[0] in kinds)


def _has(terms: Terms, kinds: str) -> bool:
    return any(term[0] in kinds for term in terms)


def _apart(one: Terms, other: Terms) -> bool:
    """Whether both have terms of a kind, and none in common."""
    return bool(one) and bool(other) and not one & other


def _holds(one: Terms, other: Terms) -> bool:
    """Whether all terms of a kind that the one of two has stand in the other, too."""
    return one <= other or other <= one


def meaning_id(kind: Kind, terms: Terms) -> int:
    """The id of all records of a kind that mean the same: 63 bits."""
    return _hash(kind, *sorted(terms))


def _heavy(terms: Terms) -> list[str]:
    return sorted(_of(terms, _KEYS), key=lambda term: (-WEIGHTS[term[0]], term))[:_MOST_TERMS]


@lru_cache(maxsize=16_384)
def keys_of(terms: Terms) -> frozenset[int]:
    """By what a proposal is looked up: every two of its terms that say something. Two ideas are looked at where they share as many keys as
    both need."""
    heavy = _heavy(terms)
    pairs = [_hash(*sorted(pair)) for pair in combinations(heavy, 2)]
    return frozenset([*pairs, *(map(_hash, heavy) if len(heavy) <= _FEW_TERMS else ())])


def keys_needed(terms: Terms) -> int:
    """How many keys another must share at the least: what is as alike as it must be shares half of what either says."""
    shared = ALIKE / (2 - ALIKE) * weight(_of(terms, _KEYS)) - 2 * WEIGHTS["a"]
    number = min(ceil(shared / WEIGHTS["s"]), _MOST_TERMS)
    return max(1, number * (number - 1) // 2)


def _hash(*parts: str) -> int:
    digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
