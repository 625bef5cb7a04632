"""What a parser in a child process makes of a file, before it is a document."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Parsed:
    """A text and the facts told beside it, by their keys in front matter. It travels between processes as JSON."""

    text: str
    facts: dict[str, str | None] = field(default_factory=dict)
    complete: bool = True
    warnings: list[str] = field(default_factory=list)
