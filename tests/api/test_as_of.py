"""A finding as it was: through corrections, another reading of its document, withdrawal and return; never what it is now in place of what it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from app.domain.access import Scope
from app.store.database import open_database
from app.store.save import save_extraction
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.api.test_review import keyed
from tests.builders import NOW
from tests.shelf import fill, shelf
from tests.stores import Store

Record = dict[str, Any]
API = "/api/v1"


@dataclass(frozen=True)
class Library:
    client: TestClient
    url: str
    key: dict[str, str]
    vocabulary: Vocabulary

    def version(self) -> int:
        return int(self.client.get(f"{API}/meta").json()["data_version"])

    def one(self, noun: str, **asked: str) -> Record:
        found = self.client.get(f"{API}/{noun}", params={"limit": "1", **asked}).json()["items"][0]
        return dict(found)

    def at(self, noun: str, key: str, as_of: int | str, **asked: str) -> Any:
        return self.client.get(f"{API}/{noun}/{key}", params={"as_of": str(as_of), **asked})

    def match(self, record: Record) -> dict[str, str]:
        return {**self.key, "if-match": f'"{record["revision"]}"'}

    def reread(self, number: int, **changes: Any) -> None:
        """A document of the shelf once more, by other rules."""
        found = shelf()[number]
        statements = tuple(replace(each, **changes) for each in found.statements)
        database = open_database(self.url)
        with database.session() as session:
            save_extraction(
                session,
                replace(found, statements=statements),
                vocabulary=self.vocabulary,
                extractor_version="2",
                now=NOW,
            )
        database.close()

    def sql(self, statement: str, **values: Any) -> None:
        database = open_database(self.url)
        with database.session() as session:
            session.execute(text(statement), values)
        database.close()


@pytest.fixture
def library(store: Store, vocabulary: Vocabulary, make_app: MakeApp) -> Iterator[Library]:
    url = store.filled("as-of", lambda place: fill(place, vocabulary, shelf(3)))
    with TestClient(make_app(url), raise_server_exceptions=False) as client:
        yield Library(client, url, keyed(url, Scope.REVIEW, Scope.DOCUMENTS), vocabulary)
    store.drop(url)


def test_through_two_corrections(library: Library) -> None:
    first = library.one("statements", leader="ardan-temur")
    versions, records = [library.version()], [first]
    for act in ("concern", "support"):
        answer = library.client.patch(
            f"{API}/statements/{first['id']}", json={"act": act}, headers=library.match(records[-1])
        )
        assert answer.status_code == 200, answer.text
        versions.append(library.version())
        records.append(answer.json())
    assert [record["revision"] for record in records] == [1, 2, 3]
    assert len(set(versions)) == 3
    for version, record in zip(versions, records, strict=True):
        assert library.at("statements", first["id"], version).json() == record


def test_what_a_correction_brings_along_is_kept_too(library: Library) -> None:
    """The proposals of a statement whose speaker is corrected get the right one, and were others before."""
    proposal = library.one("proposals", leader="ardan-temur")
    before = library.version()
    statement = library.client.get(f"{API}/statements/{proposal['statement']}").json()
    answer = library.client.patch(
        f"{API}/statements/{statement['id']}",
        json={"speaker": "liana-verst"},
        headers=library.match(statement),
    )
    assert answer.status_code == 200, answer.text
    now = library.client.get(f"{API}/proposals/{proposal['id']}").json()
    assert now["proposer"]["id"] == "liana-verst"
    assert library.at("proposals", proposal["id"], before).json() == proposal
    assert library.at("proposals", proposal["id"], library.version()).json() == now


def test_through_another_reading_withdrawal_and_return(library: Library) -> None:
    document = next(
        item for item in library.client.get(f"{API}/documents").json()["items"] if item["key"] == "note-1"
    )
    statement = library.one("statements", document=document["id"])
    figure = library.one("figures", document=document["id"])
    read = library.version()
    library.reread(1, topics=("water",))
    reread = library.version()
    changed = library.client.get(f"{API}/statements/{statement['id']}").json()
    assert [topic["id"] for topic in changed["topics"]] == ["water"]
    answer = library.client.delete(f"{API}/documents/{document['id']}", headers=library.key)
    assert answer.status_code == 204
    withdrawn = library.version()
    library.reread(1, topics=("energy",))
    back = library.version()
    assert len({read, reread, withdrawn, back}) == 4

    assert library.at("statements", statement["id"], read).json() == statement
    assert library.at("statements", statement["id"], reread).json() == changed
    gone = library.at("statements", statement["id"], withdrawn)
    assert gone.status_code == 410
    assert "came back at" in gone.json()["detail"] and f"data version {back}" in gone.json()["detail"]
    now = library.at("statements", statement["id"], back).json()
    assert [topic["id"] for topic in now["topics"]] == ["energy"]
    assert library.at("figures", figure["id"], read).json() == figure


def test_what_was_withdrawn_is_told_without_its_words(library: Library) -> None:
    statement = library.one("statements", leader="ardan-temur")
    before = library.version()
    path = f"{API}/documents/{statement['document']['id']}"
    assert library.client.delete(path, headers=library.key).status_code == 204
    told = library.at("statements", statement["id"], before).json()
    assert told["withheld"] is True
    span = statement["span"]
    assert told["span"] == {
        "start": span["start"],
        "end": span["end"],
        "exact": "",
        "prefix": "",
        "suffix": "",
        "length": span["end"] - span["start"],
    }
    assert told["speaker"]["chain"] == []
    assert told["speaker"]["id"] == statement["speaker"]["id"]
    assert library.at("statements", statement["id"], library.version()).status_code == 410


def test_before_it_was_stored(library: Library) -> None:
    before = library.version()
    database = open_database(library.url)
    with database.session() as session:
        save_extraction(session, shelf()[5], vocabulary=library.vocabulary, extractor_version="1", now=NOW)
    database.close()
    document = next(
        item for item in library.client.get(f"{API}/documents").json()["items"] if item["key"] == "note-5"
    )
    statement = library.one("statements", document=document["id"])
    answer = library.at("statements", statement["id"], before)
    assert answer.status_code == 404 and answer.json()["type"].endswith(":not-found")
    assert f"data version {library.version()}" in answer.json()["detail"]
    assert library.at("statements", statement["id"], library.version()).json() == statement


def test_what_was_not_kept_is_told_to_be_not_kept(library: Library) -> None:
    """A record that an older release changed: its rendering of before is lost, and the present one is not shown for it."""
    statement = library.one("statements", leader="ardan-temur")
    before = library.version()
    path = f"{API}/statements/{statement['id']}"
    assert library.client.patch(path, json={"act": "concern"}, headers=library.match(statement)).is_success
    library.sql("DELETE FROM past")
    answer = library.at("statements", statement["id"], before)
    assert answer.status_code == 404 and answer.json()["type"].endswith(":not-kept")
    assert f"{path}/history" in answer.json()["detail"]
    assert library.at("statements", statement["id"], library.version()).json()["act"] == "concern"


def test_by_moment_and_by_day(library: Library) -> None:
    statement = library.one("statements", leader="ardan-temur")
    first = library.version()
    path = f"{API}/statements/{statement['id']}"
    corrected = library.client.patch(path, json={"act": "concern"}, headers=library.match(statement)).json()
    second = library.version()
    for version, at in ((first, "2026-01-10T10:00:00Z"), (second, "2026-01-12T10:00:00Z")):
        library.sql("UPDATE data_version SET at = :at WHERE version = :version", at=at, version=version)
    cases = {
        "2026-01-10": statement,
        "2026-01-10T10:00:00Z": statement,
        "2026-01-11": statement,
        "2026-01-12T09:59:59Z": statement,
        "2026-01-12T13:59:59+04:00": statement,
        "2026-01-12T10:00:00Z": corrected,
        "2026-01-12": corrected,
        datetime.now(UTC).date().isoformat(): corrected,
    }
    for as_of, record in cases.items():
        assert library.at("statements", statement["id"], as_of).json() == record, as_of
    assert library.at("statements", statement["id"], "2026-01-09").status_code == 404


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("999999", 404),
        ("%Y-%m-%d", 404),
        ("%Y-%m-%dT%H:%M:%SZ", 404),
        ("9999-12-31", 404),
        ("yesterday", 422),
        ("-1", 422),
        ("2026-01-12T10:00:00", 422),
        ("", 422),
    ],
)
def test_a_time_that_is_none_or_lies_ahead_is_refused(library: Library, as_of: str, status: int) -> None:
    # Said here, for parameters have to be named alike in every process.
    as_of = (datetime.now(UTC) + timedelta(days=2)).strftime(as_of)
    statement = library.one("statements")
    answer = library.at("statements", statement["id"], as_of)
    assert answer.status_code == status
    assert [fault["loc"] for fault in answer.json()["errors"]] == ["query/as_of"] or status == 422
    assert "query/as_of" in answer.text


@pytest.mark.parametrize(
    "as_of",
    ["2026-02-30", "0000-01-01", "2026-01-12T24:00:00Z", "2026-01-12T10:00:00+24:00", "2016-12-31T23:59:60Z"],
)
def test_a_time_that_no_calendar_has_is_told_with_the_forms_there_are(library: Library, as_of: str) -> None:
    answer = library.at("statements", library.one("statements")["id"], as_of)
    assert answer.status_code == 422
    [fault] = answer.json()["errors"]
    assert fault["message"].startswith("no calendar or clock has it; name a data version (42), a day")
    assert "timedelta" not in answer.text


def test_cut_as_any_other_and_not_joined_with_what_is_now(library: Library) -> None:
    statement = library.one("statements", leader="ardan-temur")
    version = library.version()
    cut = library.at("statements", statement["id"], version, fields="act,topics", lang="ru").json()
    assert set(cut) == {"id", "act", "topics"} and set(cut["topics"][0]["labels"]) == {"ru"}
    answer = library.at("statements", statement["id"], version, include="document")
    assert answer.status_code == 409 and "query/include" in answer.text


@pytest.mark.parametrize(("noun", "prefix"), [("statements", "st"), ("proposals", "pr"), ("figures", "fi")])
def test_what_never_was_is_not_found(library: Library, noun: str, prefix: str) -> None:
    assert library.at(noun, f"{prefix}-0000000000000", library.version()).status_code == 404


def test_what_stays_the_same_is_not_kept_again(library: Library) -> None:
    """Read again with the same findings, nothing of them is replaced."""
    library.reread(1)
    database = open_database(library.url)
    reader = database.reader()
    assert reader.rows("SELECT count(*) FROM past") == [(0,)]
    reader.close()
    database.close()


def test_what_came_and_went_within_one_transaction_was_never_seen(library: Library) -> None:
    database = open_database(library.url)
    before = library.version()
    with database.session() as session:
        for topics in (("water",), ("energy",)):
            found = shelf()[1]
            changed = tuple(replace(each, topics=topics) for each in found.statements)
            save_extraction(
                session,
                replace(found, statements=changed),
                vocabulary=library.vocabulary,
                extractor_version=topics[0],
                now=NOW,
            )
    reader = database.reader()
    rows = reader.rows("SELECT record_id, since_version, until_version FROM past WHERE kind = 'statement'")
    assert len(rows) == len({number for number, *_ in rows}) > 0
    assert {until for *_, until in rows} == {before + 1}
    assert all(since <= before for _, since, _ in rows)
    reader.close()
    database.close()
