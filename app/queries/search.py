"""Search over all kinds of records at once: one question, one list, the best first."""

from __future__ import annotations

from typing import Final

from app.queries.consistent import consistent
from app.queries.cursor import Position, record_cursor, record_position, seal
from app.queries.documents import DOCUMENTS
from app.queries.figures import FIGURES
from app.queries.hits import WINDOW, key_across, rank_across, shown
from app.queries.names import names_of
from app.queries.page import Noun, plan_list
from app.queries.params import (
    DocumentParams,
    FigureParams,
    ProposalParams,
    RecordParams,
    SearchParams,
    StatementParams,
)
from app.queries.proposals import PROPOSALS
from app.queries.records import RecordPage
from app.queries.statements import STATEMENTS
from app.queries.wording import Question, read_question
from app.schemas.ids import Kind
from app.store.database import Reader
from app.store.fulltext.keys import kind_of
from app.store.fulltext.read import records_of
from app.vocabulary import Vocabulary

_LISTS: Final[dict[Kind, tuple[Noun, type[RecordParams]]]] = {
    "statement": (STATEMENTS, StatementParams),
    "proposal": (PROPOSALS, ProposalParams),
    "figure": (FIGURES, FigureParams),
    "document": (DOCUMENTS, DocumentParams),
}
_USUAL: Final[tuple[Kind, ...]] = ("statement", "proposal", "figure")


@consistent
def find_hits(reader: Reader, vocabulary: Vocabulary, params: SearchParams) -> RecordPage:
    """A page of what was found, each hit rendered as a `…Hit`; see `find_records` for what it raises."""
    version = reader.data_version()
    kinds: tuple[Kind, ...] = tuple(dict.fromkeys(params.kind)) or _USUAL
    plans = []
    question = read_question(params.q, names_of(vocabulary))
    for noun, model in (_LISTS[kind] for kind in kinds):
        plans.append(plan_list(reader, vocabulary, noun, params.of(model), question))
    bound = seal("search", *kinds, *(plan.bound.hex() for plan in plans))
    edge = record_position(params.cursor, bound) if params.cursor else None
    notes = dict.fromkeys(note for plan in plans for note in plan.notes)
    searches = [plan.search for plan in plans if plan.search]
    for each in searches:
        each.window = WINDOW // len(kinds)
    # Of the first page's hits the others need no place among all kinds.
    most = None if edge else params.limit + 1
    ranks = sorted(
        (rank_across(rank) for each in searches for rank in each.ranks(reader)[:most]), reverse=True
    )
    notes |= dict.fromkeys(note for each in searches for note in each.notes())
    total = sum(each.hits.count(reader) for each in searches) if params.count == "exact" else None
    page, more = _cut(ranks, edge, params.limit)
    back = edge is not None and edge.back
    following = record_cursor(bound, Position("", page[-1])) if page and (more or back) else None
    before = (
        record_cursor(bound, Position("", page[0], back=True))
        if page and edge and (more or not back)
        else None
    )
    return RecordPage(
        _rendered(reader, question, page) if page else [],
        following,
        version,
        tuple(notes),
        total,
        before,
    )


def _cut(ranks: list[int], edge: Position | None, most: int) -> tuple[list[int], bool]:
    """The ranks of a page, and whether there are more on its far side."""
    if edge is not None and edge.back:
        ahead = [rank for rank in ranks if rank > edge.id]
        return ahead[-most:], len(ahead) > most
    if edge is not None:
        ranks = [rank for rank in ranks if rank < edge.id]
    return ranks[:most], len(ranks) > most


def _rendered(reader: Reader, question: Question, page: list[int]) -> list[bytes]:
    keys = [key_across(rank) for rank in page]
    kinds: dict[Kind, list[int]] = {}
    for key in keys:
        kinds.setdefault(kind_of(key), []).append(key)
    records: dict[int, bytes] = {}
    for kind, found in kinds.items():
        records |= records_of(reader, kind, found)
    hits = shown(reader, question, [(key, records[key]) for key in keys])
    return [
        b'{"kind":"%b","hit":%b,"record":%b}' % (kind_of(key).encode(), hit, records[key])
        for key, hit in zip(keys, hits, strict=True)
    ]


def leaders_named(vocabulary: Vocabulary, asked: str) -> list[str]:
    """Ids of the vocabulary's leaders whom a question names, in any form and spelling that a search knows them by."""
    parts = read_question(asked, names_of(vocabulary)).parts()
    return list(dict.fromkeys(leader for part in parts if part.named for leader in part.named.leaders))
