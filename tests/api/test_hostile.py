"""Whatever stands in a parameter, the answer is one of the contract: never a defect, never a hang."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient

from app.domain.access import Scope
from app.main import Application
from tests.api.conftest import MakeApp
from tests.api.test_review import keyed

VALUES = [
    "", " ", "\t", "\n", "\r\n", "\x00", "a\x00b", "\x1b[31m", "\x7f", "\u0085", "\u2028", "\ufeff", "\u200b", "\u202e",
    "\ufffe", "\U0010ffff", "é", "e\u0301", "ё", "ё", "İ", "ß", "😀", "👨‍👩‍👧", "中文", "ʻ", "«»", "“”", "٢", "２",
    "0", "-0", "-1", "1", "+1", "1.0", "0.0", "1e3", "1e999", "NaN", "Infinity", "-Infinity", "0x10", "0b1", "1_000",
    str(2**31), str(2**53 + 1), str(2**63 - 1), str(2**63), str(2**64), str(-(2**63) - 1), "9" * 5000,
    "true", "false", "null", "None", "undefined", "[]", "{}", "[1]", '{"a":1}', "a,b", "a;b", "a|b", "a&b", "a=b", "a+b",
    "%", "%00", "%zz", "%c0%80", "%ed%a0%80", "%ff", "%2e%2e%2f", "../../etc/passwd", "..\\..", "//host/path", "file:///etc/passwd",
    "'", '"', "''", '"""', "`", "\\", "--", ";--", "/*", "*/", "*", "?", "_", "%25", "'; DROP TABLE statement; --",
    "' OR '1'='1", "1 UNION SELECT 1", "NEAR(a b)", "a AND", "(", ")", "a:", "^a", "-a", "a*", "$1", ":p0", "{id}", "{{7*7}}",
    "${7*7}", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "=1+1", "@SUM(A1)", "+cmd|' /C'!A0",
    "2025-11-16", "2025-02-30", "2025-13-01", "0000-00-00", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01",
    "2025-11-16T00:00:00Z", "20251116", "2025-W46-7", "1731715200", "16.11.2025", "yesterday", "-2025-11-16", "٢٠٢٥-١١-١٦",
    "doc-0000000000000", "st-7zzzzzzzzzzzz", "st-8000000000000", "ST-0000000000000", "st-000000000000", "fi-0000000000000 ",
    "A" * 36, "AAAA", "====", "_-_-" * 9, "a" * 200, "a" * 201, "я" * 200, "a" * 3000, "org:", "org:" + "x" * 196, "KG", "kg", "central-asia",
]  # fmt: skip


ON_EITHER = set("\x00'\"\\%$:0123456789")
"""What a database, or its driver, may take in another way than the other does: marks of queries and patterns, numbers, days."""


def values_for(library: str) -> list[str]:
    """All of them on SQLite; on PostgreSQL, behind the same code, those that it may take otherwise."""
    if library.startswith("sqlite"):
        return VALUES
    return [value for value in VALUES if len(value) > 100 or (ON_EITHER & set(value) and len(value) < 20)]


def parameters(app: Application) -> list[tuple[str, str, str, str]]:
    """(method, path, place, name) of every parameter of the contract that stands in an address."""
    return [
        (method, path, parameter["in"], parameter["name"])
        for path, operations in app.openapi()["paths"].items()
        for method, operation in operations.items()
        for parameter in operation.get("parameters", [])
        if parameter["in"] in ("path", "query")
    ]


def test_there_are_enough_values() -> None:
    assert len(set(VALUES)) >= 120


PARTS = 4
TEXT = b'{"text": "x", "language": "en"}'


async def ask(app: Application, method: str, address: str, key: dict[str, str], body: bytes) -> Any:
    """The answer's status, type and body, without a client, which would take longer than the answer."""
    path, _, query = address.partition("?")
    headers = {"host": "testserver", "content-type": "application/json", **key}
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1", "method": method.upper(), "scheme": "http",
        "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("testclient", 50000), "server": ("testserver", 80), "state": {},
    }  # fmt: skip
    told: dict[str, Any] = {"body": b""}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: dict[str, Any]) -> None:
        told.update(message, body=told["body"] + message.get("body", b""))

    await app(scope, receive, send)  # type: ignore[arg-type]
    return told["status"], dict(told["headers"])[b"content-type"], told["body"]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_value_of_any_parameter_is_a_defect(
    app: Application, make_app: MakeApp, library: str, part: int
) -> None:
    asked, wanted, key, own = (
        0,
        0,
        keyed(library, *Scope),
        make_app(library),
    )  # whose event loop is none of the client's

    async def ask_all() -> None:
        nonlocal asked, wanted
        values = values_for(library)
        for method, path, place, name in parameters(app)[part::PARTS]:
            statuses = {int(status) for status in app.openapi()["paths"][path][method]["responses"]}
            wanted += len(values) * (0.8 if place == "path" else 1)
            for value in values:
                raw = quote(value, safe="%" if value.startswith("%") else "")
                if place == "path":
                    if not value or value in (".", "..") or "/" in value:
                        continue
                    headers = key | {"if-match": '"1"'}
                    answer = await ask(own, method, path.replace("{id}", raw), headers, b"")
                else:
                    address = f"{path.replace('{id}', 'x')}?{quote(name)}={raw}"
                    answer = await ask(own, method, address, {}, TEXT if method == "post" else b"")
                asked += 1
                status, kind, body = answer
                assert status in statuses, (path, name, value, body)
                if status != 200:
                    assert kind == b"application/problem+json"
                    json.loads(body)

    try:
        asyncio.run(ask_all())
    finally:
        own.state.service.close()
    assert asked >= wanted > 0, "parameters or values were left out"


@pytest.mark.parametrize("value", VALUES)
def test_no_text_is_a_defect(client: TestClient, value: str) -> None:
    for body in (
        {"text": value},
        {"text": value, "language": "en", "id": value},
        {"text": "Слово. " + value},
    ):
        answer = client.post("/api/v1/extract", json=body)
        assert answer.status_code in (200, 422), (body, answer.text)


@pytest.mark.parametrize("header", ["if-match", "idempotency-key", "authorization"])
def test_no_header_of_a_write_is_a_defect(client: TestClient, library: str, header: str) -> None:
    key = keyed(library, *Scope)
    for value in VALUES:
        try:
            raw = value.encode("utf-8").decode("latin-1").encode("latin-1")
            answers = [
                client.post(
                    "/api/v1/statements/st-0000000000000/confirm",
                    headers={**key, "if-match": '"1"', header: raw},
                ),
                client.post(
                    "/api/v1/documents", json={"text": ""}, headers={**key, header: raw}
                ),  # an empty text is never taken
            ]
        except (ValueError, LookupError):
            continue  # no client can send it
        for answer in answers:
            assert answer.status_code in (401, 404, 412, 422, 428), (value, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"


def test_too_many_values_of_a_filter(client: TestClient) -> None:
    many = "&".join(f"topic=trade{number}" for number in range(51))
    assert client.get(f"/api/v1/statements?{many}").status_code == 422
    assert client.get("/api/v1/statements?" + "&".join(["topic=trade"] * 50)).status_code == 200
