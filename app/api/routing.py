"""The class of routes that are answered past the framework, which only describes them."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import get_type_hints

from fastapi import APIRouter
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from app.api.direct import HELD, Handler, direct_handler, query_of
from app.api.query import list_names, once


class QuickRoute(APIRoute):
    """A route that takes a `params` model from the query, and beside it the request and what the application holds, is quick.

    Any other is FastAPI's own; it only refuses what it would take the last value of.
    """

    quick: Handler | None = None

    def get_route_handler(self) -> Handler:
        names = set(inspect.signature(self.endpoint).parameters)
        model = get_type_hints(self.endpoint).get("params")
        takes_query_only = names <= {"request", "params", *HELD} and not self.dependencies
        if takes_query_only and inspect.isclass(model) and issubclass(model, BaseModel):
            self.quick = direct_handler(self.endpoint, model)
            return self.quick
        return _refusing_repeats(super().get_route_handler(), self._lists())

    def _lists(self) -> frozenset[str]:
        """The names of parameters that may stand several times."""
        models = (hint for hint in get_type_hints(self.endpoint).values() if inspect.isclass(hint))
        return frozenset().union(*(list_names(model) for model in models if issubclass(model, BaseModel)))


def _refusing_repeats(answer: Handler, lists: frozenset[str]) -> Handler:
    async def handle(request: Request) -> Response:
        once(query_of(request), lists)
        return await answer(request)

    return handle


def quick_handlers(prefix: str, routers: Iterable[APIRouter]) -> dict[str, Handler]:
    """Path -> what answers a GET of it, of quick routes."""
    return {
        prefix + route.path: route.quick
        for router in routers
        for route in router.routes
        if isinstance(route, QuickRoute) and route.quick and "GET" in (route.methods or ())
    }
