"""The agenda of a summit, a series or a period."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from app.api.given import ServiceDep
from app.api.negotiation import CSV, csv_answer, json_answer, list_format
from app.api.routing import QuickRoute
from app.queries.agenda import find_agenda
from app.queries.agenda import get_agenda as query_agenda
from app.queries.agenda_lines import agenda_csv
from app.queries.agenda_params import AgendaParams
from app.schemas.agenda import AgendaOut

router = APIRouter(prefix="/agenda", tags=["agenda"], route_class=QuickRoute)

TABLED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {CSV: {"schema": {"type": "string"}, "example": "topic,…\r\n"}}}
}
"""What a matrix is served as beside JSON, for the contract."""


@router.get("", response_model=AgendaOut, responses={**TABLED, 409: {}})
async def get_agenda(
    request: Request, service: ServiceDep, params: Annotated[AgendaParams, Query()]
) -> Response:
    """Get an agenda

    Which topics were raised at a summit, in a series of summits or in a period, and by whom: how many statements, proposals and figures each leader or
    country has on each topic, with the list behind every number; who has nothing on what others raised; and which topics are new, returned or were
    dropped against the edition, or as many days, before.
    """
    if list_format(request.scope, params.format) != CSV:
        return json_answer(await service.read_aside(query_agenda, service.vocabulary, params))
    whole = "limit" not in params.model_fields_set
    found = await service.read_aside(find_agenda, service.vocabulary, params, all_columns=whole)
    return csv_answer(agenda_csv(found, params.lang or "en", bom=params.bom), "agenda")
