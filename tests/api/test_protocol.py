"""Clients that dawdle or never end are let go, and others do not notice."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
import uvicorn

from app.api.protocol import GuardedProtocol


class Hasty(GuardedProtocol):
    HEAD_BYTES = 8_192
    HEAD_SECONDS = 0.4
    BODY_SECONDS = 0.4
    WRITE_SECONDS = 0.6


ended = threading.Event()
PIECE = b"x" * 65_536


async def give(receive: Any, send: Any) -> None:
    """Without end, until the client is gone."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    gone = asyncio.create_task(receive())
    while not gone.done():
        await send({"type": "http.response.body", "body": PIECE, "more_body": True})
        await asyncio.sleep(0)
    ended.set()


async def echo(scope: Any, receive: Any, send: Any) -> None:
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size, more = size + len(message["body"]), message.get("more_body", False)
    if scope["path"] == "/all":
        return await give(receive, send)
    if scope["path"] == "/slow":
        await asyncio.sleep(1)
    body = str(size).encode()
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]}
    )
    await send({"type": "http.response.body", "body": body})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(echo, http=Hasty, ws="none", lifespan="off", log_config=None))
    thread = threading.Thread(target=lambda: server.run(sockets=[listener]))
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()


def seconds_until_closed(port: int, *sent: bytes, pause: float = 0.0) -> float:
    """How long the server bears a client that sends these pieces and then waits."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        started = time.monotonic()
        try:
            for piece in sent:
                client.sendall(piece)
                time.sleep(pause)
            assert client.recv(100) == b"", "an answer to half a request"
        except ConnectionError:
            pass
        return time.monotonic() - started


@pytest.mark.parametrize(
    "sent",
    [
        [],
        [b"GET / HT"],
        [b"GET / HTTP/1.1\r\n", *[b"a: b\r\n"] * 30],
        [b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n", *[b"x"] * 30],
    ],
    ids=["silent", "half a line", "a header at a time", "a byte of the body at a time"],
)
def test_dawdlers_are_let_go(port: int, sent: list[bytes]) -> None:
    assert 0.3 < seconds_until_closed(port, *sent, pause=0.05) < 2


@pytest.mark.parametrize("line", [b"a: " + b"b" * 4_000 + b"\r\n", b"b" * 4_000])
def test_a_head_without_end_is_cut(port: int, line: bytes) -> None:
    assert seconds_until_closed(port, b"GET / HTTP/1.1\r\na: ", *[line] * 4) < 0.4


def test_honest_clients_are_answered(port: int) -> None:
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
        for _ in range(3):  # on one connection
            assert client.post("/", content=b"x" * 300_000).text == "300000"
            assert client.get("/slow").text == "0", "an answer may take longer than a request"
            assert client.get("/", headers={"a": "b" * 7_000}).text == "0"


def test_who_reads_nothing_is_let_go_and_who_reads_slowly_is_not(port: int) -> None:
    ended.clear()
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(b"GET /all HTTP/1.1\r\nhost: x\r\n\r\n")
        taken, until = 0, time.monotonic() + 2.5
        while time.monotonic() < until:  # four times as long as a client may take nothing
            taken += len(client.recv(200_000))
            time.sleep(0.05)
        assert taken > 1_000_000 and not ended.is_set()
        assert ended.wait(5), "what is sent to nobody is sent for ever"
