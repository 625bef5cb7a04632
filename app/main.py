"""Where the rooms are wired together: settings -> application -> server."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import anyio
import uvicorn
from anyio.to_thread import run_sync
from starlette.datastructures import State
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.answers import Answers
from app.api.compression import Compressed
from app.api.dependencies import Service, make_service
from app.api.direct import DirectRoutes
from app.api.door import Door
from app.api.lists import first_handlers
from app.api.measures import Measured, Measures
from app.api.memory import Memory
from app.api.protocol import MOST_CONNECTIONS
from app.api.quick import Quick
from app.api.shortcut import SHORTCUT, QuickProtocol, Shortcut
from app.api.streams import Streams
from app.language.lexicon import look_up_on_disk
from app.settings import Settings
from app.telemetry import configure_logs
from app.tracing import Traced
from app.vocabulary import LateVocabulary, Vocabulary, read_files

if TYPE_CHECKING:
    from app.routes import Framework

HEAD_START: Final = 0.1
"""Seconds after which a server that answers begins to load the rest: whoever waits for a first page has it by then."""

OTHER_FILES: Final = 300
"""Files that are open beside connections, at most: readers of the database, dictionaries, logs."""

TURN: Final = 0.0005
"""Seconds that it keeps the interpreter at a time meanwhile, a tenth of what is usual: a page takes less than a thousandth."""


class Application:
    """Lists of records are answered from the beginning; all other routes, and the framework with them, are loaded by `prepare`, or by
    the first request for one.

    Our layers stand before all of the framework's own, so that what is known already costs next to nothing.
    """

    def __init__(self, service: Service) -> None:
        self.state = State({"service": service, "streams": Streams(service)})
        self._service = service
        self._memory = Memory(service.settings.cache_bytes)
        self._framework: Framework | None = None
        self._lock = Lock()
        self.direct = DirectRoutes(first_handlers(), self._loaded)
        self._layers: ASGIApp = Door(Answers(Compressed(self.direct), service, self._memory))
        if service.tracing.is_on:
            self._layers = Traced(self._layers, service.tracing)
        self._measures: Measures | None = None
        if service.settings.metrics_port:
            self._measures = Measures(self._memory.given, service.vitals)
            self._layers = Measured(self._layers, self._measures)
        self._life = Router(lifespan=self._lifespan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self
        await (self._life if scope["type"] == "lifespan" else self._layers)(scope, receive, send)

    def framework(self) -> Framework:
        """FastAPI with every route. Loading it takes most of a second; may be asked for in several threads."""
        with self._lock:
            if self._framework is None:
                from app.routes import all_quick, make_framework

                self._framework = make_framework(self.state)
                self.direct.handlers |= all_quick()
            return self._framework

    def prepare(self) -> None:
        """Load all that the first answers did without. Raises `VocabularyError` where the vocabulary's files are wrong."""
        self._service.vocabulary.load()
        self.framework()

    def serve_metrics(self) -> str | None:
        """Begin to serve what is measured, and where; None where nothing is. Raises `InvalidInput` where the port is taken."""
        if self._measures is None:
            return None
        settings = self._service.settings
        return address_of(
            settings.metrics_host, self._measures.serve(settings.metrics_host, settings.metrics_port)
        )

    def openapi(self) -> dict[str, Any]:
        """The contract."""
        return self.framework().openapi()

    async def _loaded(self) -> ASGIApp:
        return await run_sync(self.framework)

    @asynccontextmanager
    async def _lifespan(self, _: Any) -> AsyncIterator[dict[str, Shortcut]]:
        # For our own server, others do without. Over a network the version of the data is not known at once; a trace tells of every request.
        service = self._service
        is_quick = not (service.database.is_remote or service.tracing.is_on)
        try:
            async with anyio.create_task_group() as beside:
                if service.settings.jobs:
                    beside.start_soon(service.jobs.run)
                yield {SHORTCUT: Shortcut(Quick(service, self._memory))} if is_quick else {}
                beside.cancel_scope.cancel()
        finally:
            service.close()


def create_app(settings: Settings, vocabulary: Vocabulary | None = None) -> Application:
    """The application. `vocabulary` None: its files are read, and what they say is checked by `Application.prepare`.

    Raises `VocabularyError` and `InvalidInput` for settings that cannot work; a missing database is told to each request.
    """
    if vocabulary is None:
        vocabulary = LateVocabulary(read_files(settings.vocabulary_dir, settings.vocabulary_extra))
    return Application(make_service(settings, vocabulary))


class Server(uvicorn.Server):
    """Answers first and loads the rest then; tells where to look once all is there. What is wrong with it ends the server."""

    def __init__(self, config: uvicorn.Config, application: Application, metrics: str | None = None) -> None:
        """`metrics`: where they are served already."""
        super().__init__(config)
        self.metrics = metrics
        self.failure: Exception | None = None
        self._application = application
        self._preparing: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._preparing = asyncio.create_task(self._prepare(sockets or []))

    async def _prepare(self, sockets: list[socket.socket]) -> None:
        await asyncio.sleep(HEAD_START)
        try:
            await run_sync(self._load)
        except Exception as error:
            self.failure, self.should_exit = error, True
            return
        for listener in sockets:
            _tell(listener, self.metrics)

    def _load(self) -> None:
        # This, too, stays: nobody waits while it is looked through for garbage, now or later.
        before = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        gc.disable()
        try:
            self._application.prepare()
        finally:
            gc.freeze()
            gc.enable()
            sys.setswitchinterval(before)


def address_of(host: str, port: int) -> str:
    """Where a server that listens there is found from this machine."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{name}:{port}"


def _tell(listener: socket.socket, metrics: str | None) -> None:
    address = address_of(*listener.getsockname()[:2])
    lines = [
        f"Summitry answers at {address}/",
        f"  API   {address}/api/v1/statements",
        f"  Docs  {address}/docs",
        *([f"  Numbers for Prometheus at {metrics}/metrics"] if metrics else []),
    ]
    sys.stdout.write("\n".join([*lines, "Stop with Ctrl+C.", ""]))
    sys.stdout.flush()


def make_room() -> int:
    """Have as many open files as connections need, as far as the system lets this process have them: 1,024 are usual, and few.
    How many connections there is room for then."""
    try:
        import resource
    except ImportError:  # on Windows, which has no such limit
        return MOST_CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else min(MOST_CONNECTIONS, soft - OTHER_FILES)


def server_config(application: Application, connections: int = MOST_CONNECTIONS) -> uvicorn.Config:
    """How we serve it, to so many clients that are connected at once."""
    return uvicorn.Config(
        application,
        http=QuickProtocol,
        ws="none",
        log_config=None,  # its loggers go through ours
        access_log=False,
        server_header=False,
        limit_concurrency=connections,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=8,  # containers are given 10 seconds
    )


def serve(settings: Settings, listener: socket.socket) -> None:
    """Serve on a listening socket until told to stop. Being told to stop is success; not starting is exit status 1.

    Raises `VocabularyError` where the vocabulary's files turn out to be wrong. The garbage collector may be off before; it is on then.
    """
    configure_logs(settings.log_level, as_json=settings.log_json)
    connections = make_room()
    look_up_on_disk()
    application = create_app(settings)
    config = server_config(application, connections)
    gc.freeze()  # what is loaded lives as long as the server: no page waits while it is looked through
    gc.enable()
    server = Server(config, application, application.serve_metrics())
    # Uvicorn raises them once more when it is done.
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run(sockets=[listener])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if server.failure is not None:
        raise server.failure
    if not server.started:
        raise SystemExit(1)
