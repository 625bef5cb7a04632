"""Sources -> extraction -> store, many documents at a time.

A document is whole or absent: each has its savepoint, about a hundred share a transaction, and none is counted before the commit.
What goes wrong with one is told by name, the rest goes on. Ctrl-C commits what is whole and stops.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError, OperationalError

from app.domain.document import SourceDocument
from app.domain.findings import Extraction
from app.domain.visit import Visit
from app.errors import AppError, StoreUnavailable, describe_defect
from app.extraction import EXTRACTOR_VERSION, Toolkit, extract
from app.extraction.settle import settle
from app.ingestion.inputs import Kept, Source, find_inputs
from app.ingestion.progress import Progress, silent
from app.ingestion.report import IngestReport, Remark
from app.sources import Item, Refused, page_rules
from app.store.database import Database
from app.store.save import save_extraction
from app.store.visits import engine_of, put_visit
from app.vocabulary import Vocabulary

# A commit costs one flush of the disk whatever it holds; beyond a hundred documents nothing is gained, and less is at stake.
DOCUMENTS_A_COMMIT = 100
CHARACTERS_A_COMMIT = 4_000_000
SECONDS_A_COMMIT = 2.0  # slow documents are acknowledged as they come

logger = logging.getLogger(__name__)


class _Extracted(NamedTuple):
    name: str
    place: str
    extraction: Extraction
    visit: Visit | None = None


@dataclass(slots=True)
class _Batch:
    """Work that waits for its commit."""

    extractions: list[_Extracted] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    kept: int = 0
    visits: list[Visit] = field(default_factory=list)
    """Of what is no document, or one that is stored."""
    size: int = 0
    characters: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def full(self) -> bool:
        return (
            len(self.extractions) + len(self.refused) + self.kept >= DOCUMENTS_A_COMMIT
            or self.characters >= CHARACTERS_A_COMMIT
            or time.monotonic() - self.began >= SECONDS_A_COMMIT
        )


def ingest(
    inputs: Iterable[str | Path | Source],
    *,
    database: Database,
    toolkit: Toolkit,
    vocabulary: Vocabulary,
    progress: Progress = silent,
) -> IngestReport:
    """Read, extract and store every document of the inputs (files, folders, `-` for standard input).

    Raises `InvalidInput` for a path that is not there, before anything is read. A store that gives up ends the run:
    the report then has its `failure`, and counts what was committed before.
    """
    report = IngestReport()
    batch = _Batch()
    settled = False
    origin: dict[str, tuple[str, str]] = {}
    rules = page_rules(vocabulary)

    def commit() -> None:
        nonlocal batch, settled
        with _held_interrupts():
            done, batch = batch, _Batch()
            _commit(done, report, database=database, vocabulary=vocabulary)
            progress(done.size, report)
            if not settled:  # once: what lives at a later commit is of its documents, and must be collected
                settle()
                settled = True

    try:
        try:
            sources = _resolved(inputs, report)
            for source in sources:
                item = None
                for item in source.read(rules=rules):
                    if isinstance(item, Kept):
                        _keep(batch, item)
                    else:
                        _add(batch, item, place=source.place(item), toolkit=toolkit, origin=origin)
                    if batch.full:
                        commit()
                if item is None:
                    report.warnings.append(Remark(source.name, "there is no document in it"))
        except KeyboardInterrupt:
            report.interrupted = True
        commit()
        if report.clean:  # else what lists led to is looked at once more
            visits = [visit for source in sources for visit in source.visits()]
            _commit(_Batch(visits=visits), report, database=database, vocabulary=vocabulary)
    except KeyboardInterrupt:
        report.interrupted = True
    except StoreUnavailable as error:
        report.failure = error.detail
    return report


def _resolved(inputs: Iterable[str | Path | Source], report: IngestReport) -> list[Source]:
    given = list(inputs)
    ready = [item for item in given if not isinstance(item, (str, Path))]
    paths = [item for item in given if isinstance(item, (str, Path))]
    return [*ready, *find_inputs(paths, left_out=report.left_out)]


def _add(
    batch: _Batch, item: Item, *, place: str, toolkit: Toolkit, origin: dict[str, tuple[str, str]]
) -> None:
    """Extract one document into the batch; whatever is wrong with it becomes a refusal."""
    found = _refuse_namesake(item, place, origin)
    if isinstance(found, Refused):
        _refuse(batch, item, found.name, found.reason)
        batch.size += item.size
        return
    try:
        extraction = extract(found, toolkit)
    except AppError as error:
        _refuse(batch, item, item.name, error.detail)
    except Exception as error:  # a defect that one text brings out must not cost the other thousands
        logger.exception("extraction failed on %s", item.name)
        batch.refused.append(Remark(item.name, describe_defect(error)))
    else:
        batch.extractions.append(_Extracted(item.name, place, extraction, item.visit))
        batch.characters += len(found.text)
    batch.size += item.size


def _refuse(batch: _Batch, item: Item, name: str, reason: str) -> None:
    batch.refused.append(Remark(name, reason))
    if item.visit is not None:
        batch.visits.append(replace(item.visit, key=None, refused=reason))


def _keep(batch: _Batch, kept: Kept) -> None:
    batch.kept += 1
    if kept.visit is not None:
        batch.visits.append(kept.visit)


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


def _commit(batch: _Batch, report: IngestReport, *, database: Database, vocabulary: Vocabulary) -> None:
    """Save a batch in one transaction, then count it."""
    counts = {"new": 0, "changed": 0, "unchanged": batch.kept}
    report.refused += batch.refused  # they are what they are, whatever becomes of the rest
    warnings, replaced = list[Remark](), list[Remark]()
    now = datetime.now(UTC)
    engine = engine_of(EXTRACTOR_VERSION, vocabulary.version)
    try:
        if batch.extractions or batch.visits:
            with database.session() as session:
                for name, place, extraction, visit in batch.extractions:
                    try:
                        with session.begin_nested():
                            saved = save_extraction(
                                session,
                                extraction,
                                vocabulary=vocabulary,
                                extractor_version=EXTRACTOR_VERSION,
                                now=now,
                            )
                            if visit is not None:  # with its document, or not at all
                                put_visit(session, visit, engine=engine, now=now)
                    except (OperationalError, StoreUnavailable):
                        raise  # the store itself is in trouble, not this document
                    except Exception as error:
                        logger.exception("saving failed on %s", name)
                        report.refused.append(Remark(name, f"could not be saved: {describe_defect(error)}"))
                    else:
                        counts[saved.outcome] += 1
                        if saved.outcome == "changed":
                            message = f"{place} replaces what was stored under {extraction.document.key!r}"
                            replaced.append(Remark(name, message))
                        noted = dict.fromkeys((*extraction.document.warnings, *extraction.warnings))
                        warnings += [Remark(name, message) for message in noted]
                for visit in batch.visits:
                    put_visit(session, visit, engine=engine, now=now)
    except DBAPIError as error:
        raise StoreUnavailable(f"the database refused to store: {error.orig}") from error
    report.new += counts["new"]
    report.changed += counts["changed"]
    report.unchanged += counts["unchanged"]
    report.replaced += replaced
    report.warnings += warnings


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
