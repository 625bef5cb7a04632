"""All that is stored, from one database into another of whichever kind: row by row, and then compared.

A backup is in its database's own format, and leads back to the same kind only; this is the way from a file to a server, and back. The
full-text index is not carried over: each kind has its own, which `schema.upgrade` makes of what was copied.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Integer, Table

from app.errors import InvalidInput, StoreUnavailable
from app.store import past_tables, thread_tables  # noqa: F401 - their tables are part of the metadata
from app.store.database import Database, Reader
from app.store.tables import DocumentRow, EditionRow, EntryRow, Row

Progress = Callable[[str, int, int], object]
"""Told what is done (copying, comparing), of how many rows, and of how many in all."""

_MADE_ANEW: Final = frozenset({EntryRow.__tablename__, EditionRow.__tablename__})
"""What belongs to the full-text index."""

_ROWS: Final = 1000
"""Read and written at a time: a megabyte or two, of documents ten."""

_UNHURRIED: Final = 3600.0
"""Seconds that one query may take: nobody waits for an answer, and the first of a large table may be slow."""

_ANY: Final = f"SELECT id FROM {DocumentRow.__tablename__} LIMIT 1"  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCopied:
    """A table of both databases: how many rows it has, and the SHA-256 of them all in the order of their keys."""

    name: str
    rows: int
    sha256: str


def transfer(
    source: Database, target: Database, progress: Progress = lambda what, done, of: None
) -> list[TableCopied]:
    """Copy all rows into a database that has the same tables and no document, in one transaction, and compare what then stands in both.

    The source is read as it is at one moment; others may go on reading and writing it, but what they write comes too late. Some ten thousand rows a second.
    Raises `InvalidInput` where the target holds documents, `StoreUnavailable` where either cannot be reached or is of another schema (nothing is
    then changed), or where the two differ in the end.
    """
    tables = [table for table in Row.metadata.sorted_tables if table.name not in _MADE_ANEW]
    reader = source.reader()
    try:
        reader.most_seconds = _UNHURRIED
        with reader.snapshot():
            total = sum(reader.rows(f"SELECT count(*) FROM {table.name}")[0][0] for table in tables)  # noqa: S608
            copied = _copy(tables, reader, target, lambda done: progress("copying", done, total))
    finally:
        reader.close()
    found = _looked_at(tables, target, lambda done: progress("comparing", done, total))
    if differing := [one.name for one, other in zip(copied, found, strict=True) if one != other]:
        raise StoreUnavailable(
            f"{target.name} does not hold what {source.name} does: {', '.join(differing)} differ; do not use it, and please report it"
        )
    return copied


def _copy(
    tables: Sequence[Table], reader: Reader, target: Database, progress: Callable[[int], object]
) -> list[TableCopied]:
    """All tables in one transaction; what was read."""
    copied, done = list[TableCopied](), 0
    _refuse_documents(target)
    with target.migrating() as connection:
        # What a new database begins with, such as its data version; and that its full-text index, of nothing, is ready.
        for table in reversed(Row.metadata.sorted_tables):
            connection.execute(table.delete())
        for table in tables:
            rows = _Counted(_rows(table, reader))
            for batch in rows:
                _write(connection, table, batch)
                progress(done + rows.number)
            done += rows.number
            copied.append(rows.told(table.name))
        _go_on_after(connection, tables)
    return copied


def _refuse_documents(target: Database) -> None:
    reader = target.reader()
    try:
        if reader.row(_ANY) is not None:
            raise InvalidInput(
                f"{target.name} holds documents, and nothing is ever mixed: name an empty database (of PostgreSQL: `createdb`)"
            )
    finally:
        reader.close()


def _looked_at(
    tables: Sequence[Table], database: Database, progress: Callable[[int], object]
) -> list[TableCopied]:
    found, done = list[TableCopied](), 0
    reader = database.reader()
    try:
        reader.most_seconds = _UNHURRIED
        with reader.snapshot():
            for table in tables:
                rows = _Counted(_rows(table, reader))
                for _ in rows:
                    progress(done + rows.number)
                done += rows.number
                found.append(rows.told(table.name))
    finally:
        reader.close()
    return found


class _Counted:
    """Batches of rows as they pass: how many rows, and their hash."""

    def __init__(self, batches: Iterator[list[tuple[Any, ...]]]) -> None:
        self._batches = batches
        self._hash = hashlib.sha256()
        self.number = 0

    def __iter__(self) -> Iterator[list[tuple[Any, ...]]]:
        for batch in self._batches:
            self._hash.update(
                "".join(f"{row!r}\n" for row in map(_plain, batch)).encode("utf-8", "surrogatepass")
            )
            self.number += len(batch)
            yield batch

    def told(self, name: str) -> TableCopied:
        return TableCopied(name=name, rows=self.number, sha256=self._hash.hexdigest())


def _plain(row: Iterable[Any]) -> tuple[Any, ...]:
    """The same of both kinds: one has truth as a number."""
    return tuple(int(value) if isinstance(value, bool) else value for value in row)


def _rows(table: Table, reader: Reader) -> Iterator[list[tuple[Any, ...]]]:
    """All rows in the order of the primary key, in batches. Keys are never null."""
    keys = [column.name for column in table.primary_key]
    # Keys come last, beside themselves among the columns, so that the last row says where to go on.
    columns, key = _listed(column.name for column in table.columns), _listed(keys)
    after = ", ".join(f":key{number}" for number in range(len(keys)))
    start = f"SELECT {columns}, {key} FROM {_quoted(table.name)}"  # noqa: S608
    end = f"ORDER BY {key} LIMIT {_ROWS}"
    sql, params = f"{start} {end}", dict[str, Any]()
    while found := reader.rows(sql, params):
        yield [row[: -len(keys)] for row in found]
        sql = f"{start} WHERE ({key}) > ({after}) {end}"
        params = {f"key{number}": value for number, value in enumerate(found[-1][-len(keys) :])}


def _write(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Rows as the database itself holds them: nothing is parsed or checked on the way."""
    columns = _listed(column.name for column in table.columns)
    raw = connection.connection.driver_connection
    assert raw is not None
    if connection.dialect.name == "postgresql":
        with (
            raw.cursor() as cursor,
            cursor.copy(f"COPY {_quoted(table.name)} ({columns}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
    else:
        places = ", ".join("?" * len(table.columns))
        raw.executemany(f"INSERT INTO {_quoted(table.name)} ({columns}) VALUES ({places})", rows).close()  # noqa: S608


def _go_on_after(connection: Connection, tables: Sequence[Table]) -> None:
    """Let the server's own numbers go on behind those that were copied; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        column = table.autoincrement_column
        if column is None or not isinstance(column.type, Integer):
            continue
        name, key = _quoted(table.name), _quoted(column.name)
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{name}', '{column.name}'), max({key})) FROM {name} HAVING max({key}) IS NOT NULL"  # noqa: S608
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return f'"{name}"'
