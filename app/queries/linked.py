"""A record with what made it, to be written as JSON-LD."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from babel.core import get_global
from pydantic_core import from_json

from app.analysis.linked import Node, Origin, linked
from app.queries.consistent import consistent
from app.queries.documents import DOCUMENTS, get_document
from app.queries.page import Noun, one_record
from app.queries.past import find_state
from app.schemas.ids import parse
from app.store.database import Reader
from app.vocabulary import Vocabulary


@consistent
def get_linked(
    reader: Reader,
    vocabulary: Vocabulary,
    noun: Noun,
    shown: str,
    host: str,
    as_of: int | datetime | None = None,
) -> Node:
    """A statement, proposal, figure or document as JSON-LD, by its shown id and the host that was asked; findings also as they were.

    Which release and vocabulary read a document is known of today's findings only: of earlier ones it is not told. Raises what `one_record` and
    `find_state` raise.
    """
    if noun.kind == DOCUMENTS.kind:
        document = from_json(get_document(reader, vocabulary, shown))
        return linked("document", document, Origin(host=host, **_versions(document)))
    if as_of is None:
        record, since, still = one_record(reader, noun, shown), None, True
    else:
        record, since, still = find_state(reader, noun, shown, as_of)
    found = from_json(record)
    versions = _versions(_document(reader, found)) if still else {}
    origin = Origin(
        host=host,
        generated_at=_moment(reader, noun, shown, since),
        unit_code=_unit_code(vocabulary, found.get("unit")),
        **versions,
    )
    return linked(noun.kind, found, origin)


def _versions(document: dict[str, Any]) -> dict[str, str]:
    return {name: document[name] for name in ("extractor_version", "vocabulary_version")}


def _document(reader: Reader, record: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = from_json(one_record(reader, DOCUMENTS, record["document"]["id"]))
    return found


def _moment(reader: Reader, noun: Noun, shown: str, since: int | None) -> str | None:
    """When a state was stored: that which came with a version, or the last one."""
    if since is not None:
        found = reader.row("SELECT at FROM data_version WHERE version = :version", {"version": since})
    else:
        found = reader.row(
            "SELECT v.at FROM change c JOIN data_version v ON v.version = c.version WHERE c.record_id = :id AND c.kind = :kind",
            {"id": parse(shown, noun.kind), "kind": noun.kind},
        )
    return str(found[0]) if found else None


def _unit_code(vocabulary: Vocabulary, unit: str | None) -> str | None:
    """A unit's code as schema.org wants it: that of UN/CEFACT, or with its list's name before it that of a currency."""
    if unit is None:
        return None
    if unit in get_global("all_currencies"):
        return f"ISO4217:{unit}"
    return next((entry.unece for entry in vocabulary.units if entry.unit == unit and entry.unece), None)
