"""The front page: the search, how much there is, what came last, and ways in."""

from __future__ import annotations

from typing import Any, Final

from pydantic_core import from_json

from app.queries.claims import find_claims
from app.queries.consistent import consistent
from app.queries.documents import find_documents
from app.queries.leaders import find_leaders
from app.queries.metrics import find_metrics
from app.queries.params import ClaimParams, DocumentParams
from app.queries.tallies import tallies
from app.queries.term_params import LeaderParams, MetricParams, TopicParams
from app.queries.thread_params import ThreadParams
from app.queries.threads import find_threads
from app.queries.topics import find_topics
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.web.page import Data, Page, PageParams, PageRouter
from app.web.view import View

router = PageRouter()

LATEST: Final = 8
WAYS: Final = 10
"""Entries of each list that lead on from here."""

_DOCUMENTS: Final = DocumentParams(limit=LATEST, facets=["summit"], facet_limit=WAYS)
_CLAIMS: Final = ClaimParams(limit=3, disagreeing=True)
_THREADS: Final = ThreadParams(limit=3)


@router.page("/")
async def show_front(view: View, params: PageParams) -> Page:
    """Counts, the latest documents, and where to go from here."""
    values = await view.service.read(_read, view.service.vocabulary, view.language)
    return Page(
        "front.html",
        values,
        Data(
            json=view.data("/documents", limit=str(LATEST)),
            csv=view.data("/documents", format="csv"),
            feed=view.data("/documents", format="atom"),
            json_of="latest_documents",
            csv_of="documents",
            feed_of="documents",
        ),
    )


@consistent
def _read(reader: Reader, vocabulary: Vocabulary, language: Any) -> dict[str, Any]:
    """How much there is, the latest documents, threads and claims that lie apart, and those of whom and of what most is stored."""
    documents = find_documents(reader, vocabulary, _DOCUMENTS, language)
    claims = find_claims(reader, vocabulary, _CLAIMS, language)
    threads = find_threads(reader, vocabulary, _THREADS, language)
    leaders = find_leaders(reader, vocabulary, LeaderParams(limit=WAYS, sort="-count"))
    topics = find_topics(reader, vocabulary, TopicParams(limit=WAYS, sort="-count"))
    metrics = find_metrics(reader, vocabulary, MetricParams(limit=WAYS, sort="-count"))
    return {
        "counts": tallies(reader, "all", [""])[""],
        "documents": [from_json(record) for record in documents.records],
        "claims": [from_json(record) for record in claims.records],
        "threads": [from_json(record) for record in threads.records],
        "ways": {
            noun: [entry for entry in map(from_json, page.records) if any(entry["counts"].values())]
            for noun, page in (("leaders", leaders), ("topics", topics), ("metrics", metrics))
        },
        "summits": from_json(documents.facets["summit"])["values"] if documents.facets else [],
    }
