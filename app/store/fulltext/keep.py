"""The index kept in step with the records: written and taken away in the transaction that changes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Select, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from app.schemas.ids import Kind
from app.store.database import Database
from app.store.fulltext import postgres, sqlite
from app.store.fulltext.edition import current_edition
from app.store.fulltext.entries import Entry, Searched, context, entries
from app.store.fulltext.keys import KINDS, STEP, key_of, kind_of
from app.store.prepared import run_many
from app.store.tables import (
    CoverageRow,
    DocumentRow,
    EditionRow,
    EntryRow,
    FigureRow,
    MentionRow,
    ProposalRow,
    StatementRow,
    table_of,
)
from app.store.together import unseen
from app.store.transactions import mark_changed

_entry, _document, _mention = table_of(EntryRow), table_of(DocumentRow), table_of(MentionRow)
_coverage, _edition = table_of(CoverageRow), table_of(EditionRow)
_statement, _proposal, _figure = table_of(StatementRow), table_of(ProposalRow), table_of(FigureRow)

# For `run_many`: the values of a row stand in the order in which the columns stand in the table.
_INSERT: Final = insert(_entry)
_DELETE: Final = delete(_entry).where(_entry.c.key == bindparam("key"))

_TAKEN: Final = select(_entry.c.key).where(_entry.c.key.in_(bindparam("keys", expanding=True)))

_BATCH: Final = 100
"""Documents a transaction while the index is made."""

_PROBED: Final = 500

Progress = Callable[[int, int], None]
"""Told how many documents are done, and of how many."""


def dialect_of(connection: Connection) -> ModuleType:
    """The module that speaks this database's language."""
    return {"sqlite": sqlite, "postgresql": postgres}[connection.dialect.name]


def index_document(session: Session, document: int, found: Sequence[Entry]) -> None:
    """Put the entries of a document in that has none."""
    connection = session.connection()
    keys = _free_keys(session, found)
    run_many(
        session,
        _INSERT,
        [(key, entry.id, document, entry.start, entry.end) for key, entry in zip(keys, found, strict=True)],
    )
    rows: dict[Kind, list[tuple[int, Entry]]] = {kind: [] for kind in KINDS}
    for key, entry in zip(keys, found, strict=True):
        rows[entry.kind].append((key, entry))
    dialect_of(connection).insert_entries(session, rows)


def drop_document(session: Session, document: int) -> None:
    """Take a document's entries out."""
    connection = session.connection()
    found = connection.scalars(_KEYS, {"document": document}).all()
    if not found:
        return
    keys: dict[Kind, list[int]] = {kind: [] for kind in KINDS}
    for key in found:
        keys[kind_of(key)].append(key)
    dialect_of(connection).delete_entries(connection, keys)
    run_many(session, _DELETE, [(key,) for key in found])


def _free_keys(session: Session, found: Sequence[Entry]) -> list[int]:
    """A key for each entry that no other has."""
    connection = session.connection()
    wanted = [key_of(entry.kind, entry.day, entry.id, len(entry.forms)) for entry in found]
    taken = unseen(session, "search_entry")
    for first in range(0, len(wanted), _PROBED):
        probed = wanted[first : first + _PROBED]
        taken.update(connection.scalars(_TAKEN, {"keys": probed}))
    keys: list[int] = []
    for key in wanted:
        while key in taken:
            key += STEP
            if connection.scalar(select(_entry.c.key).where(_entry.c.key == key)) is not None:
                taken.add(key)
        taken.add(key)
        keys.append(key)
    return keys


def refresh(database: Database, progress: Progress | None = None) -> int:
    """Make the index anew if it is none of this edition; the number of documents indexed. What is interrupted goes on where it was."""
    wanted, done = current_edition(), -1
    with database.session() as session:
        state = session.execute(select(_edition.c.edition, _edition.c.done)).one_or_none()
        if state is not None and state.edition == wanted:
            if state.done is None:
                return 0
            done = state.done
        else:
            connection = session.connection()
            dialect_of(connection).clear_tables(connection)
            connection.execute(delete(_entry))
            connection.execute(delete(_edition))
            connection.execute(insert(_edition), {"edition": wanted, "done": done})
        columns = _document.c
        numbers = session.scalars(select(columns.id).where(columns.id > done).order_by(columns.id)).all()
    for first in range(0, len(numbers), _BATCH):
        batch = numbers[first : first + _BATCH]
        with database.session() as session:
            for number in batch:
                drop_document(session, number)  # it may have been saved since the tables were emptied
                index_document(session, number, stored_entries(session, number))
            session.connection().execute(update(_edition).values(done=batch[-1]))
        if progress is not None:
            progress(first + len(batch), len(numbers))
    with database.session() as session:
        session.connection().execute(update(_edition).values(done=None))
        if numbers:
            mark_changed(session)
    return len(numbers)


def stored_entries(session: Session, document: int) -> list[Entry]:
    """The entries of a stored document, from its rows, but of what somebody rejected; none where it is gone."""
    asked = {"document": document}
    connection = session.connection()
    found = connection.execute(_DOCUMENT, asked).one_or_none()
    if found is None:
        return []
    text, title, day, tags = found
    records = [Searched("document", document, 0, len(text), None, tags)]
    spans: dict[int, tuple[int, int]] = {}
    for id, start, end, speaker, tags, rejected in connection.execute(_STATEMENTS, asked):
        spans[id] = start, end
        if not rejected:
            records.append(Searched("statement", id, start, end, speaker, tags))
    for id, start, end, speaker, tags, rejected in connection.execute(_PROPOSALS, asked):
        if not rejected:
            records.append(Searched("proposal", id, start, end, speaker, tags))
    sentences = connection.scalar(_SENTENCES, asked) or []
    for id, start, _end, speaker, tags, rejected, statement in connection.execute(_FIGURES, asked):
        if not rejected:
            span = spans.get(statement) or context(text, start, sentences)
            records.append(Searched("figure", id, *span, speaker, tags))
    people = [(at, who) for at, who in connection.execute(_PEOPLE, asked)]
    return entries(records, text=text, title=title, day=day or "", people=people)


# Made once: putting a statement together takes longer than running it.
_OF: Final[BindParameter[int]] = bindparam("document")


def _findings(table: Table, *more: Any) -> Select[Any]:
    found = table.c
    rejected = found.record.like('%"review":"rejected"%')  # within a text the marks would have backslashes
    columns = found.id, found.start_offset, found.end_offset, found.speaker, found.tags, rejected
    return select(*columns, *more).where(found.document_id == _OF).order_by(found.id)


_DOCUMENT: Final = select(
    _document.c.text, _document.c.title, _document.c.published_on, _document.c.tags
).where(_document.c.id == _OF)
_STATEMENTS: Final = _findings(_statement)
_PROPOSALS: Final = _findings(_proposal)
_FIGURES: Final = _findings(_figure, _figure.c.statement_id)
_SENTENCES: Final = select(_coverage.c.sentences).where(_coverage.c.document_id == _OF)
_PEOPLE: Final = select(_mention.c.start_offset, _mention.c.leader).where(_mention.c.document_id == _OF)
_KEYS: Final = select(_entry.c.key).where(_entry.c.document_id == _OF)
