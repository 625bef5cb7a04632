"""Proposals: parameters -> a page of rendered records."""

from __future__ import annotations

from typing import Final

from app.queries.page import Noun
from app.queries.params import ProposalParams
from app.queries.records import RecordPage, find_records
from app.schemas.common import LabelLanguage
from app.store.database import Reader
from app.vocabulary import Vocabulary

PROPOSALS: Final = Noun("proposal", "proposal", pairs=(("leader", "topic"),))


def find_proposals(
    reader: Reader, vocabulary: Vocabulary, params: ProposalParams, language: LabelLanguage = "en"
) -> RecordPage:
    """A page of proposals; see `find_records` for what it raises."""
    return find_records(reader, vocabulary, PROPOSALS, params, language)
