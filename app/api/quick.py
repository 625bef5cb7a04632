"""What is known of an answer before anything is made for its request: that a copy is still good, or the answer itself.

It says byte for byte what `Door` and `Answers` would say, by the same functions, and leaves to them whatever is not plain.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Final

from app.api.answers import Asked, about, asked_for, matches
from app.api.compression import preferred_coding
from app.api.dependencies import Service
from app.api.door import ALWAYS, SLOW, URL_BYTES, id_of, is_told_of, tell
from app.api.memory import Key, Memory, lines
from app.api.negotiation import PREFIX, UNKEPT, formats, preferred
from app.api.shortcut import Reply
from app.errors import StoreUnavailable
from app.telemetry import REQUEST_ID

_PREFIX: Final = PREFIX.encode()
_UNKEPT: Final = UNKEPT.encode()
_ALWAYS: Final = lines(ALWAYS)

Look = tuple[int, str, float]
"""The version of the data, and when the look began."""


class Quick:
    """Whatever goes by the version of the data; see `app.api.shortcut.Knowing`. For databases that are not remote."""

    def __init__(self, service: Service, memory: Memory) -> None:
        self.service = service
        self.memory = memory

    def __call__(
        self, method: bytes, path: bytes, query: bytes, headers: Mapping[bytes, bytes]
    ) -> Question | None:
        if (
            not path.startswith(_PREFIX)
            or path.startswith(_UNKEPT)
            or b"%" in path
            or len(path) + len(query) > URL_BYTES
        ):
            return None
        sent = headers.get(b"if-none-match", b"")
        if not (sent or self.memory.bytes) or is_told_of():
            return None
        accepted = preferred(headers.get(b"accept", b""), formats(path.decode("ascii")))
        if accepted is None:
            return None
        asked = asked_for(path, query, accepted, headers.get(b"accept-language", b""))
        key = asked.key(preferred_coding(headers.get(b"accept-encoding", b"")))
        if not (sent or self.memory.holds(key)):
            return None
        given = headers.get(b"x-request-id", b"")
        return Question(self.memory, asked, key, no_body=method == b"HEAD", sent=sent, given=given)

    def look(self) -> Look | None:
        if is_told_of():
            return None
        started = time.perf_counter()
        try:
            number, name = self.service.version_at_once()
        except StoreUnavailable:
            return None
        return number, name, started


class Question:
    """A request whose answer may be known; see `app.api.shortcut.Known`."""

    __slots__ = ("_asked", "_given", "_key", "_memory", "_name", "_no_body", "_sent", "_unchanged")

    def __init__(
        self, memory: Memory, asked: Asked, key: Key, *, no_body: bool, sent: bytes, given: bytes
    ) -> None:
        self._memory = memory
        self._asked = asked
        self._key = key
        self._no_body = no_body
        self._sent = sent
        self._given = given
        self._name = ""
        self._unchanged: bytes | None = None
        """Headers of the 304 for this version of the data, None where the client's copy is of another."""

    def reply(self, look: Look, /) -> Reply | None:
        number, name, started = look
        if self._sent and name != self._name:
            etag = self._asked.etag(name)
            self._name = name
            self._unchanged = lines(about(number, etag, self._asked)) if matches(self._sent, etag) else None
        if self._unchanged is not None:
            status, head, body = 304, self._unchanged, b""
        elif (kept := self._memory.get(name, self._key)) is not None:
            status, head, body = 200, kept.head, b"" if self._no_body else kept.body
        else:
            return None
        self._memory.given[status] += 1
        request_id = id_of(self._given)
        if (took := time.perf_counter() - started) >= SLOW:
            token = REQUEST_ID.set(request_id.decode())
            tell("GET", self._asked.address.decode("ascii"), status, took)
            REQUEST_ID.reset(token)
        return Reply(status, b"%bx-request-id: %b\r\n%b" % (head, request_id, _ALWAYS), body)
