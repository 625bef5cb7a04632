"""Every error as a problem document (RFC 9457): one shape, whatever went wrong and wherever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from app.api.faults import LONGEST_VALUE, invalid
from app.errors import AppError, NotFound
from app.schemas.common import Out, shaped

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER: Final = "5"
"""Seconds after which a client may ask again: as long as a lock is waited for."""

_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_FAULT: Final[dict[str, Any]] = {
    "loc": "query/leader",
    "message": "not known; the ids are listed at /api/v1/leaders",
    "value": "nobody",
}


class FaultOut(Out):
    """One thing wrong with a request."""

    model_config = shaped(**_FAULT)

    loc: str = Field(description="Where: `query/limit`, `body/text`, `path/id`.", examples=["query/leader"])
    message: str = Field(description="What is wrong, and what to do.", examples=[_FAULT["message"]])
    value: str | None = Field(
        default=None, description="The value met, cut if it is long.", examples=["nobody"]
    )


class ProblemOut(Out):
    """What went wrong (RFC 9457)."""

    model_config = shaped(
        type="urn:summitry:problem:not-found",
        title="There is no such thing",
        status=404,
        detail="There is no leader 'nobody': not known; the ids are listed at /api/v1/leaders.",
        instance="/api/v1/statements",
        errors=[_FAULT],
    )

    type: str = Field(
        description="Name of the kind of problem, the same for ever.",
        examples=["urn:summitry:problem:not-found"],
    )
    title: str = Field(description="The kind of problem in words.", examples=["There is no such thing"])
    status: int = Field(ge=400, le=599, description="The status of the answer.", examples=[404])
    detail: str = Field(
        description="What is wrong with this request, and what to do.", examples=["There is no …"]
    )
    instance: str = Field(description="The path that was asked for.", examples=["/api/v1/statements"])
    errors: list[FaultOut] = Field(
        description="Each thing that is wrong, where it can be told.", examples=[[_FAULT]]
    )


class TooLarge(AppError):
    """More was sent than is read."""

    code = "too-large"
    title = "Too much was sent"
    status = 413


class AddressTooLong(AppError):
    """The address of a request is longer than is read."""

    code = "address-too-long"
    title = "The address is too long"
    status = 414


class NotAcceptable(AppError):
    """No format that the client takes is served."""

    code = "not-acceptable"
    title = "This format is not served"
    status = 406


class UnsupportedMediaType(AppError):
    """A body in a format that is not read."""

    code = "unsupported-media-type"
    title = "This format is not read"
    status = 415


class Busy(AppError):
    """All that can be done at once is being done."""

    code = "busy"
    title = "The service is busy"
    status = 503


class Defect(AppError):
    """A mistake of ours."""

    code = "internal"
    title = "Something went wrong on our side"
    status = 500


def problem(error: AppError, scope: Scope, headers: Mapping[str, str] | None = None) -> Response:
    """The answer to a request that failed with this error."""
    content = {
        "type": f"urn:summitry:problem:{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "instance": quote(scope.get("path", "/"), safe="/:@!$&'()*+,;=~-._", errors="replace"),
        "errors": [
            {"loc": fault.loc, "message": fault.message}
            | ({} if fault.value is None else {"value": fault.value})
            for fault in error.faults
        ],
    }
    found = {"cache-control": "no-store", **(headers or {})}
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        found.setdefault("retry-after", RETRY_AFTER)
    # What was sent may hold halves of surrogate pairs, which UTF-8 has no bytes for.
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(body, status_code=error.status, headers=found, media_type=MEDIA_TYPE)


def handle_problems(app: FastAPI) -> None:
    """Give every error that leaves a route its shape."""
    app.add_exception_handler(AppError, _on_app_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)


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
    return problem(invalid(found, request), request.scope)


async def _on_http(request: Request, error: Exception) -> Response:
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
            invalid([{"loc": ("body",), "msg": "no valid JSON in UTF-8", "input": None}], request),
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
