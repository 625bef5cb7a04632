"""The server as a process: start, ports, limits, stopping."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2

from app.settings import ROOT
from tests.shelf import SERVE


def environment(library: str, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SUMMITRY_DATABASE_URL": library,
        "SUMMITRY_VOCABULARY_EXTRA": str(ROOT / "tests" / "invented.yaml"),
        **more,
    }


def test_nothing_heavy_is_imported_at_start(library: str) -> None:
    heavy = ["alembic", "sqlalchemy", "pymorphy3", "simplemma", "pycld2", "hypothesis", "typer"]
    code = (
        "import sys; from app.main import create_app; from app.settings import Settings; create_app(Settings()); "
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], env=environment(library), capture_output=True, text=True
    )
    assert found.stdout.strip() == "[]", found.stderr


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
