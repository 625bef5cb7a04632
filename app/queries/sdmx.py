"""The data structure of figures, with every code that stored figures hold."""

from __future__ import annotations

from typing import Any

from app.domain.kinds import Review
from app.queries.consistent import consistent
from app.queries.figures import FIGURES
from app.schemas.sdmx_structure import Coded, structure_message
from app.store.database import Reader
from app.store.jsontext import to_json
from app.store.tags import tag_kind
from app.vocabulary import Vocabulary

_FIELDS: tuple[Coded, ...] = ("metric", "unit", "reporter", "partner")


@consistent
def get_structure(reader: Reader, vocabulary: Vocabulary) -> bytes:
    """The SDMX-JSON 2.0 structure message of what `format=sdmx-csv` answers, as of the version of the data."""
    stored: dict[Coded, list[str]] = {field: [] for field in _FIELDS}
    marks = ", ".join(f":{field}" for field in _FIELDS)
    rows: list[Any] = reader.rows(
        f"SELECT DISTINCT field, value FROM tag WHERE kind IN (:kind, :rejected) AND field IN ({marks}) ORDER BY field, value",  # noqa: S608
        {
            "kind": FIGURES.kind,
            "rejected": tag_kind(FIGURES.kind, Review.REJECTED),
            **{field: field for field in _FIELDS},
        },
    )
    for field, value in rows:
        stored[field].append(value)
    at = reader.row("SELECT at FROM data_version ORDER BY version DESC LIMIT 1")
    # Nothing was ever stored: then the structure is as old as the program, of which no moment is known.
    message = structure_message(vocabulary, stored, str(at[0]) if at else "1970-01-01T00:00:00Z")
    return to_json(message).encode()
