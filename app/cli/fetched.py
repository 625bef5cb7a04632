"""Addresses on the command line, and who asks for what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from app import __version__
from app.errors import InvalidInput

if TYPE_CHECKING:
    from app.ingestion.pages import Address


_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def is_address(told: str) -> bool:
    """Whether this is meant as an address and not as a path; perhaps one that is not fetched from."""
    return _SCHEME.match(told) is not None


@contextmanager
def fetched(addresses: Iterable[str], *, contact: str, limit: int | None) -> Iterator[list[Address]]:
    """What stands at the addresses, fetched when it is read. Raises `InvalidInput` for a contact that no header can hold."""
    wanted = list(dict.fromkeys(addresses))
    if not wanted:  # and nothing of HTTP is loaded
        yield []
        return
    from app.fetching import Fetcher
    from app.ingestion.pages import Address

    with Fetcher(agent=agent(contact)) as fetcher:
        yield [Address(url=url, fetcher=fetcher, limit=limit) for url in wanted]


def agent(contact: str) -> str:
    """Who asks, as hosts read it."""
    told = contact.strip()
    if not (told.isascii() and told.isprintable()) or len(told) > 200 or set("()") & set(told):
        raise InvalidInput("--contact must be an address or a mail in ASCII, such as https://example.org/bot")
    return f"Summitry/{__version__}" + (f" (+{told})" if told else "")
