"""The tools over HTTP, by the protocol's own client; and who may not ask."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import anyio
import httpx2
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp_types import InitializeResult

from tests.mcp.conftest import COMMAND, Told, Tools, environment, told, tools_of
from tests.mcp.test_process import HANDSHAKE, SECONDS
from tests.mcp.test_tools import SIX

NAME = "tools.example.org"


@contextmanager
def served(database: Path | str, *options: str) -> Iterator[str]:
    """The address of the tools of a real server, which must end well."""
    with TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [*COMMAND, "--http", "--port", "0", *options],
            env=environment(database),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert process.stdout
        try:
            line = process.stdout.readline()
            found = re.search(r"http://\S+/mcp", line)
            assert found, f"the server did not start: {line!r}"
            yield found[0]
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                status = process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
            log.seek(0)
            logged = log.read()
    assert status == 0 and "Traceback" not in logged, logged


@pytest.fixture(scope="module")
def url(library: str) -> Iterator[str]:
    with served(library, "--allow-host", NAME) as found:
        yield found


@asynccontextmanager
async def speaking(url: str) -> AsyncIterator[tuple[ClientSession, InitializeResult]]:
    async with streamable_http_client(url) as (read, write), ClientSession(read, write) as session:
        yield session, await session.initialize()


def test_the_same_tools_answer_the_same(url: str, tools: Tools) -> None:
    with tools_of(speaking(url)) as over_http:
        assert [tool.name for tool in over_http.listed] == SIX
        assert over_http.listed == tools.listed
        for tool, arguments in (
            ("search", {"leader": "Лианой Верст", "topic": "trade", "limit": 2}),
            ("search", {"leader": "Темур"}),
            ("get_series", {"metric": "exports"}),
            ("who_said_what", {"leader": "Ardan Temur"}),
            ("search", {"topic": "cookery"}),
        ):
            one, other = over_http(tool, **arguments), tools(tool, **arguments)
            assert (one.error, [item["id"] for item in one.answer.get("items", ())]) == (
                other.error,
                [item["id"] for item in other.answer.get("items", ())],
            )
            assert one.answer.get("notes") == other.answer.get("notes")


def test_permalinks_are_paths_of_the_api_where_no_address_is_told(url: str) -> None:
    with tools_of(speaking(url)) as tools:
        [item] = tools("search", limit=1).items
    assert item["permalink"] == f"/api/v1/statements/{item['id']}"


def test_several_clients_at_once(url: str) -> None:
    found: list[Told] = []

    async def run() -> None:
        async def ask() -> None:
            async with speaking(url) as (session, _):
                found.append(told(await session.call_tool("search", {"words": "мысль", "limit": 3})))

        async with anyio.create_task_group() as together:
            for _ in range(6):
                together.start_soon(ask)

    anyio.run(run)
    assert len(found) == 6 and all(each == found[0] and each.items for each in found)


def post(url: str, body: str = HANDSHAKE[0], **headers: str) -> httpx2.Response:
    usual = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    return httpx2.post(url, content=body.encode(), headers=usual | headers, timeout=SECONDS)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "localhost:1234"}, 200),
        ({"host": NAME}, 200),
        ({"host": f"{NAME}:443", "origin": f"https://{NAME}"}, 200),
        ({"origin": "http://localhost:3000"}, 200),
        ({"host": "evil.example"}, 421),
        ({"host": f"{NAME}.evil.example"}, 421),
        ({"host": "127.0.0.1.evil.example:80"}, 421),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": f"https://{NAME}.evil.example"}, 403),
        ({"content-type": "text/plain"}, 400),
    ],
)
def test_only_known_hosts_and_pages_may_ask(url: str, headers: dict[str, Any], status: int) -> None:
    assert post(url, **headers).status_code == status


def test_a_request_that_is_too_large_is_refused(url: str) -> None:
    assert post(url, body='{"x": "' + "a" * 2_000_000 + '"}').status_code == 413
    assert post(url).status_code == 200
