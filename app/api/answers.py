"""Answers that are known already: pure ASGI, before the framework, whose parsing of parameters costs more than the rest.

Whatever is read under /api/v1 depends on the address, the format and the version of the stored data, on nothing else. So
the three make a weak ETag, a client that has it gets a 304 before any query, and whole answers are kept in the process.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.compression import settle_coding
from app.api.dependencies import Service
from app.api.negotiation import ACCEPTED, PREFIX, formats, preferred, preferred_language
from app.api.problems import NotAcceptable, problem
from app.errors import StoreUnavailable

CACHE_CONTROL: Final = b"public, max-age=60"
_OVERHEAD: Final = 600
"""Bytes that an answer takes in memory beside body and address, roughly."""

Headers = list[tuple[bytes, bytes]]
Key = tuple[bytes, bytes, bytes, bytes]
"""Path, query, media type with the language of labels where it matters, and coding."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer with status 200."""

    headers: Headers
    body: bytes


class Memory:
    """The answers of one version of the data, least recently used first out, bounded in bytes."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._version: str = ""

    def get(self, version: str, key: Key) -> Kept | None:
        if version != self._version:
            self._kept.clear()
            self.bytes, self._version = 0, version
            return None
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, version: str, key: Key, answer: Kept) -> None:
        """Keep an answer, unless it alone would fill a quarter of the memory or belongs to another version."""
        size = _size(key, answer)
        if version != self._version or key in self._kept or size * 4 > self.most_bytes:
            return
        self._kept[key] = answer
        self.bytes += size
        while self.bytes > self.most_bytes:
            self.bytes -= _size(*self._kept.popitem(last=False))


class Answers:
    """The layer that knows the version of the data."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service
        self.memory = Memory(service.settings.cache_bytes)
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
        if scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        try:
            number, version = self._known or await self._look()
        except StoreUnavailable:
            await self.app(scope, receive, send)  # which says so, or answers what needs no data
            return
        coding = settle_coding(scope)
        address = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogatepass")
        query, variant, vary = scope["query_string"], accepted.encode(), b"Accept, Accept-Encoding"
        if b"facets" in query:  # the one part of an answer that goes by the reader's language
            variant += b" " + preferred_language(headers.get(b"accept-language", b"")).encode()
            vary += b", Accept-Language"
        named = (address, query, variant)
        etag = _etag(version, named)
        key = (*named, coding)
        about = [
            (b"etag", etag),
            (b"x-data-version", str(number).encode()),
            (b"cache-control", CACHE_CONTROL),
            (b"vary", vary),
        ]
        asked = headers.get(b"if-none-match", b"")
        if asked and _matches(asked, etag):
            await send({"type": "http.response.start", "status": 304, "headers": about})
            await send({"type": "http.response.body", "body": b""})
            return
        kept = self.memory.get(version, key)
        if kept is None:
            await self.app(scope, receive, _Recorder(send, self.memory, version, key, about))
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
        number = await self.service.data_version()
        found = number, f"{self.service.fingerprint} {number}"
        if passes == self._passes:
            self._known = found
        return found

    def _pass(self) -> None:
        """What the loop reads from here on needs a look of its own."""
        self._passes += 1
        self._known = None


class _Recorder:
    """Passes an answer on, adds what is known about it, and keeps it if it is whole and good."""

    def __init__(self, send: Send, memory: Memory, version: str, key: Key, about: Headers) -> None:
        self.send = send
        self.memory = memory
        self.version = version
        self.key = key
        self.about = about
        self.headers: Headers | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            self.headers = [*message["headers"], *self.about]
            message["headers"] = self.headers
        elif message["type"] == "http.response.body" and self.headers is not None:
            if not message.get("more_body"):
                self.memory.put(self.version, self.key, Kept(self.headers, message.get("body", b"")))
            self.headers = None  # an answer in pieces is none to keep
        await self.send(message)


def _etag(version: str, named: tuple[bytes, ...]) -> bytes:
    digest = hashlib.blake2b(b"\0".join((version.encode(), *named)), digest_size=12).hexdigest()
    return b'W/"' + digest.encode() + b'"'


def _matches(asked: bytes, etag: bytes) -> bool:
    """Weak comparison (RFC 9110, 8.8.3.2). `*` is left to the query, which alone knows whether there is anything."""
    return asked == etag or any(part.strip().removeprefix(b"W/") == etag[2:] for part in asked.split(b","))


def _size(key: Key, answer: Kept) -> int:
    return len(answer.body) + sum(map(len, key)) + _OVERHEAD
