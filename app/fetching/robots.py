"""What hosts ask of programs in their robots.txt (RFC 9309), remembered for a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import httpx2
from protego import Protego

from app.fetching.errors import FetchFailed, FetchRefused, NotPublic

MOST_BYTES: Final = 512_000
"""Read of a robots.txt; the standard asks for 500 KiB at least."""
KEPT: Final = 24 * 3600.0
KEPT_UNREAD: Final = 600.0
"""Seconds after which one that could not be read is asked for again."""
MOST_DELAY: Final = 600.0
"""Seconds between two requests; a host that wants more is left alone."""


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: Protego | None
    """None where it could not be read: then nothing is asked of the host."""
    reason: str
    until: float


class Robots:
    """The robots.txt of hosts. `read` gives the text of one, '' where there is none. It raises `FetchFailed` or `FetchRefused`."""

    def __init__(self, agent: str, read: Callable[[httpx2.URL], str], now: Callable[[], float]) -> None:
        self._agent = agent
        self._read = read
        self._now = now
        self._known: dict[tuple[str, str, int | None], _Rules] = {}

    def admit(self, url: httpx2.URL) -> float:
        """Seconds that the host asks to leave between two requests, 0 where it asks nothing. Raises `FetchRefused` where it forbids this address,
        `FetchFailed` where it does not tell what it allows."""
        found = self._of(url)
        if found.rules is None:
            raise FetchFailed(
                f"{found.reason}; a host whose robots.txt could not be read is asked for nothing else; try again in ten minutes",
                retry_after=max(KEPT_UNREAD / 2, found.until - self._now()),
            )
        if not found.rules.can_fetch(str(url), self._agent):
            raise FetchRefused(
                f"the robots.txt of {url.host} forbids {url.raw_path.decode()}; ask the site for leave, and name the file that it gives"
            )
        delay = found.rules.crawl_delay(self._agent) or 0.0
        if delay > MOST_DELAY:
            raise FetchRefused(
                f"the robots.txt of {url.host} asks for {delay:.0f} seconds between two requests"
            )
        return delay if delay > 0 else 0.0  # neither negative nor NaN

    def _of(self, url: httpx2.URL) -> _Rules:
        place = (url.scheme, url.host, url.port)
        found = self._known.get(place)
        if found is None or found.until <= self._now():
            try:
                text = self._read(url.copy_with(raw_path=b"/robots.txt"))
                found = _Rules(Protego.parse(text), "", self._now() + KEPT)
            except NotPublic:
                raise
            except (FetchFailed, FetchRefused) as error:
                found = _Rules(None, error.detail, self._now() + KEPT_UNREAD)
            self._known[place] = found
        return found
