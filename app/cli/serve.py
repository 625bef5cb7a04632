"""`summitry serve`: the API on an address, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from app.cli.options import VocabularyExtra, read_settings, read_vocabulary
from app.errors import InvalidInput


def serve_api(
    context: typer.Context,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on.", show_default="SUMMITRY_HOST or 127.0.0.1")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="Port; 0 takes a free one.", show_default="SUMMITRY_PORT or 8000"
        ),
    ] = None,
    migrate: Annotated[
        bool, typer.Option("--migrate", help="Bring the database to the newest schema first.")
    ] = False,
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    """Serve the API and its documentation (at /docs)."""
    settings = read_settings(context, vocabulary_extra, host=host, port=port)
    # Before anything slow: a port that is taken is told at once.
    listener = listen_on(settings.host, settings.port)
    with listener, _own_terminal():
        if migrate:
            from app.cli.indexing import indexing_on
            from app.store.schema import upgrade

            with indexing_on() as progress:
                upgrade(
                    settings.database_url,
                    progress=progress,
                    words=lambda: read_vocabulary(settings),
                )
        # What is imported stays: looking for garbage in it takes a tenth of the start, and finds none. `serve` ends that.
        gc.disable()
        from app.main import serve

        serve(settings, listener)


def listen_on(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            free = "make run PORT=…" if "MAKELEVEL" in os.environ else "--port"
            raise InvalidInput(f"port {port} on {host} is taken; choose another ({free})") from None
        raise InvalidInput(f"cannot listen on {host}, port {port}: {error.strerror or error}") from None


@contextmanager
def _own_terminal() -> Iterator[None]:
    """Under make on a terminal, take Ctrl-C alone: make, which shares it otherwise, would end in an error of its own.

    Ctrl-Z is ignored meanwhile, for make and the shell above it would not notice that the server sleeps.
    """
    try:
        apart = "MAKELEVEL" in os.environ and os.tcgetpgrp(0) == os.getpgrp() != os.getpid()
    except OSError:  # standard input is no terminal
        apart = False
    if not apart:
        yield
        return
    before = os.getpgrp()
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # a group in the background may then hand the terminal over
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpgrp())
    try:
        yield
    finally:
        os.tcsetpgrp(0, before)
