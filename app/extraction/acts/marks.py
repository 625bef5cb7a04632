"""Words of acts in a stretch of text, found once: what asks, needs, commits, supports, worries, greets."""

from __future__ import annotations

from bisect import bisect_left

from app.extraction.draft import Draft
from app.extraction.matcher import Match


class Marks:
    """Matches of the act words between two tokens, by meaning."""

    def __init__(self, draft: Draft, first: int, last: int) -> None:
        self._found: dict[str, list[Match[str]]] = {}
        for match in draft.kit.act_words.find(draft.tokens, first, last):
            self._found.setdefault(match.payload, []).append(match)

    def of(self, meaning: str, first: int, last: int) -> list[Match[str]]:
        """Matches of a meaning that lie inside tokens `first` to `last`."""
        found = self._found.get(meaning)
        if not found:
            return []
        low = bisect_left(found, first, key=lambda match: match.first)
        high = bisect_left(found, last, key=lambda match: match.first)
        return [match for match in found[low:high] if match.last <= last]

    def any(self, meaning: str, first: int, last: int) -> bool:
        """Whether a meaning stands between two tokens."""
        return bool(self.of(meaning, first, last))
