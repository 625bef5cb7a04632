"""The full-text index on SQLite: one FTS5 table a kind.

The tokenizer only parts words at spaces: what stands in a column are our own words, of letters, digits and underscores. The tables
keep no copy of the words where this SQLite can delete from such (3.43); older ones keep it, which takes more room.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, product
from typing import TYPE_CHECKING, Final

from app.schemas.ids import Kind
from app.store.fulltext.entries import Entry
from app.store.fulltext.expression import NAMES, All, Any, But, Expression, Field, Has
from app.store.fulltext.keys import KINDS
from app.store.together import write

if TYPE_CHECKING:  # readers do without SQLAlchemy
    from sqlalchemy import Connection
    from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
    from sqlalchemy.orm import Session

_CONTENTLESS: Final = (3, 43, 0)
_COLUMNS: Final = ", ".join(NAMES)

_STEP: Final = 500
"""Pages of the index that are written at a time while its pieces are joined."""

_PAUSE: Final = 0.02
"""Seconds between: SQLite's writers do not queue, they try again and again."""


KEY: Final = "f.rowid"
"""The key of a row of `fts_… f`."""


def condition(kind: Kind, name: str) -> str:
    """SQL: that a row of `fts_… f` is found by the query in the parameter `name`."""
    return f"f.fts_{kind} MATCH :{name}"


def query(expression: Expression) -> str:
    """An expression in FTS5's language, every word of it quoted."""
    return _fts(expression)


def create_tables(connection: Connection) -> None:
    """The empty tables."""
    version = tuple(int(part) for part in str(_one(connection, "SELECT sqlite_version()")).split("."))
    content = ", content='', contentless_delete=1" if version >= _CONTENTLESS else ""
    for kind in KINDS:
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE fts_{kind} USING fts5 ({_COLUMNS}, tokenize=\"ascii tokenchars '_'\"{content})"
        )


def drop_tables(connection: Connection) -> None:
    for kind in KINDS:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS fts_{kind}")


def clear_tables(connection: Connection) -> None:
    """Nothing is left in the tables, and they are of this SQLite's own form."""
    drop_tables(connection)
    create_tables(connection)


def insert_entries(session: Session, rows: Mapping[Kind, Sequence[tuple[int, Entry]]]) -> None:
    """Put entries in under their keys."""
    for kind, found in rows.items():
        if found:
            write(
                session,
                f"INSERT INTO fts_{kind} (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
                [(key, *_columns(entry)) for key, entry in found],
            )


def delete_entries(connection: Connection, keys: Mapping[Kind, Sequence[int]]) -> None:
    """Take out the entries of these keys."""
    for kind, found in keys.items():
        if found:
            connection.exec_driver_sql(
                f"DELETE FROM fts_{kind} WHERE rowid = ?",  # noqa: S608
                [(key,) for key in found],
            )


def merge_tables(raw: DBAPIConnection) -> None:
    """Join the pieces in which each commit has left its words, where there are two of a size: every question asks all pieces.

    `raw` is in autocommit, and pauses between steps of a tenth of a second let others write. After few commits there is little to do.
    What is stopped halfway is as good as before, and goes on the next time. Raises the driver's errors.
    """
    for kind in KINDS:
        cursor = raw.cursor()
        # It stays so: the index itself remembers it.
        cursor.execute(f"INSERT INTO fts_{kind} (fts_{kind}, rank) VALUES ('usermerge', 2)")  # noqa: S608
        merged = True
        while merged:
            before = _changes(cursor)
            cursor.execute(f"INSERT INTO fts_{kind} (fts_{kind}, rank) VALUES ('merge', {_STEP})")  # noqa: S608
            merged = _changes(cursor) - before > 1  # the order itself counts as one
            if merged:
                time.sleep(_PAUSE)
        cursor.close()


def _changes(cursor: DBAPICursor) -> int:
    cursor.execute("SELECT total_changes()")
    [[found]] = cursor.fetchall()
    return int(found)


def table_faults(connection: Connection, kind: Kind, rows: Sequence[tuple[int, Entry]]) -> list[str]:
    """What in a table differs from what these entries put into it."""
    connection.exec_driver_sql(f"INSERT INTO fts_{kind} (fts_{kind}) VALUES ('integrity-check')")  # noqa: S608
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE temp.fts_words USING fts5vocab (main, fts_{kind}, instance)"
    )
    try:
        found = {
            tuple(row)
            for row in connection.exec_driver_sql('SELECT doc, col, "offset", term FROM temp.fts_words')
        }
    finally:
        connection.exec_driver_sql("DROP TABLE temp.fts_words")
    wanted = {
        (key, name, place, word)
        for key, entry in rows
        for name, column in zip(NAMES, _columns(entry), strict=True)
        for place, word in enumerate(column.split())
    }
    return [
        f"fts_{kind} has words in column {name} of {key} that are not its own, or lacks some"
        for key, name in sorted({row[:2] for row in found ^ wanted})
    ]


def _columns(entry: Entry) -> tuple[str, ...]:
    return (
        " ".join(entry.forms),
        " ".join(entry.lemmas),
        " ".join(dict.fromkeys(chain.from_iterable(entry.others.values()))),
        " ".join(entry.strong),
        " ".join(entry.marks),
    )


def _fts(expression: Expression) -> str:
    match expression:
        case Has(field, word, prefix):
            return f"{field} : {_quoted(word)}{' *' if prefix else ''}"
        case All(parts):
            return "(" + " AND ".join(map(_fts, parts)) + ")"
        case Any(parts):
            return "(" + " OR ".join(_joined(parts)) + ")"
        case But(wanted, unwanted):
            return f"({_fts(wanted)} NOT {_fts(unwanted)})"
    ways = [" ".join(way) for way in product(*expression.places)]
    return f"{expression.field} : (" + " OR ".join(map(_quoted, ways)) + ")"


def _joined(parts: Iterable[Expression]) -> list[str]:
    """Words in any of several fields, with the fields told once: FTS5 then walks one list where it would walk two."""
    fields: dict[tuple[str, bool], list[Field]] = {}
    rest: list[str] = []
    for part in parts:
        if isinstance(part, Has):
            fields.setdefault((part.word, part.prefix), []).append(part.field)
        else:
            rest.append(_fts(part))
    return [
        f"{{{' '.join(names)}}} : {_quoted(word)}{' *' if prefix else ''}"
        for (word, prefix), names in fields.items()
    ] + rest


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _one(connection: Connection, sql: str) -> object:
    return connection.exec_driver_sql(sql).scalar_one()
