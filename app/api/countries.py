"""Countries and blocs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.given import ServiceDep
from app.api.negotiation import json_answer, page_answer
from app.api.routing import QuickRoute
from app.queries.choices import TermView
from app.queries.countries import find_countries
from app.queries.countries import get_country as query_country
from app.queries.cut import cut_rendered
from app.queries.params import PlaceId
from app.queries.term_params import CountryParams
from app.schemas.page import Page
from app.schemas.vocabulary import CountryOut

router = APIRouter(prefix="/countries", tags=["vocabulary"], route_class=QuickRoute)


@router.get("", response_model=Page[CountryOut])
async def list_countries(
    request: Request, service: ServiceDep, params: Annotated[CountryParams, Query()]
) -> Response:
    """List countries

    Countries by their ISO 3166-1 codes, then blocs of countries, with how much is stored of each.
    """
    return page_answer(request, await service.read(find_countries, service.vocabulary, params))


@router.get("/{id}", response_model=CountryOut)
async def get_country(
    id: Annotated[PlaceId, Path(description="ISO 3166-1 code, or id of a bloc.", examples=["KG"])],
    service: ServiceDep,
    view: Annotated[TermView, Query()],
) -> Response:
    """Get a country

    One country by its code, or one bloc by its id, with its present members.
    """
    return json_answer(
        cut_rendered(await service.read(query_country, service.vocabulary, id), lang=view.lang)
    )
