"""Summits."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.given import ServiceDep
from app.api.negotiation import json_answer, page_answer
from app.api.routing import QuickRoute
from app.queries.choices import TermView
from app.queries.cut import cut_rendered
from app.queries.params import TermId
from app.queries.summits import find_summits
from app.queries.summits import get_summit as query_summit
from app.queries.term_params import SummitParams
from app.schemas.page import Page
from app.schemas.vocabulary import SummitOut

router = APIRouter(prefix="/summits", tags=["vocabulary"], route_class=QuickRoute)


@router.get("", response_model=Page[SummitOut])
async def list_summits(
    request: Request, service: ServiceDep, params: Annotated[SummitParams, Query()]
) -> Response:
    """List summits

    Summits, newest first, with how much is stored of each.
    """
    return page_answer(request, await service.read(find_summits, service.vocabulary, params))


@router.get("/{id}", response_model=SummitOut)
async def get_summit(
    id: Annotated[
        TermId, Path(description="Id of the summit.", examples=["consultative-meeting-central-asia-7"])
    ],
    service: ServiceDep,
    view: Annotated[TermView, Query()],
) -> Response:
    """Get a summit

    One summit with its series, place and days.
    """
    return json_answer(cut_rendered(await service.read(query_summit, service.vocabulary, id), lang=view.lang))
