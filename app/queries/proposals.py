"""Proposals: parameters -> a page of rendered records; an id -> one."""

from __future__ import annotations

from typing import Final

from app.errors import NotFound
from app.queries.consistent import consistent
from app.queries.page import Noun, RecordPage, find_records, record
from app.queries.params import ProposalParams
from app.schemas.ids import parse
from app.store.database import Reader
from app.vocabulary import Vocabulary

PROPOSALS: Final = Noun("proposal", "proposal", pairs=(("leader", "topic"),))


@consistent
def find_proposals(reader: Reader, vocabulary: Vocabulary, params: ProposalParams) -> RecordPage:
    """A page of proposals; see `find_records` for what it raises."""
    return find_records(reader, vocabulary, PROPOSALS, params)


@consistent
def get_proposal(reader: Reader, shown: str) -> bytes:
    """One proposal by its shown id; `NotFound` if it is not stored."""
    found = record(reader, PROPOSALS.table, parse(shown, "proposal"))
    if found is None:
        raise NotFound(f"There is no proposal {shown}: it may have gone with a new version of its document.")
    return found
