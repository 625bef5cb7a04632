"""`compare_claims`: a metric, countries and a period -> what everybody claims of the same thing, side by side."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.api.dependencies import Service
from app.mcp.answers import Answer, Shown, cut_note, page_answer, sized
from app.mcp.arguments import ClaimArguments
from app.mcp.names import resolve
from app.mcp.search import explain, listed
from app.queries.claims import CLAIMS
from app.queries.consistent import consistent
from app.queries.params import ClaimParams
from app.store.database import Reader

_PLAIN = ("date_from", "date_to", "period_from", "period_to", "disagreeing")


async def compare_claims(service: Service, asked: ClaimArguments, shown: Shown) -> Answer:
    """Groups of claims that are of one thing, those that were claimed last first."""
    names = {"metric": asked.metric, "country": asked.country, "leader": asked.leader}
    ids = await resolve(service, asked.lang, names, asked.date_to or asked.date_from)
    if answer := ids.asks_back():
        return answer
    given: dict[str, Any] = {
        **ids.ids,
        **{name: value for name in _PLAIN if (value := getattr(asked, name)) is not None},
    }
    find = listed(service.vocabulary, CLAIMS, ClaimParams)

    def page(reader: Reader, limit: int) -> Answer:
        found = find(reader, given, limit, asked.cursor)
        items = shown.items("claim", found.records)
        why: tuple[str, ...] = ()
        if not items and not asked.cursor:
            alone = "Only what at least two figures claim or imply is compared; `search` with kind=figure lists single ones."
            why = (*explain(reader, "groups of claims", given, find), alone)
        return page_answer(shown, found, items, *why)

    @consistent
    def ask(reader: Reader) -> Answer:
        return cut_note(shown, sized(partial(page, reader), asked.limit))

    return ids.told(await service.read_aside(ask))
