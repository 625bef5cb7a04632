"""A piece of a text: where it starts and ends, and a selector that finds it again after small edits."""

from __future__ import annotations

from app.domain.record import record

CONTEXT = 32  # characters of prefix and suffix: enough to tell two equal sentences apart in press texts


@record(order=True)
class Span:
    """Characters `start` to `end` (exclusive) of a text, in Unicode code points. Never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The exact characters."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def trimmed(self, text: str) -> Span | None:
        """Without white space at its edges; None where nothing is left."""
        start, end = self.start, self.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == self.start and end == self.end:
            return self
        return Span(start, end) if start < end else None


@record
class Selector:
    """A span with its words and those around it (W3C Web Annotation: text position and text quote)."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @classmethod
    def at(cls, span: Span, text: str) -> Selector:
        return cls(
            start=span.start,
            end=span.end,
            exact=span.of(text),
            prefix=text[max(0, span.start - CONTEXT) : span.start],
            suffix=text[span.end : span.end + CONTEXT],
        )
