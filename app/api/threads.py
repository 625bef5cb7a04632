"""Threads of proposals: lists, single ones, and all that is proposed in one."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.api.given import ServiceDep, StreamsDep
from app.api.lists import list_answer
from app.api.negotiation import PREFIX, json_answer, json_type
from app.api.routing import QuickRoute
from app.api.streams import STREAMED
from app.queries.choices import ThreadView
from app.queries.thread_params import ThreadParams, VoicedParams
from app.queries.threads import THREADS, find_thread, get_proposals_of
from app.schemas.common import ThreadId
from app.schemas.page import Page
from app.schemas.thread import ThreadOut, ThreadProposals

router = APIRouter(prefix="/threads", tags=["threads"], route_class=QuickRoute)


@router.get("", response_model=Page[ThreadOut], responses=STREAMED)
async def list_threads(
    request: Request, service: ServiceDep, streams: StreamsDep, params: Annotated[ThreadParams, Query()]
) -> Response:
    """List threads

    Proposals that are one idea, followed through summits and languages: who voiced it first, who repeated it or took it up, who backed it. Only where
    two documents propose it. By likeness of what is proposed, not of words alone; whether anything came of it is not judged.
    """
    return await list_answer(request, service, streams, THREADS, params)


@router.get("/{id}", response_model=ThreadOut)
async def get_thread(
    request: Request, id: ThreadId, service: ServiceDep, view: Annotated[ThreadView, Query()]
) -> Response:
    """Get a thread

    One thread by its id, which is made from the proposal that voiced it first. Where an earlier one has come to be known the thread has another
    id, and the old one still leads to it, as those made from its other proposals do.
    """
    return json_answer(await service.read(find_thread, id, view), json_type(request.scope, view))


@router.get("/{id}/proposals", response_model=ThreadProposals)
async def list_proposals_of_thread(
    id: ThreadId, service: ServiceDep, params: Annotated[VoicedParams, Query()]
) -> Response:
    """List proposals of a thread

    All of them in the order of their days, piece by piece.
    """
    found = await service.read(get_proposals_of, id, params)
    address = None
    if found.next:
        address = f"{PREFIX}threads/{found.thread}/proposals?limit={params.limit}&cursor={found.next}"
    tail = json.dumps({"next": address, "data_version": found.data_version}, separators=(",", ":")).encode()
    return json_answer(
        b'{"id":"%b","items":[' % found.thread.encode() + b",".join(found.proposals) + b"]," + tail[1:]
    )
