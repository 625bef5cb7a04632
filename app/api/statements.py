"""Statements: lists and single records."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.dependencies import ServiceDep, no_parameters
from app.api.negotiation import JSON, json_answer, label_language, list_format, page_answer
from app.api.streams import STREAMED, StreamsDep
from app.queries.page import one_record
from app.queries.params import StatementParams
from app.queries.statements import STATEMENTS, find_statements
from app.schemas.common import StatementId
from app.schemas.page import Page
from app.schemas.statement import StatementOut

router = APIRouter(prefix="/statements", tags=["statements"])


@router.get("", response_model=Page[StatementOut], responses=STREAMED)
async def list_statements(
    request: Request, service: ServiceDep, streams: StreamsDep, params: Annotated[StatementParams, Query()]
) -> Response:
    """List statements

    What leaders are reported to have said, newest first. Filters of different names narrow the list, a
    repeated one widens it: `?leader=sadyr-japarov&topic=trade&topic=energy`.
    """
    media_type = list_format(request.scope, params.format)
    if media_type != JSON:
        return await streams.records(request, STATEMENTS, params, media_type)
    return page_answer(
        request,
        await service.read(find_statements, service.vocabulary, params, label_language(request.scope)),
    )


@router.get("/{id}", response_model=StatementOut, dependencies=[Depends(no_parameters)])
async def get_statement(id: StatementId, service: ServiceDep) -> Response:
    """Get a statement

    One statement by its id, with its place in the source, its speaker and how the speaker was found.
    """
    return json_answer(await service.read(one_record, STATEMENTS, id))
