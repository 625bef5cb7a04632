"""Quotations of speech: between marks, in several pairs of marks with the attribution between, and after dialogue dashes."""

from __future__ import annotations

import re
from bisect import bisect_right

from app.domain.span import Span
from app.extraction.draft import Draft, Turn
from app.extraction.layout import LineKind
from app.extraction.quotations import Quotation, find_quotations, is_speech

_DASH = re.compile(r"[—–-]\s+")
_LONGEST_ATTRIBUTION = 120  # characters between the parts of one quotation


def find_speech(draft: Draft) -> list[Quotation]:
    """Quotations of speech in order, none inside another or inside a turn: between marks, and after dialogue dashes."""
    spoken = _dialogue(draft, draft.turns)
    taken = sorted(
        [
            *(quotation.outer for quotation in spoken),
            *(turn.span for turn in draft.turns.values() if turn is not None),
        ]
    )
    found = list(spoken)
    for quotation in find_quotations(draft.analysis):
        near = bisect_right(taken, quotation.outer.start, key=lambda span: span.start) - 1
        inside = near >= 0 and quotation.outer.start < taken[near].end
        if not inside and is_speech(quotation, draft.analysis, draft.kit):
            found.append(quotation)
    found.sort(key=lambda quotation: quotation.outer.start)
    return _joined(draft, found) if draft.kit.code == "en" else found


def _joined(draft: Draft, quotations: list[Quotation]) -> list[Quotation]:
    """“A,” X said. “B.” in one paragraph is one quotation with its attribution inside."""
    found: list[Quotation] = []
    for quotation in quotations:
        last = found[-1] if found else None
        if (
            last is not None
            and last.gap is None
            and _only_attribution(draft, last.outer.end, quotation.outer.start)
        ):
            outer, inner = (
                Span(last.outer.start, quotation.outer.end),
                Span(last.inner.start, quotation.inner.end),
            )
            found[-1] = Quotation(
                outer, inner, quotation.closed, 0, Span(last.outer.end, quotation.outer.start)
            )
        else:
            found.append(quotation)
    return found


def _only_attribution(draft: Draft, start: int, end: int) -> bool:
    """Whether nothing but 'X said' stands between two quotations of a line."""
    if not 0 < end - start <= _LONGEST_ATTRIBUTION or "\n" in draft.text[start:end]:
        return False
    first, last = draft.token_range(Span(start, end))
    stops = [number for number in range(first, last) if draft.tokens[number].text in ".!?:;"]
    if stops and stops[0] != last - 1:
        return False
    return any(
        match.payload.how in ("verb", "clausal", "beside")
        for match in draft.kit.cues.find(draft.tokens, first, last)
    )


def _dialogue(draft: Draft, turns: dict[int, Turn | None]) -> list[Quotation]:
    """Paragraphs '— …, — сказал он. — …' as quotations: from after the dash to the paragraph's end or to the closing attribution."""
    found: list[Quotation] = []
    for number, span in enumerate(draft.analysis.paragraphs):
        match = _DASH.match(span.of(draft.text))
        if match is None or number in turns or draft.layout.kinds[number] is not LineKind.STORY:
            continue
        first, last = (
            draft.token_range(Span(span.start + match.end(), span.end)) if match.end() < len(span) else (0, 0)
        )
        dashes = [
            at
            for at in range(first + 1, last)
            if draft.tokens[at].text in "—–" and draft.tokens[at - 1].text in ",.!?…"
        ]
        attributions = [at for at in dashes if _attributes(draft, at + 1, last)]
        if not attributions:
            continue
        closing = attributions[-1]
        ends = closing == dashes[-1]
        inner = (
            draft.span_of(first, closing - 1 if ends and draft.tokens[closing - 1].text == "," else closing)
            if ends
            else draft.span_of(first, last)
        )
        found.append(Quotation(Span(span.start, inner.end), inner, True, 0))
    return found


def _attributes(draft: Draft, first: int, last: int) -> bool:
    """Whether a speech verb stands right after a dash."""
    return any(
        match.payload.how == "verb" and draft.tokens[match.first].can_be("verb")
        for match in draft.kit.cues.find(draft.tokens, first, min(last, first + 2))
    )
