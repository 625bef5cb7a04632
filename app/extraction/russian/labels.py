"""Headlines that name who says them: 'Имярек: дорога готова', 'Дорога готова — Имярек'."""

from __future__ import annotations

from app.domain.kinds import Act, Attribution
from app.extraction.draft import Draft, Person, Role
from app.extraction.layout import LineKind
from app.extraction.russian.phrases import Phrase, Sort, phrases
from app.extraction.russian.reports import Report
from app.extraction.russian.subjects import is_body
from app.extraction.speech.candidates import Candidate
from app.extraction.speech.cues import Cue, CueForm
from app.extraction.speech.speakers import Speakers
from app.language import Sentence, Token

_BEFORE = 14  # tokens before the colon
_BEHIND = 10  # tokens behind the dash
_AHEAD = 8  # sentences that may introduce whom a headline calls by his title


def label_of(draft: Draft, speakers: Speakers, sentence: Sentence) -> Report | None:
    """The report that a headline is by a label before its colon or behind its dash."""
    kind = draft.layout.kinds[sentence.paragraph]
    if kind is LineKind.HEADLINE or not sentence.paragraph:
        return _before_colon(draft, speakers, sentence) or (
            _behind_dash(draft, speakers, sentence) if kind is LineKind.HEADLINE else None
        )
    return None


def _before_colon(draft: Draft, speakers: Speakers, sentence: Sentence) -> Report | None:
    """Who says it stands before the colon, and a clause after it."""
    first, last = sentence.first, sentence.last
    colon = next(
        (at for at in range(first + 1, min(last, first + _BEFORE)) if draft.tokens[at].text == ":"), None
    )
    if colon is None or not any(_predicates(token) for token in draft.tokens[colon + 1 : last]):
        return None
    subject = speakers.label_in(first, colon)
    if subject is None or not (isinstance(subject.what, Person | Role) or _is_named(draft, subject)):
        return None
    cue = Cue(first, colon, first, Act.CLAIM, CueForm.OTHER, "")
    return Report(cue, subject, speakers.resolve(subject), "label")


def _behind_dash(draft: Draft, speakers: Speakers, sentence: Sentence) -> Report | None:
    """A clause stands before the last dash, and nothing but who says it behind."""
    first, last = sentence.first, sentence.last
    tokens = draft.tokens
    dash = next((at for at in range(last - 2, max(first, last - _BEHIND), -1) if _is_dash(draft, at)), None)
    if dash is None or not any(_tells(token) for token in tokens[first:dash]):
        return None
    subject = speakers.label_in(dash + 1, last)
    if subject is None:
        return None
    living = isinstance(subject.what, Phrase) and subject.what.sort is Sort.ANIMATE
    if not (living or isinstance(subject.what, Person | Role) or _is_named(draft, subject)):
        return None
    speaker = speakers.resolve(subject)
    if (speaker is None or speaker.id.startswith("org:")) and subject.number != "pl":
        later = _introduced_later(draft, subject, sentence)
        if later is not None:
            speaker = speakers.named(later, Attribution.ROLE, "introduced-later")
    cue = Cue(dash, dash + 1, dash, Act.CLAIM, CueForm.OTHER, "")
    return Report(cue, subject, speaker, "label-behind") if speaker is not None else None


def _is_dash(draft: Draft, at: int) -> bool:
    """A dash, or a hyphen between spaces."""
    tokens = draft.tokens
    return tokens[at].text in "—–" or (tokens[at].text == "-" and tokens[at - 1].end < tokens[at].start)


def _introduced_later(draft: Draft, subject: Candidate, sentence: Sentence) -> str | None:
    """Whom the text introduces soon with the title that the headline calls him by: '… — министр'."""
    lemma = draft.tokens[subject.first].lemma
    for later in draft.sentences[1 : 1 + _AHEAD]:
        if later.first < sentence.last or not draft.people_in(later.first, later.last):
            continue
        for phrase in phrases(draft, later.first, later.last):
            if phrase.person is not None and draft.tokens[phrase.head].lemma == lemma:
                return phrase.person.mention.leader
    return None


def _is_named(draft: Draft, subject: Candidate) -> bool:
    """A family name, an acronym, a body of several words; a country before a colon is what the text is about."""
    if not isinstance(subject.what, Phrase):
        return False
    head = draft.tokens[subject.what.head]
    if subject.what.sort is Sort.NAMED:
        return head.kind == "word"
    many = subject.what.last - subject.what.first > 1
    return subject.what.sort is Sort.FAMILY or (many and is_body(draft, subject.what))


def _tells(token: Token) -> bool:
    return bool(token.readings) and token.readings[0].pos in ("verb", "short", "predicative")


def _predicates(token: Token) -> bool:
    return (
        _tells(token)
        or token.text in "—–"
        or (bool(token.readings) and token.readings[0].pos == "infinitive")
    )
