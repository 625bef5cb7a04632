"""The table of what records were before. Rows are built in `past.py` only."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import BigInteger, Text
from sqlmodel import Field

from app.store.tables import ID, Row


class PastRow(Row, table=True):
    """A finding as it was rendered from one version of the data until another replaced or removed it. Rows are never changed, and outlive it.

    What lies between the rows of a finding, and before what is stored of it now, is time in which it was not stored.
    """

    __tablename__ = "past"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_with_rowid": False}

    record_id: int = Field(primary_key=True, sa_type=ID, sa_column_kwargs={"autoincrement": False})
    until_version: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    """The version of the data in which it was no more."""
    since_version: int = Field(sa_type=BigInteger)
    """The version that it came with."""
    kind: str = Field(sa_type=Text)
    """statement, proposal or figure"""
    added: bool
    """Whether it was added then; else it came in the place of a rendering that was not kept, or has a row of its own."""
    record: str = Field(sa_type=Text)
