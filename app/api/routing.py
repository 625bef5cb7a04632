"""Lists are answered past the framework: FastAPI describes their parameters, Pydantic alone reads them.

FastAPI asks the query for each of a model's fields by itself, solves every dependency anew and looks through the tree of all routes:
for the fifty parameters of a list that takes longer than the query and the answer together.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.problems import invalid_answer, problem
from app.errors import AppError

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

_STATE: Final = {"service", "streams"}
"""Parameters of a route that are kept in the state of the application under their own name."""


class QuickRoute(APIRoute):
    """A route that takes a `params` model from the query, and beside it the request and what the application holds, is quick.

    Any other is FastAPI's own.
    """

    quick: Handler | None = None

    def get_route_handler(self) -> Handler:
        names = set(inspect.signature(self.endpoint).parameters)
        model = get_type_hints(self.endpoint).get("params")
        takes_query_only = names <= {"request", "params", *_STATE} and not self.dependencies
        if takes_query_only and inspect.isclass(model) and issubclass(model, BaseModel):
            self.quick = _handler(self.endpoint, names, model)
            return self.quick
        found: Handler = super().get_route_handler()
        return found


class QuickRoutes:
    """A layer that answers quick routes at once; it must be the innermost."""

    def __init__(self, app: ASGIApp, prefix: str, routers: Iterable[APIRouter]) -> None:
        self.app = app
        self._routes = {
            prefix + route.path: (route, route.quick)
            for router in routers
            for route in router.routes
            if isinstance(route, QuickRoute) and route.quick and "GET" in (route.methods or ())
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._routes.get(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        route, handle = found
        scope["route"] = route  # as the framework does: errors tell what it takes
        request = Request(scope, receive, send)
        try:
            answer = await handle(request)
        except AppError as error:
            answer = problem(error, scope)
        except RequestValidationError as error:
            answer = invalid_answer(error, request)
        await answer(scope, receive, send)


def read_query(model: type[BaseModel], repeated: frozenset[str], query: bytes) -> BaseModel:
    """The parameters of a request. Of one that is no list the last value counts, as everywhere in the framework.

    Raises `RequestValidationError` as FastAPI does.
    """
    values: dict[str, Any] = {}
    for name, value in parse_qsl(query.decode("latin-1"), keep_blank_values=True):
        if name in repeated:
            values.setdefault(name, []).append(value)
        else:
            values[name] = value
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = [{**each, "loc": ("query", *each["loc"])} for each in error.errors(include_url=False)]
        raise RequestValidationError(found) from None


def _handler(endpoint: Callable[..., Any], names: set[str], model: type[BaseModel]) -> Handler:
    read, held = partial(read_query, model, _repeated(model)), tuple(names & _STATE)
    with_request = "request" in names

    async def handle(request: Request) -> Response:
        given: dict[str, Any] = {name: getattr(request.app.state, name) for name in held}
        if with_request:
            given["request"] = request
        answer: Response = await endpoint(params=read(request.scope["query_string"]), **given)
        return answer

    return handle


def _repeated(model: type[BaseModel]) -> frozenset[str]:
    """The names of parameters that are lists."""
    return frozenset(
        field.alias or name for name, field in model.model_fields.items() if _is_list(field.annotation)
    )


def _is_list(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin in {Union, UnionType}:
        return any(_is_list(each) for each in get_args(annotation))
    if origin is Annotated:
        return _is_list(get_args(annotation)[0])
    return annotation is list or origin is list
