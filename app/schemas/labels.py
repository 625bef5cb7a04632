"""Vocabulary ids -> labels in Russian and English, the same wherever they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.domain.findings import SummitRef
from app.schemas.common import LABEL_LANGUAGES, LabelOut
from app.vocabulary import Vocabulary

if TYPE_CHECKING:
    from app.vocabulary import SeriesEntry


def shown(labels: Mapping[str, str], fallback: str) -> dict[str, str]:
    """Only the languages that are published; where there is neither, the first other one, at last the id itself."""
    found: dict[str, str] = {
        language: labels[language] for language in LABEL_LANGUAGES if labels.get(language)
    }
    return found or dict(
        [next(((language, name) for language, name in labels.items() if name), ("en", fallback))]
    )


def topic_label(topic: str, vocabulary: Vocabulary) -> LabelOut:
    entry = vocabulary.topics.get(topic)
    return LabelOut(id=topic, labels=shown(entry.labels() if entry else {}, topic))


def metric_label(metric: str, vocabulary: Vocabulary) -> LabelOut:
    entry = vocabulary.metrics.get(metric)
    return LabelOut(id=metric, labels=shown(entry.labels() if entry else {}, metric))


def place_label(place: str, vocabulary: Vocabulary) -> LabelOut:
    """A country by its code or a bloc by its id."""
    return LabelOut(id=place, labels=shown(vocabulary.place_labels(place), place))


def series_label(series: str, vocabulary: Vocabulary) -> LabelOut:
    entry = vocabulary.series.get(series)
    return LabelOut(id=series, labels=shown(entry.labels() if entry else {}, series))


def person_labels(
    leader: str, vocabulary: Vocabulary, names: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Names of a person or body; `names` (language -> name) are those met in texts, for whom the vocabulary does not hold."""
    entry = vocabulary.leaders.get(leader)
    return shown(entry.labels() if entry else (names or {}), leader.removeprefix("org:"))


def addressee_label(
    addressee: str, vocabulary: Vocabulary, names: Mapping[str, str] | None = None
) -> LabelOut:
    """A country, a bloc or a person, whichever the id names."""
    if addressee in vocabulary.countries or addressee in vocabulary.blocs:
        return place_label(addressee, vocabulary)
    return LabelOut(id=addressee, labels=person_labels(addressee, vocabulary, names))


def summit_label(summit: SummitRef, vocabulary: Vocabulary) -> LabelOut:
    """The series with place and year of the edition: 'Central Asia - China Summit (Astana, 2025)'."""
    entry = vocabulary.series.get(summit.series)
    places = _places(entry, summit)
    year = str(summit.start.year) if summit.start else ""
    labels = {}
    for language, name in series_label(summit.series, vocabulary).labels.items():
        details = ", ".join(part for part in (places.get(language) or places.get("en") or "", year) if part)
        labels[language] = f"{name} ({details})" if details else name
    return LabelOut(id=summit.id, labels=labels)


def _places(entry: SeriesEntry | None, summit: SummitRef) -> dict[str, str]:
    for edition in entry.editions if entry else ():
        if edition.start == summit.start and edition.number == summit.edition:
            return dict(edition.place)
    return {"en": summit.place} if summit.place else {}
