"""Everything at once: one archive."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app import __version__
from app.api.given import ServiceDep, StreamsDep
from app.api.negotiation import JSON_LINES, ZIP
from app.api.routing import QuickRoute
from app.queries.archive import Archive
from app.queries.gold import Gold

router = APIRouter(prefix="/export", tags=["bulk"], route_class=QuickRoute)

_ZIPPED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            ZIP: {"schema": {"type": "string", "format": "binary"}},
            JSON_LINES: {"schema": {"type": "string"}, "example": '{"id":"…","text":"…"}\n'},
        }
    }
}


class ExportParams(BaseModel):
    """What is exported."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    review: Literal["confirmed"] | None = Field(
        default=None,
        description="`confirmed`: in place of the archive, the documents whose findings were all judged, as JSON Lines in the annotators' format, without "
        "what was rejected; X-Left-Out tells how many documents wait for further verdicts, X-Withheld how many are left out because their texts are "
        "withheld.",
    )


@router.get("", response_class=Response, responses=_ZIPPED)
async def export_everything(
    request: Request, service: ServiceDep, streams: StreamsDep, params: Annotated[ExportParams, Query()]
) -> Response:
    """Export everything

    All documents with their texts, statements, proposals, figures and the vocabulary as JSON Lines in one ZIP archive, of one version
    of the data, with a manifest of records, bytes and SHA-256 of each file. The same data make the same archive. To keep the copy in
    step, see /changes.
    """
    if params.review is not None:
        return await streams.send(
            request,
            Gold,
            Gold.lines,
            JSON_LINES,
            lambda gold: {
                "content-disposition": 'attachment; filename="summitry-gold.jsonl"',
                "x-total-count": str(gold.total),
                "x-left-out": str(gold.left_out),
                "x-withheld": str(gold.withheld),
            },
        )
    vocabulary = service.vocabulary
    return await streams.send(
        request,
        lambda reader: Archive(reader, vocabulary, __version__),
        Archive.chunks,
        ZIP,
        lambda archive: {
            "content-disposition": f'attachment; filename="summitry-{archive.data_version}.zip"'
        },
    )
