"""The names of all leaders by their words, sounds, case forms and typing mistakes: what `resolve_name` looks a query up in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.record import record
from app.extraction.people.spelling import latin, sounds, words_of
from app.extraction.toolkit import Kit, Toolkit
from app.vocabulary import LeaderEntry

_LONG = 5  # letters from which a family name stands without its particles: «Ляйен»


@record
class ListedName:
    """A name of the vocabulary, cut into words."""

    leader: str
    language: str
    name: str
    words: tuple[str, ...]
    families: tuple[frozenset[int], ...]
    """Numbers of the words that can stand for the whole name: the family name; «Мухаммед» or «бин Салман»."""
    particles: frozenset[int]
    """Words that belong to the next one."""


@dataclass(slots=True)
class NameIndex:
    """Words of leaders' names by their sound and in their case forms -> the names that hold them."""

    by_sound: dict[str, set[int]] = field(default_factory=dict)
    by_form: dict[str, set[int]] = field(default_factory=dict)
    joined: dict[str, set[int]] = field(default_factory=dict)
    """Sounds of whole names without spaces and hyphens."""
    slips: dict[str, set[int]] = field(default_factory=dict)
    """Words with one letter left out."""
    names: list[ListedName] = field(default_factory=list)
    forms: dict[int, list[dict[str, frozenset[str]]]] = field(default_factory=dict)
    """Name -> for each word its case forms -> cases."""


def name_index(toolkit: Toolkit) -> NameIndex:
    if toolkit.names is None:
        index = NameIndex()
        for leader in toolkit.vocabulary.leaders.values():
            for language, listed in leader.names.items():
                for name in listed:
                    _add(index, toolkit, leader, language, name)
        toolkit.names = index
    return toolkit.names


def _add(index: NameIndex, toolkit: Toolkit, leader: LeaderEntry, language: str, name: str) -> None:
    words = tuple(words_of(name))
    number = len(index.names)
    index.names.append(ListedName(leader.id, language, name, words, *_parts(leader, name, words)))
    for word in words:
        for sound in sounds(closed(word)):
            index.by_sound.setdefault(sound, set()).add(number)
        for spelled in spelled_ways(word):
            for shorter in one_letter_left_out(spelled):
                index.slips.setdefault(shorter, set()).add(number)
    for sound in sounds(closed("".join(words))):
        index.joined.setdefault(sound, set()).add(number)
    if language not in toolkit.vocabulary.words or language == "en":
        return
    kit: Kit = toolkit.kit(language)
    forms: list[dict[str, set[str]]] = [{} for _ in words]
    for form, cases in kit.language.name_forms(
        name, gender=leader.gender, family_first=leader.family_first
    ).items():
        parts = words_of(form)
        if len(parts) == len(words):
            for part, known in zip(parts, forms, strict=True):
                known.setdefault(closed(part), set()).update(cases.split())
    index.forms[number] = [{form: frozenset(cases) for form, cases in known.items()} for known in forms]
    for cases_of in index.forms[number]:
        for form in cases_of:
            index.by_form.setdefault(form, set()).add(number)


def closed(word: str) -> str:
    """«Касым-Жомарт» as «Касымжомарт»: both are written."""
    return word.replace("-", "")


def spelled_ways(word: str) -> frozenset[str]:
    """What typing mistakes are looked for in: the letters, and the sounds."""
    letters = closed(word)
    return sounds(letters) | {latin(letters)}


def one_letter_left_out(sound: str) -> Iterator[str]:
    """The word itself and every word that it becomes by leaving out a letter."""
    yield sound
    for place in range(len(sound)):
        yield sound[:place] + sound[place + 1 :]


def _parts(
    leader: LeaderEntry, name: str, words: Sequence[str]
) -> tuple[tuple[frozenset[int], ...], frozenset[int]]:
    """Which words are the family name (the first, or the last with the particles before it), and which are particles."""
    written = name.split()
    last = len(words) - 1
    particles = (
        frozenset(number for number in range(1, last) if written[number][:1].islower())
        if len(written) == len(words)
        else frozenset()
    )
    first = min(particles, default=last)
    family = frozenset(range(first, last + 1))
    if leader.family_first and last:
        return ((frozenset({0}), family) if particles else (frozenset({0}),)), particles
    return (family, frozenset({last})) if particles and len(words[last]) > _LONG else (family,), particles
