"""Servers that do what they should not: every answer is whole and within limits, or refused with its reason, in time."""

from __future__ import annotations

import gzip
import time
import zlib

import pytest

from app.fetching import Fetched, FetchFailed, FetchRefused, Known
from app.fetching.fetcher import MOST_BYTES
from tests.fetching.internet import Answer, Internet, answer, dripping, one_after_another, raw, redirect

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
URL = "http://news.example/page"
BOMB = gzip.compress(bytes(64 * 2**20), 9)


def fetch(net: Internet, send: Answer, *, seconds: float = 20.0, known: Known | None = None) -> Fetched:
    net.pages["/page"] = send
    with net.fetcher(seconds=seconds) as fetcher:
        return fetcher.fetch(URL, takes={"text/plain", "text/html"}, known=known)


def test_a_page_comes_with_what_is_told_of_it(net: Internet) -> None:
    found = fetch(net, answer("Слово".encode("koi8-r"), kind='Text/HTML; Charset="KOI8-R"', ETag='"a"'))
    assert (found.media_type, found.charset, found.known.etag) == ("text/html", "koi8-r", '"a"')
    assert found.body == "Слово".encode("koi8-r")


@pytest.mark.parametrize(
    ("send", "reason"),
    [
        (answer(status="404 Not Found"), "404"),
        (answer(status="403 Forbidden"), "403"),
        (answer(status="204 No Content"), "204"),
        (answer(status="304 Not Modified"), "was not asked"),
        (answer(b"GIF89a", kind="image/gif"), "image/gif, which is not read"),
        (answer(b"x", Content_Encoding="br"), "packed as 'br'"),
        (answer(b"x", Content_Encoding="gzip, gzip"), "packed as"),
        (answer(BOMB, Content_Encoding="gzip"), "longer than 20 MB"),
        (answer(zlib.compress(bytes(64 * 2**20)), Content_Encoding="deflate"), "longer than 20 MB"),
        (raw(HEAD + b"Content-Length: 99999999999\r\n\r\n"), "longer than 20 MB"),
        (redirect("/page"), "more than 5 times"),
        (redirect("file:///etc/passwd"), "no http address"),
        (redirect("http://[::1"), "no address"),
        (redirect("//user:word@news.example/"), "never sent"),
        (redirect("http://news.example:22/"), "at port 22"),
    ],
)  # fmt: skip
def test_what_is_refused_is_asked_for_once(net: Internet, send: Answer, reason: str) -> None:
    with pytest.raises(FetchRefused, match=reason):
        fetch(net, send)
    assert len(net.requests) == (6 if "5 times" in reason else 1)


@pytest.mark.parametrize(
    "send",
    [
        raw(b""),
        raw(b"nothing of HTTP\r\n\r\n"),
        raw(b"HTTP/1.1 abc OK\r\n\r\n"),
        raw(HEAD + b"Content-Length: 100\r\n\r\nfew words"),
        raw(HEAD + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nwords"),
        raw(HEAD + b"Content-Length: many\r\n\r\nwords"),
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nwor"),
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nwords\r\n0\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"a" * 300_000 + b"\r\n\r\nwords"),
        answer(b"no gzip at all", Content_Encoding="gzip"),
        answer(status="500 Internal Server Error"),
        answer(status="503 Service Unavailable"),
        answer(status="429 Too Many Requests"),
    ],
)  # fmt: skip
def test_what_is_broken_is_asked_for_three_times_and_never_taken(net: Internet, send: Answer) -> None:
    with pytest.raises(FetchFailed):
        fetch(net, send)
    assert len(net.requests) == 3
    assert net.clock.slept[-1] >= 1


@pytest.mark.parametrize(
    "send",
    [
        dripping(b"H", b"T"),
        dripping(HEAD, b"X-More: header\r\n"),
        dripping(HEAD + b"\r\n", b"word "),
        dripping(HEAD + b"Content-Length: 100000\r\n\r\n", b"word "),
        dripping(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nw\r\n"),
        dripping(HEAD + b"\r\n", b"", every=10),
        dripping(b"", b"", every=10),
    ],
)  # fmt: skip
def test_what_is_slow_ends_in_time(net: Internet, send: Answer) -> None:
    began = time.monotonic()
    with pytest.raises(FetchFailed, match=r"no answer within 0\.4 seconds"):
        fetch(net, send, seconds=0.4)
    assert time.monotonic() - began < 0.4 + 1  # for all attempts together


def test_slow_redirects_share_one_time(net: Internet) -> None:
    def late(client: object, request: str) -> None:
        time.sleep(0.2)
        redirect("/page")(client, request)  # type: ignore[arg-type]

    with pytest.raises(FetchFailed, match="no answer within"):
        fetch(net, late, seconds=0.5)
    assert len(net.requests) <= 3


def test_a_resolver_that_hangs_ends_in_time(net: Internet) -> None:
    def hang() -> list[str]:
        time.sleep(5)
        return []

    net.names["news.example"] = hang
    began = time.monotonic()
    with pytest.raises(FetchFailed, match=r"robots\.txt could not be read"):
        fetch(net, answer(b"words"), seconds=0.1)
    assert time.monotonic() - began < 2


def test_an_endless_body_is_cut_at_the_limit(net: Internet) -> None:
    with pytest.raises(FetchRefused, match="longer than 20 MB"):
        fetch(net, dripping(HEAD + b"\r\n", b"w" * 2**20, every=0))


def test_a_body_of_the_largest_size_is_whole(net: Internet) -> None:
    found = fetch(net, answer(gzip.compress(b"w" * MOST_BYTES, 1), Content_Encoding="gzip"))
    assert found.body is not None
    assert len(found.body) == MOST_BYTES


def test_who_is_in_trouble_is_asked_again(net: Internet) -> None:
    found = fetch(net, one_after_another(answer(status="502 Bad Gateway"), raw(b""), answer(b"words")))
    assert found.body == b"words"
    assert [2 <= wait < 3 or 4 <= wait < 5 for wait in net.clock.slept if wait >= 2] == [True, True]


def test_who_names_a_time_is_asked_then(net: Internet) -> None:
    busy = answer(status="429 Too Many Requests", Retry_After="37")
    assert fetch(net, one_after_another(busy, answer(b"words"))).body == b"words"
    assert 37 in net.clock.slept


@pytest.mark.parametrize("wanted", ["3600", "Fri, 01 Jan 2038 00:00:00 GMT"])
def test_who_wants_to_be_left_alone_is(net: Internet, wanted: str) -> None:
    with pytest.raises(FetchFailed, match="asks to come back") as failed:
        fetch(net, answer(status="503 Service Unavailable", Retry_After=wanted))
    assert len(net.requests) == 1
    assert (failed.value.retry_after or 0) >= 3600


def test_what_has_not_changed_is_not_sent_again(net: Internet) -> None:
    known = Known(url=URL, etag='"a"', last_modified="Fri, 02 Jan 2026 00:00:00 GMT")
    assert fetch(net, answer(status="304 Not Modified"), known=known).body is None
    assert 'If-None-Match: "a"' in net.heads[0]
    assert "If-Modified-Since: Fri, 02 Jan 2026 00:00:00 GMT" in net.heads[0]


def test_cookies_are_not_kept(net: Internet) -> None:
    net.pages["/page"] = answer(b"words", Set_Cookie="a=b; Path=/")
    with net.fetcher() as fetcher:
        for _ in range(2):
            fetcher.fetch(URL, takes={"text/plain"})
    assert "cookie" not in "".join(net.heads).lower()
