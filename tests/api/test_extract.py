"""Text in, findings out, nothing stored. What is found is the engine's business; here is how it is told."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from app.schemas.extract import ExtractOut, GuideOut

TEXT = (
    "Президент Тавании Ардан Темур предложил открыть новую дорогу.\n\n"
    "По его словам, товарооборот двух стран вырос на 28 процентов и достиг 1,7 млрд долларов."
)
SENT = {"text": TEXT, "language": "ru", "date": "2025-11-16", "id": "note-1"}


def test_records_have_the_published_shapes_without_what_only_stored_ones_have(client: TestClient) -> None:
    answer = client.post("/api/v1/extract", json=SENT)
    found: dict[str, Any] = answer.json()
    ExtractOut.model_validate(found)
    assert found["statements"] and found["figures"] and found["people"]
    for record in (*found["statements"], *found["proposals"], *found["figures"]):
        assert not {"id", "document", "review", "revision"} & record.keys()
        assert TEXT[record["span"]["start"] : record["span"]["end"]] == record["span"]["exact"]
        assert record["said_on"] == "2025-11-16"
    assert found["statements"][0]["speaker"]["id"] == "ardan-temur"


def test_proposals_and_figures_name_their_places_in_the_lists(client: TestClient) -> None:
    found = client.post("/api/v1/extract", json=SENT).json()
    for record in found["proposals"]:
        whole = found["statements"][record["statement"]]["span"]
        assert whole["start"] <= record["span"]["start"] and record["span"]["end"] <= whole["end"]
    for record in found["figures"]:
        if record["statement"] is not None:
            whole = found["statements"][record["statement"]]["span"]
            assert whole["start"] <= record["span"]["start"] and record["span"]["end"] <= whole["end"]
        if record["companion"] is not None:
            assert found["figures"][record["companion"]]["measure"] == "level"
    assert any(record["companion"] is not None for record in found["figures"])


def test_the_guides_format_is_flat(client: TestClient) -> None:
    answer = client.post("/api/v1/extract?format=guide", json=SENT)
    found = answer.json()
    GuideOut.model_validate(found)
    assert next(iter(found)) == "id" and found["id"] == "note-1" and found["date"] == "2025-11-16"
    assert {"start", "end", "speaker", "act"} <= found["statements"][0].keys()


def test_nothing_is_stored(client: TestClient) -> None:
    before = client.get("/api/v1/meta").json()
    client.post("/api/v1/extract", json=SENT)
    assert client.get("/api/v1/meta").json() == before


def test_a_text_that_cannot_be_read_is_empty_with_a_warning(client: TestClient) -> None:
    for address, shape in (("/api/v1/extract", ExtractOut), ("/api/v1/extract?format=guide", GuideOut)):
        answer = client.post(
            address, json={"text": "Բարև ձեզ, սա հայերեն տեքստ է, որը մենք չենք կարդում այսօր։"}
        )
        found = answer.json()
        shape.model_validate(found)
        assert answer.status_code == 200 and found["statements"] == [] and len(found["warnings"]) == 1


def test_the_longest_text_is_a_setting(client: TestClient) -> None:
    limit = client.get("/api/v1/meta").json()["limits"]["text_characters"]
    contract = client.get("/openapi.json").json()
    assert contract["components"]["schemas"]["ExtractIn"]["properties"]["text"]["maxLength"] == limit
