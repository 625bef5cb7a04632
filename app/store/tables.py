"""The tables. Rows are built in `rows.py` only: table models do not check what they are given."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Dialect,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from app.domain.quantity import plain

# Named constraints, so that a later migration can name what it changes.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# On SQLite only a column of type INTEGER is the table's own key, and a second B-tree is spared.
ID = BigInteger().with_variant(Integer(), "sqlite")


class DecimalText(TypeDecorator[Decimal]):
    """Exact decimals as text: SQLite's own numeric columns go through float and lose digits silently."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if not value.is_finite():
            raise ValueError(f"not a finite number: {value}")
        return plain(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Row(SQLModel):
    """Root of the tables, with a catalogue of their own."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


def _id() -> Any:
    return Field(primary_key=True, sa_type=ID, sa_column_kwargs={"autoincrement": False})


def _document() -> Any:
    return Field(sa_type=ID, foreign_key="document.id", ondelete="CASCADE", index=True)


_PARTIAL = text("NOT complete")


class DocumentRow(Row, table=True):
    """A document that was read. `record` is the rendered `DocumentOut`, which leaves out the text."""

    __tablename__ = "document"
    __table_args__ = (
        # The few that are partial are counted without looking at the others.
        Index("ix_document_partial", "published_on", sqlite_where=_PARTIAL, postgresql_where=_PARTIAL),
    )

    id: int = _id()
    key: str = Field(sa_type=Text, unique=True)
    title: str | None = Field(sa_type=Text)
    language: str = Field(sa_type=Text)
    published_on: str | None = Field(sa_type=Text)
    publisher: str | None = Field(sa_type=Text)
    url: str | None = Field(sa_type=Text)
    licence: str | None = Field(sa_type=Text)
    event: str | None = Field(sa_type=Text)
    retrieved_at: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    complete: bool
    excerpt: int | None
    """The document's own limit (`SourceDocument.excerpt`)."""
    withheld: bool
    """Whether the text must not be shown: it is kept to be read again, and searched."""
    summit: str | None = Field(sa_type=Text)
    extractor_version: str = Field(sa_type=Text)
    vocabulary_version: str = Field(sa_type=Text)
    revision: int
    tags: list[int] = Field(sa_type=JSON)
    record: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)


class FindingRow(Row):
    """What the three kinds of finding have in common. `record` is the rendered `*Out`, `tags` the ids of its postings, `line` the record as
    a line of CSV (`schemas/lines.py`; none in what releases before 0.4.0 wrote)."""

    id: int = _id()
    document_id: int = _document()
    start_offset: int
    end_offset: int
    speaker: str | None = Field(sa_type=Text)
    speaker_name: str | None = Field(sa_type=Text)
    speaker_rule: str | None = Field(sa_type=Text)
    attribution: str | None = Field(sa_type=Text)
    chain: list[str] = Field(sa_type=JSON)
    topics: list[str] = Field(sa_type=JSON)
    said_on: str = Field(sa_type=Text)
    """ISO date, empty where unknown: as in `posting.day`."""
    rule: str = Field(sa_type=Text)
    extractor_version: str = Field(sa_type=Text)
    vocabulary_version: str = Field(sa_type=Text)
    revision: int
    tags: list[int] = Field(sa_type=JSON)
    record: str = Field(sa_type=Text)
    line: str | None = Field(sa_type=Text)


class StatementRow(FindingRow, table=True):
    __tablename__ = "statement"

    kind: str = Field(sa_type=Text)
    act: str = Field(sa_type=Text)
    cue: bool
    segments: list[list[int]] = Field(sa_type=JSON)
    addressees: list[str] = Field(sa_type=JSON)


class ProposalRow(FindingRow, table=True):
    __tablename__ = "proposal"

    statement_id: int = Field(sa_type=ID, foreign_key="statement.id", ondelete="CASCADE", index=True)
    position: int
    addressees: list[str] = Field(sa_type=JSON)


class FigureRow(FindingRow, table=True):
    """A figure; `*_number` stand beside the exact values for sorting only."""

    __tablename__ = "figure"

    statement_id: int | None = Field(sa_type=ID, foreign_key="statement.id", ondelete="CASCADE", index=True)
    companion_id: int | None = Field(sa_type=ID)
    value: Decimal = Field(sa_type=DecimalText)
    value_number: float
    value_high: Decimal | None = Field(sa_type=DecimalText)
    value_high_number: float | None
    unit: str | None = Field(sa_type=Text)
    step: Decimal | None = Field(sa_type=DecimalText)
    measure: str = Field(sa_type=Text)
    direction: str | None = Field(sa_type=Text)
    modality: str = Field(sa_type=Text)
    bound: str = Field(sa_type=Text)
    metric: str = Field(sa_type=Text)
    period_start: str | None = Field(sa_type=Text)
    period_end: str | None = Field(sa_type=Text)
    period_rule: str | None = Field(sa_type=Text)
    period_ambiguous: bool | None
    base_start: str | None = Field(sa_type=Text)
    base_end: str | None = Field(sa_type=Text)
    base_rule: str | None = Field(sa_type=Text)
    base_ambiguous: bool | None
    geo: list[str] = Field(sa_type=JSON)
    flags: list[str] = Field(sa_type=JSON)


class ClaimRow(Row, table=True):
    """What a figure claims, or several imply, of one thing; see `analysis/claims.py`. `group_id` is the id of its `series` and `days`."""

    __tablename__ = "claim"
    __table_args__ = (Index(None, "series", "days", "day", "figure_id"), {"sqlite_with_rowid": False})

    group_id: int = _id()
    figure_id: int = Field(
        primary_key=True, sa_type=ID, index=True, sa_column_kwargs={"autoincrement": False}
    )
    document_id: int = _document()
    series: str = Field(sa_type=Text)
    """Metric, measure, kind of unit, modality and places, parted by bars."""
    days: str = Field(sa_type=Text)
    """First and last day of the period and of the base period, parted by bars."""
    day: str = Field(sa_type=Text)
    teller: str = Field(sa_type=Text)
    """The claimant's id, or `narrator:` and the publisher."""
    unit: str | None = Field(sa_type=Text)
    value: Decimal = Field(sa_type=DecimalText)
    value_high: Decimal | None = Field(sa_type=DecimalText)
    low: Decimal | None = Field(sa_type=DecimalText)
    high: Decimal | None = Field(sa_type=DecimalText)
    bounded: bool
    compared: bool
    side: str = Field(sa_type=Text)
    ambiguous: bool
    services: bool | None
    partner_open: bool
    inputs: list[int] = Field(sa_type=JSON)
    """The figures that imply it, none where it was told."""
    formula: str | None = Field(sa_type=Text)


class ClaimGroupRow(Row, table=True):
    """All that is claimed of one thing, where there is something to compare. `record` is the rendered `ClaimOut`."""

    __tablename__ = "claim_group"

    id: int = _id()
    period_start: str = Field(sa_type=Text)
    period_end: str = Field(sa_type=Text)
    day: str = Field(sa_type=Text)
    """On which it was said last, empty where unknown."""
    tags: list[int] = Field(sa_type=JSON)
    record: str = Field(sa_type=Text)


class ReferenceRow(Row, table=True):
    """An official value that somebody imported, beside the claims of the same `series`; see `ClaimRow`."""

    __tablename__ = "reference_value"
    __table_args__ = ({"sqlite_with_rowid": False},)

    series: str = Field(primary_key=True, sa_type=Text)
    days: str = Field(primary_key=True, sa_type=Text)
    source: str = Field(primary_key=True, sa_type=Text)
    vintage: str = Field(primary_key=True, sa_type=Text)
    """The day as of which its source published it."""
    unit: str = Field(primary_key=True, sa_type=Text)
    value: Decimal = Field(sa_type=DecimalText)
    metric: str = Field(sa_type=Text)
    """As its source has it: a flow may be told from either end."""
    side: str = Field(sa_type=Text)
    code: str = Field(sa_type=Text)
    file: str = Field(sa_type=Text)
    line: int


class MentionRow(Row, table=True):
    """A person named in a document's text."""

    __tablename__ = "mention"

    id: int | None = Field(default=None, primary_key=True, sa_type=ID)
    document_id: int = _document()
    start_offset: int
    end_offset: int
    leader: str = Field(sa_type=Text, index=True)
    name: str = Field(sa_type=Text)


class CoverageRow(Row, table=True):
    """What each sentence of a document became; see `coverage_row`. Documents that release 0.1.0 read have none.

    Offsets and ids only, one row a document: words come out of the text when they are asked for, which costs less than keeping
    every text three times.
    """

    __tablename__ = "coverage"

    document_id: int = Field(
        primary_key=True,
        sa_type=ID,
        foreign_key="document.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    sentences: list[list[Any]] = Field(sa_type=JSON)


class LeaderRow(Row, table=True):
    """A person met in a text. Whoever the vocabulary knows has names and offices there; `names` are those met in texts."""

    __tablename__ = "leader"

    id: str = Field(sa_type=Text, primary_key=True)
    name: str = Field(sa_type=Text)
    known: bool
    names: dict[str, list[str]] = Field(sa_type=JSON)


class TagRow(Row, table=True):
    """One value that records can be filtered by; `n` is the number of its postings at any time."""

    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("kind", "field", "value"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=ID)
    kind: str = Field(sa_type=Text)
    """document, statement, proposal or figure"""
    field: str = Field(sa_type=Text)
    value: str = Field(sa_type=Text)
    n: int = Field(sa_type=BigInteger)


class PostingRow(Row, table=True):
    """The page index: the records of a tag by day. A list walks the rarest tag newest first and probes the others."""

    __tablename__ = "posting"
    __table_args__ = {"sqlite_with_rowid": False}

    tag_id: int = _id()
    day: str = Field(sa_type=Text, primary_key=True)
    finding_id: int = _id()


class ChangeRow(Row, table=True):
    """The last thing that happened to a record that is or was stored. Of one that was removed it is all that is left."""

    __tablename__ = "change"
    __table_args__ = (Index(None, "version", "record_id"),)

    record_id: int = _id()
    kind: str = Field(sa_type=Text)
    """document, statement, proposal or figure"""
    document_id: int = Field(sa_type=ID)
    what: str = Field(sa_type=Text)
    """added, changed or removed"""
    version: int = Field(sa_type=BigInteger)
    """The version of the data that it came with."""


class VersionRow(Row, table=True):
    """When each version of the data was committed: `at` is a moment in UTC, as 2025-11-16T08:30:00Z."""

    __tablename__ = "data_version"

    version: int = _id()
    at: str = Field(sa_type=Text)


class KeyRow(Row, table=True):
    """A key for writing over HTTP. `hash` is the SHA-256 of its secret, in hex; moments as 2025-11-16T08:30:00Z."""

    __tablename__ = "api_key"

    id: str = Field(sa_type=Text, primary_key=True)
    name: str = Field(sa_type=Text)
    scopes: list[str] = Field(sa_type=JSON)
    hash: str = Field(sa_type=Text)
    created_at: str = Field(sa_type=Text)
    expires_at: str | None = Field(sa_type=Text)
    revoked_at: str | None = Field(sa_type=Text)


class JobRow(Row, table=True):
    """A document that was sent and is read later. Moments as 2025-11-16T08:30:00Z; `payload` and `result` are JSON, the first only until it is
    done."""

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("key_id", "request_key"),
        Index(None, "state", "created_at"),
    )

    id: str = Field(sa_type=Text, primary_key=True)
    state: str = Field(sa_type=Text)
    key_id: str = Field(sa_type=Text)
    request_key: str | None = Field(sa_type=Text)
    """The Idempotency-Key of the request."""
    digest: str = Field(sa_type=Text)
    """SHA-256 of what was sent, in hex."""
    created_at: str = Field(sa_type=Text)
    finished_at: str | None = Field(sa_type=Text)
    taken_until: str | None = Field(sa_type=Text)
    attempts: int
    payload: str | None = Field(sa_type=Text)
    result: str | None = Field(sa_type=Text)


class FetchedRow(Row, table=True):
    """The last visit of an address (`domain/visit.py`). `engine`: by which rules and words what it led to was read then."""

    __tablename__ = "fetched"

    url: str = Field(sa_type=Text, primary_key=True)
    found_at: str = Field(sa_type=Text)
    digest: str | None = Field(sa_type=Text)
    etag: str | None = Field(sa_type=Text)
    last_modified: str | None = Field(sa_type=Text)
    stamp: str | None = Field(sa_type=Text)
    document_key: str | None = Field(sa_type=Text)
    pages: int | None
    refused: str | None = Field(sa_type=Text)
    engine: str = Field(sa_type=Text)
    fetched_at: str = Field(sa_type=Text)


class CorrectionRow(Row, table=True):
    """What somebody made of a finding once: a verdict, and what was changed. Rows are never changed, and outlive the finding: when its
    document is read again they are laid over what is found then (`overlay.py`)."""

    __tablename__ = "correction"

    id: int | None = Field(default=None, primary_key=True, sa_type=ID)
    record_id: int = Field(sa_type=ID, index=True)
    kind: str = Field(sa_type=Text)
    """statement, proposal or figure"""
    document_id: int = Field(sa_type=ID, index=True)
    at: str = Field(sa_type=Text)
    """A moment in UTC, as 2025-11-16T08:30:00Z."""
    by: str = Field(sa_type=Text)
    """The name of the key that it was done with."""
    why: str | None = Field(sa_type=Text)
    review: str = Field(sa_type=Text)
    """confirmed, corrected or rejected"""
    changes: dict[str, Any] = Field(sa_type=JSON)
    """Field -> new value, see `overlay.Changes`."""
    before: dict[str, Any] = Field(sa_type=JSON)
    """The same fields as they were."""
    revision: int
    """Of the record as it was."""
    record: str = Field(sa_type=Text)
    """As it was, whole."""


class FacetRow(Row, table=True):
    """The tags of a record by field, as ids parted by blanks: what a list that is walked counts its facets from.

    Narrow, and in the order of the walk: the records' own rows are fifty times as long and lie anywhere. Columns: `tags.FACETS`.
    """

    __tablename__ = "facet"
    __table_args__ = {"sqlite_with_rowid": False}

    day: str = Field(sa_type=Text, primary_key=True)
    finding_id: int = _id()
    leader: str | None = Field(sa_type=Text)
    country: str | None = Field(sa_type=Text)
    topic: str | None = Field(sa_type=Text)
    metric: str | None = Field(sa_type=Text)
    summit: str | None = Field(sa_type=Text)
    series: str | None = Field(sa_type=Text)
    year: str | None = Field(sa_type=Text)
    kind: str | None = Field(sa_type=Text)
    act: str | None = Field(sa_type=Text)
    attribution: str | None = Field(sa_type=Text)
    addressee: str | None = Field(sa_type=Text)
    language: str | None = Field(sa_type=Text)
    unit: str | None = Field(sa_type=Text)
    measure: str | None = Field(sa_type=Text)
    modality: str | None = Field(sa_type=Text)
    flag: str | None = Field(sa_type=Text)
    reporter: str | None = Field(sa_type=Text)
    partner: str | None = Field(sa_type=Text)
    publisher: str | None = Field(sa_type=Text)


class PairRow(Row, table=True):
    """How many records have both tags, for every two of a field in `tags.FACETS`, told from either side: facets of one filter."""

    __tablename__ = "pair"
    __table_args__ = {"sqlite_with_rowid": False}

    tag_id: int = _id()
    field: str = Field(sa_type=Text, primary_key=True)
    """Of the other tag."""
    other_id: int = _id()
    n: int = Field(sa_type=BigInteger)


class FingerprintRow(Row, table=True):
    """The sketch of a document's text (`language/shingles.py`): 32-bit numbers parted by blanks, none of a text that is too short."""

    __tablename__ = "fingerprint"

    document_id: int = Field(
        primary_key=True,
        sa_type=ID,
        foreign_key="document.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    shingles: str = Field(sa_type=Text)


class ShingleRow(Row, table=True):
    """Which documents have a number in their sketches: texts that share some may be versions of one another."""

    __tablename__ = "shingle"
    __table_args__ = {"sqlite_with_rowid": False}

    value: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    document_id: int = _id()


class FingerprintEditionRow(Row, table=True):
    """By which rules every stored document has its sketch: one row, none where some may have none."""

    __tablename__ = "fingerprint_edition"

    rules: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})


class EntryRow(Row, table=True):
    """An entry of the full-text index: which record stands behind a key of the `fts_…` tables, and where its words are.

    The key holds kind, day and length (`store/fulltext/keys.py`), so that keys in falling order are the newest records first. The
    words are those of the document's text between the offsets, for a figure those of its statement or sentence.
    """

    __tablename__ = "search_entry"

    key: int = _id()
    record_id: int = Field(sa_type=ID)
    document_id: int = Field(sa_type=ID, index=True)
    start_offset: int
    end_offset: int


class EditionRow(Row, table=True):
    """Which edition of forms and lemmas the full-text index was made with: one row. `done`: the last document indexed while it is being
    made, null when it is whole."""

    __tablename__ = "search_edition"

    edition: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    done: int | None = Field(sa_type=ID)


class StateRow(Row, table=True):
    """Numbers about the store as a whole; `data_version` goes up with every transaction that changes what is served."""

    __tablename__ = "store_state"

    key: str = Field(sa_type=Text, primary_key=True)
    value: int = Field(sa_type=BigInteger)


def table_of(row: type[Row]) -> Table:
    """The table behind a row class, for statements that need no ORM."""
    table: Table = Row.metadata.tables[str(row.__tablename__)]
    return table
