"""Text in, findings out, nothing stored. What is found is the engine's business; here is how it is told."""

from __future__ import annotations

from typing import Any

import pytest
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


KAZAKH = (
    "Мемлекет басшылары сауда, көлік және энергетика салаларын дамыту мәселелерін талқылап, өңірдің мұздықтары мен "
    "өзендерін қорғау жөнінде бірлесіп жұмыс істеуге уағдаласты."
)


def test_a_text_that_is_surely_in_another_language_is_refused_by_name(client: TestClient) -> None:
    for address in ("/api/v1/extract", "/api/v1/extract?format=guide"):
        answer = client.post(address, json={"text": KAZAKH})
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert "'kk'" in answer.json()["detail"] and "en, ru" in answer.json()["detail"]


def test_the_language_of_a_short_text_is_a_guess_that_is_told(client: TestClient) -> None:
    for address, shape in (("/api/v1/extract", ExtractOut), ("/api/v1/extract?format=guide", GuideOut)):
        answer = client.post(address, json={"text": "Բարև ձեզ, սա հայերեն տեքստ է։", "date": "2025-11-16"})
        found = answer.json()
        shape.model_validate(found)
        assert answer.status_code == 200 and found["statements"] == [] and len(found["warnings"]) == 1


@pytest.mark.parametrize("day", ["0001-01-01", "0002-02-28", "9999-12-31"])
def test_days_at_the_edges_of_the_calendar_leave_relative_periods_empty(client: TestClient, day: str) -> None:
    text = "За прошлый год товарооборот вырос на 14 процентов по сравнению с предыдущим годом, а в следующем году достигнет 5 млрд долларов."
    answer = client.post("/api/v1/extract", json={"text": text, "language": "ru", "date": day})
    assert answer.status_code == 200
    assert [figure["period"] for figure in answer.json()["figures"]] == [None, None]


def test_a_number_too_long_to_be_one_is_none(client: TestClient) -> None:
    text = f"Товарооборот составил {'9' * 28} триллионов долларов и {'9' * 40} долларов."
    (figure,) = client.post("/api/v1/extract", json={"text": text, "language": "ru"}).json()["figures"]
    assert figure["value"] == "9" * 28 + "0" * 12


def test_the_longest_text_is_a_setting(client: TestClient) -> None:
    limit = client.get("/api/v1/meta").json()["limits"]["text_characters"]
    contract = client.get("/openapi.json").json()
    assert contract["components"]["schemas"]["ExtractIn"]["properties"]["text"]["maxLength"] == limit
