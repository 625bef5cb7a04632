"""Documents that were sent and wait to be read: on the disk before anybody is told that they were taken, read once whatever dies meanwhile.

Who works takes a job for a while (a lease), and keeps it as long as he works. If his process is killed, the next one takes it when that while
is over; a job that has ended several processes is given up. The document and the end of its job are committed together. What was sent later
under the same key is never replaced by what was sent before, whichever is read first.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.access import Key
from app.domain.job import JobState
from app.errors import AppError, describe_defect
from app.store.jsontext import moment, to_json
from app.store.prepared import insert_rows
from app.store.tables import JobRow, table_of

LEASE: Final = timedelta(seconds=8)
"""How long a job is its taker's unless he keeps it: the pause after a process was killed."""

KEEP_SECONDS: Final = 2.0
"""How often he says that he works at it."""

ATTEMPTS: Final = 6
"""Times that a job is taken before it is given up."""

AT_ONCE: Final = 2
"""Those of them that come in its turn. A document that ends its reader must hold up nobody, and one whose readers were ended by others, as
in a row of restarts, must not be given up for it: it is read when nothing else waits."""

KEPT: Final = timedelta(days=7)
"""How long the end of a job can be asked for."""

_job: Final = table_of(JobRow)
_TAKE: Final = text(
    "UPDATE job SET state = 'running', taken_until = :until, attempts = attempts + 1 WHERE id = coalesce("
    "(SELECT id FROM job WHERE (state = 'waiting' OR (state = 'running' AND taken_until < :now)) AND attempts < :at_once"
    " ORDER BY created_at, id LIMIT 1),"
    " (SELECT id FROM job WHERE state = 'waiting' OR (state = 'running' AND taken_until < :now)"
    " ORDER BY attempts, created_at, id LIMIT 1)"
    ") RETURNING id, created_at, attempts, payload"
)
_KEEP: Final = text("UPDATE job SET taken_until = :until WHERE id = :id AND state = 'running'")
_END: Final = text(
    "UPDATE job SET state = :state, taken_until = NULL, finished_at = :now, result = :result, payload = NULL"
    " WHERE id = :id AND state = 'running'"  # who comes second to the end of a job has nothing to tell
)
_LATER: Final = text("SELECT result FROM job WHERE state = 'done' AND created_at >= :created AND id > :id")


@dataclass(frozen=True, slots=True)
class Job:
    """One that was taken: the document as it was sent."""

    id: str
    created_at: str
    attempts: int
    payload: Mapping[str, Any]


class AnotherBody(AppError):
    """A name for a request that was used for another one."""

    code = "idempotency-key-used"
    title = "The idempotency key was used for something else"
    status = 409


def put_job(
    session: Session,
    payload: Mapping[str, Any],
    *,
    key: Key,
    request_key: str | None,
    digest: str,
    now: datetime,
) -> str:
    """Store what was sent, and return its job's id. A request of the same `request_key` with the same bytes (`digest`) has the job of the first.

    Raises `AnotherBody` where its bytes are others.
    """
    if request_key is not None:
        found = session.execute(
            text("SELECT id, digest FROM job WHERE key_id = :key AND request_key = :request"),
            {"key": key.id, "request": request_key},
        ).one_or_none()
        if found is not None:
            if found.digest != digest:
                raise AnotherBody(
                    f"The Idempotency-Key {request_key[:100]!r} came with another body before; take a new one for each document."
                )
            return str(found.id)
    # The moment comes first, so that jobs of one second have an order, too.
    number = f"job-{int(now.timestamp() * 1_000_000):016x}{secrets.token_hex(8)}"
    row = {
        "id": number,
        "state": JobState.WAITING.value,
        "key_id": key.id,
        "request_key": request_key,
        "digest": digest,
        "created_at": moment(now),
        "finished_at": None,
        "taken_until": None,
        "attempts": 0,
        "payload": to_json(payload),
        "result": None,
    }
    insert_rows(session, _job, [row])
    return number


def take_job(session: Session, now: datetime) -> Job | None:
    """The oldest job that nobody works at, for `LEASE`; None if there is none. Those that were begun `AT_ONCE` times come last."""
    found = session.execute(
        _TAKE, {"until": moment(now + LEASE), "now": moment(now), "at_once": AT_ONCE}
    ).one_or_none()
    return (
        None if found is None else Job(found.id, found.created_at, found.attempts, from_json(found.payload))
    )


def keep_job(session: Session, job: Job, now: datetime) -> None:
    """It is still worked at: for another `LEASE`."""
    session.execute(_KEEP, {"until": moment(now + LEASE), "id": job.id})


def is_outdated(session: Session, job: Job, document: str) -> bool:
    """Whether a later job has stored this document meanwhile: another process was quicker, or this one's first reader died."""
    later = session.execute(_LATER, {"created": job.created_at, "id": job.id})
    return any(from_json(result)["document"] == document for [result] in later)


def end_job(session: Session, job: Job, *, document: str, outcome: str, now: datetime) -> None:
    """Its document is stored: in the same transaction."""
    result = {"document": document, "outcome": outcome}
    session.execute(_END, {"state": "done", "now": moment(now), "result": to_json(result), "id": job.id})


def fail_job(session: Session, job: Job, error: Exception, now: datetime) -> None:
    """It comes to nothing, whoever tries."""
    told = (
        {"code": error.code, "title": error.title, "detail": error.detail}
        if isinstance(error, AppError)
        else {
            "code": "internal",
            "title": "Something went wrong on our side",
            "detail": describe_defect(error),
        }
    )
    session.execute(
        _END, {"state": "failed", "now": moment(now), "result": to_json({"error": told}), "id": job.id}
    )


def forget_jobs(session: Session, now: datetime) -> None:
    """Take away those that ended long ago."""
    session.execute(text("DELETE FROM job WHERE finished_at < :before"), {"before": moment(now - KEPT)})
