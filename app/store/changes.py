"""What happened to records, kept for those who hold a copy: one row a record, and what is left of those that are removed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.schemas.ids import Kind
from app.store.prepared import run_many
from app.store.transactions import mark_changed, next_version

What = Literal["added", "changed", "removed"]

# A record that was removed may come back, so that its row is there already.
_PUT = text(
    "INSERT INTO change (record_id, kind, document_id, what, version)"
    " VALUES (:record_id, :kind, :document_id, :what, :version)"
    " ON CONFLICT (record_id) DO UPDATE SET what = excluded.what, version = excluded.version"
)


class Change(NamedTuple):
    """What happened to one record; `document` is its own id if it is a document. In the order of the columns."""

    record: int
    kind: Kind
    document: int
    what: What


def put_changes(session: Session, changes: Iterable[Change]) -> None:
    """Remember changes under the version that this transaction gives the data."""
    version = next_version(session)
    run_many(session, _PUT, [(*change, version) for change in changes])
    mark_changed(session)
