"""What can be asked of each list. One model a list; it travels whole from the route to the query.

Every limit stands in the schema, so that a request that fits it is never refused for its form. A filter that is repeated
means 'or', different filters mean 'and'; each has an `exclude_…` of the same name beside it, whose values no record may have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema

from app.domain.kinds import Act, Attribution, Cause, FigureFlag, Measure, Modality, Review, StatementKind
from app.queries.choices import (
    MOST_CHOICES,
    ClaimFacets,
    ClaimFields,
    DocumentFacets,
    DocumentFields,
    DocumentIncludes,
    FigureFacets,
    FigureFields,
    FigureIncludes,
    LabelsIn,
    ProposalFacets,
    ProposalFields,
    ProposalIncludes,
    StatementFacets,
    StatementFields,
    StatementIncludes,
)
from app.queries.cursor import RECORD_CURSOR
from app.queries.formats import HAS_PARQUET
from app.schemas.change import RecordKind
from app.schemas.ids import DOCUMENT_ID

MOST_VALUES: Final = 50
"""Values that one filter takes: more would make a statement that SQLite plans for longer than it runs."""

MOST_RECORDS: Final = 500
MOST_FOUND: Final = 100
"""Records on a page of a search."""

EXCLUDE: Final = "exclude_"
"""What stands before a filter's name where its values are left out."""
ISO_DATE: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
PRINTABLE: Final = r"^[^\x00-\x1f\x7f]+$"

TEXT: Final = r"^[^\x00]*[^\x00\s][^\x00]*$"
ADDRESS: Final = r"^https?://[^\x00-\x20\x7f-\xa0<>\"\\^`{|}]+$"

LONGEST_NAME: Final = 200
NAME: Final = r"^[^\x00-\x1f\x7f]*[^\x00-\x1f\x7f\s][^\x00-\x1f\x7f]*$"
"""Printable, and not blank."""

LINE: Final = r"^[^\x00-\x1f\x7f-\x9f]*[^\x00-\x1f\x7f-\x9f\s][^\x00-\x1f\x7f-\x9f]*$"
"""The same, as documents tell it, without the control characters beyond ASCII, too."""

LONGEST_QUESTION: Final = 300
"""Characters of a search."""

QUESTION: Final = (
    'Every word, in any form (`вода` finds «воды»); `"…"` words one behind the other; `=word` or `="…"` exactly this form; `word*` '
    "words that begin so; `-word` without it; `OR` between words. A leader's name in any spelling or case also finds what he says and "
    "where he is named. At most 32 words."
)
"""What can be written into `q`."""

NUMBER: Final = r"^-?[0-9]{1,20}(\.[0-9]{1,20})?$"

_NUMBER: Final = re.compile(NUMBER)
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso(value: Any) -> Any:
    """Pydantic alone would take seconds since 1970 for dates, as a number or as `0.0`."""
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DATE.fullmatch(value)):
        return value
    raise ValueError("a date is a text such as 2025-11-16")


def _plain(value: Any) -> Any:
    """`Decimal` alone would take `1e999`, `NaN` and digits of other scripts."""
    if isinstance(value, Decimal) or (isinstance(value, str) and _NUMBER.fullmatch(value)):
        return value
    raise ValueError("a number is a text such as 1700000000 or -0.5, of at most 20 digits before the point")


IsoDate = Annotated[
    date, BeforeValidator(_iso), WithJsonSchema({"type": "string", "format": "date", "pattern": ISO_DATE})
]
PersonId = Annotated[str, Field(min_length=1, max_length=200, pattern=PRINTABLE)]
TermId = Annotated[str, Field(max_length=80, pattern=r"^[a-z0-9]+([-_+][a-z0-9]+)*$")]
PlaceId = Annotated[str, Field(max_length=40, pattern=r"^([A-Z]{2}|[a-z0-9]+([-+][a-z0-9]+)*)$")]
UnitId = Annotated[str, Field(max_length=20, pattern="^[A-Za-z0-9]+$")]
LanguageCode = Annotated[str, Field(max_length=8, pattern="^[a-z]{2,3}(-[A-Z][a-z]{3})?$")]
DocumentKey = Annotated[str, Field(pattern=DOCUMENT_ID)]
Text = Annotated[str, Field(min_length=1, max_length=200, pattern=PRINTABLE)]
Line = Annotated[str, Field(min_length=1, max_length=2000, pattern=LINE)]
Number = Annotated[Decimal, BeforeValidator(_plain), WithJsonSchema({"type": "string", "pattern": NUMBER})]
# One that is not installed is none that can be asked for.
if TYPE_CHECKING or HAS_PARQUET:
    ListFormat = Literal["json", "jsonl", "csv", "parquet"]
    FeedFormat = Literal["json", "jsonl", "csv", "parquet", "atom", "jsonfeed"]
    FigureFormat = Literal["json", "jsonl", "csv", "parquet", "atom", "jsonfeed", "sdmx-csv"]
else:
    ListFormat = Literal["json", "jsonl", "csv"]
    FeedFormat = Literal["json", "jsonl", "csv", "atom", "jsonfeed"]
    FigureFormat = Literal["json", "jsonl", "csv", "atom", "jsonfeed", "sdmx-csv"]


def a_filter(description: str, *examples: str) -> Any:
    return Field(
        max_length=MOST_VALUES,
        description=f"{description} Repeat it for 'or'.",
        json_schema_extra={"examples": [list(examples)]} if examples else None,
    )


def without(what: str) -> Any:
    return Field(
        max_length=MOST_VALUES,
        description=f"Leaves out records {what}. Those of which it is not known stay. Repeat it to leave out more.",
    )


Leaders = Annotated[list[PersonId], a_filter("Who speaks: an id of /leaders.", "sadyr-japarov")]
Countries = Annotated[
    list[PlaceId], a_filter("Country (ISO 3166-1) or bloc for which the speaker holds office.", "KG")
]
Topics = Annotated[list[TermId], a_filter("Id of /topics.", "trade")]
Metrics = Annotated[list[TermId], a_filter("Id of /metrics.", "fdi")]
Summits = Annotated[list[TermId], a_filter("Id of /summits.", "consultative-meeting-central-asia-7")]
Series = Annotated[list[TermId], a_filter("Series of summits.", "consultative-meeting-central-asia")]
Languages = Annotated[list[LanguageCode], a_filter("Language of the source (ISO 639-1).", "ru")]
Documents = Annotated[list[DocumentKey], a_filter("Id of the document.", "doc-32x82ej416atn")]
Year = Annotated[str, Field(pattern="^[0-9]{4}$")]
Years = Annotated[list[Year], a_filter("Year of the record's day.", "2025")]
Attributions = Annotated[list[Attribution], a_filter("How the speaker was found.", "explicit")]
Reviews = Annotated[
    list[Review],
    Field(
        max_length=4,
        description="What people made of it. Records that somebody rejected are listed by `rejected` alone, and nowhere else. Repeat it for 'or'.",
        json_schema_extra={"examples": [["confirmed", "corrected"]]},
    ),
]
Texts = Annotated[
    list[Literal["shown", "withheld"]],
    Field(
        max_length=2,
        description="`withheld`: records whose words are withheld, because the terms of their publisher do not let so many be shown; `shown`: all others.",
        json_schema_extra={"examples": [["shown"]]},
    ),
]
Addressees = Annotated[list[PersonId], a_filter("Country, bloc or person spoken to, by id.", "central-asia")]


def facets_of(*examples: str) -> Any:
    return Field(
        default=[],
        max_length=MOST_CHOICES,
        description="Counts how many records of the whole list, with all its filters, have each value of these fields. Repeat it, or part "
        "fields by commas, for several. Only pages of JSON have them.",
        json_schema_extra={"examples": [list(examples)]},
    )


class Params(BaseModel):
    """What can be asked. A list that is not given is an empty tuple: copying an empty list for each of fifty fields takes longer than
    reading a query."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        inner: Any = schema
        while "schema" in inner:  # the fields stand inside, whatever validators stand around them
            inner = inner["schema"]
        for field in inner["fields"].values():
            if field["schema"].get("default") == []:
                field["schema"]["default"] = ()
        return schema


class PageParams(Params):
    """How many records of a list, and from where on."""

    limit: int = Field(default=50, ge=1, le=MOST_RECORDS, description="Most records on the page.")
    count: Literal["exact", "none"] = Field(
        default="none", description="`exact` adds `total`, the number of records on all pages."
    )


class ListParams(PageParams):
    """What is common to lists of records that have a day."""

    FILTERS: ClassVar[tuple[str, ...]] = ()
    """Fields that are tags of the same name: all that a list adds to these here, but for what it leaves out, ranges, switches, `review` and `text`."""

    SWITCHES: ClassVar[tuple[str, ...]] = ()
    """Fields that ask for records with a tag of the same name (true), or for those without it (false)."""

    RANGES: ClassVar[tuple[str, ...]] = ()
    """Fields that are ends of ranges."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        own = (name for name in cls.model_fields if name not in ListParams.model_fields)
        special = {*cls.RANGES, *cls.SWITCHES, "q", "include", "review", "text"}
        cls.FILTERS = tuple(name for name in own if not name.startswith(EXCLUDE) and name not in special)

    def ranges(self) -> dict[str, Decimal | date | int]:
        """The ends of ranges that are set."""
        return {name: value for name in self.RANGES if (value := getattr(self, name)) is not None}

    date_from: IsoDate | None = Field(
        default=None, description="First day, as YYYY-MM-DD. Leaves out records whose day is not known."
    )
    date_to: IsoDate | None = Field(
        default=None, description="Last day, part of it. Leaves out records whose day is not known."
    )
    sort: Any = "-date"
    cursor: str | None = Field(
        default=None,
        pattern=RECORD_CURSOR,
        description="From `next` or `prev` of another page, with the same filters and order.",
    )
    limit: int = Field(
        default=50,
        ge=1,
        le=MOST_RECORDS,
        description="Most records on the page. CSV and JSON Lines hold all there are where it is not given.",
    )
    format: Any = None
    facets: Any = facets_of()
    facet_limit: int = Field(
        default=20,
        ge=1,
        le=500,
        description="Most values of each facet; `others` tells how many more there are.",
    )
    fields: Any = []
    lang: LabelsIn = None
    bom: bool = Field(
        default=False,
        description="Begin CSV with a byte order mark, by which Excel knows that it is UTF-8. Other formats have none.",
    )

    def words(self) -> str | None:
        """The words that must be found."""
        return None

    def added(self) -> Sequence[str]:
        """What is asked for beside each record."""
        return ()

    @property
    def most(self) -> int | None:
        """Most records of a stream, None for all."""
        return self.limit if "limit" in self.model_fields_set else None

    def cautions(self) -> tuple[str, ...]:
        """What a reader must know who asks like this."""
        return ()

    def reviews(self) -> frozenset[Review]:
        """The verdicts that are asked for, all of them where none is."""
        return frozenset(getattr(self, "review", ())) or frozenset(Review) - {Review.REJECTED}

    def withheld(self) -> bool | None:
        """Whether only records are asked for whose words are withheld, or only others; None where both are."""
        asked = set(getattr(self, "text", ()))
        return "withheld" in asked if len(asked) == 1 else None

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Field -> its values without repetition, only of filters that are set."""
        return self._set("") | self._switched(True)

    def exclusions(self) -> dict[str, tuple[str, ...]]:
        """Field -> the values of it that no record may have."""
        return self._set(EXCLUDE) | self._switched(False)

    def _switched(self, to: bool) -> dict[str, tuple[str, ...]]:
        return {name: ("true",) for name in self.SWITCHES if getattr(self, name) is to}

    def _set(self, prefix: str) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(dict.fromkeys(str(value) for value in values))
            for name in self.FILTERS
            if (values := getattr(self, prefix + name))
        }


class RecordParams(ListParams):
    """What is common to lists of what was read in documents, and of documents."""

    q: Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)] | None = Field(
        default=None, description=f"Words that must be found. {QUESTION}", examples=["водная безопасность"]
    )
    sort: Literal["-date", "date", "relevance"] = Field(
        default="-date",
        description="Newest first, oldest first, or with `q` the best of the newest 1,000 hits first. Records whose day is not known "
        "count as the oldest.",
    )
    format: FeedFormat | None = Field(
        default=None,
        description="`json`: a page; `jsonl`: one record a line; `csv`: flat columns; `parquet` (where it is offered): the same, typed; `atom` and "
        "`jsonfeed`: a feed to subscribe to. Goes before the Accept header.",
    )
    include: Any = []

    def words(self) -> str | None:
        return self.q

    def added(self) -> Sequence[str]:
        return tuple(self.include)


class StatementParams(RecordParams):
    """What can be asked of statements."""

    facets: StatementFacets = facets_of("leader", "topic")
    fields: StatementFields = []
    include: StatementIncludes = []

    leader: Leaders = []
    country: Countries = []
    topic: Topics = []
    metric: Annotated[
        list[TermId], a_filter("Id of /metrics: statements that hold such a figure.", "fdi")
    ] = []
    summit: Summits = []
    series: Series = []
    year: Years = []
    kind: Annotated[
        list[StatementKind], a_filter("In quotation marks, or told by the author.", "reported")
    ] = []
    act: Annotated[list[Act], a_filter("What the speaker does by saying it.", "support")] = []
    attribution: Attributions = []
    addressee: Addressees = []
    language: Languages = []
    document: Documents = []
    review: Reviews = []
    text: Texts = []

    exclude_leader: Annotated[list[PersonId], without("of these speakers")] = []
    exclude_country: Annotated[list[PlaceId], without("of these countries or blocs")] = []
    exclude_topic: Annotated[list[TermId], without("about these topics")] = []
    exclude_metric: Annotated[list[TermId], without("that hold a figure of these metrics")] = []
    exclude_summit: Annotated[list[TermId], without("of these summits")] = []
    exclude_series: Annotated[list[TermId], without("of summits of these series")] = []
    exclude_year: Annotated[list[Year], without("of these years")] = []
    exclude_kind: Annotated[list[StatementKind], without("of this kind")] = []
    exclude_act: Annotated[list[Act], without("in which the speaker does this")] = []
    exclude_attribution: Annotated[list[Attribution], without("whose speaker was found so")] = []
    exclude_addressee: Annotated[list[PersonId], without("that are spoken to these")] = []
    exclude_language: Annotated[list[LanguageCode], without("of sources in these languages")] = []
    exclude_document: Annotated[list[DocumentKey], without("of these documents")] = []


class ProposalParams(RecordParams):
    """What can be asked of proposals."""

    facets: ProposalFacets = facets_of("leader", "topic")
    fields: ProposalFields = []
    include: ProposalIncludes = []

    leader: Annotated[list[PersonId], a_filter("Who proposes: an id of /leaders.", "sadyr-japarov")] = []
    country: Countries = []
    topic: Topics = []
    summit: Summits = []
    series: Series = []
    year: Years = []
    attribution: Attributions = []
    addressee: Addressees = []
    language: Languages = []
    document: Documents = []
    review: Reviews = []
    text: Texts = []

    exclude_leader: Annotated[list[PersonId], without("of these speakers")] = []
    exclude_country: Annotated[list[PlaceId], without("of these countries or blocs")] = []
    exclude_topic: Annotated[list[TermId], without("about these topics")] = []
    exclude_summit: Annotated[list[TermId], without("of these summits")] = []
    exclude_series: Annotated[list[TermId], without("of summits of these series")] = []
    exclude_year: Annotated[list[Year], without("of these years")] = []
    exclude_attribution: Annotated[list[Attribution], without("whose speaker was found so")] = []
    exclude_addressee: Annotated[list[PersonId], without("that are spoken to these")] = []
    exclude_language: Annotated[list[LanguageCode], without("of sources in these languages")] = []
    exclude_document: Annotated[list[DocumentKey], without("of these documents")] = []


class FigureParams(RecordParams):
    """What can be asked of figures."""

    RANGES: ClassVar[tuple[str, ...]] = ("value_from", "value_to", "period_from", "period_to")

    format: FigureFormat | None = Field(  # type: ignore[assignment]  # one more than lists of other records
        default=None,
        description="`json`: a page; `jsonl`: one record a line; `csv`: flat columns; `parquet` (where it is offered): the same, typed; `atom` and "
        "`jsonfeed`: a feed to subscribe to; `sdmx-csv`: SDMX-CSV 2.0, whole whatever `fields` and `include` say, in the structure of /sdmx/structure. "
        "Goes before the Accept header.",
    )
    facets: FigureFacets = facets_of("metric", "unit")
    fields: FigureFields = []
    include: FigureIncludes = []

    value_from: Number | None = Field(
        default=None,
        description="Least value, in base units (1700000000, not 1.7 billion). Name a `unit` beside it. Of a range that is told, "
        "any part may lie so high.",
        examples=["1000000000"],
    )
    value_to: Number | None = Field(
        default=None, description="Largest value, as `value_from`.", examples=["2000000000"]
    )
    period_from: IsoDate | None = Field(
        default=None,
        description="Figures of periods that end on this day or later. Leaves out those whose period is not told.",
    )
    period_to: IsoDate | None = Field(
        default=None,
        description="Figures of periods that begin on this day or earlier. Leaves out those whose period is not told.",
    )
    leader: Annotated[list[PersonId], a_filter("Who states it: an id of /leaders.", "sadyr-japarov")] = []
    country: Annotated[
        list[PlaceId],
        a_filter("Country (ISO 3166-1) or bloc that it is about, or whose leader states it.", "KG"),
    ] = []
    topic: Topics = []
    metric: Metrics = []
    summit: Summits = []
    series: Series = []
    year: Years = []
    attribution: Attributions = []
    language: Languages = []
    document: Documents = []
    review: Reviews = []
    text: Texts = []
    unit: Annotated[
        list[UnitId], a_filter("`percent`, `times`, a currency (ISO 4217) or another unit.", "USD")
    ] = []
    measure: Annotated[list[Measure], a_filter("What it measures.", "level")] = []
    modality: Annotated[list[Modality], a_filter("A fact, a plan or a possibility.", "actual")] = []
    flag: Annotated[
        list[FigureFlag], a_filter("What it lacks or how oddly it is told.", "growth_without_base")
    ] = []
    reporter: Annotated[list[PlaceId], a_filter("Country or bloc whose figure it is.", "KG")] = []
    partner: Annotated[
        list[PlaceId], a_filter("The other country or bloc that it is about.", "central-asia")
    ] = []

    exclude_leader: Annotated[list[PersonId], without("of these speakers")] = []
    exclude_country: Annotated[list[PlaceId], without("of these countries or blocs")] = []
    exclude_topic: Annotated[list[TermId], without("about these topics")] = []
    exclude_metric: Annotated[list[TermId], without("of these metrics")] = []
    exclude_summit: Annotated[list[TermId], without("of these summits")] = []
    exclude_series: Annotated[list[TermId], without("of summits of these series")] = []
    exclude_year: Annotated[list[Year], without("of these years")] = []
    exclude_attribution: Annotated[list[Attribution], without("whose speaker was found so")] = []
    exclude_language: Annotated[list[LanguageCode], without("of sources in these languages")] = []
    exclude_document: Annotated[list[DocumentKey], without("of these documents")] = []
    exclude_unit: Annotated[list[UnitId], without("in these units")] = []
    exclude_measure: Annotated[list[Measure], without("that measure this")] = []
    exclude_modality: Annotated[list[Modality], without("of this modality")] = []
    exclude_flag: Annotated[list[FigureFlag], without("with these flags")] = []
    exclude_reporter: Annotated[
        list[PlaceId], without("whose figure is that of these countries or blocs")
    ] = []
    exclude_partner: Annotated[list[PlaceId], without("with these partners")] = []

    def cautions(self) -> tuple[str, ...]:
        asked = [name for name in ("value_from", "value_to") if getattr(self, name) is not None]
        if not asked or len(set(self.unit)) == 1:
            return ()
        return (f"{asked[0]} compares the numbers of different units; name one `unit` beside it.",)


class ClaimParams(ListParams):
    """What can be asked of claims."""

    RANGES: ClassVar[tuple[str, ...]] = ("period_from", "period_to")
    SWITCHES: ClassVar[tuple[str, ...]] = ("disagreeing", "derived")

    sort: Literal["-date", "date"] = Field(
        default="-date",
        description="By the day on which it was claimed last: newest first, or oldest first. Those whose day is not known count as the oldest.",
    )
    format: ListFormat | None = Field(
        default=None,
        description="`json`: a page; `jsonl`: one record a line; `csv`: flat columns; `parquet` (where it is offered): the same, typed. Goes before "
        "the Accept header.",
    )
    facets: ClaimFacets = facets_of("metric", "country")
    fields: ClaimFields = []

    disagreeing: bool | None = Field(
        default=None,
        description="`true`: only where claims lie apart by more than rounding explains; `false`: only where they do not.",
    )
    derived: bool | None = Field(
        default=None,
        description="`true`: only where one value is implied by other figures; `false`: only where all were said.",
    )
    period_from: IsoDate | None = Field(
        default=None, description="Claims of periods that end on this day or later."
    )
    period_to: IsoDate | None = Field(
        default=None, description="Claims of periods that begin on this day or earlier."
    )
    leader: Annotated[list[PersonId], a_filter("Who claims it: an id of /leaders.", "sadyr-japarov")] = []
    country: Annotated[list[PlaceId], a_filter("Country (ISO 3166-1) or bloc that it is about.", "KG")] = []
    topic: Topics = []
    metric: Metrics = []
    year: Annotated[list[Year], a_filter("Year in which it was claimed last.", "2025")] = []
    unit: Annotated[list[UnitId], a_filter("`percent`, a currency (ISO 4217) or another unit.", "USD")] = []
    measure: Annotated[list[Measure], a_filter("What it measures.", "level")] = []
    modality: Annotated[list[Modality], a_filter("A fact, a plan or a possibility.", "actual")] = []
    cause: Annotated[list[Cause], a_filter("What a difference may come from.", "mirror")] = []

    exclude_leader: Annotated[list[PersonId], without("that these claim")] = []
    exclude_country: Annotated[list[PlaceId], without("about these countries or blocs")] = []
    exclude_topic: Annotated[list[TermId], without("about these topics")] = []
    exclude_metric: Annotated[list[TermId], without("of these metrics")] = []
    exclude_year: Annotated[list[Year], without("of these years")] = []
    exclude_unit: Annotated[list[UnitId], without("in these units")] = []
    exclude_measure: Annotated[list[Measure], without("that measure this")] = []
    exclude_modality: Annotated[list[Modality], without("of this modality")] = []
    exclude_cause: Annotated[list[Cause], without("with these causes")] = []


class DocumentParams(RecordParams):
    """What can be asked of documents."""

    facets: DocumentFacets = facets_of("summit", "year")
    fields: DocumentFields = []
    include: DocumentIncludes = []

    leader: Annotated[list[PersonId], a_filter("Who speaks in it: an id of /leaders.", "sadyr-japarov")] = []
    country: Annotated[
        list[PlaceId], a_filter("Country (ISO 3166-1) or bloc whose leader speaks in it.", "KG")
    ] = []
    topic: Topics = []
    summit: Summits = []
    series: Series = []
    year: Years = []
    language: Languages = []
    publisher: Annotated[
        list[Text], a_filter("Who published it, as the source names itself.", "Summitry samples")
    ] = []
    text: Texts = []

    exclude_leader: Annotated[list[PersonId], without("in which these speak")] = []
    exclude_country: Annotated[
        list[PlaceId], without("in which leaders of these countries or blocs speak")
    ] = []
    exclude_topic: Annotated[list[TermId], without("about these topics")] = []
    exclude_summit: Annotated[list[TermId], without("of these summits")] = []
    exclude_series: Annotated[list[TermId], without("of summits of these series")] = []
    exclude_year: Annotated[list[Year], without("of these years")] = []
    exclude_language: Annotated[list[LanguageCode], without("of sources in these languages")] = []
    exclude_publisher: Annotated[list[Text], without("from these publishers")] = []


@cache
def _plain_question(model: type[RecordParams]) -> RecordParams:
    return model()


class SearchParams(PageParams):
    """What can be asked of all kinds of records at once."""

    q: Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)] = Field(
        description=f"What is looked for. {QUESTION}", examples=["водная безопасность"]
    )
    kind: Annotated[list[RecordKind], Field(max_length=4)] = Field(
        default=[],
        description="Only of these kinds; statements, proposals and figures where it is not given. Repeat it for 'or'.",
    )
    date_from: IsoDate | None = Field(
        default=None, description="First day, as YYYY-MM-DD. Leaves out records whose day is not known."
    )
    date_to: IsoDate | None = Field(
        default=None, description="Last day, part of it. Leaves out records whose day is not known."
    )
    leader: Leaders = []
    country: Countries = []
    topic: Topics = []
    summit: Summits = []
    series: Series = []
    year: Years = []
    language: Languages = []
    text: Texts = []

    exclude_leader: Annotated[list[PersonId], without("of these speakers")] = []
    exclude_country: Annotated[list[PlaceId], without("of these countries or blocs")] = []
    exclude_topic: Annotated[list[TermId], without("about these topics")] = []
    exclude_summit: Annotated[list[TermId], without("of these summits")] = []
    exclude_series: Annotated[list[TermId], without("of summits of these series")] = []
    exclude_year: Annotated[list[Year], without("of these years")] = []
    exclude_language: Annotated[list[LanguageCode], without("of sources in these languages")] = []

    limit: int = Field(default=20, ge=1, le=MOST_FOUND, description="Most records on the page.")
    cursor: str | None = Field(
        default=None,
        pattern=RECORD_CURSOR,
        description="From `next` or `prev` of another page, with the same question and filters.",
    )

    def of(self, model: type[RecordParams]) -> RecordParams:
        """The same question to the list of one kind, the best first."""
        own = {"kind", "cursor", "limit", "count"}
        given = {name: getattr(self, name) for name in self.model_fields_set - own}
        # They were checked when they came; checking them for each kind once more takes longer than finding the hits.
        return _plain_question(model).model_copy(update={**given, "sort": "relevance", "limit": MOST_RECORDS})
