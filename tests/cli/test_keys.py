"""`summitry keys`: made once, listed without secrets, ended at once."""

from __future__ import annotations

import json

import pytest

from app.store.database import open_database
from app.store.keys import find_key
from tests.cli.conftest import Command


def test_a_key_is_made_listed_and_revoked(summitry: Command, url: str) -> None:
    summitry("migrate")
    assert "no keys yet" in summitry("keys", "list").err
    made = summitry(
        "keys",
        "create",
        "--name",
        "The  desk",
        "--scope",
        "review",
        "--scope",
        "documents",
        "--expires",
        "2099-12-31",
    )
    key = made.out.strip()
    assert made.status == 0 and "not shown again" in made.err
    reader = open_database(url).reader()
    found = find_key(reader, key)
    assert found is not None and (found.name, found.scopes) == ("The desk", ("review", "documents"))
    [listed] = summitry("keys", "list").out.splitlines()
    assert found.id in listed and "The desk" in listed and "good until 2099-12-31" in listed
    assert key.split("_", 2)[2] not in listed
    told = json.loads(summitry("keys", "list", "--json").out)
    assert (told["id"], told["good"], told["expires_at"][:10]) == (found.id, True, "2099-12-31")
    assert summitry("keys", "revoke", key).out == f"key {found.id} is revoked\n"
    assert "revoked" in summitry("keys", "list").out
    reader.close()


@pytest.mark.parametrize(("arguments", "told"), [
    (("create", "--name", " ", "--scope", "review"), "--name"),
    (("create", "--name", "a", "--scope", "review", "--expires", "soon"), "not a day"),
    (("create", "--name", "a", "--scope", "review", "--expires", "2001-01-01"), "which is over"),
    (("revoke", "12345678"), "summitry keys list"),
])  # fmt: skip
def test_what_is_wrong_is_told(summitry: Command, url: str, arguments: tuple[str, ...], told: str) -> None:
    summitry("migrate")
    ran = summitry("keys", *arguments)
    assert ran.status == 1 and told in ran.err and ran.out == ""
