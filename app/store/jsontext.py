"""JSON and moments as they are kept in columns: compact, readable in every script, in the order of time."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

_encoder = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":")
)  # made once: json.dumps makes one every time


def to_json(value: Any) -> str:
    return _encoder.encode(value)


def from_json(text: str) -> Any:
    return json.loads(text)


def moment(at: datetime) -> str:
    """A moment (with its time zone) in UTC, to the second before: later ones are greater as text, too."""
    return f"{at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()}Z"
