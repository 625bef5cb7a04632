"""What browsers are told where there is no page: a page that says what to do. Programs get the problem document of the API."""

from __future__ import annotations

import logging
import re
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.schemas.common import LabelLanguage
from app.schemas.ids import parse
from app.settings import ROOT, Settings
from app.store.database import open_database
from app.store.save import delete_document
from app.vocabulary import Vocabulary
from app.web.words import words_of
from tests.shelf import fill, shelf
from tests.stores import Store
from tests.web.conftest import BROWSER, client_of
from tests.web.markup import Elements, faults, text_of

CASES = [
    ("/none", 404, "not-found", "/none"),
    ("/statements/", 404, "not-found", "/statements/"),
    ("/statements/st-0000000000000", 404, "not-found", "st-0000000000000"),
    ("/documents/doc-0000000000000", 404, "not-found", "doc-0000000000000"),
    ("/claims/cl-0000000000000", 404, "not-found", "cl-0000000000000"),
    ("/leaders/nobody", 404, "not-found", "nobody"),
    ("/topics/nothing", 404, "not-found", "nothing"),
    ("/statements?leader=nobody", 404, "not-found", "nobody"),
    ("/statements?cursor=" + "A" * 36, 404, "not-found", "cursor"),
    ("/documents/1", 422, "invalid-input", "begins with doc-"),
    ("/documents/doc-0000000000000?at=-1", 422, "invalid-input", "at"),
    ("/topics/%00", 422, "invalid-input", "id"),
    ("/statements?limit=101", 422, "invalid-input", "/api/v1/statements"),
    ("/statements?colour=red", 422, "invalid-input", "is unknown here"),
    ("/statements?format=csv", 422, "invalid-input", "/api/v1/statements"),
    ("/statements?fields=id&include=document", 422, "invalid-input", "/api/v1/statements"),
    ("/statements?date_from=yesterday", 422, "invalid-input", "2025-11-16"),
    ("/statements?sort=date&sort=-date", 422, "invalid-input", "several times"),
    ("/statements?lang=de", 422, "invalid-input", "lang"),
    ("/search?q=" + "a" * 301, 422, "invalid-input", "q"),
    ("/leaders?limit=500", 422, "invalid-input", "/api/v1/leaders"),
]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(("address", "status", "code", "told"), CASES)
def test_an_error_is_a_page_that_says_what_to_do(
    client: TestClient, address: str, status: int, code: str, told: str, language: LabelLanguage
) -> None:
    answer = client.get(address, headers={**BROWSER, "accept-language": language})
    assert answer.status_code == status, answer.text
    check(answer, code, language)
    assert told in unescape(text_of(answer.text))


def check(answer: Any, code: str, language: LabelLanguage) -> None:
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store" and "etag" not in answer.headers
    assert faults(answer.text) == []
    words = words_of(language)
    assert Elements(answer.text).of("html")[0]["lang"] == language
    said = text_of(answer.text)
    assert words(f"error.{code}.title") in said and words(f"error.{code}.do") in said
    assert 'role="search"' in answer.text, "a page of errors leads on as any other"


@pytest.mark.parametrize(("address", "status", "code", "told"), CASES)
def test_programs_get_problem_documents(
    client: TestClient, address: str, status: int, code: str, told: str
) -> None:
    for accept in ("*/*", "application/json", "application/problem+json, text/html;q=0.5"):
        answer = client.get(address, headers={"accept": accept})
        assert answer.status_code == status and answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["type"] == f"urn:summitry:problem:{code}"


@pytest.mark.parametrize(
    "address", ["/api/v1/none", "/api/v1/leaders/nobody", "/api/v1/statements?leader=nobody"]
)
def test_what_is_asked_of_the_api_is_told_as_data(client: TestClient, address: str) -> None:
    answer = client.get(address, headers={"accept": "application/json, text/html"})
    assert answer.status_code == 404 and answer.headers["content-type"] == "application/problem+json"


def test_what_was_withdrawn_is_gone(store: Store, vocabulary: Vocabulary) -> None:
    url = fill(store.migrated(), vocabulary, shelf(1))
    with client_of(url, vocabulary) as client:
        document = client.get("/api/v1/documents").json()["items"][0]["id"]
        said = client.get("/api/v1/statements").json()["items"][0]["id"]
        database = open_database(url)
        with database.session() as session:
            assert delete_document(session, parse(document, "document"))
        database.close()
        for address in (f"/documents/{document}", f"/statements/{said}"):
            answer = client.get(address, headers=BROWSER)
            assert answer.status_code == 410
            check(answer, "gone", "en")


def test_a_database_that_is_away_is_told(vocabulary: Vocabulary) -> None:
    settings = Settings(database_url="sqlite:////none/none.db", vocabulary_dir=ROOT / "data" / "vocabulary")
    with TestClient(create_app(settings, vocabulary)) as client:
        for address in ("/", "/statements", "/none"):
            answer = client.get(address, headers=BROWSER)
            if address == "/none":
                assert answer.status_code == 404
            else:
                assert answer.status_code == 503 and answer.headers["retry-after"]
                check(answer, "store-unavailable", "en")


def test_a_defect_of_ours_names_the_request_and_is_logged(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("app.web.pages.front.tallies", broken)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/", headers={**BROWSER, "x-request-id": "mine-1"})
    assert answer.status_code == 500
    check(answer, "internal", "en")
    assert "mine-1" in text_of(answer.text) and "secret" not in answer.text
    assert client.get("/").json()["type"] == "urn:summitry:problem:internal"


WAYS = [
    (
        "/statements?topic=nothing&leader=ardan-temur",
        ["/statements?leader=ardan-temur", "/topics", "/statements", "/"],
    ),
    ("/statements?cursor=nonsense&topic=trade", ["/statements?topic=trade", "/statements", "/"]),
    ("/statements?colour=red", ["/statements", "/"]),
    ("/leaders/ardan-temir", ["/search?q=ardan+temir", "/leaders", "/"]),
    ("/documents/doc-0000000000000", ["/documents", "/"]),
    ("/series/nothing", ["/metrics", "/"]),
    ("/none", ["/"]),
]


@pytest.mark.parametrize(("address", "ways"), WAYS)
def test_every_error_leads_on(client: TestClient, address: str, ways: list[str]) -> None:
    """The same without what did not fit, the list that has what would, a search for what was meant."""
    found = client.get(address, headers=BROWSER).text
    listed = re.search(r'<ul class="ways-on".*?</ul>', found, re.DOTALL)
    assert listed and re.findall(r'href="([^"]+)"', listed[0]) == ways
    for way in ways:
        assert client.get(way, headers=BROWSER).status_code == 200


HINTS = [
    ("/statements?date_from=yesterday", "day"),
    ("/figures?value_from=many", "number"),
    ("/statements?limit=0", "limit"),
    ("/statements?cursor=nonsense", "cursor"),
    ("/statements?sort=date&sort=-date", "several"),
    ("/statements?format=csv", "elsewhere"),
    ("/statements?colour=red", "unknown"),
    ("/statements?topic=nothing", "not_known"),
    ("/search?q=" + "a" * 301, "words"),
]


@pytest.mark.parametrize(("address", "hint"), HINTS)
def test_what_does_not_fit_is_told_in_the_language_of_the_page(
    client: TestClient, address: str, hint: str
) -> None:
    for language in ("en", "ru"):
        found = client.get(address, headers={**BROWSER, "accept-language": language}).text
        told = found.partition('<ul class="wrongs">')[2].partition("</ul>")[0]
        assert words_of(language)(f"error.hint.{hint}") in unescape(told)
