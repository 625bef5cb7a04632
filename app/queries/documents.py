"""Documents: parameters -> a page of rendered records; an id -> one with its text and the people named in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from app.domain.findings import Mention
from app.domain.kinds import SentenceFate
from app.domain.span import Span
from app.queries.absent import absent
from app.queries.consistent import consistent
from app.queries.page import Noun, RecordPage, find_records
from app.queries.params import DocumentParams
from app.schemas.document import DocumentOut
from app.schemas.figure import FigureOut
from app.schemas.ids import parse
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut
from app.store.database import Reader
from app.store.jsontext import to_json
from app.store.render import mention_out
from app.vocabulary import Vocabulary

DOCUMENTS: Final = Noun("document", "document")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sentence that became nothing, and why."""

    start: int
    end: int
    fate: SentenceFate
    reason: str


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document with its text and all that was found in it, each kind in the text's order."""

    document: DocumentOut
    text: str
    statements: list[StatementOut]
    proposals: list[ProposalOut]
    figures: list[FigureOut]
    skipped: list[Skipped]
    """None where an older release read the document."""


@consistent
def find_documents(reader: Reader, vocabulary: Vocabulary, params: DocumentParams) -> RecordPage:
    """A page of documents, without their texts; see `find_records` for what it raises."""
    return find_records(reader, vocabulary, DOCUMENTS, params)


@consistent
def get_document(reader: Reader, vocabulary: Vocabulary, shown: str) -> bytes:
    """One document with its text and people, as rendered JSON, by its shown id; `NotFound` if it is not stored."""
    number, record, text = stored_document(reader, shown)
    people = ",".join(
        mention_out(
            Mention(
                span=Span(start, end), leader=leader, name=name, known=leader in vocabulary.leaders, rule=""
            ),
            text,
            leader in vocabulary.leaders,
        ).model_dump_json()
        for start, end, leader, name in reader.rows(
            "SELECT start_offset, end_offset, leader, name FROM mention WHERE document_id = :id"
            " ORDER BY start_offset, id",
            {"id": number},
        )
    )
    return f'{record[:-1]},"text":{to_json(text)},"people":[{people}]}}'.encode()


@consistent
def get_marked_document(reader: Reader, shown: str) -> MarkedDocument:
    """One document with everything that was found in it, by its shown id; `NotFound` if it is not stored."""
    number, record, text = stored_document(reader, shown)

    def records(table: str) -> list[str]:
        sql = f"SELECT record FROM {table} WHERE document_id = :id ORDER BY start_offset, end_offset DESC, id"  # noqa: S608
        return [row[0] for row in reader.rows(sql, {"id": number})]

    return MarkedDocument(
        document=DocumentOut.model_validate_json(record),
        text=text,
        statements=[StatementOut.model_validate_json(found) for found in records("statement")],
        proposals=[ProposalOut.model_validate_json(found) for found in records("proposal")],
        figures=[FigureOut.model_validate_json(found) for found in records("figure")],
        skipped=_skipped(reader, number),
    )


def _skipped(reader: Reader, number: int) -> list[Skipped]:
    found = reader.row("SELECT sentences FROM coverage WHERE document_id = :id", {"id": number})
    return [
        Skipped(start, end, SentenceFate(fate), reason)
        for start, end, fate, reason, *records in json.loads(found[0] if found else "[]")
        if not any(records)
    ]


def stored_document(reader: Reader, shown: str) -> tuple[int, str, str]:
    """Number, rendered record and text of a document; `NotFound` if it never was stored, `Gone` if it is no more."""
    number = parse(shown, "document")
    found = reader.row("SELECT record, text FROM document WHERE id = :id", {"id": number})
    if found is None:
        raise absent(reader, "document", shown)
    record, text = found
    return number, record, text
