"""Requests that need no framework: lists, whose parameters Pydantic reads alone.

FastAPI asks the query for each of a model's fields by itself, solves every dependency anew and looks through the tree of all routes:
for the fifty parameters of a list that takes longer than the query and the answer together. And it takes as long to load as all
the rest, which the first pages after a start need not wait for.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.faults import LONGEST_VALUE, invalid
from app.api.problems import problem
from app.errors import AppError, Fault, InvalidInput

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
        answer: Response = await endpoint(params=read(request.scope["query_string"]), **given)
        return answer

    return handle


def read_query(model: type[BaseModel], lists: frozenset[str], query: bytes) -> BaseModel:
    """The parameters of a request. Raises `InvalidInput`."""
    values: dict[str, Any] = {}
    for name, value in once(query, lists):
        if name in lists:
            values.setdefault(name, []).append(value)
        else:
            values[name] = value
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = [{**each, "loc": ("query", *each["loc"])} for each in error.errors(include_url=False)]
        raise invalid(found, lambda _: list(model.model_fields)) from None


def once(query: bytes, lists: frozenset[str]) -> list[tuple[str, str]]:
    """The names and values of a query. Raises `InvalidInput` where one that is no list has several: to go by one is to guess."""
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    counted = Counter(name for name, _ in pairs if name not in lists)
    if twice := [name for name, times in counted.items() if times > 1]:
        faults = tuple(
            Fault(loc=f"query/{name[:LONGEST_VALUE]}", message="stands several times; give it once")
            for name in twice
        )
        raise InvalidInput(f"{faults[0].loc} {faults[0].message}.", faults)
    return pairs


def list_names(model: type[BaseModel]) -> frozenset[str]:
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
