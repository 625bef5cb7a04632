"""What figures measure."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.given import ServiceDep
from app.api.negotiation import json_answer, page_answer
from app.api.routing import QuickRoute
from app.queries.choices import TermView
from app.queries.cut import cut_rendered
from app.queries.metrics import find_metrics
from app.queries.metrics import get_metric as query_metric
from app.queries.params import TermId
from app.queries.term_params import MetricParams
from app.schemas.page import Page
from app.schemas.vocabulary import MetricOut

router = APIRouter(prefix="/metrics", tags=["vocabulary"], route_class=QuickRoute)


@router.get("", response_model=Page[MetricOut])
async def list_metrics(
    request: Request, service: ServiceDep, params: Annotated[MetricParams, Query()]
) -> Response:
    """List metrics

    The closed list of what figures measure, with codes of the same series elsewhere.
    """
    return page_answer(request, await service.read(find_metrics, service.vocabulary, params))


@router.get("/{id}", response_model=MetricOut)
async def get_metric(
    id: Annotated[TermId, Path(description="Id of the metric.", examples=["fdi"])],
    service: ServiceDep,
    view: Annotated[TermView, Query()],
) -> Response:
    """Get a metric

    One metric with how much is stored of it.
    """
    return json_answer(cut_rendered(await service.read(query_metric, service.vocabulary, id), lang=view.lang))
