"""English: dictionary forms from simplemma; parts of speech only as far as endings tell them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from app.language.base import REMEMBERED, Analysis, BaseForm, NameWord, Reading, Token, Word, fold
from app.language.lexicon import english_lemma, knows_english
from app.language.tokens import lines, tokenise
from app.language.visible import even_lines

if TYPE_CHECKING:
    from app.vocabulary import LanguageWords

# Words of closed classes: the grammar's own, no vocabulary
_CLOSED = {
    **dict.fromkeys(
        [
            "of",
            "in",
            "on",
            "at",
            "by",
            "for",
            "from",
            "to",
            "with",
            "into",
            "over",
            "under",
            "about",
            "between",
            "among",
            "since",
            "until",
            "per",
            "than",
            "against",
        ],
        "preposition",
    ),
    **dict.fromkeys(
        [
            "and",
            "or",
            "but",
            "nor",
            "yet",
            "so",
            "that",
            "which",
            "who",
            "while",
            "as",
            "if",
            "when",
            "because",
        ],
        "conjunction",
    ),
    **dict.fromkeys(
        ["the", "a", "an", "this", "these", "those", "its", "their", "his", "her", "our"], "article"
    ),
    **dict.fromkeys(
        [
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "being",
            "has",
            "have",
            "had",
            "will",
            "would",
            "could",
            "can",
            "may",
            "might",
            "must",
            "should",
        ],
        "verb",
    ),
    **dict.fromkeys(["he", "she", "it", "they", "we", "i", "you"], "pronoun"),
}


class English:
    code = "en"
    has_cases = False

    def __init__(self, words: LanguageWords) -> None:
        self.words = words
        self._read: dict[str, tuple[Reading, ...]] = {}
        self._words: dict[str, Word] = {}
        self._names: dict[str, NameWord] = {}

    def analyse(self, text: str) -> Analysis:
        text = even_lines(text)
        tokens = tokenise(text, self.readings, self._words)
        return Analysis(text, self.code, lines(text), tokens, starts=[token.start for token in tokens])

    def readings(self, word: str) -> tuple[Reading, ...]:
        found = self._read.get(word)
        if found is None:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            bare = word.removesuffix("'s").removesuffix("'") or word
            lemma = fold(english_lemma(bare)).lower()
            found = self._read[word] = tuple(
                dict.fromkeys(Reading(form, _CLOSED.get(word, "other")) for form in (lemma, bare))
            )
        return found

    def inflections(self, word: str) -> frozenset[str]:
        """The regular forms of a verb or noun: 'thank' -> thanks, thanked, thanking. The lemmatiser invents some ('thanke')."""
        if not word.isalpha() or len(word) < 3:
            return frozenset()
        stem = word[:-1] if word.endswith("e") else word
        if word.endswith("y") and word[-2] not in "aeiou":
            return frozenset({word[:-1] + "ies", word[:-1] + "ied", word + "ing"})
        plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
        return frozenset({plural, stem + "ed", stem + "ing"})

    def is_predicate(self, token: Token) -> bool:
        return token.can_be("verb") or (token.low.endswith("ed") and token.low != token.lemma)

    def name_forms(self, name: str, *, gender: str | None, family_first: bool) -> dict[str, str]:
        return {fold(name): ""}

    @cached_property
    def _given(self) -> dict[str, str]:
        """Given names of the vocabulary -> gender ('' where both bear them)."""
        found: dict[str, str] = {}
        for gender, groups in self.words.names.given.items():
            for name in (name.lower() for group in groups for name in group):
                found[name] = gender if found.get(name, gender) == gender else ""
        return found

    def name_word(self, word: str) -> NameWord:
        found = self._names.get(word)
        if found is None:
            if len(self._names) >= REMEMBERED:
                self._names.clear()
            low = word.lower().removesuffix("'s")
            common = low in _CLOSED or knows_english(low)
            given = low in self._given or low.partition("-")[0] in self._given
            found = self._names[word] = NameWord(given=given, common=common, known=common or given)
        return found

    def name_bases(self, word: str, part: str) -> tuple[BaseForm, ...]:
        bare = word.removesuffix("'s").removesuffix("'")
        gender = ""
        if part == "given":
            low = bare.lower()
            gender = self._given.get(low, self._given.get(low.partition("-")[0], ""))
        return (BaseForm(bare, gender, "", 0.0),)

    def knows(self, word: str) -> bool:
        return knows_english(word)

    def nominative(self, word: str, case: str, number: str, gender: str = "") -> str:
        return word
