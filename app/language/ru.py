"""Russian: readings from pymorphy3, each word read once a process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from app.language.base import Analysis, Reading, Token, Word, fold
from app.language.ru_names import base_form, declined
from app.language.tokens import lines, tokenise
from app.vocabulary import LanguageWords

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

_POS = {
    "NOUN": "noun",
    "ADJF": "adjective",
    "ADJS": "short",
    "COMP": "adverb",
    "VERB": "verb",
    "INFN": "infinitive",
    "PRTF": "participle",
    "PRTS": "short",
    "GRND": "gerund",
    "NUMR": "numeral",
    "ADVB": "adverb",
    "NPRO": "pronoun",
    "PRED": "predicative",
    "PREP": "preposition",
    "CONJ": "conjunction",
    "PRCL": "particle",
}
_CASE = {
    "nomn": "nom",
    "gent": "gen",
    "datv": "dat",
    "accs": "acc",
    "ablt": "ins",
    "loct": "loc",
    "gen2": "gen",
    "loc2": "loc",
}
_UNLIKELY = 0.04  # of the likeliest reading's score: «дороги» as the short form of «дорогой» only disturbs
_NAMES = 20_000  # names in all their forms
_CACHE = 300_000  # word forms; a corpus of a million articles has about this many


class Russian:
    code = "ru"
    has_cases = True

    def __init__(self, words: LanguageWords) -> None:
        self.words = words
        self._read: dict[str, tuple[Reading, ...]] = {}
        self._words: dict[str, Word] = {}
        self._declined: dict[tuple[str, str | None, bool], dict[str, str]] = {}

    @cached_property
    def _morph(self) -> MorphAnalyzer:
        import pymorphy3  # late: the server starts without a dictionary

        return pymorphy3.MorphAnalyzer(lang="ru")

    def analyse(self, text: str) -> Analysis:
        tokens = tokenise(text, self.readings, self._words)
        return Analysis(text, self.code, lines(text), tokens, starts=[token.start for token in tokens])

    def readings(self, word: str) -> tuple[Reading, ...]:
        found = self._read.get(word)
        if found is None:
            if len(self._read) >= _CACHE:
                self._read.clear()
            found = self._read[word] = self._parse(word)
        return found

    def _parse(self, word: str) -> tuple[Reading, ...]:
        # No Russian word is so long (the analyser's time grows with it) or has no Cyrillic letter (some letters make it fail)
        if len(word) > 60 or not any("\u0400" <= char <= "\u052f" for char in word):
            return (Reading(word, "other"),)
        found: dict[Reading, None] = {}
        parses = self._morph.parse(word)[:8]
        for parse in parses:
            if parse.score < parses[0].score * _UNLIKELY:
                continue
            tag = parse.tag
            pos = _POS.get(str(tag.POS), "other")
            if pos == "noun" and ("Name" in tag or "Surn" in tag or "Patr" in tag):
                pos = "name"
            tense = {"past": "past", "pres": "pres", "futr": "fut"}.get(str(tag.tense), "")
            found[
                Reading(
                    lemma=fold(parse.normal_form),
                    pos=pos,
                    case=_CASE.get(str(tag.case), ""),
                    number={"sing": "sg", "plur": "pl"}.get(str(tag.number), ""),
                    gender={"masc": "m", "femn": "f", "neut": "n"}.get(str(tag.gender), ""),
                    person=str(tag.person)[:1] if tag.person else "",
                    tense=tense,
                    animate="anim" in tag,
                )
            ] = None
        return tuple(found) or (Reading(word, "other"),)

    def inflections(self, word: str) -> frozenset[str]:
        return frozenset()

    def is_predicate(self, token: Token) -> bool:
        return any(reading.pos in ("verb", "short", "predicative") for reading in token.readings[:3])

    def name_forms(self, name: str, *, gender: str | None, family_first: bool) -> dict[str, str]:
        key = (name, gender, family_first)
        found = self._declined.get(key)
        if found is None:
            if len(self._declined) >= _NAMES:
                self._declined.clear()
            found = self._declined[key] = declined(
                fold(name),
                gender or self.gender_of(name, family_first=family_first),
                self._stems,
                family_first=family_first,
            )
        return dict(found)

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {fold(key): fold(stem) for key, stem in self.words.name_stems.items()}

    def gender_of(self, name: str, *, family_first: bool = False) -> str:
        """'m' or 'f', by the given name."""
        words = name.split()
        given = words[-1 if family_first else 0].lower()
        for reading in self.readings(fold(given)):
            if reading.pos == "name" and reading.case == "nom" and reading.gender:
                return reading.gender
        return "f" if given[-1:] in "ая" else "m"

    def base_name(self, words: Sequence[Token]) -> tuple[str, ...]:
        return base_form(words)
