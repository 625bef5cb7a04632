"""Answers that are known already, sent before uvicorn makes anything for their requests.

A task, a cycle of messages, and headers that are checked once more take longer than to look an answer up. So a plain request
is first shown to what the application left under `SHORTCUT` in its lifespan state, and what that gives is sent as it is.
Requests with a body, an expectation, an upgrade or repeated headers, behind another one, of a client that reads too slowly, or
above uvicorn's limits go uvicorn's way, as all do where nothing was left.

Clients ask with the same head again and again, so that heads are remembered together with what they ask for: nothing of
one that is met again is parsed. Such requests wait until the event loop has read all that there was to read, and are
answered by one look at what answers go by: each of them was sent before the look.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, ClassVar, Final, NamedTuple, Protocol

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE
from uvicorn.server import ServerState

from app.api.protocol import GuardedProtocol

SHORTCUT: Final = "summitry.shortcut"
"""Name in the lifespan state."""

_log = logging.getLogger(__name__)
_METHODS: Final = frozenset((b"GET", b"HEAD"))
_NOT_PLAIN: Final = frozenset((b"content-length", b"transfer-encoding", b"expect", b"upgrade"))


class Reply(NamedTuple):
    """A whole answer; the protocol adds the date, and what is to be said of the connection."""

    status: int
    head: bytes
    """Headers with valid names and values, each with the end of its line."""

    body: bytes
    """Empty where none is sent, whatever length the head tells."""


class Known(Protocol):
    """What a request asks for, if that may be known; itself it goes by nothing that changes."""

    def reply(self, look: Any, /) -> Reply | None:
        """The answer by what a look saw, None where it is to be made. Must not wait for anything."""


class Knowing(Protocol):
    """The application's part."""

    def __call__(
        self, method: bytes, path: bytes, query: bytes, headers: Mapping[bytes, bytes], /
    ) -> Known | None:
        """A GET or HEAD without a body, its path and query as they were sent. None where it is not answered this way."""

    def look(self) -> Any:
        """What answers go by now, None where that cannot be told at once."""


class Shortcut:
    """What all connections share."""

    MOST_HEADS: ClassVar[int] = 512
    HEAD_BYTES: ClassVar[int] = 2048
    """Longer ones are parsed each time."""

    def __init__(self, knowing: Knowing) -> None:
        self.knowing = knowing
        self.heads: dict[bytes, Known] = {}
        self.waiting: list[QuickProtocol] = []
        self._headers: list[tuple[bytes, bytes]] | None = None
        self._lines = b""

    def remember(self, head: bytes, known: Known) -> None:
        if len(head) <= self.HEAD_BYTES:
            if len(self.heads) >= self.MOST_HEADS:
                self.heads.clear()
            self.heads[head] = known

    def answer_waiting(self) -> None:
        """Runs when the event loop has read what there was."""
        waiting, self.waiting = self.waiting, []
        look = self.look()
        for connection in waiting:
            connection.settle(look)

    def look(self) -> Any:
        try:
            return self.knowing.look()
        except Exception:  # the usual way meets it again, and tells the client
            _log.exception("no look at what answers go by")
            return None

    def lines(self, headers: list[tuple[bytes, bytes]]) -> bytes:
        """The headers of all answers as they are sent: uvicorn makes a new list when the second ends."""
        if headers is not self._headers:
            self._headers, self._lines = headers, b"".join([b"%b: %b\r\n" % header for header in headers])
        return self._lines


class QuickProtocol(GuardedProtocol):
    """HTTP/1.1 that answers at once what is known."""

    _begun = 0
    """Requests that the bytes at hand have begun."""

    _in_message = False
    _is_done = False
    """Whether nothing is left to do for the request that is being read."""

    _known: Known | None = None
    """What it asked for, if it was answered and the connection stays."""

    _waits: tuple[bytes, Known] | None = None
    """A whole request that was met before."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        shortcut: Shortcut | None = app_state.get(SHORTCUT)
        # A line for each request, and a place below another one, are uvicorn's to look after.
        told_of = self.access_log and self.access_logger.isEnabledFor(logging.INFO)
        self._shortcut = None if told_of or self.root_path else shortcut

    def data_received(self, data: bytes) -> None:
        shortcut = self._shortcut
        if shortcut is None or self._in_message:
            super().data_received(data)
            return
        if self._waits is not None:
            self.settle(shortcut.look())
        known = shortcut.heads.get(data)
        if known is None or not self._is_free():
            self._read(shortcut, data)
            return
        self._unset_keepalive_if_required()
        self._deadline = None
        self._waits = data, known
        if not shortcut.waiting:
            self.loop.call_soon(shortcut.answer_waiting)
        shortcut.waiting.append(self)

    def settle(self, look: Any) -> None:
        """Answer the request that waits, if one does, by a look after it was read."""
        if self._waits is None or self._shortcut is None:
            return
        data, known = self._waits
        self._waits = None
        if self.transport.is_closing():
            return
        reply = self._ask(known, look)
        if reply is None:
            self._read(self._shortcut, data)
        else:
            self._send(self._shortcut, reply, keep_alive=True)
            self._allow(self.timeout_keep_alive, idle=True)

    def shutdown(self) -> None:
        if self._shortcut is not None and self._waits is not None:
            self.settle(self._shortcut.look())
        super().shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        self._waits = None
        super().connection_lost(exc)

    def _read(self, shortcut: Shortcut, data: bytes) -> None:
        self._begun, self._known = 0, None
        super().data_received(data)
        self._remember(shortcut, data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._begun += 1
        self._in_message, self._is_done = True, False

    def on_headers_complete(self) -> None:
        if self._shortcut is not None and self._answers(self._shortcut):
            self._in_head, self._is_done = False, True
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._is_done:
            super().on_body(body)

    def on_message_complete(self) -> None:
        self._in_message = False
        if self._is_done:
            self._allow(self.timeout_keep_alive, idle=True)
        else:
            super().on_message_complete()

    def _answers(self, shortcut: Shortcut) -> bool:
        """Whether uvicorn need not see the request whose head is read."""
        if self.transport.is_closing():
            return True  # what follows the last request of a connection is not answered
        method, headers = self.parser.get_method(), dict(self.headers)
        if (
            method not in _METHODS
            or len(headers) < len(self.headers)
            or not _NOT_PLAIN.isdisjoint(headers)
            or not self._is_free()
        ):
            return False
        try:
            address = httptools.parse_url(self.url)
        except httptools.HttpParserError:
            return False  # uvicorn meets it again
        known = shortcut.knowing(method, address.path, address.query or b"", headers)
        if known is None or (reply := self._ask(known, shortcut.look())) is None:
            return False
        keep_alive = self.parser.get_http_version() != "1.0" and self.parser.should_keep_alive()
        self._send(shortcut, reply, keep_alive=keep_alive)
        self._known = known if keep_alive else None
        return True

    def _remember(self, shortcut: Shortcut, data: bytes) -> None:
        """Bytes that were one whole request, if it is one to remember."""
        if self._known is not None and self._begun == 1 and not self._in_message:
            shortcut.remember(data, self._known)

    def _is_free(self) -> bool:
        """Whether an answer may be sent right now."""
        return (self.cycle is None or self.cycle.response_complete) and not (
            self.pipeline or self.flow.write_paused or self.flow.read_paused or self.is_full
        )

    def _ask(self, known: Known, look: Any) -> Reply | None:
        try:
            return None if look is None else known.reply(look)
        except Exception:  # here it would look like a defect of the request
            _log.exception("no answer at once")
            return None

    def _send(self, shortcut: Shortcut, reply: Reply, *, keep_alive: bool) -> None:
        """What `RequestResponseCycle.send` and `on_response_complete` do for a whole answer."""
        status, head, body = reply
        end = b"\r\n" if keep_alive else b"connection: close\r\n\r\n"
        head = b"".join((STATUS_LINE[status], shortcut.lines(self.server_state.default_headers), head, end))
        if body:
            self.transport.writelines((head, body))
        else:
            self.transport.write(head)
        self.server_state.total_requests += 1
        if not keep_alive:
            self.transport.close()
