"""Search: one question to all kinds of records."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.api.given import ServiceDep
from app.api.negotiation import page_answer
from app.api.routing import QuickRoute
from app.queries.params import SearchParams
from app.queries.search import find_hits
from app.schemas.search import SearchOut

router = APIRouter(prefix="/search", tags=["search"], route_class=QuickRoute)


@router.get("", response_model=SearchOut)
async def search_records(
    request: Request, service: ServiceDep, params: Annotated[SearchParams, Query()]
) -> Response:
    """Search records

    Statements, proposals and figures that hold the words, in any of their forms, the best first: words said again and again, words
    that stand together, the very form that was typed, short texts, then the newest. A figure is found by the words of its
    statement or sentence. The newest 1,000 hits are ranked, an equal share of each kind. Lists take `q`, too, beside all their filters.
    """
    await service.awake(params.q)
    return page_answer(request, await service.read(find_hits, service.vocabulary, params))
