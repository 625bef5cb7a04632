"""What becomes of a document that was sent."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from app.domain.job import JobState
from app.schemas.common import DocumentId, Out, shaped
from app.schemas.examples import example

JOB_ID: Final = "^job-[0-9a-f]{32}$"
JobId = Annotated[
    str,
    Field(
        pattern=JOB_ID,
        description="A job's id: `job-` and 32 characters.",
        examples=["job-5b0f3c1e8a7d4f2b9c6e1a0d3f5b7c9e"],
    ),
]

_ERROR: Final = {
    "code": "unreadable-source",
    "title": "The document cannot be read",
    "detail": "the text is empty",
}
_JOB: Final[dict[str, Any]] = {
    "id": "job-5b0f3c1e8a7d4f2b9c6e1a0d3f5b7c9e",
    "state": "done",
    "created_at": "2025-11-17T08:30:00Z",
    "finished_at": "2025-11-17T08:30:01Z",
    "document": example("DocumentDetail")["id"],
    "outcome": "new",
    "error": None,
}


class JobErrorOut(Out):
    """Why a document could not be stored, in the words of a problem document."""

    model_config = shaped(**_ERROR)

    code: str = Field(description="Name of the kind of problem.", examples=[_ERROR["code"]])
    title: str = Field(description="The kind of problem in words.", examples=[_ERROR["title"]])
    detail: str = Field(description="What is wrong, and what to do.", examples=[_ERROR["detail"]])


class JobOut(Out):
    """A document that was sent, and how far it is."""

    model_config = shaped(**_JOB)

    id: JobId
    state: JobState = Field(
        description="`waiting` and `running` jobs go on by themselves, whatever is restarted meanwhile."
    )
    created_at: datetime = Field(description="When it was sent, in UTC.", examples=[_JOB["created_at"]])
    finished_at: datetime | None = Field(
        description="When it ended, in UTC; it is kept for seven days.", examples=[_JOB["finished_at"]]
    )
    document: DocumentId | None = Field(description="The stored document, once it is done.")
    outcome: Literal["new", "changed", "unchanged"] | None = Field(
        description="What storing it did: the document was not there, was there with other words or read by other rules, or was there just so.",
        examples=["new"],
    )
    error: JobErrorOut | None = Field(description="Why it failed, if it did.")
