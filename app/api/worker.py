"""Reads the documents that were sent, beside the requests: one at a time, in a thread."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import anyio
from anyio.to_thread import run_sync

from app.errors import StoreUnavailable
from app.queries.jobs import has_work

if TYPE_CHECKING:
    from app.api.dependencies import Service

PAUSE: Final = 2.0
"""Seconds between two looks for jobs that another process left, or was sent."""

_log = logging.getLogger(__name__)


class Worker:
    """Works while `run` is awaited. Every job outlives it."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._called: anyio.Event | None = None

    def wake(self) -> None:
        """Say that there is something to do."""
        if self._called is not None:
            self._called.set()

    async def run(self) -> None:
        """Work until cancelled; a job that is begun is finished first. Nothing is loaded before there is a job."""
        while True:
            self._called = anyio.Event()  # before the look, so that what comes in between is not missed
            try:
                while await self._service.read_newest(has_work):
                    await self._one()
            except StoreUnavailable:
                pass  # /readyz tells it, and each request
            except Exception:
                _log.exception("a job could not be worked at")
            with anyio.move_on_after(PAUSE):
                await self._called.wait()

    async def _one(self) -> None:
        service = self._service
        toolkit = await service.extract.toolkit()
        from app.ingestion.jobs import run_next

        with service.tracing.span("job"):
            await run_sync(run_next, service.database, toolkit, service.vocabulary)
