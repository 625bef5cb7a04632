"""What figures as SDMX-CSV are made of: their data structure and code lists."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Depends, Request, Response

from app.api.given import ServiceDep, no_parameters
from app.api.negotiation import ACCEPTED, JSON, SDMX_STRUCTURE, SDMX_VERSION
from app.queries.sdmx import get_structure

router = APIRouter(prefix="/sdmx", tags=["vocabulary"])

_MESSAGE: Final = {
    "schema": {"type": "object"},
    "example": {"meta": {"id": "SUMMITRY-FIGURES"}, "data": {"codelists": []}},
}


@router.get(
    "/structure",
    name="get_sdmx_structure",
    response_class=Response,
    dependencies=[Depends(no_parameters)],
    responses={200: {"content": {f"{SDMX_STRUCTURE}{SDMX_VERSION}": _MESSAGE, JSON: _MESSAGE}}},
)
async def get_sdmx_structure(request: Request, service: ServiceDep) -> Response:
    """Get the data structure of SDMX-CSV

    Data structure, dataflow, concepts and code lists of `/figures?format=sdmx-csv` as an SDMX-JSON 2.0 structure message. Whatever code stands in such an
    answer is in its list, which grows with the vocabulary and with what is stored.
    """
    asked: str = request.scope[ACCEPTED]
    media_type = f"{asked}{SDMX_VERSION}" if asked == SDMX_STRUCTURE else asked
    return Response(await service.read(get_structure, service.vocabulary), media_type=media_type)
