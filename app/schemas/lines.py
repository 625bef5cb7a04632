"""Flat rows as lines of CSV: RFC 4180, text that a spreadsheet would run is led by an apostrophe."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from app.schemas.flat import TYPES, Flat, Record

_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would take for a formula."""

_END: Final = "\r\n"


def line(flat: Flat, record: Record) -> str:
    """A parsed record as a line, without its end."""
    return cells_line(
        f"'{cell}"
        if type(cell) is str and cell.startswith(_RISKY) and TYPES.get(column) != "number"
        else cell
        for column, cell in zip(flat.columns, flat.row(record), strict=True)
    )


def cells_line(cells: Iterable[object]) -> str:
    """Cells as a line, as they are, without its end."""
    out = io.StringIO()
    # Python 3.11 quotes a line break within a cell only where the end of lines has one, too.
    csv.writer(out, lineterminator=_END).writerow(cells)
    return out.getvalue().removesuffix(_END)
