"""A key opens what it is for as long as it is good, and cannot be read out of the database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.access import Scope
from app.store.database import Database, Reader
from app.store.keys import create_key, find_key, list_keys, revoke_key
from tests.builders import NOW


def made(database: Database, **given: object) -> str:
    asked: dict[str, object] = {"name": "Айгуль, редактор", "scopes": [Scope.REVIEW], "now": NOW}
    with database.session() as session:
        return create_key(session, **(asked | given))  # type: ignore[arg-type]


def test_a_key_is_found_by_itself_alone(database: Database, reader: Reader) -> None:
    key, other = made(database), made(database, name="a program", scopes=[Scope.DOCUMENTS, Scope.REVIEW])
    found = find_key(reader, key)
    assert found is not None
    assert (found.name, found.scopes, found.created_at) == ("Айгуль, редактор", (Scope.REVIEW,), NOW)
    assert found.is_good(NOW)
    assert {each.name for each in list_keys(reader)} == {"Айгуль, редактор", "a program"}
    second = find_key(reader, other)
    assert second is not None and second.scopes == (Scope.DOCUMENTS, Scope.REVIEW)


@pytest.mark.parametrize("spoil", [
    lambda key: key[:-1], lambda key: key + "x", lambda key: key.upper(), lambda key: key.replace("smy_", "smx_"),
    lambda key: key.rpartition("_")[0], lambda key: "", lambda key: "smy__", lambda key: "smy_ключ_ключ",
    lambda key: f"smy_{key.split('_')[1]}_ключ\ud800", lambda key: " " + key, lambda key: key.split("_", 2)[2],
])  # fmt: skip
def test_what_is_no_key_is_none(database: Database, reader: Reader, spoil) -> None:  # type: ignore[no-untyped-def]
    assert find_key(reader, spoil(made(database))) is None


def test_no_secret_is_stored(database: Database, reader: Reader) -> None:
    secret = made(database).split("_", 2)[2]
    assert len(secret) >= 43
    assert secret not in repr(reader.rows("SELECT * FROM api_key"))


def test_a_key_ends(database: Database, reader: Reader) -> None:
    key = made(database, expires_at=NOW + timedelta(days=1))
    found = find_key(reader, key)
    assert found is not None
    assert found.is_good(NOW + timedelta(hours=23)) and not found.is_good(NOW + timedelta(days=1))
    with database.session() as session:
        assert revoke_key(session, found.id, NOW)
        assert revoke_key(session, found.id, NOW + timedelta(days=3))
        assert not revoke_key(session, "00000000", NOW)
    ended = find_key(reader, key)
    assert ended is not None and ended.revoked_at == NOW and not ended.is_good(NOW)
