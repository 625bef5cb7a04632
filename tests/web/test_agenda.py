"""The agenda as a page, and the profile on a leader's: every number is that of the API and leads to the list it counts."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from app.schemas.common import LabelLanguage
from app.vocabulary import Vocabulary
from app.web.words import words_of
from tests.api.test_agenda import counted
from tests.builders import (
    make_document,
    make_extraction,
    make_figure,
    make_mention,
    make_proposal,
    make_speaker,
    make_statement,
)
from tests.shelf import fill
from tests.stores import Store, only_sqlite
from tests.web.conftest import BROWSER, client_of
from tests.web.markup import Elements, text_of
from tests.web.test_pages import page
from tests.web.test_whole import WIRE, on_the_wire

SUMMIT = "summit=consultative-meeting-central-asia-7"
YEAR = "date_from=2025-01-01&date_to=2025-12-31"
ASKED = (
    SUMMIT,
    f"{SUMMIT}&by=country",
    "series=sco-heads-of-state",
    YEAR,
    f"{YEAR}&by=country&topic=trade",
    "date_from=2025-04-20",
    f"{SUMMIT}&leader=ardan-temur&leader=liana-verst&topic=trade",
)
Shape = dict[str, Any]


def numbers(found: str) -> list[tuple[str, int]]:
    """Every number of a table and the address behind it."""
    links = re.findall(r'<a class="n-(?:\w+)" href="([^"]+)" aria-label="[^"]+">([\d,]+)</a>', found)
    return [(unescape(address), int(n.replace(",", ""))) for address, n in links]


def table(found: str) -> list[list[str]]:
    """The cells of the matrix, row by row."""
    inner = found[found.index("<table") : found.index("</table>")]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", inner)]


@pytest.mark.parametrize("asked", ASKED)
def test_the_matrix_is_that_of_the_api(client: TestClient, asked: str) -> None:
    agenda = client.get(f"/api/v1/agenda?{asked}").json()
    found = page(client, f"/agenda?{asked}")
    head, *rows, foot = table(found)
    assert len(head) == 2 + len(agenda["columns"]) and len(rows) == len(agenda["topics"]) > 0
    for row, topic in zip(rows, agenda["topics"], strict=True):
        cells = {cell["id"]: cell for cell in topic["cells"]}
        expected = [topic["counts"], *(cells.get(column["id"]) for column in agenda["columns"])]
        assert [numbers(cell) for cell in row[1:]] == [counts_of(each) for each in expected]
        assert f'href="/topics/{topic["id"]}"' in row[0]
        assert not topic["status"] or words_of("en")(f"status.{topic['status']}") in row[0]
    assert [numbers(cell) for cell in foot[1:]] == [
        counts_of(each) for each in (agenda["counts"], *(column["counts"] for column in agenda["columns"]))
    ]


def counts_of(records: Shape | None) -> list[tuple[str, int]]:
    """The numbers of a cell, with the pages of their lists."""
    if records is None:
        return []
    found = (records[kind] for kind in ("statements", "proposals", "figures"))
    return [(each["list"].removeprefix("/api/v1"), each["n"]) for each in found if each["n"]]


def test_a_number_leads_to_a_page_of_as_many_records(client: TestClient) -> None:
    found = page(client, f"/agenda?{SUMMIT}")
    links = numbers(found)
    assert len(links) > 20
    for address, n in links[:12]:
        noun = urlsplit(address).path[1:]
        assert words_of("en").count(f"counts.{noun}", n) in text_of(page(client, address)), address


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_new_gone_or_not_found_is_told_in_words(client: TestClient, language: LabelLanguage) -> None:
    words = words_of(language)
    for asked in (SUMMIT, "summit=sco-heads-of-state-25", "date_from=2025-03-11&date_to=2025-04-20"):
        agenda = client.get(f"/api/v1/agenda?{asked}").json()
        found = page(client, f"/agenda?{asked}", 200, **{"accept-language": language})
        told = text_of(found)
        for status in ("new", "returning", "continued"):
            there = any(topic["status"] == status for topic in agenda["topics"])
            assert (words(f"agenda.{status}") in told) == there
        assert (words("agenda.dropped") in told) == bool(agenda["dropped"])
        assert (words("agenda.not_compared") in told) == (agenda["before"] is None)
        silent = {topic["id"]: topic["silent"] for topic in agenda["topics"] if topic["silent"]}
        assert (words.count("agenda.not_found", agenda["documents"]["n"]) in told) == bool(silent)
        assert "`silent`" not in told
        if silent:
            part = found[found.index('id="silent"') :].partition("</section>")[0]
            listed = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", part)
            assert [len(names.split(", ")) for _, names in listed] == [len(each) for each in silent.values()]


def test_without_a_scope_it_is_of_the_newest_summit_that_was_read(
    client: TestClient, empty: TestClient
) -> None:
    answer = client.get("/agenda?by=country&lang=ru", headers=BROWSER, follow_redirects=False)
    summits = client.get("/api/v1/summits?limit=500").json()["items"]
    read = [summit["id"] for summit in summits if summit["counts"]["documents"]]
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/agenda?by=country&lang=ru&summit={read[0]}"
    chosen = re.findall(
        r'<option value="([\w-]+)"( selected)?[^>]*>', page(client, f"/agenda?summit={read[-1]}")
    )
    assert [(id, bool(is_chosen)) for id, is_chosen in chosen if id in read] == [
        (id, id == read[-1]) for id in read
    ]
    nothing = page(empty, "/agenda")
    assert words_of("en")("list.empty") in text_of(nothing) and "summitry ingest" in nothing
    page(empty, f"/agenda?{SUMMIT}")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"{SUMMIT}&{YEAR}", 409),
        (f"{SUMMIT}&by=country&leader=ardan-temur", 409),
        ("summit=none", 404),
        ("date_from=yesterday", 422),
        (f"{SUMMIT}&format=csv", 422),
        (f"{SUMMIT}&limit=500", 422),
        (f"{SUMMIT}&leader=", 200),
    ],
)
def test_what_cannot_be_asked_is_told(client: TestClient, query: str, status: int) -> None:
    page(client, f"/agenda?{query}", status)


@pytest.mark.parametrize(
    "query", [f"{SUMMIT}&by=country&topic=trade&limit=2", f"{YEAR}&leader=ardan-temur&topic=water"]
)
def test_its_forms_ask_for_another_scope_and_keep_the_rest(client: TestClient, query: str) -> None:
    found = page(client, f"/agenda?{query}&lang=ru")
    forms = re.findall(r'<form class="filters".*?</form>', found, re.DOTALL)
    assert len(forms) == 2
    for form in forms:
        fields = Elements(form)
        names = [attrs["name"] for tag in ("input", "select") for attrs in fields.of(tag)]
        assert ("summit" in names) != ("date_from" in names), "one form asks for one scope"
        kept = {attrs["name"]: attrs["value"] for attrs in fields.of("input") if attrs["type"] == "hidden"}
        assert kept.pop("lang") == "ru" and "topic" in kept and "leader" not in kept
    chips = re.findall(r'<a href="([^"]+)" aria-label="[^"]*:', found)
    assert chips and all(client.get(unescape(chip), headers=BROWSER).status_code == 200 for chip in chips)


@pytest.mark.parametrize(
    "address", [f"/agenda?{SUMMIT}", f"/agenda?{YEAR}&by=country&limit=2", "/leaders/ardan-temur"]
)
def test_data_is_one_link_away(client: TestClient, address: str) -> None:
    links = {unescape(link) for link in Elements(page(client, address)).links() if link.startswith("/api/")}
    tables = {link for link in links if "format=csv" in link}
    assert tables and links - tables
    for link in links:
        assert client.get(link).status_code == 200, link


def test_columns_beyond_the_limit_are_told_and_led_to(client: TestClient) -> None:
    agenda = client.get(f"/api/v1/agenda?{SUMMIT}&limit=1").json()
    found = page(client, f"/agenda?{SUMMIT}&limit=1")
    assert agenda["others"] > 0
    assert words_of("en").count("agenda.others", agenda["others"]) in text_of(found)
    link = re.search(rf'<a href="([^"]+)">{words_of("en")("agenda.all_columns")}</a>', found)
    assert link
    whole = page(client, unescape(link[1]))
    assert len(table(whole)[0]) == 2 + 1 + agenda["others"]
    assert words_of("en").count("agenda.others", agenda["others"]) not in text_of(whole)


def test_summits_and_the_front_page_lead_to_it(client: TestClient) -> None:
    assert f'href="/agenda?{SUMMIT}"' in page(client, "/summits/consultative-meeting-central-asia-7")
    assert (
        'href="/agenda"'
        not in page(client, "/summits/consultative-meeting-central-asia-1").partition("<main")[2]
    )
    assert 'href="/agenda"' in page(client, "/").partition("<main")[2]


@pytest.mark.parametrize("leader", ["ardan-temur", "person-of-no-list"])
def test_a_profile_has_the_numbers_of_the_api(client: TestClient, leader: str) -> None:
    profile = client.get(f"/api/v1/leaders/{leader}/profile").json()
    found = page(client, f"/leaders/{leader}")
    head, *rows, foot = table(found)
    years = [year["year"] for year in profile["years"]]
    assert head[2:] == [year or words_of("en")("profile.no_day") for year in years]
    for row, topic in zip(rows, profile["topics"], strict=True):
        by_year = {year["year"]: year for year in topic["years"]}
        assert [numbers(cell) for cell in row[1:]] == [
            listed(topic),
            *(listed(by_year.get(year)) for year in years),
        ]
    assert [numbers(cell) for cell in foot[1:]] == [
        listed(each) for each in (profile["counts"], *profile["years"])
    ]
    beyond = found[found.index("</table>") : found.index('<section class="part" id="statements"')]
    expected = [
        pair
        for name in ("addresses", "addressed_by", "summits", "metrics")
        for each in profile[name]["values"]
        for pair in listed(each)
    ]
    assert numbers(beyond) == expected
    assert sum(each["n"] for each in counted(profile)) > 0


def listed(records: Shape | None) -> list[tuple[str, int]]:
    """The numbers that have a list; those of records without a day have none, and stand as they are."""
    if records is None:
        return []
    found = (records[kind] for kind in ("statements", "proposals", "figures"))
    return [(each["list"].removeprefix("/api/v1"), each["n"]) for each in found if each["n"] and each["list"]]


def crowded(number: int, topics: list[str]) -> Any:
    """Somebody who speaks on every topic, once or more, with a proposal and a figure each time."""
    name = f"Никто {number}"
    topics = [topic for place, topic in enumerate(topics) for _ in range(1 + (number * 7 + place * 3) % 4)]
    lines = [f"{name} сказал {place} о деле {topic}." for place, topic in enumerate(topics)]
    text = "\n\n".join(lines)
    who = make_speaker(f"person-{number}", name)
    statements = [
        make_statement(line, text=text, speaker=who, topics=(topic,))
        for line, topic in zip(lines, topics, strict=True)
    ]
    proposals = [
        make_proposal(f"{place} о деле {topic}", text=text, speaker=who, statement=place, topics=(topic,))
        for place, topic in enumerate(topics)
        if place % 2
    ]
    figures = [
        make_figure(f"сказал {place} о", text=text, claimant=who, statement=place, topics=(topic,))
        for place, topic in enumerate(topics)
    ]
    met = make_mention(name, text=text, leader=f"person-{number}", name=name, known=False)
    document = make_document(text, key=f"crowd-{number}")
    return make_extraction(
        document, people=(met,), statements=statements, proposals=proposals, figures=figures
    )


@only_sqlite
def test_a_crowded_agenda_stays_light(store: Store, vocabulary: Vocabulary) -> None:
    topics = list(vocabulary.topics)
    assert len(topics) > 20
    url = fill(store.migrated(), vocabulary, [crowded(number, topics) for number in range(80)])
    with client_of(url, vocabulary) as client:
        for address in ("/agenda", f"/agenda?{SUMMIT}&limit=100", "/leaders/person-1"):
            assert on_the_wire(client, address) < WIRE
        whole = page(client, f"/agenda?{SUMMIT}&limit=100")
        assert len(table(whole)[0]) >= 82 and len(numbers(whole)) > 2 * 80 * len(topics)
