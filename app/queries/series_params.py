"""What can be asked of series and of their points."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.domain.kinds import Measure, Modality
from app.queries.choices import LabelsIn
from app.queries.cursor import KEY_CURSOR
from app.queries.params import IsoDate, PageParams, PersonId, PlaceId, TermId, a_filter

Cursor = Annotated[
    str | None,
    Field(pattern=KEY_CURSOR, description="From `next` or `prev` of another page, with the same filters."),
]


class SeriesParams(PageParams):
    """What can be asked of the list of series."""

    metric: TermId = Field(
        description="Id of /metrics. What one country exports to another is found by `imports`, too.",
        examples=["trade_turnover"],
    )
    country: Annotated[list[PlaceId], a_filter("Country (ISO 3166-1) or bloc that it is about.", "KG")] = []
    partner: Annotated[
        list[PlaceId],
        a_filter(
            "Another country or bloc that it is about as well: with `country` a pair, whichever is named first; of flows both directions.",
            "KZ",
        ),
    ] = []
    measure: Annotated[list[Measure], a_filter("What it measures.", "level", "growth")] = []
    modality: Annotated[list[Modality], a_filter("A fact, a plan or a possibility.", "actual")] = []
    cursor: Cursor = None
    lang: LabelsIn = None


class PointParams(PageParams):
    """What can be asked of the points of a series."""

    limit: int = Field(
        default=50,
        ge=1,
        le=500,
        description="Most points on the page. CSV and SVG hold all there are where it is not given.",
    )
    cursor: Cursor = None
    derived: bool | None = Field(
        default=None,
        description="`true`: only what figures imply; `false`: only what was told. Official values stand beside either.",
    )
    period_from: IsoDate | None = Field(
        default=None, description="Points of periods that end on this day or later."
    )
    period_to: IsoDate | None = Field(
        default=None, description="Points of periods that begin on this day or earlier."
    )
    leader: Annotated[
        list[PersonId],
        a_filter("Who tells it: an id of /leaders. Official values stand beside it.", "sadyr-japarov"),
    ] = []
    vintage: IsoDate | None = Field(
        default=None,
        description="Official values of this vintage; the newest of each source where it is not given.",
        examples=["2026-07-01"],
    )
    format: Literal["json", "csv", "svg"] | None = Field(
        default=None,
        description="`json`: a page; `csv`: flat columns; `svg`: a chart. Goes before the Accept header.",
    )
    lang: LabelsIn = None
    bom: bool = Field(
        default=False,
        description="Begin CSV with a byte order mark, by which Excel knows that it is UTF-8. Other formats have none.",
    )

    @property
    def most(self) -> int | None:
        """Most points of a file, None for all."""
        return self.limit if "limit" in self.model_fields_set else None
