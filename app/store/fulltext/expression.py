"""A question in the index's own terms. Each dialect's module writes it in its own language; nothing a person typed is in it as typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Final, Literal

Field = Literal["forms", "lemmas", "others", "strong", "marks"]

NAMES: Final[tuple[Field, ...]] = ("forms", "lemmas", "others", "strong", "marks")


@dataclass(frozen=True, slots=True)
class Has:
    """The field holds a word, or with `prefix` a word that begins so."""

    field: Field
    word: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """The field holds these words one behind the other; each place lists what may stand there."""

    field: Field
    places: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class All:
    """Everything of it holds. Never empty."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of it holds. Never empty."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class But:
    """The first holds, the second does not."""

    wanted: Expression
    unwanted: Expression


Expression = Has | Sequence | All | Any | But


MOST_WAYS: Final = 64
"""Ways of reading a phrase that are looked for: the product of what may stand in each of its places."""


def sequence(field: Field, places: Iterable[Iterable[str]]) -> Expression:
    """Words one behind the other, the likeliest first in each place. Too many ways are narrowed to the likeliest, from the end on."""
    found = [tuple(dict.fromkeys(place)) for place in places]
    for number in reversed(range(len(found))):
        if prod(map(len, found)) <= MOST_WAYS:
            break
        found[number] = found[number][:1]
    if len(found) == 1:
        return any_of(Has(field, word) for word in found[0])
    return Sequence(field, tuple(found))


def all_of(parts: Iterable[Expression]) -> Expression:
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else All(found)


def any_of(parts: Iterable[Expression]) -> Expression:
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Any(found)
