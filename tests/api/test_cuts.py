"""Records in another cut: some of their fields, more beside them, labels in one language. Whole ones stay what they are."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, get_args

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient

from app.main import Application
from app.queries import choices
from app.queries.choices import CUT, StatementView
from app.queries.included import AROUND, _paragraphs
from app.queries.params import StatementParams
from app.queries.statements import find_statements
from app.schemas.document import DocumentDetail, DocumentOut
from app.schemas.figure import FigureOut
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut
from app.store.database import open_database
from app.vocabulary import Vocabulary

API = "/api/v1"
SHAPES = {
    "statements": (StatementOut, choices.StatementField, "StatementCut"),
    "proposals": (ProposalOut, choices.ProposalField, "ProposalCut"),
    "figures": (FigureOut, choices.FigureField, "FigureCut"),
    "documents": (DocumentOut, choices.DocumentField, "DocumentCut"),
}
ADDED = {"hit", "included"}


def fits(app: Application, name: str, value: Any) -> None:
    contract = app.openapi()
    whole = {"$ref": f"#/components/schemas/{name}", "components": contract["components"]}
    jsonschema_rs.Draft202012Validator(whole, validate_formats=True).validate(value)


@pytest.mark.parametrize("noun", SHAPES)
def test_fields_can_be_named_as_they_are(noun: str) -> None:
    shape, choice, _ = SHAPES[noun]
    assert set(get_args(choice)) == set(shape.model_fields) - ADDED
    assert set(get_args(choices.DetailField)) == set(DocumentDetail.model_fields) - ADDED


@pytest.mark.parametrize("noun", SHAPES)
def test_a_cut_page_has_a_type_and_a_schema_of_its_own(
    app: Application, client: TestClient, noun: str
) -> None:
    _, choice, name = SHAPES[noun]
    field = get_args(choice)[-1]
    whole = client.get(f"{API}/{noun}?limit=3")
    cut = client.get(f"{API}/{noun}?limit=3&fields=summit,{field}&fields=language")
    assert whole.headers["content-type"] == "application/json" and cut.headers["content-type"] == CUT
    fits(app, f"Page_{name.removesuffix('Cut')}Out_", whole.json())
    fits(app, f"Page_{name}_", cut.json())
    wanted = ("id", "summit", "language", field)
    assert cut.json()["items"] == [
        {key: value for key, value in item.items() if key in wanted} for item in whole.json()["items"]
    ]
    one = client.get(f"{API}/{noun}/{whole.json()['items'][0]['id']}?fields=summit,{field},language")
    assert one.headers["content-type"] == CUT and one.json() == cut.json()["items"][0]
    content = app.openapi()["paths"][f"{API}/{noun}"]["get"]["responses"]["200"]["content"]
    assert content[CUT] == {"schema": {"$ref": f"#/components/schemas/Page_{name}_"}}


def test_a_client_may_ask_for_the_cut_type(client: TestClient) -> None:
    listed = client.get(f"{API}/figures?limit=1", headers={"Accept": CUT})
    assert listed.headers["content-type"] == CUT and "span" in listed.json()["items"][0]
    address = f"{API}/figures/{listed.json()['items'][0]['id']}"
    assert client.get(address, headers={"Accept": CUT}).headers["content-type"] == CUT
    assert client.get(f"{API}/topics", headers={"Accept": CUT}).status_code == 406


@pytest.mark.parametrize(
    "wrong", ["fields=weather", "fields=id,weather", "fields=", "include=text", "lang=kk"]
)
def test_what_cannot_be_had_is_named(client: TestClient, wrong: str) -> None:
    answer = client.get(f"{API}/statements?{wrong}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"].startswith(f"query/{wrong.partition('=')[0]}")


def test_columns_follow_the_fields(client: TestClient) -> None:
    text = client.get(f"{API}/figures?format=csv&fields=value,period,claimant").text
    whole = list(csv.DictReader(io.StringIO(client.get(f"{API}/figures?format=csv").text)))
    rows = list(csv.DictReader(io.StringIO(text)))
    names = [
        "id",
        "value",
        "period_start",
        "period_end",
        "claimant",
        "claimant_name",
        "claimant_kind",
        "attribution",
    ]
    assert rows == [{name: row[name] for name in names} for row in whole]


def test_lines_are_cut_as_pages_are(client: TestClient) -> None:
    asked = "fields=span&include=context&lang=ru&topic=trade"
    page = client.get(f"{API}/statements?{asked}&limit=500").json()["items"]
    lines = client.get(f"{API}/statements?{asked}&format=jsonl").text.splitlines()
    assert [json.loads(line) for line in lines] == page and len(page) > 50


def test_what_is_included_is_what_its_own_address_answers(app: Application, client: TestClient) -> None:
    asked = "include=document,context,statement,companion&limit=500"
    plain = client.get(f"{API}/figures?limit=500").json()
    page = client.get(f"{API}/figures?{asked}")
    assert page.headers["content-type"] == "application/json"
    fits(app, "Page_FigureOut_", page.json())
    items = page.json()["items"]
    assert [{**item, "included": None} for item in items] == [
        {**item, "included": None} for item in plain["items"]
    ]
    assert {item["included"]["companion"] is None for item in items} >= {True}
    assert {item["included"]["statement"] is None for item in items} == {True, False}
    for item in items[:12]:
        added = item["included"]
        document = client.get(f"{API}/documents/{item['document']['id']}").json()
        assert added["document"] == {
            key: value for key, value in document.items() if key not in ("text", "people")
        }
        if item["statement"]:
            assert added["statement"] == client.get(f"{API}/statements/{item['statement']}").json()
        context = added["context"]
        assert context["text"] == document["text"][context["start"] : context["end"]]
        assert context["start"] <= item["span"]["start"] and item["span"]["end"] <= context["end"]
        assert "\n" not in context["text"] and document["text"][max(0, context["start"] - 1)] in "\nН"
        one = client.get(f"{API}/figures/{item['id']}?include=document,context,statement,companion").json()
        assert one == item
    documents = client.get(f"{API}/documents?include=text&limit=500").json()
    fits(app, "Page_DocumentOut_", documents)
    for item in documents["items"]:
        assert item["included"]["text"] == client.get(f"{API}/documents/{item['id']}").json()["text"]
    assert "included" not in plain["items"][0]


def test_more_records_need_no_more_queries(library: str, vocabulary: Vocabulary) -> None:
    database = open_database(library)
    reader = database.reader()
    asked: list[str] = []
    rows = reader.rows

    def counted(sql: str, params: Any = None) -> Any:
        asked.append(sql)
        return rows(sql, params)

    reader.rows = counted  # type: ignore[method-assign]
    counts = []
    reader.data_version()
    for limit in (1, 50):
        asked.clear()
        params = StatementParams.model_validate({"limit": limit, "include": ["document", "context"]})
        assert len(find_statements(reader, vocabulary, params).records) == limit
        counts.append(len(asked))
    assert counts[0] == counts[1]
    reader.close()
    database.close()


def labels(value: Any) -> list[dict[str, str]]:
    if isinstance(value, list):
        return [found for each in value for found in labels(each)]
    if isinstance(value, dict):
        own = [value["labels"]] if "labels" in value else []
        return own + [found for each in value.values() for found in labels(each)]
    return []


@pytest.mark.parametrize("noun", [*SHAPES, "leaders", "topics", "metrics", "countries", "summits"])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_labels_come_in_the_language_asked_for(client: TestClient, noun: str, lang: str) -> None:
    both = client.get(f"{API}/{noun}?limit=200").json()["items"]
    items = client.get(f"{API}/{noun}?limit=200&lang={lang}").json()["items"]
    assert labels(items)
    for all_of, one_of in zip(labels(both), labels(items), strict=True):
        assert one_of == ({lang: all_of[lang]} if lang in all_of else all_of)
    one = client.get(f"{API}/{noun}/{items[0]['id']}?lang={lang}").json()
    assert labels({key: one[key] for key in items[0]}) == labels(items[0])


def test_lang_goes_before_the_readers_language(client: TestClient) -> None:
    answer = client.get(f"{API}/proposals?facets=topic&lang=ru", headers={"Accept-Language": "en"}).json()
    assert all(each["label"] == each["labels"]["ru"] for each in answer["facets"]["topic"]["values"])


def test_a_context_is_bounded() -> None:
    text = "слово " * 1000
    start = 3000
    piece = text[start - AROUND : start + 5 + AROUND]
    found = _paragraphs(start - AROUND, start, start + 5, piece)
    assert found["text"] == text[found["start"] : found["end"]]
    assert start - AROUND <= found["start"] <= start - AROUND + 6 and found["text"].startswith("слово ")
    assert found["text"].endswith("слово") and found["end"] <= start + 5 + AROUND


def test_a_view_takes_no_filter(client: TestClient) -> None:
    shown = client.get(f"{API}/statements?limit=1").json()["items"][0]["id"]
    answer = client.get(f"{API}/statements/{shown}?topic=trade")
    assert answer.status_code == 422 and "fields" in answer.json()["detail"]
    assert StatementView().fields == []
