"""Answers are compressed as the client takes them, kept compressed, and the same whatever the coding."""

from __future__ import annotations

import gzip
import urllib.error
import urllib.request

import brotli
import pytest
import zstandard
from fastapi.testclient import TestClient

from app.api.compression import settle_coding
from app.api.lists import FIND
from tests.api.conftest import MakeApp

PAGE = "/api/v1/statements?limit=50"


@pytest.mark.parametrize(
    ("asked", "settled"),
    [
        (b"gzip, deflate, br, zstd", b"zstd"),
        (b"gzip, deflate, br", b"br"),
        (b"GZip", b"gzip"),
        (b"br;q=0, gzip;q=0.5", b"gzip"),
        (b"zstd; q=0.0, *;q=0.1", b"br"),
        (b"*", b"zstd"),
        (b"identity", b""),
        (b"gzip;q=nonsense", b""),
        (b"", b""),
    ],
)
def test_the_coding_follows_the_header(asked: bytes, settled: bytes) -> None:
    scope = {"headers": [(b"accept", b"*/*"), (b"accept-encoding", asked)]}
    assert settle_coding(scope) == settled
    left = [value for name, value in scope["headers"] if name == b"accept-encoding"]
    assert left == ([settled] if settled else [] if asked else [b""])


def raw(address: str, coding: str | None) -> tuple[dict[str, str], bytes]:
    """Headers and bytes as they come over the wire."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": coding} if coding else {})
    with urllib.request.urlopen(request) as answer:
        return {name.lower(): value for name, value in answer.getheaders()}, answer.read()


@pytest.mark.parametrize("path", [PAGE, "/api/v1/statements?format=jsonl", "/api/v1/statements?format=csv"])
def test_every_coding_holds_the_same(address: str, path: str) -> None:
    # urllib itself asks for identity
    plain_headers, plain = raw(address + path, None)
    assert "content-encoding" not in plain_headers and "Accept-Encoding" in plain_headers["vary"]
    expand = {
        "gzip": gzip.decompress,
        "br": brotli.decompress,
        "zstd": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
    }
    for coding, opened in expand.items():
        for _ in range(2):  # made, then kept
            headers, body = raw(address + path, coding)
            assert headers["content-encoding"] == coding and len(body) < len(plain) / 4
            assert opened(body) == plain and headers["etag"] == plain_headers["etag"]


def test_what_is_packed_already_is_left_alone(address: str) -> None:
    headers, body = raw(address + "/api/v1/export", "gzip")
    assert "content-encoding" not in headers and body.startswith(b"PK")


def test_a_copy_in_any_coding_is_still_good(address: str) -> None:
    headers, _ = raw(address + PAGE, "br")
    request = urllib.request.Request(
        address + PAGE, headers={"Accept-Encoding": "gzip", "If-None-Match": headers["etag"]}
    )
    with pytest.raises(urllib.error.HTTPError) as answered:
        urllib.request.urlopen(request)
    assert answered.value.code == 304 and answered.value.headers["etag"] == headers["etag"]


def test_answers_are_kept_by_coding(library: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(make_app(library)) as client:
        found = {
            coding: client.get(PAGE, headers={"accept-encoding": coding}).json()
            for coding in ("gzip", "br", "")
        }
        monkeypatch.setitem(FIND, "statement", None)
        for coding, page in found.items():
            assert client.get(PAGE, headers={"accept-encoding": coding}).json() == page
