"""What a stretch of text is about: points for the words of each topic, the best one to three."""

from __future__ import annotations

from collections import defaultdict

from app.domain.span import Span
from app.extraction.draft import Draft

STRONG, WEAK = 2.0, 1.0
MOST = 3
SHARE = 0.34  # a further topic needs about a third of the main one's points (chosen on the development gold)


def topics_of(draft: Draft, span: Span, fallback: tuple[str, ...] = ()) -> tuple[str, ...]:
    """One to three topics of a span, the main one first; those of `fallback` where no word tells any."""
    first, last = draft.token_range(span)
    points: dict[str, float] = defaultdict(float)
    order: dict[str, int] = {}
    for match in draft.kit.topics.find(draft.tokens, first, last):
        points[match.payload.id] += STRONG if match.payload.strong else WEAK
        order.setdefault(match.payload.id, match.first)
    ranked = sorted(points, key=lambda topic: (-points[topic], order[topic]))
    if not ranked:
        return fallback[:1]
    least = points[ranked[0]] * SHARE
    return tuple(topic for topic in ranked[:MOST] if points[topic] >= least)
