"""Addresses on the command line, and who asks for what stands there."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

from app import __version__
from app.errors import InvalidInput

if TYPE_CHECKING:
    from app.domain.visit import Visit
    from app.ingestion.pages import Address
    from app.store.database import Database


TOLD: Final = 5.0
"""Seconds of waiting that are told."""
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def is_address(told: str) -> bool:
    """Whether this is meant as an address and not as a path; perhaps one that is not fetched from."""
    return _SCHEME.match(told) is not None


@contextmanager
def fetched(
    addresses: Iterable[str], *, database: Database, engine: str, contact: str, limit: int | None
) -> Iterator[list[Address]]:
    """What stands at the addresses, fetched when it is read; hosts are told what the database remembers. `engine` is that of `engine_of`.

    Raises `InvalidInput` for a contact that no header can hold.
    """
    wanted = list(dict.fromkeys(addresses))
    if not wanted:  # and nothing of HTTP is loaded
        yield []
        return
    from app.fetching import Fetcher
    from app.ingestion.pages import Address, Web
    from app.store.visits import find_visit

    def remembered(url: str) -> Visit | None:
        found = find_visit(reader, url, engine=engine)
        return found.visit if found is not None and found.is_current else None

    with Fetcher(agent=agent(contact), sleep=_wait) as fetcher, closing(database.reader()) as reader:
        web = Web(fetcher, remembered)
        yield [Address(url, web, limit=limit) for url in wanted]


def _wait(seconds: float) -> None:
    """Told where it is long: nothing else moves meanwhile."""
    if seconds >= TOLD:
        print(f"waiting {seconds:.0f} s until the host may be asked again", file=sys.stderr, flush=True)
    time.sleep(seconds)


def agent(contact: str) -> str:
    """Who asks, as hosts read it."""
    told = contact.strip()
    if not (told.isascii() and told.isprintable()) or len(told) > 200 or set("()") & set(told):
        raise InvalidInput(
            "--contact (SUMMITRY_CONTACT) must be an address or a mail in ASCII, such as https://example.org/bot"
        )
    return f"Summitry/{__version__}" + (f" (+{told})" if told else "")
