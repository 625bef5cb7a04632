"""Whose a name is: all mentions of a text together give each person one nominative, one gender and one id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.record import record
from app.extraction.people.name_runs import Named, Part
from app.extraction.people.transliterate import provisional_id
from app.extraction.toolkit import Kit
from app.language import BaseForm

_CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
_FITS, _SUPPORT, _SEEN, _ALONE = 1.0, 0.7, 0.9, 0.5
_STAYS, _STAYS_LAST = -1.6, -2.6
"""What a case that the context asks for, another form of the name, its nominative elsewhere, and the family name alone in another form are worth; what it costs
that a word does not change at all: «Андерса Фог Расмуссена»."""
_AS_LIKELY, _TOO_FAR, _NEVER = 1.1, 4.0, -99.0
"""Below the best case of a reading, that a case is still possible; below the best reading, that one is out."""
_REMEMBERED = 50_000
_MOST_ALIKE = 60  # words of a text that begin alike; a list of names may hold thousands
_INFLECTED = ("given", "patronymic", "family")
Key = tuple[tuple[str, ...], str]
"""The words of a name in the nominative, without patronymic, and the gender."""


@dataclass(slots=True)
class Identity:
    """A person of the text."""

    id: str
    name: str
    given: str
    family: str
    gender: str
    firsts: list[int] = field(default_factory=list)


@record
class Reading:
    """One way to read a mention: nominatives of all its words, gender, the cases that it may stand in, and how likely."""

    words: tuple[str, ...]
    key: Key
    cases: tuple[str, ...]
    score: float


def readings_of(kit: Kit, named: Named, wanted: frozenset[str]) -> list[Reading]:
    """All ways to read a name in which its words agree; `wanted`: the cases that its context asks for (empty: any)."""
    key = tuple((part.text, part.what) for part in named.parts), wanted
    found = kit.names_read.get(key)
    if found is None:
        if len(kit.names_read) > _REMEMBERED:
            kit.names_read.clear()
        found = kit.names_read[key] = _read(kit, named, wanted)
    return found


def _read(kit: Kit, named: Named, wanted: frozenset[str]) -> list[Reading]:
    found: dict[tuple[tuple[str, ...], Key], dict[str, float]] = {}
    slots = [
        kit.name_slots(part.text, part.what).bases if part.what in _INFLECTED else None
        for part in named.parts
    ]
    full = bool(named.of("family"))
    stay = [
        BaseForm(part.text, "", "", _STAYS if part not in (named.parts[0], named.parts[-1]) else _STAYS_LAST)
        if part.what in _INFLECTED
        else BaseForm(part.text, "", "", 0.0)
        for part in named.parts
    ]
    for gender in ("m", "f"):
        for case in _CASES:
            options = [
                (*known.get((gender, case), ()), same) if known is not None else (same,)
                for known, same in zip(slots, stay, strict=True)
            ]
            fit = 0.0 if not wanted else _FITS if case in wanted else -_FITS
            for words, weight in _combined(options):
                kept = tuple(
                    word
                    for word, part in zip(words, named.parts, strict=True)
                    if part.what != "patronymic" or not full
                )
                entry = found.setdefault((words, (kept, gender)), {})
                entry[case] = max(entry.get(case, _NEVER), weight + fit)
    best = max(score for cases in found.values() for score in cases.values())
    return [
        Reading(
            words,
            key,
            tuple(
                case
                for case, score in sorted(cases.items(), key=lambda item: -item[1])
                if score > top - _AS_LIKELY
            ),
            top,
        )
        for (words, key), cases in found.items()
        if (top := max(cases.values())) > best - _TOO_FAR
    ]


def _combined(options: Sequence[Sequence[BaseForm]]) -> list[tuple[tuple[str, ...], float]]:
    found: list[tuple[tuple[str, ...], float]] = [((), 0.0)]
    for choices in options:
        found = [((*words, base.base), weight + base.weight) for words, weight in found for base in choices]
    return sorted(found, key=lambda item: -item[1])[:8]


def identify(
    kit: Kit, mentions: Sequence[tuple[Named, frozenset[str]]], alone: FamilyAlone
) -> list[tuple[Identity, Reading]]:
    """For each mention the person and the reading chosen."""
    if not mentions:
        return []
    read = [readings_of(kit, named, wanted) for named, wanted in mentions]
    forms: dict[Key, set[str]] = {}
    for (named, _), readings in zip(mentions, read, strict=True):
        written = " ".join(part.text for part in named.parts if part.what != "patronymic")
        for reading in readings:
            forms.setdefault(reading.key, set()).add(written)
    chosen = []
    for (named, _), readings in zip(mentions, read, strict=True):
        if len(readings) == 1:
            chosen.append(readings[0])
            continue
        chosen.append(
            max(
                readings,
                key=lambda reading: (
                    reading.score
                    + _SUPPORT * (len(forms[reading.key]) - 1)
                    + _SEEN * _seen_elsewhere(named, reading.key[0], forms[reading.key])
                    + _ALONE * alone.forms_of(reading.key[0][-1], reading.key[1], named.parts[-1].text)
                ),
            )
        )
    return _joined(mentions, chosen)


def _seen_elsewhere(named: Named, nominative: tuple[str, ...], forms: set[str]) -> bool:
    """Whether the nominative itself stands in the text, at another mention."""
    whole = " ".join(nominative)
    return whole in forms and whole != " ".join(part.text for part in named.parts)


class FamilyAlone:
    """In how many other forms a family name stands in the text."""

    def __init__(self, kit: Kit, surfaces: Iterable[str]) -> None:
        """`surfaces`: all capitalised words of the text, as written."""
        self._kit = kit
        self._by_start: dict[str, set[str]] = {}
        for word in surfaces:
            start = self._by_start.setdefault(word[:3], set())
            if len(start) < _MOST_ALIKE:
                start.add(word)
        self._counts: dict[tuple[str, str, str], int] = {}

    def forms_of(self, family: str, gender: str, written: str) -> int:
        key = family, gender, written
        if key not in self._counts:
            self._counts[key] = sum(
                2 * (word == family)
                or any(
                    base.base == family and base.gender in ("", gender)
                    for base in self._kit.language.name_bases(word, "family")
                )
                for word in self._by_start.get(family[:3], ())
                if word != written
            )
        return min(self._counts[key], 4)


def _joined(
    mentions: Sequence[tuple[Named, frozenset[str]]], chosen: Sequence[Reading]
) -> list[tuple[Identity, Reading]]:
    people: dict[tuple[str, ...], Identity] = {}
    by_initial: dict[tuple[str, str], list[Identity]] = {}
    by_given: dict[str, list[Identity]] = {}
    found: list[tuple[Identity, Reading] | None] = [None] * len(chosen)
    order = sorted(range(len(chosen)), key=lambda number: _fullness(mentions[number][0]))
    for number in order:  # full names first, so that initials find theirs
        named, reading = mentions[number][0], chosen[number]
        kept = reading.key[0]
        parts = [(part, word) for part, word in zip(named.parts, reading.words, strict=True)]
        family = _family_of(parts)
        person = people.get(kept)
        if person is None and named.of("initial"):
            initial = named.of("initial")[0].text[0]
            same = by_initial.get((family, initial), [])
            person = same[0] if len(same) == 1 else None
        if person is None and not named.of("family") and named.of("patronymic"):
            same = by_given.get(_given_of(parts), [])
            person = same[0] if len(same) == 1 else None
        if person is None:
            given = _given_of(parts)
            ordered = _given_first(parts)
            person = Identity(
                provisional_id(_spoken(ordered)), " ".join(ordered), given, family, reading.key[1]
            )
            people[kept] = person
            by_initial.setdefault((family, given[:1]), []).append(person)
            if family:
                by_given.setdefault(given, []).append(person)
        person.firsts.append(named.first)
        found[number] = person, reading
    return [item for item in found if item is not None]


def _fullness(named: Named) -> int:
    """Full names first, then initials, then given name and patronymic, so that these find theirs."""
    return 1 if named.of("initial") else 0 if named.of("family") else 2


def _given_of(parts: Sequence[tuple[Part, str]]) -> str:
    return next((word for part, word in parts if part.what in ("given", "initial")), "")


def _family_of(parts: Sequence[tuple[Part, str]]) -> str:
    families = [word for part, word in parts if part.what == "family"]
    return families[-1] if families else ""


def _given_first(parts: Sequence[tuple[Part, str]]) -> list[str]:
    """Given name before family name, as persons are called; a patronymic only where there is no family name."""
    full = any(part.what == "family" for part, _ in parts)
    kept = [(part, word) for part, word in parts if part.what != "patronymic" or not full]
    if kept[0][0].what == "family" and len(kept) > 1 and kept[1][0].what in ("given", "initial"):
        kept = [*kept[1:], kept[0]]
    return [word for _, word in kept]


def _spoken(words: Sequence[str]) -> list[str]:
    return [word.replace(".", " ").strip() for word in words]
