"""Coverage: a document's id -> what each of its sentences became."""

from __future__ import annotations

import json
from typing import Any

from app.domain.span import CONTEXT
from app.errors import NotKept
from app.queries.consistent import consistent
from app.queries.documents import stored_document
from app.schemas.coverage import summarise
from app.schemas.ids import show
from app.store.database import Reader
from app.store.jsontext import to_json


@consistent
def get_coverage(reader: Reader, shown: str) -> bytes:
    """The coverage of a document by its shown id, as rendered JSON (`CoverageOut`).

    Raises `NotFound` if the document is not stored, `NotKept` if an older release read it. It is not made up for from the stored
    text: today's rules would tell of other statements than those that are stored, and a request would wait for an extraction.
    """
    number, record, text, withheld = stored_document(reader, shown)
    version = str(json.loads(record)["extractor_version"])
    found = reader.row("SELECT sentences FROM coverage WHERE document_id = :id", {"id": number})
    if found is None:
        raise NotKept(
            f"What the sentences of {shown} became is not known: it was read by version {version}, which did not keep it."
            " Ingest its source again (`summitry ingest`), and it will be here."
        )
    sentences = json.loads(found[0])
    said = reader.rows(
        "SELECT start_offset, end_offset FROM statement WHERE document_id = :id", {"id": number}
    )
    summary = summarise(
        ((start, end, fate) for start, end, fate, *_ in sentences), ((start, end) for start, end in said)
    )
    # A document has up to tens of thousands of sentences: models for each would hold everybody else up for seconds.
    answer = {
        "document": shown,
        "summary": summary.model_dump(mode="json"),
        "sentences": [_sentence(None if withheld else text, *sentence) for sentence in sentences],
        "extractor_version": version,
    }
    return to_json(answer).encode()


def _sentence(
    text: str | None,
    start: int,
    end: int,
    fate: str,
    reason: str,
    statements: list[int],
    proposals: list[int],
    figures: list[int],
) -> dict[str, Any]:
    """A stored sentence in the shape of `CoveredOut`. Without a text it is withheld, however short: together they are all of it."""
    span = {"start": start, "end": end}
    words: dict[str, Any] = {"exact": "", "prefix": "", "suffix": "", "length": end - start}
    if text is not None:
        words = {
            "exact": text[start:end],
            "prefix": text[max(0, start - CONTEXT) : start],
            "suffix": text[end : end + CONTEXT],
        }
    return {
        "span": span | words,
        **({"withheld": True} if text is None else {}),
        "fate": fate,
        "reason": reason,
        "statements": [show("statement", number) for number in statements],
        "proposals": [show("proposal", number) for number in proposals],
        "figures": [show("figure", number) for number in figures],
    }
