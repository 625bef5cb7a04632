"""Threads over HTTP: lists, filters, counts and columns agree with the records, and with the proposals that they are made of."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.schemas.ids import parse, show, thread_id
from app.schemas.thread import ThreadOut
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.api.test_changes import walk
from tests.shelf import fill, ideas
from tests.stores import Store

API = "/api/v1"
Record = dict[str, Any]


@pytest.fixture(scope="module")
def threaded(store: Store, vocabulary: Vocabulary, make_app: MakeApp) -> Iterator[TestClient]:
    url = fill(store.empty(), vocabulary, ideas())
    with TestClient(make_app(url), raise_server_exceptions=False) as opened:
        yield opened
    store.drop(url)


@pytest.fixture(scope="module")
def listed(threaded: TestClient) -> list[Record]:
    return walk(threaded, f"{API}/threads?limit=3")[0]


def test_every_record_is_one_and_every_proposal_of_it_leads_to_it(
    threaded: TestClient, listed: list[Record]
) -> None:
    assert len(listed) > 10
    for record in listed:
        ThreadOut.model_validate(record)
        assert threaded.get(f"{API}/threads/{record['id']}").json() == record
        assert len({each["document"]["id"] for each in record["proposals"]}) == record["documents"] > 1
        for each in record["proposals"]:
            assert threaded.get(f"{API}/proposals/{each['proposal']}/thread").json() == record
            other = show("thread", thread_id(parse(each["proposal"], "proposal")))
            assert threaded.get(f"{API}/threads/{other}").json() == record


def test_a_thread_says_what_its_proposals_say(threaded: TestClient, listed: list[Record]) -> None:
    for record in listed:
        first = record["first_voiced"]
        assert first == record["proposals"][0] and first["relation"] == "first" and first["likeness"] == 1
        assert record["title"] == first["span"]["exact"]
        days = [each["said_on"] for each in record["proposals"]]
        assert days == sorted(days) and (record["first_said_on"], record["said_on"]) == (days[0], days[-1])
        met: set[str] = set()
        for each in record["proposals"]:
            proposal = threaded.get(f"{API}/proposals/{each['proposal']}").json()
            for name in ("statement", "document", "span", "proposer", "said_on", "summit", "language"):
                assert each[name] == proposal[name]
            who = each["proposer"]["id"]
            assert (each["relation"] in ("first", "taken_up")) is (who not in met)
            met.add(who)
        assert record["leaders"] == len(met)


def test_newest_first_and_counted(threaded: TestClient, listed: list[Record]) -> None:
    days = [record["said_on"] for record in listed]
    assert days == sorted(days, reverse=True)
    page = threaded.get(f"{API}/threads?limit=1&count=exact").json()
    assert page["total"] == len(listed)
    within = threaded.get(f"{API}/threads?limit=500&date_from={days[3]}&date_to={days[1]}").json()["items"]
    assert [record["id"] for record in within] == [
        record["id"] for record in listed if days[3] <= record["said_on"] <= days[1]
    ]


def of_proposals(record: Record, name: str) -> set[str]:
    return {each[name]["id"] for each in record["proposals"] if each[name]}


FILTERS: dict[str, Callable[[Record], set[str]]] = {
    "leader": lambda record: of_proposals(record, "proposer"),
    "country": lambda record: {each["proposer"]["country"] for each in record["proposals"]},
    "topic": lambda record: {topic["id"] for topic in record["topics"]},
    "summit": lambda record: of_proposals(record, "summit"),
    "series": lambda record: {summit.rpartition("-")[0] for summit in of_proposals(record, "summit")},
    "language": lambda record: {each["language"] for each in record["proposals"]},
    "year": lambda record: {record["said_on"][:4]},
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_finds_what_has_the_value_and_nothing_else(
    threaded: TestClient, listed: list[Record], name: str
) -> None:
    values = Counter(value for record in listed for value in FILTERS[name](record))
    assert len(values) > 1, "the library has no two"
    for value, n in values.items():
        found = threaded.get(f"{API}/threads", params={name: value, "count": "exact", "limit": 500}).json()
        assert found["total"] == n, value
        assert [record["id"] for record in found["items"]] == [
            record["id"] for record in listed if value in FILTERS[name](record)
        ]
        rest = threaded.get(f"{API}/threads", params={f"exclude_{name}": value, "count": "exact"}).json()
        assert rest["total"] == len(listed) - n
    counted = threaded.get(f"{API}/threads?facets={name}&facet_limit=500&limit=1").json()["facets"][name]
    assert {each["value"]: each["n"] for each in counted["values"]} == values


@pytest.mark.parametrize("name", ["leaders", "summits", "occasions"])
def test_only_threads_of_so_many(threaded: TestClient, listed: list[Record], name: str) -> None:
    for least in range(1, 4):
        found = threaded.get(f"{API}/threads?limit=500&min_{name}={least}").json()["items"]
        assert found == [record for record in listed if record[name] >= least]
    assert len({record[name] for record in listed}) > 1


def test_all_proposals_of_a_thread_piece_by_piece(threaded: TestClient, listed: list[Record]) -> None:
    for record in listed[:5]:
        found, address = [], f"{API}/threads/{record['id']}/proposals?limit=1"
        while address:
            piece = threaded.get(address).json()
            assert piece["id"] == record["id"] and len(piece["items"]) == 1
            found += piece["items"]
            address = piece["next"]
        assert found == record["proposals"]
    cursor = (
        threaded.get(f"{API}/threads/{listed[0]['id']}/proposals?limit=1")
        .json()["next"]
        .partition("cursor=")[2]
    )
    other = threaded.get(f"{API}/threads/{listed[1]['id']}/proposals?cursor={cursor}")
    assert other.status_code == 404


def test_one_line_of_csv_a_record(threaded: TestClient, listed: list[Record]) -> None:
    rows = list(csv.DictReader(io.StringIO(threaded.get(f"{API}/threads?format=csv").text)))
    assert [row["id"] for row in rows] == [record["id"] for record in listed]
    for row, record in zip(rows, listed, strict=True):
        assert row["title"] == record["title"] and row["proposer"] == record["first_voiced"]["proposer"]["id"]
        told = [
            " ".join((each["said_on"], each["proposer"]["id"], each["relation"], each["proposal"]))
            for each in record["proposals"]
        ]
        assert row["voiced"] == " | ".join(told)
        assert int(row["occasions"]) == record["occasions"]


def test_only_some_fields_in_one_language(threaded: TestClient, listed: list[Record]) -> None:
    [record, *_] = threaded.get(f"{API}/threads?fields=title,topics&lang=ru&limit=1").json()["items"]
    [topic] = listed[0]["topics"]
    assert record == {
        "id": listed[0]["id"],
        "title": listed[0]["title"],
        "topics": [{"id": topic["id"], "labels": {"ru": topic["labels"]["ru"]}}],
    }


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("threads/th-0000000000000", 404),
        ("threads/pr-0000000000000", 422),
        ("threads/th-0000000000000/proposals", 404),
        ("threads?q=x", 422),
        ("threads?format=atom", 422),
        ("threads?sort=relevance", 422),
        ("threads?min_leaders=0", 422),
        ("threads?topic=no_such", 404),
        ("proposals/pr-0000000000000/thread", 404),
    ],
)
def test_what_cannot_be_answered_is_told(threaded: TestClient, asked: str, status: int) -> None:
    answer = threaded.get(f"{API}/{asked}")
    assert answer.status_code == status and answer.json()["detail"]


def test_a_proposal_that_nobody_else_makes_is_in_no_thread(
    threaded: TestClient, listed: list[Record]
) -> None:
    threads = {each["proposal"] for record in listed for each in record["proposals"]}
    proposals = threaded.get(f"{API}/proposals?limit=500").json()["items"]
    alone = [each["id"] for each in proposals if each["id"] not in threads]
    assert alone and len(threads) + len(alone) == len(proposals)
    answer = threaded.get(f"{API}/proposals/{alone[0]}/thread")
    assert answer.status_code == 404 and "in no thread" in answer.json()["detail"]
