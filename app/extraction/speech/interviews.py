"""Interviews whose turns carry no names: answers after dashes, between questions in lines of their own; and who is interviewed."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from app.domain.span import Span
from app.extraction.draft import Draft, Person, Turn
from app.extraction.labels import asks
from app.extraction.layout import LineKind

_DASH = re.compile(r"[—–-](?:\s+|(?=[^\W\d_]))")
_QUESTIONS = 3  # paragraphs that ask, in an interview without labels
_OWN_WORDS = 3  # words of the first person that make an interview
_ADDRESS = 4  # tokens of 'Governor Roe,' before a question
_STOPS = '.!?…»”"'
_DASHES = 3  # paragraphs that begin with one, in an interview
_WITH = 8  # tokens from 'an interview with' to the name

Turns = dict[int, Turn | None]


# Who is interviewed


def interviewee(draft: Draft, paragraph: int, questions: Sequence[int] = ()) -> Person | None:
    """Whom an interview that begins at a paragraph introduces. `questions`: first tokens of the questions, which may address him."""
    paragraphs = draft.analysis.paragraphs
    before = draft.token_range(paragraphs[paragraph])[0] if paragraph < len(paragraphs) else 0
    addressed = Counter(name for start in questions if (name := _addressed(draft, start)) is not None)
    introduced = [person for person in draft.people_in(0, before) if not _in_credit(draft, person)]
    if addressed:
        return _known_as(draft, addressed.most_common(1)[0][0], introduced)
    return (
        _headed(draft, introduced)
        or _announced(draft, before)
        or _titled(draft, introduced)
        or next(iter(introduced), None)
    )


def _known_as(draft: Draft, addressed: str, introduced: Sequence[Person]) -> Person | None:
    """The person whom questions address; by given name (and patronymic) he is the one whom the introduction names so."""
    found = next((person for person in draft.people if person.mention.leader == addressed), None)
    given = found.mention.name.split()[0].lower() if found is not None else addressed
    same = [person for person in introduced if person.mention.name.split()[0].lower() == given]
    return same[0] if same else found


def _addressed(draft: Draft, start: int) -> str | None:
    """Whom a question addresses first, in "Mr Roe, when …" or "Governor Roe, …"; his name as written where nobody knows it."""
    tokens = draft.tokens
    for person in draft.people_in(start, start + _ADDRESS + 2):
        title = tokens[start : person.first]
        closes = person.last < len(tokens) and tokens[person.last].text == ","
        if closes and all(token.kind == "word" or token.text == "." for token in title):
            return person.mention.leader
    titles = draft.kit.name_sets.honorifics
    at = start
    while at < len(tokens) and (tokens[at].low in titles or (at > start and tokens[at].text == ".")):
        at += 1
    if start < at < len(tokens) - 1 and tokens[at].capital and tokens[at + 1].text == ",":
        return tokens[at].low
    givens = {person.mention.name.split()[0].lower() for person in draft.people}
    by_given = start < len(tokens) and tokens[start].low in givens
    closes = any(token.text == "," for token in tokens[start + 1 : start + 3])
    return tokens[start].low if by_given and closes else None


def _in_credit(draft: Draft, person: Person) -> bool:
    """Whether a person is named in a caption or credit, or as author: he asked."""
    start = draft.paragraph_start(person.first)
    words = draft.kit.words.layout
    number = bisect_left(draft.analysis.paragraphs, start, key=lambda span: span.start)
    opening = draft.tokens[draft.token_at(start)]
    return draft.layout.kinds[number] is LineKind.CREDIT or opening.low in words.by_line


def _headed(draft: Draft, people: Sequence[Person]) -> Person | None:
    """'X: “We …”' as headline."""
    for person in people[:1]:
        if person.last < len(draft.tokens) and draft.tokens[person.last].text == ":":
            return person if draft.begins_line(person.first) else None
    return None


def _announced(draft: Draft, before: int) -> Person | None:
    """'An interview with X', 'в интервью с X'."""
    tokens, words = draft.tokens, draft.kit.words.layout
    for at in range(before - 2):
        if tokens[at].lemma in words.interview and tokens[at + 1].low in ("with", "с", "со"):
            people = draft.people_in(at, min(before, at + _WITH))
            if people:
                return people[0]
    return None


def _titled(draft: Draft, people: Sequence[Person]) -> Person | None:
    """The one person whom the introduction gives a title, or whom everybody knows."""
    found: dict[str, Person] = {}
    for person in people:
        roles = draft.roles_in(max(0, person.first - 6), min(len(draft.tokens), person.last + 8))
        beside = any(
            role.last == person.first or role.first in (person.last + 1, person.last + 2) for role in roles
        )
        if person.mention.known or beside:
            found.setdefault(person.mention.leader, person)
    return next(iter(found.values())) if len(found) == 1 else None


# Dashes


def dashed_interview(draft: Draft) -> Turns:
    """Dashes at the beginning of paragraphs: of questions and answers in turn, of the questions alone, or of the answers alone."""
    dashed = [
        number
        for number, span in enumerate(draft.analysis.paragraphs)
        if draft.layout.kinds[number] is LineKind.STORY and _DASH.match(span.of(draft.text))
    ]
    if len(dashed) < _DASHES:
        return {}
    asking = sum(asks(draft, number) for number in dashed)
    if 3 * asking >= 2 * len(dashed):
        return _between_dashes(draft, dashed)
    return _in_turn(draft, dashed) or _after_questions(draft, dashed, asking)


def _in_turn(draft: Draft, dashed: list[int]) -> Turns:
    """Dashes in turn, some of them questions.

    Where every question mark falls on the interviewer's turns, every other turn is his, also where he asks nothing.
    """
    questions = {number for number in dashed if asks(draft, number)}
    if len(questions) < 2 or len(dashed) < 2 * len(questions) - 2:
        return {}
    if questions <= set(dashed[::2]):
        questions = set(dashed[::2])
    person = _answering(draft, sorted(questions), dashed[0])
    if person is None:
        return {}
    found: Turns = {}
    for place, number in enumerate(dashed):
        answers = place > 0 and dashed[place - 1] in questions and number not in questions
        found[number] = Turn(number, _words(draft, number), person, True) if answers else None
        if answers:
            after = dashed[place + 1] if place + 1 < len(dashed) else number + 1
            found |= _going_on(draft, number, after, person)
    return found


def _after_questions(draft: Draft, dashed: list[int], asking: int) -> Turns:
    """Answers after dashes; the question is the line before, in which no dash stands."""
    questions = {number - 1 for number in dashed} - set(dashed)
    asked = sum(asks(draft, number) for number in questions if number >= 0)
    if 4 * asking > len(dashed) or asked < 2 or 2 * asked < len(dashed) or -1 in questions:
        return {}
    person = _answering(draft, sorted(questions), min(questions))
    if person is None:
        return {}
    found: Turns = dict.fromkeys(questions)
    for number, following in itertools.zip_longest(dashed, dashed[1:]):
        answers = number - 1 in questions
        found[number] = Turn(number, _words(draft, number), person, True) if answers else None
        if following is None:
            found |= _going_on(draft, number, len(draft.analysis.paragraphs), person)
            continue
        for further in range(number + 1, following - 1):
            found[further] = _further(draft, further, person)
    return found


def _between_dashes(draft: Draft, dashed: list[int]) -> Turns:
    """Questions after dashes; what stands between them answers."""
    if any(later - number < 2 for number, later in itertools.pairwise(dashed)):
        return {}
    person = _answering(draft, dashed, dashed[0])
    if person is None:
        return {}
    found: Turns = dict.fromkeys(dashed)
    for number, following in itertools.pairwise(dashed):
        found |= {further: _further(draft, further, person) for further in range(number + 1, following)}
    last = dashed[-1] + 1
    if last < len(draft.analysis.paragraphs):
        found[last] = _further(draft, last, person)
        found |= _going_on(draft, last, len(draft.analysis.paragraphs), person)
    return found


def _answering(draft: Draft, questions: Sequence[int], opening: int) -> Person | None:
    starts = [draft.token_range(_words(draft, number))[0] for number in questions]
    return interviewee(draft, opening, starts)


def _words(draft: Draft, number: int) -> Span:
    """A paragraph without its dash."""
    span = draft.analysis.paragraphs[number]
    match = _DASH.match(span.of(draft.text))
    return Span(span.start + match.end(), span.end) if match else span


def _further(draft: Draft, number: int, person: Person) -> Turn | None:
    """A paragraph between two dashes that goes on with an answer: a sentence, and no subheading."""
    span = draft.analysis.paragraphs[number]
    tells = (
        draft.layout.kinds[number] in (LineKind.STORY, LineKind.ITEM) and draft.text[span.end - 1] in _STOPS
    )
    return Turn(number, span, person, False) if tells else None


def _going_on(draft: Draft, number: int, stop: int, person: Person) -> Turns:
    """The paragraphs in the first person right after an answer."""
    found: Turns = {}
    for further in range(number + 1, stop):
        if not _in_first_person(draft, further):
            break
        found[further] = Turn(further, draft.analysis.paragraphs[further], person, False)
    return found


def _in_first_person(draft: Draft, number: int) -> bool:
    """Whether a paragraph without a dash goes on with an answer: 'Скажу больше: …'."""
    if draft.layout.kinds[number] is not LineKind.STORY:
        return False
    own = draft.kit.words.layout.first_person
    first, last = draft.token_range(draft.analysis.paragraphs[number])
    return any(
        token.low in own or any(reading.person == "1" for reading in token.readings[:1])
        for token in draft.tokens[first:last]
    )


# No dashes and no labels


def unlabelled_interview(draft: Draft) -> Turns:
    """Paragraphs that ask, and paragraphs between them that answer in the first person."""
    paragraphs = draft.analysis.paragraphs
    questions = [number for number in range(1, len(paragraphs)) if asks(draft, number)]
    if len(questions) < _QUESTIONS or any(
        later - number < 2 for number, later in itertools.pairwise(questions)
    ):
        return {}
    opening = draft.token_range(paragraphs[questions[0]])[0]
    words = draft.kit.words.layout
    announced = any(token.lemma in words.interview for token in draft.tokens[:opening])
    own = sum(token.low in set(words.first_person) for token in draft.tokens[opening:])
    if not announced or own < _OWN_WORDS:
        return {}
    person = _answering(draft, questions, questions[0])
    if person is None:
        return {}
    return {
        number: Turn(number, paragraphs[number], person, False)
        if number not in questions and draft.layout.kinds[number] is LineKind.STORY
        else None
        for number in range(questions[0], len(paragraphs))
    }
