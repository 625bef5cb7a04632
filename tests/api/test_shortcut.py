"""What is answered before uvicorn makes anything for the request is, byte for byte, what it would have been without."""

from __future__ import annotations

import hashlib
import inspect
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import uvicorn
from uvicorn.protocols.http import flow_control, httptools_impl

from app.api.protocol import GuardedProtocol
from app.api.shortcut import Reply
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.api.wire import PAGE, Client, etag, get, plain, serving
from tests.shelf import fill


def test_uvicorn_is_as_it_was_when_the_shortcut_was_written() -> None:
    """`QuickProtocol` stands for these in part. Where they change, read what changed, correct it, and pin them anew."""
    mirrored = (
        httptools_impl.HttpToolsProtocol,
        httptools_impl.RequestResponseCycle,
        flow_control.FlowControl,
    )
    told = "".join(inspect.getsource(each) for each in (*mirrored, uvicorn.Server.on_tick))
    assert hashlib.sha256(told.encode()).hexdigest()[:16] == "9e8ded95a3869bff", (
        f"uvicorn {uvicorn.__version__}"
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Path:
    return fill(tmp_path_factory.mktemp("shortcut") / "summitry.db", vocabulary)


@pytest.fixture(scope="module")
def ports(database: Path, make_app: MakeApp) -> Iterator[tuple[int, int]]:
    """The server as it is, and one without the shortcut."""
    with (
        serving(make_app(database)) as quick,
        serving(make_app(database), http=GuardedProtocol) as usual,
    ):
        yield quick, usual


AT_ONCE = {
    "a page": get(),
    "HEAD": get(method="HEAD"),
    "no query": get("/api/v1/statements"),
    "an empty query": get("/api/v1/statements?"),
    "one record type more": get("/api/v1/leaders"),
    "without Host": f"GET {PAGE} HTTP/1.1\r\n\r\n".encode(),
    "JSON by name": get(PAGE, "Accept: application/json"),
    "anything": get(PAGE, "Accept: */*"),
    "JSON before CSV": get(PAGE, "Accept: text/csv;q=0.5, application/json"),
    "format": get(f"{PAGE}&format=json", "Accept: text/csv"),
    "gzip": get(PAGE, "Accept-Encoding: gzip"),
    "br": get(PAGE, "Accept-Encoding: gzip, br"),
    "zstd": get(PAGE, "Accept-Encoding: gzip, deflate, br, zstd"),
    "no br": get(PAGE, "Accept-Encoding: br;q=0, gzip;q=0.5"),
    "identity": get(PAGE, "Accept-Encoding: identity"),
    "labels": get(f"{PAGE}&facets=topic", "Accept-Language: ru, en;q=0.5"),
    "labels by parameter": get(f"{PAGE}&facets=topic&lang=ru", "Accept-Language: en"),
    "from elsewhere": get(PAGE, "Origin: https://example.org"),
    "an id": get(PAGE, "X-Request-ID: mine-7"),
    "an id that is none": get(PAGE, "X-Request-ID: <mine>"),
    "stays": get(PAGE, "Connection: keep-alive"),
    "any copy": get(PAGE, "If-None-Match: *"),
    "another copy": get(PAGE, 'If-None-Match: "other"'),
    "closes": get(PAGE, "Connection: close"),
    "the old way": get(version="1.0"),
    "the old way, staying": get(PAGE, "Connection: keep-alive", version="1.0"),
    "after an empty line": b"\r\n" + get(),
}
THE_USUAL_WAY = {
    "records by lines": get(f"{PAGE}&format=jsonl"),
    "nothing that it takes": get(PAGE, "Accept: image/png"),
    "two headers of a name": get(PAGE, "Accept-Encoding: gzip", "Accept-Encoding: br"),
    "an escape": get("/api/v1/%73tatements?limit=50"),
    "two slashes": get("//api/v1/statements"),
    "an unknown address": get("/api/v1/none"),
    "a wrong parameter": get("/api/v1/statements?limit=0"),
    "an address too long": get(f"/api/v1/statements?q={'a' * 9000}"),
    "health": get("/healthz"),
    "no body": get(PAGE, "Content-Length: 0"),
    "a body": get(PAGE, "Content-Length: 5", body="hello"),
    "a body in chunks": get(PAGE, "Transfer-Encoding: chunked", body="5\r\nhello\r\n0\r\n\r\n"),
    "an expectation": get(PAGE, "Expect: 100-continue"),
    "a body that is announced": get(PAGE, "Expect: 100-continue", "Content-Length: 5", body="hello"),
    "websocket": get(PAGE, "Connection: Upgrade", "Upgrade: websocket"),
    "HTTP/2": get(PAGE, "Connection: Upgrade", "Upgrade: h2c"),
    "an upgrade that is not asked for": get(PAGE, "Upgrade: h2c"),
    "POST": get(method="POST"),
    "DELETE": get(method="DELETE"),
    "before another origin asks": get(PAGE, "Origin: https://example.org", "Access-Control-Request-Method: GET", method="OPTIONS"),
    "bare line ends": f"GET {PAGE} HTTP/1.1\nHost: x\n\n".encode(),
    "no HTTP": b"hello\r\n\r\n",
    "a header that is none": get(PAGE, "no colon"),
}  # fmt: skip


@pytest.mark.parametrize("name", [*AT_ONCE, *THE_USUAL_WAY])
def test_answers_are_the_same(ports: tuple[int, int], taken: list[Reply], name: str) -> None:
    """Three times, on one connection where it lasts: made, known, and known with its head."""
    request = (AT_ONCE | THE_USUAL_WAY)[name]
    found: list[list[bytes]] = []
    for port in ports:
        answers: list[bytes] = []
        client = Client(port)
        for _ in range(3):
            answers.append(client.ask(request))
            if b"connection: close" in answers[-1] or name in ("websocket", "HTTP/2"):
                assert name in ("websocket", "HTTP/2") or client.answer() == b""
                client.__exit__()
                client = Client(port)
        client.__exit__()
        found.append([plain(answer) for answer in answers])
    quick, usual = found
    assert quick == usual and all(quick)
    assert len(taken) in ({0} if name in THE_USUAL_WAY else {2, 3}), (
        "the first may be known from another test"
    )
    if name == "an id":
        assert b"x-request-id: mine-7\r\n" in taken[-1].head


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", W/{}', ' "a" ,{}', '{}, "b"'])
@pytest.mark.parametrize("more", [(), ("Accept-Encoding: gzip",), ("Connection: close",)])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_good_copy_is_told_the_same(
    ports: tuple[int, int], taken: list[Reply], form: str, more: Sequence[str], method: str
) -> None:
    strong = etag(ports[1]).removeprefix("W/")
    request = get(PAGE, f"If-None-Match: {form.format(strong)}", *more, method=method)
    answers = []
    for port in (ports[0], *ports):
        with Client(port) as client:
            answers.append(plain(client.ask(request)))
    assert answers[0] == answers[1] == answers[2] and answers[0].startswith(b"HTTP/1.1 304 ")
    assert [reply.status for reply in taken] == [304, 304]


@pytest.mark.parametrize(
    "requests",
    [
        [get()] * 20,
        [get(), get("/api/v1/statements?limit=0"), get(), get(method="HEAD"), get("/healthz"), get()],
        [get("/healthz"), get(), get()],
        [get(), get(PAGE, "Content-Length: 5", body="hello"), get()],
        [get(), get(PAGE, "Connection: close"), get(), get(method="POST")],
        [get("/healthz", "Connection: close"), get()],
    ],
    ids=["alike", "mixed", "behind another", "with a body", "after the last", "after the usual last"],
)  # fmt: skip
@pytest.mark.parametrize("size", [1, 7, 100, 1_000_000])
def test_requests_in_any_pieces(ports: tuple[int, int], requests: list[bytes], size: int) -> None:
    for port in ports:
        etag(port)  # kept from here on
    sent = b"".join(requests)
    found = []
    for port in ports:
        with Client(port) as client:
            for at in range(0, len(sent), size):
                try:
                    client.socket.sendall(sent[at : at + size])
                except ConnectionError:
                    break  # closed after the last
                if size < len(sent):
                    time.sleep(0.0002)
            answers = []
            for request in requests:
                answer = client.answer(request.split(b" ")[0])
                answers.append(plain(answer))
                if not answer:
                    break
            found.append(answers)
    assert found[0] == found[1]
    assert found[0][0]


def test_what_is_no_http_is_refused_behind_an_answer(ports: tuple[int, int]) -> None:
    """The usual way drops what it has not begun when it meets it."""
    etag(ports[0])
    with Client(ports[0]) as client:
        assert client.ask(get() + b"hello\r\n\r\n").startswith(b"HTTP/1.1 200 ")
        assert client.answer().startswith(b"HTTP/1.1 400 ") and client.answer() == b""
