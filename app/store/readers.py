"""Readers that are kept open for the next query: lent to one query at a time, forgotten once they fail."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Concatenate, Final, ParamSpec, TypeVar

from app.errors import StoreUnavailable
from app.store.database import Database, Reader

Params = ParamSpec("Params")
Answer = TypeVar("Answer")

State = tuple[int, Hashable]
"""The number of the stored data's version, and which database it is."""

PAUSE: Final = 1.0
"""Seconds after a failure to connect in which nobody else tries: a queue would wait for each attempt in turn."""


def state_of(reader: Reader) -> State:
    """Which state of which data a reader sees."""
    return reader.data_version(), reader.identity


class Readers:
    """As many readers as there are queries at the same moment. May be used from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_remote = database.is_remote
        self._idle: list[Reader] = []
        self._failure = ""
        self._closed_until = 0.0

    def read(
        self,
        query: Callable[Concatenate[Reader, Params], Answer],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Answer:
        """What a query answers: a function whose first parameter is the reader. Raises `StoreUnavailable`, and what it raises."""
        try:
            reader = self._idle.pop()
        except IndexError:
            return self._run(self._open(), query, *args, **kwargs)
        if not self._is_remote and reader.identity != self._database.identity():
            reader.close()  # the file was replaced or deleted: a reader would go on with the old one
            return self._run(self._open(), query, *args, **kwargs)
        try:
            return self._run(reader, query, *args, **kwargs)
        except StoreUnavailable:
            if not self._is_remote:
                raise
        # Its connection may be from before the server was started anew, and so may those of the others. A query can be asked twice.
        self.close()
        return self._run(self._open(), query, *args, **kwargs)

    def _run(
        self,
        reader: Reader,
        query: Callable[Concatenate[Reader, Params], Answer],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Answer:
        try:
            answer = query(reader, *args, **kwargs)
        except StoreUnavailable:
            reader.close()
            raise
        except BaseException:
            self._idle.append(reader)
            raise
        self._idle.append(reader)
        return answer

    def _open(self) -> Reader:
        if time.monotonic() < self._closed_until:
            raise StoreUnavailable(self._failure)
        try:
            return self._database.reader()
        except StoreUnavailable as error:
            if self._is_remote:
                self._failure, self._closed_until = error.detail, time.monotonic() + PAUSE
            raise

    def read_newest(
        self,
        query: Callable[Concatenate[Reader, Params], Answer],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Answer:
        """The same: there is one database, see `replicas.py` for two."""
        return self.read(query, *args, **kwargs)

    def reader(self) -> Reader:
        """A reader of one's own. Raises `StoreUnavailable`."""
        return self._database.reader()

    def wrote(self) -> None:
        """After a commit: there is nothing to do."""

    def close(self) -> None:
        """Close those that nobody uses."""
        while self._idle:
            try:
                self._idle.pop().close()
            except IndexError:  # another thread was quicker
                return
