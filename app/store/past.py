"""What findings were before they were changed or removed, kept so that they can be shown as they were at any time since."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.schemas.ids import Kind
from app.store.past_tables import PastRow
from app.store.prepared import insert_rows
from app.store.tables import ChangeRow, table_of
from app.store.transactions import next_version

_past, _change = table_of(PastRow), table_of(ChangeRow)
_BATCH: Final = 500


def keep_past(session: Session, replaced: Mapping[int, tuple[Kind, str]]) -> None:
    """Keep these renderings, by number, which this transaction replaces or removes. Before its own changes are put down: theirs tell since when.

    What came and goes within one transaction was never seen, and is not kept.
    """
    until, numbers = next_version(session), iter(sorted(replaced))
    while batch := list(islice(numbers, _BATCH)):
        came = select(_change.c.record_id, _change.c.what, _change.c.version).where(
            _change.c.record_id.in_(batch)
        )
        insert_rows(
            session,
            _past,
            [
                {
                    "record_id": number,
                    "until_version": until,
                    "since_version": since,
                    "kind": replaced[number][0],
                    "added": what == "added",
                    "record": replaced[number][1],
                }
                for number, what, since in session.execute(came)
                if since < until
            ],
        )
