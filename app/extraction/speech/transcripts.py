"""Paragraphs that are somebody's words without quotation marks: transcripts, interviews, published speeches, headlines 'X: …'."""

from __future__ import annotations

from app.domain.span import Span
from app.extraction.draft import Draft, Person, Turn
from app.extraction.labels import Label, askers, find_labels, is_answer, is_question
from app.extraction.layout import LineKind
from app.extraction.people.titles import named_beside
from app.extraction.speech.interviews import Turns, dashed_interview, interviewee, unlabelled_interview
from app.extraction.speech.quotations import find_quotations

_LABELS = 2  # labelled paragraphs that make a transcript
_OWN_WORDS = 3  # words of the first person that make a text a speech
_HEADLINE_WORDS = 4  # a headline 'X: …' that says something
_MARKS = {"“": "”", "«": "»", '"': '"'}
_HEADS = 4  # lines in which a speech is announced
_DIRECTIONS = 5  # lines between a speech's heading and its first words
_LINE = 22  # tokens of such a line
_INITIALS = 3  # letters of 'SG'
_ARTICLES = ("the", "a", "an")
_QUOTED = 2  # quotations in the body that make it a journalist's, whatever he says of himself


def find_turns(draft: Draft) -> Turns:
    """Paragraph -> turn; None for a turn that is nobody's statement (a question, a stage direction)."""
    labels = find_labels(draft)
    found = (
        _transcript(draft, labels) or dashed_interview(draft) or unlabelled_interview(draft) or _speech(draft)
    )
    headline = _headline(draft, labels)
    if headline is not None:
        found.setdefault(headline.paragraph, headline)
    return found


# Labels


def _transcript(draft: Draft, labels: list[Label]) -> Turns:
    """'А. Темур: …', 'Q: …', 'Вопрос: …': labelled paragraphs; those without a label go on."""
    speakers = _speakers(draft, labels)
    if sum(person is not None for _, person in speakers.values()) < _LABELS:
        return {}
    found: Turns = {}
    speaking: Person | None = None
    for number in range(min(speakers), len(draft.analysis.paragraphs)):
        span = draft.analysis.paragraphs[number]
        if number in speakers:
            label, speaking = speakers[number]
            said = label.start < draft.token_range(span)[1]
            words = Span(draft.tokens[label.start].start, span.end) if said else None
            cue = True
        else:
            aside = span.of(draft.text).startswith(("(", "[")) or draft.layout.kinds[number] in (
                LineKind.CREDIT,
                LineKind.BACKGROUND,
            )
            words, cue = None if aside else _without_marks(draft, span), False
        found[number] = Turn(number, words, speaking, cue) if speaking and words else None
    return found


def _without_marks(draft: Draft, span: Span) -> Span:
    """A paragraph under a label without the quotation marks that stand around the whole of it."""
    words = span.of(draft.text)
    marked = (
        len(words) > 2
        and words[:1] in _MARKS
        and words[-1:] == _MARKS[words[0]]
        and not set(words[1:-1]) & {words[0], words[-1]}
    )
    inner = Span(span.start + 1, span.end - 1).trimmed(draft.text) if marked else None
    return inner or span


def _speakers(draft: Draft, labels: list[Label]) -> dict[int, tuple[Label, Person | None]]:
    """Paragraph -> label and whose it is. One that names nobody counts where it is a question's, or stands repeatedly."""
    found: dict[int, tuple[Label, Person | None]] = {}
    others: dict[str, list[Label]] = {}
    asking = askers(draft, labels)
    questions: list[Label] = []
    for label in labels:
        person = _labelled(draft, label)
        if is_question(draft, label) or label.words in asking:
            found[label.paragraph] = label, None
            questions.append(label)
        elif person is not None and not is_answer(draft, label):
            found[label.paragraph] = label, person
        else:
            others.setdefault(label.words, []).append(label)
    answering = _answering(draft, others, found, questions)
    bearers = named_beside(draft) if others else {}
    for words, same in others.items():
        titled = _titled(draft, same[0], bearers)
        person = titled[0] if len(titled) == 1 else None
        only = len(others) == 1 and len(questions) >= _LABELS and _is_title(draft, same[0])
        if is_answer(draft, same[0]) or (only and not titled):
            person = answering
        repeated = len(same) > 1 and all(draft.tokens[label.first].capital for label in same)
        if person is not None or (repeated and words):
            found |= {label.paragraph: (label, person) for label in same}
    return found


def _answering(
    draft: Draft,
    others: dict[str, list[Label]],
    found: dict[int, tuple[Label, Person | None]],
    questions: list[Label],
) -> Person | None:
    """Whose the answers are that no name stands over: 'A: …', 'Minister: …' after 'Q: …'."""
    if not others or not questions or any(person is not None for _, person in found.values()):
        return None
    opening = min([*found, *(label.paragraph for same in others.values() for label in same)])
    return interviewee(draft, opening, [label.start for label in questions])


def _labelled(draft: Draft, label: Label) -> Person | None:
    """The person whom a label names: alone, after a title, before a remark in brackets or a title behind a comma."""
    for person in draft.people_in(label.first, label.last):
        alone = person.last == label.last or draft.tokens[person.last].text in "(,"
        return person if alone and _only_title(draft, label.first, person.first) else None
    return None


def _only_title(draft: Draft, first: int, last: int) -> bool:
    """Nothing but a title stands between two tokens."""
    while first < last and draft.tokens[first].low in _ARTICLES:
        first += 1
    between = draft.tokens[first:last]
    roles = draft.roles_in(first, last)
    return all(token.low in draft.kit.name_sets.honorifics or token.text == "." for token in between) or any(
        role.first == first for role in roles
    )


def _is_title(draft: Draft, label: Label) -> bool:
    """'The minister', 'PM', 'SG'."""
    token = draft.tokens[label.first]
    initials = label.last - label.first == 1 and token.text.isupper() and len(token.text) <= _INITIALS
    return initials or _only_title(draft, label.first, label.last)


def _titled(draft: Draft, label: Label, bearers: dict[str, dict[str, Person]]) -> list[Person]:
    """Whose a label may be that holds a title and no name: 'PRESIDENT: …'."""
    roles = [role for role in draft.roles_in(label.first, label.last) if role.last == label.last]
    if not roles or not _only_title(draft, label.first, label.last):
        return []
    return list(bearers.get(roles[0].office, {}).values())


# Speeches and headlines


def _speech(draft: Draft) -> Turns:
    """A heading 'Выступление X на …' or a line 'By X, …', and a body in the first person."""
    if len(draft.analysis.paragraphs) < 3:
        return {}
    speaker, body = _announced(draft)
    if speaker is None:
        return {}
    body = _after_directions(draft, body)
    if _own_words(draft, draft.token_range(draft.analysis.paragraphs[body])[0]) < _OWN_WORDS:
        return {}
    return {
        number: Turn(number, span, speaker, False)
        for number, span in enumerate(draft.analysis.paragraphs)
        if number >= body and draft.layout.kinds[number] is LineKind.STORY
    }


def _after_directions(draft: Draft, body: int) -> int:
    """Where a speech begins behind lines that nobody speaks: 'Tavar, 22 May 2026', 'Check against delivery'. A salutation is spoken."""
    paragraphs = draft.analysis.paragraphs
    for number in range(body, min(body + _DIRECTIONS, len(paragraphs) - 1)):
        words, (first, last) = paragraphs[number].of(draft.text), draft.token_range(paragraphs[number])
        found = draft.kit.act_words.find(draft.tokens, first, last)
        spoken = not words[-1].isalnum() or any(match.payload == "greets" for match in found)
        if spoken or last - first > _LINE:
            return number
    return min(body + _DIRECTIONS, len(paragraphs) - 1)


def _own_words(draft: Draft, first: int) -> int:
    """Words of the first person from a token on, outside quotation marks: 'we' inside them is somebody else's."""
    own = draft.kit.words.layout.first_person
    quoted = [draft.token_range(quotation.outer) for quotation in find_quotations(draft.analysis)]
    inside = {number for low, high in quoted for number in range(low, high)}
    return sum(
        draft.tokens[number].low in own and number not in inside for number in range(first, len(draft.tokens))
    )


def _announced(draft: Draft) -> tuple[Person | None, int]:
    """The person whom the first or second line announces as speaker or author, and where the speech begins."""
    words = draft.kit.words.layout
    for number in range(min(_HEADS, len(draft.analysis.paragraphs))):
        first, last = draft.token_range(draft.analysis.paragraphs[number])
        if first >= last:
            continue
        opening = draft.tokens[first]
        announces = opening.lemma in words.speech_titles or opening.low in words.by_line
        people = draft.people_in(first, last)
        if number > 1 and opening.low in words.by_line:
            break
        if (
            announces
            and people
            and not any(token.low == "with" for token in draft.tokens[first : people[0].first])
        ):
            author = opening.low in words.by_line and not people[0].mention.known
            quoted = sum(quotation.depth == 0 for quotation in find_quotations(draft.analysis))
            return (None, 0) if author and quoted >= _QUOTED else (people[0], number + 1)
    return None, 0


def _headline(draft: Draft, labels: list[Label]) -> Turn | None:
    """A first line 'X: we need a road': what X said, in his own words."""
    if not draft.layout.kinds or draft.layout.kinds[0] is not LineKind.HEADLINE:
        return None
    if not labels or labels[0].paragraph != 0:
        return None
    span = draft.analysis.paragraphs[0]
    person = _labelled(draft, labels[0])
    said = draft.tokens[labels[0].start : draft.token_range(span)[1]]
    words = [token for token in said if token.kind == "word"]
    if person is None or len(words) < _HEADLINE_WORDS or not any(map(draft.kit.language.is_predicate, words)):
        return None
    return Turn(0, Span(said[0].start, span.end), person, True)
