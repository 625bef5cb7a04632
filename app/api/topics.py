"""Topics of the closed list."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.given import ServiceDep
from app.api.negotiation import json_answer, page_answer
from app.api.routing import QuickRoute
from app.queries.choices import TermView
from app.queries.cut import cut_rendered
from app.queries.params import TermId
from app.queries.term_params import TopicParams
from app.queries.topics import find_topics
from app.queries.topics import get_topic as query_topic
from app.schemas.page import Page
from app.schemas.vocabulary import TopicOut

router = APIRouter(prefix="/topics", tags=["vocabulary"], route_class=QuickRoute)


@router.get("", response_model=Page[TopicOut])
async def list_topics(
    request: Request, service: ServiceDep, params: Annotated[TopicParams, Query()]
) -> Response:
    """List topics

    The closed list of topics, with how much is stored of each.
    """
    return page_answer(request, await service.read(find_topics, service.vocabulary, params))


@router.get("/{id}", response_model=TopicOut)
async def get_topic(
    id: Annotated[TermId, Path(description="Id of the topic.", examples=["trade"])],
    service: ServiceDep,
    view: Annotated[TermView, Query()],
) -> Response:
    """Get a topic

    One topic with how much is stored of it.
    """
    return json_answer(cut_rendered(await service.read(query_topic, service.vocabulary, id), lang=view.lang))
