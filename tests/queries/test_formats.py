"""Parquet holds what CSV holds, typed; exact numbers stay exact."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text

from app.queries import formats
from app.queries.figures import FIGURES
from app.queries.formats import csv_rows, parquet_rows
from app.queries.page import Noun
from app.queries.params import FigureParams, RecordParams, StatementParams
from app.queries.statements import STATEMENTS
from app.queries.stream import RecordStream, Shape
from app.schemas.flat import FLAT, TYPES, Flat
from app.schemas.lines import line
from app.store.database import open_database
from app.vocabulary import Vocabulary
from tests.shelf import fill
from tests.stores import Store

pq = pytest.importorskip("pyarrow.parquet")
LISTS = [(STATEMENTS, StatementParams()), (FIGURES, FigureParams())]


@pytest.fixture
def batches(library: str, vocabulary: Vocabulary) -> Iterator[object]:
    database = open_database(library)
    streams = []

    def read(noun: Noun, params: RecordParams, *, shape: Shape = "asked") -> Iterator[list[bytes]]:
        streams.append(RecordStream(database.reader(), vocabulary, noun, params, shape))
        return streams[-1].batches()

    yield read
    for stream in streams:
        stream.close()
    database.close()


@pytest.mark.parametrize(("noun", "params"), LISTS, ids=lambda item: getattr(item, "kind", ""))
@pytest.mark.parametrize("group", [formats.ROW_GROUP, 7])
def test_parquet_holds_what_csv_holds(
    batches,
    noun: Noun,
    params: RecordParams,
    group: int,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    monkeypatch.setattr(formats, "ROW_GROUP", group)
    flat = FLAT[noun.kind]
    table = pq.read_table(io.BytesIO(b"".join(parquet_rows(batches(noun, params), flat))))
    rows = list(csv.DictReader(io.StringIO(b"".join(csv_rows(batches(noun, params), flat)).decode())))
    assert table.num_rows == len(rows) > 40
    assert table.column_names[: len(flat.columns)] == list(flat.columns)
    for found, shown in zip(table.to_pylist(), rows, strict=True):
        for name in flat.columns:
            cell, kind = found[name], TYPES.get(name)
            text = shown[name].removeprefix("'") if kind is None else shown[name]
            if cell is None:
                assert text == ""
            elif kind == "truth":
                assert isinstance(cell, bool) and str(cell).lower() == text
            elif kind == "day":
                assert isinstance(cell, date) and cell.isoformat() == text
            elif kind == "integer":
                assert isinstance(cell, int) and str(cell) == text
            else:
                assert cell == text
                if kind == "number":
                    assert found[f"{name}_number"] == float(Decimal(cell))


@pytest.mark.parametrize("fields", [(), ("id", "topics", "span"), ("period", "speaker", "claimant", "value")])
@pytest.mark.parametrize(("noun", "params"), LISTS, ids=lambda item: getattr(item, "kind", ""))
def test_stored_lines_are_what_is_made_of_records(
    batches,  # type: ignore[no-untyped-def]
    noun: Noun,
    params: RecordParams,
    fields: tuple[str, ...],
) -> None:
    flat = FLAT[noun.kind].narrowed(fields)
    asked = params.model_copy(update={"fields": fields})
    stored = list(batches(noun, asked, shape="line"))
    assert all(found.startswith(b"{") == bool(fields) for batch in stored for found in batch)
    made = b"".join(csv_rows(batches(noun, params), flat))
    assert b"".join(csv_rows(stored, flat)) == made
    rows = list(csv.reader(io.StringIO(made.decode(), newline="")))
    assert rows[0] == list(flat.columns) and len(rows) == sum(map(len, stored)) + 1 > 40
    assert all(len(row) == len(flat.columns) for row in rows)


@pytest.mark.parametrize(
    "cell", ["two\nlines", "two\r\nlines", "a\rb", 'say "so"', "one, two", "=1+1", "{", "", None, 12]
)
def test_every_cell_of_a_line_is_read_as_it_was(cell: object) -> None:
    flat = Flat(("id", "title", "language"), lambda record: ("st-1", record["title"], "ru"))
    found = line(flat, {"title": cell})
    [row] = csv.reader(io.StringIO(found + "\r\n", newline=""))
    shown = "" if cell is None else str(cell)
    assert row == ["st-1", f"'{shown}" if shown.startswith("=") else shown, "ru"]


def test_what_older_releases_stored_has_no_line(store: Store, vocabulary: Vocabulary) -> None:
    url = fill(store.empty(), vocabulary)
    before = csv_of(url, vocabulary)
    with closing(open_database(url)) as database, database.session() as session:
        session.connection().execute(text("UPDATE statement SET line = NULL WHERE id % 2 = 0"))
    assert csv_of(url, vocabulary) == before


def csv_of(url: str, vocabulary: Vocabulary) -> bytes:
    database = open_database(url)
    with (
        closing(database),
        closing(RecordStream(database.reader(), vocabulary, STATEMENTS, StatementParams(), "line")) as stream,
    ):
        return b"".join(csv_rows(stream.batches(), FLAT["statement"]))


def test_an_empty_list_has_its_columns() -> None:
    table = pq.read_table(io.BytesIO(b"".join(parquet_rows([], FLAT["figure"]))))
    assert table.num_rows == 0 and "value_number" in table.column_names


def test_types_are_of_columns_that_there_are() -> None:
    assert set(TYPES) <= {name for flat in FLAT.values() for name in flat.columns}
