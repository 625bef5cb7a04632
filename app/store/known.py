"""What is stored already, asked before a document is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from pydantic_core import from_json

from app.domain.document import SourceDocument
from app.schemas.ids import document_id
from app.store.backend import Reader
from app.store.database import Database

# Without what became of its sentences a document is one that an older release read.
_SAME: Final = """
    SELECT record FROM document
    WHERE id = :id AND sha256 = :sha256 AND extractor_version = :extractor AND vocabulary_version = :vocabulary
        AND EXISTS (SELECT 1 FROM coverage WHERE coverage.document_id = document.id)
"""

_STALE: Final = "(extractor_version <> :extractor OR vocabulary_version <> :vocabulary)"


class Stored:
    """What a database holds of documents, as read by this extractor with this vocabulary."""

    def __init__(self, reader: Reader, *, extractor_version: str, vocabulary_version: str) -> None:
        self._reader = reader
        self._versions = {"extractor": extractor_version, "vocabulary": vocabulary_version}

    def same(self, source: SourceDocument) -> dict[str, Any] | None:
        """The record of a document of which these very bytes were read so, None if they would be read anew."""
        asked = {"id": document_id(source.key), "sha256": source.sha256, **self._versions}
        found = self._reader.row(_SAME, asked)
        record: dict[str, Any] | None = None if found is None else from_json(found[0])
        return record

    def count_stale(self) -> int:
        """Documents that were read by another extractor, or with another vocabulary."""
        [[number]] = self._reader.rows(f"SELECT count(*) FROM document WHERE {_STALE}", self._versions)  # noqa: S608
        return int(number)

    def stale(self, *, after: int, most: int) -> list[int]:
        """The ids of such documents, in order, after one."""
        found = self._reader.rows(
            f"SELECT id FROM document WHERE id > :after AND {_STALE} ORDER BY id LIMIT :most",  # noqa: S608
            {"after": after, "most": most, **self._versions},
        )
        return [number for (number,) in found]


@contextmanager
def stored_in(database: Database, *, extractor_version: str, vocabulary_version: str) -> Iterator[Stored]:
    """What a database holds now. Raises `StoreUnavailable`."""
    reader = database.reader()
    reader.most_seconds = (
        600.0  # nobody waits for an answer, and a look through a large table takes as long as it takes
    )
    try:
        yield Stored(reader, extractor_version=extractor_version, vocabulary_version=vocabulary_version)
    finally:
        reader.close()
