"""The records of a list as a file, chunk by chunk: JSON Lines, CSV, Parquet. The memory of a batch, whatever the length."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from typing import Any, Final

from pydantic_core import from_json

from app.schemas.flat import TYPES, Flat
from app.schemas.lines import cells_line, line

HAS_PARQUET: Final = find_spec("pyarrow") is not None
"""Whether what writes Parquet is installed (the extra `parquet`): it is as large as all the rest."""

ROW_GROUP: Final = 20_000
"""Rows that Parquet packs together: some ten megabytes of text."""


def json_lines(batches: Iterable[list[bytes]]) -> Iterator[bytes]:
    """A record a line."""
    for batch in batches:
        yield b"\n".join(batch) + b"\n"


def csv_rows(batches: Iterable[list[bytes]], flat: Flat, *, bom: bool = False) -> Iterator[bytes]:
    """RFC 4180 in UTF-8, with a head line, from records that are rendered, or stored as lines of just these columns."""
    yield (b"\xef\xbb\xbf" if bom else b"") + _ended([cells_line(flat.columns).encode()])
    for batch in batches:
        yield _ended([_line(flat, record) for record in batch])


def _line(flat: Flat, found: bytes) -> bytes:
    """A record, rendered or stored as a line, as a line: no line begins as JSON does."""
    return line(flat, from_json(found)).encode() if found.startswith(b"{") else found


def _ended(lines: Sequence[bytes]) -> bytes:
    return b"\r\n".join([*lines, b""])


def parquet_rows(batches: Iterable[list[bytes]], flat: Flat) -> Iterator[bytes]:
    """Parquet (zstd) with the columns of CSV and their types. Exact numbers are text, for no type of Parquet holds them all, and stand
    once more as `…_number`, for reckoning. Needs the extra `parquet`.
    """
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {
        "text": pa.string(),
        "number": pa.string(),
        "integer": pa.int64(),
        "truth": pa.bool_(),
        "day": pa.date32(),
    }
    numbers = [name for name in flat.columns if TYPES.get(name) == "number"]
    fields = [pa.field(name, kinds[TYPES.get(name, "text")]) for name in flat.columns]
    fields += [pa.field(f"{name}_number", pa.float64()) for name in numbers]
    schema = pa.schema(fields)
    sink = Sink()

    def table(rows: list[tuple[object, ...]]) -> Any:
        columns = dict(zip(flat.columns, zip(*rows, strict=True), strict=True))
        typed = {name: [_typed(cell, TYPES.get(name)) for cell in cells] for name, cells in columns.items()}
        for name in numbers:
            typed[f"{name}_number"] = [None if cell is None else float(str(cell)) for cell in columns[name]]
        return pa.table(typed, schema=schema)

    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        rows: list[tuple[object, ...]] = []
        for batch in batches:
            rows += [flat.row(from_json(record)) for record in batch]
            if len(rows) >= ROW_GROUP:
                writer.write_table(table(rows))
                rows = []
            yield sink.taken()  # also of nothing: whoever waits learns that it goes on
        if rows:
            writer.write_table(table(rows))
    yield sink.taken()


def _typed(cell: Any, kind: str | None) -> Any:
    """A cell of a flat row in the type of its column."""
    if cell is None:
        return None
    if kind == "truth":
        return cell == "true"
    return date.fromisoformat(cell) if kind == "day" else cell


class Sink(io.RawIOBase):
    """A file that is taken away piece by piece while it is written."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        self._size += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        """What was written since the last time."""
        found = b"".join(self._pieces)
        self._pieces.clear()
        return found
