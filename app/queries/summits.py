"""Summits that the vocabulary holds, with how much is stored of each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from app.domain.findings import SummitRef
from app.queries.consistent import consistent
from app.queries.records import RecordPage
from app.queries.tallies import Tally, find_terms, one_term, tallies
from app.queries.term_params import SummitParams
from app.queries.terms import check_known
from app.schemas.common import Out
from app.schemas.labels import place_label, series_label, shown, summit_label
from app.schemas.vocabulary import SummitCounts, SummitOut
from app.store.database import Reader
from app.vocabulary import Vocabulary

if TYPE_CHECKING:
    from app.vocabulary import Edition

Found: TypeAlias = "dict[str, tuple[SummitRef, Edition]]"


@consistent
def find_summits(reader: Reader, vocabulary: Vocabulary, params: SummitParams) -> RecordPage:
    """A page of summits, newest first. Raises `NotFound` for a series or country that is none."""
    asked = {"series": tuple(params.series), "country": tuple(params.country)}
    check_known(reader, vocabulary, {name: values for name, values in asked.items() if values})
    summits = _summits(vocabulary)
    ids = [
        key
        for key, (summit, edition) in summits.items()
        if (not params.series or summit.series in params.series)
        and (not params.country or edition.country in params.country)
    ]
    return find_terms(
        reader,
        "summit",
        ids,
        params,
        partial(_shape, reader, vocabulary, summits),
        lambda key: _names(*summits[key], vocabulary),
        "series",
        *sorted(params.series),
        "country",
        *sorted(params.country),
    )


@consistent
def get_summit(reader: Reader, vocabulary: Vocabulary, shown: str) -> bytes:
    """One summit by id; `NotFound` if there is none."""
    summits = _summits(vocabulary)
    return one_term(shown in summits, shown, "summits", partial(_shape, reader, vocabulary, summits))


def _summits(vocabulary: Vocabulary) -> Found:
    """Id -> summit, newest first."""
    return {summit.id: (summit, edition) for summit, _, edition in vocabulary.summits()}


def _shape(reader: Reader, vocabulary: Vocabulary, summits: Found, ids: list[str]) -> list[Out]:
    counts = tallies(reader, "summit", ids)
    return [_summit(*summits[key], vocabulary, counts[key]) for key in ids]


def _names(summit: SummitRef, edition: Edition, vocabulary: Vocabulary) -> list[str]:
    """The series in all its spellings, the place, and both with the year as they are shown."""
    return [
        *vocabulary.series[summit.series].spellings(),
        *edition.place.values(),
        *summit_label(summit, vocabulary).labels.values(),
    ]


def _summit(summit: SummitRef, edition: Edition, vocabulary: Vocabulary, tally: Tally) -> SummitOut:
    return SummitOut(
        id=summit.id,
        labels=summit_label(summit, vocabulary).labels,
        series=series_label(summit.series, vocabulary),
        number=edition.number,
        place=shown(edition.place, summit.place or "") if edition.place else {},
        country=place_label(edition.country, vocabulary) if edition.country else None,
        start=edition.start,
        end=edition.end,
        counts=SummitCounts(
            documents=tally.document,
            statements=tally.statement,
            proposals=tally.proposal,
            figures=tally.figure,
        ),
    )
