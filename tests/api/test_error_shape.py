"""One shape for every error, whatever went wrong and wherever."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from app.api.door import BODY_BYTES, URL_BYTES
from app.api.lists import FIND
from app.api.problems import ProblemOut
from app.domain.access import Scope
from app.errors import StoreUnavailable
from app.main import Application
from app.queries.consistent import consistent
from app.store.database import Reader
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.api.test_lists import body_of, required
from tests.api.test_review import keyed
from tests.shelf import fill
from tests.stores import READERS, Store, only_sqlite, path_of

TEXT = {"text": "Ардан Темур предложил открыть дорогу.", "language": "ru"}


def check(answer: Any, status: int, code: str) -> dict[str, Any]:
    """That an answer is a problem of this status, and nothing of our inside shows."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] and answer.headers["access-control-allow-origin"] == "*"
    found: dict[str, Any] = answer.json()
    ProblemOut.model_validate(found)
    assert found["status"] == status and found["type"] == f"urn:summitry:problem:{code}"
    assert found["detail"] and found["title"]
    for inside in ("Traceback", "site-packages", "sqlite", "SELECT "):
        assert inside not in answer.text
    return found


@pytest.mark.parametrize(
    ("address", "status", "code", "loc"),
    [
        ("/nothing", 404, "not-found", None),
        ("/api/v1/", 404, "not-found", None),
        ("/api/v1/statements/", 404, "not-found", None),
        ("/static/none.css", 404, "not-found", None),
        ("/api/v1/statements/st-0000000000000", 404, "not-found", None),
        ("/api/v1/documents/doc-0000000000000", 404, "not-found", None),
        ("/api/v1/leaders/nobody", 404, "not-found", "path/id"),
        ("/api/v1/statements?leader=nobody", 404, "not-found", "query/leader"),
        ("/api/v1/statements?cursor=" + "A" * 36, 404, "not-found", "query/cursor"),
        ("/api/v1/leaders?cursor=" + "A" * 36, 404, "not-found", "query/cursor"),
        ("/api/v1/statements/st-1", 422, "invalid-input", "path/id"),
        ("/api/v1/statements?limit=0", 422, "invalid-input", "query/limit"),
        ("/api/v1/statements?limit=501", 422, "invalid-input", "query/limit"),
        (f"/api/v1/statements?limit={2**64}", 422, "invalid-input", "query/limit"),
        ("/api/v1/statements?date_from=0.0", 422, "invalid-input", "query/date_from"),
        ("/api/v1/statements?date_from=2025-02-30", 422, "invalid-input", "query/date_from"),
        ("/api/v1/statements?sort=name", 422, "invalid-input", "query/sort"),
        ("/api/v1/statements?cursor=x", 422, "invalid-input", "query/cursor"),
        ("/api/v1/statements?act=shout", 422, "invalid-input", "query/act/0"),
        ("/api/v1/statements?leader=", 422, "invalid-input", "query/leader/0"),
        ("/api/v1/statements?colour=red", 422, "invalid-input", "query/colour"),
        ("/api/v1/meta/?x=1", 404, "not-found", None),
        ("/documents/doc-0000000000000", 404, "not-found", None),
        ("/documents/1", 422, "invalid-input", "path/id"),
    ],
)
def test_reading(client: TestClient, address: str, status: int, code: str, loc: str | None) -> None:
    found = check(client.get(address), status, code)
    assert [fault["loc"] for fault in found["errors"]] == ([loc] if loc else [])
    assert found["instance"] == address.partition("?")[0]


def test_every_fault_is_told(client: TestClient) -> None:
    found = check(client.get("/api/v1/statements?limit=0&sort=x&colour=red"), 422, "invalid-input")
    assert {fault["loc"] for fault in found["errors"]} == {"query/limit", "query/sort", "query/colour"}
    assert {fault["value"] for fault in found["errors"]} == {"0", "x", "red"}


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (json.dumps(TEXT), "text/plain", 415, "unsupported-media-type"),
        (json.dumps(TEXT), "application/x-www-form-urlencoded", 415, "unsupported-media-type"),
        (json.dumps(TEXT), None, 415, "unsupported-media-type"),
        (b"\xff\xfe", "text/plain", 415, "unsupported-media-type"),
        ("{", "application/json", 422, "invalid-input"),
        ("", "application/json", 422, "invalid-input"),
        (b'{"text": "\xff"}', "application/json", 422, "invalid-input"),
        ("[" * 100_000, "application/json", 422, "invalid-input"),
        ("[]", "application/json", 422, "invalid-input"),
        ("null", "application/json", 422, "invalid-input"),
        ("1" * 5_000, "application/json", 422, "invalid-input"),
        ('{"text": NaN}', "application/json", 422, "invalid-input"),
        ('{"text": 1e999}', "application/json", 422, "invalid-input"),
        ('{"text": ""}', "application/json", 422, "invalid-input"),
        ('{"text": " \\n "}', "application/json", 422, "invalid-input"),
        ('{"text": "a\\u0000b"}', "application/json", 422, "invalid-input"),
        ('{"text": "\\ud800"}', "application/json", 422, "invalid-input"),
        ('{"text": "a", "id": "\\udfff"}', "application/json", 422, "invalid-input"),
        ('{"text": "a", "date": 0}', "application/json", 422, "invalid-input"),
        ('{"text": "a", "date": "2025-11-16T00:00:00"}', "application/json", 422, "invalid-input"),
        ('{"text": "a", "language": "de"}', "application/json", 422, "invalid-input"),
        ('{"text": "a", "more": 1}', "application/json", 422, "invalid-input"),
        (json.dumps({"text": "a" * 200_001}), "application/json", 422, "invalid-input"),
        (json.dumps({"text": "a" * BODY_BYTES}), "application/json", 413, "too-large"),
    ],
)
def test_sending(client: TestClient, content: str | bytes, kind: str | None, status: int, code: str) -> None:
    headers = {"content-type": kind} if kind else {}
    check(client.post("/api/v1/extract", content=content, headers=headers), status, code)


def test_refusals_of_writes(store: Store, vocabulary: Vocabulary, make_app: MakeApp) -> None:
    url = fill(store.empty(), vocabulary)
    documents, review = keyed(url, Scope.DOCUMENTS), keyed(url, Scope.REVIEW)
    with TestClient(make_app(url), raise_server_exceptions=False) as client:
        gone = client.get("/api/v1/documents?limit=1").json()["items"][0]["id"]
        own = {**documents, "idempotency-key": "once"}
        assert client.delete(f"/api/v1/documents/{gone}", headers=documents).status_code == 204
        statement = client.get("/api/v1/statements?limit=1").json()["items"][0]
        at = f"/api/v1/statements/{statement['id']}"
        assert client.post("/api/v1/documents", json=TEXT, headers=own).status_code == 202
        check(client.post("/api/v1/documents", json=TEXT), 401, "key-needed")
        check(client.post(f"{at}/confirm", headers=documents | {"if-match": '"1"'}), 403, "not-allowed")
        check(
            client.post("/api/v1/documents", json=TEXT | {"title": "Another"}, headers=own),
            409,
            "idempotency-key-used",
        )
        check(client.get(f"/api/v1/documents/{gone}"), 410, "gone")
        check(client.post(f"{at}/confirm", headers=review | {"if-match": '"7"'}), 412, "outdated")
        check(client.post(f"{at}/confirm", headers=review), 428, "revision-needed")
    store.drop(url)


def test_a_body_in_pieces_ends_at_the_limit(address: str) -> None:
    def pieces() -> Any:
        yield b'{"text": "'
        for _ in range(40):
            yield b"a" * 65_536

    with httpx2.Client(base_url=address) as client:
        answer = client.post(
            "/api/v1/extract", content=pieces(), headers={"content-type": "application/json"}
        )
    check(answer, 413, "too-large")


def test_a_long_address_is_not_read(address: str) -> None:
    with httpx2.Client(base_url=address) as client:
        many = "&".join(["leader=" + "я" * 60] * 170)
        for path in (
            "/" + "a" * URL_BYTES,
            "/api/v1/statements?leader=" + "a" * URL_BYTES,
            f"/api/v1/topics?{many}",
        ):
            check(client.get(path), 414, "address-too-long")
        for count in (45, 51):  # long, but each value is short: told by its number, not by its length
            long = "&".join(["topic=" + "a" * 79] * (count - 1) + ["topic=" + "b" * 79])
            assert client.get(
                f"/api/v1/statements?{long}&" + "&".join(["leader=" + "я" * 60] * 30)
            ).status_code in (404, 422)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/api/v1/statements", "GET, HEAD"),
        ("DELETE", "/api/v1/statements/st-0000000000000", "GET, HEAD, PATCH"),
        ("PUT", "/api/v1/leaders/nobody", "GET, HEAD"),
        ("GET", "/api/v1/extract", "POST"),
        ("HEAD", "/api/v1/extract", "POST"),
        ("PATCH", "/healthz", "GET, HEAD"),
        ("TRACE", "/", "GET, HEAD"),
        ("OPTIONS", "/api/v1/statements", "GET, HEAD"),
        ("BREW", "/api/v1/topics", "GET, HEAD"),
    ],
)
def test_methods_that_a_path_has_not(client: TestClient, method: str, path: str, allowed: str) -> None:
    answer = client.request(method, path)
    assert answer.headers["allow"] == allowed
    if method == "HEAD":
        assert (answer.status_code, answer.content) == (405, b"")
    else:
        check(answer, 405, "method-not-allowed")


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "image/*, text/html;q=0.5"])
def test_formats_that_are_not_served(client: TestClient, accept: str) -> None:
    check(client.get("/api/v1/statements", headers={"accept": accept}), 406, "not-acceptable")
    check(client.post("/api/v1/extract", json=TEXT, headers={"accept": accept}), 406, "not-acceptable")


@pytest.mark.parametrize(
    "accept", ["", "*/*", "application/*", "text/html, */*;q=0.1", "application/json; charset=utf-8"]
)
def test_formats_that_are_served(client: TestClient, accept: str) -> None:
    assert client.get("/api/v1/topics", headers={"accept": accept}).status_code == 200


def test_a_defect_names_the_request_and_nothing_else(
    library: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setitem(FIND, "statement", broken)
    with (
        TestClient(make_app(library), raise_server_exceptions=False) as client,
        caplog.at_level(logging.ERROR),
    ):
        answer = client.get("/api/v1/statements", headers={"x-request-id": "mine-1"})
    found = check(answer, 500, "internal")
    assert "secret" not in answer.text and "RuntimeError" not in answer.text
    assert answer.headers["x-request-id"] == "mine-1" and "mine-1" in found["detail"]
    assert "secret of the house" in caplog.text, "the log must have what the client must not"


@pytest.mark.parametrize("given", ["x" * 65, "a b", "<script>", "ü"])
def test_request_ids_of_clients_are_plain_or_replaced(client: TestClient, given: str) -> None:
    found = client.get("/healthz", headers=[(b"x-request-id", given.encode())]).headers["x-request-id"]
    assert found != given and found.isalnum()


@pytest.mark.parametrize(
    "content", [None, b"", b"not a database at all, but long enough to be looked at" * 50]
)
def test_a_database_that_is_away(tmp_path: Path, make_app: MakeApp, content: bytes | None) -> None:
    path = tmp_path / "away.db"
    if content is not None:
        path.write_bytes(content)
    with TestClient(make_app(path), raise_server_exceptions=False) as client:
        for address in ("/readyz", "/api/v1/statements", "/api/v1/leaders", "/api/v1/meta", "/"):
            answer = client.get(address)
            check(answer, 503, "store-unavailable")
            assert int(answer.headers["retry-after"]) > 0
        assert client.get("/healthz").status_code == 200
        assert client.post("/api/v1/extract", json=TEXT).status_code == 200, "extraction needs no database"


@only_sqlite
def test_a_database_that_comes_back(tmp_path: Path, library: str, make_app: MakeApp) -> None:
    path = tmp_path / "later.db"
    with TestClient(make_app(path), raise_server_exceptions=False) as client:
        assert client.get("/api/v1/statements").status_code == 503
        shutil.copy(path_of(library), path)
        assert client.get("/api/v1/statements").status_code == 200
        assert client.get("/readyz").json() == {"status": "ready"}


def test_a_database_that_fails_midway(
    library: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    with TestClient(make_app(library, cache_bytes=0), raise_server_exceptions=False) as client:
        assert client.get("/api/v1/statements").status_code == 200
        reader = READERS[store.kind]
        honest = reader.rows

        def fails(self: Reader, sql: str, params: Any = None) -> Any:
            if "posting" in sql:
                raise StoreUnavailable("summitry.db: the disk gave an error, or is full")
            return honest(self, sql, params)

        monkeypatch.setattr(reader, "rows", fails)
        check(client.get("/api/v1/statements?limit=9"), 503, "store-unavailable")
        monkeypatch.undo()
        assert client.get("/api/v1/statements?limit=9").status_code == 200


def test_too_many_texts_at_once(library: str, make_app: MakeApp) -> None:
    app: Application = make_app(library)
    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.service.extract._inside = 1_000
        check(client.post("/api/v1/extract", json=TEXT), 503, "busy")


def test_preflight_of_a_browser(client: TestClient) -> None:
    asked = {"origin": "https://example.org", "access-control-request-method": "POST"}
    answer = client.options("/api/v1/extract", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in answer.headers
    exposed = client.get("/api/v1/statements", headers={"origin": "https://example.org"}).headers
    for name in ("Link", "ETag", "X-Data-Version"):
        assert name in exposed["access-control-expose-headers"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/api/v1/statements?foo=1", "query/foo: is unknown here; known are limit, count, date_from, "),
        (
            "/api/v1/topics?foo=1",
            "query/foo: is unknown here; known are limit, count, cursor, name, sort, lang.",
        ),
        ("/api/v1/statements?cursor=x", "take it from `next`"),
        ("/api/v1/leaders?cursor=x", "take it from `next`"),
        ("/api/v1/statements?document=x", "begins with doc-"),
        ("/api/v1/statements?topic=Trade!", "the ids are listed at /api/v1/topics"),
        ("/api/v1/statements?leader=", "is empty; give a value, or leave it out"),
        ("/api/v1/statements?leader=%0a", "control character"),
        ("/api/v1/statements?language=RUS", "write it like `ru`"),
        ("/api/v1/statements?date_from=now", "query/date_from: a date is a text such as"),
        ("/api/v1/statements/fi-0000000000000", "an id of a statement begins with st-"),
        ("/api/v1/proposals/1", "an id of a proposal begins with pr-"),
        ("/api/v1/figures/1/implied", "an id of a figure begins with fi-"),
        ("/documents/1", "an id of a document begins with doc-"),
        ("/api/v1/topics/Trade!", "has not the form of an id"),
    ],
)
def test_what_is_wrong_is_told_in_words_not_in_patterns(client: TestClient, address: str, words: str) -> None:
    detail = client.get(address).json()["detail"]
    assert words in detail, detail
    for raw in ("pattern", "Extra inputs", "String should", "Value error"):
        assert raw not in detail


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"text": ""}, "body/text: is empty"),
        ({"text": " "}, "body/text: is empty"),
        ({"text": "a", "colour": 1}, "body/colour: is unknown here; known are text, language, date, id."),
    ],
)
def test_what_is_wrong_with_a_body_is_told_in_words(
    client: TestClient, body: dict[str, Any], words: str
) -> None:
    assert words in client.post("/api/v1/extract", json=body).json()["detail"]


def test_no_operation_takes_a_parameter_that_it_does_not_know(
    app: Application, client: TestClient, library: str
) -> None:
    ids = {
        "statements": "st-",
        "proposals": "pr-",
        "figures": "fi-",
        "documents": "doc-",
        "claims": "cl-",
        "threads": "th-",
        "jobs": "job-",
    }
    key = keyed(library, *Scope)
    asked = 0
    for path, operations in app.openapi()["paths"].items():
        prefix = ids.get(path.removeprefix("/api/v1/").partition("/")[0])
        other = "gdp.level.money.actual.KG" if path.startswith("/api/v1/series") else "trade"
        address = path.replace("{id}", f"{prefix}0000000000000" if prefix else other)
        for method, operation in operations.items():
            sent: dict[str, Any] = {"headers": key | {"if-match": '"1"'}}
            if "requestBody" in operation:
                sent["json"] = body_of(app.openapi(), operation)
            needed = {"no_such": "1", **required(operation)}
            found = check(client.request(method, address, params=needed, **sent), 422, "invalid-input")
            assert [fault["loc"] for fault in found["errors"]] == ["query/no_such"], path
            asked += 1
    assert asked > 20


def test_no_operation_guesses_which_of_several_values_is_meant(app: Application, client: TestClient) -> None:
    asked = 0
    for path, operations in app.openapi()["paths"].items():
        for method, operation in operations.items():
            for parameter in operation.get("parameters", []):
                if parameter["in"] != "query":
                    continue
                kinds = {each.get("type") for each in parameter["schema"].get("anyOf", [parameter["schema"]])}
                address = f"{path}?{parameter['name']}=1&{parameter['name']}=2"
                sent: dict[str, Any] = {"json": TEXT} if method == "post" else {}
                found = client.request(method, address, **sent).json()
                twice = [
                    fault["loc"] for fault in found.get("errors", []) if "several times" in fault["message"]
                ]
                assert twice == ([] if "array" in kinds else [f"query/{parameter['name']}"]), address
                asked += 1
    assert asked > 100


def test_a_query_that_takes_too_long_is_cut_off(
    library: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def heavy(reader: Reader, *_: object) -> None:
        reader.most_seconds = 0.1
        reader.rows("WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n")

    app = make_app(library)
    with TestClient(app, raise_server_exceptions=False) as client:
        monkeypatch.setitem(FIND, "statement", consistent(heavy))
        answer = client.get("/api/v1/statements")
        found = check(answer, 503, "too-slow")
        assert "narrow" in found["detail"] and answer.headers["retry-after"]
        monkeypatch.undo()
        assert client.get("/api/v1/statements").status_code == 200
