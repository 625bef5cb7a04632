"""What names mean, as people write them: in any language and case, by an id, or by a part of a name. What fits several is told, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from itertools import chain
from typing import Any, Final

from anyio.to_thread import run_sync
from pydantic_core import from_json

from app.api.dependencies import Service
from app.domain.findings import SummitRef
from app.errors import InvalidInput
from app.language.terms import Term, words
from app.mcp.answers import Ambiguous, Answer, Choice, Meant
from app.queries.facet_labels import labels_of
from app.queries.leaders import find_leaders
from app.queries.resolve import resolve_leaders
from app.queries.tallies import Tally, folded, tallies
from app.queries.term_params import LeaderParams, ResolveParams
from app.queries.terms import unknown
from app.schemas.common import LabelLanguage
from app.schemas.labels import metric_label, place_label, series_label, summit_label, topic_label
from app.schemas.resolve import CandidateOut
from app.store.database import Reader
from app.vocabulary import Vocabulary

MOST_CHOICES: Final = 10
_SHORTEST_PART: Final = 3
"""Letters of a part of a name that it is found by."""

_OF_MEETINGS: Final = frozenset(
    (
        "summit",
        "meeting",
        "the",
        "of",
        "in",
        "at",
        "саммит",
        "встреча",
        "заседание",
        "в",
        "год",
        "th",
        "nd",
        "rd",
        "st",
        "й",
    )
)
"""Words that tell no summit from another."""

FIELDS: Final[Mapping[str, str]] = {"partner": "country", "addressee": "addressee"}
"""Argument -> what its names are of, where that is something else."""


@dataclass(slots=True)
class Ids:
    """What the names of a question were found to mean."""

    lang: LabelLanguage
    ids: dict[str, list[str]] = field(default_factory=dict)
    """Argument -> ids, only of arguments that were given."""
    meant: list[Meant] = field(default_factory=list)
    ambiguous: list[Ambiguous] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def one(self, argument: str) -> str | None:
        """The only id of an argument that takes one."""
        return next(iter(self.ids.get(argument, ())), None)

    def asks_back(self) -> Answer | None:
        """The answer where something has to be chosen first."""
        if not self.ambiguous:
            return None
        asked = "; ".join(
            f"{each.argument} {each.asked!r} may be {len(each.choices)}" for each in self.ambiguous
        )
        note = f"Nothing was searched yet: {asked}. Ask again with one of the ids in `ambiguous`, or with several for all of them."
        return Answer(resolved=self.meant, ambiguous=self.ambiguous, notes=[note, *self.notes])

    def told(self, answer: Answer) -> Answer:
        """An answer with what its question was taken for."""
        return answer.model_copy(update={"resolved": self.meant, "notes": [*self.notes, *answer.notes]})


async def resolve(
    service: Service,
    lang: LabelLanguage,
    asked: Mapping[str, Sequence[str] | str | None],
    day: date | None = None,
) -> Ids:
    """The ids of names by argument (`leader`, `country` …). `day`: for offices and namesakes.

    Raises `InvalidInput` for a name that nothing goes by, with those that are near.
    """
    found = Ids(lang)
    for argument, given in asked.items():
        for name in dict.fromkeys([given] if isinstance(given, str) else given or ()):
            name = name.strip()
            kind = FIELDS.get(argument, argument)
            if kind == "leader":
                await _leader(service, found, argument, name, day)
                continue
            kind = "country" if kind == "addressee" else kind
            # In a thread: the first name has dictionaries loaded, and all names of a kind looked up in them.
            fits = await run_sync(_fitting, kind, name, service.vocabulary)
            if not fits and argument == "addressee":
                await _leader(service, found, argument, name, day)
                continue
            if not fits and await service.read(_is_stored, service.vocabulary, kind, name):
                fits = [name]
            await _take(service, found, argument, kind, name, fits)
    return found


def _is_stored(reader: Reader, vocabulary: Vocabulary, kind: str, name: str) -> bool:
    """Whether records go by an id that the vocabulary does not hold any more."""
    return not unknown(reader, vocabulary, kind, [name])


async def _take(service: Service, found: Ids, argument: str, kind: str, name: str, fits: list[str]) -> None:
    vocabulary, language = service.vocabulary, found.lang
    if not fits:
        raise InvalidInput(f"{argument}: no {kind} is known as {name!r}. {_near(kind, name, vocabulary)}")
    if len(fits) > 1:
        counted = await service.read(tallies, kind, fits)
        stored = sorted((id for id in fits if _stored(counted[id])), key=lambda id: -_stored(counted[id]))
        if len(stored) != 1:
            shown = (stored or fits)[:MOST_CHOICES]
            choices = [
                Choice(
                    id=id,
                    label=_label(kind, id, vocabulary, language),
                    about=f"records: {_stored(counted[id])}",
                )
                for id in shown
            ]
            found.ambiguous.append(Ambiguous(argument=argument, asked=name, choices=choices))
            if len(fits) > len(shown):
                found.notes.append(
                    f"{name!r} fits {len(fits) - len(shown)} more, of which less or nothing is stored."
                )
            return
        found.notes.append(f"{name!r} fits {len(fits) - 1} more, of which nothing is stored.")
        fits = stored
    _note(found, argument, name, fits[0], _label(kind, fits[0], vocabulary, language))


def _note(found: Ids, argument: str, name: str, id: str, label: str) -> None:
    ids = found.ids.setdefault(argument, [])
    if id not in ids:
        ids.append(id)
    found.meant.append(Meant(argument=argument, asked=name, id=id, label=label))


async def _leader(service: Service, found: Ids, argument: str, name: str, day: date | None) -> None:
    vocabulary = service.vocabulary
    known = await service.read(_person, vocabulary, name, found.lang)
    if known:
        _note(found, argument, name, name, known)
        return
    matches = await service.extract.resolve(name, day)
    params = ResolveParams.model_validate({"name": name, "date": day, "limit": 50})
    candidates = (await service.read(resolve_leaders, vocabulary, params, matches)).candidates
    if not candidates:
        candidates = await service.read(_by_part, vocabulary, name)
    if not candidates:
        raise InvalidInput(
            f"{argument}: nobody is known as {name!r}. A family name, a full name in any spelling, or an office with its country finds one;"
            " `search` with the name as `words` finds where it stands in texts."
        )
    counted = await service.read(_counted, [each.id for each in candidates])
    best = [each for each in candidates if "exact" in each.reasons] or candidates
    stored = [each for each in best if _stored(counted[each.id])]
    if len(best) > 1 and len(stored) != 1:
        choices = [
            _choice(each, counted[each.id], found.lang)
            for each in sorted(best, key=lambda each: -_stored(counted[each.id]))
        ]
        found.ambiguous.append(Ambiguous(argument=argument, asked=name, choices=choices[:MOST_CHOICES]))
        return
    taken = best[0] if len(best) == 1 else stored[0]
    _note(found, argument, name, taken.id, _in(taken.labels, found.lang))
    if len(best) > 1:
        others = ", ".join(each.id for each in best if each.id != taken.id)
        found.notes.append(f"{name!r} also fits {others}, of whom nothing is stored.")
    if "similar" in {str(reason) for reason in taken.reasons}:
        found.notes.append(
            f"Nobody is called {name!r}; {taken.id} is like it. Check that this is who was meant."
        )


def _person(reader: Reader, vocabulary: Vocabulary, name: str, language: LabelLanguage) -> str | None:
    """The label of whoever has this id."""
    if unknown(reader, vocabulary, "leader", [name]):
        return None
    return _in(labels_of(reader, vocabulary, "leader", [name])[name], language)


def _by_part(reader: Reader, vocabulary: Vocabulary, name: str) -> list[CandidateOut]:
    """People met in texts only, by a part of their names."""
    if len(folded(name)) < _SHORTEST_PART:
        return []
    page = find_leaders(reader, vocabulary, LeaderParams(name=name, limit=50))
    return [
        CandidateOut(
            id=found["id"],
            labels=found["labels"],
            known=found["known"],
            office=None,
            score="0.5",
            reasons=[],
            matched=name,
        )
        for found in map(from_json, page.records)
    ]


def _counted(reader: Reader, ids: Sequence[str]) -> dict[str, Tally]:
    return tallies(reader, "leader", ids)


def _choice(candidate: CandidateOut, tally: Tally, language: LabelLanguage) -> Choice:
    office = candidate.office
    held = f"{office.office} of {_in(office.country.labels, language)}, " if office else ""
    label = _in(candidate.labels, language)
    return Choice(id=candidate.id, label=label, about=f"{held}records: {_stored(tally)}")


def _stored(tally: Tally) -> int:
    return tally.statement + tally.proposal + tally.figure


def _in(labels: Mapping[str, str], language: str) -> str:
    return labels.get(language) or next(iter(labels.values()), "")


def _label(kind: str, id: str, vocabulary: Vocabulary, language: LabelLanguage) -> str:
    if kind == "summit":
        refs = (ref for ref, _, _ in vocabulary.summits() if ref.id == id)
        return next((_in(summit_label(ref, vocabulary).labels, language) for ref in refs), id)
    return _in(_LABELS[kind](id, vocabulary).labels, language)


_LABELS: Final[dict[str, Callable[[str, Vocabulary], Any]]] = {
    "country": place_label,
    "topic": topic_label,
    "metric": metric_label,
    "series": series_label,
}


def _fitting(kind: str, name: str, vocabulary: Vocabulary) -> list[str]:
    """The ids that a name fits by the first of these ways that finds any: as it stands, in another case, by a word for it, by a part."""
    if kind == "summit":
        return _summits(name, vocabulary)
    entries = list(_entries(kind, vocabulary))
    asked, terms = folded(name), _terms(name)
    return (
        [id for id, names, _ in entries if asked in (folded(id), *map(folded, names))]
        or [id for id, names, _ in entries if any(_same(terms, _terms(each)) for each in names)]
        or [id for id, _, near in entries if any(_same(terms, _terms(each)) for each in near)]
        or [
            id
            for id, names, _ in entries
            if len(asked) >= _SHORTEST_PART and any(asked in folded(each) for each in (id, *names))
        ]
    )


def _entries(kind: str, vocabulary: Vocabulary) -> Iterator[tuple[str, list[str], Iterable[str]]]:
    """Id, names, and words that point to it."""
    if kind == "country":
        for id, place in chain(vocabulary.countries.items(), vocabulary.blocs.items()):
            yield id, place.spellings(), ()
        return
    lists: dict[str, Mapping[str, Any]] = {
        "topic": vocabulary.topics,
        "metric": vocabulary.metrics,
        "series": vocabulary.series,
    }
    held = lists[kind]
    for id, entry in held.items():
        yield id, entry.spellings(), [word for listed in entry.words.values() for word in listed.strong]


def _terms(name: str) -> list[Term]:
    return [term for _, _, term in words(name)]


def _same(asked: Sequence[Term], listed: Sequence[Term]) -> bool:
    return bool(asked) and len(asked) == len(listed) and all(map(_agree, asked, listed))


def _agree(one: Term, other: Term) -> bool:
    return one.form == other.form or bool(set(one.asked) & set(other.asked))


def _summits(name: str, vocabulary: Vocabulary) -> list[str]:
    """Summits of which the series, the number, the place, the country and the year hold all words of a name."""
    summits = vocabulary.summits()
    if any(ref.id == name for ref, _, _ in summits):
        return [name]
    asked = [
        term for term in _terms(name) if term.form not in _OF_MEETINGS and not set(term.asked) & _OF_MEETINGS
    ]
    if not asked:
        return []
    bags: dict[str, list[Term]] = {}
    found = []
    for ref, series, edition in summits:
        if ref.series not in bags:
            bloc = vocabulary.blocs.get(series.bloc) if series.bloc else None
            near = [word for listed in series.words.values() for word in listed.strong]
            bags[ref.series] = _terms(
                " ".join((series.id, *series.spellings(), *near, *(bloc.spellings() if bloc else ())))
            )
        country = vocabulary.countries.get(edition.country) if edition.country else None
        own = _terms(
            " ".join((*edition.place.values(), *(country.spellings() if country else ()), *_numbers(ref)))
        )
        bag = [*bags[ref.series], *own]
        if all(any(_agree(term, each) for each in bag) for term in asked):
            found.append(ref.id)
    return found


def _numbers(ref: SummitRef) -> Iterator[str]:
    if ref.edition:
        yield str(ref.edition)
    if ref.start:
        yield str(ref.start.year)


def _near(kind: str, name: str, vocabulary: Vocabulary) -> str:
    """What to ask for instead."""
    if kind == "summit":
        return f"Name a series, place or year, such as 'SCO 2025'. Series: {', '.join(vocabulary.series)}."
    ids = [id for id, _, _ in _entries(kind, vocabulary)]
    if kind != "country":
        return f"Known: {', '.join(ids)}."
    spelled = {folded(each): id for id, names, _ in _entries(kind, vocabulary) for each in names}
    near = dict.fromkeys(spelled[each] for each in get_close_matches(folded(name), spelled, 5, 0.7))
    like = f" Near it: {', '.join(near)}." if near else ""
    return f"Take an ISO 3166-1 code such as KG, a country's name, or a bloc: {', '.join(vocabulary.blocs)}.{like}"
