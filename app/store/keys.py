"""Keys for writing over HTTP. A key is shown once, when it is made; stored is a hash, which nobody can turn back: its secret is 32 random bytes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import bindparam, text, update
from sqlalchemy.orm import Session

from app.domain.access import Key, Scope
from app.store.backend import Reader
from app.store.jsontext import moment
from app.store.prepared import insert_rows
from app.store.tables import KeyRow, table_of

_key: Final = table_of(KeyRow)
_MARK: Final = "smy"
"""Keys begin with it, so that scanners of code and logs can find those that leaked."""

_COLUMNS: Final = "id, name, CAST(scopes AS TEXT), created_at, expires_at, revoked_at"


def create_key(
    session: Session, *, name: str, scopes: Iterable[Scope], now: datetime, expires_at: datetime | None = None
) -> str:
    """Store a new key and return it, for the only time: `smy_ID_SECRET`."""
    number, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    row = {
        "id": number,
        "name": name,
        "scopes": [scope.value for scope in dict.fromkeys(scopes)],
        "hash": _hash(secret),
        "created_at": moment(now),
        "expires_at": None if expires_at is None else moment(expires_at),
        "revoked_at": None,
    }
    insert_rows(session, _key, [row])
    return f"{_MARK}_{number}_{secret}"


def find_key(reader: Reader, given: str) -> Key | None:
    """The key that this is, good or not; None if it is none of ours."""
    mark, _, rest = given.partition("_")
    number, _, secret = rest.partition("_")
    if mark != _MARK or not (number.isascii() and number.isalnum()) or not secret:
        return None
    found = reader.row(f"SELECT {_COLUMNS}, hash FROM api_key WHERE id = :id", {"id": number})  # noqa: S608
    # Hashes and no secrets are compared, as bytes: texts with letters of other scripts cannot be.
    if found is None or not hmac.compare_digest(found[-1].encode(), _hash(secret).encode()):
        return None
    return _read(found)


def list_keys(reader: Reader) -> list[Key]:
    """All keys that ever were, the newest first."""
    return list(map(_read, reader.rows(f"SELECT {_COLUMNS} FROM api_key ORDER BY created_at DESC, id")))  # noqa: S608


def revoke_key(session: Session, number: str, now: datetime) -> bool:
    """End a key; False if there is none of this id. One that was revoked before stays so since then."""
    known = session.execute(text("SELECT 1 FROM api_key WHERE id = :id"), {"id": number}).one_or_none()
    change = (
        update(_key)
        .where(_key.c.id == bindparam("key"), _key.c.revoked_at.is_(None))
        .values(revoked_at=moment(now))
    )
    session.connection().execute(change, {"key": number})
    return known is not None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _read(row: Sequence[Any]) -> Key:
    number, name, scopes, created, expires, revoked = row[:6]
    return Key(
        id=number,
        name=name,
        scopes=tuple(map(Scope, from_json(scopes))),
        created_at=_moment(created),
        expires_at=None if expires is None else _moment(expires),
        revoked_at=None if revoked is None else _moment(revoked),
    )


def _moment(told: str) -> datetime:
    return datetime.fromisoformat(told).astimezone(UTC)
