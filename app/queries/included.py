"""What is added to records in the same answer: one query for each kind of thing, however many records there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from pydantic_core import from_json

from app.queries.page import Noun, Sql
from app.schemas.ids import Kind, parse
from app.store.database import Reader

AROUND: Final = 1_000
"""Characters that a context has on either side of the words, at most."""

Record = dict[str, Any]
Found = dict[str, Any]
"""Shown id of a record -> what is added to it."""


def load_included(reader: Reader, noun: Noun, records: list[Record], asked: Iterable[str]) -> list[Record]:
    """For each record what is asked for, by its name; null where it has none."""
    loaded = {name: _LOADERS[name](reader, noun, records) for name in dict.fromkeys(asked)}
    return [{name: found.get(record["id"]) for name, found in loaded.items()} for record in records]


def _documents(reader: Reader, noun: Noun, records: list[Record]) -> Found:
    return _others(reader, "document", {record["id"]: record["document"]["id"] for record in records})


def _statements(reader: Reader, noun: Noun, records: list[Record]) -> Found:
    return _others(reader, "statement", {record["id"]: record["statement"] for record in records})


def _companions(reader: Reader, noun: Noun, records: list[Record]) -> Found:
    return _others(reader, "figure", {record["id"]: record["companion"] for record in records})


def _others(reader: Reader, kind: Kind, wanted: dict[str, str | None]) -> Found:
    """Records that others refer to by their shown ids."""
    numbers = {parse(shown, kind) for shown in wanted.values() if shown}
    sql = Sql()
    rows = (
        reader.rows(f"SELECT record FROM {kind} WHERE id {sql.listed(sorted(numbers))}", sql.params)  # noqa: S608
        if numbers
        else []
    )
    stored = {record["id"]: record for record in (from_json(row[0]) for row in rows)}
    return {owner: stored.get(shown) for owner, shown in wanted.items() if shown}


def _texts(reader: Reader, noun: Noun, records: list[Record]) -> Found:
    shown = _numbers(noun, records)
    sql = Sql()
    text = "CASE WHEN withheld THEN '' ELSE text END"
    rows = reader.rows(f"SELECT id, {text} FROM document WHERE id {sql.listed(list(shown))}", sql.params)  # noqa: S608
    return {shown[number]: text for number, text in rows}


def _contexts(reader: Reader, noun: Noun, records: list[Record]) -> Found:
    shown = _numbers(noun, records)
    sql = Sql()
    # Written out: a bound number is a long one to PostgreSQL, which `substr` does not take.
    low = f"(CASE WHEN r.start_offset > {AROUND} THEN r.start_offset - {AROUND} ELSE 0 END)"
    rows = reader.rows(
        f"SELECT r.id, {low}, r.start_offset, r.end_offset, substr(d.text, {low} + 1, r.end_offset - {low} + {AROUND}), d.withheld"  # noqa: S608
        f" FROM {noun.table} r JOIN document d ON d.id = r.document_id WHERE r.id {sql.listed(list(shown))}",
        sql.params,
    )
    return {
        shown[number]: _paragraphs(*row) | ({"text": "", "withheld": True} if withheld else {})
        for number, *row, withheld in rows
    }


def _paragraphs(low: int, start: int, end: int, piece: str) -> Record:
    """The lines that a span begins and ends in; one that is longer than the piece is cut between words."""
    left, right = start - low, end - low
    first = piece.rfind("\n", 0, left) + 1
    if not first and low:
        first = piece.find(" ", 0, left) + 1
    last = piece.find("\n", right)
    if last < 0:
        last = len(piece)
        if last == right + AROUND:
            last = max(right, piece.rfind(" ", right))
    return {"start": low + first, "end": low + last, "text": piece[first:last]}


def _numbers(noun: Noun, records: list[Record]) -> dict[int, str]:
    return {parse(record["id"], noun.kind): record["id"] for record in records}


_LOADERS: Final[dict[str, Callable[[Reader, Noun, list[Record]], Found]]] = {
    "document": _documents,
    "context": _contexts,
    "statement": _statements,
    "companion": _companions,
    "text": _texts,
}
