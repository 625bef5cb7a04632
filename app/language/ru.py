"""Russian: readings from pymorphy3, each word read once a process."""

from __future__ import annotations

from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING

from app.language.base import REMEMBERED, Analysis, BaseForm, NameWord, Reading, Token, Word, fold
from app.language.lexicon import is_cyrillic, parsed, russian, takes_russian
from app.language.ru_bases import CASE_WEIGHT, FAMILY, GIVEN, bases_of
from app.language.ru_names import CASES, declined, word_forms
from app.language.ru_tags import grammar_of
from app.language.tokens import lines, tokenise
from app.language.visible import even_lines

if TYPE_CHECKING:
    from app.vocabulary import LanguageWords

_DECLINED = frozenset({"noun", "adjective", "participle", "numeral", "pronoun"})
_UNLIKELY = 0.04  # of the likeliest reading's score: «дороги» as the short form of «дорогой» only disturbs
_NAMES = 20_000  # names in all their forms


_PATRONYMICS = tuple(
    ending + case
    for ending, cases in (
        ("ович", ("", "а", "у", "ем", "е")),
        ("евич", ("", "а", "у", "ем", "е")),
        ("овн", ("а", "ы", "е", "у", "ой")),
        ("евн", ("а", "ы", "е", "у", "ой")),
    )
    for case in cases
)
_FAMILY_ENDINGS = tuple(
    ending + case
    for ending, cases in (
        ("ов", ("", "а", "у", "ым", "е", "ой")),
        ("ев", ("", "а", "у", "ым", "е", "ой")),
        ("ин", ("", "а", "у", "ым", "е", "ой")),
        ("ск", ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую")),
        ("енко", ("",)),
        ("швили", ("",)),
        ("дзе", ("",)),
        ("ян", ("", "а", "у", "ом", "е")),
        ("ович", ("", "а", "у", "ем", "е")),
        ("евич", ("", "а", "у", "ем", "е")),
    )
    for case in cases
)


class Russian:
    code = "ru"
    has_cases = True

    def __init__(self, words: LanguageWords) -> None:
        self.words = words
        self._read: dict[str, tuple[Reading, ...]] = {}
        self._words: dict[str, Word] = {}
        self._names: dict[str, NameWord] = {}
        self._bases: dict[tuple[str, str], tuple[BaseForm, ...]] = {}
        self._known: dict[str, bool] = {}
        self._nominatives: dict[tuple[str, str, str, str], str] = {}

    def analyse(self, text: str) -> Analysis:
        text = even_lines(text)
        tokens = tokenise(text, self.readings, self._words)
        return Analysis(text, self.code, lines(text), tokens, starts=[token.start for token in tokens])

    def readings(self, word: str) -> tuple[Reading, ...]:
        found = self._read.get(word)
        if found is None:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            found = self._read[word] = self._parse(word)
        return found

    def _parse(self, word: str) -> tuple[Reading, ...]:
        if not takes_russian(word):
            return (Reading(word, "other"),)
        found: dict[Reading, None] = {}
        parses = parsed(word)[:8]
        for parse in parses:
            if parse.score < parses[0].score * _UNLIKELY:
                continue
            tag = grammar_of(parse.tag)
            found[
                Reading(
                    lemma=intern(fold(parse.normal_form)),
                    pos="name" if tag.name and tag.pos == "noun" else tag.pos,
                    case=tag.case,
                    number=tag.number,
                    gender=tag.gender,
                    person=tag.person,
                    tense=tag.tense,
                    animate=tag.animate,
                )
            ] = None
        return tuple(found) or (Reading(word, "other"),)

    def inflections(self, word: str) -> frozenset[str]:
        return frozenset()

    def is_predicate(self, token: Token) -> bool:
        return any(reading.pos in ("verb", "short", "predicative") for reading in token.readings[:3])

    def name_forms(self, name: str, *, gender: str | None, family_first: bool) -> dict[str, str]:
        return declined(
            fold(name),
            gender or self.gender_of(name, family_first=family_first),
            self._stems,
            family_first=family_first,
        )

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

    @cached_property
    def _given(self) -> dict[str, list[BaseForm]]:
        """Every case form of the vocabulary's given names, lower case."""
        stems = {fold(key): fold(stem) for key, stem in self.words.name_stems.items()}
        found: dict[str, list[BaseForm]] = {}
        for gender, groups in self.words.names.given.items():
            for name in (fold(name) for group in groups for name in group):
                forms = word_forms(name, gender, family=False, stems=stems)
                for case, options in zip(CASES, forms, strict=True):
                    for form in options:
                        found.setdefault(form.lower(), []).append(BaseForm(name, gender, case, 1.2))
        return found

    @cached_property
    def _family_words(self) -> frozenset[str]:
        """Every case form of family names that are words as well: «Хан», «Тан»."""
        return frozenset(
            form.lower()
            for name in self.words.names.family
            for options in word_forms(name, "m", family=True, stems={})
            for form in options
        )

    @cached_property
    def _generations(self) -> frozenset[str]:
        return frozenset(self.words.names.generations)

    def name_word(self, word: str) -> NameWord:
        found = self._names.get(word)
        if found is None:
            if len(self._names) >= REMEMBERED:
                self._names.clear()
            found = self._names[word] = self._name_word(word.lower())
        return found

    def _name_word(self, low: str) -> NameWord:
        if len(low) > 60 or not is_cyrillic(low):
            return NameWord()
        tags = [grammar_of(parse.tag) for parse in parsed(low)[:12] if parse.is_known]
        family = any(tag.family for tag in tags) or low in self._family_words
        patronymic = any(tag.patronymic for tag in tags) or (not family and low.endswith(_PATRONYMICS))
        return NameWord(
            given=low in self._given or any(tag.given and tag.number == "sg" for tag in tags),
            patronymic=patronymic and len(low) > 5,
            family=family
            or (
                low.endswith(_FAMILY_ENDINGS)
                and len(low) > 4
                and all(tag.number == "pl" for tag in tags)  # «Русаков» is no genitive of hares
            ),
            common=any(not tag.name and not tag.place for tag in tags),
            place=any(tag.place for tag in tags),
            known=bool(tags),
        )

    def name_bases(self, word: str, part: str) -> tuple[BaseForm, ...]:
        key = word, part
        found = self._bases.get(key)
        if found is None:
            if len(self._bases) >= REMEMBERED:
                self._bases.clear()
            found = self._bases[key] = self._name_bases(word, part)
        return found

    def _is_family(self, base: str) -> bool:
        low = base.lower()
        return any(
            grammar_of(parse.tag).family and fold(parse.normal_form) == low and parse.is_known
            for parse in parsed(low)[:8]
        )

    def _name_bases(self, word: str, part: str) -> tuple[BaseForm, ...]:
        shaped = word[:1].upper() + word[1:].lower() if word.isupper() and len(word) > 1 else word
        if not is_cyrillic(word) or len(word) > 40:
            return (BaseForm(word, "", "", 0.0),)
        head, hyphen, tail = shaped.rpartition("-")
        if (
            hyphen
            and part == FAMILY
            and any(reading.lemma in self._generations for reading in self.readings(tail.lower()))
        ):
            return tuple(
                base._replace(base=f"{base.base}-{tail[:5].lower()}" + ("ая" if base.gender == "f" else "ий"))
                for base in self.name_bases(head, part)
            )
        listed = self._given.get(shaped.lower(), []) if part == GIVEN else []
        found = {
            (base.base, base.gender, base.case): base.weight + _case_weight(base.case) for base in listed
        }
        known = [
            (parse.normal_form, tag)
            for parse in parsed(shaped.lower())[:16]
            if (tag := grammar_of(parse.tag)).number == "sg" and getattr(tag, part) and parse.is_known
        ]
        doubt = 1.5 if found or (known and part == GIVEN) else 0.8 if known else 0.0
        for base in bases_of(shaped, part):
            weight = base.weight - doubt
            if not listed and any(
                tag.case == base.case
                and (tag.either or tag.gender == base.gender)
                and (lemma == base.base.lower() or (part != GIVEN and base.gender == "f"))
                for lemma, tag in known
            ):
                weight = base.weight + (0.6 if part == GIVEN else 0.8)
            elif part == FAMILY and known and base.gender == "m" and self._is_family(base.base):
                weight = base.weight + 0.8  # «Донским»: the dictionary has another name of the form
            key = base.base, base.gender, base.case
            found[key] = max(weight, found.get(key, weight))
        if part == GIVEN:
            for lemma, tag in known if not listed else []:  # names with a stem of their own: «Павлу»
                key = fold(lemma).capitalize(), "f" if tag.gender == "f" else "m", tag.case
                found.setdefault(key, 0.6 + _case_weight(tag.case))
        best = sorted(found.items(), key=lambda item: -item[1])[:24]
        return tuple(BaseForm(*key, weight) for key, weight in best) or (BaseForm(shaped, "", "", -3.0),)

    def knows(self, word: str) -> bool:
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[word] = bool(russian().word_is_known(word))
        return found

    def nominative(self, word: str, case: str, number: str, gender: str = "") -> str:
        key = word, case, number, gender
        found = self._nominatives.get(key)
        if found is None:
            if len(self._nominatives) >= _NAMES:
                self._nominatives.clear()
            found = self._nominatives[key] = self._nominative(*key)
        return found

    def _nominative(self, word: str, case: str, number: str, gender: str) -> str:
        if case == "nom" or not is_cyrillic(word) or len(word) > 60:
            return word
        for parse in parsed(word)[:8]:
            tag = grammar_of(parse.tag)
            if tag.case != case or tag.pos not in _DECLINED:
                continue
            if number and tag.number and tag.number != number:
                continue
            if gender and tag.gender and number != "pl" and tag.gender != gender:
                continue
            wanted = {"nomn", str(parse.tag.number)} if tag.number else {"nomn"}
            found = parse.inflect(wanted)
            return str(found.word) if found is not None else word
        return word


def _case_weight(case: str) -> float:
    return CASE_WEIGHT.get(case, -1.0)
