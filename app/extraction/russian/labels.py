"""Headlines that name who says them before a colon: 'Имярек: дорога готова'."""

from __future__ import annotations

from app.domain.kinds import Act
from app.extraction.draft import Draft, Person, Role
from app.extraction.layout import LineKind
from app.extraction.russian.phrases import Phrase, Sort
from app.extraction.russian.reports import Report
from app.extraction.russian.subjects import is_body
from app.extraction.speech.candidates import Candidate
from app.extraction.speech.cues import Cue, CueForm
from app.extraction.speech.speakers import Speakers
from app.language import Sentence, Token

_HEADING = 160  # characters of a heading
_BEFORE = 14  # tokens before the colon


def label_of(draft: Draft, speakers: Speakers, sentence: Sentence) -> Report | None:
    """The report that a headline is: who says it stands before the colon, and a clause after it."""
    heading = draft.layout.kinds[sentence.paragraph] is LineKind.HEADLINE or not sentence.paragraph
    if not heading and not _is_heading(draft, sentence):
        return None
    first, last = sentence.first, sentence.last
    colon = next(
        (at for at in range(first + 1, min(last, first + _BEFORE)) if draft.tokens[at].text == ":"), None
    )
    if colon is None or not any(_predicates(token) for token in draft.tokens[colon + 1 : last]):
        return None
    subject = speakers.label_in(first, colon)
    if subject is None or not (
        isinstance(subject.what, Person | Role) or (heading and _is_named(draft, subject))
    ):
        return None
    cue = Cue(first, colon, first, Act.CLAIM, CueForm.OTHER, "")
    return Report(cue, subject, speakers.resolve(subject), "label")


def _is_heading(draft: Draft, sentence: Sentence) -> bool:
    """A short line of its own without a stop: the heading of a part, or the headline below a rubric."""
    span = draft.analysis.paragraphs[sentence.paragraph]
    whole = span.start == sentence.start and span.end == sentence.end
    return (
        whole
        and len(span) < _HEADING
        and draft.tokens[sentence.last - 1].kind == "word"
        and draft.layout.kinds[sentence.paragraph] is LineKind.STORY
    )


def body_label(draft: Draft, speakers: Speakers, first: int, last: int) -> Candidate | None:
    """The family name, acronym or body that some tokens are: 'МИД Норлии'."""
    subject = speakers.label_in(first, last)
    return subject if subject is not None and _is_named(draft, subject) else None


def _is_named(draft: Draft, subject: Candidate) -> bool:
    """A family name, an acronym, a body of several words; a country before a colon is what the text is about."""
    if not isinstance(subject.what, Phrase):
        return False
    head = draft.tokens[subject.what.head]
    if subject.what.sort is Sort.NAMED:
        return head.kind == "word"
    many = subject.what.last - subject.what.first > 1
    return subject.what.sort is Sort.FAMILY or (many and is_body(draft, subject.what))


def _predicates(token: Token) -> bool:
    return (
        bool(token.readings) and token.readings[0].pos in ("verb", "short", "predicative", "infinitive")
    ) or token.text in "—–"
