"""Traces by OpenTelemetry (the extra `traces`): what a request did and how long it took, sent to a collector by OTLP over HTTP.

On where the standard's own variables name an endpoint; all others of them (OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER, …) work,
too. Off, it costs a comparison. No text, no question and no key is ever sent: paths and names of queries only.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span, Tracer
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Params = ParamSpec("Params")
Answer = TypeVar("Answer")

ENDPOINTS: Final = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
"""The variables that turn traces on."""

FLUSH: Final = 3000
"""Milliseconds that the end of a process waits for a collector."""

ROUTED: Final = "summitry.routed"
"""In the scope of a request that was answered by a route of one address, before the framework."""

TOLD: Final = ("endpoint", "path_params", ROUTED)
"""What tells in the scope of a request which route has answered it."""

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"})
"""Those of ours; anybody can make up others."""

_log = logging.getLogger(__name__)


class Tracing:
    """Spans of one process. `off()` makes none."""

    def __init__(self, provider: TracerProvider | None) -> None:
        self._provider = provider
        self._tracer: Tracer | None = None if provider is None else provider.get_tracer("summitry")

    @classmethod
    def off(cls) -> Tracing:
        return cls(None)

    @classmethod
    def by(cls, environment: Mapping[str, str], version: str) -> Tracing:
        """As the variables say; off, with a line in the log, where the extra is not installed."""
        if not any(environment.get(name) for name in ENDPOINTS):
            return cls.off()
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
            from opentelemetry.sdk.resources import Resource
            from opentelemetry.sdk.trace import TracerProvider
            from opentelemetry.sdk.trace.export import BatchSpanProcessor
        except ImportError:
            _log.warning(
                "an endpoint for traces is set, but they need the extra: pip install 'summitry[traces]'"
            )
            return cls.off()
        named = {} if environment.get("OTEL_SERVICE_NAME") else {"service.name": "summitry"}
        provider = TracerProvider(resource=Resource.create({**named, "service.version": version}))
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        return cls(provider)

    @property
    def is_on(self) -> bool:
        return self._tracer is not None

    @contextmanager
    def span(self, name: str, **attributes: str | int) -> Iterator[Span | None]:
        """A span around the block, within the one that is open; what the block raises is told in it."""
        if self._tracer is None:
            yield None
            return
        with self._tracer.start_as_current_span(name, attributes=attributes) as span:
            yield span

    def spanned(self, query: Callable[Params, Answer]) -> Callable[Params, Answer]:
        """A query in a span of its own name; the query itself where traces are off."""
        if self._tracer is None:
            return query

        @wraps(query)
        def run(*args: Params.args, **kwargs: Params.kwargs) -> Answer:
            with self.span(f"query {query.__name__}"):
                return query(*args, **kwargs)

        return run

    def close(self) -> None:
        """Send what waits to be sent; a collector that is away holds up nobody for long."""
        if self._provider is not None:
            self._provider.force_flush(FLUSH)
            self._provider.shutdown()


class Traced:
    """The outermost layer of an application: a span for each request, within that of the client who names its own (`traceparent`)."""

    def __init__(self, app: ASGIApp, tracing: Tracing) -> None:
        self._app = app
        self._tracing = tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        tracer = self._tracing._tracer
        if tracer is None or scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        from opentelemetry.propagate import extract
        from opentelemetry.trace import SpanKind, Status, StatusCode

        method = scope["method"] if scope["method"] in METHODS else "_OTHER"
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        attributes: dict[str, Any] = {
            "http.request.method": method,
            "url.scheme": scope["scheme"],
            "url.path": scope["path"],
            "network.protocol.version": scope.get("http_version", ""),
        }
        with tracer.start_as_current_span(
            method, context=extract(headers), kind=SpanKind.SERVER, attributes=attributes
        ) as span:

            async def answer(message: Message) -> None:
                if message["type"] == "http.response.start":
                    told = dict(message["headers"])
                    span.set_attribute("http.response.status_code", message["status"])
                    span.set_attribute(
                        "summitry.request_id", told.get(b"x-request-id", b"").decode("latin-1")
                    )
                    if message["status"] >= 500:
                        span.set_status(Status(StatusCode.ERROR))
                await send(message)

            await self._app(scope, receive, answer)
            if template := template_of(scope):
                span.update_name(f"{method} {template}")
                span.set_attribute("http.route", template)


def template_of(scope: Scope) -> str:
    """The pattern of the address that was asked, such as /api/v1/statements/{id}; '' where no route answered: anybody can make up paths."""
    path: str = scope["path"]
    if "endpoint" not in scope:
        return path if scope.get(ROUTED) else ""
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(f"/{value}", f"/{{{name}}}", 1)
    return path
