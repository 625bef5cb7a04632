"""What a Russian sentence reports beside its quotation: 'X подтвердил, что A: «B»', 'X сказал, что A, и спросил: «B»', '«B», — сказал X
и предложил A'. Nothing where the words outside do no more than attribute."""

from __future__ import annotations

from collections.abc import Sequence

from app.extraction.draft import Draft
from app.extraction.russian.quotes import verb_before
from app.extraction.russian.reports import Report, report_of
from app.extraction.speech.cues import Cue, CueForm
from app.extraction.speech.quotations import Quotation
from app.extraction.speech.speakers import Speakers
from app.language import Sentence

_CONTENT = 3  # words that are said beside verb and speaker
_BESIDE = 3  # tokens between 'и' and the verb that it joins: adverbs
_JOINS = frozenset({"и", "а", "но", "однако"})
_THAT = frozenset({"что", "чтобы"})


def before_quotation(
    draft: Draft, speakers: Speakers, sentence: Sentence, quotation: Quotation, cues: Sequence[Cue]
) -> tuple[Report, int] | None:
    """The report that the words before a quotation are, and the token where it ends."""
    start, _ = draft.token_range(quotation.outer)
    finite = [cue for cue in cues if cue.form is CueForm.FINITE and cue.last <= start]
    if not finite or (draft.tokens[start - 1].kind == "word" and draft.tokens[start - 1].low not in _THAT):
        return None
    end, leading = start - 1, finite[-1:]
    told = verb_before(draft, sentence.first, start)
    if told is not None and told.first > finite[-1].last:
        finite.append(told)  # 'и задал вопрос: «…»': no verb of speech
    if len(finite) > 1 and (join := _join(draft, finite[-1], finite[0].last)) is not None:
        end, leading = join, finite[:-1]
    elif draft.tokens[start - 1].text != ":":
        return None
    end = _without_edge(draft, end, sentence.first)
    cue = leading[-1]
    if _words(draft, cue.last, end) < _CONTENT or not _says(draft, cue, end):
        return None
    report = report_of(draft, speakers, _part(draft, sentence, sentence.first, end), leading)
    return (report, end) if report is not None and report.speaker is not None else None


def after_quotation(
    draft: Draft, speakers: Speakers, sentence: Sentence, quotation: Quotation, cues: Sequence[Cue]
) -> tuple[Report, int] | None:
    """The report that a second verb after a quotation begins, and the token where it begins: its 'и'."""
    _, close = draft.token_range(quotation.outer)
    for cue in cues:
        if cue.form is not CueForm.FINITE or cue.first < close:
            continue
        join = _join(draft, cue, close)
        if join is None or _words(draft, cue.last, sentence.last) < _CONTENT:
            continue
        report = report_of(draft, speakers, _part(draft, sentence, join, sentence.last), [cue])
        if report is not None and report.speaker is not None:
            return report, join
    return None


def _join(draft: Draft, cue: Cue, first: int) -> int | None:
    """The 'и' that joins a verb to what stands before it from token `first` on."""
    places = range(cue.first - 1, max(first, cue.first - _BESIDE) - 1, -1)
    return next((at for at in places if draft.tokens[at].low in _JOINS), None)


def _says(draft: Draft, cue: Cue, end: int) -> bool:
    """Whether what is said or asked for stands behind a verb: a clause, or what somebody should do."""
    tokens = draft.tokens
    asks = cue.act.value in ("proposal", "commitment")
    return any(
        (tokens[at].low in _THAT and tokens[at - 1].text == ",") or (asks and tokens[at].can_be("infinitive"))
        for at in range(cue.last, end)
    )


def _without_edge(draft: Draft, end: int, first: int) -> int:
    """Without the marks before an edge."""
    while end > first and draft.tokens[end - 1].kind == "mark":
        end -= 1
    return end


def _words(draft: Draft, first: int, last: int) -> int:
    return sum(token.kind == "word" for token in draft.tokens[first:last])


def _part(draft: Draft, sentence: Sentence, first: int, last: int) -> Sentence:
    """A part of a sentence, as if it were one."""
    span = draft.span_of(first, last)
    return Sentence(span.start, span.end, first, last, sentence.paragraph)
