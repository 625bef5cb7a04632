"""Connections to public addresses only, by a deadline. A name is looked up once, every address found is judged, and the connection goes to
one of them: a name that changes its mind in between changes nothing. Above it all is as ever: the server's name in TLS and in `Host`."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from functools import lru_cache
from queue import Empty, SimpleQueue
from typing import Any, Final

import httpcore2
import httpx2

from app.fetching.addresses import why_not_public
from app.fetching.errors import NotPublic

Resolve = Callable[[str, int], list[str]]
"""A host's name and a port -> its numeric addresses, best first. Raises `OSError`."""
Dial = Callable[[str, int, float], httpcore2.NetworkStream]
"""A numeric address, a port and the seconds left -> a connection."""

_CONNECT_SECONDS: Final = 5.0
"""For one address of several."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def dial(address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
    """A connection to a numeric address."""
    return httpcore2.SyncBackend().connect_tcp(address, port, timeout=seconds)


class PublicNetwork(httpcore2.NetworkBackend):
    """The network as a fetcher sees it. Whoever gives it another `resolve` or `dial` decides what names and addresses mean; what an address
    is judged by stays."""

    def __init__(self, now: Callable[[], float], *, resolve: Resolve = resolve, dial: Dial = dial) -> None:
        self._now = now
        self._resolve = resolve
        self._dial = dial
        self._end = now()

    def allow(self, seconds: float) -> None:
        """Everything that happens from now on, on old connections too, is over in so many seconds."""
        self._end = self._now() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds left, `most` at most. Raises `httpcore2.ReadTimeout` where there are none."""
        seconds = self._end - self._now()
        if seconds <= 0:
            raise httpcore2.ReadTimeout("the time is over")
        return seconds if most is None else min(seconds, most)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = self._look_up(host, port)
        for address in addresses:
            if (reason := why_not_public(address)) is not None:
                where = f"{host} is" if host == address else f"{host} is at {address}, which is"
                raise NotPublic(
                    f"{where} not public ({reason}); only the public Internet is fetched from: save the page, and name the file"
                )
        failure: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in addresses:
            try:
                return _Timed(self._dial(address, port, self.left(_CONNECT_SECONDS)), self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore2.ConnectError(f"{host} has no address")

    def _look_up(self, host: str, port: int) -> list[str]:
        """In a thread, for the system's resolver knows no time limit."""
        answer: SimpleQueue[list[str] | Exception] = SimpleQueue()

        def ask() -> None:
            try:
                answer.put(self._resolve(host, port))
            except Exception as error:
                answer.put(error)

        threading.Thread(target=ask, daemon=True, name=f"looking up {host}").start()
        try:
            found = answer.get(timeout=self.left())
        except Empty:
            raise httpcore2.ConnectTimeout(f"looking up {host} takes too long") from None
        if isinstance(found, Exception):
            told = found.strerror if isinstance(found, OSError) else None
            raise httpcore2.ConnectError(f"{host} cannot be looked up: {told or found}") from found
        return found


class _Timed(httpcore2.NetworkStream):
    """A connection whose every wait ends when the network's time is over."""

    def __init__(self, stream: httpcore2.NetworkStream, network: PublicNetwork) -> None:
        self._stream = stream
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._network.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, timeout=self._network.left(timeout))
        return _Timed(stream, self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class PublicTransport(httpx2.HTTPTransport):
    """httpx2's transport over such a network; no proxy, and no variable of the environment is read."""

    def __init__(self, network: PublicNetwork) -> None:
        super().__init__(verify=_certificates(), trust_env=False)
        # httpx2 has no parameter for it; tests/fetching pins that this is what connects
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_certificates(),
            network_backend=network,
            max_keepalive_connections=8,
            keepalive_expiry=30,
        )


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    """Whom servers are vouched for by; reading it takes a twentieth of a second."""
    return httpx2.create_ssl_context(trust_env=False)
