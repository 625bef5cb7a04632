"""Countries and blocs: their list, and what is said for one and about it."""

from __future__ import annotations

from app.queries.countries import find_countries, get_country
from app.queries.params import (
    ClaimParams,
    DocumentParams,
    FigureParams,
    PlaceId,
    ProposalParams,
    StatementParams,
)
from app.queries.term_params import CountryParams
from app.web.entries import Fact, Told, entry_told, section, show_entries, show_entry
from app.web.page import Page, PageParams, PageRouter, checked
from app.web.view import Record, View

router = PageRouter()


@router.page("/countries", CountryParams)
async def show_countries(view: View, params: CountryParams) -> Page:
    """The list of countries and blocs."""
    return await show_entries(view, params, "countries", find_countries, ("kind",), order="-count")


@router.page("/countries/{id}")
async def show_country(view: View, params: PageParams, id: str) -> Page:
    """One country or bloc: what its leaders say, and figures about it."""
    id = checked(PlaceId, id)
    sections = (
        section("statement", StatementParams, "leader", "topic", "year", "summit", country=id),
        section("proposal", ProposalParams, "topic", country=id),
        section("figure", FigureParams, "metric", "year", country=id),
        section("claim", ClaimParams, "metric", country=id),
        section("document", DocumentParams, country=id),
    )
    return await show_entry(view, "countries", id, get_country, sections, _facts)


def _facts(view: View, country: Record) -> list[Fact]:
    facts = [
        Fact("kind", [Told(view.words(f"kind.{country['kind']}"))]),
        Fact("leaders", [Told(view.words("entry.its_leaders"), view.to("leaders", country=country["id"]))]),
    ]
    members = [entry_told(view, member, view.to("countries", member["id"])) for member in country["members"]]
    return [*facts, *([Fact("members", members)] if members else [])]
