"""Every answer under /api/v1 tells the version of the data that it was made from, whatever its format."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from app.api.negotiation import UNKEPT
from tests.api.conftest import MakeApp

IDS = {
    "topics": "trade",
    "metrics": "fdi",
    "countries": "KG",
    "summits": "sco-heads-of-state-25",
    "leaders": "ardan-temur",
}
NEEDED = {
    "list_series": {"metric": "fdi"},
    "resolve_leader": {"name": "Темур"},
    "search_records": {"q": "мысль"},
}


def formats(operation: dict[str, Any]) -> list[str]:
    for parameter in operation.get("parameters", []):
        if parameter["name"] == "format":
            schema = parameter["schema"]
            return [value for part in schema.get("anyOf", [schema]) for value in part.get("enum", [])]
    return []


def test_every_route_that_reads_tells_the_version_of_the_data(whole: str, make_app: MakeApp) -> None:
    app = make_app(whole)
    client = TestClient(app)
    asked = 0
    for path, methods in app.openapi()["paths"].items():
        if "get" not in methods or not path.startswith("/api/v1/") or path.startswith(UNKEPT):
            continue
        operation, noun = methods["get"], path.split("/")[3]
        address = path
        if "{id}" in path:
            key = (
                IDS.get(noun)
                or client.get(f"/api/v1/{noun}", params=NEEDED.get(f"list_{noun}", {})).json()["items"][0][
                    "id"
                ]
            )
            if operation["operationId"] == "get_thread_of_proposal":
                key = client.get("/api/v1/threads?limit=1").json()["items"][0]["first_voiced"]["proposal"]
            address = path.replace("{id}", key)
        for format in ["", *formats(operation)]:
            params = NEEDED.get(operation["operationId"], {}) | ({"format": format} if format else {})
            answer = client.get(address, params=params)
            assert answer.status_code == 200, f"{address} {params}: {answer.text[:300]}"
            assert int(answer.headers["x-data-version"]) > 0, address
            assert answer.headers["etag"].startswith('W/"'), address
            unchanged = client.get(address, params=params, headers={"if-none-match": answer.headers["etag"]})
            assert unchanged.status_code == 304
            assert unchanged.headers["x-data-version"] == answer.headers["x-data-version"]
            asked += 1
    assert asked > 80
