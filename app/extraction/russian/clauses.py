"""Where what is said stands beside a Russian verb of speech: in a clause after it, after a colon, or around it."""

from __future__ import annotations

import itertools
from bisect import bisect_right

from app.extraction.draft import Draft
from app.extraction.russian.words import shape
from app.extraction.speech.candidates import Candidate
from app.extraction.speech.cues import Cue

_REACH = 18  # tokens between a verb of speech and the clause it brings
_THAT = frozenset({"что", "чтобы", "будто", "якобы"})
_ASKING = frozenset(
    {
        "как",
        "почему",
        "когда",
        "где",
        "куда",
        "откуда",
        "кто",
        "кого",
        "сколько",
        "зачем",
        "какой",
        "какая",
        "какие",
    }
)
_NO_CLAUSE = frozenset({"тем", "того", "тому", "потому", "так", "после"})
"""Words before ', что' that make it a reason or a time: 'в связи с тем, что'."""
_SUBORDINATE = frozenset({"когда", "если", "пока", "хотя", "чтобы", "поскольку", "как"})
_BEFORE_VERB = frozenset({"adverb", "conjunction", "particle"})


def has_clause(draft: Draft, cue: Cue, last: int, subject: Candidate | None = None) -> bool:
    """Whether what is said stands beside a verb: after 'что' or a colon, in quotation marks, or around a verb between commas.
    Verbs of telling and asking may have 'how', 'why', 'when' instead of 'that'."""
    tokens = draft.tokens
    asking = cue.lemma in draft.kit.words.speech.naming
    for number in range(cue.last, min(last, cue.last + _REACH)):
        token = tokens[number]
        if token.text == ":" or (token.text in '«“"„' and number - cue.last <= 1 and draft.quoted(number)):
            return True
        if (token.low in _THAT or (asking and token.low in _ASKING)) and _follows_comma(draft, number, cue):
            return not asking or token.low not in _ASKING or not _is_listed(draft, cue, number)
        if token.low == "ли":
            return True
        if token.readings and token.readings[0].pos == "verb":
            break
    if is_fronted(draft, cue):
        return True
    if subject is None:
        return False
    if subject.first >= cue.last:
        return is_inserted(draft, cue)
    following = tokens[cue.last].text if cue.last < last else "."
    opens = subject.first > 0 and tokens[subject.first - 1].text in ",—–-"
    return opens and cue.first - subject.last <= 1 and following in ",.—–-!…"  # ', он считает,'


def is_fronted(draft: Draft, cue: Cue) -> bool:
    """'О том, что мост готов, газета уже писала': the clause stands at the sentence's head."""
    sentences = draft.sentences
    number = bisect_right(sentences, cue.first, key=lambda sentence: sentence.first) - 1
    if number < 0:
        return False
    opening = draft.tokens[sentences[number].first : sentences[number].first + 3]
    return (
        len(opening) == 3
        and opening[0].low in draft.kit.words.speech.about
        and opening[1].low == "том"
        and opening[2].text == ","
        and cue.first > sentences[number].first + 3
    )


def _is_listed(draft: Draft, cue: Cue, number: int) -> bool:
    """'Рассказал о ценах и о том, почему', 'рассказал, почему … и зачем': the question is one of the subjects of a talk."""
    about = draft.kit.words.speech.about
    further = draft.tokens[number + 1 : number + _REACH]
    return sum(token.low in about for token in draft.tokens[cue.last : number]) > 1 or any(
        token.low in _ASKING and before.text in (",", "и") for before, token in itertools.pairwise(further)
    )


def _follows_comma(draft: Draft, number: int, cue: Cue) -> bool:
    """', что', ', о чём', ', и что', but not 'с тем, что'; 'похвастался тем, что' is said, too."""
    tokens = draft.tokens
    comma = number - 1
    if tokens[comma].text != "," and shape(tokens[comma]).first in ("preposition", "particle", "conjunction"):
        comma -= 1
    if tokens[comma].text != ",":
        return False
    pointing = tokens[comma - 1].low in _NO_CLAUSE and comma - 1 > cue.last
    return not pointing or tokens[comma - 2].low in ("о", "об")


def is_inserted(draft: Draft, cue: Cue) -> bool:
    """', сообщил X', '— пишет он', ', как отметил X': the verb opens an attribution after what is said."""
    tokens = draft.tokens
    number = cue.first - 1
    while number > 0 and cue.first - number <= 4 and tokens[number].kind == "word":
        readings = tokens[number].readings
        light = bool(readings) and readings[0].pos in _BEFORE_VERB
        if not light and tokens[number].low != "как" and not tokens[number].can_be("pronoun"):
            return False
        number -= 1
    opens = tokens[number] if number == 0 else tokens[number + 1]
    return number >= 0 and (tokens[number].text in ",—–-" or opens.low == "как")


def is_subordinate(draft: Draft, cue: Cue) -> bool:
    """'Когда судьи решили …', 'цифры, которые привёл министр': the cue stands in a clause of time, condition or description, which
    tells no news."""
    tokens = draft.tokens
    number = cue.first - 1
    while number >= 0 and cue.first - number <= 10 and tokens[number].kind == "word":
        number -= 1
    opening = tokens[number + 1]
    if opening.low == "как":  # 'после того, как'
        return number > 0 and tokens[number].text == "," and tokens[number - 1].low in ("того", "тех")
    return opening.low in _SUBORDINATE or opening.lemma == "который"
