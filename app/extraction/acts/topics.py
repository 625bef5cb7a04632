"""What a stretch of text is about: points for the words of each topic, the best one to three; and what the text around it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.span import Span
from app.extraction.draft import Draft

STRONG, WEAK = 2.0, 1.0
MOST = 3
SHARE = 0.34  # a further topic needs about a third of the main one's points (chosen on the development gold)
THEME = 0.2  # of all points of a text, that its leading topic must have to be its theme
_GENERAL = "diplomacy"  # every text of a summit has its words: never a theme
Points = dict[str, float]
"""Topics and how much words point to them."""


@dataclass(slots=True)
class Context:
    """What is talked of around a statement, for those that have no word of their own topic."""

    theme: tuple[str, ...] = ()
    """What the whole text is about, if it is about one thing."""
    before: tuple[str, ...] = ()
    """Topics of the statement before."""
    paragraphs: Sequence[Points] = ()

    def around(self, paragraph: int) -> tuple[str, ...]:
        """Topics of a paragraph."""
        points = self.paragraphs[paragraph] if 0 <= paragraph < len(self.paragraphs) else {}
        return ranked({topic: found for topic, found in points.items() if topic != _GENERAL})


def points_of(draft: Draft, first: int, last: int) -> Points:
    """Points of each topic between two tokens, in the order of its words; the words of titles ('the energy minister') only where
    there are no others."""
    points: Points = {}
    titles: Points = {}
    matches = list(draft.kit.topics.find(draft.tokens, first, last))
    if not matches:
        return points
    offices = {number for role in draft.roles_in(first, last) for number in range(role.first, role.last)}
    for match in matches:
        topic = match.payload
        if match.first in offices:
            titles.setdefault(topic.id, WEAK)
        else:
            points[topic.id] = points.get(topic.id, 0) + (STRONG if topic.strong else WEAK)
    return points or titles


def ranked(points: Points) -> tuple[str, ...]:
    """The topics of points, best first; of equal ones the first in the text."""
    best = sorted(points, key=lambda topic: -points[topic])
    return tuple(topic for topic in best[:MOST] if points[topic] >= points[best[0]] * SHARE)


def context_of(draft: Draft) -> Context:
    """What a text and each of its paragraphs are about."""
    paragraphs = [points_of(draft, *draft.token_range(span)) for span in draft.analysis.paragraphs]
    total = _sum(paragraphs)
    total.pop(_GENERAL, None)
    all_points = sum(total.values())
    return Context(_theme(total) if all_points >= MOST * STRONG else (), paragraphs=paragraphs)


def _sum(stretches: Iterable[Points]) -> Points:
    total: Points = {}
    for points in stretches:
        for topic, found in points.items():
            total[topic] = total.get(topic, 0) + found
    return total


def _theme(total: Points) -> tuple[str, ...]:
    """The topic that leads all others of a text, the first of equals, if it has a fair part of all points."""
    best = max(total, key=lambda topic: total[topic])
    return (best,) if total[best] >= THEME * sum(total.values()) else ()


def topics_of(draft: Draft, spans: Sequence[Span], fallback: tuple[str, ...] = ()) -> tuple[str, ...]:
    """One to three topics of what is said, the main one first; those of `fallback` where no word tells any."""
    return ranked(_points(draft, spans)) or fallback[:1]


def _points(draft: Draft, spans: Sequence[Span]) -> Points:
    found = [points_of(draft, *draft.token_range(span)) for span in spans]
    return found[0] if len(found) == 1 else _sum(found)


def topics_in_context(
    draft: Draft, spans: Sequence[Span], context: Context, paragraph: int, *, courtesy: bool = False
) -> tuple[str, ...]:
    """One to three topics of a statement: its own words first; where they tell little, what was talked of before and around it, and
    the theme of the text. `courtesy`: thanks and greetings."""
    points = _points(draft, spans)
    own = ranked(points)
    general = (_GENERAL,) if courtesy else ()  # greetings are about the meeting itself
    before = (*general, *context.before[:1], *context.around(paragraph)[:1], *context.theme)
    if not own:  # who says nothing of any topic speaks of the meeting, if of nothing before
        return _once([*before, _GENERAL])
    if max(points.values()) <= WEAK:
        return _once([*own[:2], *before])
    sure = sum(points[topic] > STRONG for topic in own) > 1  # of two topics at least: no third is needed
    return own if sure else _once([*own, *context.theme])


def topics_of_list(draft: Draft, items: Sequence[Span]) -> tuple[str, ...]:
    """What the items of a list are about, each of one thing: the first three things; nothing where no item tells any."""
    each = (ranked(_points(draft, (item,)))[:1] for item in items)
    return _once([topic for topics in each for topic in topics])


def _once(topics: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topics))[:MOST]
