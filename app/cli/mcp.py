"""`summitry mcp`: the tools for language models, over standard streams or HTTP."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Annotated, Final

import typer

from app.cli.options import VocabularyExtra, read_settings
from app.errors import InvalidInput

MISSING: Final = "tools for language models need the extra `mcp`: pip install 'summitry[mcp]'"

_BASE: Final = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*)?")
_HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def serve_tools(
    context: typer.Context,
    http: Annotated[
        bool, typer.Option("--http", help="Serve over HTTP (at /mcp) instead of standard input and output.")
    ] = False,
    host: Annotated[str, typer.Option(help="Address to listen on, with --http.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port, with --http; 0 takes a free one.")
    ] = 8001,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            help="Name by which clients reach the server, with --http, such as tools.example.org. May be repeated. This machine's own need not be told.",
            show_default=False,
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            help="Where people reach the explorer, such as https://summitry.example.org: permalinks lead there. Without it they are paths of the API.",
            show_default=False,
        ),
    ] = None,
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    """Serve read-only tools to language models (Model Context Protocol)."""
    if base_url is not None and not _BASE.fullmatch(base_url):
        raise InvalidInput(f"{base_url[:100]!r} is no address such as https://summitry.example.org")
    for name in allow_host or ():
        if not _HOST.fullmatch(name):
            raise InvalidInput(
                f"{name[:100]!r} is no name of a host: write it without https://, such as tools.example.org"
            )
    settings = read_settings(context, vocabulary_extra)
    if find_spec("mcp") is None:
        raise InvalidInput(MISSING)
    base = base_url.rstrip("/") if base_url else None
    if not http:
        from app.mcp.running import serve_streams

        serve_streams(settings, base)
        return

    from app.cli.serve import listen_on

    with listen_on(host, port) as listener:
        from app.mcp.running import serve_http

        serve_http(settings, base, listener, allow_host or ())
