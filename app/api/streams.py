"""A whole list as JSON Lines, CSV or Parquet, and the archive of everything, sent while it is read: the memory of a batch, whatever the length.

A stream has a reader and a state of the data of its own. Few run at once, so that pages keep their core; one that its client
reads too slowly is cut off, and is then visibly not whole: the last chunk of the transfer is missing.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from functools import partial
from typing import Any, Final, Protocol, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from app.api.dependencies import Service
from app.api.door import HEAD
from app.api.negotiation import CSV, JSON_LINES, NDJSON, PARQUET, SDMX_CSV, SDMX_VERSION
from app.api.problems import Busy
from app.queries.formats import HAS_PARQUET, csv_rows, json_lines, parquet_rows
from app.queries.page import Noun
from app.queries.params import ListParams
from app.queries.stream import SHAPES, RecordStream
from app.schemas.flat import FLAT
from app.schemas.sdmx import sdmx_rows
from app.store.database import Reader

AT_ONCE: Final = 8
"""Streams that are open at once, slow clients' among them."""

WORKING: Final = 2
"""Those of them that are read from the database at the same moment."""

MOST_SECONDS: Final = 3600.0
"""How long a stream may take: it keeps a state of the data alive."""

FILES: Final = {CSV: "csv", PARQUET: "parquet", SDMX_CSV: "sdmx.csv"}
"""What is saved rather than read at once, and how its file's name ends."""

STREAMED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            JSON_LINES: {"schema": {"type": "string"}, "example": '{"id":"…"}\n'},
            NDJSON: {"schema": {"type": "string"}, "example": '{"id":"…"}\n'},
            CSV: {"schema": {"type": "string"}, "example": "id,…\r\n"},
        }
        | ({PARQUET: {"schema": {"type": "string", "format": "binary"}}} if HAS_PARQUET else {})
    }
}
"""What a list is served as beside a page of JSON, for the contract."""


class Closing(Protocol):
    """What is read while it is sent. It closes the reader that it was opened with."""

    def close(self) -> None: ...


class Listed(Closing, Protocol):
    """A list of rendered records."""

    total: int | None

    def batches(self) -> Iterator[list[bytes]]: ...


Opened = TypeVar("Opened", bound=Closing)


class Streams:
    """The streams of a service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._open = 0
        self._threads: CapacityLimiter | None = None

    async def records(self, request: Request, noun: Noun, params: ListParams, media_type: str) -> Response:
        """A list of records in that format. Raises `Busy`, and what `RecordStream` raises."""
        vocabulary = self._service.vocabulary
        shape = SHAPES[FILES.get(media_type, "jsonl")]
        return await self.answer(
            request,
            noun.kind,
            lambda reader: RecordStream(reader, vocabulary, noun, params, shape),
            media_type,
            bom=params.bom,
            fields=params.fields,
        )

    async def answer(
        self,
        request: Request,
        kind: str,
        open_list: Callable[[Reader], Listed],
        media_type: str,
        *,
        bom: bool,
        fields: Collection[str] = (),
    ) -> Response:
        """A list in that format; `kind` is what its items are, `fields` those that columns tell of (all, if none are named). Raises `Busy`, and what `open_list` raises."""

        flat = FLAT[kind].narrowed(fields)

        def chunks(stream: Listed) -> Iterator[bytes]:
            if media_type == CSV:
                return csv_rows(stream.batches(), flat, bom=bom)
            if media_type == PARQUET:
                return parquet_rows(stream.batches(), flat)
            if media_type == SDMX_CSV:
                return sdmx_rows(stream.batches())
            return json_lines(stream.batches())

        def headers(stream: Listed) -> dict[str, str]:
            found = {}
            if stream.total is not None:
                found["x-total-count"] = str(stream.total)
            if media_type in FILES:
                found["content-disposition"] = f'attachment; filename="summitry-{kind}s.{FILES[media_type]}"'
            return found

        told = f"{media_type}{SDMX_VERSION}" if media_type == SDMX_CSV else media_type
        return await self.send(request, open_list, chunks, told, headers)

    async def send(
        self,
        request: Request,
        opening: Callable[[Reader], Opened],
        chunks: Callable[[Opened], Iterator[bytes]],
        media_type: str,
        headers: Callable[[Opened], dict[str, str]],
    ) -> Response:
        """What is opened with a reader of its own, sent in chunks, and closed. Raises `Busy`, and what `opening` raises."""
        if self._open >= AT_ONCE:
            raise Busy("Too many lists are being sent; ask for this one again in a few seconds.")
        if self._threads is None:  # it belongs to a running event loop
            self._threads = CapacityLimiter(WORKING)
        self._open += 1
        try:
            stream = await run_sync(lambda: opening(self._service.reader()), limiter=self._threads)
        except BaseException:
            self._open -= 1
            raise
        pieces = iter(()) if request.scope.get(HEAD) else chunks(stream)
        return _Streamed(self._sent(pieces), partial(self._end, stream), media_type, headers(stream))

    def _end(self, stream: Closing) -> None:
        self._open -= 1
        stream.close()

    async def _sent(self, chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
        until = time.monotonic() + MOST_SECONDS
        while (chunk := await run_sync(next, chunks, None, limiter=self._threads)) is not None:
            if time.monotonic() > until:
                raise TimeoutError("a client took an hour for a list, so that it was cut off")
            if chunk:
                yield chunk


class _Streamed(StreamingResponse):
    """Ends its stream however sending ends: a generator that was never begun has no `finally`."""

    def __init__(
        self, content: AsyncIterator[bytes], end: Callable[[], None], media_type: str, headers: dict[str, str]
    ) -> None:
        super().__init__(content, media_type=media_type, headers=headers)
        self._end = end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._end()
