"""Which summit a document speaks of: a series that it names, and the edition nearest to its day."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from app.domain.findings import SummitRef
from app.extraction.draft import Draft
from app.vocabulary import Edition
from app.vocabulary.vocabulary import summit_ref

BEFORE, AFTER = (
    timedelta(days=45),
    timedelta(days=45),
)  # previews and follow-ups are written within some weeks


def find_summit(draft: Draft) -> SummitRef | None:
    """The series named most often (the first of equals) and its edition around the document's day; None where none is named.

    Where no edition lies near, only the series is told.
    """
    counts: Counter[str] = Counter()
    order: dict[str, int] = {}
    for match in draft.kit.series.find(draft.tokens):
        counts[match.payload.id] += 2 if match.payload.strong else 1
        order.setdefault(match.payload.id, match.first)
    if not counts:
        return None
    entries = draft.kit.vocabulary.series
    near = {key: edition for key in counts if (edition := _edition(entries[key].editions, draft)) is not None}
    pool = list(near) or list(counts)
    best = min(pool, key=lambda key: (-counts[key], order[key]))
    if best in near:
        return summit_ref(entries[best], near[best])
    return SummitRef(series=best, edition=None, place=None, start=None, end=None)


def _edition(editions: list[Edition], draft: Draft) -> Edition | None:
    day = draft.day
    if day is None:
        return None
    fitting = [edition for edition in editions if edition.start - BEFORE <= day <= edition.end + AFTER]
    return min(fitting, key=lambda edition: abs((edition.start - day).days), default=None)
