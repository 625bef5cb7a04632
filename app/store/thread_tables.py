"""The tables of threads: what each proposal means, which meanings are one idea, and the records of those."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Index, Text
from sqlmodel import Field

from app.store.tables import ID, Row


def _key() -> Any:
    return Field(primary_key=True, sa_type=ID, sa_column_kwargs={"autoincrement": False})


class VoicingRow(Row, table=True):
    """A proposal, or a statement that supports, with what threads are counted and filtered by. Of its document, which it goes with."""

    __tablename__ = "voicing"
    __table_args__ = (Index(None, "idea_id", "day", "record_id"),)

    record_id: int = _key()
    """The proposal, or the statement."""
    kind: str = Field(sa_type=Text)
    """proposal or support"""
    thread_id: int | None = Field(sa_type=ID, index=True)
    """The id of the thread that it would be first of; none of what supports."""
    document_id: int = Field(sa_type=ID, foreign_key="document.id", ondelete="CASCADE", index=True)
    idea_id: int | None = Field(sa_type=ID)
    """What it means (`meaning_id`); none of what supports and says too little of its own."""
    beside_id: int | None = Field(sa_type=ID, index=True)
    """Of what supports: the proposal of the same document whose subject it names."""
    likeness: float
    """To that one."""
    day: str = Field(sa_type=Text)
    """ISO date, `~` where unknown, which stands after every day."""
    speaker: str = Field(sa_type=Text)
    """Empty where unknown; so also below."""
    country: str = Field(sa_type=Text)
    summit: str = Field(sa_type=Text)
    series: str = Field(sa_type=Text)
    language: str = Field(sa_type=Text)
    topics: str = Field(sa_type=Text)
    """Parted by blanks."""


class IdeaRow(Row, table=True):
    """All that means the same, and the thread that it belongs to; see `analysis/threads.py`."""

    __tablename__ = "idea"

    id: int = _key()
    kind: str = Field(sa_type=Text)
    terms: list[str] = Field(sa_type=JSON)
    day: str = Field(sa_type=Text)
    first_id: int = Field(sa_type=ID)
    """The record that was the first to say it, on that day."""
    head_id: int | None = Field(sa_type=ID, index=True)
    """The idea at the head of its thread, which may be itself; none of what supports nothing."""
    likeness: float
    """To that one."""


class IdeaKeyRow(Row, table=True):
    """By what ideas are looked up (`keys_of`), under each the heads first, in the order in which they were voiced. No row is found by its
    idea: whoever has an idea knows its keys."""

    __tablename__ = "idea_key"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: int = _key()
    place: int = Field(primary_key=True)
    """0 of what heads a thread, 1 of another proposal, 2 of what supports."""
    day: str = Field(primary_key=True, sa_type=Text)
    """As the idea's, and so below."""
    first_id: int = _key()
    idea_id: int = Field(sa_type=ID)


class ThreadRow(Row, table=True):
    """A thread of two documents and more. `record` is the rendered `ThreadOut`."""

    __tablename__ = "thread"

    id: int = _key()
    head_id: int = Field(sa_type=ID, unique=True)
    """The idea at its head."""
    leaders: int
    summits: int
    occasions: int
    day: str = Field(sa_type=Text)
    """On which it was proposed last, empty where unknown."""
    tags: list[int] = Field(sa_type=JSON)
    record: str = Field(sa_type=Text)
