"""Pages hold what a plain filter over all records would, in order, each record once, however they are cut."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.errors import NotFound
from app.queries.documents import find_documents
from app.queries.figures import find_figures
from app.queries.params import (
    DocumentParams,
    FigureParams,
    ProposalParams,
    RecordParams,
    StatementParams,
)
from app.queries.proposals import find_proposals
from app.queries.records import RecordPage
from app.queries.statements import find_statements
from app.schemas.ids import document_id
from app.store.database import Reader, open_database
from app.store.save import delete_document
from app.vocabulary import Vocabulary
from tests.shelf import add, fill, shelf
from tests.stores import Store, only_sqlite

Record = dict[str, Any]
Find = Callable[[Reader, Vocabulary, Any], RecordPage]


def speaker(record: Record) -> Record | None:
    found = record.get("speaker") or record.get("proposer") or record.get("claimant")
    return found if found and found["kind"] == "person" else None


def ids(labels: list[Record]) -> set[str]:
    return {label["id"] for label in labels}


def places(record: Record) -> set[str]:
    found = {record["reporter"]["id"]} if record.get("reporter") else set()
    return found | ids(record.get("partners", []))


# What each filter means, told once more in plain words over the published records.
MEANING: dict[str, Callable[[Record], set[str]]] = {
    "leader": lambda record: {found["id"]} if (found := speaker(record)) else set(),
    "country": lambda record: (
        ({found["country"]} - {None} if (found := speaker(record)) else set()) | places(record)
    ),
    "topic": lambda record: ids(record["topics"]),
    "metric": lambda record: {record["metric"]["id"]},
    "summit": lambda record: {record["summit"]["id"]} if record["summit"] else set(),
    "series": lambda record: {record["summit"]["id"].rpartition("-")[0]} if record["summit"] else set(),
    "year": lambda record: {day_of(record)[:4]} - {""},
    "kind": lambda record: {record["kind"]},
    "act": lambda record: {record["act"]},
    "attribution": lambda record: {
        found["attribution"] for name in ("speaker", "proposer", "claimant") if (found := record.get(name))
    },
    "addressee": lambda record: ids(record["addressees"]),
    "language": lambda record: {record["language"]},
    "document": lambda record: {record["document"]["id"]},
    "unit": lambda record: {record["unit"]} - {None},
    "measure": lambda record: {record["measure"]},
    "modality": lambda record: {record["modality"]},
    "flag": lambda record: set(record["flags"]),
    "reporter": lambda record: {record["reporter"]["id"]} if record["reporter"] else set(),
    "partner": lambda record: ids(record["partners"]),
    "publisher": lambda record: {record["publisher"]} - {None},
}
LISTS: dict[str, tuple[Find, type[RecordParams], tuple[str, ...]]] = {
    # A statement's metric is that of its figures, and what a document holds is not in its own record: tested apart.
    "statement": (
        find_statements,
        StatementParams,
        tuple(name for name in StatementParams.FILTERS if name != "metric"),
    ),
    "proposal": (find_proposals, ProposalParams, ProposalParams.FILTERS),
    "figure": (find_figures, FigureParams, FigureParams.FILTERS),
    "document": (find_documents, DocumentParams, ("language", "publisher", "summit", "series", "year")),
}


def all_records(reader: Reader, kind: str) -> list[Record]:
    return [json.loads(row[0]) for row in reader.rows(f"SELECT record FROM {kind}")]


def day_of(record: Record) -> str:
    return record.get("said_on" if "said_on" in record else "published_on") or ""


def walked(find: Find, reader: Reader, vocabulary: Vocabulary, params: RecordParams) -> list[Record]:
    """All pages, one after the other."""
    found: list[Record] = []
    while True:
        page = find(reader, vocabulary, params)
        assert len(page.records) <= params.limit
        found += [json.loads(record) for record in page.records]
        if page.next is None:
            return found
        assert len(page.records) == params.limit
        params = params.model_copy(update={"cursor": page.next})


@pytest.mark.parametrize("kind", LISTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_pages_hold_what_a_plain_filter_finds(
    kind: str, reader: Reader, vocabulary: Vocabulary, data: st.DataObject
) -> None:
    find, model, names = LISTS[kind]
    records = all_records(reader, kind)

    def drawn(most: int) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in data.draw(st.lists(st.sampled_from(names), unique=True, max_size=most)):
            values = sorted(set().union(*(MEANING[name](record) for record in records)))
            if values:
                found[name] = data.draw(
                    st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)
                )
        return found

    asked, left_out = drawn(4), drawn(2)
    days = sorted({day_of(record) for record in records} - {""})
    bounds = {
        name: data.draw(st.one_of(st.none(), st.sampled_from(days))) for name in ("date_from", "date_to")
    }
    params = model(
        **asked,
        **{f"exclude_{name}": values for name, values in left_out.items()},
        **{name: day for name, day in bounds.items() if day},
        sort=data.draw(st.sampled_from(["-date", "date"])),
        limit=data.draw(st.sampled_from([1, 2, 7, 50, 500])),
        count="exact",
    )
    low, high = bounds["date_from"], bounds["date_to"]
    expected = [
        record
        for record in records
        if all(MEANING[name](record) & set(values) for name, values in asked.items())
        and not any(MEANING[name](record) & set(values) for name, values in left_out.items())
        and (not low or day_of(record) >= low)
        and (not high or "" < day_of(record) <= high)
    ]
    expected.sort(key=lambda record: (day_of(record), record["id"]), reverse=params.sort == "-date")

    found = walked(find, reader, vocabulary, params)

    assert [record["id"] for record in found] == [record["id"] for record in expected]
    assert found == expected
    assert find(reader, vocabulary, params).total == len(expected)


@pytest.mark.parametrize("sort", ["-date", "date"])
@pytest.mark.parametrize("limit", [1, 3, 7])
@pytest.mark.parametrize(
    "asked", [{}, {"topic": ["trade", "energy"]}, {"language": ["ru"], "date_from": "2025-02-01"}]
)
def test_the_way_back_shows_the_pages_of_the_way_on(
    reader: Reader, vocabulary: Vocabulary, asked: dict[str, Any], limit: int, sort: str
) -> None:
    params = StatementParams.model_validate({**asked, "limit": limit, "sort": sort})
    pages = [find_statements(reader, vocabulary, params)]
    while pages[-1].next:
        pages.append(
            find_statements(reader, vocabulary, params.model_copy(update={"cursor": pages[-1].next}))
        )
    assert len(pages) > 3 and pages[0].prev is None
    for place in range(len(pages) - 1, 0, -1):
        back = find_statements(reader, vocabulary, params.model_copy(update={"cursor": pages[place].prev}))
        assert back.records == pages[place - 1].records
        assert (back.prev is None) == (place == 1)
        on = find_statements(reader, vocabulary, params.model_copy(update={"cursor": back.next}))
        assert on == pages[place]


def test_what_lies_before_a_page_stays_there_when_more_is_stored(
    store: Store, vocabulary: Vocabulary
) -> None:
    extractions = shelf(6)
    url = fill(store.empty(), vocabulary, extractions[1::2])
    database = open_database(url)
    reader = database.reader()
    params = StatementParams(limit=5)
    first = find_statements(reader, vocabulary, params)
    second = find_statements(reader, vocabulary, params.model_copy(update={"cursor": first.next}))
    add(url, vocabulary, extractions[0::2])
    records = walked(find_statements, reader, vocabulary, params)
    shown = [json.loads(record)["id"] for record in second.records]
    place = [record["id"] for record in records].index(shown[0])
    back = find_statements(reader, vocabulary, params.model_copy(update={"cursor": second.prev}))
    assert [json.loads(record) for record in back.records] == records[max(0, place - 5) : place]
    with database.session() as session:
        for extraction in extractions:
            delete_document(session, document_id(extraction.document.key))
    for cursor in (second.prev, first.next):
        gone = find_statements(reader, vocabulary, params.model_copy(update={"cursor": cursor}))
        assert (gone.records, gone.next, gone.prev) == ([], None, None)
        assert "begin again" in gone.notes[0]
    reader.close()
    database.close()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_figures_go_by_value_and_period(reader: Reader, vocabulary: Vocabulary, data: st.DataObject) -> None:
    records = all_records(reader, "figure")
    values = sorted({Decimal(record["value"]) for record in records})
    days = sorted(
        {record["period"][end] for record in records if record["period"] for end in ("start", "end")}
    )
    edge = st.one_of(st.none(), st.sampled_from(values), st.sampled_from(values).map(lambda value: value + 1))
    day = st.one_of(st.none(), st.sampled_from(days))
    low, high, first, last = (data.draw(each) for each in (edge, edge, day, day))
    unit = data.draw(st.sampled_from([[], ["percent"], ["USD"]]))
    expected = {
        record["id"]
        for record in records
        if (not unit or record["unit"] in unit)
        and (low is None or Decimal(record["value_high"] or record["value"]) >= low)
        and (high is None or Decimal(record["value"]) <= high)
        and (first is None or (record["period"] is not None and record["period"]["end"] >= first))
        and (last is None or (record["period"] is not None and record["period"]["start"] <= last))
    }
    ends = {"value_from": low, "value_to": high, "period_from": first, "period_to": last}
    asked = {name: end for name, end in ends.items() if end is not None}
    params = FigureParams.model_validate({**asked, "unit": unit, "limit": 7, "count": "exact"})

    assert {record["id"] for record in walked(find_figures, reader, vocabulary, params)} == expected
    page = find_figures(reader, vocabulary, params)
    assert page.total == len(expected)
    assert bool(page.notes) == ((low is not None or high is not None) and not unit)


@pytest.mark.parametrize("text", ["1e5", "NaN", "٣", " 1", "1.", ".5", "+1", "1" * 21, ""])
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="1700000000"):
        FigureParams.model_validate({"value_from": text})


def test_statements_go_by_the_metrics_of_their_figures(reader: Reader, vocabulary: Vocabulary) -> None:
    expected = {
        figure["statement"]
        for figure in all_records(reader, "figure")
        if figure["statement"] and figure["metric"]["id"] == "exports"
    }
    found = walked(find_statements, reader, vocabulary, StatementParams(metric=["exports"]))
    assert expected and {record["id"] for record in found} == expected


def test_documents_go_by_those_who_speak_in_them(reader: Reader, vocabulary: Vocabulary) -> None:
    speaking = {
        record["document"]["id"]
        for kind in ("statement", "proposal", "figure")
        for record in all_records(reader, kind)
        if "liana-verst" in MEANING["leader"](record)
    }
    found = walked(find_documents, reader, vocabulary, DocumentParams(leader=["liana-verst"]))
    assert speaking and {record["id"] for record in found} == speaking


@pytest.mark.parametrize(
    ("name", "value", "where"),
    [
        ("leader", "nobody", "/api/v1/leaders"),
        ("topic", "weather", "/api/v1/topics"),
        ("metric", "mood", "/api/v1/metrics"),
        ("summit", "sco-heads-of-state-999", "/api/v1/summits"),
        ("series", "garden-party", "/api/v1/summits"),
        ("country", "XQ", "/api/v1/countries"),
        ("reporter", "atlantis", "/api/v1/countries"),
        ("partner", "atlantis", "/api/v1/countries"),
        ("document", "doc-0000000000000", "/api/v1/documents"),
    ],
)
def test_an_unknown_value_is_named_and_where_to_look(
    reader: Reader, vocabulary: Vocabulary, name: str, value: str, where: str
) -> None:
    with pytest.raises(NotFound) as caught:
        find_figures(reader, vocabulary, FigureParams.model_validate({name: [value]}))
    assert caught.value.faults[0].loc == f"query/{name}" and caught.value.faults[0].value == value
    assert value in caught.value.detail and where in caught.value.detail


def test_an_unknown_value_that_is_left_out_is_named(reader: Reader, vocabulary: Vocabulary) -> None:
    with pytest.raises(NotFound) as caught:
        find_statements(reader, vocabulary, StatementParams(exclude_topic=["trade", "weather"]))
    assert [(fault.loc, fault.value) for fault in caught.value.faults] == [("query/exclude_topic", "weather")]


def test_what_is_asked_for_and_left_out_is_told(reader: Reader, vocabulary: Vocabulary) -> None:
    params = StatementParams(topic=["trade"], exclude_topic=["energy", "trade"], count="exact")
    page = find_statements(reader, vocabulary, params)
    assert (page.records, page.total) == ([], 0)
    assert page.notes == ("topic is asked for and left out, so nothing can be found.",)


@pytest.mark.parametrize("kind", LISTS)
def test_every_filter_has_its_exclusion(kind: str) -> None:
    model = LISTS[kind][1]
    assert model.FILTERS and {f"exclude_{name}" for name in model.FILTERS} <= set(model.model_fields)


def test_an_unknown_value_beside_known_ones_is_named(reader: Reader, vocabulary: Vocabulary) -> None:
    with pytest.raises(NotFound) as caught:
        find_statements(
            reader, vocabulary, StatementParams(topic=["trade", "weather"], leader=["ardan-temur"])
        )
    assert [fault.value for fault in caught.value.faults] == ["weather"]


@pytest.mark.parametrize(
    "asked",
    [
        {"leader": ["karim-temur"]},  # in the vocabulary, nothing stored
        {"topic": ["sport"]},
        {"language": ["kk"]},
        {"country": ["ZW"]},
        {"leader": ["ardan-temur"], "topic": ["mining"]},
    ],
)
def test_what_is_known_but_not_stored_gives_an_empty_page(
    reader: Reader, vocabulary: Vocabulary, asked: dict[str, list[str]]
) -> None:
    page = find_statements(reader, vocabulary, StatementParams.model_validate({**asked, "count": "exact"}))
    assert (page.records, page.next, page.total) == ([], None, 0)


def test_days_the_wrong_way_round_are_told(reader: Reader, vocabulary: Vocabulary) -> None:
    params = StatementParams(date_from=date(2025, 5, 1), date_to=date(2025, 4, 1), count="exact")
    page = find_statements(reader, vocabulary, params)
    assert (page.records, page.total) == ([], 0)
    assert "2025-05-01" in page.notes[0] and "2025-04-01" in page.notes[0]


def test_a_cursor_of_other_filters_is_not_taken(reader: Reader, vocabulary: Vocabulary) -> None:
    cursor = find_statements(reader, vocabulary, StatementParams(limit=1)).next
    for other in (
        {"topic": ["trade"]},
        {"exclude_topic": ["trade"]},
        {"sort": "date"},
        {"date_from": "2025-01-01"},
    ):
        with pytest.raises(NotFound, match="cursor"):
            find_statements(reader, vocabulary, StatementParams.model_validate({**other, "cursor": cursor}))


def test_the_order_of_values_does_not_change_the_list(reader: Reader, vocabulary: Vocabulary) -> None:
    cursor = find_statements(reader, vocabulary, StatementParams(topic=["trade", "energy"], limit=1)).next
    turned = StatementParams(topic=["energy", "trade", "energy"], limit=2, cursor=cursor)
    assert find_statements(reader, vocabulary, turned).records


class Planner:
    """A reader that keeps SQLite's plan of every query."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.steps: list[str] = []

    def snapshot(self) -> AbstractContextManager[None]:
        return self.reader.snapshot()

    def rows(self, sql: str, params: Any = None) -> list[tuple[Any, ...]]:
        self.steps += [row[3] for row in self.reader.rows(f"EXPLAIN QUERY PLAN {sql}", params)]
        return self.reader.rows(sql, params)

    def row(self, sql: str, params: Any = None) -> tuple[Any, ...] | None:
        found = self.rows(sql, params)
        return found[0] if found else None

    def data_version(self) -> int:
        return self.reader.data_version()


@only_sqlite
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"leader": ["ardan-temur"], "topic": ["trade"]},
        {"exclude_leader": ["ardan-temur", "liana-verst"], "exclude_act": ["courtesy"]},
        {
            "topic": ["trade", "energy"],
            "language": ["ru"],
            "date_from": "2025-02-01",
            "date_to": "2025-09-01",
        },
        {
            "summit": ["sco-heads-of-state-25"],
            "act": ["claim"],
            "date_to": "2025-12-01",
            "sort": "date",
        },
    ],
)
def test_every_step_of_a_page_is_a_search_by_key(
    reader: Reader, vocabulary: Vocabulary, asked: dict[str, Any]
) -> None:
    """Pages cost what they hold and not what is stored: no table is read whole, deep pages start at their place."""
    planner: Any = Planner(reader)
    first = find_statements(planner, vocabulary, StatementParams.model_validate({**asked, "limit": 1}))
    before = len(planner.steps)
    find_statements(
        planner, vocabulary, StatementParams.model_validate({**asked, "limit": 1, "cursor": first.next})
    )
    scans = [
        step
        for step in planner.steps
        if step.startswith("SCAN") and not step.startswith(("SCAN w", "SCAN (sub"))
    ]
    assert scans == []
    walks = [step for step in planner.steps[before:] if step.startswith("SEARCH p ")]
    assert walks and all("(day,finding_id)" in step for step in walks)
    if len(asked.get("topic", [])) < 2:
        assert not [step for step in planner.steps if "TEMP B-TREE" in step]


@only_sqlite
def test_leader_and_topic_are_walked_as_a_pair(reader: Reader, vocabulary: Vocabulary) -> None:
    planner: Any = Planner(reader)
    find_statements(planner, vocabulary, StatementParams(leader=["ardan-temur"], topic=["trade"]))
    assert not [step for step in planner.steps if step.startswith("SEARCH x")]
