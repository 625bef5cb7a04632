"""What is stored as a whole, and whether the service lives and can answer."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from app import __version__
from app.api.dependencies import AT_ONCE as TEXTS_AT_ONCE
from app.api.dependencies import WAITING as TEXTS_WAITING
from app.api.documents import MOST_WAITING
from app.api.door import BODY_BYTES, MOST_REQUESTS, URL_BYTES, WHOLE_URL_BYTES
from app.api.given import ServiceDep, no_parameters
from app.api.negotiation import json_answer
from app.api.protocol import MOST_CONNECTIONS, GuardedProtocol
from app.api.streams import AT_ONCE
from app.api.streams import MOST_SECONDS as STREAM_SECONDS
from app.queries.hits import WINDOW
from app.queries.meta import describe
from app.queries.params import (
    LONGEST_QUESTION,
    MOST_FOUND,
    MOST_RECORDS,
    MOST_VALUES,
    PageParams,
    SearchParams,
)
from app.queries.wording import MOST_WORDS
from app.rules import EXTRACTOR_VERSION
from app.schemas.common import Out, shaped
from app.schemas.meta import Limits, MetaOut
from app.store.backend import MOST_SECONDS
from app.store.fulltext.entries import MOST_WORDS as INDEXED_WORDS

router = APIRouter(prefix="/meta", tags=["service"])
health = APIRouter(tags=["service"])


class Alive(Out):
    """The process answers."""

    model_config = shaped(status="ok")

    status: Literal["ok"] = Field(description="Always `ok`.", examples=["ok"])


class Ready(Out):
    """The database can be read."""

    model_config = shaped(status="ready")

    status: Literal["ready"] = Field(description="Always `ready`.", examples=["ready"])


@router.get("", response_model=MetaOut, dependencies=[Depends(no_parameters)])
async def get_meta(service: ServiceDep) -> Response:
    """Describe the service

    How much is stored, of which days and languages, in which versions, and how much a request may ask for.
    """
    found = await service.read(
        describe,
        service.vocabulary,
        limits=Limits(
            page=MOST_RECORDS,
            page_default=PageParams().limit,
            filter_values=MOST_VALUES,
            search_page=MOST_FOUND,
            search_page_default=SearchParams(q="-").limit,
            search_characters=LONGEST_QUESTION,
            search_words=MOST_WORDS,
            search_ranked=WINDOW,
            searched_words=INDEXED_WORDS,
            text_characters=service.settings.max_text,
            body_bytes=BODY_BYTES,
            url_bytes=URL_BYTES,
            whole_url_bytes=WHOLE_URL_BYTES,
            head_bytes=GuardedProtocol.HEAD_BYTES,
            head_seconds=int(GuardedProtocol.HEAD_SECONDS),
            body_seconds=int(GuardedProtocol.BODY_SECONDS),
            reading_seconds=int(GuardedProtocol.WRITE_SECONDS),
            query_seconds=MOST_SECONDS,
            exports_at_once=AT_ONCE,
            export_seconds=int(STREAM_SECONDS),
            texts_waiting=TEXTS_AT_ONCE + TEXTS_WAITING,
            documents_waiting=MOST_WAITING,
            requests_at_once=MOST_REQUESTS,
            connections=MOST_CONNECTIONS,
        ),
        version=__version__,
        extractor_version=EXTRACTOR_VERSION,
    )
    return json_answer(found.model_dump_json().encode())


@health.get("/healthz", dependencies=[Depends(no_parameters)])
async def get_health() -> Alive:
    """Tell that the process lives

    Answers without looking at the database: restart the process when this fails.
    """
    return Alive(status="ok")


@health.get("/readyz", dependencies=[Depends(no_parameters)])
async def get_readiness(service: ServiceDep) -> Ready:
    """Tell whether requests can be answered

    Opens the database anew and looks at its schema; 503 with the reason where that fails.
    """
    await service.check_ready()
    return Ready(status="ready")
