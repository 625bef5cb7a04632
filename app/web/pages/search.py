"""The one search box: records by their words, and the people, topics, metrics, summits and countries that the words name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Final

from anyio.to_thread import run_sync
from pydantic import Field
from pydantic_core import from_json
from starlette.responses import RedirectResponse, Response

from app.queries.choices import LabelsIn
from app.queries.consistent import consistent
from app.queries.countries import find_countries, get_country
from app.queries.leaders import find_leaders, get_leader
from app.queries.metrics import find_metrics, get_metric
from app.queries.params import LONGEST_NAME, LONGEST_QUESTION, NAME, SearchParams
from app.queries.records import RecordPage
from app.queries.search import find_hits, leaders_named
from app.queries.summits import find_summits, get_summit
from app.queries.tallies import tallies
from app.queries.term_params import (
    CountryParams,
    LeaderParams,
    MetricParams,
    SummitParams,
    TermParams,
    TopicParams,
)
from app.queries.topics import find_topics, get_topic
from app.schemas.ids import PREFIXES, parse
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.web.lists import check_params, form_fields, hidden_pairs, turned
from app.web.named import named_entries
from app.web.page import Data, Page, PageRouter
from app.web.view import Record, View

router = PageRouter()

ENTRIES: Final = 5
"""Entries of each list that are shown beside what was found."""

_LISTS: Final[dict[str, tuple[str, Callable[..., RecordPage], type[TermParams], Callable[..., bytes]]]] = {
    "leaders": ("leader", find_leaders, LeaderParams, get_leader),
    "topics": ("topic", find_topics, TopicParams, get_topic),
    "metrics": ("metric", find_metrics, MetricParams, get_metric),
    "summits": ("summit", find_summits, SummitParams, get_summit),
    "countries": ("country", find_countries, CountryParams, get_country),
}
"""Noun -> the field of records that go by its entries, its list, what can be asked of it, and one entry."""

_NAME: Final = re.compile(NAME)


class SearchPageParams(SearchParams):
    """What can be asked of the search: nothing at first."""

    q: Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)] | None = None  # type: ignore[assignment]
    lang: LabelsIn = None


@router.page("/search", SearchPageParams)
async def show_search(view: View, params: SearchPageParams) -> Page | Response:
    """What was found, the best first; an id leads to its record. Raises what the API's search raises."""
    check_params(params, "search")
    fields = ("date_from", "date_to")
    values: dict[str, Any] = {
        "fields": form_fields(view, SearchPageParams, fields),
        "hidden": hidden_pairs(view, SearchPageParams, ("q", *fields)),
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
        named = await run_sync(_named, view.service.vocabulary, params.q)
        values["entries"] = await view.service.read(_entries, view.service.vocabulary, params.q, named)
    hits = [from_json(hit) for hit in found.records]
    values |= {
        "hits": [{**hit, "pieces": list(_pieces(hit["hit"]))} for hit in hits],
        "total": found.total,
        "notes": found.notes,
        **turned(view, found),
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


def _named(vocabulary: Vocabulary, q: str) -> dict[str, list[str]]:
    """Noun -> ids of entries that a question names; in a thread, since the first question takes a second."""
    return {**named_entries(vocabulary).by(q), "leaders": leaders_named(vocabulary, q)}


@consistent
def _entries(
    reader: Reader, vocabulary: Vocabulary, q: str, named: Mapping[str, list[str]]
) -> dict[str, list[Record]]:
    """By noun, the entries that are named, those first of which most is stored, and those whose names hold the very letters."""
    found: dict[str, list[Record]] = {}
    for noun, (kind, find, model, get) in _LISTS.items():
        counts = tallies(reader, kind, named.get(noun, []))
        ids = sorted(counts, key=lambda id: -counts[id].statement - counts[id].figure)[:ENTRIES]
        entries: list[Record] = [from_json(get(reader, vocabulary, id)) for id in ids]
        if len(q) <= LONGEST_NAME and _NAME.match(q):
            page = find(reader, vocabulary, model(name=q, limit=ENTRIES, sort="-count"))
            entries += [entry for entry in map(from_json, page.records) if entry["id"] not in counts]
        if entries:
            found[noun] = entries[:ENTRIES]
    return found


def _pieces(hit: Record) -> Iterator[tuple[str, bool]]:
    """A snippet cut at its highlights: text, and whether it is one."""
    at = 0
    snippet: str = hit["snippet"]
    for each in hit["highlights"]:
        yield snippet[at : each["start"]], False
        yield snippet[each["start"] : each["end"]], True
        at = each["end"]
    yield snippet[at:], False
