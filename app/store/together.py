"""Rows of many new documents, written together: a statement with the rows of a hundred takes a fraction of what a hundred take with theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:  # readers do without SQLAlchemy
    from sqlalchemy.orm import Session

_WAITING: Final = "summitry.waiting"

_AFTER_TABLES: Final = 1_000_000

Values = tuple[Any, ...]


class _Waiting:
    """Rows by place and statement, amounts by statement, and the keys of those that no query sees yet."""

    def __init__(self) -> None:
        self.rows: dict[tuple[int, str], list[Values]] = {}
        self.amounts: dict[str, Counter[int]] = {}
        self.unseen: dict[str, set[int]] = {}


@contextmanager
def together(session: Session) -> Iterator[None]:
    """What `write` is given within the block is written at its end; queries within do not see it.

    Whatever the block raises, or its end, nothing of it can be kept: the transaction, or the savepoint around, must be rolled back.
    """
    session.info[_WAITING] = _Waiting()
    try:
        yield
        write_waiting(session)
    finally:
        del session.info[_WAITING]


@contextmanager
def at_once(session: Session) -> Iterator[None]:
    """Within the block nothing waits, and what has waited is written before: for work that reads what it has written."""
    waiting = session.info.get(_WAITING)
    if waiting is None:
        yield
        return
    write_waiting(session)
    session.info[_WAITING] = None
    try:
        yield
    finally:
        session.info[_WAITING] = waiting


def write(session: Session, sql: str, rows: Sequence[Values], place: int | None = None) -> None:
    """A statement in the driver's own language once for each row of values. Rows that wait are written in the order of their places, those
    without one after them as their statements came first, and in the order of their first values, which are their keys."""
    waiting: _Waiting | None = session.info.get(_WAITING)
    if waiting is None:
        _write(session, sql, list(rows), by_key=place is None)
    else:
        waiting.rows.setdefault((_AFTER_TABLES if place is None else place, sql), []).extend(rows)


def write_amounts(session: Session, sql: str, amounts: Mapping[int, int]) -> None:
    """A statement once for each amount and its key. Amounts that wait are summed up by key."""
    waiting: _Waiting | None = session.info.get(_WAITING)
    if waiting is None:
        _write_amounts(session, sql, amounts)
    else:
        waiting.amounts.setdefault(sql, Counter()).update(amounts)


def unseen(session: Session, table: str) -> set[int]:
    """The keys of rows of a table that wait, as those who write them have added them."""
    waiting: _Waiting | None = session.info.get(_WAITING)
    return set() if waiting is None else waiting.unseen.setdefault(table, set())


def write_waiting(session: Session) -> None:
    """Write what waits, so that queries see it."""
    waiting: _Waiting | None = session.info.get(_WAITING)
    if waiting is None:
        return
    for (place, sql), rows in sorted(waiting.rows.items(), key=lambda item: item[0][0]):
        _write(session, sql, rows, by_key=place == _AFTER_TABLES)
    for sql, amounts in waiting.amounts.items():
        _write_amounts(session, sql, amounts)
    for kept in (waiting.rows, waiting.amounts, waiting.unseen):
        kept.clear()


def _write(session: Session, sql: str, rows: list[Values], *, by_key: bool) -> None:
    if by_key:  # FTS5 begins a new piece of its index for each that is not higher than the one before
        rows.sort(key=itemgetter(0))
    session.connection().exec_driver_sql(sql, rows)


def _write_amounts(session: Session, sql: str, amounts: Mapping[int, int]) -> None:
    rows = [(by, key) for key, by in sorted(amounts.items()) if by]
    if rows:
        session.connection().exec_driver_sql(sql, rows)
