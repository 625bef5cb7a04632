"""A person's verdict on a finding, written down with what was there before, and the finding's document written anew with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.domain.findings import Extraction, Figure, Proposal, Statement
from app.domain.kinds import Review
from app.errors import Outdated
from app.schemas.ids import Kind, show
from app.store.jsontext import moment
from app.store.overlay import values_of
from app.store.prepared import insert_rows
from app.store.render import number
from app.store.save import rewrite
from app.store.stored import read_extraction
from app.store.tables import CorrectionRow, FigureRow, ProposalRow, StatementRow, table_of
from app.vocabulary import Vocabulary

_TABLES: Final[dict[Kind, Table]] = {
    "statement": table_of(StatementRow),
    "proposal": table_of(ProposalRow),
    "figure": table_of(FigureRow),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody makes of one finding. `changes` are as `overlay.Changes` tells; `by` names who, `why` is his reason."""

    review: Review
    changes: Mapping[str, Any]
    by: str
    why: str | None = None


def give_verdict(
    session: Session,
    kind: Kind,
    key: int,
    verdict: Verdict,
    *,
    revision: int,
    vocabulary: Vocabulary,
    now: datetime,
) -> bool:
    """Lay a verdict over a finding of that `revision`; False if it is not stored. `now` carries its time zone.

    Raises `Outdated` where the finding has another revision by now.
    """
    table = _TABLES[kind]
    found = session.execute(
        select(table.c.document_id, table.c.revision, table.c.record).where(table.c.id == key)
    ).one_or_none()
    if found is None:
        return False
    if found.revision != revision:
        raise Outdated(
            f"The {kind} {show(kind, key)} has revision {found.revision}, and not {revision}: read it again, then decide."
        )
    extraction = read_extraction(session, found.document_id, vocabulary)
    assert extraction is not None, "its document is stored as long as a finding is"
    insert_rows(
        session,
        table_of(CorrectionRow),
        [
            {
                "record_id": key,
                "kind": kind,
                "document_id": found.document_id,
                "at": moment(now),
                "by": verdict.by,
                "why": verdict.why,
                "review": verdict.review.value,
                "changes": dict(verdict.changes),
                "before": values_of(_finding(extraction, kind, key), verdict.changes),
                "revision": revision,
                "record": found.record,
            }
        ],
    )
    rewrite(session, extraction, vocabulary=vocabulary)
    return True


def _finding(extraction: Extraction, kind: Kind, key: int) -> Statement | Proposal | Figure:
    numbers = number(extraction)
    lists: dict[Kind, tuple[Sequence[int], Sequence[Statement | Proposal | Figure]]] = {
        "statement": (numbers.statements, extraction.statements),
        "proposal": (numbers.proposals, extraction.proposals),
        "figure": (numbers.figures, extraction.figures),
    }
    ids, findings = lists[kind]
    return findings[ids.index(key)]
