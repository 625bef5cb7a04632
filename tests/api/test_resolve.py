"""Whom a name means, over HTTP: any spelling, with reasons; several are told as several, nobody as nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from app.domain.kinds import NameReason
from app.extraction.people.resolve import REASONS
from app.queries.params import LONGEST_NAME
from app.schemas.resolve import ResolvedName
from tests.api.conftest import MakeApp

PATH = "/api/v1/leaders/resolve"


def resolve(client: TestClient, name: str, **more: str) -> dict[str, Any]:
    answer = client.get(PATH, params={"name": name, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    ResolvedName.model_validate(found)
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [item["id"] for item in found["candidates"]]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Ардан Темур", "exact"),
        ("ТЕМУР ардан", "exact"),
        ("Арданом Темуром", "case-form"),
        ("А. Темур", "initials"),
        ("Ардан Тэмур", "spelling"),
        ("Ardan Temur", "exact"),
        ("ardan-temur", "exact"),
        ("Ардан Темпур", "similar"),
        ("президент Тавании", "title"),
    ],
)
def test_any_spelling_finds_the_leader_and_tells_why(client: TestClient, name: str, reason: str) -> None:
    found = resolve(client, name, date="2025-09-12")
    assert (found["name"], found["date"]) == (name, "2025-09-12")
    assert ids(found) == ["ardan-temur"] and found["ambiguous"] is False and found["notes"] == []
    (candidate,) = found["candidates"]
    assert reason in candidate["reasons"]
    assert candidate["known"] is True and candidate["labels"]["en"] == "Ardan Temur"
    assert client.get(f"/api/v1/leaders/{candidate['id']}").status_code == 200


def test_namesakes_are_ambiguous_and_the_day_decides_who_comes_first(client: TestClient) -> None:
    now, then = (resolve(client, "Темур", date=day) for day in ("2025-09-12", "2010-01-01"))
    assert ids(now) == ["ardan-temur", "karim-temur"] and ids(then) == ["karim-temur", "ardan-temur"]
    assert now["ambiguous"] is then["ambiguous"] is True
    assert now["candidates"][0]["office"]["office"] == "president"
    assert now["candidates"][0]["office"]["country"]["id"] == then["candidates"][0]["office"]["country"]["id"]


def test_what_is_left_out_by_the_limit_is_told(client: TestClient) -> None:
    found = resolve(client, "Темур", limit="1")
    assert len(found["candidates"]) == 1 and found["ambiguous"] is True
    assert found["notes"] == ["1 more fit; ask with a higher limit, or with a fuller name."]


@pytest.mark.parametrize(
    "name", ["Nobody Whatsoever", "12345", "...", "'; DROP TABLE leader; --", "Путин " * 33]
)
def test_nobody_is_an_empty_list_with_a_hint_and_no_guess(client: TestClient, name: str) -> None:
    found = resolve(client, name)
    assert found["candidates"] == [] and found["ambiguous"] is False
    (note,) = found["notes"]
    assert "/api/v1/leaders" in note


def test_a_person_who_was_met_in_a_text_only_is_found_by_the_name_met(
    tmp_path: Path, make_app: MakeApp
) -> None:
    from tests.builders import make_document, make_extraction, make_mention
    from tests.shelf import fill, project

    text = "Сергей Новакшин открыл встречу."
    mention = make_mention("Сергей Новакшин", text=text, leader="sergei-novakshin", known=False)
    path = fill(tmp_path / "met.db", project()[0], [make_extraction(make_document(text), people=(mention,))])
    with TestClient(make_app(path)) as client:
        for name in ("Сергей Новакшин", "СЕРГЕЙ НОВАКШИН", "sergei-novakshin", "Sergei Novakshin"):
            (candidate,) = resolve(client, name)["candidates"]
            assert (candidate["id"], candidate["known"], candidate["office"]) == (
                "sergei-novakshin",
                False,
                None,
            )
            assert candidate["matched"] == "Сергей Новакшин"
        assert ids(resolve(client, "Новакшин")) == []


@pytest.mark.parametrize(
    ("query", "loc"),
    [
        ("", "query/name"),
        ("name=", "query/name"),
        ("name=%20%20", "query/name"),
        ("name=a%0Ab", "query/name"),
        (f"name={'a' * (LONGEST_NAME + 1)}", "query/name"),
        ("name=Temur&date=yesterday", "query/date"),
        ("name=Temur&date=0.0", "query/date"),
        ("name=Temur&limit=0", "query/limit"),
        ("name=Temur&limit=51", "query/limit"),
        ("name=Temur&spelling=any", "query/spelling"),
        ("name=Temur&day=2025-01-01", "query/day"),
    ],
)
def test_wrong_questions_are_422_and_name_the_parameter(client: TestClient, query: str, loc: str) -> None:
    answer = client.get(f"{PATH}?{query}")
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (422, "urn:summitry:problem:invalid-input")
    assert [fault["loc"] for fault in problem["errors"]] == [loc]
    assert "Field required" not in answer.text and "pattern" not in answer.text


def test_a_longest_name_is_taken(client: TestClient) -> None:
    assert ids(resolve(client, "Темур" + " " * (LONGEST_NAME - 5))) == ["ardan-temur", "karim-temur"]


def test_the_reasons_are_the_published_ones() -> None:
    assert tuple(NameReason) == REASONS


def test_over_a_socket_it_has_an_etag_and_a_head(address: str) -> None:
    with httpx2.Client(base_url=address, headers={"accept-encoding": "identity"}) as client:
        first = client.get(PATH, params={"name": "Темуру"})
        assert first.status_code == 200
        assert [item["id"] for item in first.json()["candidates"]] == ["ardan-temur", "karim-temur"]
        again = client.get(PATH, params={"name": "Темуру"}, headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304
        head = client.head(PATH, params={"name": "Темуру"})
        assert head.status_code == 200 and head.headers["content-length"] == str(len(first.content))
        assert client.post(PATH).status_code == 405
