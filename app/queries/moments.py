"""Points in time, as they are asked for: a version of the data, a day, or a moment with its offset."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, WithJsonSchema

_VERSION: Final = re.compile("[0-9]{1,18}")
_DATE: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RFC3339: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)
_FORMS: Final = "name a data version (42), a day (2025-11-16) or a moment with its offset (2025-11-16T08:30:00Z; a + is written %2B)"
_POINT: Final = WithJsonSchema(
    {
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": 10**18 - 1},
            {"type": "string", "format": "date-time"},
            {"type": "string", "format": "date"},
        ]
    }
)


def _since(value: Any) -> Any:
    """A day as its first moment."""
    return _point(value, time.min)


def _as_of(value: Any) -> Any:
    """A day as its last moment."""
    return _point(value, time.max)


def _point(value: Any, of_day: time) -> Any:
    """A version as a number, a day or moment as a moment in UTC: nothing else that Pydantic would take for one."""
    if not isinstance(value, str):
        return value
    if _VERSION.fullmatch(value):
        return int(value)
    try:
        if _DATE.fullmatch(value):
            return datetime.combine(date.fromisoformat(value), of_day, UTC)
        if _RFC3339.fullmatch(value):
            return _in_utc(datetime.fromisoformat(value.upper()))
    except ValueError:
        raise ValueError(f"no calendar or clock has it; {_FORMS}") from None
    raise ValueError(_FORMS)


def _in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:  # the first or last day there is, seen from elsewhere
        return at.replace(tzinfo=UTC)


Since = Annotated[int | datetime, BeforeValidator(_since), _POINT]
"""From there on."""

AsOf = Annotated[int | datetime, BeforeValidator(_as_of), _POINT]
"""At that time: at the end of a day."""
