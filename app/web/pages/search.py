"""The one search box: records by their words, and the people, topics, metrics, summits and countries that the words name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final

from pydantic import Field
from pydantic_core import from_json
from starlette.responses import RedirectResponse, Response

from app.queries.choices import LabelsIn
from app.queries.consistent import consistent
from app.queries.countries import find_countries
from app.queries.leaders import find_leaders, get_leader
from app.queries.metrics import find_metrics
from app.queries.params import LONGEST_NAME, LONGEST_QUESTION, NAME, SearchParams
from app.queries.records import RecordPage
from app.queries.search import find_hits, leaders_named
from app.queries.summits import find_summits
from app.queries.term_params import (
    CountryParams,
    LeaderParams,
    MetricParams,
    SummitParams,
    TermParams,
    TopicParams,
)
from app.queries.topics import find_topics
from app.schemas.ids import PREFIXES, parse
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.web.lists import check_params, form_fields, hidden_pairs
from app.web.page import Data, Page, PageRouter
from app.web.view import Record, View

router = PageRouter()

ENTRIES: Final = 5
"""Entries of each list that are shown beside what was found."""

_LISTS: Final[dict[str, tuple[Callable[..., RecordPage], type[TermParams]]]] = {
    "leaders": (find_leaders, LeaderParams),
    "topics": (find_topics, TopicParams),
    "metrics": (find_metrics, MetricParams),
    "summits": (find_summits, SummitParams),
    "countries": (find_countries, CountryParams),
}
_NAME: Final = re.compile(NAME)


class SearchPageParams(SearchParams):
    """What can be asked of the search: nothing at first."""

    q: Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)] | None = None  # type: ignore[assignment]
    lang: LabelsIn = None


@router.page("/search", SearchPageParams)
async def show_search(view: View, params: SearchPageParams) -> Page | Response:
    """What was found, the best first; an id leads to its record. Raises what the API's search raises."""
    check_params(params, "search")
    fields = ("q", "date_from", "date_to")
    values: dict[str, Any] = {
        "fields": form_fields(view, SearchPageParams, fields),
        "hidden": hidden_pairs(view, SearchPageParams, fields),
        "entries": {},
        "hits": [],
        "total": None,
        "notes": (),
        "next": None,
        "prev": None,
        "q": params.q,
    }
    if params.q is None:
        return Page("search.html", values)
    if place := _record(params.q.strip()):
        return RedirectResponse(view.to(*place), status_code=303)
    asked = SearchParams.model_validate(
        {**params.model_dump(exclude_unset=True, exclude={"lang"}), "count": "exact"}
    )
    await view.service.awake(params.q)
    found: RecordPage = await view.service.read(find_hits, view.service.vocabulary, asked)
    if params.cursor is None:
        values["entries"] = await view.service.read(_entries, view.service.vocabulary, params.q)
    hits = [from_json(hit) for hit in found.records]
    values |= {
        "hits": [{**hit, "pieces": list(_pieces(hit["hit"]))} for hit in hits],
        "total": found.total,
        "notes": found.notes,
        "next": view.here(cursor=found.next) if found.next else None,
        "prev": view.here(cursor=found.prev) if found.prev else None,
    }
    return Page("search.html", values, Data(json=view.data()))


def _record(q: str) -> tuple[str, str] | None:
    """Noun and id where a question is nothing but the id of a record."""
    noun = next((kind for kind, prefix in PREFIXES.items() if q.startswith(f"{prefix}-")), None)
    if noun is None:
        return None
    try:
        parse(q)
    except ValueError:
        return None
    return f"{noun}s", q


@consistent
def _entries(reader: Reader, vocabulary: Vocabulary, q: str) -> dict[str, list[Record]]:
    """Entries of the vocabulary whose names hold the words, and people whom they name in any form; by noun."""
    found: dict[str, list[Record]] = {}
    if len(q) <= LONGEST_NAME and _NAME.match(q):
        for noun, (find, model) in _LISTS.items():
            page = find(reader, vocabulary, model(name=q, limit=ENTRIES, sort="-count"))
            found[noun] = [from_json(record) for record in page.records]
    listed = {entry["id"] for entry in found.get("leaders", ())}
    named = [id for id in leaders_named(vocabulary, q) if id not in listed][:ENTRIES]
    found["leaders"] = [
        *(from_json(get_leader(reader, vocabulary, id)) for id in named),
        *found.get("leaders", ()),
    ]
    return {noun: entries for noun, entries in found.items() if entries}


def _pieces(hit: Record) -> Iterator[tuple[str, bool]]:
    """A snippet cut at its highlights: text, and whether it is one."""
    at = 0
    snippet: str = hit["snippet"]
    for each in hit["highlights"]:
        yield snippet[at : each["start"]], False
        yield snippet[each["start"] : each["end"]], True
        at = each["end"]
    yield snippet[at:], False
