"""Numbers of records that can be looked at: each with the address of the list that it counts."""

from __future__ import annotations

from pydantic import Field

from app.schemas.common import Count, Labels, Out, shaped
from app.schemas.examples import example

_TOPIC = example("ProfileOut")["topics"][0]
_COUNTED = _TOPIC["statements"]
_RECORDS = {kind: _TOPIC[kind] for kind in ("statements", "proposals", "figures")}


class CountedOut(Out):
    """How many records there are, and where they are listed."""

    model_config = shaped(**_COUNTED)

    n: Count = Field(description="How many: the `total` of the list.")
    list: str | None = Field(
        description="Address of the list, without a host; null where no filter makes it: of records whose day is not known, and of kinds that have no such field.",
        examples=[_COUNTED["list"]],
    )


class RecordsOut(Out):
    """How many records of each kind there are, and where they are listed."""

    model_config = shaped(**_RECORDS)

    statements: CountedOut = Field(description="Statements.")
    proposals: CountedOut = Field(description="Proposals.")
    figures: CountedOut = Field(description="Figures.")


class TalliedOut(RecordsOut):
    """A value, and how many records have it."""

    model_config = shaped(**{name: value for name, value in _TOPIC.items() if name != "years"})

    id: str = Field(description="The value, as the filters of lists take it.", examples=[_TOPIC["id"]])
    labels: Labels
