"""`summitry reference`: files in, told what came of them, listed, taken away; on both kinds of database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.settings import ROOT
from app.store.database import open_database
from tests.cli.conftest import Command
from tests.shelf import asking, ingested
from tests.stores import only_sqlite

VINTAGE = ("--vintage", "2026-07-01")
TRADE = "trade_turnover.level.money.actual.KG.KZ"
BANK = """\
"Data Source","World Development Indicators",

"Last Updated Date","2026-07-01",

"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023","2024",
"Kyrgyz Republic","KGZ","GDP (current US$)","NY.GDP.MKTP.CD","1.5","","3",
"World","WLD","GDP (current US$)","NY.GDP.MKTP.CD","1","2","3",
"Kazakhstan","KAZ","Access to electricity","EG.ELC.ACCS.ZS","100","100","100",
"Kazakhstan","KAZ","Exports (current US$)","NE.EXP.GNFS.CD","","","5",
"""
SDMX = """\
DATAFLOW,FREQ,REF_AREA,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT
XX:TRADE(1.0),A,KGZ,KAZ,2022,1.19,USD,9
XX:TRADE(1.0),A,KGZ,KAZ,2023,1571.3,USD,6
XX:TRADE(1.0),A,417,398,2024,1.6,USD,9
XX:TRADE(1.0),A,KG,DDR,1980,1,USD,9
XX:TRADE(1.0),A,KG,UZ,2024,1,XDR,9
XX:TRADE(1.0),A,KG,TJ,2024,1,T,9
XX:TRADE(1.0),A,KG,TM,2024,1,USD,9
XX:TRADE(1.0),M,KG,TM,2024,2,USD,9
"""


@pytest.fixture(autouse=True)
def _migrated(summitry: Command, url: str) -> None:
    assert summitry("migrate").status == 0


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.csv"
    path.write_text(f"\ufeff{BANK}", encoding="utf-8")
    return path


@pytest.fixture
def trade(tmp_path: Path) -> Path:
    path = tmp_path / "trade.csv"
    path.write_text(SDMX, encoding="utf-8")
    return path


def stored(url: str) -> list[tuple[Any, ...]]:
    reader = open_database(url).reader()
    try:
        return reader.rows(
            "SELECT series, days, source, vintage, unit, value, side, code, line FROM reference_value ORDER BY 1, 2, 3, 4"
        )
    finally:
        reader.close()


def version(url: str) -> int:
    reader = open_database(url).reader()
    try:
        return reader.data_version()
    finally:
        reader.close()


def test_a_bank_file_by_its_own_codes(summitry: Command, url: str, bank: Path) -> None:
    ran = summitry("reference", "import", bank, *VINTAGE, "--source", "World  Bank")
    assert ran.status == 0
    assert ran.out == "World Bank, 2026-07-01: 3 values added, 0 changed, 0 unchanged, in 2 series\n"
    assert [(row[0], row[1], row[2], row[5], row[8]) for row in stored(url)] == [
        ("exports|level|money|actual|KZ", "2024-01-01|2024-12-31||", "World Bank", "5", 9),
        ("gdp|level|money|actual|KG", "2022-01-01|2022-12-31||", "World Bank", "1.5", 6),
        ("gdp|level|money|actual|KG", "2024-01-01|2024-12-31||", "World Bank", "3", 6),
    ]
    for told in (
        "3 times it has no value (line 6, 9, …)",
        "3 times its country is none of ISO 3166-1 (line 7, …): WLD",
        "3 times its indicator is none that is known (name the metric of the file by --metric) (line 8, …): EG.ELC.ACCS.ZS",
    ):
        assert told in ran.err


def test_a_file_whose_metric_is_named_and_each_row_is_accounted_for(
    summitry: Command, url: str, trade: Path
) -> None:
    ran = summitry("reference", "import", trade, *VINTAGE, "--metric", "trade_turnover", "--json")
    told = json.loads(ran.out)
    assert (told["source"], told["added"], told["changed"], told["unchanged"]) == ("trade", 3, 0, 0)
    assert {each["reason"]: (each["count"], each["lines"]) for each in told["passed"]} == {
        "its country is none of ISO 3166-1": (1, [5]),
        "its unit is none that is known": (1, [6]),
        "its unit is none of its metric": (1, [7]),
        "the file has several values for the same thing": (2, [8, 9]),
    }
    assert told["passed"][0]["told"] == ["DDR"], "what has become a part of a country is not that country"
    assert told["added"] + sum(each["count"] for each in told["passed"]) == SDMX.count("\n") - 1
    assert [(row[1][:4], row[5]) for row in stored(url)] == [
        ("2022", "1190000000"), ("2023", "1571300000"), ("2024", "1600000000"),
    ]  # fmt: skip


def test_a_flow_is_stored_once_whichever_side_tells_it(summitry: Command, url: str, tmp_path: Path) -> None:
    for name, metric, sides in (("a", "exports", "KZ,KG"), ("b", "imports", "KG,KZ")):
        file = tmp_path / f"{name}.csv"
        file.write_text(f"REF_AREA,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n{sides},2024,5,USD\n")
        assert summitry("reference", "import", file, *VINTAGE, "--metric", metric).status == 0
    assert [(row[0], row[2], row[6]) for row in stored(url)] == [
        ("exports|level|money|actual|KZ,KG", "a", "KZ"),
        ("exports|level|money|actual|KZ,KG", "b", "KG"),
    ]


def test_the_same_file_again_changes_nothing_and_a_revised_one_only_what_it_revises(
    summitry: Command, url: str, trade: Path
) -> None:
    given = ("reference", "import", trade, *VINTAGE, "--metric", "trade_turnover")
    summitry(*given)
    before, at = stored(url), version(url)
    assert "0 values added, 0 changed, 3 unchanged" in summitry(*given).out
    assert (stored(url), version(url)) == (before, at)
    trade.write_text(SDMX.replace("1571.3", "1571.4"))
    assert "0 values added, 1 changed, 2 unchanged" in summitry(*given).out
    assert version(url) == at + 1


def test_vintages_stand_beside_each_other_until_they_are_removed(
    summitry: Command, url: str, trade: Path
) -> None:
    for day in ("2025-07-01", "2026-07-01"):
        summitry(
            "reference", "import", trade, "--vintage", day, "--source", "Office", "--metric", "trade_turnover"
        )
    listed = [json.loads(line) for line in summitry("reference", "list", "--json").out.splitlines()]
    assert [(each["source"], each["vintage"], each["values"]) for each in listed] == [
        ("Office", "2026-07-01", 3), ("Office", "2025-07-01", 3),
    ]  # fmt: skip
    assert "2022-01-01 to 2024-12-31  Office" in summitry("reference", "list").out
    assert summitry("reference", "remove", "Office", "--vintage", "2025-07-01").out == "3 values removed\n"
    assert summitry("reference", "remove", "Office").out == "3 values removed\n"
    ran = summitry("reference", "remove", "Office")
    assert ran.status == 1 and "reference list" in ran.err
    assert "there are none yet" in summitry("reference", "list").err


@pytest.mark.parametrize(("arguments", "told"), [
    (("no-such.csv", *VINTAGE), "No such file"),
    (("{file}", "--vintage", "2026"), "not a day such as"),
    (("{file}", "--vintage", "2026-02-30"), "not a day such as"),
    (("{file}", *VINTAGE, "--metric", "trade_turnovr"), "did you mean trade_turnover?"),
    (("{file}", *VINTAGE, "--unit", "usd"), "there is no unit 'usd'"),
    (("{file}", *VINTAGE, "--source", " "), "--source must be a short line"),
    (("{file}", *VINTAGE), "name the metric of the file by --metric"),
])  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_stored(
    summitry: Command, url: str, trade: Path, arguments: tuple[str, ...], told: str
) -> None:
    at = version(url)
    ran = summitry("reference", "import", *(each.format(file=trade) for each in arguments))
    assert ran.status == 1 and told in ran.err
    assert stored(url) == [] and version(url) == at


def test_what_a_file_holds_rules_no_terminal(summitry: Command, tmp_path: Path) -> None:
    """A cell is told on one line, without what a terminal obeys."""
    file = tmp_path / "odd.csv"
    file.write_text(
        'REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"K\x1b[31m\nG",NY.GDP.MKTP.CD,2024,5,USD\n',
        encoding="utf-8",
    )
    ran = summitry("reference", "import", file, *VINTAGE)
    assert ran.status == 1 and "\x1b" not in ran.err
    assert "1 times its country is none of ISO 3166-1 (line 2): K [31m G\n" in ran.err


def test_a_file_of_a_head_alone_says_so(summitry: Command, tmp_path: Path) -> None:
    file = tmp_path / "head.csv"
    file.write_text("REF_AREA,TIME_PERIOD,OBS_VALUE\n")
    ran = summitry("reference", "import", file, *VINTAGE)
    assert ran.status == 1 and "a head and no values" in ran.err


def test_a_file_that_breaks_off_stores_nothing(summitry: Command, url: str, trade: Path) -> None:
    trade.write_text(SDMX + '"', encoding="utf-8")
    ran = summitry("reference", "import", trade, *VINTAGE, "--metric", "trade_turnover")
    assert ran.status == 1 and "is no CSV" in ran.err and stored(url) == []


def test_a_backup_brings_them_back(summitry: Command, url: str, trade: Path, tmp_path: Path) -> None:
    summitry("reference", "import", trade, *VINTAGE, "--metric", "trade_turnover")
    before = stored(url)
    assert summitry("backup", tmp_path / "copy.db").status == 0
    summitry("reference", "remove", "trade")
    assert stored(url) == []
    assert summitry("restore", tmp_path / "copy.db", "--replace").status == 0
    assert stored(url) == before and summitry("check").status == 0


@only_sqlite
def test_an_import_is_seen_by_whoever_asks(summitry: Command, url: str, trade: Path, tmp_path: Path) -> None:
    ingested(url, [ROOT / "data" / "samples"])
    address = f"/api/v1/series/{TRADE}"
    with asking(url) as client:
        first = client.get(address)
        summitry("reference", "import", trade, *VINTAGE, "--metric", "trade_turnover")
        again = client.get(address, headers={"if-none-match": first.headers["etag"]})
        assert first.json()["official"] == [] and again.status_code == 200
        assert [each["vintage"] for each in again.json()["official"]] == ["2026-07-01"]
        assert [each["kind"] for each in again.json()["items"]].count("official") == 3
