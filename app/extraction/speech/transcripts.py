"""Paragraphs that are somebody's words without quotation marks: transcripts, interviews, published speeches, headlines 'X: …'."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from app.domain.span import Span
from app.extraction.draft import Draft, Person, Turn
from app.extraction.layout import LineKind
from app.extraction.speech.quotations import find_quotations

_DASH = re.compile(r"[—–-]\s+")
_LABELS = 2  # labelled paragraphs that make a transcript
_QUESTIONS = 3  # paragraphs that ask, in an interview without labels
_OWN_WORDS = 3  # words of the first person that make a text a speech
_LONGEST_LABEL = 14  # tokens before the colon
_HEADLINE_WORDS = 4  # a headline 'X: …' that says something
_OPENERS = "«“„\"‘'"

Turns = dict[int, Turn | None]


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands before the colon of a paragraph: whose turn it is, or nobody's; `start` is the token after the colon."""

    start: int
    person: Person | None
    words: str


def find_turns(draft: Draft) -> Turns:
    """Paragraph -> turn; None for a turn that is nobody's statement (a question, a stage direction)."""
    found = _transcript(draft) or _interview(draft) or _unlabelled_interview(draft) or _speech(draft)
    headline = _headline(draft)
    if headline is not None:
        found.setdefault(headline.paragraph, headline)
    return found


# Labels


def _transcript(draft: Draft) -> Turns:
    """'А. Темур: …', 'Q: …', 'Вопрос: …': labelled paragraphs; those without a label go on."""
    labels = _labels(draft)
    if sum(label.person is not None for label in labels.values()) < _LABELS:
        return {}
    found: Turns = {}
    speaking: Person | None = None
    for number in range(min(labels), len(draft.analysis.paragraphs)):
        span = draft.analysis.paragraphs[number]
        label = labels.get(number)
        if label is not None:
            speaking = label.person
            words = (
                Span(draft.tokens[label.start].start, span.end)
                if label.start < draft.token_range(span)[1]
                else None
            )
            found[number] = (
                Turn(number, words, speaking, True) if speaking is not None and words is not None else None
            )
        else:
            aside = span.of(draft.text).startswith(("(", "[")) or draft.layout.kinds[number] in (
                LineKind.CREDIT,
                LineKind.BACKGROUND,
            )
            found[number] = (
                Turn(number, span, speaking, False) if speaking is not None and not aside else None
            )
    return found


def _labels(draft: Draft) -> dict[int, _Label]:
    """The labels of a document's paragraphs. One that names nobody counts where it is a question's, or stands repeatedly."""
    layout = draft.kit.words.layout
    found: dict[int, _Label] = {}
    unknown: dict[int, _Label] = {}
    asks = answers = 0
    for number, span in enumerate(draft.analysis.paragraphs):
        first, last = draft.token_range(span)
        colon = _colon(draft, first, last)
        if colon is None:
            continue
        words = " ".join(token.low for token in draft.tokens[first:colon] if token.kind == "word")
        opening = draft.tokens[first]
        person = _labelled(draft, first, colon)
        if {opening.low, opening.lemma} & set(layout.question):
            asks += 1
            found[number] = _Label(colon + 1, None, words)
        elif words in layout.answer:
            answers += 1
            unknown[number] = _Label(colon + 1, None, words)
        elif person is not None:
            found[number] = _Label(colon + 1, person, words)
        elif words and not draft.roles_in(first, colon):
            unknown[number] = _Label(colon + 1, None, words)
    repeated = Counter(label.words for label in unknown.values())
    interviewee = _first_named(draft, min([*found, *unknown], default=0)) if asks and answers else None
    for number, label in unknown.items():
        if label.words in layout.answer:
            if interviewee is not None:
                found[number] = _Label(label.start, interviewee, label.words)
        elif repeated[label.words] > 1 and _capital_label(draft, number):
            found[number] = label  # the paper that asks
    return found


def _colon(draft: Draft, first: int, last: int) -> int | None:
    """The colon that ends a paragraph's label, if what follows is no quotation in marks."""
    for at in range(first, min(last, first + _LONGEST_LABEL)):
        if draft.tokens[at].text == ":":
            return None if at + 1 < last and draft.tokens[at + 1].text in _OPENERS else at
        if draft.tokens[at].text in "!?;":
            return None
    return None


def _labelled(draft: Draft, first: int, colon: int) -> Person | None:
    """The person whom a label names: alone, after a title, or before a remark in brackets."""
    end = colon
    if draft.tokens[end - 1].text == ")":
        end = next((at for at in range(first, end) if draft.tokens[at].text == "("), end)
    person = next((person for person in draft.people_in(first, end) if person.last == end), None)
    if person is None or not (person.first == first or _only_title(draft, first, person)):
        return None
    return person


def _only_title(draft: Draft, first: int, person: Person) -> bool:
    """Nothing but a title stands before the name."""
    return any(
        role.first == first and role.last <= person.first for role in draft.roles_in(first, person.last)
    )


def _capital_label(draft: Draft, number: int) -> bool:
    first, _ = draft.token_range(draft.analysis.paragraphs[number])
    return draft.tokens[first].capital


def _first_named(draft: Draft, paragraph: int) -> Person | None:
    """The first person named before a paragraph, else in the whole text: whom an interview introduces."""
    paragraphs = draft.analysis.paragraphs
    before = draft.token_range(paragraphs[paragraph])[0] if paragraph < len(paragraphs) else 0
    return next(iter(draft.people_in(0, before)), None) or next(iter(draft.people), None)


# Interviews without labels


def _interview(draft: Draft) -> Turns:
    """Dashes in turn, some of them questions: answers are the first leader's whom the text names.

    Where every question mark falls on the interviewer's turns, every other turn is his, also where he asks nothing.
    """
    paragraphs = draft.analysis.paragraphs
    dashed = [
        number
        for number, span in enumerate(paragraphs)
        if draft.layout.kinds[number] is LineKind.STORY and _DASH.match(span.of(draft.text))
    ]
    questions = {number for number in dashed if _asks(draft, number)}
    if len(questions) < 2 or len(dashed) < 2 * len(questions) - 2 or not draft.people:
        return {}
    if questions <= set(dashed[::2]):
        questions = set(dashed[::2])
    person = draft.people[0]
    found: Turns = {}
    for place, number in enumerate(dashed):
        span = paragraphs[number]
        answers = place > 0 and dashed[place - 1] in questions and number not in questions
        match = _DASH.match(span.of(draft.text))
        start = span.start + (match.end() if match else 0)
        found[number] = Turn(number, Span(start, span.end), person, True) if answers else None
        after = dashed[place + 1] if place + 1 < len(dashed) else number + 1
        if answers:
            for further in range(number + 1, after):
                if not _in_first_person(draft, further):
                    break
                found[further] = Turn(further, paragraphs[further], person, False)
    return found


def _in_first_person(draft: Draft, number: int) -> bool:
    """Whether a paragraph without a dash goes on with an answer: 'Скажу больше: …'."""
    if draft.layout.kinds[number] is not LineKind.STORY:
        return False
    own = set(draft.kit.words.layout.first_person)
    first, last = draft.token_range(draft.analysis.paragraphs[number])
    return any(
        token.low in own or any(reading.person == "1" for reading in token.readings[:1])
        for token in draft.tokens[first:last]
    )


def _unlabelled_interview(draft: Draft) -> Turns:
    """Paragraphs that ask, and paragraphs between them that answer in the first person."""
    paragraphs = draft.analysis.paragraphs
    questions = [number for number in range(1, len(paragraphs)) if _asks(draft, number)]
    if len(questions) < _QUESTIONS or any(
        later - number < 2 for number, later in itertools.pairwise(questions)
    ):
        return {}
    person = _first_named(draft, questions[0])
    opening = draft.token_range(paragraphs[questions[0]])[0]
    words = draft.kit.words.layout
    announced = any(token.lemmas & set(words.interview) for token in draft.tokens[:opening])
    own = sum(token.low in set(words.first_person) for token in draft.tokens[opening:])
    if person is None or not announced or own < _OWN_WORDS:
        return {}
    return {
        number: Turn(number, paragraphs[number], person, False)
        if number not in questions and draft.layout.kinds[number] is LineKind.STORY
        else None
        for number in range(questions[0], len(paragraphs))
    }


def _asks(draft: Draft, number: int) -> bool:
    return draft.analysis.paragraphs[number].of(draft.text).rstrip(' »”"').endswith("?")


# Speeches and headlines


def _speech(draft: Draft) -> Turns:
    """A heading 'Выступление X на …' or a line 'By X, …', and a body in the first person."""
    if len(draft.analysis.paragraphs) < 3:
        return {}
    speaker, body = _announced(draft)
    if speaker is None:
        return {}
    if _own_words(draft, draft.token_range(draft.analysis.paragraphs[body])[0]) < _OWN_WORDS:
        return {}
    return {
        number: Turn(number, span, speaker, False)
        for number, span in enumerate(draft.analysis.paragraphs)
        if number >= body and draft.layout.kinds[number] is LineKind.STORY
    }


def _own_words(draft: Draft, first: int) -> int:
    """Words of the first person from a token on, outside quotation marks: 'we' inside them is somebody else's."""
    own = set(draft.kit.words.layout.first_person)
    quoted = [draft.token_range(quotation.outer) for quotation in find_quotations(draft.analysis)]
    inside = {number for low, high in quoted for number in range(low, high)}
    return sum(
        draft.tokens[number].low in own and number not in inside for number in range(first, len(draft.tokens))
    )


def _announced(draft: Draft) -> tuple[Person | None, int]:
    """The person whom the first or second line announces as speaker or author, and where the speech begins."""
    words = draft.kit.words.layout
    for number in (0, 1):
        first, last = draft.token_range(draft.analysis.paragraphs[number])
        if first >= last:
            continue
        opening = draft.tokens[first]
        announces = opening.lemma in words.speech_titles or opening.low in words.by_line
        people = draft.people_in(first, last)
        if announces and people:
            return people[0], number + 1
    return None, 0


def _headline(draft: Draft) -> Turn | None:
    """A first line 'X: we need a road': what X said, in his own words."""
    if not draft.layout.kinds or draft.layout.kinds[0] is not LineKind.HEADLINE:
        return None
    span = draft.analysis.paragraphs[0]
    first, last = draft.token_range(span)
    colon = _colon(draft, first, last)
    person = _labelled(draft, first, colon) if colon is not None else None
    if colon is None or person is None:
        return None
    said = draft.tokens[colon + 1 : last]
    words = [token for token in said if token.kind == "word"]
    if len(words) < _HEADLINE_WORDS or not any(map(draft.kit.language.is_predicate, words)):
        return None
    return Turn(0, Span(said[0].start, span.end), person, True)
