"""The server as a process: start, ports, limits, stopping."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
from fastapi.testclient import TestClient

from app.api.lists import first_handlers
from app.main import create_app
from app.settings import Settings
from tests.api.conftest import MakeApp
from tests.shelf import SERVE, environment

FIRST_PAGE = """
import asyncio, sys
from app.main import create_app
from app.settings import Settings

sent = []

async def send(message):
    sent.append(message)

scope = {"type": "http", "method": "GET", "path": "/api/v1/statements", "raw_path": b"/api/v1/statements", "query_string": b"limit=2",
    "headers": []}
asyncio.run(create_app(Settings())(scope, None, send))
assert sent[0]["status"] == 200, sent
print(sorted(set(sys.argv[1:]) & set(sys.modules)))
"""


def test_a_first_page_waits_for_nothing_that_it_does_not_need(library: str) -> None:
    libraries = ["alembic", "babel", "fastapi", "jinja2", "pycld2", "pymorphy3", "rich", "simplemma"]
    libraries += ["sqlalchemy", "structlog", "typer", "yaml"]
    rooms = ["app.extraction", "app.routes", "app.vocabulary.entries", "app.vocabulary.load"]
    found = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE, *libraries, *rooms],
        env=environment(library),
        capture_output=True,
        text=True,
    )
    assert found.stdout.strip() == "[]", found.stdout + found.stderr


def served_with(library: str, own: Path) -> subprocess.CompletedProcess[str]:
    """A server with a vocabulary of one's own, once it has ended."""
    return subprocess.run(
        SERVE,
        env=environment(library, SUMMITRY_PORT="0", SUMMITRY_VOCABULARY_EXTRA=str(own)),
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_vocabulary_that_is_wrong_ends_the_server(library: str, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("topics:\n  - {id: water, names: {en: Water}, colour: blue}\n", encoding="utf-8")
    ran = served_with(library, own)
    assert ran.returncode == 1
    assert ran.stdout == "", "it does not tell where to look"
    assert ran.stderr.startswith("summitry: ") and ran.stderr.count("\n") == 1, ran.stderr
    assert "own.yaml" in ran.stderr and "colour" in ran.stderr


def test_a_vocabulary_that_is_missing_is_told_before_anything_is_served(library: str, tmp_path: Path) -> None:
    gone = tmp_path / "gone.yaml"
    ran = served_with(library, gone)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "gone.yaml" in ran.stderr


def test_what_is_answered_before_the_framework_is_loaded_is_answered_the_same_after(
    library: str, make_app: MakeApp
) -> None:
    assert set(first_handlers()) == {
        f"/api/v1/{noun}" for noun in ("statements", "proposals", "figures", "documents", "claims", "threads")
    }
    app = make_app(library, cache_bytes=0)
    paths = [f"{path}?{query}" for path in first_handlers() for query in ("limit=3&count=exact", "nix=1")]
    with TestClient(app) as client:
        before, handlers = [client.get(path) for path in paths], dict(app.direct.handlers)
        assert client.get("/healthz").status_code == 200  # a route of the framework
        assert all(app.direct.handlers[path] is not handler for path, handler in handlers.items())
        after = [client.get(path) for path in paths]
    for one, other in zip(before, after, strict=True):
        assert (one.status_code, one.content) == (other.status_code, other.content)
    assert [answer.status_code for answer in before] == [200, 422] * len(first_handlers())


def test_a_server_is_ready_once_its_vocabulary_is_checked(library: str, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("topics: [{id: water, names: {}}]", encoding="utf-8")
    settings = Settings.model_validate({"database_url": library, "vocabulary_extra": (own,)})
    with TestClient(create_app(settings)) as client:
        assert client.get("/api/v1/statements?limit=1").status_code == 200, "which needs none"
        answer = client.get("/readyz")
    assert answer.status_code >= 400 and "own.yaml" in answer.json()["detail"]


def test_the_server_does_not_tell_what_it_is(address: str) -> None:
    assert "server" not in httpx2.get(f"{address}/healthz").headers


def test_a_request_under_way_is_answered_before_the_end(library: str) -> None:
    process = subprocess.Popen(
        SERVE, env=environment(library, SUMMITRY_PORT="0"), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    host, _, port = process.stdout.readline().split("//")[1].split("/")[0].partition(":")
    body = b'{"text": "' + "Ардан Темур предложил открыть дорогу. ".encode() * 300 + b'", "language": "ru"}'
    with socket.create_connection((host, int(port)), timeout=60) as client:
        client.sendall(
            b"POST /api/v1/extract HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body) + body
        )
        time.sleep(0.2)  # it is being read: the toolkit alone takes longer to build
        process.send_signal(signal.SIGTERM)
        answer = client.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
    assert process.wait(30) == 0
    process.stdout.close()


def test_logs_in_service_are_lines_of_json(library: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("w") as file:
        process = subprocess.Popen(
            SERVE,
            env=environment(library, SUMMITRY_PORT="0", SUMMITRY_LOG_JSON="true", SUMMITRY_LOG_LEVEL="debug"),
            stdout=subprocess.PIPE,
            stderr=file,
            text=True,
        )
        assert process.stdout is not None
        address = process.stdout.readline().split(" at ")[1].strip().rstrip("/")
        httpx2.get(f"{address}/api/v1/topics", headers={"x-request-id": "mine-2"})
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        process.stdout.close()
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["path"] for line in lines if line.get("request_id") == "mine-2"] == ["/api/v1/topics"]
    assert any(line["logger"].startswith("uvicorn") for line in lines)
