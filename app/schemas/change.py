"""What happened to records, as it is published."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.schemas.common import Out, shaped
from app.schemas.document import DocumentOut
from app.schemas.examples import example
from app.schemas.figure import FigureOut
from app.schemas.ids import ANY_ID, DOCUMENT_ID
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut

_STATEMENT = example("StatementOut")
_CHANGE = {
    "id": _STATEMENT["id"],
    "kind": "statement",
    "change": "added",
    "document": _STATEMENT["document"]["id"],
    "data_version": 1,
    "at": "2025-11-16T08:30:00Z",
}

RecordKind = Literal["document", "statement", "proposal", "figure"]
WhatHappened = Literal["added", "changed", "removed"]


class ChangeOut(Out):
    """The last thing that happened to a record."""

    model_config = shaped(**_CHANGE)

    id: Annotated[str, Field(pattern=ANY_ID)] = Field(
        description="Id of the record.", examples=[_CHANGE["id"]]
    )
    kind: RecordKind = Field(description="What the record is.", examples=[_CHANGE["kind"]])
    change: WhatHappened = Field(
        description="`added` (also of one that comes back), `changed` (its revision went up), or `removed`: then its address answers 410.",
        examples=[_CHANGE["change"]],
    )
    document: Annotated[str, Field(pattern=DOCUMENT_ID)] = Field(
        description="Id of its document; of a document its own.", examples=[_CHANGE["document"]]
    )
    data_version: int = Field(
        ge=0, description="The version of the data that it came with.", examples=[_CHANGE["data_version"]]
    )
    at: datetime = Field(description="When that was, in UTC.", examples=["2025-11-16T08:30:00Z"])
    record: StatementOut | ProposalOut | FigureOut | DocumentOut | None = Field(
        default=None,
        description="The record as it is now, null for one that was removed. Only with `include=record`, else left out.",
    )
