"""Whether the index is what it would be if it were made anew: for tests, and for whoever doubts a database."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.schemas.ids import Kind
from app.store.fulltext.entries import Entry
from app.store.fulltext.keep import dialect_of, stored_entries
from app.store.fulltext.keys import KINDS, STEP, key_of, kind_of
from app.store.tables import DocumentRow, EntryRow, table_of

_entry, _document = table_of(EntryRow), table_of(DocumentRow)


def index_faults(session: Session) -> list[str]:
    """What is wrong with the index, in sentences; empty where nothing is. Reads everything, so it takes as long as making it anew."""
    connection = session.connection()
    faults: list[str] = []
    columns = _entry.c
    rows = connection.execute(
        select(columns.key, columns.record_id, columns.document_id, columns.start_offset, columns.end_offset)
    ).all()
    keys: dict[tuple[Kind, int], int] = {}
    for key, record, *_ in rows:
        keys[kind_of(key), record] = key
    stored = {tuple(row) for row in rows}
    if len(keys) != len(rows):
        faults.append("a record has several entries")
    expected: dict[Kind, list[tuple[int, Entry]]] = {kind: [] for kind in KINDS}
    seen = 0
    for document, entry in _all_entries(session):
        seen += 1
        key = keys.get((entry.kind, entry.id))
        if key is None:
            faults.append(f"{entry.kind} {entry.id} has no entry")
            continue
        wanted = key_of(entry.kind, entry.day, entry.id, len(entry.forms))
        if (key - wanted) % STEP or key < wanted:
            faults.append(f"{entry.kind} {entry.id} stands at the wrong place")
        if (key, entry.id, document, entry.start, entry.end) not in stored:
            faults.append(f"the entry of {entry.kind} {entry.id} points to the wrong words")
        expected[entry.kind].append((key, entry))
    if seen != len(rows):
        faults.append(f"{len(rows)} entries for {seen} records")
    for kind in KINDS:
        faults += dialect_of(connection).table_faults(connection, kind, expected[kind])
    return faults


def _all_entries(session: Session) -> Iterator[tuple[int, Entry]]:
    for document in session.scalars(select(_document.c.id)).all():
        for entry in stored_entries(session, document):
            yield document, entry
