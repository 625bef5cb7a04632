"""Every error as a problem document (RFC 9457): one shape, whatever went wrong and wherever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from pydantic import Field
from starlette.responses import Response
from starlette.types import Scope

from app.errors import AppError
from app.schemas.common import Out, shaped

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER: Final = "5"
"""Seconds after which a client may ask again: as long as a lock is waited for."""

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
    if error.status == HTTPStatus.UNAUTHORIZED:
        found.setdefault("www-authenticate", 'Bearer realm="summitry"')
    # What was sent may hold halves of surrogate pairs, which UTF-8 has no bytes for.
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(body, status_code=error.status, headers=found, media_type=MEDIA_TYPE)
