"""Which entries of the vocabulary a name fits: countries, topics, metrics, series and summits, in any language and case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import chain
from typing import Any, Final

from app.domain.findings import SummitRef
from app.language.terms import Term, words
from app.queries.tallies import folded
from app.schemas.common import LabelLanguage
from app.schemas.labels import metric_label, place_label, series_label, summit_label, topic_label
from app.vocabulary import Vocabulary

_SHORTEST_PART: Final = 3
"""Letters of a part of a name that it is found by."""

_LONGEST_LINK: Final = 3
"""Letters of words that only join others: 'the', 'на'."""


def in_language(labels: Mapping[str, str], language: str) -> str:
    """The label in a language, or whichever there is."""
    return labels.get(language) or next(iter(labels.values()), "")


def label_of(kind: str, id: str, vocabulary: Vocabulary, language: LabelLanguage) -> str:
    """What an entry is called."""
    if kind == "summit":
        refs = (ref for ref, _, _ in vocabulary.summits() if ref.id == id)
        return next((in_language(summit_label(ref, vocabulary).labels, language) for ref in refs), id)
    return in_language(_LABELS[kind](id, vocabulary).labels, language)


_LABELS: Final[dict[str, Callable[[str, Vocabulary], Any]]] = {
    "country": place_label,
    "topic": topic_label,
    "metric": metric_label,
    "series": series_label,
}


def fitting(kind: str, name: str, vocabulary: Vocabulary) -> list[str]:
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
    """Summits of which the series, the number, the place, the country and the year hold all words of a name; where none does, all but the
    short ones that begin with a small letter: 'in', 'of the'."""
    if any(ref.id == name for ref, _, _ in vocabulary.summits()):
        return [name]
    meetings = {word for listed in vocabulary.words.values() for word in listed.acts.events}
    numbers = {word: n for listed in vocabulary.words.values() for word, n in listed.numbers.ordinals.items()}
    asked: list[Term] = []
    telling: list[Term] = []
    for start, end, term in words(name):
        if meetings & {term.form, *term.asked}:
            continue  # that it is a summit tells it from no other
        number = next((numbers[each] for each in (term.form, *term.asked) if each in numbers), None)
        [term] = _terms(str(number)) if number else [term]
        asked.append(term)
        if end - start > _LONGEST_LINK or not name[start].islower():
            telling.append(term)
    bags = _bags(vocabulary) if asked else {}
    return _holding(asked, bags) or _holding(telling, bags)


def _holding(asked: Sequence[Term], bags: Mapping[str, Sequence[Term]]) -> list[str]:
    if not asked:
        return []
    return [id for id, bag in bags.items() if all(any(_agree(term, each) for each in bag) for term in asked)]


def _bags(vocabulary: Vocabulary) -> dict[str, list[Term]]:
    """Summit -> the words that it may be called by, the newest first."""
    series_of: dict[str, list[Term]] = {}
    found = {}
    for ref, series, edition in vocabulary.summits():
        if ref.series not in series_of:
            bloc = vocabulary.blocs.get(series.bloc) if series.bloc else None
            near = [word for listed in series.words.values() for word in listed.strong]
            called = (series.id, *series.spellings(), *near, *(bloc.spellings() if bloc else ()))
            series_of[ref.series] = _terms(" ".join(called))
        country = vocabulary.countries.get(edition.country) if edition.country else None
        own = (*edition.place.values(), *(country.spellings() if country else ()), *_numbers(ref))
        found[ref.id] = [*series_of[ref.series], *_terms(" ".join(own))]
    return found


def _numbers(ref: SummitRef) -> Iterator[str]:
    if ref.edition:
        yield str(ref.edition)
    if ref.start:
        yield str(ref.start.year)


def near_ones(kind: str, name: str, vocabulary: Vocabulary) -> str:
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
