"""Documents sent over HTTP: on the disk when they are taken, read once, withdrawn for good."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from app.api.documents import EXAMPLE
from app.domain.access import Scope
from app.extraction import build_toolkit
from app.ingestion.jobs import run_next
from app.store.database import open_database
from app.store.jobs import AT_ONCE, ATTEMPTS, LEASE, take_job
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.api.test_review import keyed
from tests.shelf import fill
from tests.stores import Store


@pytest.fixture
def url(store: Store, vocabulary: Vocabulary) -> Iterator[str]:
    made = fill(store.empty(), vocabulary)
    yield made
    store.drop(made)


@pytest.fixture
def own(url: str, make_app: MakeApp) -> Iterator[TestClient]:
    """The application on a library of this test's own, which reads what is sent."""
    with TestClient(make_app(url), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def asleep(url: str, make_app: MakeApp) -> Iterator[TestClient]:
    """The same, but it only takes documents."""
    with TestClient(make_app(url, jobs=False), raise_server_exceptions=False) as opened:
        yield opened


def ended(client: TestClient, at: str, key: dict[str, str]) -> dict[str, Any]:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        job: dict[str, Any] = client.get(at, headers=key).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    pytest.fail(f"{at} never ended")


def test_a_document_is_sent_read_and_withdrawn(own: TestClient, url: str) -> None:
    key = keyed(url, Scope.DOCUMENTS)
    taken = own.post("/api/v1/documents", json=EXAMPLE, headers=key)
    assert taken.status_code == 202, taken.text
    at = taken.headers["location"]
    assert at == f"/api/v1/jobs/{taken.json()['id']}"
    job = ended(own, at, key)
    assert (job["state"], job["outcome"], job["error"]) == ("done", "new", None)
    document = own.get(f"/api/v1/documents/{job['document']}").json()
    assert (document["text"], document["key"]) == (EXAMPLE["text"], EXAMPLE["url"])
    listed = own.get("/api/v1/statements", params={"document": job["document"]}).json()["items"]
    assert [each["speaker"]["id"] for each in listed] == ["sadyr-japarov"]
    answer = own.get(at, headers=key)
    assert (answer.headers["cache-control"], answer.headers.get("etag")) == ("no-store", None)
    assert own.get(at).status_code == 401, "and is kept for nobody else"
    again = own.post("/api/v1/documents", json=EXAMPLE, headers=key)
    assert ended(own, again.headers["location"], key)["outcome"] == "unchanged"

    version = own.get("/api/v1/meta").json()["data_version"]
    gone = own.delete(f"/api/v1/documents/{job['document']}", headers=key)
    assert (gone.status_code, gone.content) == (204, b"")
    for place in (f"documents/{job['document']}", f"statements/{listed[0]['id']}"):
        assert own.get(f"/api/v1/{place}").status_code == 410
    told = own.get("/api/v1/changes", params={"since": version}).json()["items"]
    assert {each["id"] for each in told} >= {job["document"], listed[0]["id"]}
    assert own.delete(f"/api/v1/documents/{job['document']}", headers=key).status_code == 410
    assert own.delete("/api/v1/documents/doc-0000000000000", headers=key).status_code == 404


def test_what_is_sent_under_the_same_key_takes_its_place(own: TestClient, url: str) -> None:
    key = keyed(url, Scope.DOCUMENTS)
    jobs = []
    texts = "Садыр Жапаров посетил завод.", "Садыр Жапаров посетил школу."
    for words in texts:
        sent = {**EXAMPLE, "key": "desk 17", "text": words}
        jobs.append(
            ended(own, own.post("/api/v1/documents", json=sent, headers=key).headers["location"], key)
        )
    assert [job["outcome"] for job in jobs] == ["new", "changed"]
    assert len({job["document"] for job in jobs}) == 1
    document = own.get(f"/api/v1/documents/{jobs[0]['document']}").json()
    assert (document["key"], document["text"]) == ("desk 17", texts[1])


def test_a_request_is_taken_once(asleep: TestClient, url: str) -> None:
    key = keyed(url, Scope.DOCUMENTS)
    named = {**key, "idempotency-key": "evening-1"}
    first = asleep.post("/api/v1/documents", json=EXAMPLE, headers=named)
    second = asleep.post("/api/v1/documents", json=EXAMPLE, headers=named)
    assert first.json()["id"] == second.json()["id"]
    other = asleep.post("/api/v1/documents", json={**EXAMPLE, "title": "Another"}, headers=named)
    assert (other.status_code, other.json()["type"].rpartition(":")[2]) == (409, "idempotency-key-used")
    unnamed = asleep.post("/api/v1/documents", json=EXAMPLE, headers=key)
    theirs = asleep.post(
        "/api/v1/documents",
        json=EXAMPLE,
        headers={**keyed(url, Scope.DOCUMENTS), "idempotency-key": "evening-1"},
    )
    assert len({answer.json()["id"] for answer in (first, unnamed, theirs)}) == 3


@pytest.mark.parametrize(("changes", "status", "told"), [
    ({"text": ""}, 422, "body/text"),
    ({"text": " \n"}, 422, "body/text"),
    ({"text": "x" * 200_001}, 413, "at most 200000"),
    ({"url": "ftp://example.org/x"}, 422, "body/url"),
    ({"url": "no address"}, 422, "body/url"),
    ({"date": "16.11.2025"}, 422, "body/date"),
    ({"language": "la"}, 422, "body/language"),
    ({"title": "\x00"}, 422, "body/title"),
    ({"key": "a\x85b"}, 422, "body/key"),
    ({"id": "news-1"}, 422, "known are"),
    ({"headline": "x"}, 422, "known are"),
])  # fmt: skip
def test_what_is_wrong_is_told_at_once(
    asleep: TestClient, url: str, changes: dict[str, str], status: int, told: str
) -> None:
    answer = asleep.post(
        "/api/v1/documents", json={**EXAMPLE, **changes}, headers=keyed(url, Scope.DOCUMENTS)
    )
    assert answer.status_code == status, answer.text
    assert told in answer.text


def test_without_a_key_nothing_is_taken(asleep: TestClient, url: str) -> None:
    assert asleep.post("/api/v1/documents", json=EXAMPLE).status_code == 401
    assert asleep.post("/api/v1/documents", json=EXAMPLE, headers=keyed(url, Scope.REVIEW)).status_code == 403
    assert asleep.delete("/api/v1/documents/doc-0000000000000").status_code == 401
    assert asleep.get(f"/api/v1/jobs/job-{'0' * 32}").status_code == 401
    assert asleep.get(f"/api/v1/jobs/job-{'0' * 32}", headers=keyed(url, Scope.DOCUMENTS)).status_code == 404


def test_a_text_that_cannot_be_read_ends_its_job(own: TestClient, url: str) -> None:
    key = keyed(url, Scope.DOCUMENTS)
    georgian = "ეს არის ტექსტი ქართულ ენაზე, რომელსაც აქ ჯერ არავინ კითხულობს. " * 3
    taken = own.post("/api/v1/documents", json={"text": georgian}, headers=key)
    job = ended(own, taken.headers["location"], key)
    assert (job["state"], job["document"], job["error"]["code"]) == ("failed", None, "unreadable-source")


def test_a_job_whose_reader_died_is_read_by_the_next(
    asleep: TestClient, url: str, vocabulary: Vocabulary
) -> None:
    key = keyed(url, Scope.DOCUMENTS)
    at = asleep.post("/api/v1/documents", json=EXAMPLE, headers=key).headers["location"]
    database, toolkit = open_database(url), build_toolkit(vocabulary)
    with database.session() as session:
        assert take_job(session, datetime.now(UTC) + timedelta(hours=1)) is not None
    assert not run_next(database, toolkit, vocabulary), "it is another's for a while"
    assert asleep.get(at, headers=key).json()["state"] == "running"
    with database.session() as session:
        session.execute(text("UPDATE job SET taken_until = '2001-01-01T00:00:00Z'"))
    assert run_next(database, toolkit, vocabulary)
    assert asleep.get(at, headers=key).json()["state"] == "done"
    database.close()


def test_a_job_that_ends_every_process_is_given_up(
    asleep: TestClient, url: str, vocabulary: Vocabulary
) -> None:
    key = keyed(url, Scope.DOCUMENTS)
    at = asleep.post("/api/v1/documents", json=EXAMPLE, headers=key).headers["location"]
    database, toolkit, now = open_database(url), build_toolkit(vocabulary), datetime.now(UTC)
    for attempt in range(ATTEMPTS):
        with database.session() as session:
            assert take_job(session, now + attempt * 2 * LEASE) is not None
    with database.session() as session:
        session.execute(text("UPDATE job SET taken_until = '2001-01-01T00:00:00Z'"))
    assert run_next(database, toolkit, vocabulary)
    job = asleep.get(at, headers=key).json()
    assert (job["state"], job["error"]["code"]) == ("failed", "given-up")
    with database.session() as session:
        assert take_job(session, now + timedelta(days=1)) is None
    database.close()


def test_one_whose_readers_were_ended_holds_up_nobody(asleep: TestClient, url: str) -> None:
    key = keyed(url, Scope.DOCUMENTS)
    first, second = (
        asleep.post("/api/v1/documents", json={**EXAMPLE, "key": each}, headers=key).json()["id"]
        for each in ("first", "second")
    )
    database, now, taken = open_database(url), datetime.now(UTC), list[str]()
    for attempt in range(2 * ATTEMPTS):
        with database.session() as session:
            job = take_job(session, now + attempt * 2 * LEASE)
            assert job is not None
            taken.append(job.id)
    database.close()
    assert taken[: 2 * AT_ONCE] == [first] * AT_ONCE + [second] * AT_ONCE
    assert taken.count(first) == taken.count(second) == ATTEMPTS, "then in turn"


def texts(client: TestClient) -> set[str]:
    listed = client.get("/api/v1/documents", params={"limit": 500}).json()["items"]
    return {client.get(f"/api/v1/documents/{each['id']}").json()["text"] for each in listed}


def test_what_was_sent_later_stays_whoever_is_read_first(
    asleep: TestClient, url: str, vocabulary: Vocabulary
) -> None:
    key = keyed(url, Scope.DOCUMENTS)
    versions = [f"{EXAMPLE['text']} Это версия {number}." for number in range(8)]
    at = [
        asleep.post("/api/v1/documents", json={**EXAMPLE, "text": each}, headers=key).headers["location"]
        for each in versions
    ]
    database, toolkit = open_database(url), build_toolkit(vocabulary)
    with database.session() as session:
        assert take_job(session, datetime.now(UTC) + timedelta(hours=1)) is not None  # and its reader dies
    for _ in at[1:]:
        assert run_next(database, toolkit, vocabulary)
    assert versions[-1] in texts(asleep), "they are read in the order in which they were sent"
    with database.session() as session:
        session.execute(text("UPDATE job SET taken_until = '2001-01-01T00:00:00Z' WHERE state = 'running'"))
    assert run_next(database, toolkit, vocabulary)
    assert asleep.get(at[0], headers=key).json()["outcome"] == "unchanged"
    assert texts(asleep) & set(versions) == {versions[-1]}
    database.close()


def test_who_works_long_keeps_his_job(
    asleep: TestClient, url: str, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = keyed(url, Scope.DOCUMENTS)
    at = asleep.post("/api/v1/documents", json=EXAMPLE, headers=key).headers["location"]
    database, toolkit, others = open_database(url), build_toolkit(vocabulary), open_database(url)
    jobs = import_module("app.ingestion.jobs")
    read = jobs.extract

    def slowly(*given: Any) -> Any:
        time.sleep(3)
        with others.session() as session:
            assert take_job(session, datetime.now(UTC)) is None, "it is another's still"
        return read(*given)

    monkeypatch.setattr(jobs, "extract", slowly)
    monkeypatch.setattr(jobs, "KEEP_SECONDS", 0.1)
    monkeypatch.setattr("app.store.jobs.LEASE", timedelta(seconds=1))
    assert run_next(database, toolkit, vocabulary)
    job = asleep.get(at, headers=key).json()
    assert (job["state"], job["outcome"]) == ("done", "new")
    database.close()
    others.close()
