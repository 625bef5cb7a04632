"""Stored documents, read again from their stored texts once rules or vocabulary have changed.

Ids stay while the words of a finding do, what people made of findings stays with them, and revisions go up only where a record differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager

from app.extraction import EXTRACTOR_VERSION
from app.ingestion.extracting import Extracting, Task
from app.ingestion.ingest import store_all
from app.ingestion.progress import Progress, silent
from app.ingestion.report import IngestReport
from app.store.database import Database
from app.store.known import Stored, stored_in
from app.store.stored import read_source
from app.vocabulary import Vocabulary

DOCUMENTS_A_LOOK = 50
"""Texts read at once; between two looks nothing is held in the database."""


def count_stale(database: Database, vocabulary: Vocabulary) -> int:
    """Documents that another extractor or vocabulary has read. Raises `StoreUnavailable`."""
    with _stored(database, vocabulary) as stored:
        return stored.count_stale()


def reextract(
    *, database: Database, extracting: Extracting, vocabulary: Vocabulary, progress: Progress = silent
) -> IngestReport:
    """Extract every stale document again; each counts 1 for `progress`. Stopped at any moment, it goes on from there the next time.

    Raises `StoreUnavailable` before anything is read; later it ends the run, and stands in the report.
    """
    report = IngestReport()
    with _stored(database, vocabulary) as stored:
        store_all(
            extracting.each(_tasks(database, stored)),
            report,
            database=database,
            vocabulary=vocabulary,
            progress=progress,
            again=True,
        )
    return report


def _stored(database: Database, vocabulary: Vocabulary) -> AbstractContextManager[Stored]:
    return stored_in(database, extractor_version=EXTRACTOR_VERSION, vocabulary_version=vocabulary.version)


def _tasks(database: Database, stored: Stored) -> Iterator[Task]:
    last = -1
    while numbers := stored.stale(after=last, most=DOCUMENTS_A_LOOK):
        with database.looking() as connection:
            sources = [read_source(connection, number) for number in numbers]
        for source in sources:
            if source is not None:
                yield Task(source.key, source.key, 1, source)
        last = numbers[-1]
