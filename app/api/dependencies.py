"""What routes are given: the database's reader, the vocabulary, the extraction. Made once, by `create_app`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Concatenate, Final, ParamSpec, TypeVar

import anyio
from anyio.to_thread import run_sync
from fastapi import Depends, Request

from app import __version__
from app.api.problems import Busy
from app.domain.document import SourceDocument
from app.domain.findings import Extraction
from app.errors import Fault, InvalidInput, StoreUnavailable
from app.queries.wording import needs, wake
from app.rules import EXTRACTOR_VERSION
from app.settings import Settings
from app.store.database import Database, Reader
from app.vocabulary import Vocabulary

if (
    TYPE_CHECKING
):  # the rules are loaded when a text or a name first wants them: most servers only answer queries
    from app.extraction import Toolkit
    from app.extraction.people.resolve import NameMatch

Params = ParamSpec("Params")
Answer = TypeVar("Answer")

AT_ONCE: Final = 2
"""Texts that are extracted at once: the work is one core's each, and shorter requests want theirs."""

WAITING: Final = 16
"""Texts that wait for it; the next one is told to come back."""


class Extractor:
    """Extraction and names for requests: in threads of its own, with the toolkit built when it is first needed."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._toolkit: Toolkit | None = None
        self._lock: anyio.Lock | None = None
        self._threads: anyio.CapacityLimiter | None = None
        self._names: anyio.CapacityLimiter | None = None
        self._inside = 0

    async def __call__(self, document: SourceDocument) -> Extraction:
        """All that is in a text. Raises `UnreadableSource`, and `Busy` where too many wait already."""
        if self._inside >= AT_ONCE + WAITING:
            raise Busy("Too many texts are waiting to be read; send this one again in a few seconds.")
        self._inside += 1
        try:
            toolkit = await self._ready()
            from app.extraction import extract

            return await run_sync(extract, document, toolkit, limiter=self._threads)
        finally:
            self._inside -= 1

    async def resolve(self, name: str, day: date | None) -> list[NameMatch]:
        """The people of the vocabulary whom a name fits. In one thread beside those of extraction, behind no long text."""
        toolkit = await self._ready()
        from app.extraction.people.resolve import resolve_name

        return await run_sync(partial(resolve_name, toolkit, name, day=day), limiter=self._names)

    async def _ready(self) -> Toolkit:
        if self._lock is None:  # all of them belong to a running event loop
            self._lock, self._threads = anyio.Lock(), anyio.CapacityLimiter(AT_ONCE)
            self._names = anyio.CapacityLimiter(1)
        async with self._lock:
            if self._toolkit is None:
                self._toolkit = await run_sync(_build, self._vocabulary)
            return self._toolkit


def _build(vocabulary: Vocabulary) -> Toolkit:
    import app.extraction.people.resolve  # noqa: F401  # loaded here, in a thread, for those who come later
    from app.extraction import build_toolkit

    return build_toolkit(vocabulary)


class Service:
    """What the application holds while it runs. The reader is opened when it is first needed, and again after a failure."""

    def __init__(self, settings: Settings, vocabulary: Vocabulary, database: Database) -> None:
        self.settings = settings
        self.vocabulary = vocabulary
        self.database = database
        self.extract = Extractor(vocabulary)
        self._awake: frozenset[str] = frozenset()
        self._waking: anyio.Lock | None = None
        self._program = ""
        self._file: tuple[int, int] | None = None
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        """The connection for reading, used on the event loop only. Raises `StoreUnavailable`."""
        file = (
            self._identity()
        )  # asked before opening, so that what comes in between is noticed the next time
        if self._reader is not None and file != self._file:
            self.drop_reader()  # the file was replaced or deleted: a reader would go on with the old one
        if self._reader is None:
            self._reader = self.database.reader()
            self._file = file
            self._program = (
                f"{__version__} {EXTRACTOR_VERSION} {self.vocabulary.version} {self.settings.max_text}"
            )
        return self._reader

    @property
    def fingerprint(self) -> str:
        """Changes with whatever besides the data version makes answers different: program, vocabulary, file, and the day,
        since memberships and offices are those of today."""
        return f"{self._program} {self._file} {date.today()}"

    def _identity(self) -> tuple[int, int] | None:
        """Which file stands at the database's path now; None where there is none."""
        try:
            file = self.database.path.stat()
        except OSError:
            return None
        return file.st_dev, file.st_ino

    async def read(
        self,
        query: Callable[Concatenate[Reader, Params], Answer],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Answer:
        """What a query answers: a function whose first parameter is the reader. Raises `StoreUnavailable`, and what it raises.

        It runs on the event loop: SQLite's pages take less time than a thread's hand-over, and its threads fight for the interpreter.
        """
        try:
            return query(self.reader, *args, **kwargs)
        except StoreUnavailable:
            self.drop_reader()
            raise

    async def awake(self, q: str | None) -> None:
        """Before a list that may be searched is read: the dictionaries are loaded by the first question, beside the event loop."""
        if q is None or (wanted := needs(q)) <= self._awake:
            return
        if self._waking is None:  # it belongs to a running event loop
            self._waking = anyio.Lock()
        async with self._waking:
            if not wanted <= self._awake:
                await run_sync(wake, self.vocabulary, wanted)
                self._awake |= wanted

    async def data_version(self) -> int:
        """The version of the stored data. Raises `StoreUnavailable`."""
        return await self.read(Reader.data_version)

    def drop_reader(self) -> None:
        """Forget a connection that failed: the next request opens another."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def close(self) -> None:
        self.drop_reader()
        self.database.close()


async def _service(request: Request) -> Service:
    found: Service = request.app.state.service
    return found


ServiceDep = Annotated[Service, Depends(_service)]


async def no_parameters(request: Request) -> None:
    """For routes that take none: an unknown parameter is refused everywhere, never ignored. Raises `InvalidInput`."""
    if request.query_params:
        faults = tuple(
            Fault(loc=f"query/{name}", message="is unknown: this address takes no parameters")
            for name in dict.fromkeys(request.query_params)
        )
        raise InvalidInput(f"{faults[0].loc} {faults[0].message}.", faults)
