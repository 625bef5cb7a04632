"""Extraction in several processes of this machine: the standard library's pool."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from typing import TYPE_CHECKING

from app.domain.document import SourceDocument
from app.extraction import Toolkit, build_toolkit
from app.extraction.settle import settle
from app.ingestion.extracting import Answer, Elsewhere, Handed, NoWorkers, extract_all

if TYPE_CHECKING:
    from app.vocabulary import Vocabulary


class Workers(Elsewhere):
    """So many processes, each with a toolkit of its own. `again`: of documents that are stored; what changes then is the store's to tell,
    and nothing is made ready for it.
    """

    losses = (BrokenProcessPool,)

    def __init__(self, vocabulary: Vocabulary, number: int, *, again: bool = False) -> None:
        self._vocabulary = vocabulary
        self._number = number
        self._again = again
        self._pool: ProcessPoolExecutor | None = None

    @property
    def width(self) -> int:
        return self._number

    def hand(self, documents: list[SourceDocument]) -> Handed:
        return self._running().submit(_extract, documents)

    def end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = get_context("forkserver")  # a copy of this process would have its threads' locks
            context.set_forkserver_preload([__name__])
            self._pool = ProcessPoolExecutor(self._number, context, _begin, (self._vocabulary, self._again))
            try:
                self._pool.submit(os.getpid).result()
            except (BrokenProcessPool, OSError) as error:
                self.end()
                raise NoWorkers(
                    f"the processes for extraction cannot be started: {error}; try fewer --workers"
                ) from None
        return self._pool


# What follows runs in the workers.
_toolkit: Toolkit | None = None
_drafting = True
_settled = False


def _begin(vocabulary: Vocabulary, again: bool) -> None:
    """Make ready. Ctrl-C and SIGTERM are the first process's to answer; when that is gone, however it ended, so are we."""
    global _toolkit, _drafting
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    first = parent_process()
    assert first is not None
    threading.Thread(target=_leave_with, args=(first.sentinel,), daemon=True).start()
    _toolkit, _drafting = build_toolkit(vocabulary), not again


def _leave_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _extract(documents: list[SourceDocument]) -> list[Answer]:
    global _settled
    assert _toolkit is not None
    found = extract_all(documents, _toolkit, drafting=_drafting)
    if not _settled:
        settle()
        _settled = True
    return found
