"""`summitry export`: a file that is whole or not there, and errors that tell what to do."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest

from app.vocabulary import Vocabulary
from tests.cli.conftest import Command
from tests.shelf import fill, shelf
from tests.stores import only_sqlite

pq = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def stored(url: str, tmp_path: Path, vocabulary: Vocabulary) -> Path:
    """An empty folder, with two documents in the database that the commands use."""
    fill(url, vocabulary, shelf(2))
    return tmp_path


def test_everything_goes_into_one_archive(summitry: Command, stored: Path) -> None:
    ran = summitry("export", stored / "all.zip")
    assert ran.status == 0 and "32 records at data version 1" in ran.out
    with zipfile.ZipFile(stored / "all.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert {file["name"]: file["records"] for file in manifest["files"]}["statements.jsonl"] == 16


def test_one_kind_goes_into_a_table(summitry: Command, stored: Path) -> None:
    for suffix in ("jsonl", "csv", "parquet"):
        ran = summitry("export", stored / f"figures.{suffix}", "--kind", "figures")
        assert ran.status == 0 and "8 figures" in ran.out, ran.err
    lines = (stored / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader((stored / "figures.csv").open(encoding="utf-8", newline="")))
    ids = [json.loads(line)["id"] for line in lines]
    assert ids == [row["id"] for row in rows] == pq.read_table(stored / "figures.parquet")["id"].to_pylist()


def test_figures_go_into_sdmx(summitry: Command, stored: Path) -> None:
    ran = summitry(
        "export", stored / "figures.sdmx.csv", "--kind", "figures", "--query", "measure=growth&fields=value"
    )
    assert ran.status == 0, ran.err
    rows = list(csv.DictReader((stored / "figures.sdmx.csv").open(encoding="utf-8", newline="")))
    assert rows and f"{len(rows)} figures" in ran.out
    assert {(row["STRUCTURE"], row["STRUCTURE_ID"], row["MEASURE"]) for row in rows} == {
        ("dataflow", "SUMMITRY:FIGURES(1.0)", "growth")
    }
    assert all(row["OBS_VALUE"] and row["QUOTE"] and row["DOCUMENT"] for row in rows)


def test_only_what_fits_a_query(summitry: Command, stored: Path) -> None:
    asked = "topic=trade&topic=water&date_from=2025-01-01&sort=date"
    assert summitry("export", stored / "some.jsonl", "--kind", "statements", "--query", asked).status == 0
    found = [json.loads(line) for line in (stored / "some.jsonl").read_text(encoding="utf-8").splitlines()]
    assert 0 < len(found) < 16
    assert all({topic["id"] for topic in item["topics"]} & {"trade", "water"} for item in found)


@only_sqlite
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["all.txt"], "must end in .zip, .jsonl, .csv, .sdmx.csv or .parquet"),
        (["all.zip", "--kind", "figures"], "leave --kind out"),
        (["all.zip", "--query", "topic=trade"], "leave --query out"),
        (["figures.csv"], "name it with --kind"),
        (["all.sdmx.csv", "--kind", "statements"], "--kind figures"),
        (["figures.csv", "--kind", "figures", "--query", "colour=red"], "--query: colour: is unknown here"),
        (
            ["figures.csv", "--kind", "figures", "--query", "sort=date&topic=trade&sort=-date"],
            "--query: sort: stands several times; give it once",
        ),
        (["figures.csv", "--kind", "figures", "--query", "date_from=yesterday"], "--query: date_from: "),
        (["figures.csv", "--kind", "figures", "--query", "leader=nobody-at-all"], "There is no leader"),
        (["missing/figures.csv", "--kind", "figures"], "cannot be written"),
    ],
)
def test_what_cannot_be_is_one_line(summitry: Command, stored: Path, arguments: list[str], told: str) -> None:
    ran = summitry("export", stored / arguments[0], *arguments[1:])
    assert ran.status == 1 and told in ran.err and ran.err.count("\n") == 1
    assert list(stored.iterdir()) == []


@only_sqlite
def test_a_file_that_is_there_stays(summitry: Command, stored: Path) -> None:
    target = stored / "figures.csv"
    target.write_text("mine", encoding="utf-8")
    ran = summitry("export", target, "--kind", "figures")
    assert ran.status == 1 and "--force" in ran.err and target.read_text(encoding="utf-8") == "mine"
    assert summitry("export", target, "--kind", "figures", "--force", "--bom").status == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfid,")
