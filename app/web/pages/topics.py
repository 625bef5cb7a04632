"""Topics: their list, and what is said about one."""

from __future__ import annotations

from app.queries.params import (
    ClaimParams,
    DocumentParams,
    FigureParams,
    ProposalParams,
    StatementParams,
    TermId,
)
from app.queries.term_params import TopicParams
from app.queries.topics import find_topics, get_topic
from app.web.entries import section, show_entries, show_entry
from app.web.page import Page, PageParams, PageRouter, checked
from app.web.view import View

router = PageRouter()


@router.page("/topics", TopicParams)
async def show_topics(view: View, params: TopicParams) -> Page:
    """The list of topics."""
    return await show_entries(view, params, "topics", find_topics, ())


@router.page("/topics/{id}")
async def show_topic(view: View, params: PageParams, id: str) -> Page:
    """One topic: who speaks of it, when, and what is said."""
    id = checked(TermId, id)
    sections = (
        section("statement", StatementParams, "leader", "year", "summit", "act", topic=id),
        section("proposal", ProposalParams, "leader", topic=id),
        section("figure", FigureParams, "metric", topic=id),
        section("claim", ClaimParams, topic=id),
        section("document", DocumentParams, topic=id),
    )
    return await show_entry(view, "topics", id, get_topic, sections, lambda *_: [])
