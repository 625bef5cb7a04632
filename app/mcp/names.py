"""What names mean, as people write them: in any language and case, by an id, or by a part of a name. What fits several is told, never guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from anyio.to_thread import run_sync
from pydantic_core import from_json

from app.api.dependencies import Service
from app.errors import InvalidInput
from app.mcp.answers import Ambiguous, Answer, Choice, Meant
from app.mcp.fitting import fitting, in_language, label_of, near_ones
from app.queries.facet_labels import labels_of
from app.queries.leaders import find_leaders
from app.queries.resolve import resolve_leaders
from app.queries.tallies import Tally, folded, tallies
from app.queries.term_params import LeaderParams, ResolveParams
from app.queries.terms import unknown
from app.schemas.common import LabelLanguage
from app.schemas.resolve import CandidateOut
from app.store.database import Reader
from app.vocabulary import Vocabulary

MOST_CHOICES: Final = 10
SHORTEST_PART: Final = 3
"""Letters of a part of a name of somebody met in texts."""

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
            fits = await run_sync(fitting, kind, name, service.vocabulary)
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
        raise InvalidInput(f"{argument}: no {kind} is known as {name!r}. {near_ones(kind, name, vocabulary)}")
    if len(fits) > 1:
        counted = await service.read(tallies, kind, fits)
        stored = sorted((id for id in fits if _stored(counted[id])), key=lambda id: -_stored(counted[id]))
        if len(stored) != 1:
            shown = (stored or fits)[:MOST_CHOICES]
            choices = [
                Choice(
                    id=id,
                    label=label_of(kind, id, vocabulary, language),
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
    _note(found, argument, name, fits[0], label_of(kind, fits[0], vocabulary, language))


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
    _note(found, argument, name, taken.id, in_language(taken.labels, found.lang))
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
    return in_language(labels_of(reader, vocabulary, "leader", [name])[name], language)


def _by_part(reader: Reader, vocabulary: Vocabulary, name: str) -> list[CandidateOut]:
    """People met in texts only, by a part of their names."""
    if len(folded(name)) < SHORTEST_PART:
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
    held = f"{office.office} of {in_language(office.country.labels, language)}, " if office else ""
    label = in_language(candidate.labels, language)
    return Choice(id=candidate.id, label=label, about=f"{held}records: {_stored(tally)}")


def _stored(tally: Tally) -> int:
    return tally.statement + tally.proposal + tally.figure
