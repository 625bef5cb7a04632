"""The seed's own numbers: 1.7 billion after a growth of 14 percent imply 1.491 billion before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.shelf import asking, ingested

ARTICLE = "japarov-tashkent-2025-11-16.txt"


@pytest.fixture(scope="module")
def client(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("seed") / "seed.db"
    for expected in ("new", "unchanged"):
        report = ingested(path, [shared / "samples" / ARTICLE])
        assert getattr(report, expected) == 1
    with asking(path) as opened:
        yield opened


def test_the_article_answers_by_metric_and_leader_with_its_exact_words(client: TestClient) -> None:
    answer = client.get("/api/v1/figures?metric=trade_turnover&leader=sadyr-japarov").json()
    assert answer["data_version"] == 1, "ingesting it again changed something"
    level = next(item for item in answer["items"] if item["measure"] == "level")
    growth = next(item for item in answer["items"] if item["value"] == "14")
    assert (level["value"], level["unit"], level["span"]["exact"]) == (
        "1700000000",
        "USD",
        "1 миллиард $700 миллионов",
    )
    assert (level["period"]["start"], level["period"]["end"]) == ("2025-01-01", "2025-08-31")
    assert growth["companion"] == level["id"]
    document = client.get(f"/api/v1/documents/{level['document']['id']}").json()
    for item in answer["items"]:
        span = item["span"]
        assert document["text"][span["start"] : span["end"]] == span["exact"]


def test_a_growth_and_its_level_imply_the_level_before(client: TestClient) -> None:
    items = client.get("/api/v1/figures?metric=trade_turnover&measure=growth").json()["items"]
    growth = next(item for item in items if item["value"] == "14")
    (implied,) = client.get(f"/api/v1/figures/{growth['id']}/implied").json()["items"]
    assert implied["value"].startswith("1491228070")
    assert implied["period"]["start"] == "2024-01-01"
    assert implied["derived"] is True
    assert float(implied["low"]) < 1491228070 < float(implied["high"])


def test_a_growth_without_a_level_implies_nothing(client: TestClient) -> None:
    items = client.get("/api/v1/figures?metric=trade_turnover&measure=growth").json()["items"]
    alone = next(item for item in items if item["value"] == "28")
    assert client.get(f"/api/v1/figures/{alone['id']}/implied").json() == {"items": []}


def test_an_unknown_figure_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/figures/fi-0000000000000/implied").status_code == 404


def test_no_address_takes_a_parameter_that_it_does_not_know(client: TestClient) -> None:
    """Every GET of the contract under /api/v1 that needs no key, with an id that exists where one is needed."""
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        if "get" not in operations or "security" in operations["get"] or not path.startswith("/api/v1"):
            continue
        address = path
        if "{id}" in path:
            above = path.split("/{")[0]
            listed = client.get(above, params={"metric": "fdi"} if above.endswith("/series") else {}).json()[
                "items"
            ]
            # One article has nothing to stand beside; what it is asked is refused before anything is looked for.
            none = {"/api/v1/claims": "cl-0000000000000", "/api/v1/threads": "th-0000000000000"}
            address = path.replace("{id}", str(listed[0]["id"]) if listed else none[above])
        answer = client.get(f"{address}?no_such_parameter=1")
        assert answer.status_code == 422, path
        assert "no_such_parameter" in answer.json()["detail"]


def test_a_huge_level_implies_a_huge_one(client: TestClient) -> None:
    from app.analysis import implied_base

    found = implied_base(
        Decimal("9" * 28 + "0" * 12), Decimal(1), Decimal(14), Decimal(1), down=False, times=False
    )
    assert found is not None and found.low < found.value < found.high
