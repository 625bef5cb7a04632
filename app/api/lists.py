"""A list of records in whatever format is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from app.api.dependencies import Service
from app.api.direct import Handler, direct_handler
from app.api.feeds import feed_answer
from app.api.negotiation import (
    ATOM,
    JSON_FEED,
    PAGES,
    PREFIX,
    json_type,
    label_language,
    list_format,
    page_answer,
)
from app.api.streams import STREAMED, Streams
from app.queries.claims import CLAIMS, find_claims
from app.queries.documents import DOCUMENTS, find_documents
from app.queries.figures import FIGURES, find_figures
from app.queries.page import Noun
from app.queries.params import (
    ClaimParams,
    DocumentParams,
    FigureParams,
    ListParams,
    ProposalParams,
    StatementParams,
)
from app.queries.proposals import PROPOSALS, find_proposals
from app.queries.records import RecordPage
from app.queries.statements import STATEMENTS, find_statements
from app.queries.thread_params import ThreadParams
from app.queries.threads import THREADS, find_threads
from app.schemas.ids import Kind

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


FIND: Final[dict[Kind, Callable[..., RecordPage]]] = {
    "statement": find_statements,
    "proposal": find_proposals,
    "figure": find_figures,
    "document": find_documents,
    "claim": find_claims,
    "thread": find_threads,
}
"""What finds a page of each kind of record."""


def first_handlers() -> dict[str, Handler]:
    """Path -> what answers a GET of it, of the lists of records: these need no framework, and are there before it is loaded."""
    return {
        f"{PREFIX}statements": _handler(STATEMENTS, StatementParams),
        f"{PREFIX}proposals": _handler(PROPOSALS, ProposalParams),
        f"{PREFIX}figures": _handler(FIGURES, FigureParams),
        f"{PREFIX}documents": _handler(DOCUMENTS, DocumentParams),
        f"{PREFIX}claims": _handler(CLAIMS, ClaimParams),
        f"{PREFIX}threads": _handler(THREADS, ThreadParams),
    }


def _handler(noun: Noun, model: type[ListParams]) -> Handler:
    async def answer(request: Request, service: Service, streams: Streams, params: ListParams) -> Response:
        return await list_answer(request, service, streams, noun, params)

    return direct_handler(answer, model)


async def list_answer(
    request: Request,
    service: Service,
    streams: Streams,
    noun: Noun,
    params: ListParams,
) -> Response:
    """The list that `params` ask for. Raises what its query raises."""
    media_type = list_format(request.scope, params.format)
    if media_type not in PAGES and media_type not in _FEEDS:
        return await streams.records(request, noun, params, media_type)
    await service.awake(params.words())
    if media_type in _FEEDS:  # which are made of whole records
        params = params.model_copy(update={"fields": [], "include": [], "facets": []})
    language = label_language(request.scope, params)
    page = await service.read(FIND[noun.kind], service.vocabulary, params, language)
    if media_type in _FEEDS:
        return feed_answer(request, page, noun.kind, media_type)
    return page_answer(request, page, json_type(request.scope, params))
