"""The agenda of a summit, of a series or of a period: topics by leaders or countries, what is new, and what was not found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import from_json
from starlette.responses import RedirectResponse, Response

from app.queries.agenda import get_agenda
from app.queries.agenda_params import MOST_COLUMNS, AgendaParams
from app.queries.consistent import consistent
from app.queries.summits import find_summits
from app.queries.term_params import SummitParams
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.web.lists import MOST, check_params, hidden_pairs, set_filters
from app.web.page import Data, Page, PageRouter
from app.web.view import Record, View

router = PageRouter()

USUAL: Final = 20
"""Columns of a page: more than fit on a screen, so that the table is moved sideways already."""

STATUSES: Final = ("new", "returning", "continued")
_SCOPE: Final = ("summit", "series", "date_from", "date_to")
_ROWS_AND_COLUMNS: Final = ("leader", "country", "topic")
_SILENT: Final = "`silent` "
"""The beginning of a note of the API's answer that the page words for itself, in its own language."""


@router.page("/agenda", AgendaParams)
async def show_agenda(view: View, params: AgendaParams) -> Page | Response:
    """A matrix of topics. Without a scope that of the newest summit of which there are documents. Raises what the API's agenda raises."""
    check_params(params, "agenda")
    summits = await view.service.read_aside(_summits, view.service.vocabulary)
    if summits and not any(getattr(params, name) for name in _SCOPE):
        return RedirectResponse(view.here(summit=summits[0]["id"]), status_code=303)
    limit = params.limit if "limit" in params.model_fields_set else USUAL
    asked = params.model_copy(update={"limit": limit, "lang": None})
    agenda = from_json(await view.service.read_aside(get_agenda, view.service.vocabulary, asked))
    columns = {column["id"]: column for column in agenda["columns"]}
    return Page(
        "agenda.html",
        {
            "agenda": agenda,
            "summits": _offered(summits, agenda),
            "topics": [
                {**topic, "cells": {cell["id"]: cell for cell in topic["cells"]}}
                for topic in agenda["topics"]
            ],
            "by_status": _by_status(agenda),
            "silent": [
                {"topic": topic, "columns": [columns[each] for each in topic["silent"]]}
                for topic in agenda["topics"]
                if topic["silent"]
            ],
            "notes": [note for note in agenda["notes"] if not note.startswith(_SILENT)],
            "filters": [each for each in await set_filters(view) if each.name in _ROWS_AND_COLUMNS],
            "hidden": [
                pair
                for pair in hidden_pairs(view, AgendaParams, ("by", *_SCOPE))
                # A leader's column is none of countries', which the form can ask for.
                if pair[0] != "leader"
            ],
            "all": view.here(limit=MOST) if limit + agenda["others"] <= MOST else None,
        },
        Data(json=view.data(limit=str(limit)), csv=view.data(format="csv", limit=None)),
    )


@consistent
def _summits(reader: Reader, vocabulary: Vocabulary) -> list[Record]:
    """The summits of which there are documents, newest first."""
    found: list[Record] = []
    cursor = None
    while True:
        page = find_summits(reader, vocabulary, SummitParams(limit=MOST_COLUMNS, cursor=cursor))
        found += [summit for record in page.records if (summit := from_json(record))["counts"]["documents"]]
        cursor = page.next
        if cursor is None:
            return found


def _offered(summits: list[Record], agenda: Mapping[str, Any]) -> list[Record]:
    """The summits to choose from; the one that is shown is always one of them."""
    shown = agenda["summit"]
    if shown is None or any(each["id"] == shown["id"] for each in summits):
        return summits
    return [shown, *summits]


def _by_status(agenda: Mapping[str, Any]) -> dict[str, list[Record]]:
    """Status -> topics, only of what there is; none where nothing is compared."""
    found = {
        status: [topic for topic in agenda["topics"] if topic["status"] == status] for status in STATUSES
    }
    return {status: topics for status, topics in found.items() if topics}
