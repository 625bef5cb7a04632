"""A document as it will be written, as far as that can be told without the database: pure, so that any process can do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, Protocol, TypeVar

from pydantic_core import from_json

from app.domain.findings import Extraction, Figure, Mention, Proposal, Statement
from app.domain.kinds import Review
from app.language.shingles import sketch
from app.schemas.document import DocumentOut
from app.schemas.figure import FigureOut
from app.schemas.flat import FLAT
from app.schemas.ids import Kind
from app.schemas.lines import line
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut
from app.store.claims import claim_rows
from app.store.fulltext.entries import Entry, Searched, context, entries
from app.store.render import Records, render, to_json
from app.store.rows import (
    Values,
    coverage_row,
    document_row,
    figure_row,
    mention_row,
    proposal_row,
    statement_row,
)
from app.store.tags import TagKey, Tags, document_tags, figure_tags, proposal_tags, statement_tags, tag_kind
from app.store.threads import Meanings, voicing_rows
from app.vocabulary import Vocabulary

Record = TypeVar("Record", DocumentOut, StatementOut, ProposalOut, FigureOut)

TABLES: Final[tuple[Kind, ...]] = ("document", "statement", "proposal", "figure")
"""Kinds of records, which are also the names of their tables."""


class Before(Protocol):
    """What a record is compared with that is stored already."""

    @property
    def revision(self) -> int: ...

    @property
    def record(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document and its findings as rows. Tags have no numbers yet: what they will be is the database's."""

    document: int
    day: str
    """ISO, empty where it is not known."""
    language: str
    rows: dict[str, list[Values]]
    """By table, in the order in which they can be inserted; records without their `tags`."""
    tags: dict[int, list[TagKey]]
    """Of each record."""
    meanings: Meanings
    """What its proposals mean, and what supports some."""
    people: tuple[Mention, ...]
    entries: list[Entry]
    """Without tags among their marks."""
    sketch: str
    """See `sketch_of`."""


def sketch_of(forms: Sequence[str]) -> str:
    """The sketch of a document from the forms of its title's words and its text's, as it is kept."""
    return " ".join(map(str, sketch(forms)))


def draft(
    extraction: Extraction,
    *,
    vocabulary: Vocabulary,
    extractor_version: str,
    now: datetime,
    vocabulary_version: str | None = None,
    reviews: Mapping[int, Review] = MappingProxyType({}),
    before: Mapping[int, Before] = MappingProxyType({}),
) -> Draft:
    """Everything that is to be written of an extraction. The arguments are those of `render`; `before` are the stored records, by id."""
    records = render(
        extraction,
        vocabulary=vocabulary,
        extractor_version=extractor_version,
        vocabulary_version=vocabulary_version,
        now=now,
        reviews=reviews,
    )
    tags = _tags(extraction, records, reviews)
    rows = _rows(extraction, records, before)
    rows["claim"] = claim_rows(
        extraction,
        records.numbers.figures,
        document=records.numbers.document,
        vocabulary=vocabulary,
        reviews=reviews,
    )
    rows["voicing"], meanings = voicing_rows(
        extraction, records.numbers, vocabulary=vocabulary, reviews=reviews
    )
    found = _entries(extraction, rows, reviews)
    [own] = (entry for entry in found if entry.kind == "document")
    return Draft(
        document=records.numbers.document,
        day=_day(records),
        language=extraction.language,
        rows=rows,
        tags=tags,
        meanings=meanings,
        people=extraction.people,
        entries=found,
        sketch=sketch_of(own.forms),
    )


def _tags(extraction: Extraction, records: Records, reviews: Mapping[int, Review]) -> dict[int, list[TagKey]]:
    """What each record can be filtered by."""
    numbers, summit = records.numbers, extraction.summit
    metrics: dict[str, list[str]] = {}
    for figure in records.figures:
        if figure.statement and figure.review is not Review.REJECTED:
            metrics.setdefault(figure.statement, []).append(figure.metric.id)
    tags: dict[int, tuple[str, Tags]] = {}
    for number, statement in zip(numbers.statements, records.statements, strict=True):
        tags[number] = "statement", statement_tags(statement, summit, metrics.get(statement.id, ()))
    for number, proposal in zip(numbers.proposals, records.proposals, strict=True):
        tags[number] = "proposal", proposal_tags(proposal, summit)
    for number, figure in zip(numbers.figures, records.figures, strict=True):
        tags[number] = "figure", figure_tags(figure, summit)
    inherited = [found for number, (_, found) in tags.items() if reviews.get(number) is not Review.REJECTED]
    tags[numbers.document] = "document", document_tags(records.document, summit, inherited)

    return {
        number: [TagKey(tag_kind(kind, reviews.get(number, Review.AUTO)), *tag) for tag in found]
        for number, (kind, found) in tags.items()
    }


def _rows(extraction: Extraction, records: Records, before: Mapping[int, Before]) -> dict[str, list[Values]]:
    """The rows of every table, but for the tags."""
    numbers, day = records.numbers, _day(records)

    def common(number: int, record: Record) -> Values:
        revision, rendered = _settled(record, before.get(number))
        return {
            "id": number,
            "revision": revision,
            "record": rendered,
            "extractor_version": records.document.extractor_version,
            "vocabulary_version": records.document.vocabulary_version,
        }

    def finding(kind: Kind, number: int, record: Record, found: Statement | Proposal | Figure) -> Values:
        values = common(number, record)
        return values | {
            "document_id": numbers.document,
            "start_offset": found.span.start,
            "end_offset": found.span.end,
            "topics": list(found.topics),
            "said_on": day,
            "rule": found.rule,
            "line": line(FLAT[kind], from_json(values["record"])),
        }

    document = document_row(extraction, records.document, common(numbers.document, records.document))
    statements = [
        statement_row(found, finding("statement", number, record, found))
        for number, record, found in zip(
            numbers.statements, records.statements, extraction.statements, strict=True
        )
    ]
    proposals = [
        proposal_row(found, numbers, finding("proposal", number, record, found))
        for number, record, found in zip(
            numbers.proposals, records.proposals, extraction.proposals, strict=True
        )
    ]
    figures = [
        figure_row(found, numbers, finding("figure", number, record, found))
        for number, record, found in zip(numbers.figures, records.figures, extraction.figures, strict=True)
    ]
    mentions = [mention_row(mention, numbers.document) for mention in extraction.people]
    return {
        "document": [document],
        "statement": statements,
        "proposal": proposals,
        "figure": figures,
        "mention": mentions,
        "coverage": [coverage_row(extraction.coverage, numbers)],
    }


def _day(records: Records) -> str:
    return records.document.published_on.isoformat() if records.document.published_on else ""


def _entries(
    extraction: Extraction, rows: Mapping[str, list[Values]], reviews: Mapping[int, Review]
) -> list[Entry]:
    """What the rows of a document are searched by, but those that somebody rejected; a figure by the words of its statement, or of its
    sentence."""
    source = extraction.document
    spans = {row["id"]: (row["start_offset"], row["end_offset"]) for row in rows["statement"]}
    sentences = [(found.span.start, found.span.end) for found in extraction.coverage]
    [document] = rows["document"]
    records = [Searched("document", document["id"], 0, len(source.text), None, ())]
    for kind in TABLES[1:]:
        for row in rows[kind]:
            if reviews.get(row["id"]) is Review.REJECTED:
                continue
            span = row["start_offset"], row["end_offset"]
            if kind == "figure":
                span = spans.get(row["statement_id"]) or context(source.text, span[0], sentences)
            records.append(Searched(kind, row["id"], *span, row["speaker"], ()))
    return entries(
        records,
        text=source.text,
        title=source.title,
        day=document["published_on"] or "",
        people=[(mention.span.start, mention.leader) for mention in extraction.people],
    )


def _settled(record: Record, before: Before | None) -> tuple[int, str]:
    """A record's revision and JSON: one more than the stored one's if anything else in it changed."""
    if before is None:
        return record.revision, to_json(record)
    same = to_json(record.model_copy(update={"revision": before.revision}))
    if same == before.record:
        return before.revision, same
    changed = record.model_copy(update={"revision": before.revision + 1})
    return changed.revision, to_json(changed)
