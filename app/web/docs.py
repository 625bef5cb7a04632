"""The contract and its reading room: Swagger UI from this machine, nothing from another host."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import fastapi_offline
from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

router = APIRouter(include_in_schema=False)
ASSETS: Final = StaticFiles(directory=Path(fastapi_offline.__file__).parent / "static")

# Swagger UI sets styles on its elements and has small pictures in its style sheet; its start is a file of its own.
_POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
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


@router.get("/openapi.json")
async def get_contract(request: Request) -> Response:
    """The OpenAPI document."""
    state = request.app.state
    if not hasattr(state, "contract"):
        state.contract = json.dumps(request.app.openapi(), ensure_ascii=False, separators=(",", ":")).encode()
    return Response(
        state.contract, media_type="application/json", headers={"cache-control": "public, max-age=60"}
    )


@router.get("/docs")
async def get_docs(request: Request) -> HTMLResponse:
    """Swagger UI."""
    page = _PAGE.format(root=request.scope.get("root_path", "").rstrip("/"))
    return HTMLResponse(page, headers={"content-security-policy": _POLICY})


@router.get("/docs/start.js")
async def get_docs_start() -> Response:
    """What starts Swagger UI."""
    return Response(_START, media_type="text/javascript", headers={"cache-control": "public, max-age=3600"})
