"""Entries of the vocabulary tell how much is stored of them, and the counts agree with the lists."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.errors import NotFound
from app.queries.countries import find_countries, get_country
from app.queries.documents import find_documents, get_document, get_marked_document
from app.queries.figures import find_figures
from app.queries.leaders import find_leaders, get_leader
from app.queries.meta import describe
from app.queries.metrics import find_metrics, get_metric
from app.queries.page import one_record
from app.queries.params import DocumentParams, FigureParams, ProposalParams, StatementParams
from app.queries.proposals import find_proposals
from app.queries.records import RecordPage
from app.queries.statements import STATEMENTS, find_statements
from app.queries.summits import find_summits, get_summit
from app.queries.term_params import (
    CountryParams,
    LeaderParams,
    MetricParams,
    SummitParams,
    TermParams,
    TopicParams,
)
from app.queries.topics import find_topics, get_topic
from app.schemas.document import DocumentDetail
from app.schemas.meta import Limits
from app.store.database import Reader
from app.vocabulary import Vocabulary

LISTS: dict[str, tuple[Callable[..., RecordPage], type[TermParams], Callable[..., bytes]]] = {
    "leader": (find_leaders, LeaderParams, get_leader),
    "topic": (find_topics, TopicParams, get_topic),
    "metric": (find_metrics, MetricParams, get_metric),
    "country": (find_countries, CountryParams, get_country),
    "summit": (find_summits, SummitParams, get_summit),
}


def walked(
    find: Callable[..., RecordPage], reader: Reader, vocabulary: Vocabulary, params: TermParams
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        page = find(reader, vocabulary, params)
        found += [json.loads(record) for record in page.records]
        if page.next is None:
            return found
        params = params.model_copy(update={"cursor": page.next})


@pytest.mark.parametrize("field", LISTS)
@pytest.mark.parametrize("limit", [3, 500])
def test_every_entry_comes_once_and_is_found_by_its_id(
    field: str, limit: int, reader: Reader, vocabulary: Vocabulary
) -> None:
    find, model, get = LISTS[field]
    found = walked(find, reader, vocabulary, model(limit=limit))
    ids = [entry["id"] for entry in found]
    assert len(set(ids)) == len(ids) == find(reader, vocabulary, model(count="exact")).total
    for entry in found[:5] + found[-5:]:
        assert json.loads(get(reader, vocabulary, entry["id"])) == entry


@pytest.mark.parametrize("field", LISTS)
def test_counts_are_those_of_the_lists(field: str, reader: Reader, vocabulary: Vocabulary) -> None:
    find, model, _ = LISTS[field]
    lists: dict[str, tuple[Any, Any]] = {
        "statements": (find_statements, StatementParams),
        "proposals": (find_proposals, ProposalParams),
        "figures": (find_figures, FigureParams),
        "documents": (find_documents, DocumentParams),
    }
    stored = [
        entry for entry in walked(find, reader, vocabulary, model(limit=500)) if any(entry["counts"].values())
    ]
    assert stored
    for entry in stored:
        for noun, count in entry["counts"].items():
            records, params = lists[noun]
            asked = params.model_validate({field: [entry["id"]], "count": "exact"})
            assert records(reader, vocabulary, asked).total == count, (entry["id"], noun)


@pytest.mark.parametrize("field", LISTS)
def test_an_entry_that_is_none_is_not_found(field: str, reader: Reader, vocabulary: Vocabulary) -> None:
    with pytest.raises(NotFound, match="/api/v1/"):
        LISTS[field][2](reader, vocabulary, "nothing-of-the-kind")


def test_people_first_met_in_a_text_are_listed(reader: Reader, vocabulary: Vocabulary) -> None:
    unknown = walked(find_leaders, reader, vocabulary, LeaderParams(known=False))
    assert [entry["id"] for entry in unknown] == ["person-of-no-list"]
    assert unknown[0]["known"] is False and unknown[0]["offices"] == []
    assert unknown[0]["names"]["ru"] == ["Никто Извечный"]
    known = walked(find_leaders, reader, vocabulary, LeaderParams(known=True))
    everybody = walked(find_leaders, reader, vocabulary, LeaderParams())
    assert len(everybody) == len(known) + 1


def test_first_and_last_seen_are_days_of_records(reader: Reader, vocabulary: Vocabulary) -> None:
    leader = json.loads(get_leader(reader, vocabulary, "ardan-temur"))
    days = [
        json.loads(record)["said_on"]
        for record in find_statements(
            reader, vocabulary, StatementParams(leader=["ardan-temur"], limit=500)
        ).records
    ]
    days = sorted(filter(None, days))
    assert (leader["first_seen"], leader["last_seen"]) == (days[0], days[-1])
    silent = json.loads(get_leader(reader, vocabulary, "karim-temur"))
    assert (silent["first_seen"], silent["last_seen"]) == (None, None)


def test_filters_of_the_vocabulary(reader: Reader, vocabulary: Vocabulary) -> None:
    leaders = walked(find_leaders, reader, vocabulary, LeaderParams(country=["XG"]))
    assert {entry["id"] for entry in leaders} == {"ardan-temur", "karim-temur"}
    blocs = walked(find_countries, reader, vocabulary, CountryParams(kind=["bloc"]))
    assert {entry["kind"] for entry in blocs} == {"bloc"}
    summits = walked(find_summits, reader, vocabulary, SummitParams(series=["sco-heads-of-state"]))
    assert {entry["series"]["id"] for entry in summits} == {"sco-heads-of-state"}
    assert [entry["start"] for entry in summits] == sorted(
        (entry["start"] for entry in summits), reverse=True
    )
    metrics = walked(find_metrics, reader, vocabulary, MetricParams(topic=["trade"]))
    assert {entry["topic"]["id"] for entry in metrics} == {"trade"}
    with pytest.raises(NotFound):
        find_leaders(reader, vocabulary, LeaderParams(country=["XQ"]))
    with pytest.raises(NotFound):
        find_metrics(reader, vocabulary, MetricParams(topic=["weather"]))
    with pytest.raises(NotFound):
        find_summits(reader, vocabulary, SummitParams(series=["garden-party"]))


def test_a_document_has_its_text_and_people(reader: Reader, vocabulary: Vocabulary) -> None:
    shown = json.loads(find_documents(reader, vocabulary, DocumentParams(limit=1)).records[0])
    detail = DocumentDetail.model_validate_json(get_document(reader, vocabulary, shown["id"]))
    assert json.loads(detail.model_dump_json(exclude={"text", "people"})) == shown
    assert [(person.name, person.known) for person in detail.people] == [("Никто Извечный", False)]
    for person in detail.people:
        assert detail.text[person.span.start : person.span.end] == person.span.exact
    marked = get_marked_document(reader, shown["id"])
    for found in (*marked.statements, *marked.proposals, *marked.figures):
        assert marked.text[found.start : found.end] == json.loads(found.record)["span"]["exact"]
    assert len(marked.statements) == shown["counts"]["statements"]


def test_what_is_not_stored_is_not_found(reader: Reader, vocabulary: Vocabulary) -> None:
    with pytest.raises(NotFound, match="st-0000000000000"):
        one_record(reader, STATEMENTS, "st-0000000000000")
    with pytest.raises(NotFound, match="/api/v1/documents"):
        get_document(reader, vocabulary, "doc-0000000000000")


def test_the_whole_is_described(reader: Reader, vocabulary: Vocabulary) -> None:
    limits = Limits(**dict.fromkeys(Limits.model_fields, 1))
    found = describe(reader, vocabulary, limits=limits, version="1", extractor_version="2")
    for kind, count in found.counts.model_dump(exclude={"leaders"}).items():
        assert reader.rows(f"SELECT count(*) FROM {kind.removesuffix('s')}") == [(count,)]
    assert found.counts.leaders == len(vocabulary.leaders) + 1
    assert {item.language: item.documents for item in found.languages} == {"en": 4, "ru": 8}
    assert found.first_day and found.last_day and found.first_day < found.last_day


def ids_of(page: RecordPage) -> list[str]:
    return [json.loads(record)["id"] for record in page.records]


@pytest.mark.parametrize(
    ("name", "part", "found"),
    [
        ("leader", "ЖапарОВ", "sadyr-japarov"),
        ("leader", "никто извечный", "person-of-no-list"),
        ("leader", "no-list", "person-of-no-list"),
        ("topic", "торгов", "trade"),
        ("metric", "investment", "fdi"),
        ("country", "киргиз", "KG"),
        ("country", "central asia", "central-asia"),
        ("summit", "ташкент, 2025", "consultative-meeting-central-asia-7"),
    ],
)
def test_entries_are_found_by_a_part_of_any_name(
    reader: Reader, vocabulary: Vocabulary, name: str, part: str, found: str
) -> None:
    find, model, _ = LISTS[name]
    page = find(reader, vocabulary, model.model_validate({"name": part, "limit": 500, "count": "exact"}))
    everything = find(reader, vocabulary, model(limit=500, count="exact"))
    assert found in ids_of(page) and page.total and everything.total and page.total < everything.total / 2
    nothing = find(reader, vocabulary, model(name="no name at all", count="exact"))
    assert (nothing.records, nothing.total, nothing.next) == ([], 0, None)


@pytest.mark.parametrize("name", LISTS)
def test_entries_are_sorted_by_id_or_by_how_much_is_stored(
    reader: Reader, vocabulary: Vocabulary, name: str
) -> None:
    find, model, _ = LISTS[name]

    def walked(sort: str) -> list[dict[str, Any]]:
        params, found = model.model_validate({"sort": sort, "limit": 7}), []
        while True:
            page = find(reader, vocabulary, params)
            found += [json.loads(record) for record in page.records]
            if page.next is None:
                return found
            params = params.model_copy(update={"cursor": page.next})

    def stored(entry: dict[str, Any]) -> int:
        return sum(n for kind, n in entry["counts"].items() if kind != "documents")

    listed = walked("listed")
    assert walked("id") == sorted(listed, key=lambda entry: entry["id"])
    assert walked("-count") == sorted(listed, key=lambda entry: (-stored(entry), entry["id"]))
    with pytest.raises(NotFound, match="cursor"):
        cursor = find(reader, vocabulary, model(sort="id", limit=1)).next
        find(reader, vocabulary, model.model_validate({"sort": "-count", "cursor": cursor}))
