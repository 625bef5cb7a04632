"""v1 only ever grows: whatever a client of a release may rely on is in today's contract."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.settings import ROOT
from tests.releases.growth import Schema, breaks
from tests.releases.openapi import FOLDER, contract, promised

STORED = sorted(FOLDER.glob("*.json"))


@pytest.fixture(scope="module")
def today() -> Schema:
    found: Schema = promised(contract())
    return found


def test_every_release_has_its_contract() -> None:
    told = re.findall(
        r"^## \[(\d[^\]]*)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert told and {path.stem for path in STORED} == set(told)


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_nothing_that_a_release_promised_is_gone(path: Path, today: Schema) -> None:
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored["info"]["version"] == path.stem and len(stored["paths"]) > 20
    assert breaks(stored, today) == []


def test_what_is_stored_is_what_is_served_without_examples(today: Schema) -> None:
    assert today["paths"].keys() == contract()["paths"].keys()
    assert '"examples": [' not in json.dumps(today) and '"description":' in json.dumps(today)
    assert promised({"properties": {"example": {"type": "string", "example": "a"}, "examples": {}}}) == {
        "properties": {"example": {"type": "string"}, "examples": {}}
    }


# A contract with everything that can break, and changes to it.

ITEM = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "pattern": "^st-"},
        "act": {"$ref": "#/components/schemas/Act"},
        "day": {"type": "string", "format": "date"},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "speaker": {"anyOf": [{"$ref": "#/components/schemas/Speaker"}, {"type": "null"}]},
        "review": {"const": "auto", "type": "string"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}},
        "total": {"type": "integer"},
    },
    "required": ["id", "act", "day", "speaker"],
}
OLD: Schema = {
    "servers": [{"url": "/"}],
    "paths": {
        "/items": {
            "get": {
                "operationId": "list_items",
                "parameters": [
                    {
                        "name": "limit",
                        "in": "query",
                        "schema": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50},
                    },
                    {"name": "act", "in": "query", "schema": {"$ref": "#/components/schemas/Act"}},
                    {
                        "name": "word",
                        "in": "query",
                        "schema": {"anyOf": [{"type": "string", "maxLength": 300}, {"type": "null"}]},
                    },
                    {
                        "name": "topic",
                        "in": "query",
                        "schema": {"type": "array", "items": {"type": "string"}, "maxItems": 100},
                    },
                ],
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Item"}},
                            "text/csv": {"schema": {"type": "string"}},
                        },
                        "headers": {"ETag": {"schema": {"type": "string"}}},
                    },
                    "404": {"description": "none"},
                },
            },
            "post": {
                "operationId": "send_item",
                "requestBody": {
                    "required": False,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Sent"}}},
                },
                "responses": {"200": {"description": "kept"}},
            },
        }
    },
    "components": {
        "schemas": {
            "Act": {"type": "string", "enum": ["claim", "request"]},
            "Speaker": {
                "type": "object",
                "properties": {"name": {"type": "string"}},
                "required": ["name"],
            },
            "Item": ITEM,
            "Sent": {
                "type": "object",
                "properties": {"text": {"type": "string"}, "day": {"type": "string"}},
                "required": ["text"],
            },
        }
    },
}

Change = Callable[[Schema, dict[str, Any]], Any]


def changed(change: Change) -> Schema:
    """The contract after a change, which is given the document and its parts by short names."""
    new = copy.deepcopy(OLD)
    listing = new["paths"]["/items"]["get"]
    schemas = new["components"]["schemas"]
    change(
        new,
        {
            "list": listing,
            "send": new["paths"]["/items"]["post"],
            "ok": listing["responses"]["200"],
            "item": schemas["Item"],
            "fields": schemas["Item"]["properties"],
            "sent": schemas["Sent"],
            "act": schemas["Act"],
            "schemas": schemas,
        }
        | {each["name"]: each for each in listing["parameters"] if each["name"] != "act"},
    )
    assert new != OLD
    return new


BREAKS: list[tuple[str, Change]] = [
    ("servers: changed", lambda new, _: new["servers"][0].update(url="/v2")),
    ("/items: gone", lambda new, _: new["paths"].pop("/items")),
    ("POST /items: gone", lambda new, _: new["paths"]["/items"].pop("post")),
    (
        "GET /items: operationId 'items', was 'list_items'",
        lambda _, at: at["list"].update(operationId="items"),
    ),
    ("GET /items: asks for a key, or for another one", lambda _, at: at["list"].update(security=[{"k": []}])),
    ("GET /items query word: gone", lambda _, at: at["list"]["parameters"].remove(at["word"])),
    ("GET /items query word: required, was not so", lambda _, at: at["word"].update(required=True)),
    (
        "GET /items query lang: required, was not so",
        lambda _, at: at["list"]["parameters"].append({"name": "lang", "in": "query", "required": True}),
    ),
    ("GET /items query word: gone", lambda _, at: at["word"].update({"in": "header"})),
    ("GET /items query topic: explode False, was None", lambda _, at: at["topic"].update(explode=False)),
    ("GET /items query limit: maximum 100, was 500", lambda _, at: at["limit"]["schema"].update(maximum=100)),
    ("GET /items query limit: minimum 10, was 1", lambda _, at: at["limit"]["schema"].update(minimum=10)),
    (
        "GET /items query limit: left out it means 20, not 50",
        lambda _, at: at["limit"]["schema"].update(default=20),
    ),
    (
        "GET /items query limit: string, was integer",
        lambda _, at: at["limit"].update(schema={"type": "string", "default": 50}),
    ),
    (
        "GET /items query word: maxLength 200, was 300",
        lambda _, at: at["word"]["schema"]["anyOf"][0].update(maxLength=200),
    ),
    (
        "GET /items query word: minLength 2, was None",
        lambda _, at: at["word"]["schema"]["anyOf"][0].update(minLength=2),
    ),
    (
        "GET /items query word: pattern '^a', was None",
        lambda _, at: at["word"]["schema"]["anyOf"][0].update(pattern="^a"),
    ),
    ("GET /items query word: string, was null", lambda _, at: at["word"]["schema"]["anyOf"].pop()),
    (
        "GET /items query word: a list of values only, was any",
        lambda _, at: at["word"]["schema"]["anyOf"][0].update(enum=["a"]),
    ),
    (
        "GET /items query topic: maxItems 10, was 100",
        lambda _, at: at["topic"]["schema"].update(maxItems=10),
    ),
    (
        "GET /items query topic[]: integer, was string",
        lambda _, at: at["topic"]["schema"]["items"].update(type="integer"),
    ),
    (
        "GET /items query topic: uniqueItems changed, which is not understood here",
        lambda _, at: at["topic"]["schema"].update(uniqueItems=True),
    ),
    ('GET /items query act: value "request" gone', lambda _, at: at["act"]["enum"].remove("request")),
    ("GET /items 404: gone", lambda _, at: at["list"]["responses"].pop("404")),
    ("GET /items 200 text/csv: gone", lambda _, at: at["ok"]["content"].pop("text/csv")),
    ("GET /items 200 header ETag: gone", lambda _, at: at["ok"]["headers"].pop("ETag")),
    (
        "GET /items 200 header ETag: integer, was string",
        lambda _, at: at["ok"]["headers"]["ETag"]["schema"].update(type="integer"),
    ),
    ("GET /items 200 application/json.total: gone", lambda _, at: at["fields"].pop("total")),
    (
        "GET /items 200 application/json.id: may be missing, was not so",
        lambda _, at: at["item"]["required"].remove("id"),
    ),
    (
        "GET /items 200 application/json.total: string, was integer",
        lambda _, at: at["fields"]["total"].update(type="string"),
    ),
    (
        "GET /items 200 application/json.total: number, was integer",
        lambda _, at: at["fields"]["total"].update(type="number"),
    ),
    (
        "GET /items 200 application/json.day: format 'date-time', was 'date'",
        lambda _, at: at["fields"]["day"].update(format="date-time"),
    ),
    (
        "GET /items 200 application/json.day: format None, was 'date'",
        lambda _, at: at["fields"]["day"].pop("format"),
    ),
    (
        "GET /items 200 application/json.id: format 'uuid', was None",
        lambda _, at: at["fields"]["id"].update(format="uuid"),
    ),
    (
        "GET /items 200 application/json.id: pattern '^s-', was '^st-'",
        lambda _, at: at["fields"]["id"].update(pattern="^s-"),
    ),
    (
        "GET /items 200 application/json.score: maximum 2, was 1",
        lambda _, at: at["fields"]["score"].update(maximum=2),
    ),
    (
        "GET /items 200 application/json.score: minimum None, was 0",
        lambda _, at: at["fields"]["score"].pop("minimum"),
    ),
    (
        "GET /items 200 application/json.day: null, was string",
        lambda _, at: at["fields"].update(
            day={"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}
        ),
    ),
    (
        "GET /items 200 application/json.total: null, was integer",
        lambda _, at: at["fields"]["total"].update(type=["integer", "null"]),
    ),
    (
        "GET /items 200 application/json.speaker.name: gone",
        lambda _, at: at["schemas"]["Speaker"].update(properties={}, required=[]),
    ),
    (
        "GET /items 200 application/json.review: any value, was one of a list",
        lambda _, at: at["fields"]["review"].pop("const"),
    ),
    (
        "GET /items 200 application/json.labels.*: integer, was string",
        lambda _, at: at["fields"]["labels"].update(additionalProperties={"type": "integer"}),
    ),
    (
        "GET /items 200 application/json.parts[]: string, was object",
        lambda _, at: at["fields"]["parts"].update(items={"type": "string"}),
    ),
    (
        "POST /items body: required, was not so",
        lambda _, at: at["send"]["requestBody"].update(required=True),
    ),
    (
        "POST /items body application/json: gone",
        lambda _, at: at["send"]["requestBody"].update(content={"text/plain": {}}),
    ),
    (
        "POST /items body application/json.day: required, was not so",
        lambda _, at: at["sent"]["required"].append("day"),
    ),
    ("POST /items body application/json.day: gone", lambda _, at: at["sent"]["properties"].pop("day")),
    (
        "POST /items body application/json: further properties are refused, were passed over",
        lambda _, at: at["sent"].update(additionalProperties=False),
    ),
]


@pytest.mark.parametrize(("told", "change"), BREAKS, ids=[told for told, _ in BREAKS])
def test_a_break_is_told(told: str, change: Change) -> None:
    assert breaks(OLD, changed(change)) == [told]


def renamed(new: Schema, at: dict[str, Any]) -> None:
    at["schemas"]["Deed"] = at["schemas"].pop("Act")
    at["fields"]["act"]["$ref"] = "#/components/schemas/Deed"
    new["paths"]["/items"]["get"]["parameters"][1]["schema"] = dict(at["act"])


GROWTH: dict[str, Change] = {
    "a path": lambda new, _: new["paths"].update({"/more": {}}),
    "a method": lambda new, _: new["paths"]["/items"].update(delete={}),
    "a parameter": lambda _, at: at["list"]["parameters"].append({"name": "lang", "in": "query"}),
    "more liberty": lambda _, at: at["limit"]["schema"].update(minimum=0, maximum=1000),
    "no limit": lambda _, at: at["topic"]["schema"].pop("maxItems"),
    "any number": lambda _, at: at["limit"]["schema"].update(type="number"),
    "another type of a parameter": lambda _, at: at["word"]["schema"]["anyOf"].append({"type": "integer"}),
    "a value": lambda _, at: at["act"]["enum"].append("thanks"),
    "a value beside a constant": lambda _, at: at["fields"].update(
        review={"type": "string", "enum": ["auto", "checked"]}
    ),
    "a status": lambda _, at: at["list"]["responses"].update({"410": {}}),
    "a media type": lambda _, at: at["ok"]["content"].update({"application/jsonl": {}}),
    "a header": lambda _, at: at["ok"]["headers"].update(Link={}),
    "a property": lambda _, at: at["fields"].update(rule={"type": "string"}),
    "never missing now": lambda _, at: at["item"]["required"].append("total"),
    "never null now": lambda _, at: at["fields"]["speaker"]["anyOf"].pop(),
    "other order": lambda _, at: at["item"]["required"].reverse(),
    "other words": lambda _, at: at["item"].update(description="new", title="new"),
    "another name of a schema": renamed,
    "a property of what is sent": lambda _, at: at["sent"]["properties"].update(url={"type": "string"}),
    "less demanded": lambda _, at: at["sent"].update(required=[]),
}


@pytest.mark.parametrize("change", GROWTH.values(), ids=list(GROWTH))
def test_growth_is_no_break(change: Change) -> None:
    assert breaks(OLD, changed(change)) == []


def test_an_alternative_that_was_tried_in_vain_hides_nothing() -> None:
    """Both alternatives hold the same broken part: it is told, though it was met before."""

    def listing(part: Schema) -> Schema:
        new = copy.deepcopy(OLD)
        kinds = [
            {"type": "object", "properties": {"part": part, "kind": {"const": kind}}, "required": ["kind"]}
            for kind in ("a", "b")
        ]
        new["paths"]["/items"]["get"]["responses"]["200"]["content"]["application/json"] = {
            "schema": {"anyOf": kinds}
        }
        return new

    part = {"type": "object", "properties": {"name": {"type": "string"}}}
    old, new = listing(part), listing({"type": "object", "properties": {}})
    assert set(breaks(old, new)) == {"GET /items 200 application/json.part.name: gone"}
