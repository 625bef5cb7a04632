"""JSON-LD over HTTP: how it is asked for, whose words it shows, which host it names, and what is answered where a record is no more."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.access import Scope
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.api.test_review import keyed
from tests.api.test_rights import NONE, limiting, served_by
from tests.linked import API, PROV, SCHEMA, Node, expanded, nodes, only
from tests.shelf import add, fill, shelf
from tests.stores import Store

LD = "application/ld+json"
NOUNS = ("statements", "proposals", "figures", "documents")


def first(client: TestClient, noun: str, filters: str = "") -> dict[str, Any]:
    return dict(client.get(f"{API}/{noun}?limit=1{filters}").json()["items"][0])


def linked(client: TestClient, path: str) -> Node:
    answer = client.get(f"{API}/{path}", params={"format": "jsonld"})
    assert answer.status_code == 200, answer.text
    found: Node = answer.json()
    return found


@pytest.mark.parametrize("noun", NOUNS)
def test_by_format_and_by_accept_the_same(client: TestClient, noun: str) -> None:
    path = f"{API}/{noun}/{first(client, noun)['id']}"
    asked = client.get(path, params={"format": "jsonld"})
    accepted = client.get(path, headers={"accept": LD})
    assert asked.status_code == accepted.status_code == 200
    assert asked.headers["content-type"] == accepted.headers["content-type"] == LD
    assert asked.content == accepted.content
    assert accepted.headers["etag"] and "Accept" in accepted.headers["vary"]
    plain = client.get(path, params={"format": "json"}, headers={"accept": LD})
    assert plain.headers["content-type"] == "application/json", "format goes before Accept"
    assert plain.json() == client.get(path).json()


@pytest.mark.parametrize("noun", NOUNS)
def test_a_record_tells_that_it_can_be_had(client: TestClient, noun: str) -> None:
    path = f"{API}/{noun}/{first(client, noun)['id']}"
    assert f'<{path}?format=jsonld>; rel="alternate"; type="{LD}"' in client.get(path).headers["link"]


def test_claims_and_threads_have_none(client: TestClient) -> None:
    path = f"{API}/claims/{first(client, 'claims')['id']}"
    assert client.get(path, headers={"accept": LD}).status_code == 406
    assert client.get(path, params={"format": "jsonld"}).status_code == 422
    assert "alternate" not in client.get(path).headers["link"]


@pytest.mark.parametrize("noun", NOUNS)
def test_the_whole_record_whatever_is_cut(client: TestClient, noun: str) -> None:
    path = f"{noun}/{first(client, noun)['id']}"
    cut = client.get(f"{API}/{path}", params={"format": "jsonld", "fields": "id", "lang": "ru"})
    assert cut.json() == linked(client, path)


def test_what_stands_between_quotation_marks_is_the_speakers_own(client: TestClient) -> None:
    for kind, own in (("direct", True), ("reported", False)):
        items = client.get(f"{API}/statements?kind={kind}&limit=50").json()["items"]
        record = next(each for each in items if each["speaker"])
        node = expanded(client, linked(client, f"statements/{record['id']}"))
        spoken = only(node, f"{SCHEMA}spokenByCharacter")
        assert only(spoken, f"{SCHEMA}identifier") == record["speaker"]["id"]
        assert (f"{SCHEMA}creator" in node) is own
        if own:
            assert only(node, f"{SCHEMA}creator") == spoken


def test_the_host_that_was_asked_and_never_another_clients(client: TestClient) -> None:
    path = f"{API}/statements/{first(client, 'statements')['id']}"
    for asked in ({"params": {"format": "jsonld"}}, {"headers": {"accept": LD}}):
        for host in ("one.example.org", "two.example.org:8443", "one.example.org"):
            given = {**asked, "headers": {**asked.get("headers", {}), "host": host}}
            found = client.get(path, **given).json()  # type: ignore[arg-type]
            assert found["@context"] == f"http://{host}/api/v1/context.jsonld"
            assert found["@id"].startswith(f"http://{host}/statements/")


def test_below_the_path_of_a_proxy(library: str, make_app: MakeApp) -> None:
    with TestClient(make_app(library), root_path="/summitry") as client:
        found = linked(client, f"figures/{first(client, 'figures')['id']}")
        assert found["@context"] == "http://testserver/summitry/api/v1/context.jsonld"
        assert found["@id"].startswith("http://testserver/summitry/figures/")


def test_the_context_is_served_as_what_is_asked_for(client: TestClient) -> None:
    path = f"{API}/context.jsonld"
    assert client.get(path).headers["content-type"] == LD
    plain = client.get(path, headers={"accept": "application/json"})
    assert plain.headers["content-type"] == "application/json"
    assert plain.content == client.get(path).content
    assert client.get(f"{path}?lang=ru").status_code == 422
    assert client.get(path, headers={"accept": "text/html"}).status_code == 406


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("statements/st-0000000000000", 404),
        ("documents/doc-0000000000000", 404),
        ("statements/fi-0000000000000", 422),
        ("figures/fi-0000000000000?as_of=9999", 404),
    ],
)
def test_what_is_not_there_is_answered_as_in_json(client: TestClient, path: str, status: int) -> None:
    plain = client.get(f"{API}/{path}")
    asked = client.get(f"{API}/{path}", headers={"accept": LD})
    assert plain.status_code == asked.status_code == status
    assert asked.headers["content-type"] == "application/problem+json"
    assert asked.json()["detail"] == plain.json()["detail"]


def test_corrected_then_withdrawn(store: Store, vocabulary: Vocabulary, make_app: MakeApp) -> None:
    url = fill(store.empty(), vocabulary, shelf(3))
    with TestClient(make_app(url), raise_server_exceptions=False) as client:
        key = keyed(url, *Scope)
        record = first(client, "statements", "&language=ru")
        path = f"statements/{record['id']}"
        before = linked(client, path)
        version = client.get(f"{API}/{path}").headers["x-data-version"]
        assert "wasInfluencedBy" not in before
        answer = client.patch(
            f"{API}/{path}",
            json={"topics": ["water"]},
            headers={**key, "if-match": f'"{record["revision"]}"'},
        )
        assert answer.status_code == 200, answer.text
        after = linked(client, path)
        assert [each["identifier"] for each in after["about"]] == ["water"]
        assert (before["version"], after["version"]) == (record["revision"], record["revision"] + 1)
        assert after["wasInfluencedBy"] == f"http://testserver{API}/{path}/history"

        was = client.get(f"{API}/{path}", params={"format": "jsonld", "as_of": version}).json()
        node = expanded(client, was)
        assert was["about"] == before["about"] and was["version"] == before["version"]
        assert was["generatedAtTime"] == before["generatedAtTime"]
        agent = only(only(node, f"{PROV}wasGeneratedBy"), f"{PROV}wasAssociatedWith")
        assert f"{SCHEMA}softwareVersion" not in agent, "what read it then is not known any more"
        now = client.get(f"{API}/{path}", params={"format": "jsonld", "as_of": "2999-01-01"})
        assert now.status_code == 404

        assert client.delete(f"{API}/documents/{record['document']['id']}", headers=key).status_code == 204
        for gone in (path, f"documents/{record['document']['id']}"):
            answer = client.get(f"{API}/{gone}", headers={"accept": LD})
            assert answer.status_code == 410, answer.text
            assert answer.json()["detail"] == client.get(f"{API}/{gone}").json()["detail"]
        kept = client.get(f"{API}/{path}", params={"format": "jsonld", "as_of": version})
        assert kept.status_code == 200
        assert "text" not in kept.json(), "what was withdrawn is shown nowhere"
    store.drop(url)


def test_words_that_are_withheld_are_in_no_node(store: Store, vocabulary: Vocabulary) -> None:
    url = fill(store.empty(), vocabulary, [])
    add(url, limiting(vocabulary), [NONE])
    with TestClient(served_by(limiting(vocabulary), url), raise_server_exceptions=False) as client:
        for noun in NOUNS:
            records = client.get(f"{API}/{noun}?limit=500").json()["items"]
            assert records
            for record in records:
                document = linked(client, f"{noun}/{record['id']}")
                for node in nodes(client, document).values():
                    assert f"{SCHEMA}text" not in node
                    assert "http://www.w3.org/ns/oa#exact" not in node
                if noun == "documents":
                    assert document["url"] == record["url"]
                    continue
                [position] = document["wasQuotedFrom"]["selector"]
                assert (position["start"], position["end"]) == (
                    record["span"]["start"],
                    record["span"]["end"],
                )
    store.drop(url)
