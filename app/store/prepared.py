"""Statements that are put together once and then run with plain values, as fast as the driver.

Putting a statement together, or handing thousands of small rows through named parameters, takes longer than running it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Dialect, Row, Select, Table, TextClause, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase

from app.store.together import write, write_amounts

Statement = UpdateBase | Select[Any] | TextClause

_KEPT: Final = 256
"""Statements kept ready: more than there are."""


def run_amounts(session: Session, statement: Statement, amounts: Mapping[int, int]) -> None:
    """A statement of two parameters, an amount and a key, once for each key."""
    if amounts:
        write_amounts(session, _compiled(statement, session.connection().dialect).string, amounts)


def run_many(session: Session, statement: Statement, rows: Sequence[tuple[Any, ...]]) -> None:
    """A statement once for each row of values, in the order of its own parameters, of types that the driver takes."""
    if rows:
        write(session, _compiled(statement, session.connection().dialect).string, rows)


def find(session: Session, statement: Statement, *values: Any, **named: Any) -> Sequence[Row[Any]]:
    """The rows of a query for values in the order of its parameters, or by their names. Columns are what the driver gives: no JSON, no decimals."""
    connection = session.connection()
    compiled = _compiled(statement, connection.dialect)
    if named:
        assert compiled.positiontup is not None
        values = tuple([named[name] for name in compiled.positiontup])
    return connection.exec_driver_sql(compiled.string, values).all()


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows of the same columns into a table. Raises what SQLAlchemy and the database raise for columns that are none, or are missing."""
    if rows:
        insertion = _insertion(table, tuple(rows[0]), session.connection().dialect)
        write(session, insertion.sql, list(map(insertion.values, rows)), insertion.place)


class _Insertion:
    """How a table's rows are handed to a driver."""

    def __init__(self, table: Table, names: tuple[str, ...], dialect: Dialect) -> None:
        compiled = insert(table).inline().compile(dialect=dialect, column_keys=names)
        assert isinstance(compiled, SQLCompiler)
        assert compiled.positiontup is not None, "every engine of ours counts its parameters"
        self.sql = compiled.string
        self.place = table.metadata.sorted_tables.index(table)  # what rows refer to is written first
        self._names = compiled.positiontup
        kinds = [table.c[name].type.dialect_impl(dialect) for name in compiled.positiontup]
        made = [(place, kind.bind_processor(dialect)) for place, kind in enumerate(kinds)]
        self._processors = [(place, process) for place, process in made if process is not None]

    def values(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """Values by column -> what the driver takes, in the order of the statement's parameters."""
        values = [row[name] for name in self._names]
        for place, process in self._processors:
            values[place] = process(values[place])
        return tuple(values)


@lru_cache(maxsize=_KEPT)
def _insertion(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Insertion:
    return _Insertion(table, names, dialect)


@lru_cache(maxsize=_KEPT)
def _compiled(statement: Statement, dialect: Dialect) -> SQLCompiler:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    assert compiled.positional, "every engine of ours counts its parameters"
    return compiled
