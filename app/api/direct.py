"""Requests that need no framework: lists, whose parameters Pydantic reads alone.

FastAPI asks the query for each of a model's fields by itself, solves every dependency anew and looks through the tree of all routes:
for the fifty parameters of a list that takes longer than the query and the answer together. And it takes as long to load as all
the rest, which the first pages after a start need not wait for.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, Final

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.problems import problem
from app.api.query import list_names, read_query
from app.errors import AppError
from app.tracing import ROUTED

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

HELD: Final = frozenset({"service", "streams"})
"""Parameters of a route that are kept in the state of the application under their own name."""


class DirectRoutes:
    """A layer that answers at once what can be; it must be the innermost. `rest` gives what answers anything else."""

    def __init__(self, handlers: dict[str, Handler], rest: Callable[[], Awaitable[ASGIApp]]) -> None:
        self.handlers = handlers
        """Path -> what answers a GET of it."""
        self._rest = rest
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        handle = self.handlers.get(scope["path"])
        if handle is None or scope["method"] != "GET":
            if self._app is None:
                self._app = await self._rest()
            await self._app(scope, receive, send)
            return
        scope[ROUTED] = True
        try:
            answer = await handle(Request(scope, receive, send))
        except AppError as error:
            answer = problem(error, scope)
        await answer(scope, receive, send)


def direct_handler(endpoint: Callable[..., Any], model: type[BaseModel]) -> Handler:
    """What answers with an endpoint whose `params` are a model of the query; beside it the endpoint may take `request` and `HELD`."""
    read, names = partial(read_query, model, list_names(model)), set(inspect.signature(endpoint).parameters)
    held, with_request = tuple(names & HELD), "request" in names

    async def handle(request: Request) -> Response:
        given: dict[str, Any] = {name: getattr(request.app.state, name) for name in held}
        if with_request:
            given["request"] = request
        answer: Response = await endpoint(params=read(query_of(request)), **given)
        return answer

    return handle


def query_of(request: Request) -> str:
    """What stands behind the `?` of a request's address, as it was sent."""
    return str(request.scope["query_string"], "latin-1")
