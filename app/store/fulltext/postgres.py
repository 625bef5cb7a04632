"""The full-text index on PostgreSQL: one table a kind, whose words are one tsvector.

A word of each field bears the field's letter, so that a question about several fields is one walk of one index. Forms and lemmas have the
places of the words in the text, the rest has none. A tsvector keeps 16,383 places, 255 of one word, and a megabyte: in texts beyond
that, which only documents are, phrases are found in the beginning, words in as many different ones as fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from app.schemas.ids import Kind
from app.store.fulltext.entries import Entry
from app.store.fulltext.expression import All, Any, But, Expression, Field, Has
from app.store.fulltext.keys import KINDS
from app.store.together import write

if TYPE_CHECKING:  # readers do without SQLAlchemy
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

KEY: Final = "f.key"
"""The key of a row of `fts_… f`."""

_LETTERS: Final[Mapping[Field, str]] = {
    "forms": "f",
    "lemmas": "l",
    "others": "o",
    "strong": "s",
    "marks": "m",
}
_LONGEST: Final = 400
"""Characters of a word: PostgreSQL takes 2,046 bytes, and a script may have four of them a letter."""

_PLACES: Final = 16_383
_PLACES_A_WORD: Final = 255
_BYTES: Final = 900_000


def condition(kind: Kind, name: str) -> str:
    """SQL: that a row of `fts_… f` is found by the query in the parameter `name`."""
    return f"f.words @@ CAST(:{name} AS tsquery)"


def query(expression: Expression) -> str:
    """An expression in the language of tsquery, every word of it quoted."""
    match expression:
        case Has(field, word, prefix):
            return _quoted(field, word) + (":*" if prefix else "")
        case All(parts):
            return "(" + " & ".join(map(query, parts)) + ")"
        case Any(parts):
            return "(" + " | ".join(map(query, parts)) + ")"
        case But(wanted, unwanted):
            return f"({query(wanted)} & !({query(unwanted)}))"
    places = (" | ".join(_quoted(expression.field, word) for word in place) for place in expression.places)
    return "(" + " <-> ".join(f"({place})" for place in places) + ")"


def create_tables(connection: Connection) -> None:
    """The empty tables."""
    for kind in KINDS:
        connection.exec_driver_sql(
            f"CREATE TABLE fts_{kind} (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)"
        )
        connection.exec_driver_sql(f"CREATE INDEX ix_fts_{kind}_words ON fts_{kind} USING gin (words)")


def drop_tables(connection: Connection) -> None:
    for kind in KINDS:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS fts_{kind}")


def clear_tables(connection: Connection) -> None:
    """Nothing is left in the tables, and they are of this program's own form."""
    drop_tables(connection)
    create_tables(connection)


def insert_entries(session: Session, rows: Mapping[Kind, Sequence[tuple[int, Entry]]]) -> None:
    """Put entries in under their keys."""
    for kind, found in rows.items():
        if found:
            write(
                session,
                f"INSERT INTO fts_{kind} (key, words) VALUES (%s, CAST(%s AS tsvector))",  # noqa: S608
                [(key, _vector(entry)) for key, entry in found],
            )


def delete_entries(connection: Connection, keys: Mapping[Kind, Sequence[int]]) -> None:
    """Take out the entries of these keys."""
    for kind, found in keys.items():
        if found:
            connection.exec_driver_sql(
                f"DELETE FROM fts_{kind} WHERE key = %s",  # noqa: S608
                [(key,) for key in found],
            )


def table_faults(connection: Connection, kind: Kind, rows: Sequence[tuple[int, Entry]]) -> list[str]:
    """What in a table differs from what these entries put into it."""
    faults = [
        f"fts_{kind} has words of {key} that are not its own, or lacks some"
        for key, entry in rows
        if connection.exec_driver_sql(
            f"SELECT words = CAST(%s AS tsvector) FROM fts_{kind} WHERE key = %s",  # noqa: S608
            (_vector(entry), key),
        ).scalar()
        is not True
    ]
    stored = connection.exec_driver_sql(f"SELECT count(*) FROM fts_{kind}").scalar_one()  # noqa: S608
    return (
        faults if stored == len(rows) else [*faults, f"fts_{kind} has {stored} rows for {len(rows)} entries"]
    )


def _vector(entry: Entry) -> str:
    """The words of an entry as a tsvector is written: what it is about first, so that a limit does not cut that."""
    places: dict[str, list[int]] = {}
    left = _BYTES
    for word, place in _words(entry):
        known = places.get(word)
        if known is None:
            left -= len(word.encode()) + 8
            if left < 0:
                break
            known = places[word] = []
        if 0 < place <= _PLACES and len(known) < _PLACES_A_WORD:
            left -= 2
            known.append(place)
    return " ".join(
        word + (":" + ",".join(map(str, known)) if known else "") for word, known in places.items()
    )


def _words(entry: Entry) -> Iterable[tuple[str, int]]:
    """Quoted words and their places, 0 for none."""
    for mark in entry.marks:
        yield _quoted("marks", mark), 0
    for lemma in entry.strong:
        yield _quoted("strong", lemma), 0
    for place, (form, lemma) in enumerate(zip(entry.forms, entry.lemmas, strict=True)):
        yield _quoted("lemmas", lemma), place + 1
        yield _quoted("forms", form), place + 1
        for other in entry.others.get(place, ()):
            yield _quoted("others", other), 0


def _quoted(field: Field, word: str) -> str:
    cut = word[:_LONGEST].replace("\\", "\\\\").replace("'", "''")
    return f"'{_LETTERS[field]}{cut}'"
