"""Statements: parameters -> a page of rendered records."""

from __future__ import annotations

from typing import Final

from app.queries.page import Noun
from app.queries.params import StatementParams
from app.queries.records import RecordPage, find_records
from app.schemas.common import LabelLanguage
from app.store.database import Reader
from app.vocabulary import Vocabulary

STATEMENTS: Final = Noun("statement", "statement", pairs=(("leader", "topic"),))


def find_statements(
    reader: Reader, vocabulary: Vocabulary, params: StatementParams, language: LabelLanguage = "en"
) -> RecordPage:
    """A page of statements; see `find_records` for what it raises."""
    return find_records(reader, vocabulary, STATEMENTS, params, language)
