"""One address -> the bytes that stand there: public hosts only, within limits, and as its host wants to be asked."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Final, Self

import httpx2
import tenacity

from app.fetching.errors import FetchFailed, FetchRefused, NotPublic
from app.fetching.network import PublicNetwork, PublicTransport
from app.fetching.robots import MOST_BYTES as MOST_ROBOTS
from app.fetching.robots import Robots
from app.fetching.turns import Turns
from app.fetching.urls import PORTS, checked_url

MOST_BYTES: Final = 20 * 2**20
"""Of one answer, unpacked."""
MOST_SECONDS: Final = 20.0
"""For one answer with all its redirects and attempts, without the time that hosts ask to wait."""
MOST_REDIRECTS: Final = 5
ATTEMPTS: Final = 3
MOST_WAIT: Final = 60.0
"""Seconds that are waited when a host asks to come back later; who asks for more is left alone for now."""
EVERY: Final = 1.0
"""Seconds between two requests to one host, if its robots.txt does not ask for more."""
_PACKED: Final = ("", "identity", "gzip", "x-gzip", "deflate")
_TROUBLED: Final = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a host told of its answer, by which it can tell later whether there is another."""

    url: str
    """Where it was found: what its host told means nothing elsewhere."""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer. `body` is None where nothing has changed since it was known."""

    url: str
    """Where it was found, after redirects."""
    body: bytes | None
    media_type: str
    """Such as text/html, in small letters; '' where the host tells none."""
    charset: str | None
    """The encoding as the host declares it: to be checked, not believed."""
    known: Known

    @property
    def digest(self) -> str | None:
        """SHA-256 of the body in hex."""
        return None if self.body is None else hashlib.sha256(self.body).hexdigest()


@dataclass(slots=True)
class _Budget:
    """Seconds left for one answer, however often it is asked for."""

    left: float


class Fetcher:
    """Fetches from the Internet. For one thread; `with` closes its connections.

    `agent` is what hosts are told of who asks, `every` the seconds between two requests to one of them, `seconds` the time for one answer, `ports`
    those that are asked. Fetchers that share `turns` ask a host one after the other. `network` stands for the Internet where tests need another; no setting leads to it.
    """

    def __init__(
        self,
        *,
        agent: str,
        every: float = EVERY,
        seconds: float = MOST_SECONDS,
        ports: frozenset[int] = PORTS,
        turns: Turns | None = None,
        network: PublicNetwork | None = None,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._every = every
        self._seconds = seconds
        self._ports = ports
        self._now = now
        self._sleep = sleep
        self._network = network or PublicNetwork(now)
        self._robots = Robots(agent.partition("/")[0], self._read_robots, now)
        self._turns = turns or Turns(now)
        self._client = httpx2.Client(
            transport=PublicTransport(self._network),
            headers={"User-Agent": agent, "Accept-Encoding": "gzip, deflate"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            timeout=seconds,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def fetch(self, address: str, *, takes: Collection[str], known: Known | None = None) -> Fetched:
        """What stands at an address. `takes` are the media types that are read; an answer that tells none is taken, another is refused unread.

        Raises `FetchRefused` where asking again changes nothing, `FetchFailed` after three attempts or when the time is over.
        """
        url = checked_url(address, ports=self._ports)
        headers = {"Accept": ", ".join(sorted(takes)) + ", */*;q=0.1"}
        return self._ask(url, headers, takes, admit=self._admit, most=MOST_BYTES, known=known)

    def _ask(
        self,
        url: httpx2.URL,
        headers: dict[str, str],
        takes: Collection[str] | None,
        *,
        admit: Callable[[httpx2.URL], None],
        most: int,
        known: Known | None = None,
    ) -> Fetched:
        """The answer of the first attempt that has one."""
        budget = _Budget(self._seconds)
        again = tenacity.Retrying(
            retry=tenacity.retry_if_exception(_worth_another),
            stop=lambda state: state.attempt_number >= ATTEMPTS or budget.left <= 0,
            wait=_wait,
            sleep=self._sleep,
            reraise=True,
        )
        return again(self._attempt, url, headers, takes, admit=admit, most=most, known=known, budget=budget)

    def _admit(self, url: httpx2.URL) -> None:
        """Wait for the host's turn. Raises `FetchRefused` where its robots.txt forbids the address."""
        self._take_turn(url.host, max(self._every, self._robots.admit(url)))

    def _take_turn(self, host: str, every: float) -> None:
        if (wait := self._turns.take(host, every)) > 0:
            self._sleep(wait)

    def _attempt(
        self,
        url: httpx2.URL,
        headers: dict[str, str],
        takes: Collection[str] | None,
        *,
        admit: Callable[[httpx2.URL], None],
        most: int,
        known: Known | None,
        budget: _Budget,
    ) -> Fetched:
        asked = url
        for _ in range(MOST_REDIRECTS + 1):
            try:
                admit(url)
            except NotPublic as error:
                raise error if url is asked else _leads_on(asked, error) from None
            self._network.allow(budget.left)
            began = self._now()
            whether = _whether(known, url)
            try:
                with self._client.stream(
                    "GET", url, headers=headers | whether, follow_redirects=False
                ) as response:
                    if response.status_code == httpx2.codes.NOT_MODIFIED and not whether:
                        raise FetchRefused(f"{url} says that nothing has changed, which was not asked")
                    if not response.has_redirect_location:
                        return _taken(url, response, takes, most)
                    target = response.headers["Location"]
            except httpx2.TimeoutException as error:
                raise FetchFailed(f"{url}: no answer within {self._seconds:g} seconds") from error
            except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                raise FetchFailed(f"{url}: {_told(error)}") from error
            except NotPublic as error:
                raise error if url is asked else _leads_on(asked, error) from None
            finally:
                budget.left -= self._now() - began
            try:
                url = checked_url(url.join(target), ports=self._ports)
            except (httpx2.InvalidURL, UnicodeError, ValueError):
                raise FetchRefused(f"{url} leads to {target[:200]!r}, which is no address") from None
            except FetchRefused as error:
                raise _leads_on(asked, error) from None
        raise FetchRefused(f"{asked} leads on more than {MOST_REDIRECTS} times")

    def _read_robots(self, url: httpx2.URL) -> str:
        def admit(url: httpx2.URL) -> None:
            self._take_turn(url.host, 0.0)

        try:
            found = self._ask(url, {}, None, admit=admit, most=MOST_ROBOTS)
        except _NoSuchPage:
            return ""
        return (found.body or b"").decode("utf-8", "replace").removeprefix("\ufeff")


class _NoSuchPage(FetchRefused):
    """An answer of 400 to 499: for a robots.txt it means that everything is allowed."""


def _leads_on(asked: httpx2.URL, error: FetchRefused) -> FetchRefused:
    return FetchRefused(f"{asked} leads on: {error.detail}")


def _whether(known: Known | None, url: httpx2.URL) -> dict[str, str]:
    """What asks for an answer only if it is another than is known; nothing where it was found elsewhere."""
    if known is None or known.url != str(url):
        return {}
    told = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in told.items() if value}


def _taken(url: httpx2.URL, response: httpx2.Response, takes: Collection[str] | None, most: int) -> Fetched:
    """The answer, read. Raises `FetchFailed` or `FetchRefused`."""
    status = response.status_code
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    charset = response.charset_encoding
    # Not the host's own words, for they are shown on a terminal.
    phrase = f" {told}" if (told := httpx2.codes.get_reason_phrase(status)) else ""
    known = Known(
        url=str(url),
        etag=_sendable(response.headers.get("ETag")),
        last_modified=_sendable(response.headers.get("Last-Modified")),
    )
    if status == httpx2.codes.NOT_MODIFIED:
        return Fetched(url=str(url), body=None, media_type=media_type, charset=charset, known=known)
    if status in _TROUBLED:
        wait = _seconds(response.headers.get("Retry-After"))
        later = f", and asks to come back in {wait:.0f} seconds" if wait else ""
        raise FetchFailed(f"{url} answers {status}{phrase}{later}", retry_after=wait)
    if 400 <= status < 500:
        raise _NoSuchPage(f"{url} answers {status}{phrase}")
    if status != httpx2.codes.OK:
        raise FetchRefused(f"{url} answers {status}{phrase}")
    if takes is not None and media_type and media_type not in takes:
        raise FetchRefused(f"{url} is {media_type}, which is not read")
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed not in _PACKED:
        raise FetchRefused(f"{url} is packed as {packed[:40]!r}, which was not asked for")
    too_long = FetchRefused(f"{url} is longer than {most // 2**20 or 1} MB")
    if (declared := response.headers.get("Content-Length", "")).isdecimal() and int(declared) > most:
        raise too_long
    body = bytearray()
    try:
        for part in response.iter_bytes():
            body += part
            if len(body) > most or response.num_bytes_downloaded > most:
                raise too_long
    except httpx2.DecodingError:
        raise FetchFailed(f"{url} says that it is packed as {packed}, and is not") from None
    return Fetched(url=str(url), body=bytes(body), media_type=media_type, charset=charset, known=known)


def _sendable(header: str | None) -> str | None:
    """A header's value, if it can be sent back."""
    return header if header and len(header) <= 500 and header.isascii() and header.isprintable() else None


def _seconds(header: str | None) -> float | None:
    """Retry-After, which is a number of seconds or a moment."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header[:9])
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    now = datetime.now(UTC)
    return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp())


def _worth_another(error: BaseException) -> bool:
    return isinstance(error, FetchFailed) and (error.retry_after or 0.0) <= MOST_WAIT


def _wait(state: tenacity.RetryCallState) -> float:
    """What the host asks for, else 2, 4, 8 … seconds and a little, so that many do not come back together."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, FetchFailed) and error.retry_after else 0.0
    return max(asked, 2.0**state.attempt_number + random.random())  # noqa: S311 - no secret


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__
