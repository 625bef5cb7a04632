"""What the values of a facet are called."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from pydantic_core import to_json

from app.queries.facets import Facet
from app.schemas.common import LabelLanguage
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

_MOST_KEPT: Final = 5_000
_kept: dict[tuple[str, str, str, str], bytes] = {}
"""What values are called, by version of the vocabulary, language, field and value: rendering them takes longer than counting."""

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


def value_labels(field: str, value: str, vocabulary: Vocabulary) -> Labels:
    """Names by language of a value that a list is narrowed to; none where it is told as it is, or only texts know it."""
    return _labels(field, value, vocabulary)


def label_facets(
    reader: Reader, vocabulary: Vocabulary, facets: Mapping[str, Facet], language: LabelLanguage
) -> dict[str, bytes]:
    """Facets with names for their values, `label` in one language, each rendered as a `FacetOut`."""
    people = {value for field in _PEOPLE if field in facets for value, _ in facets[field].values}
    met = _met(reader, sorted(people - vocabulary.leaders.keys()))
    return {
        field: b'{"values":[%b],"others":%d}'
        % (
            b",".join(
                b"%b%d}" % (_named(field, value, vocabulary, language, met), n) for value, n in facet.values
            ),
            facet.others,
        )
        for field, facet in facets.items()
    }


def _named(
    field: str, value: str, vocabulary: Vocabulary, language: LabelLanguage, met: Mapping[str, Labels]
) -> bytes:
    """A rendered `FacetValueOut` up to its number."""
    if field in _PEOPLE and value in met:
        return _begun(value, person_labels(value, vocabulary, met[value]), language)
    key = vocabulary.version, language, field, value
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        found = _kept[key] = _begun(value, _labels(field, value, vocabulary), language)
    return found


def _begun(value: str, labels: Labels, language: LabelLanguage) -> bytes:
    label = labels.get(language) or next(iter(labels.values()), value)
    return to_json({"value": value, "label": label, "labels": labels})[:-1] + b',"n":'


def _labels(field: str, value: str, vocabulary: Vocabulary) -> Labels:
    if field == "summit":
        labels = (
            summit_label(ref, vocabulary).labels for ref, _, _ in vocabulary.summits() if ref.id == value
        )
        return next(labels, {})
    return _ENTRIES[field](value, vocabulary) if field in _ENTRIES else {}


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
