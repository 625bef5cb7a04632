"""Everything at once: one archive."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Depends, Request, Response

from app import __version__
from app.api.given import ServiceDep, StreamsDep, no_parameters
from app.api.negotiation import ZIP
from app.queries.archive import Archive

router = APIRouter(prefix="/export", tags=["bulk"])

_ZIPPED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}
}


@router.get("", response_class=Response, responses=_ZIPPED, dependencies=[Depends(no_parameters)])
async def export_everything(request: Request, service: ServiceDep, streams: StreamsDep) -> Response:
    """Export everything

    All documents with their texts, statements, proposals, figures and the vocabulary as JSON Lines in one ZIP archive, of one version
    of the data, with a manifest of records, bytes and SHA-256 of each file. The same data make the same archive. To keep the copy in
    step, see /changes.
    """
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
