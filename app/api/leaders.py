"""People who speak, and whom a name means."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.agenda import TABLED
from app.api.given import ServiceDep
from app.api.negotiation import CSV, csv_answer, json_answer, list_format, page_answer
from app.api.routing import QuickRoute
from app.queries.agenda_lines import profile_csv
from app.queries.agenda_params import ProfileParams
from app.queries.choices import TermView
from app.queries.cut import cut_rendered
from app.queries.leaders import find_leaders
from app.queries.leaders import get_leader as query_leader
from app.queries.params import PersonId
from app.queries.profile import find_profile
from app.queries.profile import get_profile as query_profile
from app.queries.resolve import resolve_leaders
from app.queries.term_params import LeaderParams, ResolveParams
from app.schemas.page import Page
from app.schemas.profile import ProfileOut
from app.schemas.resolve import ResolvedName
from app.schemas.vocabulary import LeaderOut

router = APIRouter(prefix="/leaders", tags=["vocabulary"], route_class=QuickRoute)


@router.get("", response_model=Page[LeaderOut])
async def list_leaders(
    request: Request, service: ServiceDep, params: Annotated[LeaderParams, Query()]
) -> Response:
    """List leaders

    People who speak, in the order of their ids: those of the vocabulary, and those first met in a text.
    """
    return page_answer(request, await service.read(find_leaders, service.vocabulary, params))


@router.get("/resolve", response_model=ResolvedName)
async def resolve_leader(service: ServiceDep, params: Annotated[ResolveParams, Query()]) -> Response:
    """Find a leader by name

    Whom a name may mean, in any spelling, case or script, likeliest first and with the reasons: 'Tokaev', 'Токаеву', 'Қасым-Жомарт
    Тоқаев', 'президент Казахстана'. Several candidates are told as `ambiguous`; where nobody fits, the list is empty.
    """
    await service.version()  # away? then told before the work
    matches = await service.extract.resolve(params.name, params.day)
    found = await service.read(resolve_leaders, service.vocabulary, params, matches)
    return json_answer(found.model_dump_json().encode())


@router.get("/{id}", response_model=LeaderOut)
async def get_leader(
    id: Annotated[PersonId, Path(description="Id of the person.", examples=["sadyr-japarov"])],
    service: ServiceDep,
    view: Annotated[TermView, Query()],
) -> Response:
    """Get a leader

    One person with every spelling of the name, the offices held, and how much is stored.
    """
    return json_answer(cut_rendered(await service.read(query_leader, service.vocabulary, id), lang=view.lang))


@router.get("/{id}/profile", response_model=ProfileOut, responses=TABLED)
async def get_profile(
    request: Request,
    id: Annotated[PersonId, Path(description="Id of the person.", examples=["sadyr-japarov"])],
    service: ServiceDep,
    view: Annotated[ProfileParams, Query()],
) -> Response:
    """Get a leader's profile

    What one person speaks of over time: topics by year, figures by metric, the latest proposals, whom he addresses and who addresses him, the summits he spoke
    at, and in which languages and how that is told; every number with the list behind it.
    """
    if list_format(request.scope, view.format) != CSV:
        return json_answer(await service.read_aside(query_profile, service.vocabulary, id, view))
    found = await service.read_aside(find_profile, service.vocabulary, id, view)
    return csv_answer(profile_csv(found, view.lang or "en", bom=view.bom), "profile")
