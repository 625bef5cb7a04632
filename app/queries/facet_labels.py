"""What the values of a facet are called."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from app.queries.facets import Facet
from app.schemas.common import LabelLanguage
from app.schemas.facet import FacetOut, FacetValueOut
from app.schemas.labels import (
    addressee_label,
    metric_label,
    person_labels,
    place_label,
    series_label,
    summit_label,
    topic_label,
)
from app.store.database import Reader
from app.vocabulary import Vocabulary

Labels = dict[str, str]

_PEOPLE: Final = ("leader", "addressee")
_ENTRIES: Final[dict[str, Callable[[str, Vocabulary], Labels]]] = {
    "leader": person_labels,
    "country": lambda value, words: place_label(value, words).labels,
    "reporter": lambda value, words: place_label(value, words).labels,
    "partner": lambda value, words: place_label(value, words).labels,
    "addressee": lambda value, words: addressee_label(value, words).labels,
    "topic": lambda value, words: topic_label(value, words).labels,
    "metric": lambda value, words: metric_label(value, words).labels,
    "series": lambda value, words: series_label(value, words).labels,
}
"""Fields whose values are entries of the vocabulary; those of others are told as they are."""


def label_facets(
    reader: Reader, vocabulary: Vocabulary, facets: Mapping[str, Facet], language: LabelLanguage
) -> dict[str, FacetOut]:
    """Facets with names for their values, `label` in one language."""
    people = {value for field in _PEOPLE if field in facets for value, _ in facets[field].values}
    met = _met(reader, sorted(people - vocabulary.leaders.keys()))
    summits = {}
    if "summit" in facets:
        summits = {ref.id: summit_label(ref, vocabulary).labels for ref, _, _ in vocabulary.summits()}

    def labels(field: str, value: str) -> Labels:
        if field == "summit":
            return summits.get(value, {})
        if field in _PEOPLE and value in met:
            return person_labels(value, vocabulary, met[value])
        return _ENTRIES[field](value, vocabulary) if field in _ENTRIES else {}

    def shown(field: str, value: str, n: int) -> FacetValueOut:
        found = labels(field, value)
        label = found.get(language) or next(iter(found.values()), value)
        return FacetValueOut(value=value, label=label, labels=found, n=n)

    return {
        field: FacetOut(values=[shown(field, *each) for each in facet.values], others=facet.others)
        for field, facet in facets.items()
    }


def _met(reader: Reader, people: list[str]) -> dict[str, Labels]:
    """Names by language of those whom only texts know."""
    if not people:
        return {}
    params = {f"v{number}": value for number, value in enumerate(people)}
    marks = ", ".join(f":{name}" for name in params)
    rows = reader.rows(f"SELECT id, names FROM leader WHERE id IN ({marks})", params)  # noqa: S608
    found = {key: json.loads(names) if isinstance(names, str) else names for key, names in rows}
    return {
        key: {language: each[0] for language, each in names.items() if each} for key, names in found.items()
    }
