"""Changes: what to do to a copy, to keep it in step."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.api.given import ServiceDep, StreamsDep
from app.api.negotiation import JSON, list_format, page_answer
from app.api.routing import QuickRoute
from app.api.streams import STREAMED
from app.queries.changes import ChangeParams, ChangeStream, find_changes
from app.schemas.change import ChangeOut
from app.schemas.page import Page

router = APIRouter(prefix="/changes", tags=["bulk"], route_class=QuickRoute)


@router.get("", response_model=Page[ChangeOut], responses=STREAMED)
async def list_changes(
    request: Request, service: ServiceDep, streams: StreamsDep, params: Annotated[ChangeParams, Query()]
) -> Response:
    """List changes

    What was added, changed and removed since a version of the data, oldest first: each record once, with the last thing that became
    of it. To keep a copy in step, follow `next` to the end, keep the last answer's `data_version`, and ask with `since=` it the next
    time; `include=record` brings the records along. Nothing is missed when data changes on the way.
    """
    media_type = list_format(request.scope, params.format)
    if media_type != JSON:
        return await streams.answer(
            request, "change", lambda reader: ChangeStream(reader, params), media_type, bom=params.bom
        )
    return page_answer(request, await service.read(find_changes, params))
