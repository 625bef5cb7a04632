"""What is answered at once is as fresh as anything else, and keeps to the limits of the server."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from uvicorn.server import ServerState

from app.api.shortcut import SHORTCUT, QuickProtocol, Reply, Shortcut
from app.main import server_config
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.api.wire import PAGE, Client, etag, get, serving
from tests.shelf import SERVE, add, fill, shelf


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Path:
    return fill(tmp_path_factory.mktemp("limits") / "summitry.db", vocabulary)


@pytest.fixture(scope="module")
def port(database: Path, make_app: MakeApp) -> Iterator[int]:
    with serving(make_app(database)) as found:
        yield found


def test_a_thousand_on_one_connection(port: int, taken: list[Reply]) -> None:
    tag = etag(port)
    taken.clear()
    with Client(port) as client:
        for number in range(500):
            id_line = f"x-request-id: n-{number}\r\n".encode()
            page = client.ask(get(PAGE, f"X-Request-ID: n-{number}"))
            assert page.startswith(b"HTTP/1.1 200 ") and id_line in page
            copy = client.ask(get(PAGE, f"If-None-Match: {tag}"))
            assert copy.startswith(b"HTTP/1.1 304 ") and id_line not in copy
    assert len(taken) == 1000


def test_who_reads_too_slowly_gets_everything_in_order(
    port: int, taken: list[Reply], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Far more than the buffers of the connection hold: the rest is answered as the client reads, and in the usual way."""
    paused: list[int] = []
    pause = QuickProtocol.pause_writing

    def spy(self: QuickProtocol) -> None:
        paused.append(1)
        pause(self)

    monkeypatch.setattr(QuickProtocol, "pause_writing", spy)
    etag(port)
    taken.clear()
    number = 400  # of 59 kB
    with Client(port) as client:
        client.socket.sendall(b"".join(get(PAGE, f"X-Request-ID: n-{at}") for at in range(number)))
        time.sleep(0.3)
        begun = len(taken)
        for at in range(number):
            answer = client.answer()
            assert answer.startswith(b"HTTP/1.1 200 ") and f"x-request-id: n-{at}\r\n".encode() in answer
            assert answer.endswith(b"}")
    assert paused and 0 < begun < number


def test_new_data_is_told_on_the_same_connection(
    tmp_path: Path, vocabulary: Vocabulary, make_app: MakeApp, taken: list[Reply]
) -> None:
    path = fill(tmp_path / "summitry.db", vocabulary, shelf(2))
    other = fill(tmp_path / "other.db", vocabulary, shelf(1))
    with serving(make_app(path)) as port, Client(port) as client:
        request = get(
            "/api/v1/statements?count=exact", f"If-None-Match: {etag(port, '/api/v1/statements?count=exact')}"
        )
        totals = []
        for change in (
            lambda: None,
            lambda: other.replace(path),
            lambda: add(path, vocabulary, shelf(3)[2:]),
        ):
            change()
            for _ in range(3):
                answer = client.ask(request)
                found = re.search(rb'"total":(\d+)', answer)
                totals.append((answer[9:12], int(found[1]) if found else None))
        path.unlink()
        assert client.ask(request).startswith(b"HTTP/1.1 503 ")
    assert totals == [(b"304", None)] * 3 + [(b"200", 8)] * 3 + [(b"200", 16)] * 3
    assert [reply.status for reply in taken] == [304] * 3 + [200] * 4


def test_above_the_limit_of_connections_all_are_refused(database: Path, make_app: MakeApp) -> None:
    with serving(make_app(database), limit_concurrency=2) as port:
        tag = etag(port)
        with Client(port) as first:
            assert first.ask(get(PAGE, f"If-None-Match: {tag}")).startswith(b"HTTP/1.1 304 ")
            with Client(port) as second:
                assert second.ask(get()).startswith(b"HTTP/1.1 503 ")


def test_every_answer_counts(database: Path, make_app: MakeApp, taken: list[Reply]) -> None:
    with serving(make_app(database), limit_max_requests=6) as port:
        tag = etag(port)
        taken.clear()
        with Client(port) as client:
            for _ in range(5):
                client.ask(get(PAGE, f"If-None-Match: {tag}"))
            assert client.answer() == b"", "the server goes on"
    assert len(taken) == 5


def test_an_idle_connection_is_closed_in_time(database: Path, make_app: MakeApp, taken: list[Reply]) -> None:
    with serving(make_app(database), timeout_keep_alive=1) as port:
        request = get(PAGE, f"If-None-Match: {etag(port)}")
        with Client(port) as client:
            for _ in range(3):
                assert client.ask(request)
                time.sleep(0.6)
            client.ask(get("/healthz"))  # the usual way has its own clock
            time.sleep(0.6)
            client.ask(request)
            started = time.monotonic()
            assert client.answer() == b""
            assert 0.8 < time.monotonic() - started < 1.6
    assert len(taken) == 4


def test_half_a_request_behind_an_answer_is_let_go(
    port: int, taken: list[Reply], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QuickProtocol, "HEAD_SECONDS", 0.4)
    etag(port)
    taken.clear()
    with Client(port) as client:
        assert client.ask(get())
        client.socket.sendall(b"GET / HT")
        started = time.monotonic()
        assert client.answer() == b""
        assert 0.3 < time.monotonic() - started < 1.5
    assert len(taken) == 1


def test_who_wants_a_line_for_each_answer_gets_it(
    port: int, taken: list[Reply], caplog: pytest.LogCaptureFixture
) -> None:
    etag(port)
    taken.clear()
    with caplog.at_level(logging.DEBUG, "app.api.door"):
        etag(port)
        until = time.monotonic() + 5
        while "answered" not in caplog.text and time.monotonic() < until:
            time.sleep(0.01)  # the line comes after the answer
    assert not taken and "answered" in caplog.text


def test_a_defect_of_the_shortcut_is_logged_and_harms_nobody(
    port: int, taken: list[Reply], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tag = etag(port)
    taken.clear()
    monkeypatch.setattr("app.api.quick.id_of", None)
    with Client(port) as client:
        for _ in range(2):
            assert client.ask(get(PAGE, f"If-None-Match: {tag}")).startswith(b"HTTP/1.1 304 ")
    assert not taken and "no answer at once" in caplog.text


class Sent:
    """What a connection was sent, without a connection."""

    def __init__(self) -> None:
        self.data = b""
        self.closed = False

    def get_extra_info(self, _: str) -> None:
        return None

    def is_closing(self) -> bool:
        return self.closed

    def write(self, data: bytes) -> None:
        self.data += data

    def writelines(self, data: list[bytes]) -> None:
        self.data += b"".join(data)

    def close(self) -> None:
        self.closed = True


class Looks:
    """Knows every answer, which tells how often it was looked at."""

    looks = 0

    def __call__(self, *_: object) -> Looks:
        return self

    def look(self) -> int:
        self.looks += 1
        return self.looks

    def reply(self, look: int) -> Reply:
        return Reply(200, b"content-length: 1\r\n", b"%d" % look)


def test_one_look_serves_what_was_read_before_it(make_app: MakeApp, database: Path) -> None:
    looks = Looks()

    async def run() -> tuple[list[bytes], int]:
        config, state = server_config(make_app(database)), ServerState()
        config.load()
        shared = {SHORTCUT: Shortcut(looks)}
        connections = []
        for _ in range(6):
            protocol, sent = QuickProtocol(config, state, shared), Sent()
            protocol.connection_made(sent)
            connections.append((protocol, sent))
        connections[0][0].data_received(get())  # met for the first time, and remembered
        for protocol, sent in connections[:5]:
            protocol.data_received(get())
            assert not sent.data or protocol is connections[0][0]
        connections[1][0].data_received(get())  # behind one that waits
        connections[2][0].shutdown()
        connections[3][0].connection_lost(None)
        connections[4][1].close()
        before = looks.looks
        await asyncio.sleep(0)
        for protocol, _ in connections:
            if protocol.parser is not None:
                protocol.connection_lost(None)
        return [sent.data for _, sent in connections], looks.looks - before

    found, later = asyncio.run(run())
    bodies = [[part[:1] for part in data.split(b"\r\n\r\n")[1:]] for data in found]
    assert bodies == [[b"1", b"4"], [b"2", b"4"], [b"3"], [], [], []] and later == 1


def test_few_heads_are_remembered(database: Path, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Shortcut, "MOST_HEADS", 10)
    sizes = []
    remember = Shortcut.remember

    def spy(self: Shortcut, head: bytes, known: object) -> None:
        remember(self, head, known)
        sizes.append(len(self.heads))
        assert all(len(head) <= Shortcut.HEAD_BYTES for head in self.heads)

    monkeypatch.setattr(Shortcut, "remember", spy)
    with serving(make_app(database)) as port:
        etag(port)
        with Client(port) as client:
            for number in range(25):
                client.ask(get(PAGE, f"x-any: {'a' * 100 * number}"))
    assert sizes and max(sizes) == 10


def test_connected_clients_do_not_hold_up_the_end(database: Path) -> None:
    process = subprocess.Popen(
        SERVE,
        env={**os.environ, "SUMMITRY_DATABASE_URL": f"sqlite:///{database}", "SUMMITRY_PORT": "0"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    found = re.search(r":(\d+)/", process.stdout.readline())
    assert found
    port = int(found[1])
    request = get(PAGE, f"If-None-Match: {etag(port)}")
    with Client(port) as busy, Client(port) as idle:
        for client in (busy, idle):
            assert client.ask(request).startswith(b"HTTP/1.1 304 ")
        process.send_signal(signal.SIGTERM)
        answers = 0
        while True:
            try:
                answer = busy.ask(request)
            except ConnectionError:
                break
            if not answer:
                break
            assert answer.startswith(b"HTTP/1.1 304 ") and answer.endswith(b"\r\n\r\n"), "cut off"
            answers += 1
        assert idle.answer() == b""
    assert process.wait(5) == 0
    process.stdout.close()
