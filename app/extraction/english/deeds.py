"""Lists of what somebody said and asked: 'In the statement the leaders: – condemned …; – requested …'."""

from __future__ import annotations

from app.extraction.draft import Draft
from app.extraction.english.attribution import Attribution, Place
from app.extraction.english.subjects import Subjects
from app.extraction.speech.cues import Cue, CueForm
from app.language import Sentence

_LEAST = 2  # items that begin with a verb of speech


def deeds(draft: Draft, subjects: Subjects, sentence: Sentence) -> list[Attribution]:
    """The verbs of speech that begin the items of a list, with the phrase that stands before its colon as their subject."""
    last = sentence.last - 1
    items = draft.layout.lists.get(sentence.paragraph, ())
    if draft.tokens[last].text != ":" or len(items) < _LEAST:
        return []
    cues: list[Cue] = []
    for item in items:
        first, end = draft.token_range(draft.analysis.paragraphs[item])
        while first < end and draft.tokens[first].kind != "word":
            first += 1
        match = draft.kit.cues.at(draft.tokens, first, end) if first < end else None
        if match is not None and match.payload.how in ("verb", "phrase", "decision"):
            cues.append(
                Cue(first, match.last, first, match.payload.act, CueForm.FINITE, draft.tokens[first].lemma)
            )
    subject = subjects.phrases.before(last, sentence.first) if len(cues) >= _LEAST else None
    if subject is None or 2 * len(cues) < len(items):
        return []
    return [Attribution(cue, subject, Place.MAIN, "deed", "that") for cue in cues]
