"""What can be asked of the agenda, and of a leader's profile."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.queries.choices import LabelsIn
from app.queries.params import IsoDate, Params, PersonId, PlaceId, TermId, a_filter
from app.schemas.agenda import Side

MOST_COLUMNS = 500


class AgendaParams(Params):
    """Which summit, series or period, and which part of its matrix."""

    summit: TermId | None = Field(
        default=None, description="Id of /summits.", examples=["consultative-meeting-central-asia-7"]
    )
    series: TermId | None = Field(
        default=None,
        description="A series of summits, all its editions together.",
        examples=["consultative-meeting-central-asia"],
    )
    date_from: IsoDate | None = Field(
        default=None,
        description="First day of a period, as YYYY-MM-DD. Without it, or `date_to`, nothing is compared with the time before. Leaves out records whose day is not known.",
    )
    date_to: IsoDate | None = Field(
        default=None,
        description="Last day of the period, part of it. Where no summit, series or day is named, the agenda is of all that is stored.",
    )
    by: Side = Field(
        default="leader",
        description="Whose columns there are: `leader`, or `country`: of statements and proposals that for which the speaker holds office, of figures also "
        "those that they are about.",
    )
    leader: Annotated[
        list[PersonId],
        a_filter("Only these columns: ids of /leaders. What others raised stays known.", "sadyr-japarov"),
    ] = []
    country: Annotated[
        list[PlaceId],
        a_filter(
            "Only the columns of this country (ISO 3166-1) or bloc: of those who held an office for it.", "KG"
        ),
    ] = []
    topic: Annotated[list[TermId], a_filter("Only these rows: ids of /topics.", "trade")] = []
    limit: int = Field(
        default=50,
        ge=1,
        le=MOST_COLUMNS,
        description="Most columns; `others` tells how many more there are. CSV holds all where it is not given.",
    )
    lang: LabelsIn = None
    format: Literal["json", "csv"] | None = Field(
        default=None,
        description="`json`, or `csv`: a line for each topic, column and kind of record. Goes before the Accept header.",
    )
    bom: bool = Field(default=False, description="Begin CSV with a byte order mark, for Excel.")


class ProfileParams(Params):
    """Which days of a leader's profile."""

    date_from: IsoDate | None = Field(
        default=None, description="First day, as YYYY-MM-DD. Leaves out records whose day is not known."
    )
    date_to: IsoDate | None = Field(
        default=None, description="Last day, part of it. Leaves out records whose day is not known."
    )
    lang: LabelsIn = None
    format: Literal["json", "csv"] | None = Field(
        default=None,
        description="`json`, or `csv`: a line for each topic, year and kind of record. Goes before the Accept header.",
    )
    bom: bool = Field(default=False, description="Begin CSV with a byte order mark, for Excel.")
