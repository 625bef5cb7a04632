"""Which values a filter may have: those of the vocabulary, and those that stored records go by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.errors import Fault, NotFound
from app.schemas.ids import parse
from app.store.database import Reader
from app.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one filter: where they are found, and whether the vocabulary or a stored record has one."""

    where: str
    has: Callable[[Reader, Vocabulary, str], bool]


def check_known(
    reader: Reader, vocabulary: Vocabulary, filters: Mapping[str, tuple[str, ...]], prefix: str = ""
) -> None:
    """`NotFound` that names every value which neither the vocabulary nor a stored record knows. `prefix`: of the parameters' names."""
    faults = tuple(
        Fault(loc=f"query/{prefix}{name}", message=f"not known; {VALUES[name].where}", value=value[:100])
        for name, values in filters.items()
        if name in VALUES
        for value in unknown(reader, vocabulary, name, values)
    )
    if faults:
        first = faults[0]
        raise NotFound(
            f"There is no {first.loc.removeprefix('query/')} {first.value!r}: {first.message}.", faults
        )


def unknown(reader: Reader, vocabulary: Vocabulary, name: str, values: Iterable[str]) -> list[str]:
    """Those of these values of a filter that neither the vocabulary nor a stored record knows."""
    return [
        value
        for value in values
        if not (VALUES[name].has(reader, vocabulary, value) or _is_tag(reader, name, value))
    ]


def _is_place(_: Reader, vocabulary: Vocabulary, value: str) -> bool:
    return value in vocabulary.countries or value in vocabulary.blocs


def _is_person(reader: Reader, vocabulary: Vocabulary, value: str) -> bool:
    return value in vocabulary.leaders or _one(reader, "SELECT 1 FROM leader WHERE id = :value", value)


def _is_summit(_: Reader, vocabulary: Vocabulary, value: str) -> bool:
    return any(found.id == value for found, _, _ in vocabulary.summits())


def _is_document(reader: Reader, _: Vocabulary, value: str) -> bool:
    return _one(reader, "SELECT 1 FROM document WHERE id = :value", parse(value, "document"))


def _is_tag(reader: Reader, name: str, value: str) -> bool:
    """Whether any kind of record goes by it: what an older vocabulary held may still be stored."""
    found = reader.row(
        "SELECT 1 FROM tag WHERE kind IN ('statement', 'proposal', 'figure', 'document', 'claim', 'thread')"
        " AND field = :field AND value = :value AND n > 0 LIMIT 1",
        {"field": name, "value": value},
    )
    return found is not None


def _one(reader: Reader, sql: str, value: str | int) -> bool:
    return reader.row(sql, {"value": value}) is not None


_PLACES: Final = Values(
    "ISO 3166-1 codes of countries and ids of blocs are listed at /api/v1/countries", _is_place
)
VALUES: Final = {
    "leader": Values("the ids are listed at /api/v1/leaders", _is_person),
    "country": _PLACES,
    "topic": Values("the ids are listed at /api/v1/topics", lambda _, words, value: value in words.topics),
    "metric": Values("the ids are listed at /api/v1/metrics", lambda _, words, value: value in words.metrics),
    "summit": Values("the ids are listed at /api/v1/summits", _is_summit),
    "series": Values(
        "the ids stand in `series` at /api/v1/summits", lambda _, words, value: value in words.series
    ),
    "document": Values("the ids are listed at /api/v1/documents", _is_document),
    "reporter": _PLACES,
    "partner": _PLACES,
    "addressee": Values(
        f"{_PLACES.where}, those of people at /api/v1/leaders",
        lambda reader, words, value: _is_place(reader, words, value) or _is_person(reader, words, value),
    ),
}
"""Filter -> its values. Values of other filters are free: one that nothing goes by finds nothing."""
