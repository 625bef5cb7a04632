"""Serving the tools: over the standard streams, of which standard output belongs to the protocol alone, or over HTTP."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from typing import Any, Final, cast

import anyio
import uvicorn
from anyio.from_thread import run as run_in_loop
from anyio.lowlevel import current_token
from anyio.to_thread import run_sync
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings

from app.api.dependencies import Service, make_service
from app.language.lexicon import look_up_on_disk
from app.mcp.server import make_server
from app.settings import Settings
from app.telemetry import configure_logs, get_logger
from app.vocabulary import LateVocabulary, read_files

log = get_logger(__name__)

PATH: Final = "/mcp"
MOST_BYTES: Final = 1 << 20
"""Of one request over HTTP: questions are a few hundred."""

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")


def open_service(settings: Settings) -> Service:
    """What the tools ask. Raises `VocabularyError` and `InvalidInput`; a missing database is told to each call."""
    configure_logs(settings.log_level, as_json=settings.log_json)
    look_up_on_disk()
    vocabulary = LateVocabulary(read_files(settings.vocabulary_dir, settings.vocabulary_extra))
    return make_service(settings, vocabulary)


def serve_streams(settings: Settings, base: str | None) -> None:
    """Serve over standard input and output until the input ends, or until told to stop. Raises `VocabularyError`."""
    service = open_service(settings)
    failures: list[Exception] = []
    try:
        anyio.run(_serve_streams, service, make_server(service, base), failures)
    finally:
        service.close()
    if failures:
        raise failures[0]


async def _serve_streams(service: Service, server: Server[Any], failures: list[Exception]) -> None:
    async with anyio.create_task_group() as beside:

        async def load() -> None:
            # The handshake and the list of tools need not wait for it.
            try:
                await run_sync(service.vocabulary.load, abandon_on_cancel=True)
            except Exception as error:
                failures.append(error)
                beside.cancel_scope.cancel()

        async def stop() -> None:
            with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
                async for _ in signals:
                    beside.cancel_scope.cancel()
                    return

        beside.start_soon(load)
        beside.start_soon(stop)
        async with stdio_server(cast("anyio.AsyncFile[str]", _Lines())) as (read, write):
            await server.run(read, write, server.create_initialization_options())
        beside.cancel_scope.cancel()


class _Lines:
    """The lines of standard input. Read by a thread that nothing waits for: one that waits for a line cannot be told to stop, and the
    library's own would hold up the end of the process until the client writes once more."""

    def __aiter__(self) -> AsyncIterator[str]:
        return self._read()

    async def _read(self) -> AsyncIterator[str]:
        send, receive = anyio.create_memory_object_stream[str](16)
        token = current_token()

        def read() -> None:
            # Unbuffered below, so that the interpreter's end finds no lock of it held.
            with open(0, "rb", buffering=0, closefd=False) as raw, suppress(Exception):  # a loop that is gone
                rest = b""
                while piece := raw.read(1 << 16):
                    *lines, rest = (rest + piece).split(b"\n")
                    for line in lines:
                        run_in_loop(send.send, line.decode(errors="replace"), token=token)
                if rest:
                    run_in_loop(send.send, rest.decode(errors="replace"), token=token)
            with suppress(Exception):
                run_in_loop(send.aclose, token=token)

        threading.Thread(target=read, name="standard input", daemon=True).start()
        async with receive:
            async for line in receive:
                yield line


def serve_http(settings: Settings, base: str | None, listener: socket.socket, allowed: Iterable[str]) -> None:
    """Serve over HTTP, at `PATH`, on a listening socket until told to stop. `allowed`: hosts by which clients may name us, beside those
    of this machine. Raises `VocabularyError`."""
    service = open_service(settings)
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    # No session is kept: any process may answer any request, and whoever opens many of them fills no memory.
    application = make_server(service, base).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=MOST_BYTES,
        transport_security=security([shown, *allowed]),
    )
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        limit_concurrency=100,
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    # Uvicorn raises them once more when it is done.
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        service.vocabulary.load()
        sys.stdout.write(f"Summitry's tools answer at http://{shown}:{port}{PATH}\nStop with Ctrl+C.\n")
        sys.stdout.flush()
        server.run(sockets=[listener])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        service.close()
    if not server.started:
        raise SystemExit(1)


def security(hosts: Iterable[str]) -> TransportSecuritySettings:
    """Only requests that name us by one of these hosts, or by one of this machine's, and come from pages of these: a page elsewhere whose name
    was made to lead here cannot ask."""
    names = list(dict.fromkeys((*LOOPBACK, *(host for host in hosts if host not in ("0.0.0.0", "[::]")))))  # noqa: S104
    known = [form for name in names for form in (name, f"{name}:*")]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=known,
        allowed_origins=[f"{scheme}://{form}" for scheme in ("http", "https") for form in known],
    )
