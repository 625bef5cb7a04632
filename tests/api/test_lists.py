"""Lists over HTTP: the envelope, the way to the next page, every operation over a socket."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
from fastapi.testclient import TestClient

from app.api.door import URL_BYTES, WHOLE_URL_BYTES
from app.main import Application
from app.queries.params import MOST_RECORDS
from tests.shelf import served

LISTS = (
    "statements",
    "proposals",
    "figures",
    "documents",
    "leaders",
    "topics",
    "metrics",
    "countries",
    "summits",
)


@pytest.mark.parametrize("noun", LISTS)
def test_pages_lead_to_each_other_and_to_their_records(client: TestClient, noun: str) -> None:
    address: str | None = f"/api/v1/{noun}?limit=4&count=exact"
    pages: list[Any] = []
    while address and len(pages) < 500:
        answer = client.get(address)
        page = answer.json()
        assert answer.status_code == 200 and page["notes"] == []
        assert page["data_version"] == int(answer.headers["x-data-version"])
        links = [f'<{page[rel]}>; rel="{rel}"' for rel in ("next", "prev") if page[rel]]
        assert answer.headers.get("link") == (", ".join(links) or None)
        pages.append(page)
        address = page["next"]
    ids = [record["id"] for page in pages for record in page["items"]]
    assert len(ids) == len(set(ids)) == pages[0]["total"] > 0
    assert pages[0]["prev"] is None
    for before, page in pairwise(pages):
        assert client.get(page["prev"]).json()["items"] == before["items"]
    record = client.get(f"/api/v1/{noun}/{ids[0]}").json()
    assert record["id"] == ids[0]


def test_total_stands_only_where_it_was_asked_for(client: TestClient) -> None:
    assert "total" not in client.get("/api/v1/statements").json()


def test_next_keeps_the_filters_as_they_were_written(client: TestClient) -> None:
    address = "/api/v1/statements?topic=trade&topic=energy&limit=2&language=ru"
    page = client.get(address).json()
    assert page["next"].startswith(f"{address}&cursor=")
    second = client.get(page["next"]).json()
    assert second["next"].count("cursor=") == 1
    assert not {record["id"] for record in page["items"]} & {record["id"] for record in second["items"]}


def test_limits_are_told_and_kept(client: TestClient) -> None:
    assert client.get(f"/api/v1/statements?limit={MOST_RECORDS}").status_code == 200
    assert client.get(f"/api/v1/statements?limit={MOST_RECORDS + 1}").status_code == 422
    limits = client.get("/api/v1/meta").json()["limits"]
    assert limits["page"] == MOST_RECORDS
    assert (limits["url_bytes"], limits["whole_url_bytes"]) == (URL_BYTES, WHOLE_URL_BYTES)


def test_days_the_wrong_way_round_come_with_a_note(client: TestClient) -> None:
    page = client.get("/api/v1/figures?date_from=2025-05-01&date_to=2025-04-01").json()
    assert page["items"] == [] and len(page["notes"]) == 1


def required(operation: dict[str, Any]) -> dict[str, str]:
    """The query parameters that an operation cannot do without, with their examples."""
    return {
        parameter["name"]: parameter["schema"]["examples"][0]
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query" and parameter["required"]
    }


def body_of(contract: dict[str, Any], operation: dict[str, Any]) -> Any:
    """The example of what an operation is sent."""
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    reference = schema.get("$ref") or next(each["$ref"] for each in schema["anyOf"] if "$ref" in each)
    return contract["components"]["schemas"][reference.rpartition("/")[2]]["examples"][0]


def examples(app: Application) -> list[tuple[str, str, str, Any]]:
    """(operationId, method, address, body) of every operation of the contract that needs no key, with the examples that it gives."""
    contract = app.openapi()
    found = []
    for path, operations in contract["paths"].items():
        for method, operation in operations.items():
            if "security" in operation:
                continue
            body = body_of(contract, operation) if "requestBody" in operation else None
            needed = required(operation)
            found.append(
                (operation["operationId"], method, f"{path}?{urlencode(needed)}" if needed else path, body)
            )
    return found


TYPES = {
    "export_everything": "application/zip",
    "get_context": "application/ld+json",
    "get_sdmx_structure": "application/vnd.sdmx.structure+json;version=2.0.0",
}
"""What is answered where nothing is asked for, of operations whose answer is no plain JSON."""


def test_every_operation_answers_over_a_socket(app: Application, whole: str) -> None:
    with served(whole) as address, httpx2.Client(base_url=address, timeout=60) as client:
        for name, method, path, body in examples(app):
            if "{id}" in path:
                noun = path.split("/")[3]
                of = "&metric=fdi" if noun == "series" else ""
                listed = client.get(f"/api/v1/{noun}?limit=1{of}").json()["items"]
                key = listed[0]["id"]
                if name == "get_thread_of_proposal":
                    key = client.get("/api/v1/threads?limit=1").json()["items"][0]["first_voiced"]["proposal"]
                path = path.replace("{id}", key)
            answer = client.request(method, path, json=body)
            assert answer.status_code == 200, (name, answer.text)
            assert answer.headers["content-type"] == TYPES.get(name, "application/json"), name
            if name == "export_everything":
                continue
            json.loads(answer.content)


def test_whatever_is_read_has_a_head_and_tells_what_else_is_allowed(
    app: Application, client: TestClient
) -> None:
    """HEAD is GET without its body wherever there is a GET; a method that is not served names all that are."""
    methods: dict[str, set[str]] = {}
    for path, operations in app.openapi()["paths"].items():
        methods.setdefault(path, set()).update(method.upper() for method in operations)
    asked = {path.partition("?")[0]: path for _, method, path, _ in examples(app) if method == "get"}
    own = {"x-request-id", "date"}
    for path, known in methods.items():
        at = asked.get(path, path).replace("{id}", "st-0000000000000")
        refused = client.request("PUT", at)
        assert refused.status_code == 405, (path, refused.text)
        told = {method.strip() for method in refused.headers["allow"].split(",")}
        assert told - {"OPTIONS"} == known | ({"HEAD"} if "GET" in known else set()), path
        if "GET" not in known:
            continue
        get, head = client.get(at), client.head(at)
        assert head.status_code == get.status_code and head.content == b"", path
        differing = {name for name in get.headers if get.headers[name] != head.headers.get(name)} - own
        assert not differing - {"content-length", "transfer-encoding", "content-encoding"}, (path, differing)


def test_facets_are_asked_for_by_commas_or_one_by_one(client: TestClient) -> None:
    parted = client.get("/api/v1/statements?facets=leader,topic&facet_limit=2&limit=1").json()
    repeated = client.get("/api/v1/statements?facets=leader&facets=topic&facet_limit=2&limit=1").json()
    assert parted["facets"] == repeated["facets"] and set(parted["facets"]) == {"leader", "topic"}
    assert len(parted["facets"]["topic"]["values"]) == 2 and parted["facets"]["topic"]["others"] > 0
    assert "facets" not in client.get("/api/v1/statements").json()
    wrong = client.get("/api/v1/statements?facets=leader,weather")
    assert wrong.status_code == 422 and "topic" in wrong.json()["detail"]


def test_the_label_of_a_value_goes_by_the_readers_language(client: TestClient) -> None:
    address = "/api/v1/proposals?facets=topic&limit=1"
    seen = set()
    for header, language in (
        ("ru-RU,ru;q=0.9,en;q=0.5", "ru"),
        ("de, en;q=0.3", "en"),
        ("*", "en"),
        ("fr", "en"),
    ):
        answer = client.get(address, headers={"Accept-Language": header})
        assert "Accept-Language" in answer.headers["vary"]
        for each in answer.json()["facets"]["topic"]["values"]:
            assert each["label"] == each["labels"][language]
        seen.add((language, answer.headers["etag"]))
    assert len(seen) == 2
    assert "Accept-Language" not in client.get("/api/v1/proposals?limit=1").headers["vary"]
