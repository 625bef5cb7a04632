"""A SQLite file as a kind of database. SQLAlchemy, which its writers need, is loaded by the first of them."""

from __future__ import annotations

import os
from collections.abc import Hashable
from contextlib import AbstractContextManager, suppress
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Literal

from app.errors import InvalidInput
from app.store.backend import PATIENCE, Backend, Reader
from app.store.sqlite import DRIVER, SqliteReader, connect, file_at, identity_of, journal_mode, told

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from app.store.backup import Contents, Progress, Restored
    from app.store.sqlite_engines import SqliteEngines


class SqliteBackend(Backend):
    """One file. It is never created but by a migration."""

    is_remote = False

    def __init__(self, path: Path, *, driver: ModuleType = DRIVER, bulk: bool = False) -> None:
        self.name = path.name
        self._path = path
        self._place = os.fspath(path)
        self._driver = driver
        self._bulk = bulk
        self._journal: Literal["WAL", "DELETE"] = journal_mode(driver)

    def told(self) -> AbstractContextManager[None]:
        return self._engines.told()

    def writer(self, patience: float) -> Engine:
        return self._engines.writer()

    def migrator(self) -> Engine:
        return self._engines.migrator()

    def looker(self) -> Engine:
        return self._engines.looker()

    @cached_property
    def _engines(self) -> SqliteEngines:
        from app.store.sqlite_engines import SqliteEngines

        return SqliteEngines(self._path, self._driver, self._journal, bulk=self._bulk)

    def reader(self) -> Reader:
        file = file_at(self._place)  # before opening, so that what comes in between is noticed the next time
        with told(self._path):
            # A load reads here and there in a file that grows: its pages would count as memory of the process, and serve nobody again.
            connection = connect(self._path, self._driver, query_only=True, mapped=not self._bulk)
            return SqliteReader(connection, self._path, file)

    def exists(self) -> bool:
        return self._path.exists()

    def identity(self) -> Hashable:
        """Which file stands at the path now; None where there is none."""
        return identity_of(file_at(self._place))  # asked for each request: a Path takes half as long again

    def make_place(self) -> None:
        path, folder = self._path, self._path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or error
            raise InvalidInput(f"{path}: the folder {folder} cannot be made: {reason}") from None
        if not path.exists() and not os.access(folder, os.W_OK | os.X_OK):
            raise InvalidInput(f"{path}: nothing can be written into the folder {folder}")

    def broken_references(self, connection: Connection) -> int:
        return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())

    def settle(self, writer: Engine) -> None:
        """All is brought from the journal into the file, and on to the disk; then the pieces of the full-text index are joined."""
        from app.store.fulltext.sqlite import merge_tables  # late: who only reads needs none of it

        with writer.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}").close()
            raw.execute("PRAGMA synchronous=FULL").close()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            with suppress(self._driver.OperationalError):  # another writer joins them, or the next load
                merge_tables(raw)
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def copy_into(self, part: Path, progress: Progress) -> Contents:
        from app.store.backup_sqlite import copy_into

        return copy_into(self._path, self._driver, part, progress)

    def put_back(self, file: Path, *, replace: bool, progress: Progress) -> Restored:
        from app.store.backup_sqlite import put_back

        return put_back(self._path, self._driver, file, replace=replace, progress=progress)

    def storage_faults(self, *, full: bool) -> list[str]:
        from app.store.sqlite_faults import storage_faults

        return storage_faults(self._path, self._driver, full=full)
