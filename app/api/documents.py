"""Documents: lists, single ones with their text, and what their sentences became."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.given import ServiceDep, StreamsDep, no_parameters
from app.api.lists import LISTED, list_answer
from app.api.negotiation import json_answer, json_type
from app.api.routing import QuickRoute
from app.queries.choices import DetailView
from app.queries.coverage import get_coverage as query_coverage
from app.queries.cut import cut_rendered
from app.queries.documents import DOCUMENTS
from app.queries.documents import get_document as query_document
from app.queries.params import DocumentParams
from app.schemas.common import DocumentId
from app.schemas.coverage import CoverageOut
from app.schemas.document import DocumentDetail, DocumentOut
from app.schemas.page import Page

router = APIRouter(prefix="/documents", tags=["documents"], route_class=QuickRoute)


@router.get("", response_model=Page[DocumentOut], responses=LISTED)
async def list_documents(
    request: Request, service: ServiceDep, streams: StreamsDep, params: Annotated[DocumentParams, Query()]
) -> Response:
    """List documents

    Press releases and articles that were read, newest first, without their texts.
    """
    return await list_answer(request, service, streams, DOCUMENTS, params)


@router.get("/{id}", response_model=DocumentDetail)
async def get_document(
    request: Request, id: DocumentId, service: ServiceDep, view: Annotated[DetailView, Query()]
) -> Response:
    """Get a document

    One document by its id, with its text, which all offsets of its records point into, and every person named in it.
    """
    record = await service.read(query_document, service.vocabulary, id)
    return json_answer(cut_rendered(record, view.fields, view.lang), json_type(request.scope, view))


@router.get("/{id}/coverage", response_model=CoverageOut, dependencies=[Depends(no_parameters)])
async def get_coverage(id: DocumentId, service: ServiceDep) -> Response:
    """Get what became of a document's sentences

    Every sentence of a document with its fate: the statements, proposals and figures that it became, or the rule that skipped it;
    and how much of the text became what. A document that an older release read has none (404, `not-kept`) until it is ingested
    again.
    """
    return json_answer(await service.read(query_coverage, id))
