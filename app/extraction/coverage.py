"""What each sentence of a document became, or why it was skipped: nothing of a text is left without an answer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from app.domain.findings import Coverage, Figure, Proposal
from app.domain.kinds import SentenceFate
from app.domain.span import Span
from app.extraction.draft import Draft
from app.extraction.speech.statements import Statements


def cover_sentences(
    draft: Draft, statements: Statements, proposals: Sequence[Proposal], figures: Sequence[Figure]
) -> list[Coverage]:
    """Every sentence with its fate, in order; all that is no white space belongs to exactly one.

    Sentences that one statement runs through (a list, a turn with its label) are one. A record belongs to the sentence that it
    begins in, so each is named once.
    """
    spans = [found.statement.span for found in statements.found]
    sentences = _joined(_every_character(draft), spans)
    starts = [sentence.start for sentence in sentences]
    said, proposed, told = (
        _places(starts, found)
        for found in (spans, [item.span for item in proposals], [item.span for item in figures])
    )
    covered = []
    for number, sentence in enumerate(sentences):
        fate, reason = _fate(draft, statements, sentence, said[number])
        if told[number] and not said[number]:  # the reason stays: why nobody is said to have told the figure
            fate = SentenceFate.FIGURE
        covered.append(
            Coverage(
                span=sentence,
                fate=fate,
                reason=reason,
                statements=said[number],
                proposals=proposed[number],
                figures=told[number],
            )
        )
    return covered


def _fate(
    draft: Draft, statements: Statements, sentence: Span, said: tuple[int, ...]
) -> tuple[SentenceFate, str]:
    """Fate and reason by the sentence's first statement, else by what the reader of statements noted."""
    if said:
        found = [statements.found[number] for number in said]
        whole = next((item for item in found if not item.quoted), None)
        fate = SentenceFate.QUOTED if whole is None else SentenceFate.STATEMENT
        return fate, (whole or found[0]).statement.rule
    first, last = draft.token_range(sentence)
    if not any(token.kind != "mark" for token in draft.tokens[first:last]):
        return SentenceFate.FURNITURE, "no-words"
    return statements.skipped.get(sentence.start, (SentenceFate.EVENT, "no-cue"))


def _every_character(draft: Draft) -> Iterator[Span]:
    """The sentences, and as one more each stretch between them that is no white space: a date before the text."""
    at = 0
    for sentence in draft.sentences:
        if (left := _trimmed(draft.text, at, sentence.start)) is not None:
            yield left
        yield sentence.span
        at = sentence.end
    if (left := _trimmed(draft.text, at, len(draft.text))) is not None:
        yield left


def _trimmed(text: str, start: int, end: int) -> Span | None:
    between = text[start:end]
    return None if not between or between.isspace() else Span(start, end).trimmed(text)


def _joined(sentences: Iterator[Span], statements: Sequence[Span]) -> list[Span]:
    """Sentences that share a statement made one."""
    cut = list(sentences)
    starts = [sentence.start for sentence in cut]
    reach = list(range(len(cut)))
    for span in statements:
        first = _place(starts, span.start)
        reach[first] = max(reach[first], _place(starts, span.end - 1))
    joined: list[Span] = []
    upto = -1
    for number, sentence in enumerate(cut):
        if number <= upto:
            joined[-1] = Span(joined[-1].start, sentence.end)
        else:
            joined.append(sentence)
        upto = max(upto, reach[number])
    return joined


def _place(starts: Sequence[int], position: int) -> int:
    return max(0, bisect_right(starts, position) - 1)


def _places(starts: Sequence[int], spans: Sequence[Span]) -> list[tuple[int, ...]]:
    """For each sentence the numbers of the spans that begin in it, in the order of the text."""
    found: list[list[int]] = [[] for _ in starts]
    for number in sorted(range(len(spans)), key=lambda number: (spans[number].start, -spans[number].end)):
        found[_place(starts, spans[number].start)].append(number)
    return [tuple(numbers) for numbers in found]
