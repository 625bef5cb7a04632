"""Countries and blocs, with how much is stored of each."""

from __future__ import annotations

from datetime import date
from functools import partial

from app.queries.consistent import consistent
from app.queries.records import RecordPage
from app.queries.tallies import find_terms, one_term, tallies
from app.queries.term_params import CountryParams
from app.schemas.common import Out
from app.schemas.labels import place_label
from app.schemas.vocabulary import CountryOut, Counts
from app.store.database import Reader
from app.vocabulary import Vocabulary


@consistent
def find_countries(reader: Reader, vocabulary: Vocabulary, params: CountryParams) -> RecordPage:
    """A page of countries by their codes, then of blocs in the order of the vocabulary."""
    kinds = params.kind or ["country", "bloc"]
    ids = [
        *(sorted(vocabulary.countries) if "country" in kinds else ()),
        *(vocabulary.blocs if "bloc" in kinds else ()),
    ]
    return find_terms(
        reader,
        "country",
        ids,
        params,
        partial(_shape, reader, vocabulary),
        lambda key: (vocabulary.countries.get(key) or vocabulary.blocs[key]).spellings(),
        *sorted(set(params.kind)),
    )


@consistent
def get_country(reader: Reader, vocabulary: Vocabulary, shown: str) -> bytes:
    """One country by its code or bloc by its id; `NotFound` if there is none."""
    known = shown in vocabulary.countries or shown in vocabulary.blocs
    return one_term(known, shown, "countries", partial(_shape, reader, vocabulary))


def _shape(reader: Reader, vocabulary: Vocabulary, ids: list[str]) -> list[Out]:
    counts = tallies(reader, "country", ids)
    today = date.today()
    found: list[Out] = []
    for key in ids:
        bloc = vocabulary.blocs.get(key)
        found.append(
            CountryOut(
                id=key,
                labels=place_label(key, vocabulary).labels,
                kind="bloc" if bloc else "country",
                members=[place_label(code, vocabulary) for code in bloc.members_on(today)] if bloc else [],
                counts=Counts(
                    statements=counts[key].statement,
                    proposals=counts[key].proposal,
                    figures=counts[key].figure,
                ),
            )
        )
    return found
