"""What fails inside the framework, in the shape of every other problem."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from app.api.faults import LONGEST_VALUE, invalid
from app.api.problems import TooLarge, UnsupportedMediaType, problem
from app.errors import AppError, NotFound

_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")


def handle_problems(app: FastAPI) -> None:
    """Give every error that leaves a route its shape."""
    app.add_exception_handler(AppError, _on_app_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, http_answer)


async def _on_app_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AppError)
    return problem(error, request.scope)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return invalid_answer(error, request)


def invalid_answer(error: RequestValidationError, request: Request) -> Response:
    """The answer to a request whose parameters or body do not fit their shape."""
    found = list(error.errors())
    if any(fault["loc"][:1] == ("body",) for fault in found) and not _is_json(
        request.headers.get("content-type", "")
    ):
        sent = request.headers.get("content-type")
        said = f"{sent[:LONGEST_VALUE]!r} is not read" if sent else "The body has no content type"
        return problem(UnsupportedMediaType(f"{said}: send it as application/json."), request.scope)
    return problem(invalid(found, partial(_known, request)), request.scope)


async def http_answer(request: Request, error: Exception) -> Response:
    """What the framework refuses: no such address, another method, a body that is none."""
    assert isinstance(error, HTTPException)
    status, path = error.status_code, request.scope["path"]
    if status == HTTPStatus.NOT_FOUND:
        return problem(
            NotFound(f"There is nothing at {path[:200]!r}; all paths are in /openapi.json and at /docs."),
            request.scope,
        )
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = _allowed(request)
        wrong = _status_error(status, f"{request.method} is not answered here, only {allowed}.")
        return problem(wrong, request.scope, {"allow": allowed})
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return problem(
            TooLarge("The body is longer than is read; the limits stand at /api/v1/meta."), request.scope
        )
    if status == HTTPStatus.BAD_REQUEST:  # FastAPI's word for a body that is no JSON, or no UTF-8
        if not _is_json(request.headers.get("content-type", "")):
            return invalid_answer(
                RequestValidationError([{"loc": ("body",), "msg": "", "input": None}]), request
            )
        return problem(
            invalid(
                [{"loc": ("body",), "msg": "no valid JSON in UTF-8", "input": None}], partial(_known, request)
            ),
            request.scope,
        )
    return problem(_status_error(status, str(error.detail)), request.scope, error.headers)


def _status_error(status: int, detail: str) -> AppError:
    """An error for a status that the framework chose."""
    phrase = HTTPStatus(status).phrase
    kind = type(
        "_Status", (AppError,), {"code": phrase.lower().replace(" ", "-"), "title": phrase, "status": status}
    )
    found: AppError = kind(detail)
    return found


def _is_json(content_type: str) -> bool:
    media = content_type.partition(";")[0].strip().lower()
    return media == "application/json" or (media.startswith("application/") and media.endswith("+json"))


def _allowed(request: Request) -> str:
    """Every method that the path answers: routes tell only their own."""
    found = [
        method
        for method in _METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.router.routes
        )
    ]
    return ", ".join([*found[:1], "HEAD", *found[1:]] if found[:1] == ["GET"] else found)


def _known(request: Request, place: str) -> list[str]:
    """The names that the address takes in its query or its body."""
    route = request.scope["route"]
    fields = [route.body_field] if place == "body" else route.dependant.query_params
    models = [field.field_info.annotation for field in fields]
    return [
        name
        for model in models
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name in model.model_fields
    ]
