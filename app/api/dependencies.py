"""What answers are made of: the database's reader, the vocabulary, the extraction. Made once, by `create_app`."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

import anyio
from anyio.to_thread import run_sync

from app import __version__
from app.api.problems import Busy
from app.api.worker import Worker
from app.domain.document import SourceDocument
from app.domain.findings import Extraction
from app.errors import StoreUnavailable
from app.queries.wording import needs, wake
from app.rules import EXTRACTOR_VERSION
from app.settings import Settings
from app.store.database import Database, Reader, check_ready, open_database
from app.store.readers import Readers, State, state_of
from app.store.replicas import Replicated
from app.tracing import Tracing
from app.vocabulary import Vocabulary

if (
    TYPE_CHECKING
):  # the rules are loaded when a text or a name first wants them: most servers only answer queries
    from sqlalchemy.orm import Session

    from app.extraction import Toolkit
    from app.extraction.people.resolve import NameMatch
    from app.queries.vitals import Vitals

Params = ParamSpec("Params")
Answer = TypeVar("Answer")

Version = tuple[int, str]
"""That number, and a name for all that answers go by beside their addresses."""

AT_ONCE: Final = 2
"""Texts that are extracted at once: the work is one core's each, and shorter requests want theirs."""

WAITING: Final = 16
"""Texts that wait for it; the next one is told to come back."""

LONG: Final = 2
"""Queries at once that work for longer than a page may hold up the others."""

READING: Final = 8
"""Queries that are asked of a server at once, each over a connection of its own."""


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
            toolkit = await self.toolkit()
            from app.extraction import extract

            return await run_sync(extract, document, toolkit, limiter=self._threads)
        finally:
            self._inside -= 1

    async def resolve(self, name: str, day: date | None) -> list[NameMatch]:
        """The people of the vocabulary whom a name fits. In one thread beside those of extraction, behind no long text."""
        toolkit = await self.toolkit()
        from app.extraction.people.resolve import resolve_name

        return await run_sync(partial(resolve_name, toolkit, name, day=day), limiter=self._names)

    async def toolkit(self) -> Toolkit:
        """What extraction works with: built once, in a thread, when it is first needed."""
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


def make_service(settings: Settings, vocabulary: Vocabulary) -> Service:
    """The service as it is set up, with the copy of its database and its traces where there are some. Raises `InvalidInput` for what cannot work."""
    database = open_database(settings.database_url)
    copy = open_database(settings.read_url) if settings.read_url else None
    return Service(settings, vocabulary, database, copy, Tracing.by(os.environ, __version__))


class Service:
    """What the application holds while it runs. Nothing is opened before it is needed, and again after a failure."""

    def __init__(
        self,
        settings: Settings,
        vocabulary: Vocabulary,
        database: Database,
        copy: Database | None = None,
        tracing: Tracing | None = None,
    ) -> None:
        """`copy` is kept up to date by the database's own server, and answers reads where it can; see `store/replicas.py`."""
        self.settings = settings
        self.vocabulary = vocabulary
        self.database = database
        self.tracing = tracing or Tracing.off()
        self.extract = Extractor(vocabulary)
        self._program = f"{__version__} {EXTRACTOR_VERSION} {vocabulary.version} {settings.max_text}"
        self.jobs = Worker(self)
        self._readers = Readers(database) if copy is None else Replicated(database, copy)
        self._places = [database] if copy is None else [database, copy]
        self._threads: anyio.CapacityLimiter | None = None
        self._writing: anyio.CapacityLimiter | None = None
        self._long: anyio.CapacityLimiter | None = None
        self._known: tuple[State, date] | None = None
        self._named: Version = (0, "")
        self._awake: frozenset[str] = frozenset()
        self._waking: anyio.Lock | None = None

    async def read(
        self,
        query: Callable[Concatenate[Reader, Params], Answer],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Answer:
        """What a query answers: a function whose first parameter is the reader. Raises `StoreUnavailable`, and what it raises.

        On SQLite it runs on the event loop: its pages take less time than a thread's hand-over, and its threads fight for the
        interpreter. A query over a network runs in one of a few threads, so that the loop never waits for it.
        """
        query = self.tracing.spanned(query)
        if not self.database.is_remote:
            return self._readers.read(query, *args, **kwargs)
        return await self._in_thread(partial(self._readers.read, query, *args, **kwargs))

    async def read_newest(
        self,
        query: Callable[Concatenate[Reader, Params], Answer],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Answer:
        """The same from the database that is written to, never a copy of it: jobs, keys, what was just changed."""
        query = self.tracing.spanned(query)
        if not self.database.is_remote:
            return self._readers.read(query, *args, **kwargs)
        return await self._in_thread(partial(self._readers.read_newest, query, *args, **kwargs))

    def reader(self) -> Reader:
        """A reader of one's own, for what takes long; blocks. Raises `StoreUnavailable`."""
        return self._readers.reader()

    async def read_aside(
        self,
        query: Callable[Concatenate[Reader, Params], Answer],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Answer:
        """The same for a query that works at texts for a second or more: in a thread, whichever the database, a few at a time."""
        if self._long is None:  # it belongs to a running event loop
            self._long = anyio.CapacityLimiter(LONG)
        query = self.tracing.spanned(query)
        return await run_sync(partial(self._readers.read, query, *args, **kwargs), limiter=self._long)

    async def write(
        self,
        change: Callable[Concatenate[Session, Params], Answer],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Answer:
        """What a change answers: a function whose first parameter is a session, in a transaction of its own. One after the other, in a
        thread. Raises `StoreUnavailable`, and what it raises."""

        def work() -> Answer:
            with self.tracing.span(f"write {change.__name__}"), self.database.session() as session:
                found = change(session, *args, **kwargs)
            self._readers.wrote()
            return found

        if self._writing is None:  # it belongs to a running event loop
            self._writing = anyio.CapacityLimiter(1)
        return await run_sync(work, limiter=self._writing)

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

    async def version(self) -> Version:
        """What answers go by now. Raises `StoreUnavailable`."""
        return self._version(await self.read(state_of))

    def version_at_once(self) -> Version:
        """The same, for a database that is not remote. Raises `StoreUnavailable`."""
        return self._version(self._readers.read(state_of))

    def _version(self, state: State) -> Version:
        """Names whatever makes answers different: program, vocabulary, database, its data, and the day, since memberships and
        offices are those of today."""
        known = state, date.today()
        if known != self._known:
            number, identity = state
            self._known, self._named = known, (number, f"{self._program} {identity} {known[1]} {number}")
        return self._named

    async def check_ready(self) -> None:
        """`StoreUnavailable` with the reason unless the database, or its copy, can be opened, read, and has the right schema.

        Waits for the vocabulary where that is still being loaded; raises `VocabularyError` where it is wrong.
        """
        await run_sync(self.vocabulary.load)
        if not self.database.is_remote:
            check_ready(self.database)
        else:
            await self._in_thread(self._check_places)

    def _check_places(self) -> None:
        for place in self._places:
            try:
                return check_ready(place)
            except StoreUnavailable as error:
                found = error
        raise found

    def vitals(self) -> Vitals:
        """What is watched of the database that is written to; blocks. Raises `StoreUnavailable`."""
        from app.queries.vitals import vitals

        with closing(self.database.reader()) as reader:
            return vitals(reader)

    async def _in_thread(self, work: Callable[[], Answer]) -> Answer:
        if self._threads is None:  # it belongs to a running event loop
            self._threads = anyio.CapacityLimiter(READING)
        return await run_sync(work, limiter=self._threads)

    def close(self) -> None:
        self._readers.close()
        self.database.close()
        self.tracing.close()
