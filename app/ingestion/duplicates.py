"""Which of the documents that were just stored have the same text as others."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from app.ingestion.report import Remark
from app.language.shingles import Shingles
from app.queries.versions import near_duplicates, runs_of
from app.schemas.ids import show
from app.store.database import Database

_REMEMBERED: Final = 2_000_000
"""Runs: eight megabytes, those of 3,500 usual articles."""

_SECONDS: Final = 60.0
"""For one query: nobody waits for a page."""


class _Runs:
    """What texts are compared by: of many outlets that have one text, or a formula of it, each is compared with those before."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, tuple[array[int], array[int]]] = OrderedDict()
        self._size = 0

    def __call__(self, text: str) -> Shingles:
        name = blake2b(text.encode(), digest_size=16).digest()
        kept = self._kept.get(name)
        if kept is not None:
            self._kept.move_to_end(name)
            return Shingles(*map(frozenset, kept))
        found = runs_of(text)
        self._kept[name] = packed = array("I", found.all), array("I", found.numbered)
        self._size += sum(map(len, packed))
        while self._size > _REMEMBERED:
            _, oldest = self._kept.popitem(last=False)
            self._size -= sum(map(len, oldest))
        return found


_runs = _Runs()


def find_duplicates(fresh: Iterable[tuple[str, int]], database: Database) -> list[Remark]:
    """A remark for each of these documents, by name and number, whose text others have that are stored."""
    remarks: list[Remark] = []
    reader = database.reader()
    reader.most_seconds = _SECONDS
    try:
        for name, number in fresh:
            if others := near_duplicates(reader, number, _runs):
                told = ", ".join(show("document", other) for other in others)
                remarks.append(Remark(name, f"the same text as {told}"))
    finally:
        reader.close()
    return remarks
