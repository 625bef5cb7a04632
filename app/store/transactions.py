"""What happens inside one write transaction: what it remembers, and the version that its end gives the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session, SessionTransaction

from app.store.jsontext import moment

_CHANGED: Final = "summitry.changed"
_MEMORY: Final = "summitry.memory"
_AT_END: Final = "summitry.at_end"


@contextmanager
def transaction(connection: Connection) -> Iterator[Session]:
    """A session that is one transaction of the connection; the data version goes up if something was marked as changed."""
    with Session(connection, expire_on_commit=False, autoflush=False) as session, session.begin():
        event.listen(session, "after_soft_rollback", _forget)
        session.connection()  # begins here, before anything is read
        yield session
        for work in session.info.pop(_AT_END, ()):
            work()
        if session.info.get(_CHANGED):
            end_version(session)


def mark_changed(session: Session) -> None:
    """Say that this transaction changes what is served, so that the data version goes up when it is committed."""
    session.info[_CHANGED] = True


def at_end(session: Session, work: Callable[[], object]) -> None:
    """Have something done when all else of this transaction is: once, whatever savepoints take back."""
    session.info.setdefault(_AT_END, []).append(work)


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
