"""Versions of the data, entity tags, answers kept in memory, HEAD."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from app.api.lists import FIND
from app.api.memory import Kept, Memory
from app.main import create_app
from app.queries.records import RecordPage
from app.settings import Settings
from app.store.database import Reader
from app.store.schema import upgrade
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.shelf import add, fill, shelf
from tests.stores import READERS, Store

PAGE = RecordPage([], None, 0)
READ = ("/api/v1/statements?topic=trade", "/api/v1/leaders", "/api/v1/topics/trade", "/api/v1/meta")


@pytest.mark.parametrize("address", READ)
def test_a_copy_that_is_still_good_is_told_so_before_any_query(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, address: str, store: Store
) -> None:
    first = client.get(address)
    etag = first.headers["etag"]
    assert etag.startswith('W/"')
    asked: list[str] = []
    reader = READERS[store.kind]
    honest = reader.rows

    def spy(self: Reader, sql: str, params: Any = None) -> Any:
        asked.append(sql)
        return honest(self, sql, params)

    monkeypatch.setattr(reader, "rows", spy)
    for sent in (etag, etag.removeprefix("W/"), f'"other", {etag}'):
        answer = client.get(address, headers={"if-none-match": sent})
        assert answer.status_code == 304 and answer.content == b""
        assert (
            answer.headers["etag"] == etag
            and answer.headers["x-data-version"] == first.headers["x-data-version"]
        )
    assert asked and all("data_version" in sql for sql in asked)
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_known_answer_is_given_without_a_query(
    library: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TestClient(make_app(library)) as client:
        first = client.get("/api/v1/statements?limit=5")
        monkeypatch.setitem(FIND, "statement", None)
        second = client.get("/api/v1/statements?limit=5")
        assert second.content == first.content
        own = {"x-request-id"}
        assert {k: v for k, v in second.headers.items() if k not in own} == {
            k: v for k, v in first.headers.items() if k not in own
        }
        assert second.headers["x-request-id"] != first.headers["x-request-id"]


def test_without_memory_every_answer_is_made_anew(
    library: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TestClient(make_app(library, cache_bytes=0), raise_server_exceptions=False) as client:
        assert client.get("/api/v1/statements?limit=5").status_code == 200
        monkeypatch.setitem(FIND, "statement", None)
        assert client.get("/api/v1/statements?limit=5").status_code == 500


def test_new_data_ends_old_answers(tmp_path: Path, vocabulary: Vocabulary, make_app: MakeApp) -> None:
    """A writer elsewhere commits: the next answer is new, its tag too, and what was unknown is found."""
    path = fill(tmp_path / "summitry.db", vocabulary, shelf(2))
    with TestClient(make_app(path)) as client:
        address = "/api/v1/statements?count=exact"
        old = client.get(address)
        missing = client.get("/api/v1/statements?leader=person-of-no-list&document=doc-0000000000000")
        assert missing.status_code == 404 and "etag" not in missing.headers
        add(path, vocabulary, shelf(3)[2:])
        new = client.get(address, headers={"if-none-match": old.headers["etag"]})
        assert new.status_code == 200
        assert new.json()["total"] == old.json()["total"] + 8
        assert int(new.headers["x-data-version"]) == int(old.headers["x-data-version"]) + 1
        assert new.headers["etag"] != old.headers["etag"]


def test_pages_too_are_of_the_file_that_stands_there(
    tmp_path: Path, vocabulary: Vocabulary, make_app: MakeApp
) -> None:
    path = fill(tmp_path / "summitry.db", vocabulary, shelf(1))
    other = fill(tmp_path / "other.db", vocabulary, shelf(2))
    with TestClient(make_app(path), raise_server_exceptions=False) as client:
        assert "№ 0" in client.get("/").text and "№ 1" not in client.get("/").text
        other.replace(path)
        assert "№ 1" in client.get("/").text
        path.unlink()
        assert client.get("/").status_code == client.get("/readyz").status_code == 503


def test_a_new_day_and_another_limit_are_other_answers(
    library: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> date:
            return date(2031, 1, 1)

    with TestClient(make_app(library)) as client, TestClient(make_app(library, max_text=99)) as other:
        assert client.get("/api/v1/meta").headers["etag"] != other.get("/api/v1/meta").headers["etag"]
        old = client.get("/api/v1/countries")
        monkeypatch.setattr("app.api.dependencies.date", Tomorrow)
        asked: list[object] = []
        monkeypatch.setattr("app.api.countries.find_countries", lambda *_: asked.append(1) or PAGE)
        new = client.get("/api/v1/countries", headers={"if-none-match": old.headers["etag"]})
        assert new.status_code == 200 and asked, "yesterday's answer"


def test_tags_differ_by_address(client: TestClient) -> None:
    tags = {client.get(address).headers["etag"] for address in (*READ, "/api/v1/statements?topic=energy")}
    assert len(tags) == len(READ) + 1


def test_errors_are_neither_kept_nor_tagged(client: TestClient) -> None:
    for address in ("/api/v1/statements?limit=0", "/api/v1/statements?leader=nobody", "/api/v1/none"):
        answer = client.get(address)
        assert answer.headers["cache-control"] == "no-store" and "etag" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/statements",
        "/api/v1/statements?limit=0",
        "/healthz",
        "/",
        "/docs",
        "/openapi.json",
        "/static/summitry.css",
    ],
)
def test_head_is_get_without_a_body(path: str, address: str) -> None:
    with httpx2.Client(base_url=address, headers={"accept-encoding": "identity"}) as client:
        get, head = client.get(path), client.head(path)
    own = {"x-request-id", "date"}
    assert head.content == b"" and head.status_code == get.status_code
    assert {k: v for k, v in head.headers.items() if k not in own} == {
        k: v for k, v in get.headers.items() if k not in own
    }
    assert int(head.headers["content-length"]) == len(get.content)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3000), st.booleans()), max_size=80))
def test_memory_stays_within_its_bytes(steps: list[tuple[int, int, bool]]) -> None:
    memory = Memory(10_000)
    sizes: dict[int, int] = {}
    for number, size, newer in steps:
        version = "2" if newer else "1"
        key = (b"/a", str(number).encode())
        kept = memory.get(version, key)
        if kept is not None:
            assert len(kept.body) == sizes[number], "another answer than was kept"
            continue
        sizes[number] = size
        memory.put(version, key, Kept([], bytes(size)))
        assert memory.bytes <= memory.most_bytes
        found = memory.get(version, key)
        assert found is None or len(found.body) == size


def test_the_answer_not_asked_for_longest_goes_first() -> None:
    memory = Memory(4_000)
    memory.get("1", (b"", b""))
    for name in (b"a", b"b", b"c"):
        memory.put("1", (name, b""), Kept([], bytes(390)))
    assert memory.get("1", (b"a", b""))
    for name in (b"d", b"e"):
        memory.put("1", (name, b""), Kept([], bytes(390)))
    held = {name for name in (b"a", b"b", b"c", b"d", b"e") if memory.get("1", (name, b""))}
    assert b"a" in held and b"b" not in held


def test_an_answer_of_old_data_is_not_kept_as_new() -> None:
    memory = Memory(10_000)
    memory.get("2", (b"a", b""))
    memory.put("1", (b"a", b""), Kept([], b"old"))
    assert memory.get("2", (b"a", b"")) is None


def test_a_database_put_in_the_place_of_another_is_what_is_served(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    path, other = tmp_path / "now.db", tmp_path / "next.db"
    for file in (path, other):
        upgrade(f"sqlite:///{file}")
    with TestClient(
        create_app(Settings(database_url=f"sqlite:///{path}", _env_file=None), vocabulary)
    ) as client:
        before = client.get("/api/v1/meta")
        other.replace(path)
        after = client.get("/api/v1/meta")
        assert after.status_code == 200
        assert after.headers["etag"] != before.headers["etag"]
        path.unlink()
        gone = client.get("/api/v1/meta")
    assert gone.status_code == 503
    assert gone.headers["content-type"] == "application/problem+json"
