"""Which words of a reported sentence were said: the sentence without the attribution that stands before, after or inside it."""

from __future__ import annotations

from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.speech.candidates import Candidate
from app.extraction.speech.cues import Cue, CueForm
from app.language import Token

_REACH = 14  # tokens between a verb of speech and its 'that': addressees, places, days
_LEAST = 2  # words of a segment
_EDGES = ",;:—–-"


def reported_segments(
    draft: Draft,
    cue: Cue | None,
    subject: Candidate | None,
    first: int,
    last: int,
    *,
    inserted: bool | None = None,
) -> tuple[Span, ...]:
    """Spans of the words said in the sentence of tokens `first` to `last` whose speaker stands by `cue`; the whole sentence where
    no attribution can be told apart.

    `inserted` tells whether the attribution stands in the midst or at the end of what is said, where the grammar knows it.
    'X said that A' gives 'that A', 'A, said X, B' gives 'A' and 'B', 'according to X, A' gives 'A'.
    """
    whole = (draft.span_of(first, last),)
    if cue is None or not first <= cue.first < last:
        return whole
    pieces = [
        span
        for low, high in _said(draft, cue, subject, first, last, inserted)
        if (span := _trimmed(draft, low, high)) is not None
    ]
    return tuple(pieces) or whole


def _said(
    draft: Draft, cue: Cue, subject: Candidate | None, first: int, last: int, inserted: bool | None
) -> list[tuple[int, int]]:
    """The stretches of tokens that were said."""
    low, high = _core(cue, subject, first, last)
    if inserted and high == last and draft.tokens[low - 1].text in "-:":
        return [(first, low)]
    if cue.form is CueForm.WORDS_OF:
        return _around_inserted(draft, low, high, first, last)
    clause = _clause(draft, max(cue.last, high if high <= cue.last + 2 else cue.last), last)
    if clause is not None:
        return [(clause, last)]
    if inserted is not False and low > first + _LEAST and _parts(draft.tokens[low - 1]):
        return _around_inserted(draft, low, high, first, last)
    return [(_after_adverbs(draft, max(high, cue.last), last), last)]


def _core(cue: Cue, subject: Candidate | None, first: int, last: int) -> tuple[int, int]:
    """Verb and subject together, where they are near enough to be one attribution."""
    if subject is None or not first <= subject.first < last:
        return cue.first, cue.last
    return min(cue.first, subject.first), max(cue.last, subject.last)


def _clause(draft: Draft, start: int, last: int) -> int | None:
    """Where the clause begins that tells what is said: at its 'that' or 'whether', or after a colon; None where one without
    'that' begins before ('he said he knew that …')."""
    joins = draft.kit.words.speech.that
    for number in range(start, min(last, start + _REACH)):
        token = draft.tokens[number]
        if token.text == ":":
            return number + 1
        if token.low in joins:
            return number
        if draft.kit.language.is_predicate(token):
            return None
    return None


def _around_inserted(draft: Draft, low: int, high: int, first: int, last: int) -> list[tuple[int, int]]:
    """What stands before and after an attribution between commas; an apposition to the speaker goes with the attribution."""
    tokens = draft.tokens
    begin = low
    while begin > first and not _parts(tokens[begin - 1]):
        begin -= 1  # 'как', adverbs, the title's adjectives
    if begin == first:
        begin = low if low - first > _REACH else first
    end = next((number for number in range(high, last) if _parts(tokens[number])), last)
    if end < last and begin > first and not _has_predicate(draft, end + 1, last):
        end = last
    return [piece for piece in ((first, begin), (end, last)) if piece[0] < piece[1]]


def _parts(token: Token) -> bool:
    return token.text in ",—–"


def _has_predicate(draft: Draft, first: int, last: int) -> bool:
    """Whether a clause stands there, and no mere apposition."""
    return any(draft.kit.language.is_predicate(token) for token in draft.tokens[first:last])


def _after_adverbs(draft: Draft, start: int, last: int) -> int:
    while start < last and (draft.tokens[start].can_be("adverb") or draft.tokens[start].text in _EDGES):
        start += 1
    return start


def _trimmed(draft: Draft, low: int, high: int) -> Span | None:
    """Without marks at the edges; None where hardly a word is left."""
    tokens = draft.tokens
    while low < high and tokens[low].text in _EDGES:
        low += 1
    while high > low and tokens[high - 1].text in _EDGES + ".!?…":
        high -= 1
    words = sum(token.kind != "mark" for token in tokens[low:high])
    return draft.span_of(low, high) if words >= _LEAST else None
