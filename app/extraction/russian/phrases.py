"""Noun phrases of a Russian sentence: head, case, number, what belongs to them. Shallow: enough to tell who a verb's subject is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple, cast

from app.extraction.draft import Draft, Person
from app.extraction.people.titles import holders
from app.extraction.russian.words import (
    ALL_CASES,
    CLOSING,
    COUNTS,
    OPENING,
    PERSONAL,
    Agreement,
    agreement_of,
    is_acronym,
    is_family,
    is_family_at_start,
    is_known,
    shape,
)
from app.language import Token
from app.language.base import Reading

MANY = frozenset(
    {
        "большинство",
        "ряд",
        "часть",
        "половина",
        "множество",
        "пара",
        "группа",
        "треть",
        "тысяча",
        "миллион",
        "десяток",
        "сотня",
    }
)
_ONE = frozenset({"одного", "одной"})
_LONGEST = 24  # tokens of a phrase
_TITLE = 8  # tokens between a title and its name
_MODIFIERS = 5  # adjectives in a row
_LONGEST_NAME = 10  # tokens of a name between quotation marks
_NOMINATIVE = frozenset({"nom"})
_OBLIQUE = ALL_CASES - _NOMINATIVE
_NO_SUBJECT = frozenset({"это", "что", "то", "всё", "все", "кто", "никто", "ничто", "оно"})
_TIMES = frozenset({"год", "месяц", "день", "неделя", "час", "время", "век", "квартал"})
_OF_SEVERAL = frozenset({"двух", "трех", "трёх", "четырех", "четырёх", "пяти", "шести", "обеих", "обоих"})
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"


class Sort(StrEnum):
    """What the head of a phrase is."""

    PRONOUN = "pronoun"
    PERSON = "person"
    """a name that the people of the text hold"""
    FAMILY = "family"
    """a capitalised word that can only be a family name"""
    ANIMATE = "animate"
    NAMED = "named"
    """an acronym, Latin letters, a name between quotation marks"""
    THING = "thing"
    ADJECTIVE = "adjective"
    """'многие', 'один из …'"""


class Phrase(NamedTuple):
    """Tokens `first` to `last` (exclusive). `cases` are those that head and modifiers share; with a preposition never the nominative."""

    first: int
    last: int
    head: int
    cases: frozenset[str]
    number: str
    gender: str
    sort: Sort
    preposition: str = ""
    person: Person | None = None
    family: tuple[int, int] | None = None
    """Tokens of a name that no list holds: 'экономист [Имярек]'."""
    counted: bool = False
    """'пять стран', 'ряд экспертов': a verb in either number agrees."""

    @property
    def alive(self) -> bool:
        return self.sort in (Sort.PRONOUN, Sort.PERSON, Sort.FAMILY, Sort.ANIMATE, Sort.ADJECTIVE)

    @property
    def nominative(self) -> bool:
        return not self.preposition and "nom" in self.cases

    @property
    def sure(self) -> bool:
        """In the nominative and nothing that may be an object instead."""
        return self.nominative and ("acc" not in self.cases or self.sort in (Sort.PERSON, Sort.FAMILY))


class Phrases:
    """The noun phrases among some tokens, left to right, outside quotations of speech; none overlaps another. They are read as far as
    somebody asks."""

    def __init__(self, draft: Draft, first: int, last: int) -> None:
        self._unread = _Reader(draft, first, last).read()
        self._read: list[Phrase] = []

    def __iter__(self) -> Iterator[Phrase]:
        number = 0
        while True:
            if number == len(self._read):
                found = next(self._unread, None)
                if found is None:
                    return
                self._read.append(found)
            yield self._read[number]
            number += 1


def phrases(draft: Draft, first: int, last: int) -> Phrases:
    """The noun phrases among tokens `first` to `last`."""
    key = (phrases, first, last)
    found = draft.memo.get(key)
    if found is None:
        found = draft.memo[key] = Phrases(draft, first, last)
    return cast("Phrases", found)


def first_phrase(draft: Draft, first: int, last: int) -> Phrase | None:
    """The first of them; what comes after is not read."""
    return next(iter(phrases(draft, first, last)), None)


def in_cases(draft: Draft, phrase: Phrase, cases: frozenset[str], preposition: str = "") -> Phrase:
    """A phrase that can stand in some of its cases only: with the number and gender that its head has in them. With a preposition,
    which stands before it, it begins there."""
    kept = phrase.cases & cases or phrase.cases
    first, last, head, _, number, gender, sort, before, person, family, counted = phrase
    if preposition:
        first, before = first - 1, preposition
    if person is None and family is None and not counted:
        found = shape(draft.tokens[head])
        reading = next((item for item in (*found.nouns, *found.adjectives) if item.case in kept), None)
        if reading is not None:
            number, gender = reading.number, reading.gender
    return Phrase(first, last, head, kept, number, gender, sort, before, person, family, counted)


def name_behind(draft: Draft, found: Iterable[Phrase], phrase: Phrase) -> Phrase | None:
    """The name behind a title and what belongs to it: 'вице-президент по энергетике X', 'депутат Милли Меджлиса X'."""
    if phrase.sort is not Sort.ANIMATE or phrase.number == "pl":
        return None
    for item in found:
        if item.first < phrase.last:
            continue
        between = draft.tokens[phrase.last : item.first]
        if len(between) > _TITLE or any(
            token.kind == "mark" or shape(token).first == "verb" for token in between
        ):
            return None
        if item.sort in (Sort.PERSON, Sort.FAMILY) and item.nominative and not item.preposition:
            return item
        if item.alive and item.nominative:
            return None
    return None


def is_time(draft: Draft, token: Token) -> bool:
    """'Июня', 'года', 'день'."""
    return token.lemma in _TIMES or token.lemma in draft.kit.words.periods.months


def cases_of(draft: Draft, person: Person) -> frozenset[str]:
    """The cases that a name may stand in; those of an unknown one are guessed, and one that ends in a consonant is no genitive."""
    cases = _cases(person.case)
    if person.mention.known:
        return cases
    words = [token.low for token in draft.tokens[person.first : person.last] if token.kind == "word"]
    if all(word[-1] in _CONSONANTS for word in words):
        return cases - {"gen", "acc", "dat"} | {"nom"}
    if person.last - person.first == 1:
        readings = shape(draft.tokens[person.first]).nouns
        cases |= {item.case for item in readings if item.pos == "name" and item.case == "nom"}
    return cases


@cache
def _cases(listed: str) -> frozenset[str]:
    return frozenset(listed.split()) or ALL_CASES


class _Reader:
    def __init__(self, draft: Draft, first: int, last: int) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.first, self.last = first, last
        named = [match for match in draft.places_in(first, last) if match.payload.how in ("name", "capital")]
        self.places = {number for match in named for number in range(match.first, match.last)}
        self.countries = {match.first: match for match in named}
        self.people = {
            person.first: person
            for person in draft.people_in(first, last)
            if person.mention.known or person.first not in self.countries
        }

    def read(self) -> Iterator[Phrase]:
        at = self.first
        while at < self.last:
            token = self.tokens[at]
            if token.kind == "mark" and self.draft.quoted(at):
                at += 1
                while at < self.last and self.draft.quoted(at):
                    at += 1
                continue
            what = shape(token)
            found = None
            if what.first == "preposition" and at not in self.people:
                found = self._phrase(at + 1)
                if found is not None:
                    found = in_cases(self.draft, found, _OBLIQUE, token.low)
            elif what.begins or token.capital or at in self.people:
                found = self._phrase(at)
            if found is not None:
                yield found
                at = found.last
            else:
                at += 1

    def _phrase(self, at: int) -> Phrase | None:
        """The phrase that begins at a token, or None."""
        modifiers: list[int] = []
        counted = False
        number = at
        while number < self.last and number - at <= 8:
            token = self.tokens[number]
            if number in self.people:
                cases = cases_of(self.draft, self.people[number])
                return self._of_person(at, number) if self._agree(modifiers, cases) else None
            if token.kind == "mark":
                end = self._name_in_marks(number)
                if end is not None and not modifiers:
                    return Phrase(at, end, number, ALL_CASES, "", "", Sort.NAMED)
                break
            if token.kind == "number":
                counted = True
                number += 1
                continue
            if is_acronym(token) and number not in self.places:
                return self._grown(at, number, modifiers, counted, Sort.NAMED)
            found = shape(token)
            if found.first == "numeral" or token.low in COUNTS:
                counted = True
                number += 1
                continue
            if token.low in PERSONAL and not modifiers:
                sex = {"он": "m", "она": "f"}.get(token.low, "")
                count = "pl" if token.low in ("они", "мы", "вы") else "sg"
                return Phrase(at, number + 1, number, _NOMINATIVE, count, sex, Sort.PRONOUN)
            if token.low in _NO_SUBJECT:
                return None
            if found.adjectives and (not found.nouns or self._modifies(number)):
                if modifiers and not self._agree(
                    modifiers, frozenset(item.case for item in found.adjectives)
                ):
                    return None  # 'до этого таванский лидер'
                modifiers.append(number)
                number += 1
                continue
            if found.nouns or number in self.countries or self._is_family(number):
                if not self._agree(modifiers, found.agreement.cases):
                    return None
                return self._grown(at, number, modifiers, counted, None)
            break
        if modifiers and modifiers[-1] == number - 1:
            return self._substantive(at, modifiers)
        return None

    def _agree(self, modifiers: list[int], cases: frozenset[str]) -> bool:
        """Whether the last modifier stands in one of the cases: 'в связи с этим Мерген' is no phrase."""
        if not modifiers:
            return True
        return any(item.case in cases for item in shape(self.tokens[modifiers[-1]]).adjectives)

    def _modifies(self, number: int) -> bool:
        """'Военный комиссар': a word that can be noun or adjective is the latter where a noun follows that agrees."""
        if number + 1 >= self.last:
            return False
        following = shape(self.tokens[number + 1])
        agreeing = {(item.case, item.number) for item in (*following.nouns, *following.adjectives)}
        return any((item.case, item.number) in agreeing for item in shape(self.tokens[number]).adjectives)

    def _of_person(self, at: int, number: int) -> Phrase:
        person = self.people[number]
        cases = cases_of(self.draft, person)
        return Phrase(at, person.last, number, cases, "sg", person.gender, Sort.PERSON, person=person)

    def _is_nominative(self, head: int, cases: frozenset[str]) -> bool:
        """Whether a title stands in the nominative of one: 'госпожи' is no such, although it may be plural."""
        return "nom" in cases and any(
            item.case == "nom" and item.number == "sg" for item in shape(self.tokens[head]).nouns
        )

    def _is_of(self, head: int, person: Person) -> bool:
        """'Советника X', 'матери X': a name in the genitive behind such a word is whose he is; 'его супруги X' is herself."""
        relations = self.draft.kit.words.speakers.relations
        own = head > 0 and self.tokens[head - 1].low in ("его", "ее", "их")
        if not own and self.tokens[head].lemma in relations:
            return True
        sexes = {item.gender for item in shape(self.tokens[head]).nouns}
        return sexes == {"f"} and person.gender == "m" and person.mention.known

    def _is_not_owner(self, head: int, person: Person) -> bool:
        """'Пресс-секретаря президента Тавании X': not his name whose title stands between, where somebody else is known to bear that."""
        between = [role for role in self.draft.roles_in(head + 1, person.first) if role.last == person.first]
        if not between or between[-1].first <= head or between[-1].place is None:
            return False
        role, vocabulary = between[-1], self.draft.kit.vocabulary
        found = holders(vocabulary, role.office, between[-1].place, self.draft.day)
        return bool(found) and person.mention.leader not in found

    def _substantive(self, at: int, modifiers: list[int]) -> Phrase | None:
        """'Многие', 'один из ректоров': adjectives that stand for somebody."""
        head = modifiers[-1]
        readings = shape(self.tokens[head]).adjectives
        if self.tokens[head].lemma == "который":
            return None
        if any(item.pos == "participle" for item in readings):
            opens = (
                at == self.first
                or self.tokens[at - 1].text in ".:—–"
                or shape(self.tokens[at - 1]).first in ("adverb", "conjunction")
            )
            following = shape(self.tokens[head + 1]).first if head + 1 < self.last else ""
            if not opens or head != at or following not in ("verb", "adverb", "particle"):
                return None  # 'занимающая пост X' is X, 'осуждённая отрицала' is herself
            return Phrase(
                at,
                head + 1,
                head,
                frozenset(item.case for item in readings),
                readings[0].number,
                readings[0].gender,
                Sort.ADJECTIVE,
            )
        last = head + 1
        if last < self.last and self.tokens[last].low in ("из", "среди"):
            inner = self._phrase(last + 1)
            last = inner.last if inner is not None else last
        elif self.tokens[head].lemma not in self.draft.kit.words.speakers.somebody:
            return None
        nominative = next((item for item in readings if item.case == "nom"), readings[0])
        cases = frozenset(item.case for item in readings)
        return Phrase(at, last, head, cases, nominative.number, nominative.gender, Sort.ADJECTIVE)

    def _grown(self, at: int, head: int, modifiers: list[int], counted: bool, sort: Sort | None) -> Phrase:
        """A phrase with its head and what belongs to it after the head."""
        cases, number, gender, alive = self._agreement(head, modifiers)
        family: tuple[int, int] | None = None
        if sort is None and self._is_family(head):
            family = (head, head + 1)
            sort, cases, gender = Sort.FAMILY, self._family_cases(head, cases), self._sex(head)
        if sort is None and self._is_time(head):
            own = frozenset({"gen"}) if counted and "gen" in cases else cases - {"nom"}
            return Phrase(at, head + 1, head, own, number, gender, Sort.THING)
        if counted and sort is None:
            cases, number = (frozenset({"nom", "acc"}) if "gen" in cases else cases), "pl"
        if sort is Sort.NAMED:
            cases = ALL_CASES
        last, person, name = self._tail(head + 1, cases, alive or sort is Sort.FAMILY, gender)
        if number == "pl" and alive and person is None and name is None:
            last = self._and_genitive(head, last)
        if name is not None:
            family = (family[0], name[1]) if family is not None else name
        if person is not None:
            shared = cases & cases_of(self.draft, person)
            return Phrase(
                at, last, head, shared or cases, "sg", person.gender or gender, Sort.PERSON, person=person
            )
        if family is not None:
            return Phrase(
                at, last, head, cases, "sg", gender if sort is Sort.FAMILY else "", Sort.FAMILY, family=family
            )
        if sort is None and not alive and self.tokens[head].lemma in MANY and last > head + 1:
            alive = counted = any(item.animate for item in shape(self.tokens[last - 1]).nouns) or any(
                item.animate for item in shape(self.tokens[head + 1]).nouns
            )
        kind = sort or (Sort.ANIMATE if alive else Sort.THING)
        return Phrase(at, last, head, cases, number, gender, kind, counted=counted)

    def _agreement(self, head: int, modifiers: list[int]) -> Agreement:
        """Cases, number and gender that the head shares with its modifiers, and whether it lives."""
        found = shape(self.tokens[head])
        country = self.countries.get(head)
        if country is not None and country.payload.case:
            known = self._agreeing(head, modifiers)[:1] if self._knows(head) else ()
            count = known[0].number if known else "sg"
            sex = known[0].gender if known else ""
            return Agreement(frozenset(country.payload.case.split()), count, sex, False)
        return agreement_of(self._agreeing(head, modifiers)) if modifiers else found.agreement

    def _agreeing(self, head: int, modifiers: list[int]) -> tuple[Reading, ...]:
        """The readings of a head that agree with what stands before it."""
        readings = shape(self.tokens[head]).nouns
        for number in modifiers:
            marks = {(item.case, item.number) for item in shape(self.tokens[number]).adjectives}
            agreeing = tuple(item for item in readings if (item.case, item.number) in marks)
            readings = agreeing or readings
        return readings

    def _knows(self, number: int) -> bool:
        return self.draft.kit.answers(is_known, self.tokens[number])

    def _tail(
        self, number: int, cases: frozenset[str], alive: bool, sex: str
    ) -> tuple[int, Person | None, tuple[int, int] | None]:
        """Where what belongs to a head ends, and who is named there: genitives, acronyms, names in marks, a name in the head's case."""
        limit = min(self.last, number + _LONGEST)
        family: tuple[int, int] | None = None
        head = number - 1
        owned = False  # somebody in the genitive stands between: 'советник президента X' is not X
        while number < limit:
            token = self.tokens[number]
            person = self.people.get(number)
            if person is not None:
                own = cases_of(self.draft, person)
                of_another = owned or self._is_of(head, person)
                if (
                    alive
                    and not (of_another and "gen" in own and not self._is_not_owner(head, person))
                    and own & cases
                    and ("nom" in own or not self._is_nominative(head, cases))
                ):
                    return person.last, person, None
                if "gen" not in own:
                    break
                number = person.last
            elif (country := self.countries.get(number)) is not None and "gen" in (
                country.payload.case or "gen"
            ):
                number = country.last
            elif country is not None:
                break  # 'для журналистов Тавания и Норлия': no genitive
            elif token.kind == "mark":
                if token.text == "." and self._is_site(number, limit):
                    number += 2
                    continue
                end = self._name_in_marks(number) or self._in_brackets(number)
                if end is None:
                    break
                number = end
            elif token.kind == "number":
                break
            elif (
                alive
                and not owned
                and self._is_family(number)
                and not self._describes(number)
                and self._is_in_apposition(number, cases, sex)
            ):
                end = number + 1
                while end < limit and self._is_family(end):
                    end += 1
                return end, None, (number, end)
            elif self._is_genitive(number) or (
                is_acronym(token) and self.tokens[number - 1].lemma not in _TIMES
            ):
                owned = owned or any(  # 'глава кабинета министров X' is X himself
                    item.animate and item.case == "gen" and item.number != "pl" for item in shape(token).nouns
                )
                number += 1
            elif token.low in _ONE and number + 1 < limit and self.tokens[number + 1].low == "из":
                inner = self._phrase(number + 2)  # 'помощник одного из участников'
                if inner is None:
                    break
                number = inner.last
            elif self._is_name_of(number):
                number += 1
            else:
                break
        return number, None, family

    def _and_genitive(self, head: int, last: int) -> int:
        """'Главы государств и правительств союза': behind a head in the plural 'и' joins what belongs to it, not another subject."""
        if last - 1 == head or last + 1 >= self.last or self.tokens[last].low != "и":
            return last
        plain = self._only_genitive(last - 1) and self._only_genitive(last + 1)
        return self._tail(last + 1, frozenset(), False, "")[0] if plain else last

    def _only_genitive(self, number: int) -> bool:
        if (country := self.countries.get(number)) is not None and country.payload.case:
            return "gen" in country.payload.case and "nom" not in country.payload.case
        nouns = shape(self.tokens[number]).nouns
        return any(item.case == "gen" for item in nouns) and all(
            item.case in ("gen", "acc") for item in nouns
        )

    def _is_name_of(self, number: int) -> bool:
        """'города Брисбен': a name as it is after a noun in small letters."""
        before, token = self.tokens[number - 1], self.tokens[number]
        return (
            token.capital
            and token.kind == "word"
            and not before.capital
            and before.kind == "word"
            and before.lemma in self.draft.kit.words.speakers.bear_names
            and (bool(shape(token).nouns) or not self._knows(number))
        )

    def _describes(self, number: int) -> bool:
        """'Глава Речного района': an adjective before its noun, and no name."""
        after = self.tokens[number + 1] if number + 1 < self.last else None
        return after is not None and not after.capital and self._modifies(number)

    def _is_in_apposition(self, number: int, cases: frozenset[str], sex: str) -> bool:
        """'Адвокат Сайфул' names him, 'адвокат Сайфула' is Сайфул's: by the case, in an unknown name by its ending."""
        if "nom" not in cases:
            return self.tokens[number - 1].lemma not in self.draft.kit.words.speakers.relations
        token = self.tokens[number]
        if not self._knows(number):
            return token.low[-1] not in "аяуюыи" or (token.low[-1] in "ая" and sex == "f")
        readings = shape(token).nouns
        nominative = {item.gender for item in readings if item.case == "nom" and item.number == "sg"}
        if not any(item.case == "gen" and item.number == "sg" for item in readings):
            return bool(nominative)
        if sex != "f":
            return False
        hers = any(item.case == "gen" and item.gender == "f" and item.pos == "name" for item in readings)
        return "f" in nominative or (hers and "gen" in cases)

    def _is_time(self, number: int) -> bool:
        """'22 июня', '2014 года', 'каждый день': what stands behind a date is no part of it, and it says nothing."""
        return is_time(self.draft, self.tokens[number])

    def _is_genitive(self, number: int) -> bool:
        """A noun in the genitive, or its modifier; 'тысячи' behind a noun begins a phrase of its own."""
        if self.tokens[number].lemma in MANY:
            return False
        if self.tokens[number].low in _OF_SEVERAL:
            number += 1  # 'лидеры двух стран'
        for at in range(number, min(self.last, number + _MODIFIERS)):
            found = shape(self.tokens[at])
            if found.genitive or not found.genitive_modifier:
                return found.genitive
        return False

    def _name_in_marks(self, number: int) -> int | None:
        """The token after a name between quotation marks that begins here."""
        if self.tokens[number].text not in OPENING or self.draft.quoted(number):
            return None
        for end in range(number + 2, min(self.last, number + _LONGEST_NAME)):
            if self.tokens[end].text in CLOSING:
                return end + 1
            glued = end + 1 < self.last and self.tokens[end].end == self.tokens[end + 1].start
            if self.tokens[end].text in "!?…" or (self.tokens[end].text == "." and not glued):
                return None
        return None

    def _is_site(self, number: int, limit: int) -> bool:
        """'Полоса.ру', 'example.com': a full stop inside a name."""
        if number + 1 >= limit or self.tokens[number + 1].kind != "word" or number == 0:
            return False
        before, after = self.tokens[number - 1], self.tokens[number + 1]
        return before.end == self.tokens[number].start and self.tokens[number].end == after.start

    def _in_brackets(self, number: int) -> int | None:
        """The token after '(МГУ)'."""
        if self.tokens[number].text != "(":
            return None
        for end in range(number + 2, min(self.last, number + 5)):
            if self.tokens[end].text == ")":
                return end + 1 if all(is_acronym(token) for token in self.tokens[number + 1 : end]) else None
        return None

    def _is_family(self, number: int) -> bool:
        """A word with a capital letter that is no place and can only be a name."""
        token = self.tokens[number]
        if not token.capital or number in self.places:
            return False
        opens = number == self.first or self.tokens[number - 1].text in '.!?«"“'
        return self.draft.kit.answers(is_family_at_start if opens else is_family, token)

    def _family_cases(self, number: int, cases: frozenset[str]) -> frozenset[str]:
        """The cases of a family name: of one that no dictionary knows the nominative may be among them."""
        if not self._knows(number):
            return cases | {"nom"}
        single = {item.case for item in shape(self.tokens[number]).nouns if item.number == "sg"}
        return (cases & single) or cases - {"nom"}

    def _sex(self, number: int) -> str:
        sexes = {
            item.gender
            for item in shape(self.tokens[number]).nouns
            if item.case == "nom" and item.pos == "name"
        }
        return sexes.pop() if len(sexes) == 1 else ""
