"""Proposals: lists and single records."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.citation import add_citation, cited
from app.api.given import ServiceDep, StreamsDep, no_parameters
from app.api.linked import LINKED, is_linked, linked_answer
from app.api.lists import LISTED, list_answer
from app.api.negotiation import json_answer, json_type
from app.api.review import ProposalCorrection, add_review
from app.api.routing import QuickRoute
from app.queries.choices import ProposalView
from app.queries.params import ProposalParams
from app.queries.past import find_record_as_of
from app.queries.proposals import PROPOSALS
from app.queries.threads import get_thread_of
from app.schemas.common import ProposalId
from app.schemas.page import Page
from app.schemas.proposal import ProposalOut
from app.schemas.thread import ThreadOut

router = APIRouter(prefix="/proposals", tags=["proposals"], route_class=QuickRoute)


@router.get("", response_model=Page[ProposalOut], responses=LISTED)
async def list_proposals(
    request: Request, service: ServiceDep, streams: StreamsDep, params: Annotated[ProposalParams, Query()]
) -> Response:
    """List proposals

    What is proposed, newest first: the action and its object, who proposes it, and to whom.
    """
    return await list_answer(request, service, streams, PROPOSALS, params)


@router.get("/{id}", response_model=ProposalOut, responses={**LINKED, 409: {}})
async def get_proposal(
    request: Request, id: ProposalId, service: ServiceDep, view: Annotated[ProposalView, Query()]
) -> Response:
    """Get a proposal

    One proposal by its id, with the statement that it is part of.
    """
    if is_linked(request, view):
        return await linked_answer(request, service, PROPOSALS, id, view.as_of)
    found = await service.read(find_record_as_of, PROPOSALS, id, view)
    return cited(request, PROPOSALS, id, json_answer(found, json_type(request.scope, view)))


@router.get("/{id}/thread", response_model=ThreadOut, dependencies=[Depends(no_parameters)])
async def get_thread_of_proposal(id: ProposalId, service: ServiceDep) -> Response:
    """Get the thread of a proposal

    The proposals that are one idea with it; 404 where no other document is known to propose it.
    """
    return json_answer(await service.read(get_thread_of, id))


add_review(router, PROPOSALS, ProposalOut, ProposalCorrection, ProposalId)
add_citation(router, PROPOSALS, ProposalId)
