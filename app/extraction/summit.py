"""Which summit a document speaks of: a series that it or its source names, and the edition nearest to its day."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from app.domain.findings import SummitRef
from app.extraction.draft import Draft
from app.extraction.toolkit import Kit, Toolkit
from app.vocabulary import Edition
from app.vocabulary.vocabulary import summit_ref

BEFORE, AFTER = (
    timedelta(days=45),
    timedelta(days=45),
)  # previews and follow-ups are written within some weeks
_TOLD = 20  # what the source itself says of the event outweighs what the text mentions
_TITLE = 4


def find_summit(draft: Draft, toolkit: Toolkit) -> SummitRef | None:
    """The series named most by event, title and text (the first of equals) that has an edition around the document's day.

    None where no series is named or none met then: a series mentioned in passing is no summit of this document.
    """
    counts: Counter[str] = Counter()
    _count(counts, draft.kit, draft.document.title, _TITLE)
    if draft.document.event:
        for code in (
            draft.kit.vocabulary.words
        ):  # events are often named in English beside a text in another language
            _count(counts, toolkit.kit(code), draft.document.event, _TOLD)
    for match in draft.kit.series.find(draft.tokens):
        counts[match.payload.id] += 2 if match.payload.strong else 1
    entries = draft.kit.vocabulary.series
    near = {key: edition for key in counts if (edition := _edition(entries[key].editions, draft)) is not None}
    best = max(near, key=lambda key: counts[key], default=None)
    return summit_ref(entries[best], near[best]) if best is not None else None


def _count(counts: Counter[str], kit: Kit, text: str | None, weight: int) -> None:
    if text:
        for match in kit.series.find(kit.language.analyse(text).tokens):
            counts[match.payload.id] += weight


def _edition(editions: list[Edition], draft: Draft) -> Edition | None:
    day = draft.day
    if day is None:
        return None
    fitting = [edition for edition in editions if edition.start - BEFORE <= day <= edition.end + AFTER]
    return min(fitting, key=lambda edition: abs((edition.start - day).days), default=None)
