"""Summits: their list, and what was said at one."""

from __future__ import annotations

from app.queries.params import DocumentParams, FigureParams, ProposalParams, StatementParams, TermId
from app.queries.summits import find_summits, get_summit
from app.queries.term_params import SummitParams
from app.web.entries import Fact, Told, entry_told, section, show_entries, show_entry
from app.web.page import Page, PageParams, PageRouter, checked
from app.web.view import Record, View

router = PageRouter()


@router.page("/summits", SummitParams)
async def show_summits(view: View, params: SummitParams) -> Page:
    """The list of summits."""
    return await show_entries(view, params, "summits", find_summits, ("series", "country"))


@router.page("/summits/{id}")
async def show_summit(view: View, params: PageParams, id: str) -> Page:
    """One summit: where and when, who spoke of what."""
    id = checked(TermId, id)
    sections = (
        section("statement", StatementParams, "leader", "topic", "act", "country", summit=id),
        section("proposal", ProposalParams, "leader", "topic", summit=id),
        section("figure", FigureParams, "metric", "reporter", summit=id),
        section("document", DocumentParams, summit=id),
    )
    return await show_entry(view, "summits", id, get_summit, sections, _facts)


def _facts(view: View, summit: Record) -> list[Fact]:
    series, country = summit["series"], summit["country"]
    facts = [Fact("series", [entry_told(view, series, view.to("summits", series=series["id"]))])]
    if summit["number"]:
        facts.append(Fact("number", [Told(str(summit["number"]))]))
    if place := summit["place"].get(view.language) or next(iter(summit["place"].values()), ""):
        facts.append(Fact("place", [Told(place)]))
    if country:
        facts.append(Fact("country", [entry_told(view, country, view.to("countries", country["id"]))]))
    if summit["start"]:
        days = view.words.period(summit["start"], summit["end"] or summit["start"])
        facts.append(Fact("days", [Told(days)]))
    return facts
