"""`follow_proposal`: words, filters or an id -> ideas through summits and languages, and who voiced, repeated and backed them."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from pydantic_core import from_json

from app.api.dependencies import Service
from app.errors import Gone, InvalidInput, NotFound
from app.mcp.answers import Answer, Item, Record, Shown, cut_note, page_answer, sized
from app.mcp.arguments import ProposalArguments
from app.mcp.names import resolve
from app.mcp.record import PIECES, id_in
from app.mcp.search import explain, listed
from app.queries.choices import ThreadView
from app.queries.consistent import consistent
from app.queries.params import ProposalParams
from app.queries.proposals import PROPOSALS
from app.queries.records import find_records
from app.queries.thread_params import ThreadParams, VoicedParams
from app.queries.threads import THREADS, find_thread, get_proposals_of, get_thread_of
from app.store.database import Reader
from app.vocabulary import Vocabulary

NAMES: Final = ("leader", "country", "topic", "summit")

_BACKINGS: Final = 8

ONE_BY_ONE: Final = "Ask with the id of one for all its proposals, and who backed it."


async def follow_proposal(service: Service, asked: ProposalArguments, shown: Shown) -> Answer:
    """Threads that fit, or one with its proposals. Raises `InvalidInput`, `NotFound`, `Gone`."""
    filters = any(getattr(asked, name) for name in (*NAMES, "words", "date_from", "date_to"))
    if asked.id:
        if filters:
            raise InvalidInput("An id names one thread: leave words, names and days out beside it.")
        kind, id = id_in(asked.id)
        if kind not in ("proposal", "thread"):
            raise InvalidInput(
                f"{id} is a {kind}: take the id of a proposal (pr-…) or thread (th-…), or words."
            )
        try:
            return cut_note(shown, await service.read(consistent(_one), asked, shown, kind, id))
        except NotFound as error:
            if isinstance(error, Gone) or "cursor" in error.detail or "in no thread" in error.detail:
                raise
            raise NotFound(
                f"There is no {kind} {id} in this library. Words or filters find threads."
            ) from None
    ids = await resolve(
        service, asked.lang, {name: getattr(asked, name) for name in NAMES}, asked.date_to or asked.date_from
    )
    if answer := ids.asks_back():
        return answer
    days = {"date_from": asked.date_from, "date_to": asked.date_to}
    given = {**ids.ids, **{name: day for name, day in days.items() if day}}
    find = _by_words if asked.words else _by_filters

    @consistent
    def ask(reader: Reader) -> Answer:
        return cut_note(
            shown, sized(partial(find, reader, service.vocabulary, asked, shown, given), asked.limit)
        )

    await service.awake(asked.words)
    return ids.told(await service.read_aside(ask))


def _one(reader: Reader, asked: ProposalArguments, shown: Shown, kind: str, id: str) -> Answer:
    """A thread, and a piece of its proposals."""
    record = from_json(
        get_thread_of(reader, id) if kind == "proposal" else find_thread(reader, id, ThreadView())
    )
    thread = str(record["id"])

    def piece(limit: int) -> Answer:
        found = get_proposals_of(reader, thread, VoicedParams(limit=limit, cursor=asked.cursor))
        items = [
            shown.item("proposal", from_json(each), id=from_json(each)["proposal"])
            for each in found.proposals
        ]
        head = _head(shown, record)
        if not asked.cursor and record["backed_by"]:
            backed = record["backed_by"][:_BACKINGS]
            head["backed_by"] = [shown.lean(each) for each in backed]
            if left := len(record["backed_by"]) - len(backed) + record["backed_left_out"]:
                head["backed_left_out"] = left
        notes = (
            [f"More than these {len(items)} proposals: go on with cursor=`next` and the same id."]
            if found.next
            else []
        )
        return Answer(data_version=found.data_version, items=items, next=found.next, head=head, notes=notes)

    answer = sized(piece, asked.limit)
    answer.notes.append("Dated evidence of what was proposed; whether anything came of it is not judged.")
    return answer


def _head(shown: Shown, record: Record) -> Record:
    found = shown.lean({name: value for name, value in record.items() if name not in PIECES})
    return {**found, "permalink": shown.permalink("thread", str(record["id"]))}


def _thread(shown: Shown, record: Record) -> Item:
    return shown.item("thread", {name: value for name, value in record.items() if name not in PIECES})


def _by_filters(
    reader: Reader,
    vocabulary: Vocabulary,
    asked: ProposalArguments,
    shown: Shown,
    given: dict[str, Any],
    limit: int,
) -> Answer:
    find = listed(vocabulary, THREADS, ThreadParams)
    page = find(reader, given, limit, asked.cursor)
    items = [_thread(shown, from_json(record)) for record in page.records]
    if items:
        return page_answer(shown, page, items, ONE_BY_ONE)
    alone = "A thread has proposals of two documents at least; `search` with kind=proposal lists single ones."
    why = () if asked.cursor else (*explain(reader, "threads of proposals", given, find), alone)
    return page_answer(shown, page, items, *why)


def _by_words(
    reader: Reader,
    vocabulary: Vocabulary,
    asked: ProposalArguments,
    shown: Shown,
    given: dict[str, Any],
    limit: int,
) -> Answer:
    """The threads of the proposals that hold the words, the best first, and proposals that are in none."""
    filters = {"q": asked.words, **given}
    page = find_records(
        reader,
        vocabulary,
        PROPOSALS,
        ProposalParams(**filters, sort="relevance", limit=limit, cursor=asked.cursor),
    )
    items: dict[str, Item] = {}
    for record in map(from_json, page.records):
        record.pop("hit", None)
        try:
            item = _thread(shown, from_json(get_thread_of(reader, record["id"])))
        except NotFound:
            item = shown.item("proposal", record)
        items.setdefault(item.id, item)
    if items:
        alone = (
            "Items of kind proposal are in no thread: no other document proposes the same."
            if any(item.kind == "proposal" for item in items.values())
            else ""
        )
        return page_answer(shown, page, list(items.values()), ONE_BY_ONE, *filter(None, (alone,)))
    find = listed(vocabulary, PROPOSALS, ProposalParams)
    return page_answer(
        shown, page, [], *(() if asked.cursor else explain(reader, "proposals", filters, find))
    )
