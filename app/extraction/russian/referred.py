"""Who has just spoken and is now called by a noun: 'чиновник', 'эксперт', 'глава ведомства', 'представитель Кремля'."""

from __future__ import annotations

from app.extraction.draft import Draft
from app.extraction.russian.phrases import Phrase
from app.extraction.russian.voices import Voices

_FROM = frozenset({"из", "от", "при"})
_OFFICIAL = frozenset({"официальный"})
_LONGEST = 3  # tokens of 'представитель российской стороны'; what tells more is somebody new


def means_last(draft: Draft, voices: Voices, phrase: Phrase, last: str) -> bool:
    """Whether a noun without a name means the person who spoke last: one that says hardly more than that he is a politician or an
    expert, or one that fits how the text introduced him."""
    words = draft.kit.words.speakers
    lemma = draft.tokens[phrase.head].lemma
    begin = phrase.first + (draft.tokens[phrase.first].lemma in _OFFICIAL)
    if phrase.number == "pl" or begin != phrase.head or phrase.last - begin > _LONGEST:
        return False
    if phrase.last == phrase.head + 1:
        after = draft.tokens[phrase.last].low if phrase.last < len(draft.tokens) else ""
        if after in _FROM:
            return False  # 'дипломат из соседней страны'
        if lemma in words.experts:
            return any(voices.has_title(last, title) for title in words.scholars)
        if lemma in words.stand_ins and not voices.is_title(
            lemma
        ):  # 'вице-премьер' of a deputy prime minister
            return any(voices.has_title(last, title) for title in words.stand_ins[lemma])
        return lemma in words.referring and not voices.is_title(lemma)
    return any(voices.has_title(last, title) for title in words.stand_ins.get(lemma, ())) and not _is_named(
        draft, phrase, lemma
    )


def _is_named(draft: Draft, phrase: Phrase, lemma: str) -> bool:
    """'Глава Минэнерго' is whoever that is; 'глава ведомства' is who has spoken. A house's spokesman may be told with its name."""
    heads = draft.kit.words.speakers.stand_ins.get(lemma, ())
    return lemma in heads and any(token.capital for token in draft.tokens[phrase.head + 1 : phrase.last])
