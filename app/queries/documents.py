"""Documents: parameters -> a page of rendered records; an id -> one with its text and the people named in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from pydantic_core import from_json

from app.domain.findings import Mention
from app.domain.kinds import SentenceFate
from app.domain.span import Span
from app.queries.absent import absent
from app.queries.consistent import consistent
from app.queries.page import Noun
from app.queries.params import DocumentParams
from app.queries.records import RecordPage, find_records
from app.schemas.common import LabelLanguage
from app.schemas.ids import parse
from app.store.database import Reader
from app.store.jsontext import to_json
from app.store.render import mention_out
from app.vocabulary import Vocabulary

DOCUMENTS: Final = Noun("document", "document")
TEXTS: Final = 20
"""Documents that are read with their texts at a time."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sentence that became nothing, and why."""

    start: int
    end: int
    fate: SentenceFate
    reason: str


class FoundAt(NamedTuple):
    """A record as it is stored, rendered, and where it stands in its document's text."""

    start: int
    end: int
    record: bytes


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document with its text and all that was found in it, each kind in the text's order."""

    document: dict[str, Any]
    """Its record."""
    text: str
    """Empty where it is withheld."""
    statements: list[FoundAt]
    proposals: list[FoundAt]
    figures: list[FoundAt]
    skipped: list[Skipped]
    """None where an older release read the document."""


def find_documents(
    reader: Reader, vocabulary: Vocabulary, params: DocumentParams, language: LabelLanguage = "en"
) -> RecordPage:
    """A page of documents, without their texts; see `find_records` for what it raises."""
    return find_records(reader, vocabulary, DOCUMENTS, params, language)


@consistent
def get_document(reader: Reader, vocabulary: Vocabulary, shown: str) -> bytes:
    """One document with its text (empty where it is withheld) and people, as rendered JSON, by its shown id; `NotFound` if it is not stored."""
    found = stored_document(reader, shown)
    return _with_texts(reader, vocabulary, [(found.number, found.record, found.text, found.withheld)])[0]


def find_texts(reader: Reader, vocabulary: Vocabulary) -> Iterator[list[bytes]]:
    """All documents in the order of their numbers, with their texts and people, as rendered JSON; a few at a time."""
    after = -1
    while rows := reader.rows(
        "SELECT id, record, text, withheld FROM document WHERE id > :after ORDER BY id LIMIT :most",
        {"after": after, "most": TEXTS},
    ):
        yield _with_texts(reader, vocabulary, rows)
        after = rows[-1][0]


def _with_texts(reader: Reader, vocabulary: Vocabulary, documents: Sequence[tuple[Any, ...]]) -> list[bytes]:
    """`DocumentDetail` of each number, rendered record, text, and whether that is withheld."""
    people: dict[int, list[str]] = {number: [] for number, *_ in documents}
    texts = {number: text for number, _, text, _ in documents}
    limits = {
        number: from_json(record).get("excerpt") for number, record, _, withheld in documents if withheld
    }
    names = {f"n{place}": number for place, number in enumerate(people)}
    marks = ", ".join(f":{name}" for name in names)
    for number, start, end, leader, name in reader.rows(
        "SELECT document_id, start_offset, end_offset, leader, name FROM mention"  # noqa: S608
        f" WHERE document_id IN ({marks}) ORDER BY document_id, start_offset, id",
        names,
    ):
        known = leader in vocabulary.leaders
        mention = Mention(span=Span(start, end), leader=leader, name=name, known=known, rule="")
        shown = mention_out(mention, texts[number], known, limits.get(number))
        people[number].append(shown.model_dump_json())
    return [
        f'{record[:-1]},"text":{to_json("" if withheld else text)},"people":[{",".join(people[number])}]}}'.encode()
        for number, record, text, withheld in documents
    ]


@consistent
def get_marked_document(reader: Reader, shown: str) -> MarkedDocument:
    """One document with everything that was found in it, by its shown id; `NotFound` if it is not stored."""
    found = stored_document(reader, shown)

    def records(table: str) -> list[FoundAt]:
        sql = (
            f"SELECT start_offset, end_offset, CAST(record AS BLOB) FROM {table} WHERE document_id = :id"  # noqa: S608
            " ORDER BY start_offset, end_offset DESC, id"
        )
        return [FoundAt(*row) for row in reader.rows(sql, {"id": found.number})]

    return MarkedDocument(
        document=from_json(found.record),
        text="" if found.withheld else found.text,
        statements=records("statement"),
        proposals=records("proposal"),
        figures=records("figure"),
        skipped=_skipped(reader, found.number),
    )


def _skipped(reader: Reader, number: int) -> list[Skipped]:
    found = reader.row("SELECT sentences FROM coverage WHERE document_id = :id", {"id": number})
    return [
        Skipped(start, end, SentenceFate(fate), reason)
        for start, end, fate, reason, *records in json.loads(found[0] if found else "[]")
        if not any(records)
    ]


class StoredDocument(NamedTuple):
    """A document's number, its rendered record, its text, and whether that must not be shown."""

    number: int
    record: str
    text: str
    withheld: bool


def stored_document(reader: Reader, shown: str) -> StoredDocument:
    """A document by its shown id; `NotFound` if it never was stored, `Gone` if it is no more."""
    number = parse(shown, "document")
    found = reader.row("SELECT record, text, withheld FROM document WHERE id = :id", {"id": number})
    if found is None:
        raise absent(reader, "document", shown)
    record, text, withheld = found
    return StoredDocument(number, record, text, bool(withheld))
