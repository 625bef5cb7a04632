"""Single records as JSON-LD, and the context that gives their terms a meaning."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from fastapi import APIRouter, Depends, Request, Response

from app.api.citation import cited, origin
from app.api.dependencies import Service
from app.api.given import no_parameters
from app.api.negotiation import ACCEPTED, JSON, JSON_LD
from app.queries.linked import get_linked
from app.queries.page import Noun

router = APIRouter(prefix="/context.jsonld", tags=["service"])

_FILE: Final = Path(__file__).parent.parent / "schemas" / "context.jsonld"

LINKED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            JSON_LD: {
                "schema": {"type": "object"},
                "example": {"@context": "http://127.0.0.1:8000/api/v1/context.jsonld", "@type": "Quotation"},
            }
        }
    }
}
"""What a record is served as beside JSON, for the contract."""

_CONTEXT: Final = {"schema": {"type": "object"}, "example": {"@context": {"schema": "https://schema.org/"}}}


class Viewed(Protocol):
    """Parameters that name a format of one record."""

    @property
    def format(self) -> str | None: ...


def is_linked(request: Request, view: Viewed) -> bool:
    """Whether JSON-LD is asked for: by `format`, else by the Accept header."""
    accepted: str = request.scope[ACCEPTED]
    return view.format == "jsonld" if view.format else accepted == JSON_LD


async def linked_answer(
    request: Request, service: Service, noun: Noun, id: str, as_of: int | datetime | None = None
) -> Response:
    """One record as JSON-LD, its addresses by the host that was asked. Raises what `get_linked` raises."""
    found = await service.read(get_linked, service.vocabulary, noun, id, origin(request), as_of)
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
    return cited(request, noun, id, Response(body, media_type=JSON_LD))


@router.get(
    "",
    name="get_context",
    response_class=Response,
    dependencies=[Depends(no_parameters)],
    responses={200: {"content": {JSON_LD: _CONTEXT, JSON: _CONTEXT}}},
)
async def get_context(request: Request) -> Response:
    """Get the context of JSON-LD

    What the terms of records as JSON-LD mean: those of schema.org, W3C Web Annotation and PROV, and none of our own. It only grows.
    """
    return Response(_FILE.read_bytes(), media_type=request.scope[ACCEPTED])
