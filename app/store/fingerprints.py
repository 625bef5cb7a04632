"""Sketches of texts, by which near-duplicates find each other: written and taken away in the transaction that changes their document."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BindParameter, bindparam, delete, exists, insert, select, text
from sqlalchemy.orm import Session

from app.language.shingles import MOST_WORDS, RULES
from app.language.terms import forms
from app.store.database import Database
from app.store.draft import sketch_of
from app.store.fulltext.keep import Progress
from app.store.prepared import find, run_many
from app.store.tables import DocumentRow, FingerprintEditionRow, FingerprintRow, ShingleRow, table_of
from app.store.transactions import mark_changed

_document, _fingerprint, _shingle = (table_of(row) for row in (DocumentRow, FingerprintRow, ShingleRow))
_edition = table_of(FingerprintEditionRow)

# For `find` and `run_many`: values in the order in which a statement's parameters stand.
_DOCUMENT: Final[BindParameter[int]] = bindparam("document")
_STORED: Final = select(_fingerprint.c.shingles).where(_fingerprint.c.document_id == _DOCUMENT)
_PUT: Final = insert(_fingerprint)
_DROP: Final = delete(_fingerprint).where(_fingerprint.c.document_id == _DOCUMENT)
_PUT_SHINGLE: Final = insert(_shingle)
_DROP_SHINGLE: Final = delete(_shingle).where(
    _shingle.c.value == bindparam("value"), _shingle.c.document_id == _DOCUMENT
)

_BATCH: Final = 200
"""Documents a transaction while sketches are made of stored texts."""

_LACKING: Final = (
    select(_document.c.id, _document.c.title, _document.c.text)
    .where(_document.c.id > bindparam("after"), ~exists().where(_fingerprint.c.document_id == _document.c.id))
    .order_by(_document.c.id)
    .limit(_BATCH)
)


def put_fingerprint(session: Session, document: int, fresh: str) -> None:
    """Keep the sketch of a document in place of what there may be."""
    stored = _stored(session, document)
    if fresh == stored:  # its findings were corrected, or read anew
        return
    _drop(session, document, stored)
    run_many(session, _PUT, [(document, fresh)])
    run_many(session, _PUT_SHINGLE, [(int(value), document) for value in fresh.split()])


def drop_fingerprint(session: Session, document: int) -> None:
    """Take a document's sketch away."""
    _drop(session, document, _stored(session, document))


def _stored(session: Session, document: int) -> str | None:
    row = next(iter(find(session, _STORED, document)), None)
    return None if row is None else str(row[0])


def _drop(session: Session, document: int, stored: str | None) -> None:
    if stored is not None:
        run_many(session, _DROP_SHINGLE, [(int(value), document) for value in stored.split()])
        run_many(session, _DROP, [(document,)])


def make_fingerprints(database: Database, progress: Progress | None = None) -> int:
    """Make the sketches of stored documents that have none by these rules; how many were made. What is interrupted goes on where
    it was: whoever has one already is not asked for again."""
    with database.session() as session:
        rules = session.scalars(select(_edition.c.rules)).all()
        if rules == [RULES]:
            return 0
        if rules:
            for table in (_shingle, _fingerprint, _edition):
                session.execute(delete(table))
        of = session.scalar(text("SELECT (SELECT count(*) FROM document) - count(*) FROM fingerprint")) or 0
    made, after = 0, -1
    while True:
        with database.session() as session:
            batch = session.execute(_LACKING, {"after": after}).all()
            for number, title, words in batch:
                # As `entries` puts them together: the title's words, then as many of the text's as are compared at most.
                put_fingerprint(session, number, sketch_of([*forms(title or ""), *forms(words)[:MOST_WORDS]]))
            if not batch:
                session.execute(delete(_edition))  # another process may have made them meanwhile
                session.execute(insert(_edition).values(rules=RULES))
                if made:
                    mark_changed(session)
                return made
        made, after = made + len(batch), batch[-1].id
        if progress is not None:
            progress(made, of)
