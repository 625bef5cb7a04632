"""Quotations of speech: between marks, and after dialogue dashes."""

from __future__ import annotations

import re
from bisect import bisect_right

from app.domain.span import Span
from app.extraction.draft import Draft, Turn
from app.extraction.english.quoted import Quoted
from app.extraction.layout import LineKind
from app.extraction.russian.quotes import verb_after
from app.extraction.speech.quotations import SPEECH_WORDS, Quotation, find_quotations, is_dash, is_speech

_DASH = re.compile(r"[—–-]\s+")
_LEAST = 3  # tokens before an attribution that say something without a verb


def find_speech(draft: Draft) -> list[Quotation]:
    """Quotations of speech in order, none inside another or inside a turn: between marks, and after dialogue dashes."""
    spoken = _dialogue(draft, draft.turns)
    taken = sorted(
        [
            *(quotation.outer for quotation in spoken),
            *(turn.span for turn in draft.turns.values() if turn is not None),
        ]
    )
    marked = [item for item in find_quotations(draft.analysis) if not _inside(taken, item.outer.start)]
    if draft.kit.code == "en":
        found = [*spoken, *Quoted(draft).speech(marked)]
    else:
        found = [*spoken, *(item for item in marked if is_speech(item, draft.analysis, draft.kit))]
    return sorted(found, key=lambda quotation: quotation.outer.start)


def _inside(taken: list[Span], at: int) -> bool:
    near = bisect_right(taken, at, key=lambda span: span.start) - 1
    return near >= 0 and at < taken[near].end


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
            if is_dash(draft.tokens, at) and draft.tokens[at - 1].text in ",.!?…"
        ]
        attributions = [at for at in dashes if _says(draft, first, at) and _attributes(draft, at, last)]
        if not attributions:
            if draft.kit.code == "ru" and _is_led_to(draft, number, first, last):
                found.append(Quotation(span, draft.span_of(first, last), True, 0))
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


def _says(draft: Draft, first: int, at: int) -> bool:
    """Whether something is said before an attribution: '— А ты? — спросил он' says nothing."""
    return at - first > _LEAST or any(map(draft.kit.language.is_predicate, draft.tokens[first:at]))


def _is_led_to(draft: Draft, number: int, first: int, last: int) -> bool:
    """Whether a dash paragraph without an attribution, and no item of a list, goes on with what the paragraph before reports."""
    tokens, paragraphs = draft.tokens, draft.analysis.paragraphs
    said = sum(token.kind == "word" for token in tokens[first:last]) >= SPEECH_WORDS
    if not said or not tokens[first].capital or tokens[last - 1].text not in ".!?…":
        return False
    near = [paragraphs[at] for at in (number - 1, number + 1) if 0 <= at < len(paragraphs)]
    if (
        not number
        or any(_DASH.match(span.of(draft.text)) for span in near)
        or near[0].of(draft.text)[-1] == ";"
    ):
        return False
    before = draft.token_range(near[0])
    return any(
        match.payload.how == "words-of"
        or (match.payload.how == "verb" and tokens[match.first].can_be("verb"))
        for match in draft.kit.cues.find(tokens, *before)
    )


def _attributes(draft: Draft, dash: int, last: int) -> bool:
    """Whether an attribution begins at a dash: in small letters, with a verb that tells what somebody did."""
    if dash + 1 >= last or draft.tokens[dash + 1].capital:
        return False
    if draft.kit.code == "ru":
        return verb_after(draft, dash, last) is not None
    return any(
        match.payload.how == "verb" and draft.tokens[match.first].can_be("verb")
        for match in draft.kit.cues.find(draft.tokens, dash + 1, min(last, dash + 3))
    )
