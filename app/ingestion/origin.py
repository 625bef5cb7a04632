"""Where documents come from, whatever it is: a file, an archive, an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from app.domain.visit import Visit
from app.sources import Item


@dataclass(frozen=True, slots=True)
class Kept:
    """A document, or a list of them, that is stored as it stands: nothing is to be read. `visit` is the last one, where it tells something new."""

    name: str
    visit: Visit | None = None


class Source(Protocol):
    """Where documents come from: a file, an address. `size` is in bytes, None where nobody knows."""

    @property
    def name(self) -> str: ...
    @property
    def size(self) -> int | None: ...
    def place(self, item: Item) -> str: ...
    def read(self, *, rules: str | None = None) -> Iterator[Item | Kept]: ...
    def visits(self) -> Iterable[Visit]:
        """What to remember of it once everything that was read from it is stored."""
        ...
