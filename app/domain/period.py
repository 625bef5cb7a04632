"""A stretch of calendar days that a figure speaks of, and how it was read."""

from __future__ import annotations

from datetime import date

from app.domain.record import record


@record(kw_only=True)
class Period:
    """First and last day, both included. `rule` names the reading ('last year', 'months of this year')."""

    start: date
    end: date
    rule: str = ""
    ambiguous: bool = False

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"a period cannot end before it starts: {self.start}..{self.end}")
