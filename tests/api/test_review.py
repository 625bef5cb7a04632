"""Findings judged over HTTP: with the right key, for the record that was read, and told to everybody who asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.access import Scope
from app.store.database import open_database
from app.store.keys import create_key, find_key, revoke_key
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.shelf import fill
from tests.stores import Store


def keyed(url: str, *scopes: Scope, revoked: bool = False) -> dict[str, str]:
    database = open_database(url)
    with database.session() as session:
        key = create_key(session, name="The desk", scopes=scopes, now=datetime.now(UTC))
    if revoked:
        reader = database.reader()
        found = find_key(reader, key)
        assert found is not None
        reader.close()
        with database.session() as session:
            revoke_key(session, found.id, datetime.now(UTC))
    database.close()
    return {"authorization": f"Bearer {key}"}


@pytest.fixture
def own(store: Store, vocabulary: Vocabulary, make_app: MakeApp) -> Iterator[tuple[TestClient, str]]:
    """The application on a library of this test's own, and the library's address."""
    url = fill(store.empty(), vocabulary)
    with TestClient(make_app(url), raise_server_exceptions=False) as opened:
        yield opened, url
    store.drop(url)


def first(client: TestClient, noun: str, **asked: str) -> dict[str, Any]:
    return dict(client.get(f"/api/v1/{noun}", params={"limit": "1", **asked}).json()["items"][0])


def test_a_statement_is_corrected(own: tuple[TestClient, str]) -> None:
    client, url = own
    key = keyed(url, Scope.REVIEW)
    found = first(client, "statements", leader="ardan-temur", topic="trade")
    at = f"/api/v1/statements/{found['id']}"
    before = client.get("/api/v1/statements", params={"leader": "ardan-temur", "count": "exact"}).json()[
        "total"
    ]
    sent = {"speaker": "liana-verst", "act": "concern", "topics": ["water"], "why": "Read again."}
    answer = client.patch(at, json=sent, headers={**key, "if-match": '"1"'})
    assert answer.status_code == 200, answer.text
    record = answer.json()
    assert (record["review"], record["revision"], record["act"]) == ("corrected", 2, "concern")
    assert record["speaker"]["id"] == "liana-verst"
    assert client.get(at).json() == record
    after = client.get("/api/v1/statements", params={"leader": "ardan-temur", "count": "exact"}).json()[
        "total"
    ]
    assert after == before - 1
    [told] = client.get(f"{at}/history").json()["items"]
    assert (told["by"], told["why"], told["review"], told["revision"]) == (
        "The desk",
        "Read again.",
        "corrected",
        1,
    )
    assert told["record"] == found
    assert {"field": "act", "before": found["act"], "after": "concern"} in told["changes"]
    changed = client.get("/api/v1/changes", params={"since": record_version(client) - 1}).json()["items"]
    assert found["id"] in {change["id"] for change in changed}


def record_version(client: TestClient) -> int:
    return int(client.get("/api/v1/meta").json()["data_version"])


def test_verdicts_of_a_proposal_and_a_figure(own: tuple[TestClient, str]) -> None:
    client, url = own
    key = keyed(url, Scope.REVIEW, Scope.DOCUMENTS)
    proposal, figure = first(client, "proposals"), first(client, "figures")
    match = {**key, "if-match": '"1"'}
    answer = client.post(f"/api/v1/proposals/{proposal['id']}/reject", headers=match, json={"why": "None."})
    assert (answer.status_code, answer.json()["review"]) == (200, "rejected")
    answer = client.post(f"/api/v1/figures/{figure['id']}/confirm", headers=match)
    assert (answer.status_code, answer.json()["review"], answer.json()["revision"]) == (200, "confirmed", 2)
    sent = {
        "value": "12.50", "period": {"start": "2024-01-01", "end": "2024-03-31"}, "reporter": "KZ", "partners": ["CN", "central-asia"],
        "claimant": None, "unit": None,
    }  # fmt: skip
    answer = client.patch(f"/api/v1/figures/{figure['id']}", headers={**key, "if-match": '"2"'}, json=sent)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["value"], found["unit"], found["claimant"], found["review"]) == (
        "12.5",
        None,
        None,
        "corrected",
    )
    assert (found["reporter"]["id"], [place["id"] for place in found["partners"]]) == (
        "KZ",
        ["CN", "central-asia"],
    )
    assert (found["period"]["start"], found["period"]["end"]) == ("2024-01-01", "2024-03-31")
    told = client.get(f"/api/v1/figures/{figure['id']}/history").json()["items"]
    assert [each["review"] for each in told] == ["corrected", "confirmed"]


@pytest.mark.parametrize(("headers", "status", "code"), [
    ({}, 401, "key-needed"),
    ({"authorization": "Bearer smy_00000000_nothing"}, 401, "key-needed"),
    ({"authorization": "Basic YTpi"}, 401, "key-needed"),
    ({"authorization": "Bearer "}, 401, "key-needed"),
    ({"authorization": "Bearer ключ".encode()}, 401, "key-needed"),
])  # fmt: skip
def test_without_a_good_key_nothing_is_changed(
    client: TestClient, headers: dict[str, Any], status: int, code: str
) -> None:
    found = first(client, "statements")
    for answer in (
        client.patch(
            f"/api/v1/statements/{found['id']}", json={"act": "claim"}, headers={**headers, "if-match": '"1"'}
        ),
        client.post(f"/api/v1/statements/{found['id']}/confirm", headers={**headers, "if-match": '"1"'}),
        client.post(f"/api/v1/statements/{found['id']}/reject", headers={**headers, "if-match": '"1"'}),
    ):
        assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (status, code)
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert client.get(f"/api/v1/statements/{found['id']}").json() == found


def test_a_key_for_something_else_or_that_was_revoked(own: tuple[TestClient, str]) -> None:
    client, url = own
    at = f"/api/v1/statements/{first(client, 'statements')['id']}/confirm"
    refused = client.post(at, headers={**keyed(url, Scope.DOCUMENTS), "if-match": '"1"'})
    assert refused.status_code == 403 and "`review`" in refused.json()["detail"]
    refused = client.post(at, headers={**keyed(url, Scope.REVIEW, revoked=True), "if-match": '"1"'})
    assert refused.status_code == 401


@pytest.mark.parametrize(("sent", "match", "status", "told"), [
    ({"act": "claim"}, None, 428, "If-Match"),
    ({"act": "claim"}, '"7"', 412, "revision 1"),
    ({"act": "claim"}, "2", 412, "revision 1"),
    ({"act": "claim"}, 'W/"1"', 422, "header/if-match"),
    ({}, '"1"', 422, "at least one field"),
    ({"why": "because"}, '"1"', 422, "at least one field"),
    ({"act": None}, '"1"', 422, "body/act"),
    ({"act": "promise"}, '"1"', 422, "body/act"),
    ({"topics": []}, '"1"', 422, "body/topics"),
    ({"topics": ["nothing-known"]}, '"1"', 404, "/api/v1/topics"),
    ({"speaker": "nobody-known"}, '"1"', 404, "/api/v1/leaders"),
    ({"addressees": ["XX"]}, '"1"', 404, "body/addressees"),
    ({"span": {"start": 0}}, '"1"', 422, "known are"),
])  # fmt: skip
def test_what_cannot_be_changed_so_is_told(
    own: tuple[TestClient, str], sent: dict[str, Any], match: str | None, status: int, told: str
) -> None:
    client, url = own
    found = first(client, "statements")
    headers = keyed(url, Scope.REVIEW) | ({} if match is None else {"if-match": match})
    answer = client.patch(f"/api/v1/statements/{found['id']}", json=sent, headers=headers)
    assert answer.status_code == status, answer.text
    assert told in answer.text
    assert client.get(f"/api/v1/statements/{found['id']}").json() == found


def test_days_that_end_before_they_begin(own: tuple[TestClient, str]) -> None:
    client, url = own
    at = f"/api/v1/figures/{first(client, 'figures')['id']}"
    sent = {"period": {"start": "2024-02-01", "end": "2024-01-01"}}
    answer = client.patch(at, json=sent, headers={**keyed(url, Scope.REVIEW), "if-match": '"1"'})
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (409, "contradiction")


def test_what_is_not_there(own: tuple[TestClient, str]) -> None:
    client, url = own
    match = {**keyed(url, Scope.REVIEW), "if-match": '"1"'}
    assert client.post("/api/v1/statements/st-0000000000000/confirm", headers=match).status_code == 404
    assert client.get("/api/v1/statements/st-0000000000000/history").status_code == 404
    assert client.get(f"/api/v1/statements/{first(client, 'statements')['id']}/history").json() == {
        "items": []
    }


def test_lists_by_what_people_made_of_them(own: tuple[TestClient, str]) -> None:
    client, url = own
    key = {**keyed(url, Scope.REVIEW), "if-match": '"1"'}
    first_page = client.get(
        "/api/v1/statements", params={"limit": "4", "topic": "trade", "count": "exact"}
    ).json()
    right, wrong, mended, _ = first_page["items"]
    total = first_page["total"]
    assert client.post(f"/api/v1/statements/{right['id']}/confirm", headers=key).status_code == 200
    assert client.post(f"/api/v1/statements/{wrong['id']}/reject", headers=key).status_code == 200
    assert (
        client.patch(f"/api/v1/statements/{mended['id']}", headers=key, json={"act": "courtesy"}).status_code
        == 200
    )

    def listed(*review: str, **asked: str) -> tuple[list[str], int, list[str]]:
        given: list[tuple[str, str | int | float | bool | None]] = [("review", each) for each in review]
        given += [
            ("topic", "trade"),
            ("count", "exact"),
            *asked.items(),
        ]
        page = client.get("/api/v1/statements", params=given).json()
        assert page["total"] == len(page["items"]) or page["next"]
        return [record["id"] for record in page["items"]], page["total"], page["notes"]

    every, counted, _ = listed(limit="500")
    assert counted == total - 1 and wrong["id"] not in every
    assert listed("rejected") == ([wrong["id"]], 1, [])
    assert listed("rejected", language=wrong["language"])[1] == 1
    assert listed("rejected", exclude_language=wrong["language"])[1] == 0
    assert listed("confirmed")[0] == [right["id"]]
    assert listed("confirmed", "corrected")[0] == [right["id"], mended["id"]]
    untouched = [each for each in every if each not in {right["id"], mended["id"]}]
    assert listed("auto", limit="500")[0] == untouched
    assert listed("auto", "confirmed", limit="500")[1] == len(untouched) + 1
    mixed, _, notes = listed("confirmed", "rejected")
    assert mixed == [right["id"]] and "alone" in notes[0]
    assert listed("confirmed", sort="date")[0] == [right["id"]]
    facets = client.get(
        "/api/v1/statements", params={"review": "rejected", "facets": "topic,leader", "limit": "1"}
    ).json()["facets"]
    assert all(value["n"] == 1 for facet in facets.values() for value in facet["values"])
    assert facets["topic"]["values"]


def test_what_is_rejected_is_searched_no_more(own: tuple[TestClient, str]) -> None:
    client, url = own
    found = first(client, "statements")
    words = " ".join(found["span"]["exact"].split()[:5])
    asked = {"q": f'"{words}"', "count": "exact"}
    before = client.get("/api/v1/statements", params=asked).json()["total"]
    assert before
    key = {**keyed(url, Scope.REVIEW), "if-match": '"1"'}
    assert client.post(f"/api/v1/statements/{found['id']}/reject", headers=key).status_code == 200
    assert client.get("/api/v1/statements", params=asked).json()["total"] == before - 1
    page = client.get("/api/v1/statements", params={**asked, "review": "rejected"}).json()
    assert page["items"] == [] and "leave q out" in page["notes"][0]
    document = client.get(f"/api/v1/documents/{found['document']['id']}").json()
    listed = client.get("/api/v1/statements", params={"document": document["id"], "count": "exact"}).json()
    assert document["counts"]["statements"] == listed["total"]
