"""Statements: lists and single records."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.api.citation import add_citation, cited
from app.api.given import ServiceDep, StreamsDep
from app.api.linked import LINKED, is_linked, linked_answer
from app.api.lists import LISTED, list_answer
from app.api.negotiation import json_answer, json_type
from app.api.review import StatementCorrection, add_review
from app.api.routing import QuickRoute
from app.queries.choices import StatementView
from app.queries.params import StatementParams
from app.queries.past import find_record_as_of
from app.queries.statements import STATEMENTS
from app.schemas.common import StatementId
from app.schemas.page import Page
from app.schemas.statement import StatementOut

router = APIRouter(prefix="/statements", tags=["statements"], route_class=QuickRoute)


@router.get("", response_model=Page[StatementOut], responses=LISTED)
async def list_statements(
    request: Request, service: ServiceDep, streams: StreamsDep, params: Annotated[StatementParams, Query()]
) -> Response:
    """List statements

    What leaders are reported to have said, newest first. Filters of different names narrow the list, a
    repeated one widens it: `?leader=sadyr-japarov&topic=trade&topic=energy`.
    """
    return await list_answer(request, service, streams, STATEMENTS, params)


@router.get("/{id}", response_model=StatementOut, responses={**LINKED, 409: {}})
async def get_statement(
    request: Request, id: StatementId, service: ServiceDep, view: Annotated[StatementView, Query()]
) -> Response:
    """Get a statement

    One statement by its id, with its place in the source, its speaker and how the speaker was found.
    """
    if is_linked(request, view):
        return await linked_answer(request, service, STATEMENTS, id, view.as_of)
    found = await service.read(find_record_as_of, STATEMENTS, id, view)
    return cited(request, STATEMENTS, id, json_answer(found, json_type(request.scope, view)))


add_review(router, STATEMENTS, StatementOut, StatementCorrection, StatementId)
add_citation(router, STATEMENTS, StatementId)
