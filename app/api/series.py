"""Series: what is claimed of one thing over time, official values beside it."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.given import ServiceDep, StreamsDep
from app.api.negotiation import CSV, JSON, SVG, label_language, list_format, page_answer
from app.api.routing import QuickRoute
from app.charts import ALONE
from app.queries.charts import draw_series
from app.queries.points import PointStream, find_points
from app.queries.series import find_series
from app.queries.series_params import PointParams, SeriesParams
from app.schemas.page import Page
from app.schemas.series import SeriesDetail, SeriesId, SeriesOut

router = APIRouter(prefix="/series", tags=["series"], route_class=QuickRoute)

_SHOWN: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            CSV: {"schema": {"type": "string"}, "example": "kind,…\r\n"},
            SVG: {"schema": {"type": "string"}, "example": "<svg>…</svg>"},
        }
    }
}


@router.get("", response_model=Page[SeriesOut])
async def list_series(
    request: Request, service: ServiceDep, params: Annotated[SeriesParams, Query()]
) -> Response:
    """List the series of a metric

    What is claimed of one metric over time, by places, measure (levels and growth are series of their own) and modality, those with the most
    points first. Unlike /claims also what one alone tells. Points, as JSON, CSV and a chart: /series/{id}.
    """
    # It counts a metric's whole stretch of an index, a tenth of a second for a few hundred thousand claims: others need not wait for that.
    return page_answer(request, await service.read_aside(find_series, service.vocabulary, params))


@router.get("/{id}", response_model=SeriesDetail, responses=_SHOWN)
async def get_series(
    request: Request,
    id: Annotated[SeriesId, Path(description="Id of the series; of a flow from either end.")],
    service: ServiceDep,
    streams: StreamsDep,
    params: Annotated[PointParams, Query()],
) -> Response:
    """Get the points of a series

    Each value with its period, interval, claimant and source, in the order of periods; official values that were imported stand among them, and
    beside each claim of the same days how far it lies from them. As JSON page by page, as CSV whole, as SVG a chart.
    """
    media_type = params.format and {"json": JSON, "csv": CSV, "svg": SVG}[params.format]
    media_type = media_type or list_format(request.scope, None)
    if media_type == CSV:
        return await streams.answer(
            request,
            "point",
            lambda reader: PointStream(reader, service.vocabulary, id, params),
            CSV,
            bom=params.bom,
        )
    if media_type == SVG:
        root = f"{request.scope.get('root_path', '')}/api/v1"
        language = label_language(request.scope, params)
        drawn = await service.read_aside(draw_series, service.vocabulary, id, params, language, root)
        return Response(drawn.alone(), media_type=SVG, headers={"content-security-policy": ALONE})
    page, head = await service.read(find_points, service.vocabulary, id, params)
    return page_answer(request, page, head=head)
