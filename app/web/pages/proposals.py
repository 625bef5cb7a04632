"""Proposals: lists and single ones."""

from __future__ import annotations

from typing import Final

from app.queries.choices import ProposalView
from app.queries.params import ProposalParams
from app.queries.proposals import PROPOSALS
from app.schemas.common import ProposalId
from app.web.lists import Listed, show_list
from app.web.page import Page, PageParams, PageRouter
from app.web.records import show_record
from app.web.view import View

router = PageRouter()

LISTED: Final = Listed(
    "proposal",
    facets=("topic", "leader", "addressee", "summit", "year", "language"),
    fields=("date_from", "date_to", "attribution"),
)


@router.page("/proposals", ProposalParams)
async def show_proposals(view: View, params: ProposalParams) -> Page:
    """A page of the list of proposals."""
    return await show_list(view, params, LISTED)


@router.page("/proposals/{id}")
async def show_proposal(view: View, params: PageParams, id: str) -> Page:
    """One proposal: who proposes it to whom, and the statement that it is part of."""
    return await show_record(view, PROPOSALS, ProposalId, id, ProposalView(include=["context", "statement"]))
