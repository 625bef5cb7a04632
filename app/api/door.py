"""What every request passes before anything else, and every answer last: pure ASGI, before the framework.

Its id, the limits of what is read, HEAD, cross-origin rules, what browsers must not do, and defects: those are logged
here with their traceback, and the client gets a problem that names the request.
"""

from __future__ import annotations

import itertools
import logging
import re
import secrets
import time
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problems import AddressTooLong, Busy, Defect, TooLarge, problem
from app.errors import AppError
from app.telemetry import REQUEST_ID, get_logger
from app.tracing import TOLD

BODY_BYTES: Final = 2**20
URL_BYTES: Final = 8192
"""Longest path, and longest single parameter: no value that is known comes near it."""

WHOLE_URL_BYTES: Final = 60_000
"""Longest address: many values of many filters are many bytes. At 64 KiB the server's parser answers 400 by itself."""
MOST_REQUESTS: Final = 2_000
"""Requests that are answered at the same moment, those whose bodies or clients are slow among them; the next is told to come back."""

HEAD: Final = "summitry.head"
"""In the scope of a request whose answer needs no body."""

SLOW: Final = 1.0
"""Seconds from which on an answer is worth a line in the log."""

ALIVE: Final = "/healthz"
"""Answered however many others are: whoever restarts what does not would restart what is only busy."""

_GIVEN_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_CORS: Final = [
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"Link, ETag, Location, X-Data-Version, X-Request-ID, X-Total-Count, X-Left-Out, Retry-After, Content-Disposition",
    ),
]
_PREFLIGHT: Final = [
    *_CORS,
    (b"access-control-allow-methods", b"GET, HEAD, POST, PATCH, DELETE"),
    (
        b"access-control-allow-headers",
        b"Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-ID",
    ),
    (b"access-control-max-age", b"86400"),
    (b"content-length", b"0"),
]
ALWAYS: Final = [*_CORS, (b"x-content-type-options", b"nosniff")]
"""Headers of every answer, after the id of its request."""

_log = get_logger(__name__)
_plain_log = logging.getLogger(
    __name__
)  # asked whether a line is wanted: making one that is not costs as much as a kept answer

_process: Final = secrets.token_hex(5)
_requests = itertools.count()


class Door:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"")
        request_id = id_of(given)
        REQUEST_ID.set(request_id.decode())
        head = scope["method"] == "HEAD"
        asked = scope
        if head:
            # a copy: the server compares what is sent with its own
            scope = {**scope, "method": "GET", HEAD: True}
        started = time.perf_counter()
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id), *ALWAYS]
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        try:
            if (
                scope["method"] == "OPTIONS"
                and b"origin" in headers
                and b"access-control-request-method" in headers
            ):
                await send({"type": "http.response.start", "status": 204, "headers": _PREFLIGHT})
                await send({"type": "http.response.body", "body": b""})
                return
            refused = _refused(scope, headers)
            if refused is None and self._inside >= MOST_REQUESTS and scope["path"] != ALIVE:
                refused = Busy("More requests than can be are being answered; ask again in a few seconds.")
            if refused is not None:
                await problem(refused, scope, {"connection": "close"})(scope, receive, answer)
                return
            self._inside += 1
            try:
                await self.app(scope, receive, answer)
            finally:
                self._inside -= 1
                if head:  # whoever measures and traces outside asks which route it was
                    asked.update({name: scope[name] for name in TOLD if name in scope})
        except ClientDisconnect:
            pass
        except Exception:
            _log.exception("request failed", method=scope["method"], path=scope["path"])
            if status:
                raise  # too late for an answer: the server closes the connection
            defect = Defect(
                f"This is a mistake of ours. When you report it, name the request: {request_id.decode()}."
            )
            await problem(defect, scope)(scope, receive, answer)
        tell(scope["method"], scope["path"], status, time.perf_counter() - started)


def id_of(given: bytes) -> bytes:
    """The id of a request that may have been given one."""
    return given if _GIVEN_ID.fullmatch(given) else f"{_process}{next(_requests):06x}".encode()


def is_told_of() -> bool:
    """Whether every answer gets its line in the log."""
    return _plain_log.isEnabledFor(logging.DEBUG)


def tell(method: str, path: str, status: int, took: float) -> None:
    """The line of an answer in the log, if it is worth one."""
    if status >= 500 or took >= SLOW:
        _log.warning("answered", method=method, path=path, status=status, seconds=round(took, 3))
    elif is_told_of():
        _log.debug("answered", method=method, path=path, status=status, seconds=round(took, 4))


def _refused(scope: Scope, headers: dict[bytes, bytes]) -> AppError | None:
    """Why a request is not read at all, if so."""
    path, query = scope.get("raw_path") or b"", scope["query_string"]
    if len(path) + len(query) > URL_BYTES:  # rare, so that nothing more is looked at otherwise
        if len(path) + len(query) > WHOLE_URL_BYTES:
            return AddressTooLong(f"An address may have {WHOLE_URL_BYTES} bytes.")
        if max(map(len, (path, *query.split(b"&")))) > URL_BYTES:
            return AddressTooLong(f"A path, and each parameter of a query, may have {URL_BYTES} bytes.")
    length = headers.get(b"content-length", b"0")
    if length.isdigit() and (len(length) > 18 or int(length) > BODY_BYTES):
        return TooLarge(
            f"A body may have {BODY_BYTES} bytes; this one is announced with {length[:20].decode()}."
        )
    return None
