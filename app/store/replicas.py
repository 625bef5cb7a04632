"""Reads from a copy of the database that another server keeps up to date (streaming replication of PostgreSQL), as long as it does.

The copy answers while it is there and shows all that this process has seen or written, and all that was committed before the last look at the
main server, which is a second old at most. Else the main server answers, as it would without a copy; where that one is away, the copy answers alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Concatenate, Final, ParamSpec, TypeVar

from app.errors import InvalidInput, StoreUnavailable
from app.store.database import Database, Reader
from app.store.readers import Readers, State, state_of
from app.telemetry import Log

Params = ParamSpec("Params")
Answer = TypeVar("Answer")

EVERY: Final = 1.0
"""Seconds between two looks at both servers: so old may an answer be."""

_log = Log(__name__)


class Replicated:
    """Readers of the main server and of its copy, behind the interface of `Readers`. May be used from several threads.

    Raises `InvalidInput` where one of the two is a file.
    """

    def __init__(self, main: Database, copy: Database) -> None:
        if not (main.is_remote and copy.is_remote):
            raise InvalidInput(
                "SUMMITRY_READ_URL names a server that PostgreSQL keeps as a copy of the one in SUMMITRY_DATABASE_URL: both must be postgresql://…"
            )
        self._main, self._copy = Readers(main), Readers(copy)
        self._databases = main, copy
        self._newest: State | None = None
        self._serves = False
        self._lock, self._first = threading.Lock(), threading.Lock()
        self._ends = threading.Event()
        self._watching: threading.Thread | None = None

    def read(
        self,
        query: Callable[Concatenate[Reader, Params], Answer],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Answer:
        """What a query answers, from whichever server may. Raises `StoreUnavailable` where neither is there, and what the query raises."""
        self._watch()
        if self._serves:
            try:
                return self._copy.read(self._unless_behind, query, *args, **kwargs)
            except _Behind:
                pass
            except StoreUnavailable as error:
                self._tell(serves=False, why=error.detail)
        return self.read_main(query, *args, **kwargs)

    def read_main(
        self,
        query: Callable[Concatenate[Reader, Params], Answer],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Answer:
        """The same from the main server."""
        return self._main.read(query, *args, **kwargs)

    def read_newest(
        self,
        query: Callable[Concatenate[Reader, Params], Answer],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Answer:
        """The same, and nothing older than the answer is read from now on: for what tells that something was written, such as a job."""
        found = self.read_main(query, *args, **kwargs)
        self.wrote()
        return found

    def reader(self) -> Reader:
        """A reader of one's own, of the copy where that may answer."""
        main, copy = self._databases
        self._watch()
        if self._serves:
            try:
                reader = copy.reader()
                try:
                    if not self._is_behind(state_of(reader)):
                        return reader
                except BaseException:
                    reader.close()
                    raise
                reader.close()
            except StoreUnavailable as error:
                self._tell(serves=False, why=error.detail)
        return main.reader()

    def wrote(self) -> None:
        """After a commit: from now on this process reads nothing older."""
        try:
            self._saw(self._main.read(state_of))
        except StoreUnavailable:
            self._serves = False  # until both were looked at again

    def close(self) -> None:
        self._ends.set()
        if self._watching is not None:
            self._watching.join(timeout=2 * EVERY)
        self._main.close()
        self._copy.close()

    def _unless_behind(
        self,
        reader: Reader,
        query: Callable[Concatenate[Reader, Params], Answer],
        /,
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Answer:
        if self._is_behind(state_of(reader)):
            raise _Behind
        return query(reader, *args, **kwargs)

    def _is_behind(self, seen: State) -> bool:
        """Whether this is older than what was seen, or of other data; remembers it if it is newer."""
        newest = self._newest
        if newest is None:
            return False  # the main server was never there
        if seen[1] != newest[1] or seen[0] < newest[0]:
            return True
        self._saw(seen)
        return False

    def _saw(self, state: State) -> None:
        with self._lock:
            if self._newest is None or self._newest[1] != state[1] or self._newest[0] < state[0]:
                self._newest = state

    def _watch(self) -> None:
        """Look at both servers from time to time, from the first read on, so that no request waits for one that is away."""
        if self._first.acquire(blocking=False):  # and never given back
            self._look()
            self._watching = threading.Thread(target=self._look_on, name="replica", daemon=True)
            self._watching.start()

    def _look_on(self) -> None:
        while not self._ends.wait(EVERY):
            self._look()

    def _look(self) -> None:
        with suppress(StoreUnavailable):  # the copy goes on with what it has
            self._saw(self._main.read(state_of))
        try:
            behind = self._is_behind(self._copy.read(state_of))
        except StoreUnavailable as error:
            self._tell(serves=False, why=error.detail)
        else:
            self._tell(serves=not behind, why="it is behind" if behind else "")

    def _tell(self, *, serves: bool, why: str) -> None:
        if serves != self._serves:
            self._serves = serves
            if serves:
                _log.info("the copy answers reads")
            else:
                _log.warning("the copy does not answer reads; the main server does", reason=why)


class _Behind(Exception):
    """The copy does not show yet what was seen elsewhere."""
