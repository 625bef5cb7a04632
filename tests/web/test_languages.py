"""English and Russian: by the address, else by what the browser reads best; links keep what the address names."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from app.vocabulary import Vocabulary
from tests.shelf import add, fill, shelf
from tests.stores import Store
from tests.web.conftest import BROWSER, client_of
from tests.web.markup import Elements, faults

CYRILLIC = re.compile("[Ѐ-ӿ]")
LATIN = re.compile(r"[A-Za-z]{4,}")
PAGES = [
    "/",
    "/statements?leader=ardan-temur&kind=direct",
    "/proposals",
    "/figures?topic=trade",
    "/documents",
    "/claims",
    "/threads",
    "/agenda?summit=consultative-meeting-central-asia-7",
    "/agenda?date_from=2025-01-01&date_to=2025-12-31&by=country&limit=3&topic=trade",
    "/agenda?series=sco-heads-of-state",
    "/search?q=мысль",
    "/leaders",
    "/leaders/ardan-temur",
    "/leaders/sadyr-japarov",
    "/leaders/person-of-no-list",
    "/topics/trade",
    "/metrics/fdi",
    "/summits/consultative-meeting-central-asia-7",
    "/countries/central-asia",
]


@pytest.mark.parametrize(
    ("query", "accept", "language"),
    [
        ("", "", "en"),
        ("", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("", "de,en;q=0.5", "en"),
        ("", "kk, ru;q=0.7", "ru"),
        ("?lang=ru", "en", "ru"),
        ("?lang=en", "ru", "en"),
    ],
)
def test_the_language_is_that_of_the_address_else_of_the_browser(
    client: TestClient, query: str, accept: str, language: str
) -> None:
    answer = client.get(f"/{query}", headers={**BROWSER, "accept-language": accept})
    elements = Elements(answer.text)
    assert elements.of("html")[0]["lang"] == language
    [chosen] = [attrs for attrs in elements.of("a") if "hreflang" in attrs and "aria-current" in attrs]
    assert chosen["lang"] == language


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_words_of_another_language_say_which_it_is(client: TestClient, address: str, language: str) -> None:
    found = client.get(address, headers={**BROWSER, "accept-language": language}).text
    assert faults(found) == []
    other = CYRILLIC if language == "en" else LATIN
    for text in Own(found).told:
        assert not other.search(text), text


class Own(Elements):
    """Pieces of text that nothing but the page itself tells the language of: no element around them does, and none is code or a proper name."""

    def __init__(self, page: str) -> None:
        self.told: list[str] = []
        self._named: list[bool] = []
        super().__init__(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        named = tag == "code" or given.get("translate") == "no" or ("lang" in given and tag != "html")
        before = len(self._open)
        super().handle_starttag(tag, attrs)
        if len(self._open) > before:
            self._named.append(named)

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        del self._named[len(self._open) :]

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if "body" in self._open and not any(self._named):
            self.told.append(data)


@pytest.mark.parametrize("address", PAGES)
def test_a_language_that_the_address_names_is_kept_by_every_link(client: TestClient, address: str) -> None:
    named = address + ("&" if "?" in address else "?") + "lang=ru"
    elements = Elements(client.get(named, headers=BROWSER).text)
    for attrs in elements.of("a"):
        link = urlsplit(attrs["href"])
        own = not link.netloc and link.path and not link.path.startswith(("/api/", "/docs", "/llms"))
        if own and attrs.get("rel") != "bookmark" and "hreflang" not in attrs:
            assert ("lang", "ru") in parse_qsl(link.query), attrs
    plain = Elements(client.get(address, headers={**BROWSER, "accept-language": "ru"}).text)
    for attrs in plain.of("a"):
        assert "hreflang" in attrs or "lang=" not in attrs["href"], attrs


def test_pages_hold_below_another_path(client: TestClient) -> None:
    below = TestClient(client.app, root_path="/summitry")
    answer = below.get("/summitry/statements?limit=2", headers=BROWSER)
    assert answer.status_code == 200 and faults(answer.text) == []
    for link in Elements(answer.text).links():
        assert link.startswith(("/summitry/", "#", "https://example.org/")), link
    assert below.get("/summitry/none", headers=BROWSER).headers["content-type"].startswith("text/html")


def test_a_page_is_sent_once_for_each_state_of_the_data_and_each_language(
    store: Store, vocabulary: Vocabulary
) -> None:
    url = fill(store.migrated(), vocabulary, shelf(1))
    with client_of(url, vocabulary) as client:
        answer = client.get("/statements", headers=BROWSER)
        etag = answer.headers["etag"]
        assert answer.headers["x-data-version"] == client.get("/api/v1/meta").headers["x-data-version"]
        again = client.get("/statements", headers={**BROWSER, "if-none-match": etag})
        assert again.status_code == 304 and not again.content
        assert again.headers["content-security-policy"] == answer.headers["content-security-policy"]
        russian = client.get(
            "/statements", headers={**BROWSER, "if-none-match": etag, "accept-language": "ru"}
        )
        assert russian.status_code == 200 and russian.headers["etag"] != etag
        add(url, vocabulary, shelf(2)[1:])
        changed = client.get("/statements", headers={**BROWSER, "if-none-match": etag})
        assert changed.status_code == 200 and changed.headers["etag"] != etag
        assert client.head("/statements", headers=BROWSER).content == b""
