"""Figures: lists and single records."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.api.dependencies import ServiceDep
from app.api.negotiation import json_answer, page_answer
from app.queries.figures import find_figures
from app.queries.figures import get_figure as query_figure
from app.queries.params import FigureParams
from app.schemas.common import FigureId
from app.schemas.figure import FigureOut
from app.schemas.page import Page

router = APIRouter(prefix="/figures", tags=["figures"])


@router.get("", response_model=Page[FigureOut])
async def list_figures(
    request: Request, service: ServiceDep, params: Annotated[FigureParams, Query()]
) -> Response:
    """List figures

    Quantities of an economy or society, newest first: value, unit, period, whose they are, and who
    states them.
    """
    return page_answer(request, find_figures(service.reader, service.vocabulary, params))


@router.get("/{id}", response_model=FigureOut)
async def get_figure(id: FigureId, service: ServiceDep) -> Response:
    """Get a figure

    One figure by its id. Its value is an exact decimal in base units, given as text.
    """
    return json_answer(query_figure(service.reader, id))
