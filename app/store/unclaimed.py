"""Claims of documents that were stored before there were any: made once, after the migrations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from app.store.claims import claim_rows, touch
from app.store.corrections import read_overlays
from app.store.database import Database
from app.store.fulltext.keep import Progress
from app.store.overlay import reviews_of
from app.store.prepared import insert_rows
from app.store.render import number
from app.store.stored import read_extraction
from app.store.tables import ClaimRow, FigureRow, StateRow, table_of
from app.vocabulary import Vocabulary

_claim, _figure, _state = table_of(ClaimRow), table_of(FigureRow), table_of(StateRow)

UNCLAIMED: Final = "claims_after"
"""In `store_state`: the last document whose claims are made, as long as there are some whose are not."""

_BATCH: Final = 100
"""Documents a transaction."""


def make_claims(database: Database, load: Callable[[], Vocabulary], progress: Progress | None = None) -> int:
    """Make the claims of stored documents that were written by a program that made none; of how many. What is interrupted goes on where it was."""
    made = 0
    with database.session() as session:
        after = _after(session)
        if after is None:
            return 0
        of = session.scalar(
            text("SELECT count(DISTINCT document_id) FROM figure WHERE document_id > :after"),
            {"after": after},
        )
        if not of:  # a new database: nothing is loaded for nothing
            session.execute(delete(_state).where(_state.c.key == UNCLAIMED))
            return 0
    vocabulary = load()
    while True:
        with database.session() as session:
            after = _after(session)
            if after is None:  # another process has made the rest
                return made
            batch = session.scalars(
                select(_figure.c.document_id)
                .where(_figure.c.document_id > after)
                .distinct()
                .order_by(_figure.c.document_id)
                .limit(_BATCH)
            ).all()
            for document in batch:
                _make(session, document, vocabulary)
            row = _state.c.key == UNCLAIMED
            if not batch:
                session.execute(delete(_state).where(row))
                return made
            session.execute(_state.update().where(row).values(value=batch[-1]))
        made += len(batch)
        if progress is not None:
            progress(made, max(made, of))


def _after(session: Session) -> int | None:
    return session.scalar(select(_state.c.value).where(_state.c.key == UNCLAIMED))


def _make(session: Session, document: int, vocabulary: Vocabulary) -> None:
    extraction = read_extraction(session, document, vocabulary)
    assert extraction is not None, "its figures are stored"
    rows = claim_rows(
        extraction,
        number(extraction).figures,
        document=document,
        vocabulary=vocabulary,
        reviews=reviews_of(extraction, read_overlays(session, document)),
    )
    session.execute(delete(_claim).where(_claim.c.document_id == document))
    insert_rows(session, _claim, rows)
    touch(session, (row["group_id"] for row in rows))
