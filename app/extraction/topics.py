"""What a stretch of text is about: points for the words of each topic, the best one to three."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from app.domain.span import Span
from app.extraction.draft import Draft

STRONG, WEAK = 2.0, 1.0
MOST = 3
SHARE = 0.34  # a further topic needs about a third of the main one's points (chosen on the development gold)


def topics_of(draft: Draft, spans: Sequence[Span], fallback: tuple[str, ...] = ()) -> tuple[str, ...]:
    """One to three topics of what is said, the main one first; those of `fallback` where no word tells any."""
    points: dict[str, float] = defaultdict(float)
    order: dict[str, int] = {}
    titles: dict[str, int] = {}
    for span in spans:
        first, last = draft.token_range(span)
        offices = {number for role in draft.roles_in(first, last) for number in range(role.first, role.last)}
        for match in draft.kit.topics.find(draft.tokens, first, last):
            if match.first in offices:  # 'the energy minister' tells who speaks, hardly about what
                titles.setdefault(match.payload.id, match.first)
                continue
            points[match.payload.id] += STRONG if match.payload.strong else WEAK
            order.setdefault(match.payload.id, match.first)
    if not points:
        points, order = dict.fromkeys(titles, WEAK), titles
    ranked = sorted(points, key=lambda topic: (-points[topic], order[topic]))
    if not ranked:
        return fallback[:1]
    least = points[ranked[0]] * SHARE
    return tuple(topic for topic in ranked[:MOST] if points[topic] >= least)
