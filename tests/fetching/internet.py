"""An Internet of our own: names, public addresses that lead to a server on this machine, and a private listener that counts who comes.

Everything that is dialled at an address which is not one of `PUBLIC` reaches the private listener, so that a check that is missing is a
connection that is counted. Nothing leaves the machine.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpcore2

from app.fetching.fetcher import Fetcher
from app.fetching.network import PublicNetwork, dial, resolve

PUBLIC = "93.184.216.34"
PUBLIC_6 = "2606:2800:220:1:248:1893:25c8:1946"
Answer = Callable[[socket.socket, str], None]


def answer(body: bytes = b"", *, status: str = "200 OK", kind: str = "text/plain", **headers: str) -> Answer:
    """A whole answer. Header names are written with underscores."""

    def send(client: socket.socket, request: str) -> None:
        told = {"Content_Type": kind, "Content_Length": str(len(body)), "Connection": "close", **headers}
        lines = [f"{key.replace('_', '-')}: {value}" for key, value in told.items() if value]
        client.sendall("\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1") + body)

    return send


def redirect(target: str, status: str = "302 Found") -> Answer:
    return answer(status=status, Location=target)


def dripping(opening: bytes, drop: bytes, *, every: float = 0.02, drops: int = 500) -> Answer:
    """One that never ends by itself: an opening, then drop after drop."""

    def send(client: socket.socket, request: str) -> None:
        client.sendall(opening)
        for _ in range(drops):
            client.sendall(drop)
            time.sleep(every)

    return send


def one_after_another(*answers: Answer) -> Answer:
    """Another answer each time, the last one for ever."""
    left = list(answers)

    def send(client: socket.socket, request: str) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(client, request)

    return send


def raw(data: bytes) -> Answer:
    return lambda client, request: client.sendall(data)


@dataclass
class Clock:
    """Time that passes when somebody sleeps, and as it does otherwise."""

    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return time.monotonic() + sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class Internet:
    """`pages` by path, `names` by host; requests and visitors are kept."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.names: dict[str, Callable[[], list[str]]] = {}
        self.requests: list[tuple[str, str]] = []
        """Host and path, robots.txt left out."""
        self.heads: list[str] = []
        self.dialled: list[str] = []
        self.private_visitors = 0
        self.clock = Clock()
        self.server = _Listener(self._serve)
        self.private = _Listener(self._count)

    def fetcher(self, *, seconds: float = 20.0, **options: object) -> Fetcher:
        network = PublicNetwork(self.clock.now, resolve=self.resolve, dial=self.dial)
        return Fetcher(
            agent="Summitry/0 (+mailto:tests@example.org)",
            seconds=seconds,
            network=network,
            now=self.clock.now,
            sleep=self.clock.sleep,
            **options,  # type: ignore[arg-type]
        )

    def resolve(self, host: str, port: int) -> list[str]:
        """Names of `names`; numbers in any spelling as the system reads them; everything else is public."""
        if host in self.names:
            return self.names[host]()
        if host.rstrip(".").rpartition(".")[2] in ("example", "test"):
            return [PUBLIC]
        return resolve(host, port)

    def dial(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        self.dialled.append(address)
        there = self.server if address in (PUBLIC, PUBLIC_6) else self.private
        return dial("127.0.0.1", there.port, seconds)

    def close(self) -> None:
        self.server.close()
        self.private.close()

    def _serve(self, client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (data := client.recv(65536)):
                return
            head += data
        request = head.decode("latin-1")
        path = request.split(" ")[1]
        host = next(
            line.partition(": ")[2] for line in request.split("\r\n") if line.lower().startswith("host:")
        )
        if path != "/robots.txt":
            self.requests.append((host, path))
            self.heads.append(request)
        send = self.pages.get(f"{host}{path}") or self.pages.get(path) or answer(status="404 Not Found")
        send(client, request)

    def _count(self, client: socket.socket) -> None:
        self.private_visitors += 1
        answer(b"a secret of the house")(client, "")


class _Listener:
    """A socket on 127.0.0.1 with a thread for each visitor; every answer closes its connection."""

    def __init__(self, serve: Callable[[socket.socket], None]) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._serve = serve
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(client,), daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        with client:
            try:
                self._serve(client)
            except OSError:  # the visitor has had enough
                return

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@contextmanager
def internet() -> Iterator[Internet]:
    net = Internet()
    try:
        yield net
    finally:
        net.close()
