"""How much of a text may be shown where its rights are somebody else's: the one rule for whatever is served.

A limit is the most characters that may be shown in one piece; none means that all may be shown. Of a text that is longer than its limit
nothing is shown but single findings of at most so many characters, and no two of them that stand side by side and are longer together.
What is known of it (numbers, units, days, speakers, topics, where the words stand and how many they are) is no text, and stays.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.span import Span

NOTHING: frozenset[Span] = frozenset()


def stricter(*limits: int | None) -> int | None:
    """The limit that keeps all of these, None where none of them limits anything."""
    return min((limit for limit in limits if limit is not None), default=None)


def is_withheld(text: str, limit: int | None) -> bool:
    """Whether a text may not be shown as a whole."""
    return limit is not None and len(text) > limit


def withheld_spans(text: str, spans: Iterable[Span], limit: int | None) -> frozenset[Span]:
    """Those of these pieces of a text whose words are withheld: none where all of the text may be shown."""
    if limit is None or len(text) <= limit:
        return NOTHING
    withheld = set[Span]()
    first = last = -1  # of what is shown side by side so far
    for span in sorted(set(spans)):
        beside = first >= 0 and not any(map(str.isalnum, text[last : span.start]))
        begin, end = (first, max(last, span.end)) if beside else (span.start, span.end)
        if len(span) > limit or end - begin > limit:
            withheld.add(span)
        else:
            first, last = begin, end
    return frozenset(withheld)
