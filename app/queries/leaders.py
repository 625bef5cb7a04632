"""People who speak: those of the vocabulary, and those first met in a text."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from app.queries.consistent import consistent
from app.queries.records import RecordPage
from app.queries.tallies import Tally, find_terms, one_term, tallies
from app.queries.term_params import LeaderParams
from app.queries.terms import check_known
from app.schemas.common import Out
from app.schemas.labels import person_labels, place_label, shown
from app.schemas.vocabulary import Counts, LeaderOut, OfficeOut
from app.store.database import Reader
from app.vocabulary import Vocabulary

if TYPE_CHECKING:
    from app.vocabulary import LeaderEntry


@consistent
def find_leaders(reader: Reader, vocabulary: Vocabulary, params: LeaderParams) -> RecordPage:
    """A page of people in the order of their ids. Raises `NotFound` for a country that is none."""
    check_known(reader, vocabulary, {"country": tuple(params.country)} if params.country else {})
    ids = {leader.id for leader in vocabulary.leaders.values() if _is_asked(leader, params)}
    if params.known is not True and not params.country:
        ids |= {row[0] for row in reader.rows("SELECT id FROM leader") if row[0] not in vocabulary.leaders}
    return find_terms(
        reader,
        "leader",
        sorted(ids),
        params,
        partial(_shape, reader, vocabulary),
        partial(
            _spellings,
            vocabulary,
            _met(reader) if params.name else {},
        ),
        str(params.known),
        *sorted(params.country),
    )


@consistent
def get_leader(reader: Reader, vocabulary: Vocabulary, shown: str) -> bytes:
    """One person by id; `NotFound` for one that neither the vocabulary nor a stored text knows."""
    known = shown in vocabulary.leaders or bool(_met(reader, [shown]))
    return one_term(known, shown, "leaders", partial(_shape, reader, vocabulary))


def _is_asked(leader: LeaderEntry, params: LeaderParams) -> bool:
    return params.known is not False and (
        not params.country or any(office.country in params.country for office in leader.offices)
    )


def _spellings(vocabulary: Vocabulary, met: dict[str, dict[str, list[str]]], key: str) -> list[str]:
    if key in vocabulary.leaders:
        return vocabulary.leaders[key].spellings()
    return [name for names in met.get(key, {}).values() for name in names]


def _met(reader: Reader, ids: list[str] | None = None) -> dict[str, dict[str, list[str]]]:
    """Id -> names by language, of people met in texts; of all of them, where none are named."""
    if ids is not None and not ids:
        return {}
    params = {f"v{number}": value for number, value in enumerate(ids or ())}
    marks = ", ".join(f":{name}" for name in params)
    which = "" if ids is None else f" WHERE id IN ({marks})"
    rows = reader.rows(f"SELECT id, names FROM leader{which}", params)  # noqa: S608
    return {key: _names(names) for key, names in rows}


def _names(stored: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(stored) if isinstance(stored, str) else stored
    return found


def _shape(reader: Reader, vocabulary: Vocabulary, ids: list[str]) -> list[Out]:
    counts = tallies(reader, "leader", ids, days=True)
    met = _met(reader, [key for key in ids if key not in vocabulary.leaders])
    return [_leader(key, vocabulary, met.get(key, {}), counts[key]) for key in ids]


def _leader(key: str, vocabulary: Vocabulary, met: dict[str, list[str]], tally: Tally) -> LeaderOut:
    entry = vocabulary.leaders.get(key)
    return LeaderOut(
        id=key,
        labels=person_labels(key, vocabulary)
        if entry
        else shown({language: names[0] for language, names in met.items() if names}, key),
        names={language: list(names) for language, names in (entry.names if entry else met).items()},
        known=entry is not None,
        wikidata=entry.wikidata if entry else None,
        offices=[
            OfficeOut(
                office=office.office,
                country=place_label(office.country, vocabulary),
                since=office.since,
                until=office.until,
            )
            for office in (entry.offices if entry else [])
        ],
        counts=Counts(statements=tally.statement, proposals=tally.proposal, figures=tally.figure),
        first_seen=tally.first,
        last_seen=tally.last,
    )
