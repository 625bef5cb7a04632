"""Whole lists as JSON Lines and CSV: the same records as the pages, one state of the data, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from app.api.negotiation import preferred
from app.api.streams import AT_ONCE
from app.queries.params import StatementParams
from app.queries.statements import STATEMENTS
from app.queries.stream import BATCH, RecordStream
from app.schemas.flat import FLAT, SEPARATOR
from app.store.database import open_database
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.builders import make_document, make_extraction, make_figure, make_statement
from tests.shelf import add, fill, shelf

NOUNS = ("statements", "proposals", "figures", "documents")


def paged(client: TestClient, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    following: str | None = address
    while following:
        page = client.get(following).json()
        found += page["items"]
        following = page["next"]
    return found


def table(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


@pytest.mark.parametrize("query", ["", "sort=date", "date_from=2025-03-01", "language=ru&sort=date"])
@pytest.mark.parametrize("noun", NOUNS)
def test_a_stream_holds_what_the_pages_hold_in_their_order(client: TestClient, noun: str, query: str) -> None:
    records = paged(client, f"/api/v1/{noun}?limit=7&{query}")
    lines = client.get(f"/api/v1/{noun}?format=jsonl&{query}")
    assert lines.headers["content-type"] == "application/jsonl"
    assert [json.loads(line) for line in lines.text.splitlines()] == records and records
    rows = table(client.get(f"/api/v1/{noun}?format=csv&{query}"))
    assert [row["id"] for row in rows] == [record["id"] for record in records]


def test_a_filter_of_several_values_streams_each_record_once(client: TestClient) -> None:
    address = "/api/v1/statements?topic=trade&topic=energy"
    rows = table(client.get(f"{address}&format=csv"))
    assert [row["id"] for row in rows] == [record["id"] for record in paged(client, address)]


@pytest.mark.parametrize("noun", NOUNS)
def test_csv_has_one_row_a_record_under_the_same_columns(client: TestClient, noun: str) -> None:
    answer = client.get(f"/api/v1/{noun}", headers={"accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="summitry-{noun}.csv"'
    lines = list(csv.reader(io.StringIO(answer.text, newline="")))
    columns = FLAT[noun.removesuffix("s")].columns
    assert tuple(lines[0]) == columns and len(set(columns)) == len(columns)
    assert {len(line) for line in lines} == {len(columns)}
    empty = client.get(f"/api/v1/{noun}?date_from=1801-01-01&date_to=1801-01-02&format=csv")
    assert empty.text == ",".join(columns) + "\r\n"


def test_csv_of_a_figure_tells_what_its_record_tells(client: TestClient) -> None:
    records = {record["id"]: record for record in paged(client, "/api/v1/figures")}
    for row in table(client.get("/api/v1/figures?format=csv")):
        record = records[row["id"]]
        assert row["value"] == record["value"] and row["metric"] == record["metric"]["id"]
        assert row["unit"] == (record["unit"] or "")
        assert row["partners"].split(SEPARATOR) == ([one["id"] for one in record["partners"]] or [""])
        assert row["claimant"] == (record["claimant"]["id"] if record["claimant"] else "")
        assert (int(row["start"]), int(row["end"])) == (record["span"]["start"], record["span"]["end"])
        assert row["flags"].split(SEPARATOR) == (record["flags"] or [""])


def test_a_limit_and_a_cursor_hold_for_streams_too(client: TestClient) -> None:
    page = client.get("/api/v1/statements?limit=5").json()
    cursor = page["next"].partition("cursor=")[2]
    lines = client.get(f"/api/v1/statements?format=jsonl&limit=5&cursor={cursor}").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [
        record["id"] for record in client.get(page["next"]).json()["items"]
    ]
    rest = client.get(f"/api/v1/statements?format=jsonl&cursor={cursor}&count=exact")
    total = int(rest.headers["x-total-count"])
    assert len(rest.text.splitlines()) == total - 5


def test_the_mark_for_excel_comes_when_asked_for(client: TestClient) -> None:
    assert client.get("/api/v1/statements?format=csv&bom=true").content.startswith(b"\xef\xbb\xbfid,")
    assert client.get("/api/v1/statements?format=csv").content.startswith(b"id,")
    assert not client.get("/api/v1/statements?format=jsonl&bom=true").content.startswith(b"\xef")


@pytest.mark.parametrize(
    "words", ["=1+1", "+7 тонн", "-2 тонны", "@sum(a)", '=cmd|" /C calc"!A0', "\tтонна", 'он, "так"']
)
def test_no_cell_is_a_formula(tmp_path: Path, vocabulary: Vocabulary, make_app: MakeApp, words: str) -> None:
    text = f"{words} и конец."
    planted = make_extraction(
        make_document(text, key="k", title=words, publisher=None),
        statements=[make_statement(words, text=text)],
        figures=[make_figure(words, text=text, value=Decimal(-7))],
    )
    library = fill(tmp_path / "one.db", vocabulary, [planted])
    with TestClient(make_app(library)) as client:
        (row,) = table(client.get("/api/v1/statements?format=csv"))
        risky = words[0] in "=+-@\t"
        assert row["exact"] == row["title"] == ("'" + words if risky else words)
        (figure,) = table(client.get("/api/v1/figures?format=csv"))
        assert figure["value"] == "-7"  # a number, not a formula


def test_format_goes_before_accept_and_refusals_tell_what_is_served(client: TestClient) -> None:
    html = {"accept": "text/html"}
    assert client.get("/api/v1/statements", headers=html).status_code == 406
    told = client.get("/api/v1/statements", headers=html).json()["detail"]
    assert "text/csv" in told and "application/jsonl" in told
    assert (
        client.get("/api/v1/statements?format=csv", headers=html)
        .headers["content-type"]
        .startswith("text/csv")
    )
    assert client.get("/api/v1/statements?format=json", headers={"accept": "text/csv"}).json()["items"]
    assert client.get("/api/v1/statements?format=xml").status_code == 422
    assert client.get("/api/v1/topics", headers={"accept": "text/csv"}).status_code == 406
    assert client.get("/api/v1/topics?format=csv").status_code == 422


@pytest.mark.parametrize(
    ("accept", "found"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("text/*;q=0.5, application/json;q=0.4", "text/csv"),
        ("application/json;q=0.4, application/x-ndjson", "application/x-ndjson"),
        ("text/csv;q=0, */*;q=0.1", "application/json"),
        ("text/html", None),
        ("application/json;q=0", None),
        ("text/csv;q=x", None),
    ],
)
def test_what_a_client_prefers(accept: str, found: str | None) -> None:
    served = ("application/json", "application/jsonl", "application/x-ndjson", "text/csv")
    assert preferred(accept.encode(), served) == found


def test_unknown_values_are_told_before_a_stream_begins(client: TestClient) -> None:
    answer = client.get("/api/v1/statements?format=csv&leader=nobody-at-all")
    assert answer.status_code == 404 and answer.headers["content-type"] == "application/problem+json"


def test_an_answer_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    whole = client.get("/api/v1/statements?format=csv")
    same = client.get("/api/v1/statements?format=csv", headers={"if-none-match": whole.headers["etag"]})
    assert same.status_code == 304
    lines = client.get("/api/v1/statements", headers={"accept": "application/jsonl"})
    page = client.get("/api/v1/statements")
    assert len({lines.headers["etag"], page.headers["etag"], whole.headers["etag"]}) == 3
    assert "Accept" in lines.headers["vary"]


def test_head_sends_no_rows(address: str) -> None:
    answer = httpx2.head(f"{address}/api/v1/statements?format=csv")
    assert answer.status_code == 200 and answer.content == b""


@pytest.mark.parametrize("how", ["csv", "jsonl"])
def test_a_head_is_not_kept_as_an_empty_list(address: str, how: str) -> None:
    path = f"{address}/api/v1/proposals?format={how}&sort=date"
    assert httpx2.head(path).status_code == 200
    assert len(httpx2.get(path).text.splitlines()) > 10


@pytest.mark.parametrize("coding", ["br", "gzip", "zstd", "identity"])
def test_a_stream_tells_its_end_each_time_it_is_asked_for(address: str, coding: str) -> None:
    with httpx2.Client(headers={"accept-encoding": coding}) as client:
        for _ in range(3):
            answer = client.get(f"{address}/api/v1/statements?format=jsonl&sort=date")
            assert answer.headers["transfer-encoding"] == "chunked"


def test_a_real_server_sends_the_whole_in_pieces(address: str) -> None:
    with httpx2.stream("GET", f"{address}/api/v1/statements?format=jsonl") as answer:
        assert answer.headers["transfer-encoding"] == "chunked"
        lines = [line for line in answer.iter_lines() if line]
    total = httpx2.get(f"{address}/api/v1/statements?count=exact&limit=1").json()["total"]
    assert len(lines) == total and all(json.loads(line)["id"] for line in lines)


@pytest.fixture
def long_list(tmp_path: Path, vocabulary: Vocabulary) -> Path:
    return fill(tmp_path / "long.db", vocabulary, shelf(BATCH // 4))


def drained(stream: RecordStream) -> Iterator[bytes]:
    for batch in stream.batches():
        assert len(batch) <= BATCH
        yield from batch


def test_a_stream_sees_one_state_and_holds_up_no_writer(long_list: Path, vocabulary: Vocabulary) -> None:
    reader = open_database(f"sqlite:///{long_list}").reader()
    assert reader.lets_write()
    stream = RecordStream(reader, vocabulary, STATEMENTS, StatementParams(count="exact"))
    found = drained(stream)
    first = next(found)
    later = make_document("Совсем новое слово.", key="later")
    add(
        long_list,
        vocabulary,
        [make_extraction(later, statements=[make_statement("новое слово", text=later.text)])],
    )
    whole = [first, *found]
    stream.close()
    assert len(whole) == stream.total == 8 * (BATCH // 4) and len(set(whole)) == len(whole)
    stream.close()  # once more does no harm


def test_where_writers_would_wait_each_batch_is_a_state_of_its_own(
    long_list: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = open_database(f"sqlite:///{long_list}").reader()
    monkeypatch.setattr(reader, "lets_write", lambda: False)
    stream = RecordStream(reader, vocabulary, STATEMENTS, StatementParams(sort="date"))
    found = drained(stream)
    first = next(found)
    later = make_document("Совсем новое слово.", key="later", published_on=date(2031, 1, 1))
    add(
        long_list,
        vocabulary,
        [make_extraction(later, statements=[make_statement("новое слово", text=later.text)])],
    )
    assert len([first, *found]) == 8 * (BATCH // 4) + 1
    stream.close()


def test_too_many_streams_are_refused_and_ended_ones_make_room(
    library: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(library)
    with TestClient(app) as client:
        for _ in range(AT_ONCE + 2):
            assert client.get("/api/v1/statements?format=csv").status_code == 200
            assert client.get("/api/v1/statements?format=csv&leader=nobody-at-all").status_code == 404
        monkeypatch.setattr(app.state.streams, "_open", AT_ONCE)
        refused = client.get("/api/v1/statements?format=csv&limit=7")  # one that is not kept already
        assert refused.status_code == 503 and refused.headers["retry-after"]


def test_a_client_that_goes_away_leaves_its_place(address: str) -> None:
    for _ in range(AT_ONCE + 2):
        with httpx2.stream("GET", f"{address}/api/v1/statements?format=jsonl") as answer:
            assert answer.status_code == 200  # and closed without being read


def test_every_kind_has_columns() -> None:
    assert set(FLAT) == {"statement", "proposal", "figure", "document", "claim", "thread", "point", "change"}
