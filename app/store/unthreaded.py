"""Threads of proposals that were stored before there were any: made once, after the migrations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.store.backlog import make_for_stored
from app.store.corrections import read_overlays
from app.store.database import Database
from app.store.fulltext.keep import Progress
from app.store.overlay import reviews_of
from app.store.prepared import insert_rows
from app.store.render import number
from app.store.stored import read_extraction
from app.store.tables import StatementRow, table_of
from app.store.thread_tables import VoicingRow
from app.store.threads import touch, voiced_in, voicing_rows
from app.vocabulary import Vocabulary

_statement, _voicing = table_of(StatementRow), table_of(VoicingRow)

UNTHREADED: Final = "threads_after"
"""In `store_state`: the last document whose proposals are in threads, as long as there are some whose are not."""


def make_threads(database: Database, load: Callable[[], Vocabulary], progress: Progress | None = None) -> int:
    """Make the threads of stored documents that were written by a program that made none; of how many."""
    return make_for_stored(
        database, load, key=UNTHREADED, documents=_statement.c.document_id, make=_make, progress=progress
    )


def _make(session: Session, document: int, vocabulary: Vocabulary) -> None:
    extraction = read_extraction(session, document, vocabulary)
    assert extraction is not None, "its statements are stored"
    rows, meanings = voicing_rows(
        extraction,
        number(extraction),
        vocabulary=vocabulary,
        reviews=reviews_of(extraction, read_overlays(session, document)),
    )
    touch(session, dict.fromkeys(voiced_in(session, document)))
    session.execute(delete(_voicing).where(_voicing.c.document_id == document))
    insert_rows(session, _voicing, rows)
    touch(session, meanings)
