"""What names an action in each language: infinitives, imperatives, predicates of 'that' clauses, nouns made of verbs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from app.extraction.toolkit import Kit
from app.language import Token
from app.language.base import Reading


class Actions(Protocol):
    """The grammar of actions of one language, asked by token number."""

    def infinitive(self, tokens: Sequence[Token], number: int) -> bool:
        """What comes after 'to propose', 'it is necessary': an infinitive."""
        ...

    def predicate(self, tokens: Sequence[Token], number: int) -> bool:
        """The verb of a clause that tells what should be: 'чтобы страны открыли', 'that the sides open'."""
        ...

    def after_subject(self, tokens: Sequence[Token], number: int) -> bool:
        """A word that is a verb only because its subject stands before it: 'that officers exchange data'."""
        ...

    def action_noun(self, tokens: Sequence[Token], number: int) -> bool:
        """A gerund or a noun made of a verb with its object: 'opening a school', 'отмену пошлин'."""
        ...

    def imperative(self, tokens: Sequence[Token], number: int) -> bool:
        """A verb that asks whoever is spoken to: 'give us', 'дайте нам'."""
        ...


_VERBAL_ENDINGS = (
    "ение",
    "ание",
    "яние",
    "ация",
    "яция",
    "иция",
    "ытие",
    "ятие",
    "итие",
    "укция",
    "изация",
    "енье",
)


class _Russian:
    def __init__(self, kit: Kit) -> None:
        self._nouns = frozenset(kit.words.proposals.verbal_nouns)
        self._things = frozenset(kit.words.proposals.things)

    def infinitive(self, tokens: Sequence[Token], number: int) -> bool:
        return tokens[number].can_be("infinitive") and tokens[number].low != "есть"

    def predicate(self, tokens: Sequence[Token], number: int) -> bool:
        return any(reading.pos in ("verb", "infinitive", "short") for reading in tokens[number].readings[:2])

    def after_subject(self, tokens: Sequence[Token], number: int) -> bool:
        return False

    def action_noun(self, tokens: Sequence[Token], number: int) -> bool:
        readings = tokens[number].readings
        return bool(readings) and readings[0].pos == "noun" and self._made_of_verb(readings[0])

    def _made_of_verb(self, noun: Reading) -> bool:
        """By the lists and the ending; in the plural such nouns are results: 'достижений', 'нововведений'."""
        lemma = noun.lemma
        if lemma in self._nouns:
            return True
        ending = len(lemma) > 6 and lemma.endswith(_VERBAL_ENDINGS)
        return ending and noun.number != "pl" and lemma not in self._things

    def imperative(self, tokens: Sequence[Token], number: int) -> bool:
        return any(
            reading.pos == "verb" and not reading.tense and reading.number == "pl"
            for reading in tokens[number].readings[:1]
        )


_ARTICLES = frozenset({"the", "a", "an", "its", "their", "our", "his", "her", "this", "these", "those", "each", "every", "all", "any", "no", "it", "them", "us", "him", "more", "two", "both", "one", "three", "that", "as", "into", "on", "with"})  # fmt: skip
_NOUN_BEFORE = _ARTICLES - {"it", "them", "us", "him", "that", "as"} | {
    "of",
    "in",
    "for",
    "by",
    "at",
    "from",
    "per",
}
_NOUN_ENDINGS = (
    "tion",
    "sion",
    "ment",
    "ance",
    "ence",
    "val",
    "sal",
    "ure",
    "ing",
    "start",
    "launch",
    "end",
    "ban",
    "ry",
)
_OPENS = frozenset({"“", '"', "«"})  # 'urged leaders to “use the road”'
_NO_OBJECT = frozenset({"including", "costing", "according", "regarding", "concerning", "during", "following", "pending", "meaning", "allowing", "making", "being", "bringing", "starting", "beginning"})  # fmt: skip


class _English:
    def __init__(self, kit: Kit) -> None:
        self._verbs = frozenset(kit.words.proposals.verbs)
        self._either = frozenset(kit.words.proposals.verbs_or_nouns)
        self._numbers = frozenset(kit.words.numbers.values)

    def infinitive(self, tokens: Sequence[Token], number: int) -> bool:
        if number == 0:
            return False
        token, before = tokens[number], tokens[number - 1]
        if (before.low == "not" or before.text in _OPENS) and number > 1:
            before = tokens[number - 2]
        return (
            before.low == "to"
            and (token.low == token.text or token.low in self._verbs)  # 'Urges Neighbours to Open the Pass'
            and token.low not in self._numbers
            and token.kind == "word"
            and not token.can_be("article")
            and (token.low == token.lemma or token.low in self._verbs)
            and not (
                token.low.endswith("s") and token.low not in self._verbs and not token.low.endswith("ss")
            )
        )

    def base(self, tokens: Sequence[Token], number: int) -> bool:
        """A verb in its base form where no noun can stand."""
        token = tokens[number]
        before = tokens[number - 1].low if number else ""
        if before in _NOUN_BEFORE or token.text != token.low:
            return False
        if token.low in self._verbs or token.low == "be":
            return True
        after = tokens[number + 1].low if number + 1 < len(tokens) else ""
        return token.low in self._either and (after in _ARTICLES or after[:1].isdigit())

    def predicate(self, tokens: Sequence[Token], number: int) -> bool:
        return self.base(tokens, number) or self.infinitive(tokens, number)

    def after_subject(self, tokens: Sequence[Token], number: int) -> bool:
        return tokens[number].low in self._either and tokens[number - 1].low.endswith("s")

    def action_noun(self, tokens: Sequence[Token], number: int) -> bool:
        token = tokens[number]
        if number + 1 >= len(tokens) or token.low in _NO_OBJECT:
            return False
        after = tokens[number + 1]
        if after.low == "of" and number and tokens[number - 1].low == "the":
            return token.low.endswith(_NOUN_ENDINGS)
        if token.low.endswith("ing") and (token.low != token.lemma or self._gerund(token.low)):
            return after.kind != "mark" and after.low not in ("of", "in", "and", "for", "to", "is", "was")
        return after.low == "of" and token.low.endswith(_NOUN_ENDINGS)

    def _gerund(self, low: str) -> bool:
        """Whether a word in -ing is made of a known verb: 'setting', 'opening', 'making'."""
        stem = low[:-3]
        return bool({stem, stem + "e", stem[:-1]} & (self._verbs | self._either))

    def imperative(self, tokens: Sequence[Token], number: int) -> bool:
        token = tokens[number]
        after = tokens[number + 1].low if number + 1 < len(tokens) else ""
        return token.low in self._verbs | self._either and (
            after in _ARTICLES or after in ("me", "your", "to") or after[:1].isdigit()
        )


@lru_cache(maxsize=16)
def actions_of(kit: Kit) -> Actions:
    """The grammar of actions of a kit's language."""
    return _English(kit) if kit.code == "en" else _Russian(kit)
