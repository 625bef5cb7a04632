"""Requests as bytes, to a server of ours in a thread, and answers as they come."""

from __future__ import annotations

import io
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from app.main import Application, server_config

PAGE = "/api/v1/statements?limit=50"
_OWN = re.compile(rb"(?<=\r\n)(date|x-request-id): [^\r]*\r\n")


@contextmanager
def serving(app: Application, **options: Any) -> Iterator[int]:
    """Our server in a thread, with some of its settings changed; gives the port."""
    config = server_config(app)
    for name, value in options.items():
        setattr(config, name, value)
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: server.run(sockets=[listener]))
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


class Client:
    """One connection, and the answers on it as they come."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stream: io.BufferedReader = self.socket.makefile("rb")

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self.socket.close()

    def answer(self, method: bytes = b"GET") -> bytes:
        """The next one, empty where the connection ends."""
        head = b""
        try:
            while not head.endswith(b"\r\n\r\n"):
                line = self._stream.readline()
                if not line:
                    return head
                head += line
        except ConnectionResetError:
            return head
        if method == b"HEAD" or head[9:12] in (b"304", b"100"):
            return head
        if b"transfer-encoding: chunked" in head:
            body = b""
            while not body.endswith(b"0\r\n\r\n"):
                body += self._stream.readline()
            return head + body
        length = re.search(rb"content-length: (\d+)", head)
        return head + self._stream.read(int(length[1]) if length else 0)

    def ask(self, request: bytes) -> bytes:
        self.socket.sendall(request)
        return self.answer(request.split(b" ")[0])


def get(
    target: str = PAGE, *headers: str, method: str = "GET", version: str = "1.1", body: str = ""
) -> bytes:
    lines = [f"{method} {target} HTTP/{version}", "Host: x", *headers, "", body]
    return "\r\n".join(lines).encode()


def etag(port: int, target: str = PAGE) -> str:
    with Client(port) as client:
        found = re.search(rb"etag: ([^\r]*)", client.ask(get(target)))
    assert found
    return found[1].decode()


def plain(answer: bytes) -> bytes:
    """Without what differs from answer to answer."""
    head, end, body = answer.partition(b"\r\n\r\n")
    assert not answer or _OWN.search(head + end), "neither date nor id"
    return _OWN.sub(b"", head + end) + body
