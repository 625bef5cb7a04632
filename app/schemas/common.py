"""What several records share: spans, labels, speakers, the reference to a document, and the types of their values."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.domain.kinds import Attribution, Review
from app.schemas.examples import example
from app.schemas.ids import CLAIM_ID, DOCUMENT_ID, FIGURE_ID, PROPOSAL_ID, STATEMENT_ID, THREAD_ID

LabelLanguage = Literal["ru", "en"]
LABEL_LANGUAGES: Final[tuple[LabelLanguage, ...]] = ("ru", "en")

_STATEMENT = example("StatementOut")
_SPAN = _STATEMENT["span"]
_SEGMENT = _STATEMENT["segments"][0]
_SPEAKER = _STATEMENT["speaker"]
_LABEL = example("SummitOut")["country"]

DocumentId = Annotated[
    str, Field(pattern=DOCUMENT_ID, description="A document's id: `doc-` and 13 characters.")
]
StatementId = Annotated[
    str, Field(pattern=STATEMENT_ID, description="A statement's id: `st-` and 13 characters.")
]
ProposalId = Annotated[
    str, Field(pattern=PROPOSAL_ID, description="A proposal's id: `pr-` and 13 characters.")
]
ClaimId = Annotated[
    str, Field(pattern=CLAIM_ID, description="The id of claims of one thing: `cl-` and 13 characters.")
]
ThreadId = Annotated[
    str,
    Field(
        pattern=THREAD_ID,
        description="A thread's id: `th-` and 13 characters that are made from the proposal that voiced it first. An id that was made from another of its "
        "proposals leads to it, too, so one stays good when an earlier proposal comes to be known.",
    ),
]
FigureId = Annotated[str, Field(pattern=FIGURE_ID, description="A figure's id: `fi-` and 13 characters.")]
DecimalText = Annotated[
    str,
    Field(
        pattern=r"^-?\d+(\.\d+)?$",
        description="An exact decimal as text, never with an exponent.",
        examples=["1700000000"],
    ),
]
Language = Annotated[str, Field(description="Language of the text (ISO 639-1).", examples=["ru"])]
SaidOn = Annotated[
    date | None,
    Field(
        description="Day on which it was said: the day the document is of, null where that is unknown.",
        examples=["2025-11-16"],
    ),
]
Rule = Annotated[
    str, Field(description="Name of the rule that made this record.", examples=[_STATEMENT["rule"]])
]
Reviewed = Annotated[
    Review,
    Field(
        description="What people made of it. `auto`: found by the engine, no person has looked at it yet; `confirmed`: right as it stands;"
        " `corrected`: right now, something was changed by hand; `rejected`: no finding at all, listed only by `review=rejected`.",
        examples=["auto"],
    ),
]
Revision = Annotated[
    int, Field(ge=1, description="Goes up by one whenever the record changes.", examples=[1])
]
Count = Annotated[int, Field(ge=0, examples=[12])]


def shaped(**example: Any) -> ConfigDict:
    """The settings of every published shape, with one whole example for the schema."""
    return ConfigDict(
        frozen=True, extra="forbid", json_schema_extra={"examples": [example]} if example else None
    )


def is_false(value: object) -> bool:
    """What holds of few records stands only in those."""
    return value is False


def is_none(value: object) -> bool:
    """What is not told is not there."""
    return value is None


class Out(BaseModel):
    """A published shape: frozen, nothing beside the named fields."""

    model_config = shaped()


class RangeOut(Out):
    """A piece of the document's text, by Unicode code points; the end is not part of it."""

    model_config = shaped(**_SEGMENT)

    start: int = Field(ge=0, description="First code point.", examples=[_SEGMENT["start"]])
    end: int = Field(ge=1, description="Code point after the last.", examples=[_SEGMENT["end"]])


class SpanOut(Out):
    """Where the words stand in the document's text, and the words around them, so that they can be found after small edits."""

    model_config = shaped(**_SPAN)

    start: int = Field(ge=0, description="First code point of the text.", examples=[_SPAN["start"]])
    end: int = Field(ge=1, description="Code point after the last.", examples=[_SPAN["end"]])
    exact: str = Field(
        description="The words themselves, as they stand in the source.", examples=[_SPAN["exact"]]
    )
    prefix: str = Field(description="Up to 32 characters before them.", examples=[_SPAN["prefix"]])
    suffix: str = Field(description="Up to 32 characters after them.", examples=[_SPAN["suffix"]])
    length: int | None = Field(
        default=None,
        ge=1,
        description="How many characters the words have, told where they are withheld; `exact`, `prefix` and `suffix` are empty then.",
        exclude_if=is_none,
        examples=[212],
    )


Withheld = Annotated[
    bool,
    Field(
        description="True where its words are withheld, because the terms of their publisher let only shorter pieces be shown: they are empty, where "
        "they stand and how many they are is told (`span`), and the source has them (`url`). Left out where it is false.",
        exclude_if=is_false,
        examples=[True],
    ),
]


Labels = Annotated[
    dict[str, str],
    Field(
        description="Name by language: `ru` and `en`, as far as known.",
        examples=[_LABEL["labels"]],
    ),
]


class LabelOut(Out):
    """An entry of the vocabulary by its id, with its name in Russian and English."""

    model_config = shaped(**_LABEL)

    id: str = Field(
        description="Id of the vocabulary: an ISO 3166-1 code, or the id of a bloc, topic, metric, series, summit or person.",
        examples=[_LABEL["id"]],
    )
    labels: Labels


class DocumentRef(Out):
    """The document that a record comes from: enough to cite it."""

    model_config = shaped(**_STATEMENT["document"])

    id: DocumentId
    title: str | None = Field(
        description="Headline, null if the source gives none.", examples=[_STATEMENT["document"]["title"]]
    )
    url: str | None = Field(
        description="Address of the source, null if it has none.", examples=["https://example.org/news/1"]
    )
    publisher: str | None = Field(
        description="Who published it, null if not known.", examples=["Summitry samples"]
    )
    published_on: date | None = Field(
        description="Day of publication, null if not known.", examples=["2025-11-16"]
    )
    language: Language


class SpeakerOut(Out):
    """Who speaks, and how he was found."""

    model_config = shaped(**_SPEAKER)

    id: str = Field(
        description="Id of the person, or `org:` and the name of the body.", examples=["sadyr-japarov"]
    )
    kind: Literal["person", "organisation"] = Field(
        description="A person, or a body, office or country.", examples=["person"]
    )
    name: str = Field(
        description="Full base form of the name in the text's language.", examples=["Садыр Жапаров"]
    )
    labels: Labels
    country: str | None = Field(
        description="Country (ISO 3166-1) or bloc for which the person held office on that day, else null.",
        examples=["KG"],
    )
    attribution: Attribution = Field(
        description="How the speaker was found, surest first.", examples=[_SPEAKER["attribution"]]
    )
    rule: str = Field(description="Name of the rule that found the speaker.", examples=[_SPEAKER["rule"]])
    chain: list[str] = Field(
        description="The way to the name in words of the text, nearest first.",
        examples=[_SPEAKER["chain"]],
    )
