"""Leaders of the vocabulary in a question: which of its words name somebody, in any case form, spelling, script and order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.language.base import fold
from app.language.ru_names import declined
from app.language.terms import Term, forms
from app.vocabulary import Vocabulary
from app.vocabulary.once import made_once

if TYPE_CHECKING:
    from app.vocabulary import LeaderEntry

_MOST_WORDS: Final = 6
_SHORTEST_ALONE: Final = 3
"""Letters of a family name that leads to its bearer alone: «Ли» and «Си» may be anything."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as the vocabulary lists it: for each of its words every form, and which word is the family name."""

    leader: str
    words: tuple[tuple[str, ...], ...]
    family: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Words of a question, from the first on, that name somebody."""

    words: int
    leaders: tuple[str, ...]
    """Everybody whom they may name."""
    places: tuple[frozenset[str], ...]
    """For each word the forms of the same name."""
    families: frozenset[str]
    """Every form of their family names, in every language: what a text in another one shows them by."""


class Names:
    """The names of all leaders by the forms of their family names."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._by_family: dict[str, list[_Name]] = {}
        self._families: dict[str, tuple[str, ...]] = {}
        words = vocabulary.words.get("ru")
        stems = {fold(key): fold(stem) for key, stem in words.name_stems.items()} if words else {}
        # Tuples, and each kept once: as sets they would take five megabytes, and a dozen forms are looked through as quickly.
        kept: dict[tuple[str, ...], tuple[str, ...]] = {}
        for leader in vocabulary.leaders.values():
            families: dict[str, None] = {}
            for name in dict.fromkeys(_listed(leader, stems, kept)):
                families |= dict.fromkeys(name.words[name.family])
                for form in name.words[name.family]:
                    self._by_family.setdefault(form, []).append(name)
            self._families[leader.id] = tuple(families)
        self._titles = _titles(vocabulary)
        self._longest_title = max(map(len, self._titles), default=0)

    def title(self, terms: Sequence[Term]) -> int:
        """How many of the last words are a title, which beside a name adds nothing: «президент» of «президент Токаев»."""
        for length in range(min(self._longest_title, len(terms)), 0, -1):
            last = terms[len(terms) - length :]
            if any(
                len(title) == length
                and all(word in term.asked for word, term in zip(title, last, strict=True))
                for title in self._titles
            ):
                return length
        return 0

    def at(self, terms: Sequence[Term]) -> Named | None:
        """Whom the first words name: as many words as can be one name, the family name among them."""
        found: dict[int, list[tuple[_Name, tuple[int, ...]]]] = {}
        head = [term.form for term in terms[:_MOST_WORDS]]
        names = dict.fromkeys(name for form in head for name in self._by_family.get(form, ()))
        for name in names:
            fitting = _fit(name, head)
            if fitting:
                found.setdefault(len(fitting), []).append((name, fitting))
        if not found:
            return None
        count = max(found)
        fitted = found[count]
        return Named(
            count,
            tuple(dict.fromkeys(name.leader for name, _ in fitted)),
            tuple(
                frozenset().union(
                    *(name.words[places[at]] if places[at] >= 0 else (head[at],) for name, places in fitted)
                )
                for at in range(count)
            ),
            frozenset().union(*(self._families[name.leader] for name, _ in fitted)),
        )


names_of = made_once(Names)
"""The names of a vocabulary, made once; a third of a second for 600 leaders."""


def _fit(name: _Name, head: Sequence[str]) -> tuple[int, ...]:
    """How many of the first words are words of the name, as the places of these: -1 for an initial. Empty where none names him."""
    free = list(range(len(name.words)))
    places: list[int] = []
    for form in head:
        place = next((at for at in free if form in name.words[at]), None)
        if place is None:
            begun = next((at for at in free if at != name.family and _begins(name.words[at], form)), None)
            if begun is None:
                break
            free.remove(begun)
            places.append(-1)
            continue
        free.remove(place)
        places.append(place)
    while places and places[-1] == -1:
        places.pop()
    if name.family not in places:
        return ()
    if len(places) == 1 and not name.alone:
        return ()
    return tuple(places)


def _begins(forms: tuple[str, ...], letter: str) -> bool:
    return len(letter) == 1 and any(form.startswith(letter) for form in forms)


def _listed(
    leader: LeaderEntry, stems: dict[str, str], kept: dict[tuple[str, ...], tuple[str, ...]]
) -> Iterator[_Name]:
    alone = leader.family_alone is not False and not leader.family_first
    for language, names in leader.names.items():
        for name in names:
            spelled = [name]
            if language == "ru":
                gender = leader.gender or "m"
                spelled = list(declined(fold(name), gender, stems, family_first=leader.family_first))
            cut = [forms(form) for form in spelled]
            length = len(forms(name))
            by_word = (
                tuple(dict.fromkeys(found[at] for found in cut if len(found) == length))
                for at in range(length)
            )
            words = tuple(kept.setdefault(found, found) for found in by_word)
            if not words:
                continue
            family = 0 if leader.family_first else length - 1
            long = all(len(form) >= _SHORTEST_ALONE for form in words[family])
            yield _Name(leader.id, words, family, alone and long)


def _titles(vocabulary: Vocabulary) -> frozenset[tuple[str, ...]]:
    return frozenset(forms(title) for words in vocabulary.words.values() for title in words.speakers.roles)
