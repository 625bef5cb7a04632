"""`search`: words and filters -> records, the best or the newest first; where nothing fits, which filter leaves nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from pydantic_core import from_json

from app.api.dependencies import Service
from app.errors import InvalidInput
from app.mcp.answers import Answer, Item, Shown, cut_note, page_answer, sized, told
from app.mcp.arguments import SearchArguments
from app.mcp.names import resolve
from app.queries.consistent import consistent
from app.queries.documents import DOCUMENTS
from app.queries.figures import FIGURES
from app.queries.page import Noun
from app.queries.params import (
    DocumentParams,
    FigureParams,
    ListParams,
    ProposalParams,
    RecordParams,
    SearchParams,
    StatementParams,
)
from app.queries.proposals import PROPOSALS
from app.queries.records import RecordPage, find_records
from app.queries.search import find_hits
from app.queries.statements import STATEMENTS
from app.queries.tallies import tallies
from app.store.database import Reader
from app.vocabulary import Vocabulary

NAMES: Final = ("leader", "country", "topic", "metric", "summit", "addressee")

EMPTY: Final = "The library is empty: `summitry ingest PATH` reads documents into it."

_LISTS: Final[dict[str, tuple[Noun, type[RecordParams]]]] = {
    "statement": (STATEMENTS, StatementParams),
    "proposal": (PROPOSALS, ProposalParams),
    "figure": (FIGURES, FigureParams),
    "document": (DOCUMENTS, DocumentParams),
}
_SORTS: Final = {"best": "relevance", "newest": "-date", "oldest": "date"}

COUNTING: Final = 0

Filters = dict[str, Any]
Find = Callable[[Reader, Filters, int, str | None], RecordPage]
"""Filters, most records and a cursor -> a page; with `COUNTING` in place of the number: their total, too."""


async def search(service: Service, asked: SearchArguments, shown: Shown) -> Answer:
    """Records that fit. Raises `InvalidInput` for names and filters that cannot be."""
    kind = asked.kind or (
        None if asked.words and not asked.metric else "figure" if asked.metric else "statement"
    )
    if kind is None and asked.sort not in (None, "best"):
        raise InvalidInput(f"sort={asked.sort} needs a kind: name statement, proposal, figure or document.")
    model: type[SearchParams] | type[RecordParams] = SearchParams if kind is None else _LISTS[kind][1]
    for name in NAMES:
        if getattr(asked, name) and name not in model.model_fields:
            able = " or ".join(each for each, (_, list_of) in _LISTS.items() if name in list_of.model_fields)
            raise InvalidInput(
                f"{name} narrows no {kind or 'search of all kinds'}: leave it out, or set kind to {able}."
            )
    names = {name: getattr(asked, name) for name in NAMES}
    ids = await resolve(service, asked.lang, names, asked.date_to or asked.date_from)
    if answer := ids.asks_back():
        return answer
    days = {"date_from": asked.date_from, "date_to": asked.date_to}
    given: Filters = {
        **({"q": asked.words} if asked.words else {}),
        **ids.ids,
        **({"language": [asked.language]} if asked.language else {}),
        **{name: day for name, day in days.items() if day},
    }
    find: Find = (
        partial(_hits, service.vocabulary)
        if kind is None
        else partial(_listed, service.vocabulary, kind, asked.sort)
    )
    what = f"{kind}s" if kind else "statements, proposals and figures"

    def page(reader: Reader, limit: int) -> Answer:
        found = find(reader, given, limit, asked.cursor)
        items = _items(shown, kind, found)
        why = explain(reader, what, given, find) if not items and not asked.cursor else ()
        return page_answer(shown, found, items, *why)

    @consistent
    def ask(reader: Reader) -> Answer:
        return cut_note(shown, sized(partial(page, reader), asked.limit))

    await service.awake(asked.words)
    return ids.told(await service.read_aside(ask))


def _items(shown: Shown, kind: str | None, page: RecordPage) -> list[Item]:
    if kind is not None:
        return [_item(shown, kind, from_json(record)) for record in page.records]
    found = map(from_json, page.records)
    return [_item(shown, each["kind"], each["record"]) for each in found]


def _item(shown: Shown, kind: str, record: dict[str, Any]) -> Item:
    record.pop("hit", None)  # marks for people: the words are in the record
    return shown.item(kind, record)


def _hits(
    vocabulary: Vocabulary, reader: Reader, given: Filters, limit: int, cursor: str | None
) -> RecordPage:
    if "q" not in given:  # what would be found without the words
        pages = [
            _listed(vocabulary, kind, "newest", reader, given, limit, None)
            for kind in ("statement", "proposal", "figure")
        ]
        return RecordPage([], None, pages[0].data_version, total=sum(page.total or 0 for page in pages))
    return find_hits(reader, vocabulary, SearchParams(**given, cursor=cursor, **_limit(limit)))


def _listed(
    vocabulary: Vocabulary,
    kind: str,
    sort: str | None,
    reader: Reader,
    given: Filters,
    limit: int,
    cursor: str | None,
) -> RecordPage:
    noun, model = _LISTS[kind]
    order = _SORTS[sort or ("best" if "q" in given else "newest")]
    params = model(**given, sort=order, cursor=cursor, **_limit(limit))
    return find_records(reader, vocabulary, noun, params)


def _limit(limit: int) -> dict[str, Any]:
    return {"limit": 1, "count": "exact"} if limit == COUNTING else {"limit": limit}


def listed(vocabulary: Vocabulary, noun: Noun, model: type[ListParams]) -> Find:
    """The same of any list, in its own order."""

    def find(reader: Reader, given: Filters, limit: int, cursor: str | None) -> RecordPage:
        return find_records(reader, vocabulary, noun, model(**given, cursor=cursor, **_limit(limit)))

    return find


def explain(reader: Reader, what: str, given: Mapping[str, Any], find: Find) -> tuple[str, ...]:
    """Why nothing was found: what was searched, and how much there would be without each of the filters."""
    if not tallies(reader, "all", [""])[""].document:
        return (EMPTY,)
    shown = {("words" if name == "q" else name): value for name, value in given.items()}
    nothing = f"Nothing found among {what}" + (f" with {told(shown)}." if shown else ".")
    without = {}
    for name in given if len(given) > 1 else ():
        rest = {other: value for other, value in given.items() if other != name}
        without["words" if name == "q" else name] = find(reader, rest, COUNTING, None).total or 0
    if not without:
        return (f"{nothing} That says what these documents hold, not what was ever said.",)
    counted = f"Without one of them: {_told_counts(without)}."
    if not any(without.values()):
        alone = {
            name: find(reader, {name: value}, COUNTING, None).total or 0 for name, value in given.items()
        }
        counted += f" Each alone: {_told_counts({'words' if name == 'q' else name: n for name, n in alone.items()})}."
    return (f"{nothing} {counted} That says what these documents hold, not what was ever said.",)


def _told_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {n}" for name, n in counts.items())
