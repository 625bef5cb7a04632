"""People who speak: their list, and what one of them said."""

from __future__ import annotations

from app.queries.leaders import find_leaders, get_leader
from app.queries.params import (
    ClaimParams,
    DocumentParams,
    FigureParams,
    PersonId,
    ProposalParams,
    StatementParams,
)
from app.queries.term_params import LeaderParams
from app.web.entries import Fact, Told, section, show_entries, show_entry
from app.web.page import Page, PageParams, PageRouter, checked
from app.web.view import Record, View

router = PageRouter()


@router.page("/leaders", LeaderParams)
async def show_leaders(view: View, params: LeaderParams) -> Page:
    """A page of the list of people."""
    return await show_entries(view, params, "leaders", find_leaders, ("country", "known"))


@router.page("/leaders/{id:path}")
async def show_leader(view: View, params: PageParams, id: str) -> Page:
    """One person: offices, and what is stored of what was said."""
    id = checked(PersonId, id)
    sections = (
        section("statement", StatementParams, "topic", "year", "addressee", "summit", leader=id),
        section("proposal", ProposalParams, leader=id),
        section("figure", FigureParams, "metric", leader=id),
        section("claim", ClaimParams, leader=id),
        section("document", DocumentParams, leader=id),
    )
    return await show_entry(view, "leaders", id, get_leader, sections, _facts)


def _facts(view: View, leader: Record) -> list[Fact]:
    offices = [
        Told(_office(view, office), view.to("countries", office["country"]["id"]))
        for office in leader["offices"]
    ]
    own = view.label(leader)
    names = {name: language for language, each in leader["names"].items() for name in each if name != own}
    facts = [Fact("office", offices), Fact("other_names", [Told(name, None, names[name]) for name in names])]
    if leader["first_seen"]:
        facts.append(Fact("seen", [Told(view.words.period(leader["first_seen"], leader["last_seen"]))]))
    if not leader["known"]:
        facts.append(Fact("known", [Told(view.words("known.false"))]))
    return [fact for fact in facts if fact.values]


def _office(view: View, office: Record) -> str:
    since, until = (str(office[end])[:4] if office[end] else "" for end in ("since", "until"))
    years = since if since == until else f"{since}–{until}"
    told = f"{view.office(office['office'])}, {view.label(office['country'])}"
    return f"{told} ({years})" if years else told
