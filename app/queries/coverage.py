"""Coverage: a document's id -> what each of its sentences became."""

from __future__ import annotations

import json
from typing import Any

from app.domain.kinds import SentenceFate
from app.domain.span import Span
from app.errors import NotKept
from app.queries.consistent import consistent
from app.queries.documents import stored_document
from app.schemas.coverage import CoverageOut, CoveredOut, summarise
from app.schemas.ids import show
from app.store.database import Reader
from app.store.render import span_out


@consistent
def get_coverage(reader: Reader, shown: str) -> CoverageOut:
    """The coverage of a document by its shown id.

    Raises `NotFound` if the document is not stored, `NotKept` if an older release read it. It is not made up for from the stored
    text: today's rules would tell of other statements than those that are stored, and a request would wait for an extraction.
    """
    number, record, text = stored_document(reader, shown)
    version = str(json.loads(record)["extractor_version"])
    found = reader.row("SELECT sentences FROM coverage WHERE document_id = :id", {"id": number})
    if found is None:
        raise NotKept(
            f"What the sentences of {shown} became is not known: it was read by version {version}, which did not keep it."
            " Ingest its source again (`summitry ingest`), and it will be here."
        )
    sentences = [_sentence(text, *row) for row in json.loads(found[0])]
    said = reader.rows(
        "SELECT start_offset, end_offset FROM statement WHERE document_id = :id", {"id": number}
    )
    return CoverageOut(
        document=shown,
        summary=summarise(
            [(Span(item.span.start, item.span.end), item.fate) for item in sentences],
            (Span(*edges) for edges in said),
        ),
        sentences=sentences,
        extractor_version=version,
    )


def _sentence(text: str, start: int, end: int, fate: str, reason: str, *records: Any) -> CoveredOut:
    statements, proposals, figures = records
    return CoveredOut(
        span=span_out(Span(start, end), text),
        fate=SentenceFate(fate),
        reason=reason,
        statements=[show("statement", number) for number in statements],
        proposals=[show("proposal", number) for number in proposals],
        figures=[show("figure", number) for number in figures],
    )
