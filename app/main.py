"""Where the rooms are wired together: settings -> application -> server."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import uvicorn
from fastapi import APIRouter, FastAPI
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.types import ASGIApp

from app import __version__
from app.api import (
    changes,
    countries,
    documents,
    export,
    extract,
    figures,
    leaders,
    meta,
    metrics,
    proposals,
    search,
    statements,
    summits,
    topics,
)
from app.api.answers import Answers
from app.api.compression import Compressed
from app.api.dependencies import Service
from app.api.door import Door
from app.api.memory import Memory
from app.api.openapi import contract
from app.api.problems import handle_problems
from app.api.quick import Quick
from app.api.routing import QuickRoutes
from app.api.shortcut import SHORTCUT, QuickProtocol, Shortcut
from app.api.streams import Streams
from app.settings import Settings
from app.store.database import open_database
from app.telemetry import configure_logs
from app.vocabulary import Vocabulary, load_vocabulary
from app.web import docs, explorer

TITLE: Final = "Summitry"
PREFIX: Final = "/api/v1"
DESCRIPTION: Final = """\
What leaders say at summits, as data: **statements** (who said what), **proposals** (who asks whom for what) and economic
**figures**, each tied to the exact characters of its source.

- Lists answer 50 records, newest first; `next`, `prev` and the `Link` header lead to the pages beside. `limit` goes up to 500.
- Filters of different names narrow a list, a repeated one widens it. Unknown parameters are refused, never ignored.
- `q` on every list, and /search over all of them, find words in any of their forms, phrases, and leaders by any spelling of their names.
- Every answer under /api/v1 has an `ETag`: send it back in `If-None-Match` and get a 304 until the data changes.
- Lists also come whole, as JSON Lines or CSV: by `format=` or the Accept header.
- Offsets count Unicode code points; decimals are text; dates are ISO 8601.
- Errors are problem documents (RFC 9457).
- v1 only grows: answers may get further properties, lists of values further values. Pass over what you do not know.
"""
TAGS: Final = [
    {"name": "statements", "description": "What leaders are reported to have said."},
    {"name": "proposals", "description": "What they propose."},
    {"name": "figures", "description": "Quantities of an economy or society."},
    {"name": "documents", "description": "The sources."},
    {"name": "search", "description": "Records by their words, in any form."},
    {
        "name": "vocabulary",
        "description": "Leaders, topics, metrics, countries and summits: the values of filters.",
    },
    {"name": "bulk", "description": "Copies of everything, and keeping them in step."},
    {"name": "extraction", "description": "Text in, findings out."},
    {"name": "service", "description": "What is stored, and whether the service lives."},
]
_NOUNS: Final = (
    statements,
    proposals,
    figures,
    documents,
    search,
    leaders,
    topics,
    metrics,
    countries,
    summits,
    extract,
    changes,
    export,
    meta,
)


class Application(FastAPI):
    """FastAPI with our own contract; `/openapi.json` and `/docs` are served by `app.web.docs`."""

    def build_middleware_stack(self) -> ASGIApp:
        """Our layers stand before all of the framework's own, so that what is known already costs next to nothing.

        Starlette's outermost is left out: `Door` answers defects.
        """
        inner = super().build_middleware_stack()
        if isinstance(inner, ServerErrorMiddleware):
            inner = inner.app
        quick = QuickRoutes(inner, prefix=PREFIX, routers=[noun.router for noun in _NOUNS])
        return Door(Answers(Compressed(quick), self.state.service, self.state.memory))

    def openapi(self) -> dict[str, Any]:
        if not self.openapi_schema:
            service: Service = self.state.service
            self.openapi_schema = contract(
                self, description=DESCRIPTION, tags=TAGS, longest_text=service.settings.max_text
            )
        return self.openapi_schema


def create_app(settings: Settings, vocabulary: Vocabulary | None = None) -> FastAPI:
    """The application. `vocabulary` None: loaded as the settings say.

    Raises `VocabularyError` and `InvalidInput` for settings that cannot work; a missing database is told to each request.
    """
    vocabulary = vocabulary or load_vocabulary(settings.vocabulary_dir, settings.vocabulary_extra)
    service = Service(settings, vocabulary, open_database(settings.database_url))
    memory = Memory(settings.cache_bytes)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[dict[str, Shortcut]]:
        # For our own server, others do without. Over a network the version of the data is not known at once.
        yield {} if service.database.is_remote else {SHORTCUT: Shortcut(Quick(service, memory))}
        service.close()

    app = Application(
        title=TITLE,
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        lifespan=lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.service = service
    app.state.memory = memory
    app.state.streams = Streams(service)
    app.state.press = docs.Press(app)
    handle_problems(app)
    api = APIRouter(prefix=PREFIX)
    for noun in _NOUNS:
        api.include_router(noun.router)
    app.include_router(api)
    app.include_router(meta.health)
    app.include_router(docs.router)
    app.include_router(explorer.router)
    app.mount("/static", explorer.STATIC, name="static")
    app.mount("/docs-assets", docs.ASSETS, name="docs-assets")
    return app


class Server(uvicorn.Server):
    """Tells where to look once it answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        for listener in sockets or []:
            host, port = listener.getsockname()[:2]
            name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
            address = f"http://{name}:{port}"
            lines = [
                f"Summitry answers at {address}/",
                f"  API   {address}/api/v1/statements",
                f"  Docs  {address}/docs",
            ]
            sys.stdout.write("\n".join([*lines, "Stop with Ctrl+C.", ""]))
            sys.stdout.flush()


def server_config(application: FastAPI) -> uvicorn.Config:
    """How we serve it."""
    return uvicorn.Config(
        application,
        http=QuickProtocol,
        ws="none",
        log_config=None,  # its loggers go through ours
        access_log=False,
        server_header=False,
        limit_concurrency=1000,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=8,  # containers are given 10 seconds
    )


def serve(settings: Settings, listener: socket.socket) -> None:
    """Serve on a listening socket until told to stop. Being told to stop is success; not starting is exit status 1."""
    configure_logs(settings.log_level, as_json=settings.log_json)
    config = server_config(create_app(settings))
    gc.freeze()  # what is loaded lives as long as the server: no page waits while it is looked through
    server = Server(config)
    for number in (signal.SIGINT, signal.SIGTERM):  # uvicorn raises them once more when it is done
        signal.signal(number, lambda *_: None)
    server.run(sockets=[listener])
    if not server.started:
        raise SystemExit(1)
