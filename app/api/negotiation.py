"""What format an answer has, and a page of records in it. JSON so far."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from app.queries.page import RecordPage

JSON: Final = "application/json"


@lru_cache(maxsize=256)
def takes_json(accept: bytes) -> bool:
    """Whether a client with this Accept header takes JSON. The most specific range that fits decides (RFC 9110, 12.5.1)."""
    best = (-1, 0.0)
    for part in accept.decode("latin-1").split(","):
        media, *params = (piece.strip().lower() for piece in part.split(";"))
        rank = {JSON: 2, "application/*": 1, "*/*": 0}.get(media, -1)
        if rank >= 0:
            best = max(best, (rank, _quality(params)), key=lambda found: found[0])
    return not accept.strip() or best[1] > 0


def _quality(params: list[str]) -> float:
    for param in params:
        name, _, value = param.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def json_answer(body: bytes) -> Response:
    """An answer that is rendered already."""
    return Response(body, media_type=JSON)


def page_answer(request: Request, page: RecordPage) -> Response:
    """A page: its records are joined as they are stored, nothing is parsed on the way."""
    following = _next(request, page.next) if page.next else None
    tail = {
        "next": following,
        "prev": None,
        "data_version": page.data_version,
        "notes": page.notes,
    } | ({} if page.total is None else {"total": page.total})
    end = json.dumps(tail, ensure_ascii=False, separators=(",", ":")).encode()
    answer = json_answer(b'{"items":[' + b",".join(page.records) + b"]," + end[1:])
    if following:
        answer.headers["link"] = f'<{following}>; rel="next"'
    return answer


def _next(request: Request, cursor: str) -> str:
    """The address of the same list from the cursor on, without a host: it holds behind any proxy."""
    scope = request.scope
    query = [
        (name, value)
        for name, value in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if name != "cursor"
    ]
    return f"{quote(scope['path'])}?{urlencode([*query, ('cursor', cursor)])}"
