"""More clients than a server can answer at once: those who wait cost the others nothing, and those who are refused are told so."""

from __future__ import annotations

import json
import resource
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import httpx2
import pytest

from app.api import door
from app.api.protocol import MOST_CONNECTIONS
from app.api.shortcut import QuickProtocol
from app.api.streams import AT_ONCE
from app.main import OTHER_FILES, make_room
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.api.wire import serving
from tests.shelf import fill, served, shelf
from tests.stores import Store, only_sqlite

IDLE = 1_500
DOWNLOADERS = 60
READERS = 200


@pytest.fixture(autouse=True)
def many_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4_000 if hard == resource.RLIM_INFINITY else min(4_000, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def sockets(port: int, number: int, sent: bytes = b"") -> Iterator[list[socket.socket]]:
    """So many connections, on each of which these bytes were sent."""
    with ExitStack() as open_ones:
        made = []
        for _ in range(number):
            made.append(open_ones.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20)))
            if sent:
                made[-1].sendall(sent)
        yield made


@only_sqlite
def test_those_who_are_silent_cost_the_others_nothing(store: Store, vocabulary: Vocabulary) -> None:
    url = store.filled("library", lambda place: fill(place, vocabulary))
    with (
        served(url) as address,
        sockets(int(address.rpartition(":")[2]), IDLE),
        httpx2.Client(base_url=address) as client,
    ):
        pages = [f"/api/v1/statements?limit={number}" for number in range(1, 51)]
        statuses = [client.get(page).status_code for page in pages]
    store.drop(url)
    assert statuses == [200] * 50


@only_sqlite
def test_who_downloads_and_does_not_read_keeps_no_place(
    store: Store, vocabulary: Vocabulary, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QuickProtocol, "WRITE_SECONDS", 4.0)
    url = store.filled("many", lambda place: fill(place, vocabulary, shelf(400)))
    ask = b"GET /api/v1/export HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
    with serving(make_app(url)) as port, httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:

        def page(number: int) -> int:
            return client.get(f"/api/v1/statements?limit={number % 50 + 1}").status_code

        assert client.get("/api/v1/meta").status_code == 200  # all is loaded

        with sockets(port, DOWNLOADERS) as clients:
            for each in clients:
                each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
                each.sendall(ask)
            until, status = time.monotonic() + 3, 200
            while status == 200 and time.monotonic() < until:
                status = client.get("/api/v1/statements?format=csv").status_code
            assert status == 503, "they are all served: this proves nothing"
            with ThreadPoolExecutor(8) as readers:
                assert set(readers.map(page, range(READERS))) == {200}
            until, status = time.monotonic() + 20, 503
            while status == 503 and time.monotonic() < until:
                status = client.get("/api/v1/statements?format=csv").status_code
                time.sleep(0.2)
            assert status == 200, f"{AT_ONCE} clients that read nothing keep everybody from every list"
    store.drop(url)


@only_sqlite
def test_more_requests_than_can_be_are_refused_in_one_shape_and_the_process_still_lives(
    store: Store, vocabulary: Vocabulary, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MOST_REQUESTS", 3)
    url = store.filled("library", lambda place: fill(place, vocabulary))
    half = b"POST /api/v1/extract HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"
    with serving(make_app(url)) as port, httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
        with sockets(port, 3, half):
            until, answer = time.monotonic() + 10, client.get("/api/v1/topics")
            while answer.status_code == 200 and time.monotonic() < until:
                answer = client.get("/api/v1/topics")
            assert answer.status_code == 503 and answer.headers["retry-after"] == "5"
            assert answer.headers["content-type"] == "application/problem+json"
            assert json.loads(answer.text)["type"] == "urn:summitry:problem:busy"
            assert answer.headers["x-request-id"] and answer.headers["access-control-allow-origin"] == "*"
            assert client.get("/healthz").status_code == 200
        until = time.monotonic() + 10
        while (status := client.get("/api/v1/topics").status_code) == 503 and time.monotonic() < until:
            time.sleep(0.05)
        assert status == 200
    store.drop(url)


@only_sqlite
def test_more_clients_than_are_answered_are_refused_in_the_same_shape(
    store: Store, vocabulary: Vocabulary, make_app: MakeApp
) -> None:
    url = store.filled("library", lambda place: fill(place, vocabulary))
    with serving(make_app(url), limit_concurrency=5) as port:
        with sockets(port, 5), httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
            answer = client.get("/api/v1/topics")
        assert answer.status_code == 503 and answer.headers["connection"] == "close"
        assert answer.json()["type"] == "urn:summitry:problem:busy" and answer.headers["x-request-id"]
    store.drop(url)


def test_there_is_room_for_the_connections_that_the_system_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: asked.append(limits))
    for found, room, wanted in (
        ((1_024, 4_096), 4_096 - OTHER_FILES, (4_096, 4_096)),
        (
            (1_024, resource.RLIM_INFINITY),
            MOST_CONNECTIONS,
            (MOST_CONNECTIONS + OTHER_FILES, resource.RLIM_INFINITY),
        ),
        ((resource.RLIM_INFINITY, resource.RLIM_INFINITY), MOST_CONNECTIONS, None),
    ):
        asked.clear()
        monkeypatch.setattr(resource, "getrlimit", lambda _, found=found: found)
        assert make_room() == room
        assert asked == ([] if wanted is None else [wanted])
    monkeypatch.undo()
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (soft, hard)
