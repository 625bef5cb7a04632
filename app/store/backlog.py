"""What is made of documents that were stored by a program that made none: once, after the migrations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import Column, delete, func, select
from sqlalchemy.orm import Session

from app.store.database import Database
from app.store.fulltext.keep import Progress
from app.store.tables import StateRow, table_of
from app.vocabulary import Vocabulary

_state = table_of(StateRow)

_BATCH: Final = 100
"""Documents a transaction."""


def make_for_stored(
    database: Database,
    load: Callable[[], Vocabulary],
    *,
    key: str,
    documents: Column[int],
    make: Callable[[Session, int, Vocabulary], None],
    progress: Progress | None,
) -> int:
    """Make something of each stored document that `documents`, a column of ids, holds; of how many.

    `key` is that of the row of `store_state` which holds the last document that is done, as long as there are some that are not. What is
    interrupted goes on where it was.
    """
    row = _state.c.key == key
    last = select(_state.c.value).where(row)
    made = 0
    with database.session() as session:
        after = session.scalar(last)
        if after is None:
            return 0
        of = session.scalar(select(func.count(documents.distinct())).where(documents > after)) or 0
        if not of:  # a new database: nothing is loaded for nothing
            session.execute(delete(_state).where(row))
            return 0
    vocabulary = load()
    while True:
        with database.session() as session:
            after = session.scalar(last)
            if after is None:  # another process has made the rest
                return made
            batch = session.scalars(
                select(documents).where(documents > after).distinct().order_by(documents).limit(_BATCH)
            ).all()
            for document in batch:
                make(session, document, vocabulary)
            if not batch:
                session.execute(delete(_state).where(row))
                return made
            session.execute(_state.update().where(row).values(value=batch[-1]))
        made += len(batch)
        if progress is not None:
            progress(made, max(made, of))
