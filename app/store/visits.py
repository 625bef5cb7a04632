"""What is remembered of addresses that were fetched. A page's visit is stored with its document or not at all: what was seen is never lost
between fetching and storing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.visit import Visit
from app.store.backend import Reader
from app.store.jsontext import moment

_COLUMNS: Final = (
    "url",
    "found_at",
    "digest",
    "etag",
    "last_modified",
    "stamp",
    "document_key",
    "pages",
    "refused",
)
_FIND: Final = (
    f"SELECT {', '.join(f'f.{column}' for column in _COLUMNS)}, f.engine, f.fetched_at, d.extractor_version, d.vocabulary_version"  # noqa: S608 - columns of ours
    " FROM fetched f LEFT JOIN document d ON d.key = f.document_key WHERE f.url = :url"
)
_PUT: Final = text(
    f"INSERT INTO fetched ({', '.join(_COLUMNS)}, engine, fetched_at)"  # noqa: S608 - columns of ours
    f" VALUES ({', '.join(f':{column}' for column in _COLUMNS)}, :engine, :fetched_at) ON CONFLICT (url) DO UPDATE SET "
    + ", ".join(f"{column} = excluded.{column}" for column in (*_COLUMNS[1:], "engine", "fetched_at"))
)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A visit, and what has become of it since."""

    visit: Visit
    at: str
    """When it was, as 2025-11-16T08:30:00Z."""
    is_current: bool
    """Whether what it led to is stored, as today's rules and vocabulary read it."""


def engine_of(extractor_version: str, vocabulary_version: str) -> str:
    """By what documents are read, as one word."""
    return f"{extractor_version}/{vocabulary_version}"


def find_visit(reader: Reader, url: str, *, engine: str) -> Remembered | None:
    """The last visit of an address, None where there was none. `engine` is today's."""
    found = reader.row(_FIND, {"url": url})
    if found is None:
        return None
    values: dict[str, Any] = dict(zip(_COLUMNS, found, strict=False))
    key = values.pop("document_key")
    made_by, at, extractor, vocabulary = found[len(_COLUMNS) :]
    if key is not None:
        made_by = engine_of(extractor, vocabulary) if extractor else ""  # '': its document was taken away
    return Remembered(Visit(**values, key=key), at, made_by == engine and values["refused"] is None)


def put_visit(session: Session, visit: Visit, *, engine: str, now: datetime) -> None:
    """Remember a visit in place of the one before: in the transaction that stores its document."""
    values = asdict(visit) | {"engine": engine, "fetched_at": moment(now)}
    values["document_key"] = values.pop("key")
    if visit.refused is not None:  # others' words: no database takes each of their characters
        values["refused"] = visit.refused.encode("utf-8", "replace").decode().replace("\0", " ")[:1000]
    session.execute(_PUT, values)
