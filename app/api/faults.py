"""Pydantic's errors in sentences that tell a newcomer what to do, instead of its own words and patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from app.errors import AppError, Fault, InvalidInput
from app.queries.cursor import KEY_CURSOR, RECORD_CURSOR
from app.queries.params import LINE, NAME, PRINTABLE
from app.queries.terms import VALUES
from app.schemas.ids import CLAIM_ID, DOCUMENT_ID, FIGURE_ID, PROPOSAL_ID, STATEMENT_ID, THREAD_ID

LONGEST_VALUE: Final = 100

_CURSOR: Final = "is no cursor; take it from `next` or `prev` of another page, or leave it out"
_PATTERNS: Final = {
    RECORD_CURSOR: _CURSOR,
    KEY_CURSOR: _CURSOR,
    NAME: "is blank, or holds a control character; give a name such as `Жапаров`",
    LINE: "is blank, or holds a control character, such as a line break; leave it out",
    PRINTABLE: "holds a control character, such as a line break; leave it out",
    STATEMENT_ID: "an id of a statement begins with st-; they are listed at /api/v1/statements",
    PROPOSAL_ID: "an id of a proposal begins with pr-; they are listed at /api/v1/proposals",
    FIGURE_ID: "an id of a figure begins with fi-; they are listed at /api/v1/figures",
    CLAIM_ID: "an id of claims of one thing begins with cl-; they are listed at /api/v1/claims",
    THREAD_ID: "an id of a thread begins with th-; they are listed at /api/v1/threads",
    DOCUMENT_ID: "an id of a document begins with doc-; they are listed at /api/v1/documents",
}
_FIELDS: Final = {
    "text": "is empty, or holds a NUL character; send the text to be read",
    "language": "is no code of a language; write it like `ru` or `en` (ISO 639-1)",
    "name": "is empty; give a name such as `Жапаров`",
    "unit": "is no unit; write it like `percent`, `times` or `USD`",
    "year": "is no year; write it with four digits, like 2025",
    "id": "has not the form of an id; the list at the address without it has all of them",
} | {name: f"has not the form of a value; {values.where}" for name, values in VALUES.items()}


def invalid(errors: Iterable[Mapping[str, Any]], known: Callable[[str], list[str]]) -> AppError:
    """Pydantic's errors as one of ours. `known` gives the names that are taken in a place: the query, or the body."""
    # A misspelt parameter is told before the one that is missing for it.
    ordered = sorted(errors, key=lambda error: error.get("type") != "extra_forbidden")
    faults = tuple(_fault(error, known) for error in ordered)
    return InvalidInput(f"{faults[0].loc}: {faults[0].message}.", faults)


def _fault(error: Mapping[str, Any], known: Callable[[str], list[str]]) -> Fault:
    value = error.get("input")
    return Fault(
        loc="/".join(str(part)[:LONGEST_VALUE] for part in error["loc"]),
        message=_sentence(error, known),
        value=str(value)[:LONGEST_VALUE] if isinstance(value, str | int | float) else None,
    )


def _sentence(error: Mapping[str, Any], known: Callable[[str], list[str]]) -> str:
    kind, told, context = error.get("type"), str(error["msg"]), error.get("ctx", {})
    name = next((part for part in reversed(error["loc"]) if isinstance(part, str)), "")
    if kind == "extra_forbidden":
        return f"is unknown here; known are {', '.join(known(error['loc'][0]))}"
    if kind == "missing":
        return "is missing; it cannot be left out"
    if kind == "string_too_short":
        return _FIELDS[name] if name in ("text", "name") else "is empty; give a value, or leave it out"
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(context.get("pattern", "")) or _FIELDS.get(name, told)
    if kind == "json_invalid":
        return f"{told}: {context.get('error')}"
    return told.removeprefix("Value error, ")
