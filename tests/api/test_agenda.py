"""Agenda and profile over HTTP: every number is that of the list behind it, whatever is asked; what is compared, and what is told of silence."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.queries import matrix
from app.schemas.agenda import AgendaOut
from app.schemas.profile import ProfileOut

API = "/api/v1"
SUMMIT = "summit=consultative-meeting-central-asia-7"
YEAR = "date_from=2025-01-01&date_to=2025-12-31"
ASKED = (
    SUMMIT,
    f"{SUMMIT}&by=country",
    "summit=sco-heads-of-state-25",
    "series=sco-heads-of-state",
    "series=sco-heads-of-state&by=country",
    YEAR,
    f"{YEAR}&by=country",
    "date_from=2025-03-11&date_to=2025-04-20",
    "",
    "by=country",
    "date_from=2025-04-20",
    "date_to=2025-04-20&by=country",
    f"{SUMMIT}&limit=1",
    f"{SUMMIT}&leader=ardan-temur&leader=liana-verst&topic=trade",
)
Shape = dict[str, Any]


def counted(found: Any) -> Iterator[Shape]:
    """Every number with its list, wherever it stands."""
    if isinstance(found, dict):
        if set(found) in ({"n", "list"}, {"n", "list", "partial"}):
            yield found
        for each in found.values():
            yield from counted(each)
    elif isinstance(found, list):
        for each in found:
            yield from counted(each)


def total(client: TestClient, address: str) -> int:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}count=exact&limit=1")
    assert answer.status_code == 200, answer.text
    return int(answer.json()["total"])


def agenda(client: TestClient, asked: str) -> Shape:
    answer = client.get(f"{API}/agenda?{asked}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["x-data-version"] == str(answer.json()["data_version"])
    AgendaOut.model_validate(answer.json())
    return dict(answer.json())


@pytest.mark.parametrize("asked", ASKED)
def test_every_number_is_that_of_its_list(client: TestClient, asked: str) -> None:
    found = agenda(client, asked)
    numbers = list(counted(found))
    assert len(numbers) > 10 and sum(each["n"] for each in numbers) > 10
    for each in numbers:
        assert total(client, each["list"]) == each["n"], each["list"]


@pytest.mark.parametrize("side", ["leader", "country"])
def test_all_that_is_stored_is_counted_without_reading_it(
    client: TestClient, side: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By counters, whatever is stored: the cells of a topic are those that its list's facets have."""

    def walk(*_: object) -> None:
        raise AssertionError("the records are read")

    monkeypatch.setattr(matrix, "_walked", walk)
    found = agenda(client, f"by={side}&limit=500")
    assert found["topics"]
    for topic in found["topics"]:
        for kind in ("statements", "proposals", "figures"):
            asked = f"{topic['counts'][kind]['list']}&facets={side}&facet_limit=500&limit=1"
            facet = client.get(asked).json()["facets"][side]
            told = {value["value"]: value["n"] for value in facet["values"]}
            assert {cell["id"]: cell[kind]["n"] for cell in topic["cells"] if cell[kind]["n"]} == told


@pytest.mark.parametrize("asked", [SUMMIT, YEAR, "series=sco-heads-of-state"])
def test_nobody_who_speaks_is_left_out(client: TestClient, asked: str) -> None:
    """The cells of a topic are those that its list's facets have, and the others are told to have nothing."""
    found = agenda(client, asked)
    columns = [column["id"] for column in found["columns"]]
    assert found["topics"] and found["others"] == 0
    for topic in found["topics"]:
        speaking: set[str] = set()
        for kind in ("statements", "proposals", "figures"):
            facet = client.get(f"{topic['counts'][kind]['list']}&facets=leader&limit=1").json()["facets"]
            told = {value["value"]: value["n"] for value in facet["leader"]["values"]}
            cells = {cell["id"]: cell[kind]["n"] for cell in topic["cells"] if cell[kind]["n"]}
            assert cells == told
            speaking |= set(told)
        assert topic["silent"] == [column for column in columns if column not in speaking]


def test_by_country_figures_about_one_are_no_words_of_its(client: TestClient) -> None:
    found = agenda(client, f"{YEAR}&by=country")
    basis = {column["id"]: column["basis"] for column in found["columns"]}
    spoken = {
        column["id"]
        for column in found["columns"]
        if column["counts"]["statements"]["n"] or column["counts"]["proposals"]["n"]
    }
    assert {column for column, why in basis.items() if why == "speaks"} == spoken
    told = set(basis) - spoken
    assert told and {basis[column] for column in told} == {"figures"}
    assert not told & {column for topic in found["topics"] for column in topic["silent"]}


def test_narrowed_to_some_columns_and_rows_what_others_raised_stays_known(client: TestClient) -> None:
    whole = agenda(client, SUMMIT)
    part = agenda(client, f"{SUMMIT}&leader=liana-verst&topic=water")
    assert [column["id"] for column in part["columns"]] == ["liana-verst"]
    [topic] = part["topics"]
    of_all = next(each for each in whole["topics"] if each["id"] == "water")
    assert topic["counts"] == of_all["counts"]
    assert topic["cells"] == [cell for cell in of_all["cells"] if cell["id"] == "liana-verst"]
    assert topic["silent"] == [each for each in of_all["silent"] if each == "liana-verst"]


def test_whoever_is_asked_for_is_a_column(client: TestClient) -> None:
    found = agenda(client, f"{SUMMIT}&leader=antonio-guterres")
    [column] = found["columns"]
    assert column["basis"] == "asked"
    assert all(topic["silent"] == ["antonio-guterres"] for topic in found["topics"] if topic["cells"] == [])


def test_who_might_have_spoken_is_told_apart(client: TestClient) -> None:
    """Heads of the bloc's members on the day of the summit, of whom the documents hold nothing."""
    found = agenda(client, SUMMIT)
    office = {column["id"] for column in found["columns"] if column["basis"] == "office"}
    assert {"kassym-jomart-tokayev", "sadyr-japarov", "shavkat-mirziyoyev", "emomali-rahmon"} <= office
    assert "nursultan-nazarbayev" not in office
    assert any("does not say that they said nothing" in note for note in found["notes"])
    countries = agenda(client, f"{SUMMIT}&by=country")["columns"]
    assert {"KG", "KZ", "TJ", "TM", "UZ"} <= {column["id"] for column in countries}
    only = agenda(client, f"{SUMMIT}&country=KG")["columns"]
    assert [column["id"] for column in only] == ["sadyr-japarov"]


def test_columns_beyond_the_limit_are_counted(client: TestClient) -> None:
    whole = agenda(client, SUMMIT)
    part = agenda(client, f"{SUMMIT}&limit=2")
    assert part["columns"] == whole["columns"][:2]
    assert part["others"] == len(whole["columns"]) - 2
    assert all(
        {cell["id"] for cell in topic["cells"]} <= {each["id"] for each in part["columns"]}
        for topic in part["topics"]
    )


@pytest.mark.parametrize("asked", [SUMMIT, f"{YEAR}&by=country"])
def test_the_long_form_has_every_number_of_the_matrix(client: TestClient, asked: str) -> None:
    found = agenda(client, asked)
    answer = client.get(f"{API}/agenda?{asked}&format=csv&lang=ru")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 3 * len(found["topics"]) * len(found["columns"])
    told = {
        (row["topic"], row["column"], row["kind"]): int(row["count"]) for row in rows if row["count"] != "0"
    }
    cells = {
        (topic["id"], cell["id"], kind): cell[kind]["n"]
        for topic in found["topics"]
        for cell in topic["cells"]
        for kind in ("statements", "proposals", "figures")
        if cell[kind]["n"]
    }
    assert told == cells
    assert {row["topic_label"] for row in rows} == {topic["labels"]["ru"] for topic in found["topics"]}
    narrow = client.get(f"{API}/agenda?{asked}&limit=1", headers={"accept": "text/csv"}).text
    assert len(list(csv.DictReader(io.StringIO(narrow)))) == 3 * len(found["topics"])


@pytest.mark.parametrize(
    ("asked", "status", "where"),
    [
        (f"{SUMMIT}&series=sco-heads-of-state", 409, "query/series"),
        (f"{SUMMIT}&{YEAR}", 409, "query/date_from"),
        ("series=sco-heads-of-state&date_to=2025-01-01", 409, "query/date_to"),
        (f"{SUMMIT}&by=country&leader=ardan-temur", 409, "query/leader"),
        (f"{SUMMIT}&limit=501", 422, "query/limit"),
        (f"{SUMMIT}&kind=statement", 422, "query/kind"),
        (f"{SUMMIT}&{SUMMIT}", 422, "query/summit"),
        (f"{SUMMIT}&format=parquet", 422, "query/format"),
        ("summit=no-such", 404, "query/summit"),
        ("series=no-such", 404, "query/series"),
        (f"{SUMMIT}&topic=no-such", 404, "query/topic"),
        (f"{SUMMIT}&leader=nobody", 404, "query/leader"),
        (f"{SUMMIT}&country=XX", 404, "query/country"),
    ],
)
def test_what_is_no_agenda_is_refused(client: TestClient, asked: str, status: int, where: str) -> None:
    answer = client.get(f"{API}/agenda?{asked}")
    assert answer.status_code == status, answer.text
    assert where in {fault["loc"] for fault in answer.json()["errors"]}


def test_a_summit_that_nothing_is_stored_of_says_so(client: TestClient) -> None:
    found = agenda(client, "summit=sco-heads-of-state-24")
    assert found["documents"]["n"] == 0 and found["topics"] == []
    assert "No document of it is stored." in found["notes"]
    assert all(column["basis"] == "office" for column in found["columns"])


def test_days_in_the_wrong_order_find_nothing_and_say_so(client: TestClient) -> None:
    found = agenda(client, "date_from=2025-02-01&date_to=2025-01-01")
    assert (found["topics"], found["columns"], found["documents"]["n"], found["before"]) == ([], [], 0, None)
    assert any("lies after date_to" in note for note in found["notes"])


def test_the_first_and_the_last_days_there_are(client: TestClient) -> None:
    found = agenda(client, "date_from=0001-01-01&date_to=9999-12-31")
    assert found["before"] is None and found["topics"]
    assert all(topic["status"] is None for topic in found["topics"])


def profile(client: TestClient, leader: str, asked: str = "") -> Shape:
    answer = client.get(f"{API}/leaders/{leader}/profile?{asked}")
    assert answer.status_code == 200, answer.text
    ProfileOut.model_validate(answer.json())
    return dict(answer.json())


@pytest.mark.parametrize("leader", ["ardan-temur", "liana-verst", "person-of-no-list", "antonio-guterres"])
@pytest.mark.parametrize("asked", ["", "date_from=2025-03-11&date_to=2025-06-30"])
def test_every_number_of_a_profile_is_that_of_its_list(client: TestClient, leader: str, asked: str) -> None:
    found = profile(client, leader, asked)
    for each in counted(found):
        if each["list"] is not None:
            assert total(client, each["list"]) == each["n"], each["list"]
    assert found["known"] == (leader != "person-of-no-list")


def test_a_profile_adds_up(client: TestClient) -> None:
    found = profile(client, "ardan-temur")
    listed = client.get(f"{API}/statements?leader=ardan-temur&limit=500").json()["items"]
    assert found["counts"]["statements"]["n"] == len(listed) > 0
    for kind in ("statements", "proposals", "figures"):
        assert sum(year[kind]["n"] for year in found["years"]) == found["counts"][kind]["n"]
        for topic in found["topics"]:
            assert sum(year[kind]["n"] for year in topic["years"]) == topic[kind]["n"]
    assert found["years"][-1]["year"] is None and found["years"][-1]["statements"]["list"] is None
    days = sorted(
        item["said_on"]
        for noun in ("statements", "proposals", "figures")
        for item in client.get(f"{API}/{noun}?leader=ardan-temur&limit=500").json()["items"]
        if item["said_on"]
    )
    assert (found["first_seen"], found["last_seen"]) == (days[0], days[-1])
    proposals = client.get(f"{API}/proposals?leader=ardan-temur&limit=5").json()["items"]
    assert found["proposals"] == proposals
    told = {topic["id"] for topic in found["topics"]}
    assert told >= {topic["id"] for item in listed for topic in item["topics"]}


def test_whom_he_addresses_and_who_addresses_him(client: TestClient) -> None:
    listed = client.get(f"{API}/statements?addressee=liana-verst&limit=500").json()["items"]
    by = {item["speaker"]["id"] for item in listed if item["speaker"] and item["speaker"]["kind"] == "person"}
    found = profile(client, "liana-verst")
    assert (
        {value["id"] for value in found["addressed_by"]["values"] if value["statements"]["n"]} == by != set()
    )
    his = client.get(f"{API}/statements?leader=liana-verst&limit=500").json()["items"]
    asked = {addressee["id"] for item in his for addressee in item["addressees"]}
    assert (
        {value["id"] for value in found["addresses"]["values"] if value["statements"]["n"]} == asked != set()
    )


def test_a_profile_in_the_long_form(client: TestClient) -> None:
    found = profile(client, "ardan-temur")
    answer = client.get(f"{API}/leaders/ardan-temur/profile", headers={"accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    told = {(row["topic"], row["year"], row["kind"]): int(row["count"]) for row in rows}
    for topic in found["topics"]:
        for year in topic["years"]:
            assert told[topic["id"], year["year"] or "", "figures"] == year["figures"]["n"]
    assert (
        sum(n for (topic, _, kind), n in told.items() if not topic and kind == "statements")
        == found["counts"]["statements"]["n"]
    )


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("nobody/profile", 404),
        ("ardan-temur/profile?limit=1", 422),
        ("ardan-temur/profile?date_from=2025", 422),
    ],
)
def test_what_is_no_profile_is_refused(client: TestClient, path: str, status: int) -> None:
    assert client.get(f"{API}/leaders/{path}").status_code == status
