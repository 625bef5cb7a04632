"""Documents: lists, single ones with their text, and what their sentences became."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.api.access import needs
from app.api.citation import add_citation, cited
from app.api.door import BODY_BYTES
from app.api.given import ServiceDep, StreamsDep, no_parameters
from app.api.linked import LINKED, is_linked, linked_answer
from app.api.lists import LISTED, list_answer
from app.api.negotiation import json_answer, json_type
from app.api.problems import Busy, TooLarge
from app.api.routing import QuickRoute
from app.domain.access import Key, Scope
from app.queries.absent import absent
from app.queries.choices import DetailView
from app.queries.coverage import get_coverage as query_coverage
from app.queries.cut import cut_rendered
from app.queries.documents import DOCUMENTS
from app.queries.documents import get_document as query_document
from app.queries.jobs import count_waiting
from app.queries.jobs import get_job as query_job
from app.queries.params import ADDRESS, PRINTABLE, TEXT, DocumentParams, IsoDate, Line
from app.queries.versions import get_versions as query_versions
from app.schemas.common import DocumentId
from app.schemas.coverage import CoverageOut
from app.schemas.document import DocumentDetail, DocumentOut
from app.schemas.ids import parse
from app.schemas.job import JobOut
from app.schemas.page import Page
from app.schemas.version import VersionsOut
from app.sources.sent import sent_document
from app.sources.source import MOST_EXCERPT
from app.store.jobs import put_job
from app.store.save import delete_document

router = APIRouter(prefix="/documents", tags=["documents"], route_class=QuickRoute)

MOST_WAITING: Final = 10_000
"""Documents that wait to be read; whoever sends the next one is told to come back."""

EXAMPLE: Final[dict[str, Any]] = {
    "text": "Президент Кыргызстана Садыр Жапаров предложил создать единую цифровую платформу.",
    "title": "Садыр Жапаров о цифровой платформе",
    "date": "2025-11-16",
    "url": "https://example.org/news/1",
    "publisher": "Summitry samples",
}


def _whole(value: Any) -> Any:
    """JSON's true and texts are no numbers, though Pydantic takes them for such; 300.0 is one by JSON Schema."""
    if isinstance(value, bool | str):
        raise ValueError("is no whole number; write it like 300")
    return value


class DocumentIn(BaseModel):
    """A document to read and store."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [EXAMPLE]})

    text: str = Field(
        min_length=1,
        pattern=TEXT,
        description="The text, which is kept as it is sent: all offsets count its code points.",
    )
    title: Line | None = Field(default=None, description="Headline.")
    language: Literal["ru", "en"] | None = Field(
        default=None, description="Language of the text; found out where it is not given."
    )
    date: IsoDate | None = Field(
        default=None,
        description="Day of publication; taken from the text where it is not given and told there.",
    )
    publisher: Line | None = Field(default=None, description="Who published it.")
    url: Annotated[str, Field(max_length=2000, pattern=ADDRESS)] | None = Field(
        default=None, description="Address of the source."
    )
    licence: Line | None = Field(default=None, description="Licence of the text, such as `CC-BY-4.0`.")
    excerpt: Annotated[int, Field(ge=0, le=MOST_EXCERPT), BeforeValidator(_whole)] | None = Field(
        default=None,
        description="The most characters of the text that may be shown in one piece; 0 for none at all. Where the site that its `url` is of has stricter "
        "terms, those count. What may not be shown is withheld from every answer; it is searched, and its figures are told, all the same.",
    )
    event: Line | None = Field(default=None, description="The summit as the source names it.")
    key: Line | None = Field(
        default=None,
        description="What identifies the document whatever its wording; else its `url`, else its words. What is sent under the same one later takes "
        "its place.",
    )


@router.post("", status_code=202, response_model=JobOut, responses={409: {}}, max_body_size=BODY_BYTES)
async def send_document(
    body: DocumentIn,
    service: ServiceDep,
    key: Annotated[Key, Depends(needs(Scope.DOCUMENTS))],
    idempotency_key: Annotated[
        str | None,
        Header(
            max_length=200,
            pattern=PRINTABLE,
            description="A name for this request, of your choice. Sent again with the same body it is not taken twice: the answer is the first one's job.",
        ),
    ] = None,
    _: Annotated[None, Depends(no_parameters)] = None,
) -> Response:
    """Send a document

    Takes a document, whose statements, proposals and figures are then read. When this answers, it is on the disk: its job goes on whatever
    is restarted meanwhile, and tells at `Location` how far it is.
    """
    most = service.settings.max_text
    if len(body.text) > most:
        raise TooLarge(f"The text is too long: it has {len(body.text)} characters, at most {most} are read.")
    facts = body.model_dump(mode="json", exclude={"text", "key"}, exclude_none=True)
    if body.key is not None:
        # As a file tells it; beside the ids of what is stored `id` would be taken for one of them.
        facts["id"] = body.key
    told = json.dumps({"text": body.text, **facts}, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    payload = {"text": body.text, "facts": facts, "digest": digest}
    sent_document(payload)  # what cannot be read is told at once
    if await service.read_newest(count_waiting) >= MOST_WAITING:
        raise Busy("Too many documents are waiting to be read; send this one again in a few minutes.")
    number = await service.write(
        put_job, payload, key=key, request_key=idempotency_key, digest=digest, now=datetime.now(UTC)
    )
    service.jobs.wake()
    job = await service.read_newest(query_job, number)
    return Response(
        job.model_dump_json(),
        status_code=202,
        headers={"location": f"/api/v1/jobs/{number}"},
        media_type="application/json",
    )


@router.delete(
    "/{id}",
    status_code=204,
    response_class=Response,
    dependencies=[Depends(no_parameters), Depends(needs(Scope.DOCUMENTS))],
)
async def withdraw_document(id: DocumentId, service: ServiceDep) -> Response:
    """Withdraw a document

    Takes a document away with all that was found in it. Its address, and theirs, answer 410 from then on, and /changes tells of each.
    """
    if not await service.write(delete_document, parse(id, "document")):
        raise await service.read(absent, "document", id)
    return Response(status_code=204)


@router.get("", response_model=Page[DocumentOut], responses=LISTED)
async def list_documents(
    request: Request, service: ServiceDep, streams: StreamsDep, params: Annotated[DocumentParams, Query()]
) -> Response:
    """List documents

    Press releases and articles that were read, newest first, without their texts.
    """
    return await list_answer(request, service, streams, DOCUMENTS, params)


@router.get("/{id}", response_model=DocumentDetail, responses=LINKED)
async def get_document(
    request: Request, id: DocumentId, service: ServiceDep, view: Annotated[DetailView, Query()]
) -> Response:
    """Get a document

    One document by its id, with its text, which all offsets of its records point into, and every person named in it.
    """
    if is_linked(request, view):
        return await linked_answer(request, service, DOCUMENTS, id)
    record = await service.read(query_document, service.vocabulary, id)
    found = json_answer(cut_rendered(record, view.fields, view.lang), json_type(request.scope, view))
    return cited(request, DOCUMENTS, id, found)


@router.get("/{id}/coverage", response_model=CoverageOut, dependencies=[Depends(no_parameters)])
async def get_coverage(id: DocumentId, service: ServiceDep) -> Response:
    """Get what became of a document's sentences

    Every sentence of a document with its fate: the statements, proposals and figures that it became, or the rule that skipped it;
    and how much of the text became what. A document that an older release read has none (404, `not-kept`) until it is ingested
    again.
    """
    return json_answer(await service.read(query_coverage, id))


class VersionsParams(BaseModel):
    """What versions are held against."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    against: DocumentId | None = Field(
        default=None,
        description="The document that differences are told against; the one that is asked for, if none is named.",
    )


@router.get("/{id}/versions", response_model=VersionsOut)
async def get_versions(
    id: DocumentId, service: ServiceDep, view: Annotated[VersionsParams, Query()]
) -> Response:
    """Get a document's versions

    Where else the same text stands: documents in the same language that share at least half of the shorter text's runs of four words
    (three quarters, if they were published more than ten days apart), earliest first, and where they differ in words, numbers and
    records. Texts of different days in which most numbers differ are no versions but notes of one form, such as those of an exchange
    rate; nor are translations. A text of fewer than 23 words has none. A document that is not one of them is no version because it
    is like another one that is.
    """
    return json_answer(await service.read_aside(query_versions, id, view.against))


add_citation(router, DOCUMENTS, DocumentId)
