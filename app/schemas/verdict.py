"""What somebody made of a finding."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from pydantic import Field

from app.domain.kinds import Review
from app.schemas.common import Out, shaped
from app.schemas.examples import example

_CHANGE: Final[dict[str, Any]] = {"field": "act", "before": "claim", "after": "commitment"}
_VERDICT: Final[dict[str, Any]] = {
    "at": "2025-11-17T09:12:00Z",
    "by": "The desk",
    "why": "He promises it for his own side.",
    "review": "corrected",
    "changes": [_CHANGE],
    "revision": 1,
    "record": example("StatementOut"),
}


class ChangedFieldOut(Out):
    """One field that was changed by hand."""

    model_config = shaped(**_CHANGE)

    field: str = Field(description="Its name, as corrections send it.", examples=["act"])
    before: Any = Field(description="Its value before.", examples=["claim"])
    after: Any = Field(description="Its value since.", examples=["commitment"])


class VerdictOut(Out):
    """A verdict on a finding: who, when, why, and the record as it was."""

    model_config = shaped(**_VERDICT)

    at: datetime = Field(description="When, in UTC.", examples=[_VERDICT["at"]])
    by: str = Field(description="The name of the key that it was given with.", examples=[_VERDICT["by"]])
    why: str | None = Field(description="The reason that was given.", examples=[_VERDICT["why"]])
    review: Review = Field(description="What it was judged to be.", examples=["corrected"])
    changes: list[ChangedFieldOut] = Field(description="What was changed by hand.")
    revision: int = Field(ge=1, description="Revision of the record that was judged.", examples=[1])
    record: dict[str, Any] = Field(
        description="That record, whole, as it was.", examples=[_VERDICT["record"]]
    )


class History(Out):
    """All verdicts on a finding, the newest first."""

    model_config = shaped(items=[_VERDICT])

    items: list[VerdictOut] = Field(description="What was made of it each time.")
