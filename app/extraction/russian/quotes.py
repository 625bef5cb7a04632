"""Who says a Russian quotation where no verb of the lexicon tells it: by the grammar of an attribution, or by who has the floor."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from app.domain.findings import Speaker
from app.domain.kinds import Act, Attribution
from app.extraction.draft import Draft
from app.extraction.russian.cues import is_negated
from app.extraction.speech.cues import Cue, CueForm
from app.extraction.speech.speakers import Speakers
from app.language import Sentence, Token

_LIGHT = frozenset({"adverb", "conjunction", "particle"})
_WITHIN = 4  # words between the dash and the verb, or the verb and the colon


def verb_after(draft: Draft, close: int, last: int) -> Cue | None:
    """The verb of '«…», — развёл руками X': whatever it means, after a quotation and a dash it attributes."""
    number = close
    dashed = False
    while number < last and draft.tokens[number].kind == "mark":
        dashed = dashed or draft.tokens[number].text in "—–-"
        number += 1
    if not dashed:
        return None
    for at in range(number, min(last, number + _WITHIN)):
        token = draft.tokens[at]
        if _is_told(token) and not is_negated(draft, at, at):
            return _cue(at, token)
        if not (token.readings and token.readings[0].pos in _LIGHT):
            return None
    return None


def verb_before(draft: Draft, first: int, start: int) -> Cue | None:
    """The verb of 'X развёл руками: «…»': the last one before the colon."""
    if start - 1 < first or draft.tokens[start - 1].text != ":":
        return None
    for at in range(start - 2, max(first - 1, start - 2 - 3 * _WITHIN), -1):
        token = draft.tokens[at]
        if _is_told(token):
            return None if is_negated(draft, at, at) else _cue(at, token)
    return None


def led_to(draft: Draft, start: int, close: int) -> bool:
    """Whether words before a quotation lead to it, and no attribution follows a dash: 'пообещал, что «…», и поручил'."""
    before = draft.tokens[start - 1].low if start else ""
    dashed = any(token.text in "—–-" for token in draft.tokens[close : close + 2])
    return before == "что" or (before == ":" and not dashed)


def _is_told(token: Token) -> bool:
    """A verb in the third person, past or present; 'начала' may be a noun, too."""
    return any(
        reading.pos == "verb" and reading.tense in ("past", "pres") and reading.person in ("", "3")
        for reading in token.readings[:2]
    )


def _cue(at: int, token: Token) -> Cue:
    return Cue(at, at + 1, at, Act.CLAIM, CueForm.FINITE, token.lemma)


def going_on(draft: Draft, speakers: Speakers, sentence: Sentence) -> Speaker | None:
    """Who goes on where a quotation has no attribution: who spoke last, unless somebody else was spoken of since; he, if he was
    given the floor; else nobody we can be sure of."""
    discourse = speakers.discourse
    last = discourse.last
    place = discourse.places.get(last.id, -1) if last is not None else -1
    newer = [leader for leader in discourse.seen if discourse.places.get(leader, -1) > place]
    if last is not None and not any(leader != last.id for leader in newer):
        return replace(last, attribution=Attribution.CONTINUED, rule="continued")
    if newer and _has_the_floor(draft, sentence, discourse.places[newer[-1]]):
        return speakers.named(newer[-1], Attribution.CONTINUED, "has-the-floor")
    return None


def _has_the_floor(draft: Draft, sentence: Sentence, place: int) -> bool:
    """Whether the sentence right before gave somebody the floor: 'слово взял X', 'с докладом выступил X'."""
    number = bisect_right(draft.sentences, sentence.first - 1, key=lambda item: item.first) - 1
    if number < 0 or draft.sentences[number].first != place:
        return False
    before = draft.sentences[number]
    floor = draft.kit.words.speech.floor
    return any(token.lemma in floor for token in draft.tokens[before.first : before.last])
