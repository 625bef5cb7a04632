"""The explorer: pages of every noun, their style, and what browsers get where there is no page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import APIRouter, FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

from app.api.failures import http_answer
from app.errors import NotFound
from app.web.page import HERE, failure, wants_page
from app.web.pages import (
    claims,
    countries,
    documents,
    figures,
    front,
    leaders,
    metrics,
    proposals,
    search,
    statements,
    summits,
    topics,
)

STATIC: Final = StaticFiles(directory=HERE / "static")
ICON: Final[Path] = HERE / "static" / "favicon.svg"

_NOUNS: Final = (
    front,
    search,
    documents,
    statements,
    proposals,
    figures,
    claims,
    leaders,
    topics,
    metrics,
    countries,
    summits,
)

router = APIRouter(include_in_schema=False)
for noun in _NOUNS:
    router.include_router(noun.router)


@router.get("/favicon.ico")
async def get_icon() -> FileResponse:
    """For browsers that ask without being told."""
    return FileResponse(ICON, media_type="image/svg+xml")


def handle_missing_pages(app: FastAPI) -> None:
    """An address that there is nothing at is told as a page to whoever asks for one."""

    async def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404 and wants_page(request):
            return await failure(request, NotFound(f"There is nothing at {request.url.path[:200]!r}."))
        return await http_answer(request, error)

    app.add_exception_handler(HTTPException, answer)
