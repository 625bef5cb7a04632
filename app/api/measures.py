"""Numbers of one process for Prometheus (the extra `metrics`), on a port of their own: whoever reads the API need not see how it is used.

On where SUMMITRY_METRICS_PORT is set. Labels are few by design: patterns of addresses, never what was asked for.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from app.errors import AppError, InvalidInput
from app.tracing import METHODS, template_of

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.metrics_core import Metric
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from app.queries.vitals import Vitals

SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Bounds of the histogram: a page takes one or two thousandths, an export seconds."""

KEPT: Final = "(kept)"
"""The route of answers that were known already: no route is asked for them."""

NO_ROUTE: Final = "(none)"
"""The route of requests that none answered: anybody can make up paths."""

MISSING: Final = "metrics need the extra `metrics`: pip install 'summitry[metrics]'"

_log = logging.getLogger(__name__)


class Measures:
    """What one process counts. Raises `InvalidInput` where the extra is not installed."""

    def __init__(self, kept: Mapping[int, int], vitals: Callable[[], Vitals]) -> None:
        """`kept`: answers that were given before any layer, by status; `vitals`: what is stored now, asked at each look."""
        try:
            import prometheus_client as prometheus
        except ImportError:
            raise InvalidInput(MISSING) from None
        self.registry: CollectorRegistry = prometheus.CollectorRegistry()
        self.requests = prometheus.Counter(
            "summitry_requests",
            "Requests that were answered, or broken off (status 499).",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = prometheus.Histogram(
            "summitry_request_seconds",
            "From a request to the end of its answer.",
            ["route"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.running = prometheus.Gauge(
            "summitry_requests_running", "Requests that are being answered.", registry=self.registry
        )
        for collector in (prometheus.ProcessCollector, prometheus.GCCollector, prometheus.PlatformCollector):
            collector(registry=self.registry)
        self.registry.register(_Kept(kept))
        self.registry.register(_Stored(vitals))

    def serve(self, host: str, port: int) -> int:
        """Answer Prometheus at an address, in a thread that ends with the process; the port. Raises `InvalidInput` where that is taken."""
        from prometheus_client import start_http_server

        try:
            server, _ = start_http_server(port, host, self.registry)
        except OSError as error:
            raise InvalidInput(
                f"metrics cannot be served on {host}, port {port}: {error.strerror or error}; choose another with SUMMITRY_METRICS_PORT"
            ) from None
        return int(server.server_port)


class _Kept:
    """Answers that went by every layer: a request that was known already costs less than counting it with labels would."""

    def __init__(self, kept: Mapping[int, int]) -> None:
        self._kept = kept

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import CounterMetricFamily

        told = CounterMetricFamily(
            "summitry_kept_answers",
            "Requests whose answers were known already (200) or unchanged (304), beside summitry_requests_total.",
            labels=["status"],
        )
        for status, number in self._kept.items():
            told.add_metric([str(status)], number)
        yield told


class _Stored:
    """What the database holds. Where it cannot be read, that alone is told: numbers that are missing are no zeros."""

    def __init__(self, vitals: Callable[[], Vitals]) -> None:
        self._vitals = vitals

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily

        try:
            found = self._vitals()
        except AppError as error:
            _log.warning("metrics without what is stored: %s", error.detail)
            yield GaugeMetricFamily("summitry_database_up", "Whether the database can be read.", value=0)
            return
        yield GaugeMetricFamily("summitry_database_up", "Whether the database can be read.", value=1)
        yield GaugeMetricFamily(
            "summitry_data_version", "Number of the version of the data.", value=found.data_version
        )
        for name, help, label, numbers in (
            ("summitry_records", "Records that are stored and shown.", "kind", found.records),
            ("summitry_jobs", "Documents that were sent, of the last seven days.", "state", found.jobs),
            ("summitry_database_bytes", "Size of the database, by file.", "file", found.bytes),
        ):
            told = GaugeMetricFamily(name, help, labels=[label])
            for key, number in numbers.items():
                told.add_metric([key], number)
            yield told

    def describe(self) -> list[Metric]:
        """Nothing: the registry would read the database before the server listens."""
        return []


class Measured:
    """The outermost layer of an application that is measured."""

    def __init__(self, app: ASGIApp, measures: Measures) -> None:
        self._app = app
        self._measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, ended = 499, False  # what is broken off has no status of its own; nginx calls it so

        async def answer(message: Message) -> None:
            nonlocal status, ended
            await send(message)
            if message["type"] == "http.response.start":
                status = message["status"]
            elif not message.get("more_body"):
                ended = True

        measures = self._measures
        started = time.perf_counter()
        with measures.running.track_inprogress():
            try:
                await self._app(scope, receive, answer)
            finally:
                method = scope["method"] if scope["method"] in METHODS else "other"
                route = template_of(scope) or (KEPT if status in (200, 304) else NO_ROUTE)
                measures.requests.labels(method, route, str(status if ended else 499)).inc()
                measures.seconds.labels(route).observe(time.perf_counter() - started)
