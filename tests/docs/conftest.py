"""The application on the samples, which is what the README and the published examples tell of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from app.ingestion.reference import Meaning, import_reference
from app.settings import ROOT
from app.store.database import open_database
from tests.shelf import asking, ingested, project
from tests.stores import address

SAMPLE = "01-tashkent-2025-kyrgyzstan.txt"


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    report = ingested(path, [ROOT / "data" / "samples"])
    assert report.new and not report.refused
    with asking(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def referenced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The application on the samples, and official values of a trade that they tell of."""
    folder = tmp_path_factory.mktemp("referenced")
    ingested(folder / "referenced.db", [ROOT / "data" / "samples"])
    (folder / "trade.csv").write_text(
        "DATAFLOW,REF_AREA,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT\n"
        "XX:TRADE(1.0),KZ,KG,2023,1571.3,USD,6\n"
    )
    database = open_database(address(folder / "referenced.db"))
    report = import_reference(
        database,
        project()[0],
        folder / "trade.csv",
        source="National statistics",
        vintage=date(2024, 5, 1),
        meaning=Meaning("trade_turnover"),
    )
    database.close()
    assert report.put.added == 1
    with asking(folder / "referenced.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def reprinted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The same application on one of the samples, and what another outlet might have made of it the day after."""
    folder = tmp_path_factory.mktemp("reprinted")
    text = (ROOT / "data" / "samples" / SAMPLE).read_text(encoding="utf-8")
    for old, new in (
        ("date: 2025-11-16", "date: 2025-11-17"),
        ("publisher: Summitry samples", "publisher: Another outlet"),
        ("на 14 процентов больше", "на 16 процентов больше"),
        (text[text.index("Кыргызстан готов") : text.index("Он также")], ""),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    (folder / "reprint.txt").write_text(text, encoding="utf-8")
    report = ingested(folder / "reprinted.db", [ROOT / "data" / "samples" / SAMPLE, folder])
    assert report.new == 2 and not report.refused
    with asking(folder / "reprinted.db") as opened:
        yield opened
