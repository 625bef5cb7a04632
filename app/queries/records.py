"""A page of records: the walk over the page index, the way to the pages beside, and what is told of the whole list."""

from __future__ import annotations

from dataclasses import dataclass

from app.queries.consistent import consistent
from app.queries.cursor import Position, record_cursor
from app.queries.cut import View, cut_records
from app.queries.facet_labels import label_facets
from app.queries.facets import count_facets
from app.queries.hits import key_of_rank, shown
from app.queries.page import Noun, count_records, one_record, plan_list, walk
from app.queries.params import ListParams
from app.schemas.common import LabelLanguage
from app.store.database import Reader
from app.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Rendered records as JSON, and what a reader must know of the list, facets rendered as well. `next` and `prev` are cursors, None on the last and first page."""

    records: list[bytes]
    next: str | None
    data_version: int
    notes: tuple[str, ...] = ()
    total: int | None = None
    prev: str | None = None
    facets: dict[str, bytes] | None = None


@consistent
def find_records(
    reader: Reader, vocabulary: Vocabulary, noun: Noun, params: ListParams, language: LabelLanguage = "en"
) -> RecordPage:
    """A page of a list; `language` is that of the one label that values of facets have.

    Raises `NotFound` for a filter's value that nothing goes by, and for a cursor of another list.
    """
    version = reader.data_version()
    plan = plan_list(reader, vocabulary, noun, params)
    total = count_records(reader, plan) if params.count == "exact" else None
    facets = None
    if params.facets:
        counted = count_facets(reader, plan, params.facets, params.facet_limit)
        facets = label_facets(reader, vocabulary, counted, language)
    edge = plan.after
    back = edge is not None and edge.back
    rows = walk(reader, plan, edge, params.limit + 1)
    more = len(rows) > params.limit
    if more:
        rows = rows[1:] if back else rows[:-1]
    # Whoever comes with a cursor has been where it was made: there is something on that side.
    following = record_cursor(plan.bound, Position(*rows[-1][:2])) if rows and (more or back) else None
    before = (
        record_cursor(plan.bound, Position(*rows[0][:2], back=True))
        if rows and edge and (more or not back)
        else None
    )
    notes = plan.notes
    if edge and not rows and not notes:
        notes += ("All that lay on this side of the cursor is gone; begin again without a cursor.",)
    records = cut_records(reader, noun, params, [row[2] for row in rows])
    if plan.search:
        notes += plan.search.notes()
        hits = shown(reader, plan.search.question, [(key_of_rank(row[1]), row[2]) for row in rows])
        records = [record[:-1] + b',"hit":' + hit + b"}" for record, hit in zip(records, hits, strict=True)]
    return RecordPage(records, following, version, notes, total, before, facets)


@consistent
def find_record(reader: Reader, noun: Noun, shown: str, view: View) -> bytes:
    """One record by its shown id, rendered as it is asked for; raises what `one_record` raises."""
    [record] = cut_records(reader, noun, view, [one_record(reader, noun, shown)])
    return record
