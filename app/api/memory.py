"""Whole answers that are kept in the process, so that what is asked for again costs nothing."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

_OVERHEAD: Final = 600
"""Bytes that an answer takes in memory beside head, body and address, roughly."""

Headers = list[tuple[bytes, bytes]]
Key = tuple[bytes, bytes, bytes, bytes]
"""Path, query, media type with the language of labels where it matters, and coding."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer with status 200."""

    headers: Headers
    body: bytes
    head: bytes = field(init=False)
    """The headers as they are sent, each with the end of its line."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "head", lines(self.headers))


class Memory:
    """The answers of one version of the data, least recently used first out, bounded in bytes."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self.given = {200: 0, 304: 0}
        """Answers that were known before a request came to any layer, by status."""
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._version: str = ""

    def get(self, version: str, key: Key) -> Kept | None:
        if version != self._version:
            self._kept.clear()
            self.bytes, self._version = 0, version
            return None
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def holds(self, key: Key) -> bool:
        """Whether there is an answer, of whatever version."""
        return key in self._kept

    def put(self, version: str, key: Key, answer: Kept) -> None:
        """Keep an answer, unless it alone would fill a quarter of the memory or belongs to another version."""
        size = _size(key, answer)
        if version != self._version or key in self._kept or size * 4 > self.most_bytes:
            return
        self._kept[key] = answer
        self.bytes += size
        while self.bytes > self.most_bytes:
            self.bytes -= _size(*self._kept.popitem(last=False))


def lines(headers: Headers) -> bytes:
    """Headers as they are sent, each with the end of its line."""
    return b"".join([b"%b: %b\r\n" % (name.lower(), value) for name, value in headers])


def _size(key: Key, answer: Kept) -> int:
    return len(answer.head) + len(answer.body) + sum(map(len, key)) + _OVERHEAD
