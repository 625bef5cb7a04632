"""Whose paper speaks: '«…», — говорится в ней', 'сказано в послании', where the sentences before tell who wrote it."""

from __future__ import annotations

from bisect import bisect_right

from app.extraction.draft import Draft
from app.extraction.russian.phrases import Sort, phrases
from app.extraction.speech.cues import Cue
from app.language import Sentence

_NEAR = 4  # tokens between the verb and its paper
_BACK = 4  # sentences before that may name the paper
_IT = frozenset({"нем", "ней"})


def author_of(draft: Draft, cue: Cue, sentence: Sentence) -> str | None:
    """The one who wrote the paper that a passive verb speaks of, or None where that is not told."""
    lemma = _paper(draft, cue, sentence)
    if lemma is None:
        return None
    number = bisect_right(draft.sentences, sentence.first - 1, key=lambda item: item.first) - 1
    for earlier in reversed(draft.sentences[max(0, number + 1 - _BACK) : number + 1]):
        at = next((at for at in range(earlier.first, earlier.last) if _is_paper(draft, at, lemma)), None)
        if at is not None:
            return _writer(draft, earlier, at)
    return None


def _paper(draft: Draft, cue: Cue, sentence: Sentence) -> str | None:
    """The paper beside a verb: its lemma, '' for 'в нём'."""
    tokens = draft.tokens
    for at in range(max(sentence.first, cue.first - _NEAR), min(sentence.last - 1, cue.last + _NEAR)):
        if tokens[at].low in ("в", "во") and tokens[at + 1].low in _IT:
            return ""
        if tokens[at].low in ("в", "во") and tokens[at + 1].lemma in draft.kit.words.speech.papers:
            return tokens[at + 1].lemma
    return None


def _is_paper(draft: Draft, at: int, lemma: str) -> bool:
    token = draft.tokens[at]
    return token.lemma == lemma if lemma else token.lemma in draft.kit.words.speech.papers


def _writer(draft: Draft, sentence: Sentence, at: int) -> str | None:
    """Whose paper a sentence names: 'послание X', 'его послание' of who was named before, else who sends it."""
    found = phrases(draft, sentence.first, sentence.last)
    if owned := [item for item in found if item.head == at and item.last > at + 1]:
        people = draft.people_in(at + 1, owned[0].last)
        return people[0].mention.leader if len(people) == 1 else None
    sex = draft.kit.words.speakers.possessives.get(draft.tokens[at - 1].low) if at else None
    if sex is not None:
        before = [item for item in draft.people_in(0, sentence.first) if item.gender in (sex, "")]
        return before[-1].mention.leader if before else None
    senders = [item for item in found if item.sort is Sort.PERSON and item.nominative and item.person]
    return senders[0].person.mention.leader if len(senders) == 1 and senders[0].person else None
