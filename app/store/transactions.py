"""What happens inside one write transaction: what it remembers, what is written many times, and the version that its end gives the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Dialect, TextClause, event, text
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase

from app.store.jsontext import moment

_CHANGED: Final = "summitry.changed"
_MEMORY: Final = "summitry.memory"


@contextmanager
def transaction(connection: Connection) -> Iterator[Session]:
    """A session that is one transaction of the connection; the data version goes up if something was marked as changed."""
    with Session(connection, expire_on_commit=False, autoflush=False) as session, session.begin():
        event.listen(session, "after_soft_rollback", _forget)
        session.connection()  # begins here, before anything is read
        yield session
        if session.info.get(_CHANGED):
            end_version(session)


def mark_changed(session: Session) -> None:
    """Say that this transaction changes what is served, so that the data version goes up when it is committed."""
    session.info[_CHANGED] = True


def next_version(session: Session) -> int:
    """The version that the data will have when this transaction is committed."""
    known = memory(session)
    if _CHANGED not in known:
        found = session.execute(text("SELECT value + 1 FROM store_state WHERE key = 'data_version'"))
        known[_CHANGED] = found.scalar_one()
    version: int = known[_CHANGED]
    return version


def end_version(session: Session) -> None:
    """Give the data its next version, and remember when."""
    session.execute(text("UPDATE store_state SET value = value + 1 WHERE key = 'data_version'"))
    session.execute(
        text(
            "INSERT INTO data_version (version, at) SELECT value, :at FROM store_state WHERE key = 'data_version'"
        ),
        {"at": moment(datetime.now(UTC))},
    )


def memory(session: Session) -> dict[Any, Any]:
    """What a transaction has read or written and may need again. Any rollback, even to a savepoint, empties it."""
    found: dict[Any, Any] = session.info.setdefault(_MEMORY, {})
    return found


def _forget(session: Session, transaction: SessionTransaction) -> None:
    session.info.pop(_MEMORY, None)


def run_many(session: Session, statement: UpdateBase | TextClause, rows: Sequence[tuple[Any, ...]]) -> None:
    """A statement once for each row of plain values, which stand in the order of the statement's own parameters.

    As fast as the driver: handing thousands of small rows through named parameters takes longer than writing them.
    """
    if rows:
        connection = session.connection()
        compiled = _compiled(statement, connection.dialect)
        assert compiled.positional, "every engine of ours counts its parameters"
        connection.exec_driver_sql(compiled.string, list(rows))


@lru_cache(maxsize=32)
def _compiled(statement: UpdateBase | TextClause, dialect: Dialect) -> SQLCompiler:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    return compiled
