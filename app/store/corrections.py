"""What people made of findings, as rows that are never changed, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.domain.kinds import Review
from app.store.overlay import Overlay
from app.store.prepared import find
from app.store.tables import CorrectionRow, table_of

_correction: Final = table_of(CorrectionRow)
_MADE: Final = (
    select(_correction.c.record_id, _correction.c.review, _correction.c.changes)
    .where(_correction.c.document_id == bindparam("document"))
    .order_by(_correction.c.id)
)


def read_overlays(session: Session, document: int) -> dict[int, Overlay]:
    """Finding -> what all that was made of it comes to: the last verdict, the last value of each field that was changed."""
    found: dict[int, Overlay] = {}
    for row in find(session, _MADE, document):
        number, review, told = tuple(row)
        before: Mapping[str, Any] = found[number].changes if number in found else {}
        changes = from_json(told) if isinstance(told, str) else told
        found[number] = Overlay(Review(review), {**before, **changes})
    return found
