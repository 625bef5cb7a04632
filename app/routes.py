"""Every route, as the framework serves and describes it. Loading it takes longer than all the rest: `main.py` answers lists before."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, FastAPI
from starlette.datastructures import State
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.types import ASGIApp

from app import __version__
from app.api import (
    agenda,
    changes,
    claims,
    countries,
    documents,
    export,
    extract,
    figures,
    jobs,
    leaders,
    linked,
    meta,
    metrics,
    proposals,
    sdmx,
    search,
    series,
    statements,
    summits,
    threads,
    topics,
)
from app.api.direct import Handler
from app.api.failures import handle_problems
from app.api.openapi import contract
from app.api.routing import quick_handlers
from app.web import docs, explorer

TITLE: Final = "Summitry"
PREFIX: Final = "/api/v1"
DESCRIPTION: Final = """\
What leaders say at summits, as data: **statements** (who said what), **proposals** (who asks whom for what) and economic
**figures**, each tied to the exact characters of its source.

- Lists answer 50 records, newest first; `next`, `prev` and the `Link` header lead to the pages beside. `limit` goes up to 500.
- Filters of different names narrow a list, a repeated one widens it. Unknown parameters are refused, never ignored.
- `q` on every list, and /search over all of them, find words in any of their forms, phrases, and leaders by any spelling of their names.
- Every answer under /api/v1 has an `ETag`: send it back in `If-None-Match` and get a 304 until the data changes.
- Lists also come whole, as JSON Lines or CSV: by `format=` or the Accept header.
- Offsets count Unicode code points; decimals are text; dates are ISO 8601.
- Where the terms of a publisher let only short pieces of a text be shown, longer ones are withheld: `withheld` is true, the words are empty, and
  where they stand, how many they are and the address of the source are told. Search and figures know them all the same. `text=shown` leaves them out.
- Errors are problem documents (RFC 9457).
- v1 only grows: answers may get further properties, lists of values further values. Pass over what you do not know.
"""
TAGS: Final = [
    {"name": "statements", "description": "What leaders are reported to have said."},
    {"name": "proposals", "description": "What they propose."},
    {"name": "figures", "description": "Quantities of an economy or society."},
    {"name": "claims", "description": "Figures that speak of the same thing, side by side."},
    {"name": "agenda", "description": "What was raised at a summit or in a period, and by whom."},
    {"name": "series", "description": "What is claimed of one thing over time, official values beside it."},
    {"name": "threads", "description": "Proposals that are one idea, through summits and languages."},
    {"name": "documents", "description": "The sources."},
    {"name": "search", "description": "Records by their words, in any form."},
    {
        "name": "vocabulary",
        "description": "Leaders, topics, metrics, countries and summits: the values of filters.",
    },
    {"name": "bulk", "description": "Copies of everything, and keeping them in step."},
    {"name": "extraction", "description": "Text in, findings out."},
    {"name": "writing", "description": "Documents sent and withdrawn, findings judged: with a key."},
    {"name": "service", "description": "What is stored, and whether the service lives."},
]
_NOUNS: Final = (
    statements,
    proposals,
    figures,
    claims,
    agenda,
    series,
    threads,
    documents,
    search,
    leaders,
    topics,
    metrics,
    countries,
    summits,
    sdmx,
    extract,
    changes,
    export,
    jobs,
    linked,
    meta,
)


class Framework(FastAPI):
    """FastAPI with our own contract; `/openapi.json` and `/docs` are served by `app.web.docs`."""

    def build_middleware_stack(self) -> ASGIApp:
        """Starlette's outermost layer is left out: `Door` answers defects."""
        inner = super().build_middleware_stack()
        return inner.app if isinstance(inner, ServerErrorMiddleware) else inner

    def openapi(self) -> dict[str, Any]:
        if not self.openapi_schema:
            self.openapi_schema = contract(
                self,
                description=DESCRIPTION,
                tags=TAGS,
                longest_text=self.state.service.settings.max_text,
            )
        return self.openapi_schema


def make_framework(state: State) -> Framework:
    """All routes, on what the application holds."""
    framework = Framework(
        title=TITLE,
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    framework.state = state
    state.press = docs.Press(framework)
    handle_problems(framework)
    explorer.handle_missing_pages(framework)
    api = APIRouter(prefix=PREFIX)
    for noun in _NOUNS:
        api.include_router(noun.router)
    framework.include_router(api)
    framework.include_router(meta.health)
    framework.include_router(docs.router)
    framework.include_router(explorer.router)
    framework.mount("/static", explorer.STATIC, name="static")
    framework.mount("/docs-assets", docs.ASSETS, name="docs-assets")
    return framework


def all_quick() -> dict[str, Handler]:
    """Path -> what answers a GET of it past the framework."""
    return quick_handlers(PREFIX, [noun.router for noun in _NOUNS])
