"""Claims side by side: lists and single things that are claimed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.api.citation import add_citation, cited
from app.api.given import ServiceDep, StreamsDep
from app.api.lists import list_answer
from app.api.negotiation import json_answer, json_type
from app.api.routing import QuickRoute
from app.api.streams import STREAMED
from app.queries.choices import ClaimView
from app.queries.claims import CLAIMS
from app.queries.params import ClaimParams
from app.queries.records import find_record
from app.schemas.claim import ClaimOut
from app.schemas.common import ClaimId
from app.schemas.page import Page

router = APIRouter(prefix="/claims", tags=["claims"], route_class=QuickRoute)


@router.get("", response_model=Page[ClaimOut], responses=STREAMED)
async def list_claims(
    request: Request, service: ServiceDep, streams: StreamsDep, params: Annotated[ClaimParams, Query()]
) -> Response:
    """List claims side by side

    What is claimed of one thing: one metric of one period and the same places, by everybody who tells it, and what figures imply of it, with how
    far all that lies apart. Only where there are two or more; a figure that nobody else speaks of is at /figures alone.
    """
    return await list_answer(request, service, streams, CLAIMS, params)


@router.get("/{id}", response_model=ClaimOut)
async def get_claim(
    request: Request, id: ClaimId, service: ServiceDep, view: Annotated[ClaimView, Query()]
) -> Response:
    """Get claims of one thing

    All that is claimed of one thing, by its id, which names the thing: it stays whatever else comes to be claimed of it.
    """
    found = await service.read(find_record, CLAIMS, id, view)
    return cited(request, CLAIMS, id, json_answer(found, json_type(request.scope, view)))


add_citation(router, CLAIMS, ClaimId)
