"""JSON as it is kept in columns: compact, and readable in every script."""

from __future__ import annotations

import json
from typing import Any

_encoder = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":")
)  # made once: json.dumps makes one every time


def to_json(value: Any) -> str:
    return _encoder.encode(value)


def from_json(text: str) -> Any:
    return json.loads(text)
