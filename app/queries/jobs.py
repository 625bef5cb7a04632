"""How far a document is that was sent."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic_core import from_json

from app.errors import Fault, NotFound
from app.schemas.job import JobOut
from app.store.database import Reader
from app.store.jsontext import moment


def has_work(reader: Reader) -> bool:
    """Whether a document waits to be read, or its reader died."""
    now = moment(datetime.now(UTC))
    sql = "SELECT 1 FROM job WHERE state = 'waiting' OR (state = 'running' AND taken_until < :now) LIMIT 1"
    return reader.row(sql, {"now": now}) is not None


def count_waiting(reader: Reader) -> int:
    """Documents that were sent and are not read yet."""
    [(found,)] = reader.rows("SELECT count(*) FROM job WHERE state IN ('waiting', 'running')")
    return int(found)


def get_job(reader: Reader, number: str) -> JobOut:
    """A job by its id; `NotFound` if there is none, or none any more."""
    found = reader.row(
        "SELECT id, state, created_at, finished_at, result FROM job WHERE id = :id", {"id": number}
    )
    if found is None:
        fault = Fault(
            loc="path/id", message="no job has it; jobs are kept for seven days after their end", value=number
        )
        raise NotFound(f"There is no job {number}: {fault.message}.", (fault,))
    id, state, created, finished, result = found
    told = {"document": None, "outcome": None, "error": None} | (from_json(result) if result else {})
    return JobOut(id=id, state=state, created_at=created, finished_at=finished, **told)
