"""Verbatim speech without quotation marks: transcripts, interviews, dialogue after a dash, published speeches."""

from __future__ import annotations

import re
from bisect import bisect_right

from app.domain.span import Span
from app.extraction.draft import Draft, Person, Turn
from app.extraction.layout import LineKind
from app.extraction.quotations import Quotation, find_quotations, is_speech

_DASH = re.compile(r"[—–-]\s+")
_LABELS = 2  # labelled paragraphs that make a transcript
_OWN_WORDS = 3  # words of the first person that make a text a speech
_LONGEST_ATTRIBUTION = 120  # characters between the parts of one quotation
_LONGEST_LABEL = 14  # tokens before the colon


def find_turns(draft: Draft) -> dict[int, Turn | None]:
    """Paragraph -> turn; None for a turn that is nobody's statement (a question, a stage direction)."""
    return _transcript(draft) or _interview(draft) or _speech(draft)


def find_speech(draft: Draft) -> list[Quotation]:
    """Quotations of speech in order, none inside another or inside a turn: between marks, and after dialogue dashes."""
    spoken = _dialogue(draft, draft.turns)
    taken = sorted(
        [
            *(quotation.outer for quotation in spoken),
            *(turn.span for turn in draft.turns.values() if turn is not None),
        ]
    )
    found = list(spoken)
    for quotation in find_quotations(draft.analysis):
        near = bisect_right(taken, quotation.outer.start, key=lambda span: span.start) - 1
        inside = near >= 0 and quotation.outer.start < taken[near].end
        if not inside and is_speech(quotation, draft.analysis, draft.kit):
            found.append(quotation)
    found.sort(key=lambda quotation: quotation.outer.start)
    return _joined(draft, found) if draft.kit.code == "en" else found


def _joined(draft: Draft, quotations: list[Quotation]) -> list[Quotation]:
    """“A,” X said. “B.” in one paragraph is one quotation with its attribution inside."""
    found: list[Quotation] = []
    for quotation in quotations:
        last = found[-1] if found else None
        if (
            last is not None
            and last.gap is None
            and _only_attribution(draft, last.outer.end, quotation.outer.start)
        ):
            outer, inner = (
                Span(last.outer.start, quotation.outer.end),
                Span(last.inner.start, quotation.inner.end),
            )
            found[-1] = Quotation(
                outer, inner, quotation.closed, 0, Span(last.outer.end, quotation.outer.start)
            )
        else:
            found.append(quotation)
    return found


def _only_attribution(draft: Draft, start: int, end: int) -> bool:
    """Whether nothing but 'X said' stands between two quotations of a line."""
    if not 0 < end - start <= _LONGEST_ATTRIBUTION or "\n" in draft.text[start:end]:
        return False
    first, last = draft.token_range(Span(start, end))
    stops = [number for number in range(first, last) if draft.tokens[number].text in ".!?:;"]
    if stops and stops[0] != last - 1:
        return False
    return any(
        match.payload.how in ("verb", "clausal", "beside")
        for match in draft.kit.cues.find(draft.tokens, first, last)
    )


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
            if draft.tokens[at].text in "—–" and draft.tokens[at - 1].text in ",.!?…"
        ]
        attributions = [at for at in dashes if _attributes(draft, at + 1, last)]
        if not attributions:
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


def _attributes(draft: Draft, first: int, last: int) -> bool:
    """Whether a speech verb stands right after a dash."""
    return any(
        match.payload.how == "verb" and draft.tokens[match.first].can_be("verb")
        for match in draft.kit.cues.find(draft.tokens, first, min(last, first + 2))
    )


def _transcript(draft: Draft) -> dict[int, Turn | None]:
    """'А. Темур: …', 'Вопрос: …': labelled paragraphs; those without a label go on."""
    labels: dict[int, tuple[int, Person | None]] = {}
    for number, span in enumerate(draft.analysis.paragraphs):
        first, last = draft.token_range(span)
        colon = next(
            (at for at in range(first, min(last, first + _LONGEST_LABEL)) if draft.tokens[at].text == ":"),
            None,
        )
        if colon is None or colon + 1 >= last or draft.tokens[colon + 1].text in '«“"':
            continue
        person = next((person for person in draft.people_in(first, colon) if person.last == colon), None)
        question = (
            draft.tokens[first].low in draft.kit.words.layout.question
            or draft.tokens[first].lemma in draft.kit.words.layout.question
        )
        if question or (person is not None and _only_label(draft, first, person)):
            labels[number] = (colon + 1, None if question else person)
    if sum(person is not None for _, person in labels.values()) < _LABELS:
        return {}
    found: dict[int, Turn | None] = {}
    speaking: Person | None = None
    started = False
    for number, span in enumerate(draft.analysis.paragraphs):
        if number in labels:
            at, speaking = labels[number]
            started = True
            words = Span(draft.tokens[at].start, span.end)
            found[number] = Turn(number, words, speaking, True) if speaking is not None else None
        elif started:
            aside = span.of(draft.text).startswith(("(", "["))
            found[number] = (
                Turn(number, span, speaking, False) if speaking is not None and not aside else None
            )
    return found


def _only_label(draft: Draft, first: int, person: Person) -> bool:
    """Nothing but a title stands before the name."""
    return person.first == first or any(
        role.first == first and role.last <= person.first for role in draft.roles_in(first, person.last)
    )


def _interview(draft: Draft) -> dict[int, Turn | None]:
    """Dashes in turn, some of them questions: answers are the first leader's whom the text names."""
    dashed = [
        number
        for number, span in enumerate(draft.analysis.paragraphs)
        if draft.layout.kinds[number] is LineKind.STORY and _DASH.match(span.of(draft.text))
    ]
    questions = [
        number
        for number in dashed
        if draft.analysis.paragraphs[number].of(draft.text).rstrip(' »”"').endswith("?")
    ]
    if len(questions) < 2 or len(dashed) < 2 * len(questions) - 2 or not draft.people:
        return {}
    found: dict[int, Turn | None] = {}
    for place, number in enumerate(dashed):
        span = draft.analysis.paragraphs[number]
        answers = place > 0 and dashed[place - 1] in questions and number not in questions
        match = _DASH.match(span.of(draft.text))
        start = span.start + (match.end() if match else 0)
        found[number] = (
            Turn(number, Span(start, span.end), draft.people[0], True)
            if answers and start < span.end
            else None
        )
    return found


def _speech(draft: Draft) -> dict[int, Turn | None]:
    """A heading 'Выступление X на …' or a line 'By X, …', and a body in the first person."""
    if len(draft.analysis.paragraphs) < 3:
        return {}
    speaker, body = _announced(draft)
    if speaker is None:
        return {}
    own = set(draft.kit.words.layout.first_person)
    first = draft.token_range(draft.analysis.paragraphs[body])[0]
    if sum(token.low in own for token in draft.tokens[first:]) < _OWN_WORDS:
        return {}
    return {
        number: Turn(number, span, speaker, False)
        for number, span in enumerate(draft.analysis.paragraphs)
        if number >= body and draft.layout.kinds[number] is LineKind.STORY
    }


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
