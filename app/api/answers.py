"""Answers that are known already: pure ASGI, before the framework, whose parsing of parameters costs more than the rest.

Whatever is read under /api/v1 depends on the address, the format and the version of the stored data, on nothing else. So
the three make a weak ETag, a client that has it gets a 304 before any query, and whole answers are kept in the process.
"""

from __future__ import annotations

import asyncio
import hashlib
from typing import Final, NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.compression import settle_coding
from app.api.dependencies import Service
from app.api.memory import Headers, Kept, Key, Memory
from app.api.negotiation import (
    ACCEPTED,
    CITATION,
    JSON_LD,
    PREFIX,
    UNKEPT,
    formats,
    preferred,
    preferred_language,
)
from app.api.problems import NotAcceptable, problem
from app.errors import StoreUnavailable

CACHE_CONTROL: Final = b"public, max-age=60"
_CITATION: Final = f"/{CITATION}"
_LINKED: Final = (b"content-type", JSON_LD.encode())

_CHARTED: Final = f"{PREFIX}series/".encode()


class Asked(NamedTuple):
    """A request as far as its answer goes by it."""

    address: bytes
    query: bytes
    variant: bytes
    """The media type, with the language of labels where an answer goes by it."""

    vary: bytes
    """The headers that decide."""

    def key(self, coding: bytes) -> Key:
        return self.address, self.query, self.variant, coding

    def etag(self, version: str) -> bytes:
        """The same for every coding."""
        named = b"\0".join((version.encode(), self.address, self.query, self.variant))
        return b'W/"%b"' % hashlib.blake2b(named, digest_size=12).hexdigest().encode()


def asked_for(address: bytes, query: bytes, accepted: str, languages: bytes) -> Asked:
    """Path and query as they were sent, the media type that is taken of those served, the Accept-Language header."""
    # Two parts of answers go by the reader's language: the labels of facets, and charts.
    if b"facets" in query or address.startswith(_CHARTED):
        variant = f"{accepted} {preferred_language(languages)}".encode()
        return Asked(address, query, variant, b"Accept, Accept-Encoding, Accept-Language")
    return Asked(address, query, accepted.encode(), b"Accept, Accept-Encoding")


def about(number: int, etag: bytes, asked: Asked) -> Headers:
    """What every answer that goes by the data says of itself, and a 304 says nothing else."""
    return [
        (b"etag", etag),
        (b"x-data-version", str(number).encode()),
        (b"cache-control", CACHE_CONTROL),
        (b"vary", asked.vary),
    ]


def matches(sent: bytes, etag: bytes) -> bool:
    """Weak comparison (RFC 9110, 8.8.3.2). `*` is left to the query, which alone knows whether there is anything."""
    return sent == etag or any(part.strip().removeprefix(b"W/") == etag[2:] for part in sent.split(b","))


class Answers:
    """The layer that knows the version of the data."""

    def __init__(self, app: ASGIApp, service: Service, memory: Memory) -> None:
        self.app = app
        self.service = service
        self.memory = memory
        self._known: tuple[int, str] | None = None
        self._passes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        served = formats(scope["path"])
        accepted = preferred(headers.get(b"accept", b""), served)
        if accepted is None:
            if len(served) == 1 or b"format=" not in scope["query_string"]:
                told = f"This is served as {', '.join(served)}; name one of them in Accept, or leave the header out."
                await problem(NotAcceptable(told), scope)(scope, receive, send)
                return
            accepted = served[0]  # `format` goes before it
        scope[ACCEPTED] = accepted
        if scope["method"] != "GET" or scope["path"].startswith(UNKEPT):
            await self.app(scope, receive, send)
            return
        try:
            number, version = self._known or await self._look()
        except StoreUnavailable:
            await self.app(scope, receive, send)  # which says so, or answers what needs no data
            return
        coding = settle_coding(scope)
        address = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogatepass")
        asked = asked_for(address, scope["query_string"], accepted, headers.get(b"accept-language", b""))
        etag, key = asked.etag(version), asked.key(coding)
        said = about(number, etag, asked)
        sent = headers.get(b"if-none-match", b"")
        if sent and matches(sent, etag):
            await send({"type": "http.response.start", "status": 304, "headers": said})
            await send({"type": "http.response.body", "body": b""})
            return
        kept = self.memory.get(version, key)
        if kept is None:
            keep = not scope["path"].endswith(_CITATION)
            await self.app(scope, receive, _Recorder(send, self.memory, version, key, said, keep=keep))
            return
        await send({"type": "http.response.start", "status": 200, "headers": kept.headers})
        await send({"type": "http.response.body", "body": kept.body})

    async def _look(self) -> tuple[int, str]:
        """The version of the data, and with it all that an answer depends on beside its address. Raises `StoreUnavailable`.

        One look serves all requests that the event loop had read before it: each of them was sent before the look. Where looking
        took a turn of the loop, later ones may stand between, and it serves one request only.
        """
        passes = self._passes
        asyncio.get_running_loop().call_soon(self._pass)
        found = await self.service.version()
        if passes == self._passes:
            self._known = found
        return found

    def _pass(self) -> None:
        """What the loop reads from here on needs a look of its own."""
        self._passes += 1
        self._known = None


class _Recorder:
    """Passes an answer on, adds what is known about it, and keeps it if it is whole and good.

    A stream is not kept, though it may come in one piece (compressed, or of a HEAD): nobody would be told where it ends. Nor is a citation or JSON-LD,
    which names the host that this client asked.
    """

    def __init__(
        self, send: Send, memory: Memory, version: str, key: Key, about: Headers, *, keep: bool
    ) -> None:
        self.send = send
        self.memory = memory
        self.version = version
        self.key = key
        self.about = about
        self.keep = keep
        self.headers: Headers | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            self.headers = [*message["headers"], *self.about]
            message["headers"] = self.headers
        elif message["type"] == "http.response.body" and self.headers is not None:
            whole = (
                _LINKED not in self.headers
                and not message.get("more_body")
                and any(name == b"content-length" for name, _ in self.headers)
            )
            if whole and self.keep:
                self.memory.put(self.version, self.key, Kept(self.headers, message.get("body", b"")))
            self.headers = None  # an answer in pieces is none to keep
        await self.send(message)
