"""Findings as people leave them: corrected, confirmed or rejected, and what was made of each so far."""

# Without postponed annotations: the routes of three kinds are made by one function, whose models FastAPI finds in no module.
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Self

from fastapi import APIRouter, Depends, Header, Response
from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from app.api.access import needs
from app.api.dependencies import Service
from app.api.door import BODY_BYTES
from app.api.given import ServiceDep, no_parameters
from app.api.negotiation import json_answer
from app.domain.access import Key, Scope
from app.domain.kinds import Act, Bound, Direction, Measure, Modality, Review
from app.errors import AppError, Contradiction, Fault, InvalidInput, NotFound
from app.queries.page import Noun, one_record
from app.queries.params import IsoDate, Number, PersonId, PlaceId, TermId, Text, UnitId
from app.queries.terms import VALUES, unknown
from app.queries.verdicts import find_verdicts
from app.schemas.ids import parse
from app.schemas.verdict import History
from app.store.backend import Reader
from app.store.review import Verdict, give_verdict
from app.vocabulary import Vocabulary

# Quotes are the standard's; who leaves them out means the same.
_MATCH: Final = re.compile(r'^(?:"[1-9][0-9]{0,8}"|[1-9][0-9]{0,8})$')
_FILTERS: Final = {
    "speaker": "leader", "claimant": "leader", "addressees": "addressee", "topics": "topic", "metric": "metric",
    "reporter": "country", "partners": "country",
}  # fmt: skip
"""Field -> the filter that has the same values."""

_WHY = Annotated[
    Text | None,
    Field(
        description="Your reason; it is kept with the verdict.", examples=["He promises it for his own side."]
    ),
]
_TOPICS = Annotated[
    list[TermId],
    Field(
        min_length=1,
        max_length=3,
        description="One to three topics, the main one first.",
        examples=[["trade"]],
    ),
]


def _left_out() -> Any:
    """The value of a field that is not sent; no default, which the contract would tell: what is left out stays as it is."""
    return None


class RevisionNeeded(AppError):
    """A change that does not tell which record it is made for."""

    code = "revision-needed"
    title = "The record's revision is needed"
    status = 428


class Judgement(BaseModel):
    """Why a finding is confirmed or rejected."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"why": "Read beside the source."}]}
    )

    why: _WHY = None


class Correction(BaseModel):
    """What is changed of a finding. What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    why: _WHY = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.model_fields_set - {"why"}:
            raise ValueError(
                "nothing is to be changed; name at least one field, or confirm the record as it stands"
            )
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """With the rule above: any one of the fields is needed."""
        found = handler.resolve_ref_schema(handler(core))
        found["anyOf"] = [{"required": [field]} for field in cls.model_fields if field != "why"]
        return found

    def changes(self) -> dict[str, Any]:
        """Field of the finding -> new value, as JSON."""
        return self.model_dump(mode="json", exclude_unset=True, exclude={"why"})


class StatementCorrection(Correction):
    """What is changed of a statement."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"act": "commitment", "why": "He promises it for his own side."}]}
    )

    speaker: PersonId | None = Field(
        default_factory=_left_out,
        description="Who said it: an id of /leaders, or `org:` and the name of a body; null where the text does not tell.",
        examples=["sadyr-japarov"],
    )
    act: Act = Field(default_factory=_left_out, description="What the speaker does by saying it.")
    topics: _TOPICS = Field(default_factory=_left_out)
    addressees: list[PersonId] = Field(
        default_factory=_left_out,
        max_length=20,
        description="Countries, blocs and persons spoken to, by id.",
        examples=[["KZ"]],
    )


class ProposalCorrection(Correction):
    """What is changed of a proposal."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"topics": ["transport", "trade"]}]})

    proposer: PersonId | None = Field(
        default_factory=_left_out,
        description="Who proposes it; as a statement's `speaker`.",
        examples=["sadyr-japarov"],
    )
    topics: _TOPICS = Field(default_factory=_left_out)
    addressees: list[PersonId] = Field(
        default_factory=_left_out,
        max_length=20,
        description="Countries, blocs and persons that are asked, by id.",
        examples=[["KZ"]],
    )

    def changes(self) -> dict[str, Any]:
        found = super().changes()
        return {"speaker" if field == "proposer" else field: value for field, value in found.items()}


class Days(BaseModel):
    """A stretch of calendar days, first and last included."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"start": "2024-01-01", "end": "2024-12-31"}]},
    )

    start: IsoDate = Field(description="First day.", examples=["2024-01-01"])
    end: IsoDate = Field(description="Last day, part of it.", examples=["2024-12-31"])


class FigureCorrection(Correction):
    """What is changed of a figure."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"metric": "exports", "period": {"start": "2024-01-01", "end": "2024-08-31"}}]
        }
    )

    claimant: PersonId | None = Field(
        default_factory=_left_out,
        description="Who states it; null for the narrator.",
        examples=["sadyr-japarov"],
    )
    metric: TermId = Field(
        default_factory=_left_out, description="What is measured: an id of /metrics.", examples=["exports"]
    )
    value: Number = Field(
        default_factory=_left_out, description="Exact value in base units.", examples=["1700000000"]
    )
    value_high: Number | None = Field(
        default_factory=_left_out, description="Upper end of a range, else null.", examples=[None]
    )
    unit: UnitId | None = Field(
        default_factory=_left_out, description="Its unit; null for a bare number.", examples=["USD"]
    )
    measure: Measure = Field(
        default_factory=_left_out,
        description="How much, by how much, a relative change, a part of a whole, or a price or rate.",
    )
    direction: Direction | None = Field(
        default_factory=_left_out, description="Of a change or growth, if the text tells it."
    )
    modality: Modality = Field(default_factory=_left_out, description="A fact, a plan or a possibility.")
    bound: Bound = Field(default_factory=_left_out, description="How exactly it is told.")
    period: Days | None = Field(
        default_factory=_left_out, description="The days that it speaks of, null where the text tells none."
    )
    reporter: PlaceId | None = Field(
        default_factory=_left_out, description="Country or bloc whose figure it is.", examples=["KG"]
    )
    partners: list[PlaceId] = Field(
        default_factory=_left_out,
        max_length=20,
        description="The other countries and blocs that it is about.",
        examples=[["CN"]],
    )
    topics: _TOPICS = Field(default_factory=_left_out)

    def changes(self) -> dict[str, Any]:
        found = super().changes()
        if self.period is not None:
            if self.period.end < self.period.start:
                raise Contradiction(
                    f"The period ends ({self.period.end}) before it begins ({self.period.start})."
                )
            found["period"] = [found["period"]["start"], found["period"]["end"]]
        return found


def add_review(
    router: APIRouter, noun: Noun, shape: type[Any], model: type[Correction], id_type: Any
) -> None:
    """The routes by which findings of a kind are judged."""
    kind = noun.kind
    matching = Annotated[
        str | None,
        Header(
            description='The `revision` of the record that you read, in quotes: `"1"`. If it has another one by now, nothing is changed (412).',
            examples=['"1"'],
            json_schema_extra={"pattern": _MATCH.pattern},
        ),
    ]
    holder = Annotated[Key, Depends(needs(Scope.REVIEW))]

    async def judge(
        service: Service, shown: str, key: Key, match: str | None, review: Review, sent: BaseModel
    ) -> Response:
        revision = _revision(match, kind)
        changes = sent.changes() if isinstance(sent, Correction) else {}
        await service.read(_check_values, service.vocabulary, changes)
        verdict = Verdict(review=review, changes=changes, by=key.name, why=getattr(sent, "why", None))
        await service.write(
            give_verdict,
            kind,
            parse(shown, kind),
            verdict,
            revision=revision,
            vocabulary=service.vocabulary,
            now=datetime.now(UTC),
        )
        return json_answer(await service.read(one_record, noun, shown))  # which says why there is none

    async def correct(
        id: id_type,
        body: model,  # type: ignore[valid-type]
        service: ServiceDep,
        key: holder,
        if_match: matching = None,
    ) -> Response:
        return await judge(service, id, key, if_match, Review.CORRECTED, body)

    async def confirm(
        id: id_type,
        service: ServiceDep,
        key: holder,
        body: Judgement | None = None,
        if_match: matching = None,
    ) -> Response:
        return await judge(service, id, key, if_match, Review.CONFIRMED, body or Judgement())

    async def reject(
        id: id_type,
        service: ServiceDep,
        key: holder,
        body: Judgement | None = None,
        if_match: matching = None,
    ) -> Response:
        return await judge(service, id, key, if_match, Review.REJECTED, body or Judgement())

    async def history(id: id_type, service: ServiceDep) -> Response:
        return json_answer(await service.read(find_verdicts, noun, id))

    told = f"the {kind}"
    correct.__doc__ = f"""Correct a {kind}

    Changes fields of {told}; it is then `corrected`, and stays so when its document is read again. What was there before is kept, with who
    changed it, when and why. Its words and where they stand cannot be changed.
    """
    confirm.__doc__ = f"""Confirm a {kind}

    Says that {told} is right as it stands. It stays when its document is read again, even by rules that would find it no more.
    """
    reject.__doc__ = f"""Reject a {kind}

    Says that {told} is none. It is kept, and listed only by `review=rejected`; with a statement its proposals go.
    """
    history.__doc__ = f"""List verdicts on a {kind}

    All that was made of {told} so far, the newest first: who, when, why, what was changed, and the record as it was before.
    """
    unasked = [Depends(no_parameters)]
    options: dict[str, Any] = {
        "response_model": shape,
        "max_body_size": BODY_BYTES,
        "dependencies": unasked,
    }
    contradictory: dict[int | str, dict[str, Any]] = {409: {}} if kind == "figure" else {}
    router.patch("/{id}", name=f"correct_{kind}", responses=contradictory, **options)(correct)
    router.post("/{id}/confirm", name=f"confirm_{kind}", **options)(confirm)
    router.post("/{id}/reject", name=f"reject_{kind}", **options)(reject)
    router.get("/{id}/history", name=f"get_{kind}_history", response_model=History, dependencies=unasked)(
        history
    )


def _revision(match: str | None, kind: str) -> int:
    if match is None:
        raise RevisionNeeded(
            f'Send the `revision` of the {kind} that you read as `If-Match: "1"`, so that nobody else\'s change is overwritten.'
        )
    told = match.strip()
    if _MATCH.fullmatch(told) is None:
        fault = Fault(
            loc="header/if-match", message='is no revision in quotes, such as "1"', value=match[:100]
        )
        raise InvalidInput(f"{fault.loc}: {fault.message}.", (fault,))
    return int(told.strip('"'))


def _check_values(reader: Reader, vocabulary: Vocabulary, changes: Mapping[str, Any]) -> None:
    """Raises `NotFound` that names every value which is not known."""
    wanted: dict[str, tuple[str, ...]] = {}
    for field, value in changes.items():
        if field in _FILTERS:
            values = value if isinstance(value, list) else [value] if value is not None else []
            wanted[field] = tuple(each for each in values if not each.startswith("org:"))
    faults = tuple(
        Fault(loc=f"body/{field}", message=f"not known; {VALUES[_FILTERS[field]].where}", value=value[:100])
        for field, values in wanted.items()
        for value in unknown(reader, vocabulary, _FILTERS[field], values)
    )
    if faults:
        raise NotFound(f"{faults[0].loc} {faults[0].value!r}: {faults[0].message}.", faults)
