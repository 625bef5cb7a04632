"""A list of records in whatever format is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from fastapi import Request, Response

from app.api.dependencies import Service
from app.api.feeds import feed_answer
from app.api.negotiation import ATOM, JSON_FEED, PAGES, json_type, label_language, list_format, page_answer
from app.api.streams import STREAMED, Streams
from app.queries.page import Noun
from app.queries.params import RecordParams
from app.queries.records import RecordPage

_FEEDS: Final = (ATOM, JSON_FEED)

LISTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            **STREAMED[200]["content"],
            ATOM: {"schema": {"type": "string"}, "example": "<feed>…</feed>"},
            JSON_FEED: {
                "schema": {"type": "object"},
                "example": {"version": "https://jsonfeed.org/version/1.1"},
            },
        }
    }
}
"""What a list of records is served as beside a page of JSON, for the contract."""


async def list_answer(
    request: Request,
    service: Service,
    streams: Streams,
    noun: Noun,
    params: RecordParams,
    find: Callable[..., RecordPage],
) -> Response:
    """The list that `params` ask for; `find` finds a page of it. Raises what they raise."""
    media_type = list_format(request.scope, params.format)
    if media_type not in PAGES and media_type not in _FEEDS:
        return await streams.records(request, noun, params, media_type)
    await service.awake(params.q)
    if media_type in _FEEDS:  # which are made of whole records
        params = params.model_copy(update={"fields": [], "include": [], "facets": []})
    page = await service.read(find, service.vocabulary, params, label_language(request.scope, params))
    if media_type in _FEEDS:
        return feed_answer(request, page, noun.kind, media_type)
    return page_answer(request, page, json_type(request.scope, params))
