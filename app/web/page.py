"""How a page is asked for and answered: parameters, language, version of the data, headers, and errors as pages."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from anyio.to_thread import run_sync
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.api.answers import matches
from app.api.direct import query_of
from app.api.faults import invalid
from app.api.negotiation import preferred
from app.api.problems import MEDIA_TYPE, RETRY_AFTER, Defect, problem
from app.api.query import list_names, once, read_query
from app.errors import AppError, StoreUnavailable
from app.queries.choices import LabelsIn
from app.telemetry import REQUEST_ID, get_logger
from app.web.failing import ways, wrongs
from app.web.notes import note_of
from app.web.view import View, make_view

if TYPE_CHECKING:
    from jinja2 import Environment

HERE: Final = Path(__file__).resolve().parent
POLICY: Final = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
HTML: Final = "text/html"

_HEADERS: Final = {
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "vary": "Accept, Accept-Language",
}
_log = get_logger(__name__)


class PageParams(BaseModel):
    """What can be asked of a page that shows one thing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: LabelsIn = None


@dataclass(frozen=True, slots=True)
class Data:
    """Where what a page shows can be had as data: addresses by format, and what feeds readers are told of.

    `…_of`: what an address gives where that is not what the page shows, a key below `data.of` in words/*.yaml.
    """

    json: str
    csv: str | None = None
    svg: str | None = None
    feed: str | None = None
    json_of: str = ""
    csv_of: str = ""
    feed_of: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown: a template, and its values."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    data: Data | None = None


Show = Callable[..., Awaitable[Page | Response]]


class PageRouter(APIRouter):
    """Pages of one noun."""

    def __init__(self) -> None:
        super().__init__(include_in_schema=False)

    def page(self, path: str, model: type[BaseModel] = PageParams) -> Callable[[Show], Show]:
        """`show(view, params, **parts of the path)` answers this path; `params` are a `model` of the query."""
        lists = list_names(model)

        def register(show: Show) -> Show:
            async def handle(request: Request) -> Response:
                return await _answer(request, show, model, lists)

            self.add_route(path, handle, methods=["GET"], name=show.__name__, include_in_schema=False)
            return show

        return register


async def _answer(request: Request, show: Show, model: type[BaseModel], lists: frozenset[str]) -> Response:
    try:
        query = query_of(request)
        if "=&" in f"{query}&":
            return _tidied(request, query, lists)
        params = read_query(model, lists, query)
        number, version = await request.app.state.service.version()
        view = make_view(request, number)
        etag = _etag(version, view, request)
        headers = {**_HEADERS, "etag": etag, "cache-control": "no-cache", "x-data-version": str(number)}
        if matches(request.headers.get("if-none-match", "").encode("latin-1"), etag.encode()):
            return Response(status_code=304, headers=headers)
        found = await show(view, params, **request.path_params)
        if isinstance(found, Response):
            return found
        return Response(await _rendered(view, found), headers=headers, media_type=HTML)
    except AppError as error:
        return await failure(request, error)
    except Exception:
        _log.exception("request failed", method=request.method, path=request.url.path)
        defect = Defect(
            f"This is a mistake of ours. When you report it, name the request: {REQUEST_ID.get()}."
        )
        return await failure(request, defect)


def _tidied(request: Request, query: str, lists: frozenset[str]) -> Response:
    """Forms send every field; an address has only those that were filled in. Raises `InvalidInput` for what stands twice."""
    filled = tuple((name, value) for name, value in once(query, lists) if value)
    return RedirectResponse(replace(make_view(request), pairs=filled).here(), status_code=303)


def _etag(version: str, view: View, request: Request) -> str:
    parts = (
        version,
        view.language,
        view.origin,  # citations name it, and the day
        date.today().isoformat(),
        view.path,
        query_of(request),
        str(wants_page(request)),
        _drawn(),
    )
    named = "\0".join(parts).encode("utf-8", "replace")
    return f'W/"{hashlib.blake2b(named, digest_size=12).hexdigest()}"'


@cache
def _drawn() -> str:
    """Names the state of the templates and words, which pages go by as they do by the data."""
    drawn = hashlib.blake2b(digest_size=8)
    for path in sorted((*HERE.glob("templates/*.html"), *HERE.glob("words/*.yaml"))):
        drawn.update(path.read_bytes())
    return drawn.hexdigest()


async def _rendered(view: View, page: Page) -> str:
    """A page as HTML; in a thread, since a long one takes longer than the loop may wait."""
    return await run_sync(_render, view, page)


def _render(view: View, page: Page) -> str:
    return (
        templates()
        .get_template(page.template)
        .render(view=view, t=view.words, to=view.to, note_of=note_of, data=page.data, **page.values)
    )


@cache
def templates() -> Environment:
    """The templates: compiled when they are first asked for, each value in them escaped."""
    from jinja2 import (  # late: most servers are asked for records only
        Environment,
        FileSystemLoader,
        StrictUndefined,
    )

    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def wants_page(request: Request) -> bool:
    """Whether an error is told to a person: whose browser asks for HTML by its name, and for no data of the API."""
    if request.url.path.startswith(f"{request.scope.get('root_path', '')}/api/"):
        return False
    accept = request.headers.get("accept", "").encode("latin-1")
    return preferred(accept, (MEDIA_TYPE, HTML)) == HTML


async def failure(request: Request, error: AppError) -> Response:
    """An error as a page, or as a problem document to whom asks for no page."""
    if not wants_page(request):
        answer = problem(error, request.scope)
        answer.headers["vary"] = "Accept"
        return answer
    try:
        number: int | None = (await request.app.state.service.version())[0]
    except StoreUnavailable:
        number = None
    view = make_view(request, number)
    code = error.code if f"error.{error.code}.title" in view.words else "other"
    values = {"error": error, "code": code, "wrongs": wrongs(view, error), "ways": ways(view, error)}
    body = await _rendered(view, Page("error.html", values))
    headers = {**_HEADERS, "cache-control": "no-store"}
    if error.status == 503:
        headers["retry-after"] = RETRY_AFTER
    return Response(body, status_code=error.status, headers=headers, media_type=HTML)


@cache
def _adapter(kind: Any) -> TypeAdapter[str]:
    return TypeAdapter(kind)


def checked(kind: Any, id: str) -> str:
    """An id of a path, which has the form of its kind. Raises `InvalidInput`."""
    try:
        return _adapter(kind).validate_python(id)
    except ValidationError as error:
        found = [{**each, "loc": ("path", "id")} for each in error.errors(include_url=False)]
        raise invalid(found, lambda _: []) from None
