"""Coverage over HTTP: every sentence with its fate and its records, and the sums."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from app.domain.kinds import SentenceFate
from app.schemas.coverage import CoverageOut
from app.settings import ROOT
from app.store.sqlite import DRIVER
from tests.shelf import asking, ingested, served

SAMPLE = ROOT / "data" / "samples" / "02-tashkent-2025-uzbekistan.txt"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one sample, read by the real engine."""
    path = tmp_path_factory.mktemp("coverage") / "real.db"
    assert ingested(path, [SAMPLE]).new == 1
    return path


def coverage_of(client: TestClient, document: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/documents/{document}/coverage")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    CoverageOut.model_validate(found)
    return found


def test_every_sentence_of_a_document_is_told_with_its_records(real: Path) -> None:
    with asking(real) as client:
        document = client.get("/api/v1/documents").json()["items"][0]
        text = client.get(f"/api/v1/documents/{document['id']}").json()["text"]
        found = coverage_of(client, document["id"])
        at = 0
        for sentence in found["sentences"]:
            span = sentence["span"]
            assert not text[at : span["start"]].strip()
            assert text[span["start"] : span["end"]] == span["exact"]
            assert text[: span["start"]].endswith(span["prefix"]) and text[span["end"] :].startswith(
                span["suffix"]
            )
            at = span["end"]
        assert not text[at:].strip()
        for noun in ("statements", "proposals", "figures"):
            listed = client.get(f"/api/v1/{noun}?document={document['id']}&limit=500").json()["items"]
            named = [key for sentence in found["sentences"] for key in sentence[noun]]
            assert listed and sorted(named) == sorted(record["id"] for record in listed)
            for sentence in found["sentences"]:
                for key in sentence[noun]:
                    span = client.get(f"/api/v1/{noun}/{key}").json()["span"]
                    assert sentence["span"]["start"] <= span["start"] < sentence["span"]["end"]
    assert found["extractor_version"] == document["extractor_version"]


def test_the_sums_are_those_of_the_sentences(real: Path) -> None:
    with asking(real) as client:
        document = client.get("/api/v1/documents").json()["items"][0]["id"]
        found = coverage_of(client, document)
        statements = client.get(f"/api/v1/statements?document={document}&limit=500").json()["items"]
    summary, sentences = found["summary"], found["sentences"]
    assert [item["fate"] for item in summary["fates"]] == [fate.value for fate in SentenceFate]
    for item in summary["fates"]:
        mine = [sentence for sentence in sentences if sentence["fate"] == item["fate"]]
        assert item["sentences"] == len(mine)
        assert item["characters"] == sum(len(sentence["span"]["exact"]) for sentence in mine)
    assert summary["sentences"] == len(sentences) > 5
    assert summary["characters"] == sum(item["characters"] for item in summary["fates"])
    inside = set().union(*(range(item["span"]["start"], item["span"]["end"]) for item in statements))
    assert summary["characters_in_statements"] == len(inside) > 0
    share = Decimal(summary["share_in_statements"])
    assert abs(share - Decimal(len(inside)) / summary["characters"]) <= Decimal("0.0005")


def test_wrong_requests_are_problems(client: TestClient) -> None:
    document = client.get("/api/v1/documents?limit=1").json()["items"][0]["id"]
    path = f"/api/v1/documents/{document}/coverage"
    for address, status, code in (
        ("/api/v1/documents/doc-0000000000000/coverage", 404, "not-found"),
        ("/api/v1/documents/nonsense/coverage", 422, "invalid-input"),
        (f"{path}?limit=2", 422, "invalid-input"),
        (f"{path}/more", 404, "not-found"),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.json()["type"]) == (status, f"urn:summitry:problem:{code}"), (
            address
        )
        assert answer.headers["content-type"] == "application/problem+json"
    assert client.post(path).status_code == 405


def test_a_document_of_an_older_release_says_what_to_do_and_is_mended_by_reading_it_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.db"
    ingested(path, [SAMPLE])
    connection = DRIVER.connect(str(path))
    connection.execute("DELETE FROM coverage")
    connection.commit()
    connection.close()
    with asking(path) as client:
        document = client.get("/api/v1/documents").json()["items"][0]["id"]
        answer = client.get(f"/api/v1/documents/{document}/coverage")
        assert answer.status_code == 404
        assert answer.json()["type"] == "urn:summitry:problem:not-kept"
        assert "summitry ingest" in answer.json()["detail"]
        assert client.get(f"/documents/{document}").status_code == 200
        ingested(path, [SAMPLE])
        assert coverage_of(client, document)["sentences"]


def test_over_a_socket_it_has_an_etag_and_a_head(real: Path) -> None:
    plain = {"accept-encoding": "identity"}
    with served(real) as address, httpx2.Client(base_url=address, headers=plain) as client:
        document = client.get("/api/v1/documents").json()["items"][0]["id"]
        path = f"/api/v1/documents/{document}/coverage"
        first = client.get(path)
        assert first.status_code == 200 and first.headers["content-type"] == "application/json"
        assert client.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
        head = client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == str(len(first.content))
