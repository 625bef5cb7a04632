"""Extraction on other machines, by Dask (the extra `cluster`): its scheduler hands chunks of documents to its workers.

Nothing but extraction is done there: no worker opens the database or a file of the user's. What they send back is unpickled here, and what
is sent to them there: whoever reaches the scheduler can run anything on all of them (deploy/README.md tells how to shut it in).
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from app.domain.document import SourceDocument
from app.errors import InvalidInput
from app.extraction import EXTRACTOR_VERSION
from app.ingestion.extracting import Answer, Elsewhere, Handed, NoWorkers

if TYPE_CHECKING:
    from distributed import Client, Future

    from app.vocabulary import Vocabulary

CONNECT_SECONDS: Final = 10
WORKER_SECONDS: Final = 60
"""How long to go on without a worker: one that is just being started, or started again, needs some."""

SAME_RELEASE: Final = "install the same release there, from the same lock file"
MISSING: Final = "a cluster needs the extra `cluster`: pip install 'summitry[cluster]'"


class Cluster(Elsewhere):
    """The workers of the scheduler at an address such as `tcp://scheduler:8786`, those that come later, too.

    One that is killed costs nothing: Dask gives its chunks to others, and those that were lost with several workers are done again here document by
    document. Raises `InvalidInput` where Dask is not installed, `NoWorkers` where nobody answers or works.
    """

    all_are_lost = False

    def __init__(self, vocabulary: Vocabulary, address: str, *, again: bool = False) -> None:
        try:
            from distributed import KilledWorker

            from app.ingestion.cluster_worker import Words
        except ImportError:
            raise InvalidInput(MISSING) from None
        self.losses = (KilledWorker,)
        self._address = address
        self._words = Words(vocabulary, f"summitry-{uuid4()}", drafting=not again)
        self._client: Client | None = None
        self._width, self._counted = 1, 0.0

    @property
    def width(self) -> int:
        if time.monotonic() - self._counted > 1:  # a question to the scheduler
            self._width = max(1, sum(self._running().nthreads().values()))
            self._counted = time.monotonic()
        return self._width

    def hand(self, documents: list[SourceDocument]) -> Handed:
        from app.ingestion.cluster_worker import extract_chunk

        # `pure=False`: equal documents are two, each with its own place in the report.
        return _Answer(
            self._running().submit(extract_chunk, self._words.name, EXTRACTOR_VERSION, documents, pure=False),
            self,
        )

    def end(self) -> None:
        if self._client is not None:
            client, self._client = self._client, None
            with suppress(Exception):  # it may be gone
                client.unregister_worker_plugin(self._words.name)
            client.close()

    def _running(self) -> Client:
        if self._client is None:
            from distributed import Client

            try:
                self._client = Client(self._address, timeout=CONNECT_SECONDS, set_as_default=False)
            except (OSError, ValueError, TimeoutError) as error:
                raise NoWorkers(
                    f"no scheduler answers at {self._address}: {str(error) or 'it says nothing'}; start one with `dask scheduler`"
                ) from None
            try:
                self._client.wait_for_workers(1, timeout=WORKER_SECONDS)
            except TimeoutError:
                raise self.left_alone() from None
            try:
                self._client.register_plugin(self._words)
            except Exception as error:  # Dask tells what its workers met in words only
                raise NoWorkers(f"a worker cannot run Summitry ({error}); {SAME_RELEASE}") from None
        return self._client

    def has_workers(self) -> bool:
        return bool(self._running().nthreads())

    def left_alone(self) -> NoWorkers:
        return NoWorkers(
            f"the scheduler at {self._address} has no worker; start some, on any machine that reaches it: `dask worker --nthreads 1 {self._address}`"
        )

    def lost(self, reason: object) -> NoWorkers:
        return NoWorkers(
            f"the scheduler at {self._address} is gone ({reason}); the same command goes on where this one stops"
        )


class _Answer:
    """What a worker will send back."""

    def __init__(self, future: Future[Any], cluster: Cluster) -> None:
        self._future = future
        self._cluster = cluster

    def done(self) -> bool:
        return bool(self._future.done())

    def result(self) -> list[Answer]:
        from concurrent.futures import CancelledError

        from distributed import TimeoutError as TakesLong
        from distributed.comm.core import CommClosedError

        from app.ingestion.cluster_worker import OtherVersion

        alone_since: float | None = None
        while True:
            try:
                answers: list[Answer] | OtherVersion = self._future.result(timeout=2)
                if isinstance(answers, OtherVersion):
                    raise NoWorkers(
                        f"a worker has extractor {answers.version}, this program {EXTRACTOR_VERSION}; {SAME_RELEASE}"
                    )
                self._future.release()
                return answers
            except TakesLong:
                if self._cluster.has_workers():
                    alone_since = None
                else:
                    alone_since = alone_since or time.monotonic()
                    if time.monotonic() - alone_since > WORKER_SECONDS:
                        raise self._cluster.left_alone() from None
            except (CancelledError, CommClosedError) as error:
                raise self._cluster.lost(error) from None
