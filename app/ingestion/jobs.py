"""Documents that were sent over HTTP, read one after the other."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Event, Thread

from app.errors import AppError, StoreUnavailable
from app.extraction import EXTRACTOR_VERSION, Toolkit, extract
from app.schemas.ids import document_id, show
from app.sources.sent import sent_document
from app.store.database import Database
from app.store.jobs import (
    ATTEMPTS,
    KEEP_SECONDS,
    Job,
    end_job,
    fail_job,
    forget_jobs,
    is_outdated,
    keep_job,
    take_job,
)
from app.store.save import Outcome, save_extraction
from app.vocabulary import Vocabulary

logger = logging.getLogger(__name__)


class GivenUp(AppError):
    """A document that ended the process that read it, again and again."""

    code = "given-up"
    title = "The document could not be read"


def run_next(database: Database, toolkit: Toolkit, vocabulary: Vocabulary) -> bool:
    """Read the next document that was sent and store it; False if there is none. What is wrong with it is told by its job.

    Raises `StoreUnavailable`: the job is then taken again later.
    """
    with database.session() as session:
        job = take_job(session, _now())
        if job is None:
            forget_jobs(session, _now())
            return False
    if job.attempts > ATTEMPTS:
        _fail(
            database,
            job,
            GivenUp(f"It was begun {ATTEMPTS} times, and each time the process ended before it was read."),
        )
        return True
    try:
        with _kept(database, job):
            extraction = extract(sent_document(job.payload), toolkit)
        document = show("document", document_id(extraction.document.key))
        with database.session() as session:
            outcome = Outcome.UNCHANGED
            if not is_outdated(session, job, document):
                outcome = save_extraction(
                    session,
                    extraction,
                    vocabulary=vocabulary,
                    extractor_version=EXTRACTOR_VERSION,
                    now=_now(),
                ).outcome
            end_job(session, job, document=document, outcome=outcome, now=_now())
    except StoreUnavailable:
        raise
    except Exception as error:
        if not isinstance(error, AppError):
            logger.exception("%s failed", job.id)
        _fail(database, job, error)
    return True


@contextmanager
def _kept(database: Database, job: Job) -> Iterator[None]:
    """Say now and then that the job is worked at: a long text takes longer than others wait."""
    ended = Event()

    def keep() -> None:
        while not ended.wait(KEEP_SECONDS):
            with suppress(StoreUnavailable), database.session() as session:
                keep_job(session, job, _now())

    thread = Thread(target=keep, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _fail(database: Database, job: Job, error: Exception) -> None:
    with database.session() as session:
        fail_job(session, job, error, _now())


def _now() -> datetime:
    return datetime.now(UTC)
