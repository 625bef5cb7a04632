"""What uvicorn leaves open to a client that dawdles: a head without end, requests that never finish, answers that are never read.

A connection that breaks a limit is closed without an answer: there is no whole request that could be answered, or nobody who reads one.
Above as many connections as the configuration allows, requests are refused in our own words; idle ones close by themselves within seconds.
"""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar, Final

from starlette.types import Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from app.api.door import Door
from app.api.problems import Busy, problem

MOST_CONNECTIONS: Final = 12_000
"""Clients that are connected at once, nearly all of them idle: some ten kilobytes each."""


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    error = Busy("So many clients are connected that no more are answered; ask again in a few seconds.")
    await problem(error, scope, {"connection": "close"})(scope, receive, send)


_FULL: Final = Door(_refuse)


class GuardedProtocol(HttpToolsProtocol):
    """HTTP/1.1 with limits on the size of a head, and on the time that a head, a body, and a client that reads may take."""

    HEAD_BYTES: ClassVar[int] = 65_536
    HEAD_SECONDS: ClassVar[float] = 10.0
    BODY_SECONDS: ClassVar[float] = 60.0
    WRITE_SECONDS: ClassVar[float] = 30.0
    """In which a client takes what is ready for it, a hundred kilobytes or so: who reads nothing would keep a reader of the database open."""

    _clock: asyncio.TimerHandle | None = None
    _rings_at = 0.0
    _deadline: float | None = None
    _in_head = True
    _head_bytes = 0
    _is_idle = False
    """Whether the deadline is that of a connection between two requests."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._most, self.limit_concurrency = self.limit_concurrency, None
        self._whole_app = self.app
        self._write_clock: asyncio.TimerHandle | None = None

    @property
    def is_full(self) -> bool:
        """Whether more clients are connected than are answered."""
        return self._most is not None and len(self.connections) >= self._most

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._allow(self.HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._deadline = None
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        # The parser tells of a header when it is whole, so that one without end would never be counted there.
        self._head_bytes = self._head_bytes + len(data) if self._in_head else 0
        if self._head_bytes > self.HEAD_BYTES:
            self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        self._allow(self.HEAD_SECONDS)

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._allow(self.BODY_SECONDS)
        self.app = _FULL if self.is_full else self._whole_app
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._deadline = None
        super().on_message_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._write_clock is None:
            self._write_clock = self.loop.call_later(self.WRITE_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        if self._write_clock is not None:
            self._write_clock.cancel()
            self._write_clock = None
        super().resume_writing()

    def _allow(self, seconds: float, *, idle: bool = False) -> None:
        """Set the deadline. The clock goes on as it is unless it would ring too late: setting one for each request costs more."""
        self._is_idle = idle
        self._deadline = deadline = self.loop.time() + seconds
        if self._clock is None:
            self._set_clock(deadline)
        elif deadline < self._rings_at:
            self._clock.cancel()
            self._set_clock(deadline)

    def _set_clock(self, at: float) -> None:
        self._rings_at = at
        self._clock = self.loop.call_at(at, self._ring)

    def _ring(self) -> None:
        self._clock = None
        if self._deadline is None:
            return  # nothing is awaited: the next request sets the clock again
        if self._deadline > self.loop.time():
            self._set_clock(self._deadline)
        elif self._is_idle:
            self.timeout_keep_alive_handler()
        else:
            self.transport.abort()
