"""The contract and its reading room: Swagger UI from this machine, nothing from another host; and the same as one page of text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

import fastapi_offline
from anyio.to_thread import run_sync
from fastapi import APIRouter, FastAPI, Request, Response
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from app.web import llms

router = APIRouter(include_in_schema=False)
ASSETS: Final = StaticFiles(directory=Path(fastapi_offline.__file__).parent / "static")

# Swagger UI sets styles on its elements and has small pictures in its style sheet; its start is a file of its own.
_POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_KEPT: Final = {"cache-control": "public, max-age=60"}
_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Summitry API</title>
<link rel="icon" href="{root}/static/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{root}/docs-assets/swagger-ui.css">
</head>
<body>
<div id="swagger-ui" data-contract="{root}/openapi.json"></div>
<noscript>This page needs scripts. The contract itself is at <a href="{root}/openapi.json">/openapi.json</a>.</noscript>
<script src="{root}/docs-assets/swagger-ui-bundle.js"></script>
<script src="{root}/docs/start.js"></script>
</body>
</html>
"""
_START: Final = """const room = document.getElementById("swagger-ui");
SwaggerUIBundle({
  url: room.dataset.contract, domNode: room, deepLinking: true, validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis], layout: "BaseLayout", tryItOutEnabled: true,
});
"""


@dataclass(frozen=True, slots=True)
class Papers:
    """What is published about the API."""

    contract: bytes
    llms: str


class Press:
    """Makes them once, when they are first asked for: that takes most of a second, which the loop is spared."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._lock = Lock()
        self._made: Papers | None = None

    async def papers(self) -> Papers:
        if self._made is None:
            return await run_sync(self._make)
        return self._made

    def _make(self) -> Papers:
        with self._lock:  # who comes while they are made waits, in a thread of his own, and makes nothing
            if self._made is None:
                contract = self._app.openapi()
                body = json.dumps(contract, ensure_ascii=False, separators=(",", ":")).encode()
                self._made = Papers(body, llms.written(contract))
                self._app.openapi_schema = None  # a megabyte that nobody asks for again
            return self._made


@router.get("/openapi.json")
async def get_contract(request: Request) -> Response:
    """The OpenAPI document."""
    papers = await request.app.state.press.papers()
    return Response(papers.contract, media_type="application/json", headers=_KEPT)


@router.get("/llms.txt")
async def get_llms(request: Request) -> Response:
    """The service on one page of text."""
    papers = await request.app.state.press.papers()
    root = request.scope.get("root_path", "").rstrip("/")
    return Response(papers.llms.replace("](/", f"]({root}/"), media_type="text/plain", headers=_KEPT)


@router.get("/docs")
async def get_docs(request: Request) -> HTMLResponse:
    """Swagger UI."""
    page = _PAGE.format(root=request.scope.get("root_path", "").rstrip("/"))
    return HTMLResponse(page, headers={"content-security-policy": _POLICY})


@router.get("/docs/start.js")
async def get_docs_start() -> Response:
    """What starts Swagger UI."""
    return Response(_START, media_type="text/javascript", headers={"cache-control": "public, max-age=3600"})
