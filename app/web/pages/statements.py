"""Statements: lists and single ones."""

from __future__ import annotations

from typing import Final

from app.queries.choices import StatementView
from app.queries.params import StatementParams
from app.queries.statements import STATEMENTS
from app.schemas.common import StatementId
from app.web.lists import Listed, show_list
from app.web.page import Page, PageParams, PageRouter
from app.web.records import show_record
from app.web.view import View

router = PageRouter()

LISTED: Final = Listed(
    "statement",
    facets=("topic", "leader", "act", "summit", "addressee", "year", "language"),
    fields=("date_from", "date_to", "kind", "attribution"),
)


@router.page("/statements", StatementParams)
async def show_statements(view: View, params: StatementParams) -> Page:
    """A page of the list of statements."""
    return await show_list(view, params, LISTED)


@router.page("/statements/{id}")
async def show_statement(view: View, params: PageParams, id: str) -> Page:
    """One statement: who said it to whom, where it stands, and what is proposed and counted in it."""
    return await show_record(view, STATEMENTS, StatementId, id, StatementView(include=["context"]))
