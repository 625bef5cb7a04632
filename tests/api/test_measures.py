"""Metrics: a real server, read by Prometheus' own parser; what is counted, what is never told, and that the API does not show them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest

pytest.importorskip("prometheus_client")

from prometheus_client.parser import text_string_to_metric_families

from app.api.measures import MISSING
from app.main import create_app
from app.settings import Settings
from app.vocabulary import Vocabulary
from tests.shelf import SERVE, environment, fill, free_port, served
from tests.stores import Store, only_sqlite

Label = tuple[str, str]


class Measured(NamedTuple):
    client: httpx2.Client
    metrics: str

    def numbers(self) -> dict[tuple[str, frozenset[Label]], float]:
        """Name and labels -> value, of all that is told now."""
        answer = httpx2.get(f"{self.metrics}/metrics")
        assert answer.status_code == 200
        return {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples
        }

    def number(self, name: str, **labels: str) -> float | None:
        return self.numbers().get((name, frozenset(labels.items())))


@contextmanager
def measured(store: Store, vocabulary: Vocabulary) -> Iterator[Measured]:
    url = store.filled("library", lambda place: fill(place, vocabulary))
    port = str(free_port())
    with served(url, SUMMITRY_METRICS_PORT=port) as address, httpx2.Client(base_url=address) as client:
        yield Measured(client, f"http://127.0.0.1:{port}")
    store.drop(url)


def test_each_answer_is_counted_once_under_the_pattern_of_its_address(
    store: Store, vocabulary: Vocabulary
) -> None:
    with measured(store, vocabulary) as service:
        listed = service.client.get("/api/v1/statements?limit=3").json()["items"]
        for item in listed:
            for _ in range(3):  # all but the first are known already
                assert service.client.get(f"/api/v1/statements/{item['id']}").status_code == 200
        tag = service.client.get("/api/v1/topics").headers["etag"]
        assert service.client.get("/api/v1/topics", headers={"if-none-match": tag}).status_code == 304
        assert service.client.head("/api/v1/proposals").status_code == 200
        for number in range(50):
            assert service.client.get(f"/api/v1/made-up/{number}").status_code == 404
        assert service.client.get("/api/v1/statements?limit=none").status_code == 422
        assert service.client.request("PROPFIND", "/api/v1/statements").status_code == 405
        found = service.numbers()

    def requests(**wanted: str) -> float:
        return sum(
            value
            for (name, labels), value in found.items()
            if name == "summitry_requests_total" and wanted.items() <= dict(labels).items()
        )

    kept = sum(value for (name, _), value in found.items() if name == "summitry_kept_answers_total")
    assert requests() + kept == 1 + 9 + 2 + 1 + 50 + 2
    assert requests(method="HEAD", route="/api/v1/proposals") == 1
    assert 1 <= requests(route="/api/v1/statements/{id}", status="200") <= 9
    assert requests(route="(none)", status="404") == 50
    assert requests(method="other") == 1
    assert requests(status="422") == 1
    assert found["summitry_request_seconds_count", frozenset({("route", "(none)")})] == 50
    assert len([name for name, _ in found if name == "summitry_requests_total"]) < 12, "labels are few"


def test_what_is_stored_is_told_as_the_api_tells_it(store: Store, vocabulary: Vocabulary) -> None:
    with measured(store, vocabulary) as service:
        meta = service.client.get("/api/v1/meta").json()
        for kind in ("document", "statement", "proposal", "figure"):
            assert service.number("summitry_records", kind=kind) == meta["counts"][f"{kind}s"] > 0
        assert service.number("summitry_data_version") == meta["data_version"]
        assert service.number("summitry_database_up") == 1
        assert (service.number("summitry_database_bytes", file="main") or 0) > 100_000
        assert service.number("summitry_jobs", state="waiting") == 0
        assert (service.number("process_resident_memory_bytes") or 0) > 10_000_000


@only_sqlite
def test_a_database_that_is_gone_is_told_and_nothing_is_called_zero(
    store: Store, vocabulary: Vocabulary
) -> None:
    url = store.filled("library", lambda place: fill(place, vocabulary))
    port = str(free_port())
    with served(url, SUMMITRY_METRICS_PORT=port) as address, httpx2.Client(base_url=address) as client:
        service = Measured(client, f"http://127.0.0.1:{port}")
        assert service.number("summitry_database_up") == 1
        store.drop(url)
        assert service.number("summitry_database_up") == 0
        assert service.number("summitry_records", kind="statement") is None
        assert client.get("/api/v1/statements").status_code == 503
        assert (
            service.number("summitry_requests_total", method="GET", route="/api/v1/statements", status="503")
            == 1
        )


@only_sqlite
def test_nothing_that_was_asked_for_is_told_and_the_api_shows_no_metrics(
    store: Store, vocabulary: Vocabulary
) -> None:
    with measured(store, vocabulary) as service:
        secret = "a-question-nobody-else-reads"
        service.client.get(f"/api/v1/search?q={secret}", headers={"authorization": "Bearer sk-planted-key"})
        service.client.get(f"/api/v1/leaders/{secret}")
        told = httpx2.get(f"{service.metrics}/metrics").text
        assert secret not in told and "planted" not in told
        shown = service.client.get("/metrics")  # a page of economic metrics
        assert shown.status_code == 200 and "summitry_requests" not in shown.text


@only_sqlite
def test_a_port_that_is_taken_is_told_and_nothing_is_served(
    store: Store, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    url = store.filled("library", lambda place: fill(place, vocabulary))
    with served(url) as address:
        taken = address.rpartition(":")[2]
        found = subprocess.run(
            SERVE,
            env=environment(url, SUMMITRY_PORT="0", SUMMITRY_METRICS_PORT=taken),
            capture_output=True,
            text=True,
            timeout=60,
        )
    store.drop(url)
    assert found.returncode and "SUMMITRY_METRICS_PORT" in found.stderr and "Traceback" not in found.stderr
    assert "answers" not in found.stdout


def test_the_missing_extra_is_named(vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "prometheus_client", None)
    with pytest.raises(Exception, match="extra `metrics`") as told:
        create_app(Settings(metrics_port=9), vocabulary)
    assert str(told.value) == MISSING
