"""The grammatical form of a Russian cue: who its subject is depends on it, and negated, future and first-person verbs report nothing."""

from __future__ import annotations

from app.extraction.draft import Draft
from app.language import Token

_NOT = frozenset({"не", "ни"})


def verb_of(tokens: list[Token], first: int, last: int) -> int:
    """The token of a phrase that agrees with the subject: its verb, not the 'не' or the preposition before it."""
    short = None
    for number in range(first, last):
        if any(reading.pos in ("verb", "gerund") for reading in tokens[number].readings[:3]):
            return number
        if short is None and any(reading.pos == "short" for reading in tokens[number].readings[:3]):
            short = number  # 'высоко' of 'высоко оценил' is one for the lexicon
    return first if short is None else short


def is_negated(draft: Draft, first: int, verb: int) -> bool:
    """'Не заявлял', 'не стал говорить': nothing was said. A phrase that holds the 'не' itself ('не исключил') is one of speech."""
    tokens = draft.tokens
    if verb > first:
        return False
    before = tokens[verb - 1].low if verb else ""
    return before in _NOT or (before == "бы" and verb > 1 and tokens[verb - 2].low in _NOT)


def is_unreal(draft: Draft, verb: int) -> bool:
    """'Скажет', 'сообщите', 'сказал бы', 'мог бы': not said yet, or not at all."""
    token = draft.tokens[verb]
    verbs = [reading for reading in token.readings[:3] if reading.pos == "verb"]
    if verbs and all(reading.tense in ("fut", "") for reading in verbs):
        return True
    following = draft.tokens[verb + 1].low if verb + 1 < len(draft.tokens) else ""
    return bool(verbs) and following in ("бы", "б")


def auxiliary(draft: Draft, infinitive: int, first: int) -> int | None:
    """The verb that makes an infinitive a report: 'поспешил заявить', 'не преминул отметить', 'вынужден признать'."""
    words = draft.kit.words.speech.auxiliaries
    for number in range(infinitive - 1, max(first, infinitive - 4) - 1, -1):
        token = draft.tokens[number]
        if token.kind != "word":
            return None
        if any(reading.lemma in words and reading.pos in ("verb", "short") for reading in token.readings[:3]):
            negated = number > 0 and draft.tokens[number - 1].low in _NOT
            return None if negated != (token.lemma in draft.kit.words.speech.denied_auxiliaries) else number
    return None


def is_own_passive(draft: Draft, token: Token) -> bool:
    """A reflexive verb of speech whose subject speaks himself, and is no passive: 'высказаться', 'сокрушаться'; 'отмечаться' is one of
    'отмечать'."""
    return any(
        reading.lemma in draft.kit.words.speech.reflexives
        or (reading.lemma.endswith("ся") and reading.lemma[:-2] not in draft.kit.speech_verbs)
        for reading in token.readings[:2]
    )


def is_own_state(draft: Draft, lemma: str) -> bool:
    """'Убеждён', 'уверена': a short form whose subject holds the opinion."""
    return lemma in draft.kit.words.speech.states


def is_first_person(token: Token) -> bool:
    """'Считаю', 'напомним': the author's own words."""
    verbs = [reading for reading in token.readings[:2] if reading.pos == "verb"]
    return bool(verbs) and all(reading.person in ("1", "2") for reading in verbs)
