"""Claims over HTTP: lists, filters, counts and columns agree with the records, and with the figures that they are made of."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.schemas.claim import ClaimOut
from tests.api.test_changes import walk

API = "/api/v1"
Record = dict[str, Any]


@pytest.fixture(scope="module")
def listed(client: TestClient) -> list[Record]:
    return walk(client, f"{API}/claims?limit=3")[0]


def test_every_record_is_one_and_is_found_by_its_id(client: TestClient, listed: list[Record]) -> None:
    assert len(listed) > 3
    for record in listed:
        ClaimOut.model_validate(record)
        assert client.get(f"{API}/claims/{record['id']}").json() == record
        for claim in record["claims"]:
            assert record["id"] in [
                each["id"] for each in client.get(f"{API}/figures/{claim['figure']}/claims").json()["items"]
            ]


def test_newest_first_and_counted(client: TestClient, listed: list[Record]) -> None:
    days = [record["said_on"] or "" for record in listed]
    assert days == sorted(days, reverse=True)
    page = client.get(f"{API}/claims?limit=1&count=exact").json()
    assert page["total"] == len(listed)


def test_a_claim_says_what_its_figure_says(client: TestClient, listed: list[Record]) -> None:
    for record in listed:
        for claim in record["claims"]:
            figure = client.get(f"{API}/figures/{claim['figure']}").json()
            assert claim["span"] == figure["span"] and claim["claimant"] == figure["claimant"]
            if claim["derived"] is None:
                assert abs(float(claim["value"])) == float(figure["value"])
                assert figure["metric"]["id"] == claim["metric"]


FILTERS = {
    "metric": lambda record: {claim["metric"] for claim in record["claims"]},
    "country": lambda record: {place["id"] for place in record["places"]},
    "leader": lambda record: {
        claim["claimant"]["id"]
        for claim in record["claims"]
        if claim["claimant"] and claim["claimant"]["kind"] == "person"
    },
    "topic": lambda record: {topic["id"] for topic in record["topics"]},
    "measure": lambda record: {record["measure"]},
    "modality": lambda record: {record["modality"]},
    "unit": lambda record: {claim["unit"] for claim in record["claims"] if claim["unit"]},
    "cause": lambda record: set(record["causes"]),
    "year": lambda record: {record["said_on"][:4]} if record["said_on"] else set(),
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_finds_what_has_the_value_and_nothing_else(
    client: TestClient, listed: list[Record], name: str
) -> None:
    values = Counter(value for record in listed for value in FILTERS[name](record))
    assert values, "the library has none"
    for value, n in values.items():
        found = client.get(f"{API}/claims", params={name: value, "count": "exact", "limit": 500}).json()
        assert found["total"] == n, value
        assert [record["id"] for record in found["items"]] == [
            record["id"] for record in listed if value in FILTERS[name](record)
        ]
        rest = client.get(f"{API}/claims", params={f"exclude_{name}": value, "count": "exact"}).json()
        assert rest["total"] == len(listed) - n
    if name != "cause":
        counted = client.get(f"{API}/claims?facets={name}&facet_limit=500&limit=1").json()["facets"][name]
        assert {each["value"]: each["n"] for each in counted["values"]} == values


@pytest.mark.parametrize("switch", ["disagreeing", "derived"])
def test_switches_part_the_list(client: TestClient, listed: list[Record], switch: str) -> None:
    ids = [
        [each["id"] for each in client.get(f"{API}/claims?limit=500&{switch}={value}").json()["items"]]
        for value in ("true", "false")
    ]
    wanted = [
        record["id"]
        for record in listed
        if (record["disagreeing"] if switch == "disagreeing" else any(c["derived"] for c in record["claims"]))
    ]
    assert ids[0] == wanted and not set(ids[0]) & set(ids[1]) and len(ids[0]) + len(ids[1]) == len(listed)
    refused = client.get(f"{API}/claims?{switch}=perhaps")
    assert refused.status_code == 422 and f"query/{switch}" in refused.text


def test_periods_that_reach_into_a_span_of_days(client: TestClient, listed: list[Record]) -> None:
    found = client.get(f"{API}/claims?limit=500&period_from=2024-07-01&period_to=2024-07-31").json()["items"]
    wanted = [
        record["id"]
        for record in listed
        if record["period"]["end"] >= "2024-07-01" and record["period"]["start"] <= "2024-07-31"
    ]
    assert wanted and [record["id"] for record in found] == wanted
    assert client.get(f"{API}/claims?period_from=2090-01-01").json()["items"] == []


def test_one_line_of_csv_a_record(client: TestClient, listed: list[Record]) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{API}/claims?format=csv").text)))
    assert [row["id"] for row in rows] == [record["id"] for record in listed]
    for row, record in zip(rows, listed, strict=True):
        assert row["places"] == " | ".join(place["id"] for place in record["places"])
        assert row["disagreeing"] == str(record["disagreeing"]).lower()
        assert row["claims"].count(" | ") == len(record["claims"]) - 1
        assert all(claim["figure"] in row["claims"] for claim in record["claims"])
        assert row["apart"] == (record["spread"]["apart"] if record["spread"] else "")


def test_only_some_fields_in_one_language(client: TestClient, listed: list[Record]) -> None:
    [record, *_] = client.get(f"{API}/claims?fields=metric,causes&lang=ru&limit=1").json()["items"]
    assert record == {
        "id": listed[0]["id"],
        "metric": {"id": listed[0]["metric"]["id"], "labels": {"ru": listed[0]["metric"]["labels"]["ru"]}},
        "causes": listed[0]["causes"],
    }


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("claims/cl-0000000000000", 404),
        ("claims/fi-0000000000000", 422),
        ("claims?q=x", 422),
        ("claims?format=atom", 422),
        ("claims?sort=relevance", 422),
        ("claims?metric=no_such", 404),
        ("figures/fi-0000000000000/claims", 404),
    ],
)
def test_what_cannot_be_answered_is_told(client: TestClient, asked: str, status: int) -> None:
    answer = client.get(f"{API}/{asked}")
    assert answer.status_code == status and answer.json()["detail"]
