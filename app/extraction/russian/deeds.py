"""Lists of what somebody said, asked or plans: 'Президент: – предложил …; – поддержал …', 'X представил приоритеты: …'."""

from __future__ import annotations

from app.domain.kinds import Act
from app.extraction.draft import Draft, Person, Role
from app.extraction.russian.phrases import phrases
from app.extraction.russian.subjects import is_body
from app.extraction.speech.candidates import Candidate
from app.extraction.speech.cues import Cue, CueForm, find_cues
from app.extraction.speech.speakers import Speakers
from app.language import Sentence

_JOINS = frozenset({"и", "также"})
_LEAST = 2  # items that begin with a verb of speech


def deeds(draft: Draft, speakers: Speakers, sentence: Sentence) -> tuple[list[Cue], Candidate] | None:
    """The verbs of speech that begin the items of a list, and whose they are: the one before its colon."""
    colon = sentence.last - 1
    items = draft.layout.lists.get(sentence.paragraph, ())
    if draft.tokens[colon].text != ":" or len(items) < _LEAST:
        return None
    cues: list[Cue] = []
    begun = 0
    for item in items:
        first, end = draft.token_range(draft.analysis.paragraphs[item])
        while first < end and draft.tokens[first].kind != "word":
            first += 1
        told = [
            cue for cue in find_cues(draft, first, end) if cue.form is CueForm.FINITE and _tells(draft, cue)
        ]
        if told and told[0].first == first:
            begun += 1
            cues += [cue for cue in told if cue.first == first or draft.tokens[cue.first - 1].low in _JOINS]
    if begun < _LEAST or 2 * begun < len(items):
        return None
    able = [
        item
        for item in phrases(draft, sentence.first, colon)
        if item.nominative and (item.alive or is_body(draft, item))
    ]
    return (cues, speakers.candidate(able[-1])) if able else None


def announced(draft: Draft, speakers: Speakers, sentence: Sentence) -> tuple[list[Cue], Candidate] | None:
    """'X представил приоритеты своей страны:' above a list: the verb that presents its points, and whose they are."""
    tokens, words = draft.tokens, draft.kit.words.speech
    colon = sentence.last - 1
    if tokens[colon].text != ":" or len(draft.layout.lists.get(sentence.paragraph, ())) < _LEAST:
        return None
    for at in range(sentence.first, colon):
        if tokens[at].lemma not in words.presents or draft.quoted(at):
            continue
        cue = Cue(at, at + 1, at, Act.CLAIM, CueForm.FINITE, tokens[at].lemma)
        points = any(token.lemma in words.points for token in tokens[at + 1 : colon])
        subject = speakers.subject_of(cue, sentence.first, colon) if points and _tells(draft, cue) else None
        if subject is not None and isinstance(subject.what, Person | Role):
            return [cue], subject
    return None


def _tells(draft: Draft, cue: Cue) -> bool:
    """A verb in the past or present: 'предложил', no infinitive of what is to be done."""
    token = draft.tokens[cue.verb]
    reading = token.readings[0] if token.readings else None
    return reading is not None and reading.pos == "verb" and reading.tense in ("past", "pres")
