"""Versions over HTTP: the same text in several outlets, earliest first, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from app.domain.findings import Extraction
from app.queries import versions
from app.queries.versions import near_duplicates
from app.schemas.ids import document_id, show
from app.schemas.version import VersionsOut
from app.store.database import open_database
from app.store.save import delete_document
from app.store.transactions import mark_changed
from app.vocabulary import Vocabulary
from tests.builders import FDI, TEXT, make_document, make_extraction, make_figure, make_statement
from tests.shelf import add, asking, fill
from tests.stores import Store

LATER = TEXT.replace("15 процентов", "16 процентов").replace("Кыргызстан готов", "Страна готова")
PIECE = TEXT.split("\n\nЧтобы")[0]
STRANGE = "Совсем иная новость: в горах прошёл первый снег, и дороги на перевалах закрыты до весны, сообщили спасатели, "
STRANGE += (
    "которые просят водителей запастись терпением, цепями, водой и тёплой одеждой, а лучше остаться дома."
)


def id_of(key: str) -> str:
    return show("document", document_id(key))


def found_in(words: str, key: str, growth: str, **facts: Any) -> Extraction:
    """What is found in one of the texts: the claim with its growth and its level."""
    said = FDI.replace("15 процентов", f"{growth} процентов")
    document = make_document(words, key=key, **facts)
    if said not in words:
        return make_extraction(document, people=())
    figures = [
        make_figure(f"{growth} процентов", text=words, value=Decimal(growth), unit="percent", statement=0),
        make_figure(text=words, statement=0),
    ]
    return make_extraction(
        document, people=(), statements=[make_statement(said, text=words)], proposals=[], figures=figures
    )


@pytest.fixture(scope="module")
def outlets(vocabulary: Vocabulary) -> list[Extraction]:
    return [
        found_in(TEXT, "first", "15", published_on=date(2025, 11, 16), publisher="Bureau B"),
        found_in(LATER, "later", "16", published_on=date(2025, 11, 17), publisher="Bureau A"),
        found_in(PIECE, "piece", "15", published_on=date(2025, 11, 16), publisher="Bureau A"),
        found_in(TEXT, "undated", "15", published_on=None, publisher=None, title=None),
        found_in(TEXT, "translated", "15", language="en", published_on=date(2025, 11, 16)),
        found_in(STRANGE, "strange", "15", published_on=date(2025, 11, 16)),
        found_in("Жапаров прибыл в Ташкент.", "headline", "15"),
        found_in("Жапаров прибыл в Ташкент.", "headline again", "15"),
    ]


@pytest.fixture
def url(store: Store, vocabulary: Vocabulary, outlets: list[Extraction]) -> str:
    return store.filled("outlets", lambda url: fill(url, vocabulary, outlets))


@pytest.fixture
def client(url: str) -> Iterator[TestClient]:
    with asking(url) as opened:
        yield opened


def versions_of(client: TestClient, key: str, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/v1/documents/{id_of(key)}/versions{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    VersionsOut.model_validate(found)
    return found


def test_the_same_text_is_told_earliest_first_with_how_alike_it_is(client: TestClient) -> None:
    found = versions_of(client, "later")
    assert [item["id"] for item in found["items"]] == [
        id_of(key) for key in ("piece", "first", "later", "undated")
    ]
    assert (found["document"], found["against"]) == (id_of("later"), id_of("later"))
    assert found["earliest"] == id_of("piece") and found["notes"] == []
    piece, first, later, undated = found["items"]
    assert [item["publisher"] for item in found["items"]] == ["Bureau A", "Bureau B", "Bureau A", None]
    assert (later["alike"], later["covered"]) == ("1.000", "1.000")
    assert (
        first["alike"] == first["covered"] == undated["alike"]
        and Decimal("0.8") < Decimal(first["alike"]) < 1
    )
    assert Decimal("0.7") < Decimal(piece["alike"]) < 1 and Decimal(piece["covered"]) < Decimal("0.6")


def test_differences_point_into_both_texts_and_figures_are_told(client: TestClient) -> None:
    texts = {
        key: client.get(f"/api/v1/documents/{id_of(key)}").json()["text"]
        for key in ("first", "later", "piece")
    }
    by_key = {item["id"]: item for item in versions_of(client, "first")["items"]}
    assert by_key[id_of("first")]["differences"] is None and by_key[id_of("first")]["only_here"] is None
    told = by_key[id_of("later")]["differences"]
    assert [(each["here"]["text"], each["there"]["text"], each["numbers"]) for each in told] == [
        ("15", "16", True),
        ("Кыргызстан готов", "Страна готова", False),
    ]
    for key in ("later", "piece"):
        for each in by_key[id_of(key)]["differences"]:
            for side, whole in (("here", texts["first"]), ("there", texts[key])):
                piece = each[side]
                assert whole[piece["start"] : piece["end"]] == piece["text"]
    only = {side: by_key[id_of("later")][f"only_{side}"] for side in ("here", "there")}
    for side, value in (("here", "15"), ("there", "16")):
        [figure] = only[side]["figures"]
        assert (figure["value"], figure["unit"], figure["text"]) == (value, "percent", f"{value} процентов")
        assert client.get(f"/api/v1/figures/{figure['id']}").json()["value"] == value
        assert [each["text"] for each in only[side]["statements"]] == [FDI.replace("15", value)]
    assert by_key[id_of("piece")]["only_here"]["figures"] == []
    [cut] = by_key[id_of("piece")]["differences"]
    assert cut["there"]["text"] == "" and cut["here"]["text"].startswith("Чтобы сделать")


def test_no_word_of_a_withheld_text_is_told(url: str, client: TestClient) -> None:
    before = versions_of(client, "first")
    database = open_database(url)
    with database.session() as session:
        session.execute(text(f"UPDATE document SET withheld = TRUE WHERE id = {document_id('later')}"))
        mark_changed(session)
    database.close()
    for query, shown, hidden in (("", "here", "there"), (f"?against={id_of('later')}", "there", "here")):
        items = {item["id"]: item for item in versions_of(client, "first", query)["items"]}
        [told] = [
            item
            for key, item in items.items()
            if item["differences"] and id_of("later" if not query else "first") == key
        ]
        for side, is_shown in ((shown, True), (hidden, False)):
            pieces = [each[side] for each in told["differences"]]
            pieces += [each for kind in told[f"only_{side}"].values() for each in kind]
            assert len(pieces) > 2 and all((each["text"] is not None) == is_shown for each in pieces)
    assert [item["alike"] for item in before["items"]] == [
        item["alike"] for item in versions_of(client, "first")["items"]
    ]


def test_differences_may_be_told_against_another_document(client: TestClient) -> None:
    found = versions_of(client, "first", f"?against={id_of('later')}")
    assert found["document"] == id_of("first") and found["against"] == id_of("later")
    by_key = {item["id"]: item for item in found["items"]}
    assert by_key[id_of("later")]["differences"] is None
    assert by_key[id_of("first")]["differences"][0]["here"]["text"] == "16"
    assert by_key[id_of("first")]["alike"] == "1.000", "alike to what was asked for"
    found = versions_of(client, "first", f"?against={id_of('strange')}")
    assert all(item["differences"] for item in found["items"])


@pytest.mark.parametrize("key", ["strange", "translated", "headline"])
def test_a_document_without_versions_stands_alone(client: TestClient, key: str) -> None:
    found = versions_of(client, key)
    assert [item["id"] for item in found["items"]] == [id_of(key)]
    assert found["items"][0]["differences"] is None


def test_what_is_withdrawn_or_read_anew_is_no_version_any_more(
    url: str, vocabulary: Vocabulary, client: TestClient
) -> None:
    database = open_database(url)
    with database.session() as session:
        assert delete_document(session, document_id("piece"))
    database.close()
    assert len(versions_of(client, "later")["items"]) == 3
    for query in ("", f"?against={id_of('first')}"):
        assert client.get(f"/api/v1/documents/{id_of('piece')}/versions{query}").status_code == 410
    assert (
        client.get(f"/api/v1/documents/{id_of('first')}/versions?against={id_of('piece')}").status_code == 410
    )
    add(url, vocabulary, [found_in(STRANGE, "later", "16")])
    assert len(versions_of(client, "first")["items"]) == 2
    assert [item["id"] for item in versions_of(client, "later")["items"]] != [id_of("later")], (
        "now it is that one's"
    )


def test_wrong_requests_are_problems(client: TestClient) -> None:
    path = f"/api/v1/documents/{id_of('first')}/versions"
    none = "doc-0000000000000"
    for address, status in (
        (f"/api/v1/documents/{none}/versions", 404),
        (f"{path}?against={none}", 404),
        ("/api/v1/documents/nonsense/versions", 422),
        (f"{path}?against=nonsense", 422),
        (f"{path}?against=", 422),
        (f"{path}?limit=2", 422),
        (f"{path}?against={id_of('first')}&against={id_of('later')}", 422),
        (f"{path}/more", 404),
    ):
        answer = client.get(address)
        assert answer.status_code == status, (address, answer.text)
        assert (
            answer.headers["content-type"] == "application/problem+json"
            and answer.json()["errors"] is not None
        )


def test_what_is_left_out_is_noted(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert versions_of(client, "undated")["notes"] == []
    monkeypatch.setattr(versions, "COMPARED", 1)
    monkeypatch.setattr(versions, "DIFFERENCES", 1)
    monkeypatch.setattr(versions, "RECORDS", 0)
    monkeypatch.setattr(versions, "LONGEST_PIECE", 1)
    found = versions_of(client, "later")
    [note] = [note for note in found["notes"] if "were not compared" in note]
    assert note.startswith("2 further documents")
    assert any("1 of 2 differences" in note for note in found["notes"])
    assert any("first 0 are told" in note for note in found["notes"])
    [other] = [item for item in found["items"] if item["differences"]]
    [difference] = other["differences"]
    assert difference["numbers"], "those stay"
    assert difference["here"]["text"] == difference["there"]["text"] == "1"
    assert difference["here"]["end"] - difference["here"]["start"] == 2
    monkeypatch.setattr(versions, "DIFFERENT_CHARACTERS", 10)
    found = versions_of(client, "first")
    assert all(item["differences"] is None for item in found["items"])
    assert any("too long together" in note for note in found["notes"])


def test_the_report_can_ask_for_near_duplicates(url: str) -> None:
    database = open_database(url)
    reader = database.reader()
    try:
        assert near_duplicates(reader, document_id("first")) == sorted(
            document_id(key) for key in ("later", "piece", "undated")
        )
        assert near_duplicates(reader, document_id("strange")) == near_duplicates(reader, 1) == []
    finally:
        reader.close()
        database.close()


def test_the_page_of_a_document_leads_to_its_versions(client: TestClient) -> None:
    document = f"/documents/{id_of('first')}"
    assert f'href="{document}/versions"' in client.get(document).text
    page = client.get(f"{document}/versions").text
    assert all(f'href="/documents/{id_of(key)}"' in page for key in ("later", "piece", "undated"))
    assert f"/documents/{id_of('strange')}" not in page
    alone = client.get(f"/documents/{id_of('strange')}/versions").text
    assert 'class="records"' not in alone and 'class="empty"' in alone
