"""Claims of documents that were stored before there were any: made once, after the migrations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.store.backlog import make_for_stored
from app.store.claims import claim_rows, touch
from app.store.corrections import read_overlays
from app.store.database import Database
from app.store.fulltext.keep import Progress
from app.store.overlay import reviews_of
from app.store.prepared import insert_rows
from app.store.render import number
from app.store.stored import read_extraction
from app.store.tables import ClaimRow, FigureRow, table_of
from app.vocabulary import Vocabulary

_claim, _figure = table_of(ClaimRow), table_of(FigureRow)

UNCLAIMED: Final = "claims_after"
"""In `store_state`: the last document whose claims are made, as long as there are some whose are not."""


def make_claims(database: Database, load: Callable[[], Vocabulary], progress: Progress | None = None) -> int:
    """Make the claims of stored documents that were written by a program that made none; of how many."""
    return make_for_stored(
        database, load, key=UNCLAIMED, documents=_figure.c.document_id, make=_make, progress=progress
    )


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
