"""Why a record is not there: it never was, or it was removed."""

from __future__ import annotations

from typing import Final

from app.errors import AppError, Gone, NotFound
from app.schemas.ids import Kind, parse
from app.store.database import Reader

_LISTS: Final[dict[Kind, str]] = {
    "document": "documents",
    "statement": "statements",
    "proposal": "proposals",
    "figure": "figures",
    "claim": "claims",
    "thread": "threads",
}


def absent(reader: Reader, kind: Kind, shown: str) -> AppError:
    """The error for a record that is not stored, by its shown id: `Gone` if it once was, else `NotFound`."""
    found = reader.row(
        "SELECT c.version, v.at FROM change c JOIN data_version v ON v.version = c.version"
        " WHERE c.record_id = :id AND c.kind = :kind AND c.what = 'removed'",
        {"id": parse(shown, kind), "kind": kind},
    )
    if found is None:
        return NotFound(f"There is no {kind} {shown}: all are listed at /api/v1/{_LISTS[kind]}.")
    version, at = found
    why = "it was withdrawn" if kind == "document" else "its document was withdrawn, or holds it no more"
    return Gone(
        f"The {kind} {shown} is not stored since {at} (data version {version}): {why}."
        " What else went is told at /api/v1/changes."
    )
