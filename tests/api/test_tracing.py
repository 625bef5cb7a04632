"""Traces: a real collector's end of OTLP, a real server; what is sent, what is never sent, and that nothing depends on it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import pytest

pytest.importorskip("opentelemetry.sdk")

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.tracing import Tracing
from app.vocabulary import Vocabulary
from tests.shelf import fill, served
from tests.stores import Store

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Collector:
    """Takes what is exported, as any collector does."""

    def __init__(self) -> None:
        self.raw = b""
        self.spans: list[Any] = []
        self.resource: dict[str, str] = {}
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                if self.headers.get("content-encoding") == "gzip":
                    import gzip

                    body = gzip.decompress(body)
                collector.raw += body
                for found in ExportTraceServiceRequest.FromString(body).resource_spans:
                    collector.resource |= {
                        each.key: each.value.string_value for each in found.resource.attributes
                    }
                    for scope in found.scope_spans:
                        collector.spans += scope.spans
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def named(self, name: str) -> list[Any]:
        return [span for span in self.spans if span.name == name]


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    yield made
    made.server.shutdown()


@contextmanager
def traced(store: Store, vocabulary: Vocabulary, endpoint: str) -> Iterator[httpx2.Client]:
    url = store.filled("library", lambda place: fill(place, vocabulary))
    with (
        served(url, OTEL_EXPORTER_OTLP_ENDPOINT=endpoint) as address,
        httpx2.Client(base_url=address) as client,
    ):
        yield client
    store.drop(url)


def told(span: Any) -> dict[str, Any]:
    return {each.key: each.value.string_value or each.value.int_value for each in span.attributes}


def test_a_request_is_a_span_with_its_queries_in_it_within_the_clients(
    store: Store, vocabulary: Vocabulary, collector: Collector
) -> None:
    with traced(store, vocabulary, collector.endpoint) as client:
        listed = client.get("/api/v1/statements?limit=1&q=мысль", headers={"traceparent": PARENT})
        shown = listed.json()["items"][0]["id"]
        for _ in range(2):  # the second is known already
            assert client.get(f"/api/v1/statements/{shown}").status_code == 200
        assert client.get("/api/v1/no-such-thing/made-up-path").status_code == 404
        assert client.get("/", headers={"accept": "text/html"}).status_code == 200
    (span,) = collector.named("GET /api/v1/statements")
    assert span.trace_id.hex() == PARENT.split("-")[1] and span.parent_span_id.hex() == PARENT.split("-")[2]
    attributes = told(span)
    assert attributes["http.response.status_code"] == 200 and attributes["http.route"] == "/api/v1/statements"
    assert attributes["summitry.request_id"] == listed.headers["x-request-id"]
    inside = [each for each in collector.spans if each.parent_span_id == span.span_id]
    assert any(each.name.startswith("query ") for each in inside)
    assert len(collector.named("GET /api/v1/statements/{id}")) >= 1
    assert not any("made-up-path" in each.name for each in collector.spans), "names are few"
    assert collector.resource["service.name"] == "summitry" and collector.resource["service.version"]
    assert "мысль".encode() not in collector.raw, "what people ask is theirs"


def test_a_collector_that_is_away_holds_nobody_up(store: Store, vocabulary: Vocabulary) -> None:
    with traced(store, vocabulary, "http://127.0.0.1:9") as client:
        for _ in range(20):
            assert client.get("/api/v1/statements?limit=1").status_code == 200
        ended = time.monotonic()
    assert time.monotonic() - ended < 15


def test_without_an_endpoint_there_is_no_trace_and_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    tracing = Tracing.by({}, "1")
    assert not tracing.is_on

    def query() -> int:
        return 1

    assert tracing.spanned(query) is query
    with tracing.span("x") as span:
        assert span is None


def test_the_missing_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    assert not Tracing.by({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}, "1").is_on
    assert "summitry[traces]" in caplog.text
