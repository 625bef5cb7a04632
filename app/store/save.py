"""An extraction into rows, postings and counters, and out again.

A document is whole or absent: everything happens in the caller's transaction (or savepoint).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Final

from pydantic_core import from_json
from sqlalchemy import Table, bindparam, delete, exists, select, text, update
from sqlalchemy.orm import Session

from app.domain.document import SourceDocument
from app.domain.findings import Extraction, Mention
from app.errors import UnreadableSource
from app.schemas.ids import Kind, document_id
from app.store.changes import Change, put_changes
from app.store.claims import claimed_by, touch
from app.store.corrections import read_overlays
from app.store.draft import TABLES, Draft, draft
from app.store.fingerprints import drop_fingerprint, put_fingerprint
from app.store.fulltext.entries import tag_mark
from app.store.fulltext.keep import drop_document, index_document
from app.store.index import change_postings, tag_ids
from app.store.overlay import Overlay, lay_over, reviews_of
from app.store.past import keep_past
from app.store.postings import Posting
from app.store.prepared import find, insert_rows, run_many
from app.store.rows import leader_row
from app.store.stored import read_extraction
from app.store.tables import (
    ClaimRow,
    CoverageRow,
    DocumentRow,
    FigureRow,
    LeaderRow,
    MentionRow,
    ProposalRow,
    Row,
    StatementRow,
    table_of,
)
from app.store.thread_tables import VoicingRow
from app.store.threads import touch as touch_threads
from app.store.threads import voiced_in
from app.store.together import at_once, unseen, write_waiting
from app.store.transactions import memory
from app.vocabulary import Vocabulary

_document, _mention, _leader = table_of(DocumentRow), table_of(MentionRow), table_of(LeaderRow)
_statement, _proposal, _figure = table_of(StatementRow), table_of(ProposalRow), table_of(FigureRow)
_coverage, _claim, _voicing = table_of(CoverageRow), table_of(ClaimRow), table_of(VoicingRow)
_RECORDS: Final[dict[Kind, Table]] = {kind: Row.metadata.tables[kind] for kind in TABLES}
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
class _Old:
    """What a stored record must be compared with."""

    kind: Kind
    revision: int
    record: str
    day: str
    tags: list[int]

    def postings(self, number: int) -> set[Posting]:
        return {Posting(tag, self.day, number) for tag in self.tags}


@dataclass(frozen=True, slots=True)
class Saved:
    """The document's id (a number, see `app.schemas.ids.show`) and what was done."""

    document: int
    outcome: Outcome


def save_extraction(
    session: Session,
    extraction: Extraction,
    *,
    vocabulary: Vocabulary,
    extractor_version: str,
    now: datetime,
    again: bool = False,
    made: Draft | None = None,
) -> Saved:
    """Write a document and all that was found in it, in place of what was stored under its key.

    Nothing is written if the source's bytes, or its text and all that is told of it, and the extractor and the vocabulary are those of the
    stored one: a page is served with other bytes each time. A finding keeps its id while its words stay, and its revision while its record stays.
    `now` carries its time zone.
    `made` is the draft of the extraction, where another process has made it already; it serves for a document of which nothing is known.
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
    overlays = read_overlays(session, number)
    if not stored and not overlays:
        made = made or draft(extraction, vocabulary=vocabulary, extractor_version=extractor_version, now=now)
        _write(session, made, {})
    else:
        before = read_extraction(session, number, vocabulary) if overlays and stored else None
        with at_once(session):
            _write_over(
                session,
                lay_over(extraction, overlays, vocabulary, before),
                overlays,
                vocabulary=vocabulary,
                extractor_version=extractor_version,
                vocabulary_version=vocabulary.version,
                now=now,
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
    overlays = read_overlays(session, number)
    _write_over(
        session,
        lay_over(extraction, overlays, vocabulary),
        overlays,
        vocabulary=vocabulary,
        extractor_version=stored.extractor_version,
        vocabulary_version=stored.vocabulary_version,
        now=datetime.fromisoformat(stored.retrieved_at),
    )


def _write_over(
    session: Session,
    extraction: Extraction,
    overlays: Mapping[int, Overlay],
    *,
    vocabulary: Vocabulary,
    extractor_version: str,
    vocabulary_version: str,
    now: datetime,
) -> None:
    """Put an extraction, as people left it, in the place of what may be stored of its document."""
    old = _stored_records(session, document_id(extraction.document.key))
    made = draft(
        extraction,
        vocabulary=vocabulary,
        extractor_version=extractor_version,
        vocabulary_version=vocabulary_version,
        now=now,
        reviews=reviews_of(extraction, overlays),
        before=old,
    )
    _write(session, made, old)


def _write(session: Session, made: Draft, old: Mapping[int, _Old]) -> None:
    """Put a document in the place of what is stored of it, by id; nothing where it is new."""
    number = made.document
    ids = tag_ids(session, chain.from_iterable(made.tags.values()))
    tagged = {record: [ids[key] for key in keys] for record, keys in made.tags.items()}
    change_postings(
        session,
        old={posting for record, was in old.items() for posting in was.postings(record)},
        new={Posting(tag, made.day, record) for record, tags in tagged.items() for tag in tags},
    )
    leaders = _delete_findings(session, number) if old else set()
    for name, rows in made.rows.items():
        table = Row.metadata.tables[name]
        values = [{**row, "tags": tagged[row["id"]]} for row in rows] if name in TABLES else rows
        if table is _document and old:
            session.connection().execute(update(table).where(table.c.id == number), values)
        else:
            insert_rows(session, table, values)
    if old:
        drop_document(session, number)
    index_document(
        session,
        number,
        [replace(entry, marks=[*map(tag_mark, tagged[entry.id]), *entry.marks]) for entry in made.entries],
    )
    touch(session, {row["group_id"] for row in made.rows["claim"]})
    touch_threads(session, made.meanings)
    put_fingerprint(session, number, made.sketch)
    _meet(session, made)
    _forget(session, leaders)
    _put_changes(session, list(_changes(made, old)), old)


def _put_changes(session: Session, changes: Sequence[Change], old: Mapping[int, _Old]) -> None:
    """Remember changes, and of findings that were stored what they were."""
    keep_past(
        session,
        {
            change.record: (change.kind, old[change.record].record)
            for change in changes
            if change.what != "added" and change.kind != "document"
        },
    )
    put_changes(session, changes)


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
    _put_changes(session, [Change(key, record.kind, number, "removed") for key, record in old.items()], old)
    return True


def _changes(made: Draft, old: Mapping[int, _Old]) -> Iterator[Change]:
    """What becomes of each record of a document, given those that were stored and the rows that are now."""
    kept = set()
    for kind in TABLES:
        for row in made.rows[kind]:
            number, before = row["id"], old.get(row["id"])
            kept.add(number)
            if before is None:
                yield Change(number, kind, made.document, "added")
            elif before.revision != row["revision"]:
                yield Change(number, kind, made.document, "changed")
    for number, record in old.items():
        if number not in kept:
            yield Change(number, record.kind, made.document, "removed")


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
    for kind, table in _RECORDS.items():
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
    touch(session, claimed_by(session, document))
    touch_threads(session, dict.fromkeys(voiced_in(session, document)))
    for table in (_coverage, _mention, _claim, _voicing, _figure, _proposal, _statement):
        session.connection().execute(delete(table).where(table.c.document_id == document))
    return leaders


def _meet(session: Session, made: Draft) -> None:
    """Remember who is named in a document, under which names."""
    people: dict[str, list[Mention]] = {}
    for mention in made.people:
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
        mine = names.get(made.language, [])
        merged = names | {
            made.language: list(dict.fromkeys([*mine, *(mention.name for mention in mentions)]))
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
