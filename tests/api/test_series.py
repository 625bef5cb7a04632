"""Series over HTTP: pages, columns and pictures agree with each other and with the figures that they are made of."""

from __future__ import annotations

import csv
import io
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from starlette.testclient import TestClient

from app.charts import ALONE
from app.schemas.flat import FLAT
from tests.api.test_changes import walk

API = "/api/v1"
Record = dict[str, Any]


@pytest.fixture(scope="module")
def metrics(client: TestClient) -> list[str]:
    counted = client.get(f"{API}/figures?facets=metric&limit=1").json()["facets"]["metric"]["values"]
    return [each["value"] for each in counted if each["value"] != "other"]


@pytest.fixture(scope="module")
def listed(client: TestClient, metrics: list[str]) -> list[Record]:
    return [
        record for metric in metrics for record in walk(client, f"{API}/series?metric={metric}&limit=2")[0]
    ]


def test_every_series_is_found_by_its_id_with_all_its_points(
    client: TestClient, listed: list[Record]
) -> None:
    assert len(listed) > 2
    assert len({record["id"] for record in listed}) == len(listed)
    for record in listed:
        found = client.get(f"{API}/series/{record['id']}?limit=500&count=exact").json()
        assert {name: found[name] for name in record} == record
        kinds = [point["kind"] for point in found["items"]]
        assert (kinds.count("told"), kinds.count("derived")) == (record["told"], record["derived"])
        assert found["total"] == len(found["items"]) and found["next"] is None
        for point in found["items"][:5]:
            figure = client.get(f"{API}/figures/{point['figure']}").json()
            assert (point["span"], point["claimant"], point["document"]) == (
                figure["span"],
                figure["claimant"],
                figure["document"],
            )


def test_pages_lead_on_and_back(client: TestClient, listed: list[Record]) -> None:
    longest = max(listed, key=lambda record: int(record["told"]) + int(record["derived"]))
    whole = client.get(f"{API}/series/{longest['id']}?limit=500").json()["items"]
    assert len(whole) > 1
    first = client.get(f"{API}/series/{longest['id']}?limit=1")
    second = client.get(first.json()["next"])
    assert first.json()["items"] + second.json()["items"] == whole[:2]
    assert client.get(second.json()["prev"]).json()["items"] == whole[:1]
    assert 'rel="next"' in first.headers["link"]
    other = first.json()["next"].replace("limit=1", "limit=1&derived=true")
    assert client.get(other).status_code == 404


def test_columns_say_what_the_page_says(client: TestClient, listed: list[Record]) -> None:
    for record in listed[:3]:
        answer = client.get(f"{API}/series/{record['id']}?bom=1", headers={"accept": "text/csv"})
        assert answer.headers["content-type"].startswith("text/csv") and answer.content[:3] == b"\xef\xbb\xbf"
        rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        points = client.get(f"{API}/series/{record['id']}?limit=500").json()["items"]
        assert tuple(rows[0]) == FLAT["point"].columns
        assert [
            (row["kind"], row["period_start"], row["value"], row["unit"], row["figure"]) for row in rows
        ] == [
            (each["kind"], each["period"]["start"], each["value"], each["unit"] or "", each["figure"])
            for each in points
        ]
        assert len(client.get(f"{API}/series/{record['id']}?format=csv&limit=1").text.splitlines()) == 2


def test_the_picture_by_parameter_and_by_header(client: TestClient, listed: list[Record]) -> None:
    address = f"{API}/series/{listed[0]['id']}"
    asked = client.get(address, params={"format": "svg"})
    assert asked.headers["content-type"] == "image/svg+xml"
    assert asked.headers["content-security-policy"] == ALONE
    assert asked.headers["etag"] and "Accept-Language" in asked.headers["vary"]
    assert client.get(address, headers={"accept": "image/svg+xml"}).content == asked.content
    root = Xml.fromstring(asked.content)
    points = client.get(address, params={"limit": 500}).json()["items"]
    links = {each.get("href") for each in root.iter("{http://www.w3.org/2000/svg}a")}
    assert links <= {f"{API}/figures/{each['figure']}" for each in points} and links
    for link in links:
        assert client.get(str(link)).status_code == 200


def test_the_picture_is_kept_in_each_language_by_itself(client: TestClient, listed: list[Record]) -> None:
    address = f"{API}/series/{listed[0]['id']}"
    for _ in range(2):
        found = {
            language: client.get(
                address, headers={"accept": "image/svg+xml", "accept-language": language}
            ).content
            for language in ("en", "ru")
        }
        assert found["en"] != found["ru"]
        assert client.get(address, params={"format": "svg", "lang": "ru"}).content == found["ru"]


@pytest.mark.parametrize(("address", "status", "told"), [
    ("series", 422, "query/metric"),
    ("series?metric=no-such", 404, "/api/v1/metrics"),
    ("series?metric=fdi&country=ZZ", 404, "/api/v1/countries"),
    ("series?metric=fdi&limit=501", 422, "query/limit"),
    ("series?metric=fdi&leader=x", 422, "query/leader"),
    ("series/fdi", 422, "path/id"),
    ("series/fdi.level.money.actual", 422, "path/id"),
    ("series/fdi.level.money.actual.US", 404, "/api/v1/series?metric=fdi"),
    ("series/fdi.level.money.actual.ZZ", 404, "/api/v1/countries"),
    ("series/fdi.no.such.thing.KG", 404, "no measure 'no'"),
    ("series/fdi.level.money.actual.US?format=svg", 404, "/api/v1/series?metric=fdi"),
    ("series/fdi.level.money.actual.US?format=csv", 404, "/api/v1/series?metric=fdi"),
    ("series/fdi.level.money.actual.ZZ?format=parquet", 422, "query/format"),
])  # fmt: skip
def test_what_is_wrong_is_told_with_what_there_is(
    client: TestClient, address: str, status: int, told: str
) -> None:
    found = client.get(f"{API}/{address}")
    assert found.status_code == status and told in found.text
    assert found.headers["content-type"] == "application/problem+json"


def test_an_unknown_leader_is_no_empty_series(client: TestClient, listed: list[Record]) -> None:
    found = client.get(f"{API}/series/{listed[0]['id']}?leader=nobody-at-all")
    assert found.status_code == 404 and "/api/v1/leaders" in found.text


def test_labels_in_one_language(client: TestClient, listed: list[Record]) -> None:
    found = client.get(f"{API}/series/{listed[0]['id']}?lang=ru").json()
    assert list(found["metric"]["labels"]) == ["ru"]
    assert all(list(place["labels"]) == ["ru"] for place in found["places"])
    [first, *_] = client.get(f"{API}/series?metric={listed[0]['metric']['id']}&lang=en").json()["items"]
    assert list(first["metric"]["labels"]) == ["en"]
