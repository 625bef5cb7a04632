"""Word classes of English by closed lists and endings: what a light chunker needs, remembered a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.language.base import REMEMBERED

if TYPE_CHECKING:
    from app.vocabulary.words import GrammarWords


class WordClass:
    """What a word can be; several at once. A word of the open classes that no list and no ending tells has none.

    Plain numbers: an `IntFlag` is many times slower, and each word is asked often.
    """

    NONE = 0
    DETERMINER = 1 << 0
    PRONOUN = 1 << 1
    """can be a subject"""
    OBJECT = 1 << 2
    """a pronoun that cannot"""
    PREPOSITION = 1 << 3
    SUBORDINATOR = 1 << 4
    RELATIVE = 1 << 5
    COORDINATOR = 1 << 6
    AUXILIARY = 1 << 7
    BE = 1 << 8
    MODAL = 1 << 9
    NEGATION = 1 << 10
    ADVERB = 1 << 11
    PAST = 1 << 12
    """'said', 'walked': a past form, or a participle of the same look"""
    PRESENT = 1 << 13
    """'says', 'argues'"""
    GERUND = 1 << 14
    TIME = 1 << 15
    TITLE = 1 << 16
    HOUSE = 1 << 17
    PERSON = 1 << 18
    """a noun of people: 'official', 'analyst'"""
    MAN = 1 << 19
    WOMAN = 1 << 20
    OWNER = 1 << 21
    """'Elmora's'"""


_LISTS = {
    WordClass.DETERMINER: "determiners",
    WordClass.PRONOUN: "pronouns",
    WordClass.OBJECT: "objects",
    WordClass.PREPOSITION: "prepositions",
    WordClass.SUBORDINATOR: "subordinators",
    WordClass.RELATIVE: "relatives",
    WordClass.COORDINATOR: "coordinators",
    WordClass.AUXILIARY: "auxiliaries",
    WordClass.BE: "be",
    WordClass.MODAL: "modals",
    WordClass.NEGATION: "negations",
    WordClass.ADVERB: "adverbs",
    WordClass.PAST: "past",
    WordClass.PRESENT: "present",
    WordClass.TIME: "times",
    WordClass.TITLE: "titles",
    WordClass.HOUSE: "houses",
    WordClass.PERSON: "people",
    WordClass.MAN: "men",
    WordClass.WOMAN: "women",
}
_CLITICS = {
    "s": WordClass.BE,
    "d": WordClass.MODAL,
    "ll": WordClass.MODAL,
    "ve": WordClass.AUXILIARY,
    "re": WordClass.BE,
    "m": WordClass.BE,
}
_NO_ADVERBS = frozenset({"family", "italy", "july", "ally", "reply", "supply", "assembly", "early", "only", "daily", "weekly", "monthly", "friendly", "likely", "elderly", "deadly", "costly", "lovely", "lonely", "rally", "tally", "bully", "fly", "apply", "rely", "comply", "imply", "multiply", "holy", "anomaly", "monopoly"})  # fmt: skip
_NO_PAST = frozenset({"need", "speed", "seed", "feed", "deed", "weed", "breed", "united", "red", "bed", "shed", "hundred", "indeed", "exceed", "proceed", "succeed", "embed", "greed", "creed", "sacred", "naked", "wicked", "so-called"})  # fmt: skip
_NO_GERUND = frozenset({"king", "thing", "nothing", "something", "anything", "everything", "spring", "string", "ring", "wing", "evening", "morning", "during", "beijing", "bring", "sing", "swing", "sting", "cling", "sling", "ceiling", "being", "sterling"})  # fmt: skip


class WordClasses:
    """Classes of words as they are written, in small letters."""

    def __init__(self, words: GrammarWords) -> None:
        table: dict[str, int] = {}
        for kind, name in _LISTS.items():
            for word in getattr(words, name):
                table[word] = table.get(word, WordClass.NONE) | kind
        for kind, name in (
            (WordClass.TITLE, "titles"),
            (WordClass.HOUSE, "houses"),
            (WordClass.PERSON, "people"),
        ):
            for word in getattr(words, name):
                for plural in _plurals(word):
                    table.setdefault(plural, kind)
        for word in words.negations:  # 'declined', 'refuses'
            if word.isalpha() and len(word) > 4:
                stem = word.removesuffix("e")
                for form in (stem + "ed", word + "s", stem + "ing"):
                    table[form] = table.get(form, WordClass.NONE) | WordClass.NEGATION | self._by_ending(form)
        self._listed = table
        self._read: dict[str, int] = {}

    def of(self, low: str) -> int:
        found = self._read.get(low)
        if found is None:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            found = self._read[low] = self._find(low)
        return found

    def _find(self, low: str) -> int:
        listed = self._listed.get(low)
        if listed is not None:
            return (
                listed
                if listed & ~(WordClass.MAN | WordClass.WOMAN | WordClass.PERSON)
                else listed | self._by_ending(low)
            )
        if "'" in low:
            stem, _, clitic = low.rpartition("'")
            pronoun = self._listed.get(stem, WordClass.NONE) & WordClass.PRONOUN
            if pronoun and clitic in _CLITICS:
                return pronoun | _CLITICS[clitic]
            if clitic == "s":
                return WordClass.OWNER
        return self._by_ending(low)

    def _by_ending(self, low: str) -> int:
        if len(low) > 4 and low.endswith("ly") and low not in _NO_ADVERBS:
            return WordClass.ADVERB
        if len(low) > 3 and low.endswith("ed") and low not in _NO_PAST:
            return WordClass.PAST
        if len(low) > 4 and low.endswith("ing") and low not in _NO_GERUND:
            return WordClass.GERUND
        return WordClass.NONE


def _plurals(word: str) -> tuple[str, ...]:
    if word.endswith("man"):
        return (word[:-3] + "men", word + "s")
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + ("es" if word.endswith(("s", "ch", "sh")) else "s"),)
