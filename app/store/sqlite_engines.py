"""How SQLite is written: SQLAlchemy's engines for the writer, for migrations and for looking, and how their errors are told."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from app.store.jsontext import from_json, to_json
from app.store.sqlite import YIELD, begin_writing, connect, explained, told

if sys.platform == "linux":
    from app.store.turns import take_place
else:  # no other system has such locks

    def take_place(database: Path) -> None:
        return None


class SqliteEngines:
    """The engines of one file."""

    def __init__(
        self, path: Path, driver: ModuleType, journal: Literal["WAL", "DELETE"], *, bulk: bool
    ) -> None:
        self._path = path
        self._driver = driver
        self._journal = journal
        self._bulk = bulk

    def writer(self) -> Engine:
        # Each transaction stands in the queue by itself, whichever its thread: nobody waits for a connection. A server has two at once.
        return self._transactional(
            self._connect(journal=self._journal, synchronous="NORMAL" if self._bulk else "FULL"),
            poolclass=QueuePool,
            pool_size=2,
            max_overflow=-1,
        )

    def migrator(self) -> Engine:
        # SQLite changes most things of a table by building it anew, and dropping the old one would cascade to others.
        connect = self._connect(mode="rwc", journal=self._journal, foreign_keys=False)
        return self._transactional(connect, poolclass=NullPool)

    def looker(self) -> Engine:
        return self._engine(self._connect(query_only=True), poolclass=NullPool)

    @contextmanager
    def told(self) -> Iterator[None]:
        """What `told` of sqlite.py tells, of the errors that SQLAlchemy makes of the driver's, too."""
        with told(self._path):
            try:
                yield
            except DBAPIError as error:
                found = explained(self._path, error.orig)
                if found is None:
                    raise
                raise found from error

    def _connect(self, **options: Any) -> partial[Any]:
        return partial(connect, self._path, self._driver, **options)

    def _engine(self, creator: partial[Any], **options: Any) -> Engine:
        return create_engine(
            "sqlite://",
            module=self._driver,
            creator=creator,
            json_serializer=to_json,
            json_deserializer=from_json,
            **options,
        )

    def _transactional(self, creator: partial[Any], **options: Any) -> Engine:
        engine = self._engine(creator, **options)

        ended = 0.0

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            turn = connection.info["turn"] = take_place(self._path)
            if turn is None:
                time.sleep(max(0.0, ended + YIELD - time.monotonic()))
            begin_writing(connection.connection.dbapi_connection, connection.info["patience"], turn)

        @event.listens_for(engine, "commit")
        def _commit(connection: Connection) -> None:
            # Before and not after: the next one asks until it is done, and those behind know that it is not for them.
            _end_turn(connection.info)

        @event.listens_for(engine, "checkin")
        def _end(_: Any, record: Any) -> None:
            nonlocal ended
            ended = time.monotonic()
            _end_turn(record.info)

        return engine


def _end_turn(info: dict[Any, Any]) -> None:
    if turn := info.pop("turn", None):
        turn.end()
