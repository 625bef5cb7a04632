"""Who said a quotation: the attribution inside, after or before it, or whoever spoke before; and which words were said."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from app.domain.findings import Speaker
from app.domain.kinds import Attribution
from app.domain.span import Span
from app.extraction.draft import Draft, Person
from app.extraction.russian.papers import author_of
from app.extraction.russian.quotes import going_on, led_to, verb_after, verb_before
from app.extraction.speech.candidates import Candidate, named
from app.extraction.speech.cues import Cue, CueForm, find_cues, form_of
from app.extraction.speech.quotations import Quotation, is_dash
from app.extraction.speech.speakers import Speakers
from app.language import Sentence

_LONGEST = 14  # tokens of an attribution between dashes
_VERB_WITHIN = 3  # its verb comes first: '— сказал', '— как отметил'


def segments_of(draft: Draft, quotation: Quotation) -> tuple[tuple[Span, ...], tuple[int, int] | None]:
    """The words said, without an attribution in their midst; and the tokens of that attribution."""
    if quotation.gap is not None:
        edges = (
            (quotation.inner.start, quotation.gap.start - 1),
            (quotation.gap.end + 1, quotation.inner.end),
        )
        parts = [Span(low, high).trimmed(draft.text) for low, high in edges if low < high]
        return tuple(part for part in parts if part is not None), draft.token_range(quotation.gap)
    tokens = draft.tokens
    first, last = draft.token_range(quotation.inner)
    dashes = [number for number in range(first + 1, last) if is_dash(tokens, number)]
    for low, high in itertools.pairwise(dashes):
        if low - 1 <= first or tokens[low - 1].text not in ",.!?…" or high - low > _LONGEST:
            continue
        if not _attributes(draft, low, high):
            continue
        before = draft.span_of(first, low - 1)
        return ((before, draft.span_of(high + 1, last)) if high + 1 < last else (before,)), (low + 1, high)
    return (quotation.inner,), None


def _attributes(draft: Draft, low: int, high: int) -> bool:
    """Whether an attribution stands between two dashes: a verb of speech soon after the first, in Russian any verb in small letters."""
    tokens = draft.tokens
    if draft.kit.code == "ru":
        return low + 1 < high and not tokens[low + 1].capital and verb_after(draft, low, high) is not None
    verbs = (match for match in draft.kit.cues.find(tokens, low + 1, high) if match.payload.how == "verb")
    verb = next(verbs, None)
    return (
        verb is not None
        and verb.first - low <= _VERB_WITHIN
        and form_of(draft, verb.first, "verb") is CueForm.FINITE
    )


def speaker_of_quotation(
    draft: Draft,
    speakers: Speakers,
    sentence: Sentence,
    quotation: Quotation,
    cues: Sequence[Cue],
    inner: tuple[int, int] | None,
) -> tuple[Speaker | None, bool, str]:
    """The speaker of a quotation, whether a cue tells him, and the rule that found him."""
    if inner is not None and (speaker := _inside(draft, speakers, *inner)) is not None:
        return speaker, True, "attribution-inside"
    start, close = draft.token_range(quotation.outer)
    after = [cue for cue in cues if cue.first >= close and cue.form is not CueForm.GERUND]
    before = [cue for cue in cues if cue.last <= start]
    if draft.kit.code == "ru":
        if all(
            cue.form is CueForm.OTHER for cue in after
        ):  # 'прикидывает X, просивший …': no verb of speech yet
            after = list(filter(None, [verb_after(draft, close, sentence.last)]))
        before = before or list(filter(None, [verb_before(draft, sentence.first, start)]))
        if before and led_to(draft, start, close):
            after = []  # 'пообещал, что «…», и поручил …': who led to it says it
    for cue in after:
        speaker = speakers.of_cue(cue, close, sentence.last)
        if speaker is not None:
            return speaker, True, "attribution-after"
        if draft.kit.code == "ru" and cue.form is CueForm.PASSIVE:
            author = author_of(draft, cue, sentence)
            if author is not None:
                return speakers.named(author, Attribution.IMPLICIT, "author"), True, "author"
        if draft.kit.code == "ru" and speakers.subject_of(cue, close, sentence.last) is not None:
            return (
                None,
                True,
                "unresolved-subject",
            )  # 'заявила она' of whom we know nothing: no later cue tells who
    for cue in reversed(before):
        speaker = speakers.of_cue(cue, sentence.first, start)
        if speaker is not None:
            return speaker, True, "attribution-before"
    if start > sentence.first and draft.tokens[start - 1].text == ":":
        before_colon = named(draft, sentence.first, start)
        alone = len(before_colon) == 1 or _titled(draft, before_colon, sentence.first)
        if alone and (speaker := speakers.resolve(before_colon[0])) is not None:
            return speaker, True, "name-and-colon"
    last = speakers.discourse.last
    if speakers.discourse.refused:
        return (
            None,
            True,
            "unresolved-subject",
        )  # 'сказал президент' of one of two: whoever spoke last need not be he
    if any(_has_own_subject(draft, cue, close, sentence.last) for cue in after):
        return None, True, "unresolved-subject"  # 'сказал строитель': somebody else, and nobody we know
    if draft.kit.code == "ru":
        if not (after or before or start == sentence.first):
            return None, False, "no-speaker"
        speaker = going_on(draft, speakers, sentence)
        return speaker, bool(after or before), "continued" if speaker is not None else "no-speaker"
    if last is not None and (after or before or start == sentence.first):
        continued = replace(last, attribution=Attribution.CONTINUED, rule="continued")
        return continued, bool(after or before), "continued"
    return None, bool(after or before), "no-speaker"


def _titled(draft: Draft, before: Sequence[Candidate], first: int) -> bool:
    """'Ардан Темур, президент Тавании: «…»': a name at the sentence's start, and nothing but titles behind its comma."""
    return (
        len(before) > 1
        and isinstance(before[0].what, Person)
        and before[0].first == first
        and draft.tokens[before[0].last].text == ","
        and not any(isinstance(item.what, Person) for item in before[1:])
    )


def _has_own_subject(draft: Draft, cue: Cue, first: int, last: int) -> bool:
    """Whether an attribution names a subject of its own, known or not."""
    if cue.form is not CueForm.FINITE:
        return False
    words = [
        token
        for number, token in enumerate(draft.tokens[first:last], start=first)
        if token.kind == "word" and not cue.first <= number < cue.last
    ]
    if draft.kit.code != "ru":
        return any(token.can_be("other") for token in words)
    return any(
        reading.case == "nom" and reading.pos in ("noun", "name")
        for token in words
        for reading in token.readings[:3]
    )


def _inside(draft: Draft, speakers: Speakers, first: int, last: int) -> Speaker | None:
    """The speaker in an attribution inside a quotation: names there count although they stand between the marks."""
    bare = replace(draft, quotations=[])
    own = speakers.reading(bare)
    cues = find_cues(bare, first, last)
    if draft.kit.code == "ru" and (told := verb_after(bare, first - 1, last)) is not None:
        cues.append(told)  # 'развёл он руками': no verb of speech
    found = (own.of_cue(cue, first, last) for cue in cues)
    return next((speaker for speaker in found if speaker is not None), None)
