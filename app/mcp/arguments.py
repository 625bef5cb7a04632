"""What can be asked of each tool. Names are taken as people write them, and become ids in `names.py`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from app.domain.kinds import Measure
from app.errors import Fault, InvalidInput
from app.queries.cursor import KEY_CURSOR, RECORD_CURSOR
from app.queries.params import LONGEST_NAME, LONGEST_QUESTION, NAME, TEXT, IsoDate
from app.schemas.common import LabelLanguage

MOST_NAMES: Final = 10
"""Values of one argument."""

MOST_ITEMS: Final = 50
"""Records of one answer."""

RecordKind = Literal["statement", "proposal", "figure", "document"]


def _listed(value: Any) -> Any:
    """A name alone is a list of one."""
    return [value] if isinstance(value, str) else value


Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=NAME)]
Names = Annotated[list[Name], BeforeValidator(_listed), Field(max_length=MOST_NAMES)]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION, pattern=TEXT)]
Cursor = Annotated[str, Field(max_length=1000, pattern=RECORD_CURSOR)]
SeriesCursor = Annotated[str, Field(max_length=1200, pattern=KEY_CURSOR)]


def _names(description: str, *examples: str) -> Any:
    return Field(
        default=[],
        description=description,
        json_schema_extra={"examples": [list(examples)]} if examples else None,
    )


def _leaders(*examples: str) -> Any:
    return _names("People by name, office or id." if examples else "People.", *examples)


class Arguments(BaseModel):
    """What every tool takes. What it does not know it refuses, so that nothing that was asked for is passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: LabelLanguage = Field(default="en", description="Language of labels.")


class Paged(Arguments):
    """What comes in pieces."""

    limit: int = Field(default=10, ge=1, le=MOST_ITEMS)
    cursor: Cursor | None = Field(default=None, description="`next` of the answer before.")


class Dated(Paged):
    """What was said on some days."""

    date_from: IsoDate | None = Field(default=None, description="First day on which it was said, YYYY-MM-DD.")
    date_to: IsoDate | None = Field(default=None, description="Last day.")


class SearchArguments(Dated):
    """What is searched."""

    words: Words | None = Field(
        default=None,
        description='Words of the source (Russian or English), in any form; "…" phrase, * prefix, - without, OR. None: all that fits the filters.',
        examples=["водная безопасность"],
    )
    kind: RecordKind | None = Field(
        default=None,
        description="Default: with words all but documents; else statements, or figures if a metric is named.",
    )
    leader: Names = _leaders("Sadyr Japarov", "президента Казахстана")
    country: Names = _names(
        "Countries or blocs: of the speaker; of figures also what they are about.", "KG", "Центральная Азия"
    )
    topic: Names = _names("Topics.", "energy", "вода")
    metric: Names = _names("Economic metrics (statements and figures only).", "trade turnover", "ВВП")
    summit: Names = _names("Summits: id, or series with place or year.", "SCO 2025")
    addressee: Names = _names("Countries or people spoken to (statements and proposals only).")
    language: Literal["ru", "en"] | None = Field(default=None, description="Language of the source.")
    sort: Literal["best", "newest", "oldest"] | None = Field(
        default=None, description="Default: best with words, else newest."
    )


class RecordArguments(Arguments):
    """Which record is looked at."""

    id: Annotated[str, Field(min_length=1, max_length=500, pattern=NAME)] = Field(
        description="Id or permalink: st-… pr-… fi-… doc-… cl-… th-…",
        examples=["st-5ehvnxsn2acpg"],
    )
    start: int = Field(
        default=0, ge=0, le=10**9, description="Of a document: where the piece of its text begins."
    )


class ClaimArguments(Dated):
    """Which claims are compared."""

    metric: Names = _names("Economic metrics.", "trade_turnover")
    country: Names = _names("Countries or blocs that it is about.", "KG")
    leader: Names = _leaders()
    period_from: IsoDate | None = Field(default=None, description="First day of what it is about.")
    period_to: IsoDate | None = Field(default=None, description="Last day of that.")
    disagreeing: bool | None = Field(
        default=None, description="True: only where rounding does not explain the difference."
    )
    limit: int = Field(default=5, ge=1, le=MOST_ITEMS)


class SeriesArguments(Paged):
    """Which series is read."""

    series: Annotated[str, Field(min_length=1, max_length=300, pattern=NAME)] | None = Field(
        default=None, description="Id of a series, from an answer. Else name a metric."
    )
    metric: Name | None = Field(default=None, description="Economic metric.", examples=["trade turnover"])
    country: Names = _names("Countries or blocs that it is about.", "Kyrgyzstan")
    partner: Names = _names("Other countries or blocs that it is about.", "KZ")
    measure: Measure | None = Field(default=None, description="What it measures.")
    period_from: IsoDate | None = Field(default=None, description="First day of what it is about.")
    period_to: IsoDate | None = Field(default=None, description="Last day of that.")
    limit: int = Field(default=20, ge=1, le=MOST_ITEMS)
    cursor: SeriesCursor | None = Field(default=None, description="`next` of the answer before.")


class ProposalArguments(Dated):
    """Which proposal is followed."""

    id: Annotated[str, Field(min_length=1, max_length=500, pattern=NAME)] | None = Field(
        default=None, description="pr-… or th-…: the whole thread. Else words or filters find threads."
    )
    words: Words | None = Field(
        default=None, description="What is proposed.", examples=["водно-энергетический консорциум"]
    )
    leader: Names = _leaders()
    country: Names = _names("Countries or blocs for which it is proposed.")
    topic: Names = _names("Topics.", "water")
    summit: Names = _names("Summits at which it was proposed.")


class SayingArguments(Arguments):
    """Whose, or which summit's, topics are told."""

    leader: Names = _leaders()
    summit: Name | None = Field(
        default=None, description="One summit: id, or series with place or year.", examples=["SCO 2025"]
    )
    series: Name | None = Field(default=None, description="A series of summits, all editions together.")
    country: Names = _names("Of an agenda: only who speaks for these.")
    topic: Names = _names("Of an agenda: only these topics.")
    date_from: IsoDate | None = Field(
        default=None, description="First day, YYYY-MM-DD; not with a summit or series."
    )
    date_to: IsoDate | None = Field(default=None, description="Last day.")
    by: Literal["leader", "country"] = Field(default="leader", description="Columns of an agenda.")


Given = TypeVar("Given", bound=Arguments)


def read_arguments(model: type[Given], tool: str, given: dict[str, Any]) -> Given:
    """Arguments as they were sent. Raises `InvalidInput` whose sentence says what to write instead."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        faults = tuple(_faults(model, tool, error))
        raise InvalidInput(" ".join(fault.message for fault in faults), faults) from None


def _faults(model: type[Arguments], tool: str, error: ValidationError) -> Iterable[Fault]:
    for found in error.errors(include_url=False, include_input=False)[:5]:
        name = ".".join(str(part) for part in found["loc"])[:100]
        match found["type"]:
            case "extra_forbidden":
                told = f"{tool} takes no argument {name!r}; it takes {', '.join(model.model_fields)}."
            case "missing":
                told = f"{tool} needs the argument {name!r}."
            case "string_pattern_mismatch" if found["loc"][-1:] != ("cursor",):
                told = f"{name} must hold letters or digits, and no control characters."
            case "string_pattern_mismatch":
                told = "cursor must be `next` of an earlier answer, or be left out."
            case "value_error":
                told = f"{name}: {found['ctx']['error']}."
            case _:
                told = f"{name}: {found['msg'][0].lower()}{found['msg'][1:]}."
        yield Fault(loc=name, message=told)


def input_schema(model: type[Arguments]) -> dict[str, Any]:
    """The schema of a tool's arguments, without what only makes it longer: each client sends it to its model with every question."""
    schema = model.model_json_schema()
    found: dict[str, Any] = compact(schema, schema.get("$defs", {}))
    found.pop("description", None)
    return found


def compact(value: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [compact(each, definitions) for each in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        told = {name: each for name, each in value.items() if name != "$ref"}
        # what a list of values means stands in its class, for people
        named = {
            name: each
            for name, each in definitions[value["$ref"].rpartition("/")[2]].items()
            if name != "description"
        }
        value = {**named, **told}
    options = [each for each in value.get("anyOf", ()) if each != {"type": "null"}]
    if len(options) == 1:
        value = {**options[0], **{name: each for name, each in value.items() if name != "anyOf"}}
        return compact(value, definitions)
    left_out = {"title", "$defs", "pattern", "minLength", "maxItems"}
    if value.get("default") in (None, []):
        left_out.add("default")
    if value.get("maxLength") != LONGEST_QUESTION:
        left_out.add("maxLength")  # whatever is longer than names, ids and cursors ever are is told of
    return {
        name: {key: compact(each, definitions) for key, each in found.items()}
        if name == "properties"
        else compact(found, definitions)
        for name, found in value.items()
        if name not in left_out
    }
