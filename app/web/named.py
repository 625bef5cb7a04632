"""Entries of the vocabulary that a question names in any form of their words: «торговле Казахстана» names a topic and a country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from app.language.terms import Term, words
from app.queries.names import names_of
from app.queries.wording import read_question
from app.schemas.labels import summit_label
from app.vocabulary import Vocabulary
from app.vocabulary.once import made_once

_SHORTEST: Final = 3
"""Letters that one word of a question must have at least: prepositions stand in many names."""

Spelled = tuple[frozenset[str], ...]
"""A spelling: of each word the forms of dictionaries that it may come from."""


class NamedEntries:
    """The names of topics, metrics, countries and summits, as dictionaries have their words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._spelled: list[tuple[str, str, Spelled]] = [
            (noun, id, spelled)
            for noun, entries in _names(vocabulary)
            for id, spellings in entries
            for spelled in _spelled(spellings)
        ]
        self._with: dict[str, list[int]] = defaultdict(list)
        """Word -> places of the spellings that have it."""
        for place, (_, _, spelled) in enumerate(self._spelled):
            for form in frozenset().union(*spelled):
                self._with[form].append(place)

    def by(self, question: str) -> dict[str, list[str]]:
        """Noun -> ids of entries with a name that holds all words of the question, or whose words the question holds all."""
        parts = read_question(question, names_of(self._vocabulary)).parts()
        asked = [frozenset((term.form, *term.asked)) for part in parts for term in part.terms]
        forms = frozenset().union(*asked)
        if not any(len(form) >= _SHORTEST for form in forms):
            return {}
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for place in sorted({place for form in forms for place in self._with.get(form, ())}):
            noun, id, spelled = self._spelled[place]
            if _holds(spelled, asked) or _holds(asked, spelled):
                found[noun][id] = None
        return {noun: list(ids) for noun, ids in found.items()}


named_entries = made_once(NamedEntries)
"""Those of a vocabulary, made once."""


def _names(vocabulary: Vocabulary) -> Iterator[tuple[str, list[tuple[str, Iterable[str]]]]]:
    yield "topics", [(id, entry.spellings()) for id, entry in vocabulary.topics.items()]
    yield "metrics", [(id, entry.spellings()) for id, entry in vocabulary.metrics.items()]
    places = {**vocabulary.countries, **vocabulary.blocs}
    yield "countries", [(id, entry.spellings()) for id, entry in places.items()]
    summits = [summit for summit, _, _ in vocabulary.summits()]
    yield "summits", [(each.id, summit_label(each, vocabulary).labels.values()) for each in summits]


def _spelled(spellings: Iterable[str]) -> list[Spelled]:
    found = (tuple(_lemmas(term) for _, _, term in words(spelling)) for spelling in spellings)
    return [spelled for spelled in found if spelled]


def _lemmas(term: Term) -> frozenset[str]:
    return frozenset((term.form, term.lemma, *term.others))


def _holds(whole: Iterable[frozenset[str]], part: Iterable[frozenset[str]]) -> bool:
    """Whether each word of the part is one of the whole's."""
    return all(any(forms & others for others in whole) for forms in part)
