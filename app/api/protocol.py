"""What uvicorn leaves open to a client that dawdles: a head without end, and requests that never finish.

A connection that breaks a limit is closed without an answer: there is no whole request that could be answered.
"""

from __future__ import annotations

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class GuardedProtocol(HttpToolsProtocol):
    """HTTP/1.1 with limits on the size of a head, and on the time that a head and a body may take."""

    HEAD_BYTES: ClassVar[int] = 65_536
    HEAD_SECONDS: ClassVar[float] = 10.0
    BODY_SECONDS: ClassVar[float] = 60.0

    _clock: asyncio.TimerHandle | None = None
    _rings_at = 0.0
    _deadline: float | None = None
    _in_head = True
    _head_bytes = 0
    _is_idle = False
    """Whether the deadline is that of a connection between two requests."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._allow(self.HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._deadline = None
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
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
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._deadline = None
        super().on_message_complete()

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
