"""Which values a filter may have: those of the vocabulary, and those that stored records go by."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.errors import Fault, NotFound
from app.schemas.ids import parse
from app.store.database import Reader
from app.vocabulary import Vocabulary

PLACES = "ISO 3166-1 codes of countries and ids of blocs are listed at /api/v1/countries"
PEOPLE = "the ids are listed at /api/v1/leaders"
WHERE_TO_LOOK = {
    "leader": PEOPLE,
    "country": PLACES,
    "topic": "the ids are listed at /api/v1/topics",
    "metric": "the ids are listed at /api/v1/metrics",
    "summit": "the ids are listed at /api/v1/summits",
    "series": "the ids stand in `series` at /api/v1/summits",
    "document": "the ids are listed at /api/v1/documents",
    "reporter": PLACES,
    "partner": PLACES,
    "addressee": f"{PLACES}, those of people at /api/v1/leaders",
}
"""Field -> where its values are found. Values of other fields are free: one that nothing goes by finds nothing."""


def check_known(reader: Reader, vocabulary: Vocabulary, filters: Mapping[str, tuple[str, ...]]) -> None:
    """`NotFound` that names every value which neither the vocabulary nor a stored record knows."""
    faults = tuple(
        Fault(loc=f"query/{name}", message=f"not known; {WHERE_TO_LOOK[name]}", value=value[:100])
        for name, values in filters.items()
        if name in WHERE_TO_LOOK
        for value in values
        if not _is_known(reader, vocabulary, name, value)
    )
    if faults:
        first = faults[0]
        raise NotFound(
            f"There is no {first.loc.removeprefix('query/')} {first.value!r}: {first.message}.", faults
        )


def _is_known(reader: Reader, vocabulary: Vocabulary, name: str, value: str) -> bool:
    def place(value: str) -> bool:
        return value in vocabulary.countries or value in vocabulary.blocs

    def person(value: str) -> bool:
        return value in vocabulary.leaders or _one(reader, "SELECT 1 FROM leader WHERE id = :value", value)

    tests: dict[str, Callable[[str], bool]] = {
        "leader": person,
        "country": place,
        "topic": vocabulary.topics.__contains__,
        "metric": vocabulary.metrics.__contains__,
        "summit": lambda value: any(found.id == value for found, _, _ in vocabulary.summits()),
        "series": vocabulary.series.__contains__,
        "document": lambda value: _one(
            reader, "SELECT 1 FROM document WHERE id = :value", parse(value, "document")
        ),
        "reporter": place,
        "partner": place,
        "addressee": lambda value: place(value) or person(value),
    }
    return tests[name](value) or _is_tag(reader, name, value)


def _is_tag(reader: Reader, name: str, value: str) -> bool:
    """Whether any kind of record goes by it: what an older vocabulary held may still be stored."""
    found = reader.row(
        "SELECT 1 FROM tag WHERE kind IN ('statement', 'proposal', 'figure', 'document')"
        " AND field = :field AND value = :value AND n > 0 LIMIT 1",
        {"field": name, "value": value},
    )
    return found is not None


def _one(reader: Reader, sql: str, value: str | int) -> bool:
    return reader.row(sql, {"value": value}) is not None
