"""Figures: lists and single records."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from app.analysis import implied_of
from app.api.citation import add_citation, cited
from app.api.given import ServiceDep, StreamsDep, no_parameters
from app.api.linked import LINKED, is_linked, linked_answer
from app.api.lists import LISTED, list_answer
from app.api.negotiation import SDMX_CSV, SDMX_VERSION, json_answer, json_type
from app.api.review import FigureCorrection, add_review
from app.api.routing import QuickRoute
from app.queries.choices import FigureView
from app.queries.claims import get_claims_of
from app.queries.figures import FIGURES, get_companions
from app.queries.params import FigureParams
from app.queries.past import find_record_as_of
from app.schemas.claim import ClaimList
from app.schemas.common import FigureId
from app.schemas.figure import FigureOut
from app.schemas.implied import ImpliedList
from app.schemas.page import Page

_LISTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            **LISTED[200]["content"],
            f"{SDMX_CSV}{SDMX_VERSION}": {
                "schema": {"type": "string"},
                "example": "STRUCTURE,STRUCTURE_ID,…\r\n",
            },
        }
    }
}

router = APIRouter(prefix="/figures", tags=["figures"], route_class=QuickRoute)


@router.get("", response_model=Page[FigureOut], responses=_LISTED)
async def list_figures(
    request: Request, service: ServiceDep, streams: StreamsDep, params: Annotated[FigureParams, Query()]
) -> Response:
    """List figures

    Quantities of an economy or society, newest first: value, unit, period, whose they are, and who
    states them.
    """
    return await list_answer(request, service, streams, FIGURES, params)


@router.get("/{id}", response_model=FigureOut, responses={**LINKED, 409: {}})
async def get_figure(
    request: Request, id: FigureId, service: ServiceDep, view: Annotated[FigureView, Query()]
) -> Response:
    """Get a figure

    One figure by its id. Its value is an exact decimal in base units, given as text.
    """
    if is_linked(request, view):
        return await linked_answer(request, service, FIGURES, id, view.as_of)
    found = await service.read(find_record_as_of, FIGURES, id, view)
    return cited(request, FIGURES, id, json_answer(found, json_type(request.scope, view)))


@router.get("/{id}/implied", response_model=ImpliedList, dependencies=[Depends(no_parameters)])
async def list_implied(id: FigureId, service: ServiceDep) -> Response:
    """List what a figure implies

    A growth and the level that it belongs to imply the level before. The interval is what rounding leaves:
    1.7 billion means 1.65 to 1.75. Derived values are never mixed with what was said.
    """
    growth, level = await service.read(get_companions, id)
    found = implied_of(growth, level)
    return json_answer(ImpliedList(items=[found] if found is not None else []).model_dump_json().encode())


@router.get("/{id}/claims", response_model=ClaimList, dependencies=[Depends(no_parameters)])
async def list_claims_of_figure(id: FigureId, service: ServiceDep) -> Response:
    """List what a figure claims

    The claims that a figure is one of, or helps to imply, beside what others claim of the same; empty where nobody else speaks of it.
    """
    found = await service.read(get_claims_of, id)
    return json_answer(b'{"items":[' + b",".join(found) + b"]}")


add_review(router, FIGURES, FigureOut, FigureCorrection, FigureId)
add_citation(router, FIGURES, FigureId)
