"""One entry of the page index."""

from __future__ import annotations

from typing import NamedTuple


class Posting(NamedTuple):
    """One record under one tag. `day` is an ISO date, empty where unknown."""

    tag_id: int
    day: str
    finding_id: int
