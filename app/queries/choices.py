"""The closed lists that lists of records are cut and counted by: one of each for every kind, as they stand in the contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.queries.moments import AsOf
from app.schemas.common import LabelLanguage

StatementFacet = Literal[
    "leader", "country", "topic", "metric", "summit", "series", "year", "kind", "act", "attribution", "addressee", "language",
]  # fmt: skip
ProposalFacet = Literal[
    "leader", "country", "topic", "summit", "series", "year", "attribution", "addressee", "language",
]  # fmt: skip
FigureFacet = Literal[
    "leader", "country", "topic", "metric", "summit", "series", "year", "attribution", "language", "unit", "measure", "modality",
    "flag", "reporter", "partner",
]  # fmt: skip
DocumentFacet = Literal[
    "leader", "country", "topic", "summit", "series", "year", "language", "publisher",
]  # fmt: skip
ClaimFacet = Literal[
    "leader", "country", "topic", "metric", "year", "unit", "measure", "modality",
]  # fmt: skip

StatementField = Literal[
    "id", "document", "span", "segments", "kind", "act", "speaker", "addressees", "topics", "said_on", "summit", "cue",
    "language", "rule", "review", "revision", "withheld",
]  # fmt: skip
ProposalField = Literal[
    "id", "statement", "document", "span", "position", "proposer", "addressees", "topics", "said_on", "summit", "language",
    "rule", "review", "revision", "withheld",
]  # fmt: skip
FigureField = Literal[
    "id", "document", "statement", "span", "value", "value_high", "unit", "measure", "direction", "modality", "bound", "step",
    "metric", "period", "base_period", "reporter", "partners", "claimant", "companion", "topics", "flags", "said_on", "summit",
    "language", "rule", "review", "revision", "withheld",
]  # fmt: skip
DocumentField = Literal[
    "id", "key", "title", "language", "published_on", "publisher", "url", "licence", "event", "sha256", "retrieved_at",
    "complete", "summit", "counts", "warnings", "extractor_version", "vocabulary_version", "revision", "excerpt", "withheld", "length",
]  # fmt: skip
DetailField = Literal[
    "id", "key", "title", "language", "published_on", "publisher", "url", "licence", "event", "sha256", "retrieved_at",
    "complete", "summit", "counts", "warnings", "extractor_version", "vocabulary_version", "revision", "excerpt", "withheld", "length", "text", "people",
]  # fmt: skip
ClaimField = Literal[
    "id", "metric", "measure", "modality", "period", "base_period", "places", "topics", "claims", "left_out", "figures", "claimants",
    "documents", "spread", "disagreeing", "causes", "first_said_on", "said_on",
]  # fmt: skip

ThreadFacet = Literal["leader", "country", "topic", "summit", "series", "year", "language"]
ThreadField = Literal[
    "id", "title", "language", "topics", "first_voiced", "proposals", "left_out", "backed_by", "backed_left_out", "times", "occasions",
    "documents", "leaders", "summits", "languages", "first_said_on", "said_on",
]  # fmt: skip

StatementInclude = Literal["document", "context"]
ProposalInclude = Literal["document", "context", "statement"]
FigureInclude = Literal["document", "context", "companion", "statement"]
DocumentInclude = Literal["text"]

CUT: Final = "application/vnd.summitry.cut+json"
"""The media type of JSON whose records have only some of their fields: another schema than that of whole ones."""

MOST_CHOICES: Final = 50
"""Values that a parameter of a closed list takes, repetitions included."""


def _parted(value: Any) -> Any:
    """`a,b` is as good as two parameters."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return [part for each in value for part in each.split(",")]
    return value


COMMAS = BeforeValidator(_parted)
"""For a parameter that is an array: its values may stand in one, parted by commas."""


def _fields(*examples: str) -> Any:
    return Field(
        max_length=MOST_CHOICES,
        description="Only these fields of each record, beside its id: repeated, or parted by commas. JSON is then served as "
        f"`{CUT}`; CSV and Parquet have the columns that tell of them.",
        json_schema_extra={"examples": [list(examples)]},
    )


def _include(what: str, *examples: str) -> Any:
    return Field(
        max_length=MOST_CHOICES,
        description=f"What is added to each record in `included`: {what}. Repeated, or parted by commas. CSV and Parquet have none of it.",
        json_schema_extra={"examples": [list(examples)]},
    )


_DOCUMENT: Final = "`document`, the whole record of its document; `context`, the paragraphs around its words"
_STATEMENT: Final = "`statement`, the statement that it is part of"

StatementFields = Annotated[list[StatementField], COMMAS, _fields("span", "speaker")]
ProposalFields = Annotated[list[ProposalField], COMMAS, _fields("span", "proposer")]
FigureFields = Annotated[list[FigureField], COMMAS, _fields("value", "unit", "period")]
DocumentFields = Annotated[list[DocumentField], COMMAS, _fields("title", "published_on")]
ClaimFields = Annotated[list[ClaimField], COMMAS, _fields("claims", "spread")]
ThreadFields = Annotated[list[ThreadField], COMMAS, _fields("title", "proposals")]
DetailFields = Annotated[list[DetailField], COMMAS, _fields("title", "text")]
StatementIncludes = Annotated[list[StatementInclude], COMMAS, _include(_DOCUMENT, "context")]
ProposalIncludes = Annotated[
    list[ProposalInclude], COMMAS, _include(f"{_DOCUMENT}; {_STATEMENT}", "statement")
]
FigureIncludes = Annotated[
    list[FigureInclude],
    COMMAS,
    _include(f"{_DOCUMENT}; {_STATEMENT}; `companion`, the level that a growth belongs to", "companion"),
]
DocumentIncludes = Annotated[
    list[DocumentInclude], COMMAS, _include("`text`, the text that all offsets point into", "text")
]
LabelsIn = Annotated[
    LabelLanguage | None,
    Field(
        description="Labels in this language only (in the other one, where it is not known). Texts are always those of the source."
    ),
]

StatementFacets = Annotated[list[StatementFacet], COMMAS]
ProposalFacets = Annotated[list[ProposalFacet], COMMAS]
FigureFacets = Annotated[list[FigureFacet], COMMAS]
DocumentFacets = Annotated[list[DocumentFacet], COMMAS]
ClaimFacets = Annotated[list[ClaimFacet], COMMAS]
ThreadFacets = Annotated[list[ThreadFacet], COMMAS]


RecordFormat = Annotated[
    Literal["json", "jsonld"] | None,
    Field(
        description="`json`; `jsonld`: JSON-LD (schema.org, Web Annotation, PROV), which has the whole record whatever `fields`, `include` and `lang` say. "
        "Goes before the Accept header.",
    ),
]


class ViewParams(BaseModel):
    """How one record is shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fields: Any = []
    include: Any = []
    lang: LabelsIn = None
    format: RecordFormat = None

    def added(self) -> Sequence[str]:
        """What is asked for beside the record."""
        return tuple(self.include)


class FindingView(ViewParams):
    """How a finding is shown, and when."""

    as_of: AsOf | None = Field(
        default=None,
        description="As it was in this version of the data (the `data_version` of an answer or citation), at this moment, or at the end of this day (UTC); "
        "now, where it is not given. 404 tells since when it is known, 410 that it was not stored any more.",
        examples=[41, "2025-11-16T08:30:00Z"],
    )


class StatementView(FindingView):
    """How a statement is shown."""

    fields: StatementFields = []
    include: StatementIncludes = []


class ProposalView(FindingView):
    """How a proposal is shown."""

    fields: ProposalFields = []
    include: ProposalIncludes = []


class FigureView(FindingView):
    """How a figure is shown."""

    fields: FigureFields = []
    include: FigureIncludes = []


class ClaimView(BaseModel):
    """How claims of one thing are shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fields: ClaimFields = []
    lang: LabelsIn = None

    def added(self) -> Sequence[str]:
        """Nothing can be added to them."""
        return ()


class ThreadView(BaseModel):
    """How a thread is shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fields: ThreadFields = []
    lang: LabelsIn = None

    def added(self) -> Sequence[str]:
        """Nothing can be added to it."""
        return ()


class TermView(BaseModel):
    """How an entry of the vocabulary is shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: LabelsIn = None


class DetailView(TermView):
    """How a document with its text is shown."""

    fields: DetailFields = []
    format: RecordFormat = None
