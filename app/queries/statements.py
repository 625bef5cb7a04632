"""Statements: parameters -> a page of rendered records; an id -> one."""

from __future__ import annotations

from typing import Final

from app.errors import NotFound
from app.queries.consistent import consistent
from app.queries.page import Noun, RecordPage, find_records, record
from app.queries.params import StatementParams
from app.schemas.ids import parse
from app.store.database import Reader
from app.vocabulary import Vocabulary

STATEMENTS: Final = Noun("statement", "statement", pairs=(("leader", "topic"),))


@consistent
def find_statements(reader: Reader, vocabulary: Vocabulary, params: StatementParams) -> RecordPage:
    """A page of statements; see `find_records` for what it raises."""
    return find_records(reader, vocabulary, STATEMENTS, params)


@consistent
def get_statement(reader: Reader, shown: str) -> bytes:
    """One statement by its shown id; `NotFound` if it is not stored."""
    found = record(reader, STATEMENTS.table, parse(shown, "statement"))
    if found is None:
        raise NotFound(f"There is no statement {shown}: it may have gone with a new version of its document.")
    return found
