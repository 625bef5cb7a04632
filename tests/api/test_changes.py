"""Who keeps a copy learns what was added, changed and removed, misses nothing, and is told of what is gone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.schemas.change import ChangeOut
from app.schemas.ids import document_id, parse, show
from app.schemas.page import Page
from app.store.database import open_database
from app.store.save import delete_document
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.shelf import add, fill, shelf
from tests.stores import Store

URL = "/api/v1/changes"
NOUNS = ("documents", "statements", "proposals", "figures")


@pytest.fixture
def path(store: Store, vocabulary: Vocabulary) -> Iterator[str]:
    with store.lent() as url:
        yield fill(url, vocabulary, shelf(3))


@pytest.fixture
def client(path: str, make_app: MakeApp) -> Iterator[TestClient]:
    with TestClient(make_app(path), raise_server_exceptions=False) as opened:
        yield opened


def withdraw(path: str, key: str) -> str:
    database = open_database(path)
    with database.session() as session:
        assert delete_document(session, document_id(key))
    database.close()
    return show("document", document_id(key))


def walk(client: TestClient, address: str) -> tuple[list[dict[str, Any]], int]:
    """All items from an address on, and the last answer's data version."""
    found: list[dict[str, Any]] = []
    while address:
        page = client.get(address).json()
        found += page["items"]
        version, address = page["data_version"], page["next"]
    return found, version


def everything(client: TestClient) -> dict[str, Any]:
    return {item["id"]: item for noun in NOUNS for item in walk(client, f"/api/v1/{noun}?limit=500")[0]}


def apply(copy: dict[str, Any], changes: list[dict[str, Any]]) -> None:
    for change in changes:
        if change["change"] == "removed":
            assert change["record"] is None
            copy.pop(change["id"], None)
        else:
            copy[change["id"]] = change["record"]


def test_a_copy_is_kept_in_step(client: TestClient, path: str, vocabulary: Vocabulary) -> None:
    copy: dict[str, Any] = {}
    changes, version = walk(client, f"{URL}?include=record&limit=7")
    apply(copy, changes)
    assert copy == everything(client) and len(copy) == 3 * 16
    add(path, vocabulary, shelf(5)[3:])
    withdraw(path, "note-1")
    changes, later = walk(client, f"{URL}?include=record&limit=7&since={version}")
    assert later == version + 2 and len(changes) == 3 * 16
    apply(copy, changes)
    assert copy == everything(client)
    assert walk(client, f"{URL}?since={later}") == ([], later)


def test_nothing_is_missed_when_data_changes_on_the_way(
    client: TestClient, path: str, vocabulary: Vocabulary
) -> None:
    copy: dict[str, Any] = {}
    first = client.get(f"{URL}?include=record&limit=20").json()
    apply(copy, first["items"])
    withdraw(path, "note-0")
    add(path, vocabulary, shelf(4)[3:])
    changes, _ = walk(client, first["next"])
    apply(copy, changes)
    assert copy == everything(client)


def test_a_page_fits_the_published_shape_and_counts(client: TestClient) -> None:
    page = client.get(f"{URL}?count=exact&include=record&kind=figure&kind=proposal&change=added").json()
    assert page["total"] == len(page["items"]) == 3 * 7
    assert Page[ChangeOut].model_validate_json(json.dumps(page))
    assert {item["kind"] for item in page["items"]} == {"figure", "proposal"}
    assert "record" not in client.get(URL).json()["items"][0]


@pytest.mark.parametrize("since", ["2000-01-01", "2000-01-01T00:00:00Z", "1999-12-31T23:00:00-05:00", "0"])
def test_since_takes_a_version_a_day_or_a_moment(client: TestClient, since: str) -> None:
    assert len(walk(client, f"{URL}?since={since}")[0]) == 3 * 16


@pytest.mark.parametrize("since", ["9999-12-31", "9999-12-31T23:59:59-14:00", "1"])
def test_nothing_comes_after_the_last(client: TestClient, since: str) -> None:
    assert walk(client, f"{URL}?since={since}") == ([], 1)


def test_a_version_that_lies_ahead_is_told(client: TestClient) -> None:
    page = client.get(f"{URL}?since=7").json()
    assert page["items"] == [] and "lies ahead" in page["notes"][0]


@pytest.mark.parametrize("since", ["-1", "soon", "2025-02-30", "2025-11-16T08:30:00", "1e3", "2025"])
def test_anything_else_is_refused_with_what_to_write(client: TestClient, since: str) -> None:
    answer = client.get(URL, params={"since": since})
    if since == "2025":  # a version, if one that nobody would mean
        assert answer.status_code == 200
        return
    assert answer.status_code == 422 and answer.json()["errors"][0]["loc"] == "query/since"


def test_a_cursor_of_another_list_is_refused(client: TestClient) -> None:
    following = client.get(f"{URL}?limit=5").json()["next"]
    assert client.get(following + "&kind=figure").status_code == 404


def test_lines_and_csv_hold_all(client: TestClient) -> None:
    lines = client.get(f"{URL}?format=jsonl&include=record").text.splitlines()
    rows = list(csv.DictReader(io.StringIO(client.get(f"{URL}?format=csv").text)))
    assert len(lines) == len(rows) == 3 * 16
    assert [json.loads(line)["id"] for line in lines] == [row["id"] for row in rows]
    assert json.loads(lines[0])["record"]["id"] == rows[0]["id"]


def test_what_is_gone_is_told_as_gone(client: TestClient, path: str) -> None:
    statement = client.get("/api/v1/statements?limit=1").json()["items"][0]
    key = client.get(f"/api/v1/documents/{statement['document']['id']}").json()["key"]
    document = withdraw(path, key)
    for address in (
        f"/api/v1/documents/{document}",
        f"/api/v1/documents/{document}/coverage",
        f"/api/v1/statements/{statement['id']}",
        f"/documents/{document}",
    ):
        answer = client.get(address)
        assert answer.status_code == 410, address
        assert (
            answer.json()["type"] == "urn:summitry:problem:gone"
            and "data version 2" in answer.json()["detail"]
        )


def test_what_never_was_is_not_gone(client: TestClient, path: str) -> None:
    document = withdraw(path, "note-1")
    other = show("statement", parse(document))
    assert client.get(f"/api/v1/statements/{other}").status_code == 404
    assert client.get("/api/v1/documents/doc-0000000000000").status_code == 404
