"""People who speak: their list, and what one of them said, of what, when, and to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import from_json

from app.errors import TooSlow
from app.queries.agenda_params import ProfileParams
from app.queries.leaders import find_leaders, get_leader
from app.queries.params import (
    ClaimParams,
    DocumentParams,
    FigureParams,
    PersonId,
    ProposalParams,
    StatementParams,
)
from app.queries.profile import get_profile
from app.queries.term_params import LeaderParams
from app.web.entries import Fact, Told, section, show_entries, show_entry
from app.web.page import Page, PageParams, PageRouter, checked
from app.web.view import Record, View

router = PageRouter()

SHOWN: Final = 10
"""Values of a list of the profile that stand open; the others are folded away."""

VALUES: Final = ("addresses", "addressed_by", "summits", "metrics")


@router.page("/leaders", LeaderParams)
async def show_leaders(view: View, params: LeaderParams) -> Page:
    """A page of the list of people."""
    return await show_entries(view, params, "leaders", find_leaders, ("country", "known"), order="-count")


@router.page("/leaders/{id:path}")
async def show_leader(view: View, params: PageParams, id: str) -> Page:
    """One person: offices, the profile, and what is stored of what was said."""
    id = checked(PersonId, id)
    profile = await _profile(view, id)
    sections = (
        section("statement", StatementParams, "year", leader=id),
        section("proposal", ProposalParams, leader=id),
        section("figure", FigureParams, leader=id),
        section("claim", ClaimParams, leader=id),
        section("document", DocumentParams, leader=id),
    )
    return await show_entry(
        view,
        "leaders",
        id,
        get_leader,
        sections,
        _facts,
        template="leader.html",
        profile=profile,
        topics=_by_year(profile) if profile else [],
        values={name: profile[name] for name in VALUES if profile[name]["values"]} if profile else {},
        shown=SHOWN,
        profile_data=(
            view.data(f"{view.path}/profile"),
            view.data(f"{view.path}/profile", format="csv"),
        ),
    )


async def _profile(view: View, id: str) -> Record | None:
    """The profile of a person; None where it cannot be counted in time, which the rest of the page need not wait for."""
    try:
        found: Record = from_json(
            await view.service.read_aside(get_profile, view.service.vocabulary, id, ProfileParams())
        )
    except TooSlow:
        return None
    return found


def _by_year(profile: Mapping[str, Any]) -> list[Record]:
    """The topics, each with its records by year (None: their day is not known)."""
    return [
        {**topic, "years": {each["year"]: each for each in topic["years"]}} for topic in profile["topics"]
    ]


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
