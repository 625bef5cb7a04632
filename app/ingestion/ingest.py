"""Sources -> extraction -> store, many documents at a time.

A document is whole or absent: about a hundred share a transaction, and none is counted before the commit.
What goes wrong with one is told by name, the rest goes on. Ctrl-C commits what is whole and stops.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError

from app.domain.document import SourceDocument
from app.domain.findings import Extraction
from app.domain.visit import Visit
from app.errors import StoreUnavailable, describe_defect
from app.extraction import EXTRACTOR_VERSION
from app.extraction.settle import settle
from app.ingestion.duplicates import find_duplicates
from app.ingestion.extracting import Done, Extracting, Known, NoWorkers, Task
from app.ingestion.inputs import find_inputs
from app.ingestion.origin import Kept, Source
from app.ingestion.progress import Progress, silent
from app.ingestion.report import IngestReport, Remark
from app.sources import Item, Refused, page_rules
from app.store.database import Database
from app.store.draft import Draft
from app.store.known import Stored, stored_in
from app.store.save import Saved, save_extraction
from app.store.together import together
from app.store.visits import engine_of, put_visit
from app.vocabulary import Vocabulary

# A commit costs one flush of the disk whatever it holds; beyond a hundred documents nothing is gained, and less is at stake.
DOCUMENTS_A_COMMIT = 100
CHARACTERS_A_COMMIT = 500_000  # their rows wait in memory, some fifty bytes a character
SECONDS_A_COMMIT = 2.0  # slow documents are acknowledged as they come

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Batch:
    """Work that waits for its commit."""

    done: list[Done] = field(default_factory=list)
    size: int = 0
    characters: int = 0
    began: float = field(default_factory=time.monotonic)

    def add(self, done: Done) -> None:
        self.done.append(done)
        self.size += done.task.size
        if isinstance(done.found, Extraction):
            self.characters += len(done.found.document.text)

    @property
    def full(self) -> bool:
        return (
            len(self.done) >= DOCUMENTS_A_COMMIT
            or self.characters >= CHARACTERS_A_COMMIT
            or time.monotonic() - self.began >= SECONDS_A_COMMIT
        )


def ingest(
    inputs: Iterable[str | Path | Source],
    *,
    database: Database,
    extracting: Extracting,
    vocabulary: Vocabulary,
    progress: Progress = silent,
) -> IngestReport:
    """Read, extract and store every document of the inputs (files, folders, `-` for standard input).

    What is stored already as it would be read now is not extracted again.
    Raises `InvalidInput` for a path that is not there, before anything is read. A store that gives up ends the run:
    the report then has its `failure`, and counts what was committed before.
    """
    report = IngestReport()
    found = _resolved(inputs, report)
    try:
        with stored_in(
            database, extractor_version=EXTRACTOR_VERSION, vocabulary_version=vocabulary.version
        ) as stored:
            tasks = _tasks(found, report, stored, page_rules(vocabulary))
            store_all(
                extracting.each(tasks),
                report,
                database=database,
                vocabulary=vocabulary,
                progress=progress,
            )
        if report.clean:  # else what lists led to is looked at once more
            _remember([visit for source in found for visit in source.visits()], database, vocabulary)
    except KeyboardInterrupt:
        report.interrupted = True
    except StoreUnavailable as error:
        report.failure = error.detail
    return report


def store_all(
    found: Iterator[Done],
    report: IngestReport,
    *,
    database: Database,
    vocabulary: Vocabulary,
    progress: Progress,
    again: bool = False,
) -> None:
    """Store what was found, many documents a commit, and count in the report what was committed, interruptions and failures, too.

    With `again` they are stored documents that were read once more; one that was replaced or withdrawn meanwhile is left as it is.
    """
    batch = _Batch()
    settled = False

    def commit() -> None:
        nonlocal batch, settled
        with _held_interrupts():
            done, batch = batch, _Batch()
            _commit(done, report, database=database, vocabulary=vocabulary, again=again)
            progress(done.size, report)
            if not settled:  # once: what lives at a later commit is of its documents, and must be collected
                settle()
                settled = True

    try:
        try:
            for done in found:
                batch.add(done)
                if batch.full:
                    commit()
        except KeyboardInterrupt:
            report.interrupted = True
        except NoWorkers as error:
            report.failure = error.detail
        commit()
    except KeyboardInterrupt:
        report.interrupted = True
    except StoreUnavailable as error:
        report.failure = error.detail


def _resolved(inputs: Iterable[str | Path | Source], report: IngestReport) -> list[Source]:
    given = list(inputs)
    ready = [item for item in given if not isinstance(item, (str, Path))]
    paths = [item for item in given if isinstance(item, (str, Path))]
    return [*ready, *find_inputs(paths, left_out=report.left_out)]


def _tasks(inputs: Iterable[Source], report: IngestReport, stored: Stored, rules: str) -> Iterator[Task]:
    """All documents of the inputs, in order."""
    origin: dict[str, tuple[str, str]] = {}
    for source in inputs:
        item = None
        for item in source.read(rules=rules):
            if isinstance(item, Kept):
                yield Task(item.name, item.name, 0, Known(), item.visit)
                continue
            place = source.place(item)
            found: SourceDocument | Known | Refused = _refuse_namesake(item, place, origin)
            if isinstance(found, SourceDocument) and (record := stored.same(found)) is not None:
                found = Known(warnings=tuple(record["warnings"]), complete=record["complete"])
            yield Task(item.name, place, item.size, found, item.visit)
        if item is None:
            report.warnings.append(Remark(source.name, "there is no document in it"))


def _refuse_namesake(item: Item, place: str, origin: dict[str, tuple[str, str]]) -> SourceDocument | Refused:
    """Two different documents of one key in one run: the second would silently replace the first."""
    found = item.found
    if isinstance(found, Refused):
        return found
    first, sha256 = origin.setdefault(found.key, (place, found.sha256))
    if sha256 == found.sha256:
        return found
    named = found.key == item.name  # by its file alone
    way = "in its front matter, or ingest the folder that holds both" if named else "of its own"
    reason = f"{place} and {first}, read before it, have the same key {found.key!r}; give each an `id` {way}"
    return Refused(name=item.name, reason=reason)


Extracted = tuple[Task, Extraction, Draft | None]


def _commit(
    batch: _Batch, report: IngestReport, *, database: Database, vocabulary: Vocabulary, again: bool
) -> None:
    """Save a batch in one transaction, then count it."""
    extracted, visits, part = list[Extracted](), list[Visit](), IngestReport()
    for task, found, made, lasts in batch.done:
        if isinstance(found, Refused):
            report.refused.append(
                Remark(found.name, found.reason)
            )  # it is what it is, whatever becomes of the rest
            if task.visit is not None and lasts:
                visits.append(replace(task.visit, key=None, refused=found.reason))
        elif isinstance(found, Known):
            part.count(task.name, "unchanged", warnings=found.warnings, complete=found.complete)
            if task.visit is not None:
                visits.append(task.visit)
        else:
            extracted.append((task, found, made))
    save = partial(_save, extracted, visits, database=database, vocabulary=vocabulary, again=again)
    try:
        try:
            saved = save()
        except (OperationalError, StoreUnavailable):
            raise  # the store itself is in trouble, not a document
        except Exception:
            saved = save(apart=True)
    except DBAPIError as error:
        raise StoreUnavailable(f"the database refused to store: {error.orig}") from error
    fresh = list[tuple[str, int]]()
    for (task, extraction, _), outcome in zip(extracted, saved, strict=True):
        if isinstance(outcome, Remark):
            part.refused.append(outcome)
            continue
        source = extraction.document
        if outcome.outcome != "unchanged" and not again:
            fresh.append((task.name, outcome.document))
        if outcome.outcome == "changed" and not again:
            message = f"{task.place} replaces what was stored under {source.key!r}"
            part.replaced.append(Remark(task.name, message))
        warnings = (*source.warnings, *extraction.warnings)
        part.count(task.name, outcome.outcome, warnings=warnings, complete=source.complete)
    report.add(part)
    if fresh:
        report.near_duplicates += find_duplicates(fresh, database)


def _save(
    extracted: Sequence[Extracted],
    visits: Sequence[Visit],
    *,
    database: Database,
    vocabulary: Vocabulary,
    again: bool,
    apart: bool = False,
) -> list[Saved | Remark]:
    """Store documents and visits in one transaction; what became of each document, or why it alone could not be saved.

    They are written together, which takes half the time, and raise together what one of them raises; `apart` each has a savepoint.
    """
    saved: list[Saved | Remark] = []
    if not extracted and not visits:
        return saved
    now, engine = datetime.now(UTC), engine_of(EXTRACTOR_VERSION, vocabulary.version)
    seen = list(visits)
    with database.session() as session:
        with nullcontext() if apart else together(session):
            for task, extraction, made in extracted:
                try:
                    with session.begin_nested() if apart else nullcontext():
                        outcome = save_extraction(
                            session,
                            extraction,
                            vocabulary=vocabulary,
                            extractor_version=EXTRACTOR_VERSION,
                            now=now,
                            again=again,
                            made=made,
                        )
                except Exception as error:
                    if not apart or isinstance(error, (OperationalError, StoreUnavailable)):
                        raise
                    logger.exception("saving failed on %s", task.name)
                    saved.append(Remark(task.name, f"could not be saved: {describe_defect(error)}"))
                else:
                    saved.append(outcome)
                    if task.visit is not None:  # with its document, or not at all
                        seen.append(task.visit)
        for visit in seen:
            put_visit(session, visit, engine=engine, now=now)
    return saved


def _remember(visits: list[Visit], database: Database, vocabulary: Vocabulary) -> None:
    """What lists were seen, once all that they led to is stored."""
    if visits:
        with database.session() as session:
            for visit in visits:
                put_visit(
                    session,
                    visit,
                    engine=engine_of(EXTRACTOR_VERSION, vocabulary.version),
                    now=datetime.now(UTC),
                )


@contextmanager
def _held_interrupts() -> Iterator[None]:
    """Ctrl-C and SIGTERM wait until the block is done, then raise KeyboardInterrupt."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pending: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda caught, _: pending.append(caught)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
    if pending:
        raise KeyboardInterrupt
