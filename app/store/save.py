"""An extraction into rows, postings and counters, and out again.

A document is whole or absent: everything happens in the caller's transaction (or savepoint).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Final, TypeVar

from pydantic_core import from_json
from sqlalchemy import Table, bindparam, delete, exists, select, text, update
from sqlalchemy.orm import Session

from app.domain.document import SourceDocument
from app.domain.findings import Extraction, Figure, Mention, Proposal, Statement
from app.domain.kinds import Review
from app.errors import UnreadableSource
from app.schemas.document import DocumentOut
from app.schemas.figure import FigureOut
from app.schemas.flat import FLAT
from app.schemas.ids import Kind, document_id
from app.schemas.lines import line
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut
from app.store.changes import Change, put_changes
from app.store.corrections import read_overlays
from app.store.fingerprints import drop_fingerprint, put_fingerprint
from app.store.fulltext.entries import Entry, Searched, context, entries
from app.store.fulltext.keep import drop_document, index_document
from app.store.index import TagKey, change_postings, tag_ids
from app.store.overlay import Overlay, lay_over, reviews_of
from app.store.postings import Posting
from app.store.prepared import find, insert_rows, run_many
from app.store.render import Records, render, to_json
from app.store.rows import (
    Values,
    coverage_row,
    document_row,
    figure_row,
    leader_row,
    mention_row,
    proposal_row,
    statement_row,
)
from app.store.stored import read_extraction
from app.store.tables import (
    CoverageRow,
    DocumentRow,
    FigureRow,
    LeaderRow,
    MentionRow,
    ProposalRow,
    StatementRow,
    table_of,
)
from app.store.tags import Tags, document_tags, figure_tags, proposal_tags, statement_tags, tag_kind
from app.store.together import at_once, unseen, write_waiting
from app.store.transactions import memory
from app.vocabulary import Vocabulary

Record = TypeVar("Record", DocumentOut, StatementOut, ProposalOut, FigureOut)

_document, _mention, _leader = table_of(DocumentRow), table_of(MentionRow), table_of(LeaderRow)
_statement, _proposal, _figure = table_of(StatementRow), table_of(ProposalRow), table_of(FigureRow)
_coverage = table_of(CoverageRow)
_KINDS: Final[dict[Table, Kind]] = {
    _document: "document",
    _statement: "statement",
    _proposal: "proposal",
    _figure: "figure",
}
_STORED: Final = select(
    _document.c.sha256,
    _document.c.extractor_version,
    _document.c.vocabulary_version,
    exists().where(_coverage.c.document_id == _document.c.id),  # none of what an older release read
    _document.c.retrieved_at,
).where(_document.c.id == bindparam("id"))
_TOLD: Final = ("text", "title", "publisher", "url", "licence", "event", "excerpt")
_FACTS: Final = select(
    *(_document.c[name] for name in (*_TOLD, "language", "published_on", "complete"))
).where(_document.c.id == bindparam("id"))
_MET: Final = select(_leader.c.known, _leader.c.names).where(_leader.c.id == bindparam("leader"))
_PUT_LEADER: Final = text(
    "INSERT INTO leader (id, name, known, names) VALUES (:id, :name, :known, :names) ON CONFLICT (id)"
    " DO UPDATE SET name = excluded.name, known = excluded.known, names = excluded.names"
)
_LEADERS: Final = "summitry.leaders"

Names = dict[str, list[str]]
"""Language -> names, in the order in which they were met."""

# A NUL ends a text in PostgreSQL, and half of a surrogate pair is no character at all.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class Outcome(StrEnum):
    """What saving did to a document."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Saved:
    """The document's id (a number, see `app.schemas.ids.show`) and what was done."""

    document: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Old:
    """What a stored record must be compared with."""

    kind: Kind
    revision: int
    record: str
    day: str
    tags: list[int]

    def postings(self, number: int) -> set[Posting]:
        return {Posting(tag, self.day, number) for tag in self.tags}


def save_extraction(
    session: Session,
    extraction: Extraction,
    *,
    vocabulary: Vocabulary,
    extractor_version: str,
    now: datetime,
    again: bool = False,
) -> Saved:
    """Write a document and all that was found in it, in place of what was stored under its key.

    Nothing is written if the source's bytes, or its text and all that is told of it, and the extractor and the vocabulary are those of the
    stored one: a page is served with other bytes each time. A finding keeps its id while its words stay, and its revision while its record stays.
    `now` carries its time zone.
    With `again` the document was read from what is stored, and is left as it is if that was replaced or withdrawn meanwhile.
    Raises `UnreadableSource` for characters that no database takes, before anything is written.
    """
    source = extraction.document
    number = document_id(source.key)
    new = unseen(session, "document")
    if number in new:
        write_waiting(session)
    stored = next(iter(find(session, _STORED, number)), None)
    if (
        stored
        and tuple(stored)[1:4] == (extractor_version, vocabulary.version, True)
        and (stored.sha256 == source.sha256 or _says_the_same(session, number, extraction))
    ):
        return Saved(number, Outcome.UNCHANGED)
    if again and (stored is None or stored.sha256 != source.sha256):
        return Saved(number, Outcome.UNCHANGED)
    _check_characters(source)
    if stored and stored.sha256 == source.sha256:
        now = datetime.fromisoformat(stored.retrieved_at)  # the same bytes, read again by a newer engine
    before = None
    overlays = read_overlays(session, number)
    if overlays and stored:
        before = read_extraction(session, number, vocabulary)
    with at_once(session) if stored else nullcontext():
        _write(
            session,
            extraction,
            overlays,
            before,
            vocabulary=vocabulary,
            extractor_version=extractor_version,
            vocabulary_version=vocabulary.version,
            now=now,
            stored=bool(stored),
        )
    new.add(number)
    return Saved(number, Outcome.CHANGED if stored else Outcome.NEW)


def _says_the_same(session: Session, number: int, extraction: Extraction) -> bool:
    """Whether the text and the facts of a stored document are those of this one, whatever its bytes."""
    source = extraction.document
    [found] = find(session, _FACTS, number)
    told = [*(getattr(source, name) for name in _TOLD), extraction.language]
    told.append(source.published_on.isoformat() if source.published_on else None)
    return list(found[:-1]) == told and bool(found[-1]) == source.complete


def rewrite(session: Session, extraction: Extraction, *, vocabulary: Vocabulary) -> None:
    """Write what is stored of a document once more, as people left it: `extraction` is `read_extraction` of it."""
    number = document_id(extraction.document.key)
    [stored] = find(session, _STORED, number)
    _write(
        session,
        extraction,
        read_overlays(session, number),
        None,
        vocabulary=vocabulary,
        extractor_version=stored.extractor_version,
        vocabulary_version=stored.vocabulary_version,
        now=datetime.fromisoformat(stored.retrieved_at),
        stored=True,
    )


def _write(
    session: Session,
    extraction: Extraction,
    overlays: Mapping[int, Overlay],
    before: Extraction | None,
    *,
    vocabulary: Vocabulary,
    extractor_version: str,
    vocabulary_version: str,
    now: datetime,
    stored: bool,
) -> None:
    """Put an extraction, as people left it, in the place of what is `stored` of its document (`before`, where overlays need it)."""
    number = document_id(extraction.document.key)
    extraction = lay_over(extraction, overlays, vocabulary, before)
    reviews = reviews_of(extraction, overlays)
    records = render(
        extraction,
        vocabulary=vocabulary,
        extractor_version=extractor_version,
        vocabulary_version=vocabulary_version,
        now=now,
        reviews=reviews,
    )
    old = _stored_records(session, number) if stored else {}
    rows, postings = _build(session, extraction, records, old, reviews)
    change_postings(
        session,
        old={posting for key, record in old.items() for posting in record.postings(key)},
        new=postings,
    )
    leaders = _delete_findings(session, number) if stored else set()
    for table, values in rows:
        if table is _document and stored:
            session.connection().execute(update(table).where(table.c.id == number), values)
        else:
            insert_rows(session, table, values)
    if stored:
        drop_document(session, number)
    found = _entries(extraction, dict(rows), reviews)
    index_document(session, number, found)
    put_fingerprint(session, number, found)
    _meet(session, extraction)
    _forget(session, leaders)
    put_changes(session, _changes(number, old, rows))


def delete_document(session: Session, number: int) -> bool:
    """Take away a document with all its findings; False if it is not stored."""
    old = _stored_records(session, number)
    if not old:
        return False
    change_postings(
        session, old={posting for key, record in old.items() for posting in record.postings(key)}, new=set()
    )
    drop_document(session, number)
    drop_fingerprint(session, number)
    leaders = _delete_findings(session, number)
    session.connection().execute(delete(_document).where(_document.c.id == number))
    _forget(session, leaders)
    put_changes(session, (Change(key, record.kind, number, "removed") for key, record in old.items()))
    return True


def _changes(
    document: int, old: dict[int, _Old], rows: Iterable[tuple[Table, list[Values]]]
) -> Iterator[Change]:
    """What becomes of each record of a document, given those that were stored and the rows that are now."""
    kept = set()
    for kind, row in ((_KINDS[table], row) for table, values in rows if table in _KINDS for row in values):
        number, before = row["id"], old.get(row["id"])
        kept.add(number)
        if before is None:
            yield Change(number, kind, document, "added")
        elif before.revision != row["revision"]:
            yield Change(number, kind, document, "changed")
    for number, record in old.items():
        if number not in kept:
            yield Change(number, record.kind, document, "removed")


def _build(
    session: Session,
    extraction: Extraction,
    records: Records,
    old: dict[int, _Old],
    reviews: Mapping[int, Review],
) -> tuple[list[tuple[Table, list[Values]]], set[Posting]]:
    """The rows of every table, in the order in which they can be inserted, and all postings."""
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

    keys = {
        number: [TagKey(tag_kind(kind, reviews.get(number, Review.AUTO)), *tag) for tag in found]
        for number, (kind, found) in tags.items()
    }
    ids = tag_ids(session, chain.from_iterable(keys.values()))
    tagged = {number: [ids[key] for key in found] for number, found in keys.items()}
    day = records.document.published_on.isoformat() if records.document.published_on else ""
    postings = {Posting(tag, day, number) for number, found in tagged.items() for tag in found}

    def common(number: int, record: Record) -> Values:
        revision, rendered = _settled(record, old.get(number))
        return {
            "id": number,
            "revision": revision,
            "record": rendered,
            "tags": tagged[number],
            "extractor_version": records.document.extractor_version,
            "vocabulary_version": records.document.vocabulary_version,
        }

    def finding(number: int, record: Record, found: Statement | Proposal | Figure) -> Values:
        values = common(number, record)
        return values | {
            "document_id": numbers.document,
            "start_offset": found.span.start,
            "end_offset": found.span.end,
            "topics": list(found.topics),
            "said_on": day,
            "rule": found.rule,
            "line": line(FLAT[tags[number][0]], from_json(values["record"])),
        }

    document = document_row(extraction, records.document, common(numbers.document, records.document))
    statements = [
        statement_row(found, finding(number, record, found))
        for number, record, found in zip(
            numbers.statements, records.statements, extraction.statements, strict=True
        )
    ]
    proposals = [
        proposal_row(found, numbers, finding(number, record, found))
        for number, record, found in zip(
            numbers.proposals, records.proposals, extraction.proposals, strict=True
        )
    ]
    figures = [
        figure_row(found, numbers, finding(number, record, found))
        for number, record, found in zip(numbers.figures, records.figures, extraction.figures, strict=True)
    ]
    mentions = [mention_row(mention, numbers.document) for mention in extraction.people]
    rows: list[tuple[Table, list[Values]]] = [
        (_document, [document]),
        (_statement, statements),
        (_proposal, proposals),
        (_figure, figures),
        (_mention, mentions),
        (_coverage, [coverage_row(extraction.coverage, numbers)]),
    ]
    return rows, postings


def _entries(
    extraction: Extraction, rows: dict[Table, list[Values]], reviews: Mapping[int, Review]
) -> list[Entry]:
    """What the rows of a document are searched by, but those that somebody rejected; a figure by the words of its statement, or of its
    sentence."""
    source = extraction.document
    spans = {row["id"]: (row["start_offset"], row["end_offset"]) for row in rows[_statement]}
    sentences = [(found.span.start, found.span.end) for found in extraction.coverage]
    [document] = rows[_document]
    records = [Searched("document", document["id"], 0, len(source.text), None, document["tags"])]
    kinds: tuple[tuple[Kind, Table], ...] = (
        ("statement", _statement),
        ("proposal", _proposal),
        ("figure", _figure),
    )
    for kind, table in kinds:
        for row in rows[table]:
            if reviews.get(row["id"]) is Review.REJECTED:
                continue
            span = row["start_offset"], row["end_offset"]
            if kind == "figure":
                span = spans.get(row["statement_id"]) or context(source.text, span[0], sentences)
            records.append(Searched(kind, row["id"], *span, row["speaker"], row["tags"]))
    return entries(
        records,
        text=source.text,
        title=source.title,
        day=document["published_on"] or "",
        people=[(mention.span.start, mention.leader) for mention in extraction.people],
    )


def _settled(record: Record, old: _Old | None) -> tuple[int, str]:
    """A record's revision and JSON: one more than the stored one's if anything else in it changed."""
    if old is None:
        return record.revision, to_json(record)
    same = to_json(record.model_copy(update={"revision": old.revision}))
    if same == old.record:
        return old.revision, same
    changed = record.model_copy(update={"revision": old.revision + 1})
    return changed.revision, to_json(changed)


def _check_characters(source: SourceDocument) -> None:
    for name in ("key", "title", "publisher", "url", "licence", "event", "text"):
        value: str | None = getattr(source, name)
        if value and _UNSTORABLE.search(value):
            raise UnreadableSource(
                f"the document's {name} holds characters that cannot be stored (NUL or half a pair)"
            )


def _stored_records(session: Session, document: int) -> dict[int, _Old]:
    """Everything stored of a document, by id: the document itself and its findings. Empty if there is none."""
    found: dict[int, _Old] = {}
    for table, kind in _KINDS.items():
        columns = table.c
        day, key = (
            (columns.published_on, columns.id)
            if table is _document
            else (columns.said_on, columns.document_id)
        )
        rows = session.execute(
            select(columns.id, columns.revision, columns.record, day, columns.tags).where(key == document)
        ).all()
        if not rows and table is _document:
            return {}
        for number, revision, record, day, tags in rows:
            found[number] = _Old(kind, revision, record, day or "", tags)
    return found


def _delete_findings(session: Session, document: int) -> set[str]:
    """Take away all rows of a document but its own; the people who were named in it."""
    leaders = set(
        session.scalars(select(_mention.c.leader).where(_mention.c.document_id == document).distinct())
    )
    for table in (_coverage, _mention, _figure, _proposal, _statement):
        session.connection().execute(delete(table).where(table.c.document_id == document))
    return leaders


def _meet(session: Session, extraction: Extraction) -> None:
    """Remember who is named in a document, under which names."""
    people: dict[str, list[Mention]] = {}
    for mention in extraction.people:
        people.setdefault(mention.leader, []).append(mention)
    met: dict[str, tuple[bool, Names]] = memory(session).setdefault(_LEADERS, {})
    unmet = [leader for leader in people if leader not in met]
    stored: dict[str, tuple[bool, Names]] = {leader: met[leader] for leader in people if leader in met}
    for leader in unmet:
        for row in find(session, _MET, leader):
            known, names = tuple(row)
            stored[leader] = bool(known), from_json(names) if isinstance(names, str) else names
    for leader, mentions in people.items():
        known, names = stored.get(leader, (False, {}))
        mine = names.get(extraction.language, [])
        merged = names | {
            extraction.language: list(dict.fromkeys([*mine, *(mention.name for mention in mentions)]))
        }
        now = mentions[0].known, merged
        if stored.get(leader) != now:
            run_many(session, _PUT_LEADER, [leader_row(leader, *now)])
        met[leader] = now


def _forget(session: Session, leaders: Collection[str]) -> None:
    """Take away those of these people whom no document names any more."""
    if leaders:
        memory(session).pop(_LEADERS, None)
    for leader in sorted(leaders):
        named = exists().where(_mention.c.leader == leader)
        session.connection().execute(delete(_leader).where(_leader.c.id == leader, ~named))
