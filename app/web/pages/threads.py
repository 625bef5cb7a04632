"""Threads: proposals that are one idea, as a list, and one of them through time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import Field
from pydantic_core import from_json

from app.errors import NotFound
from app.queries.choices import ThreadView
from app.queries.consistent import consistent
from app.queries.cursor import RECORD_CURSOR
from app.queries.thread_params import ThreadParams, VoicedParams
from app.queries.threads import find_thread, get_proposals_of, get_thread_of
from app.schemas.common import ThreadId
from app.store.database import Reader
from app.web.lists import Listed, show_list
from app.web.page import Data, Page, PageParams, PageRouter, checked
from app.web.view import Record, View

router = PageRouter()

LISTED: Final = Listed(
    "thread",
    facets=("topic", "leader", "summit", "year", "language"),
    fields=("min_leaders", "min_summits", "min_occasions", "date_from", "date_to"),
    feed=False,
)
PIECE: Final = 50
"""Proposals on one page of a thread."""


class ThreadPageParams(PageParams):
    """Which piece of a thread's proposals is shown."""

    cursor: str | None = Field(default=None, pattern=RECORD_CURSOR)


@router.page("/threads", ThreadParams)
async def show_threads(view: View, params: ThreadParams) -> Page:
    """A page of the list of threads."""
    return await show_list(view, params, LISTED)


@router.page("/threads/{id}", ThreadPageParams)
async def show_thread(view: View, params: ThreadPageParams, id: str) -> Page:
    """One idea through time: who voiced it first, who repeated it or took it up, who backed it. Any id that leads to it will do."""
    found = await view.service.read(_read, checked(ThreadId, id), params.cursor)
    thread = found.record
    narrow = {
        "topic": thread["topics"][0]["id"] if thread["topics"] else None,
        "leader": proposer["id"] if (proposer := thread["first_voiced"]["proposer"]) else None,
    }
    return Page(
        "thread.html",
        {
            "thread": thread,
            "voiced": found.voiced,
            "backed": [{**each, "id": each["statement"]} for each in thread["backed_by"]],
            "next": view.here(cursor=found.next) if found.next else None,
            "begun": params.cursor is not None,
        },
        Data(
            json=view.data(f"/threads/{thread['id']}"),
            csv=view.data("/threads", **narrow, format="csv"),
            feed=view.data("/proposals", **narrow, format="atom"),
            csv_of="like_threads",
            feed_of="like_proposals",
        ),
    )


async def thread_of(view: View, proposal: str) -> Record | None:
    """The thread of a proposal; None where it is in none. Raises what the proposal's own record raises, but for `NotFound`."""
    try:
        record: Record = from_json(await view.service.read(get_thread_of, proposal))
    except NotFound:
        return None
    return record


@dataclass(frozen=True, slots=True)
class _Found:
    """A thread, a piece of its proposals in the order of their days, and the cursor of the next piece."""

    record: Record
    voiced: list[Record]
    next: str | None


@consistent
def _read(reader: Reader, id: str, cursor: str | None) -> _Found:
    record = from_json(find_thread(reader, id, ThreadView()))
    piece = get_proposals_of(reader, id, VoicedParams(limit=PIECE, cursor=cursor))
    voiced = [from_json(each) for each in piece.proposals]
    return _Found(record, [{**each, "id": each["proposal"]} for each in voiced], piece.next)
