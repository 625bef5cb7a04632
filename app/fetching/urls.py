"""Addresses as they are written -> ones that may be asked for."""

from __future__ import annotations

import re
from typing import Final

import httpx2

from app.fetching.errors import FetchRefused

PORTS: Final = frozenset({80, 443})
MOST_CHARACTERS: Final = 2000
_USER: Final = re.compile(r"^([^/?#]*//)[^/?#]*@")
_HOST: Final = re.compile(rb"[a-z0-9._-]+|[0-9a-f:.]+")
"""A name, or an address of IPv6; in ASCII, for httpx2 has turned names of other scripts into it."""


def without_user(url: str) -> str:
    """An address as it may be shown and kept: no name and no password in it."""
    return _USER.sub(r"\1", url)


def host_of(url: str) -> str:
    """The host of an address that was checked."""
    return httpx2.URL(url).host


def checked_url(text: str | httpx2.URL, *, ports: frozenset[int] = PORTS) -> httpx2.URL:
    """The address, without its fragment. What it leads to is judged when it is connected to. Raises `FetchRefused`."""
    told = str(text)
    if len(told) > MOST_CHARACTERS:
        raise FetchRefused(f"{told[:60]}… is longer than {MOST_CHARACTERS} characters")
    try:
        url = httpx2.URL(text)
        host = url.host  # decoding it may fail, too
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchRefused(f"{told[:200]!r} is no address: {error}") from None
    if url.scheme not in ("http", "https"):
        raise FetchRefused(f"{told[:200]} is no http address; fetched are http://… and https://… only")
    if not host:
        raise FetchRefused(f"{told[:200]} names no host")
    if not _HOST.fullmatch(url.raw_host):
        raise FetchRefused(f"{told[:200]!r} names a host that can be none")
    if url.userinfo:
        raise FetchRefused(
            f"{url.copy_with(userinfo=b'')} has a name or a password in it; they are never sent"
        )
    port = url.port if url.port is not None else 443 if url.scheme == "https" else 80
    if port not in ports:
        raise FetchRefused(
            f"{told[:200]} is at port {port}; fetched is from ports {' and '.join(map(str, sorted(ports)))} only"
        )
    return url.copy_with(fragment=None)
