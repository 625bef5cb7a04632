"""Whose verb it is: the Russian subject of a verb of speech, by agreement, before it, after it, or across what is inserted between."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.record import record
from app.extraction.draft import Draft
from app.extraction.russian.phrases import MANY, Phrase, Sort, is_time, name_behind, phrases
from app.extraction.russian.words import is_acronym, shape
from app.extraction.speech.cues import Cue
from app.extraction.toolkit import Kit
from app.language import Token
from app.language.base import Reading

_SEPARATORS = frozenset(",;:—–-()…")
_SUBORDINATE = frozenset(
    {"что", "чтобы", "когда", "если", "где", "как", "поскольку", "хотя", "пока", "потому", "ибо", "куда", "почему"}
)  # fmt: skip
_LIGHT = frozenset(
    {"adverb", "conjunction", "particle"}
)  # what may stand between a comma and the verb that opens an attribution
_SHORT_ENDING = 5  # letters: «Газпром» is a body, «банкпром» in small letters hardly
_APPOSED = 24  # tokens between a further title and the name behind it
_MOST_SEGMENTS = 7  # how far to look back across insertions


@record
class Subject:
    """The phrase that a verb agrees with. `place`: 'в министерстве уточнили', where the verb has no subject but a house that speaks."""

    phrase: Phrase
    place: bool = False
    relative: bool = False
    """'министр, который сообщил'"""


@record
class _Segment:
    """Tokens between two marks. `aside`: in brackets."""

    first: int
    last: int
    aside: bool = False


class Sentence:
    """The phrases and segments of a stretch of tokens, read once for all its verbs, and no further than they need."""

    def __init__(self, draft: Draft, first: int, last: int) -> None:
        self.draft = draft
        self.first, self.last = first, last
        self._phrases: list[Phrase] = []
        self._segments: list[_Segment] = []
        self._until = first
        """The token up to which they are known."""
        self._chains = itertools.chain(_chains(draft, first, last), ((),))  # the empty one tells the end
        self._begin, self._depth = first, 0
        """Where the segment begins that is read, and how many brackets are open."""

    def beginning(self, first: int, last: int) -> list[Phrase]:
        """The phrases that begin among some tokens."""
        while self._until < last and self._read_on():
            pass
        return [item for item in self._phrases if first <= item.first < last]

    def subject(self, cue: Cue) -> Subject | None:
        """The subject of a cue, or None where the verb has none in this stretch."""
        found = self._surely_before(cue) or self._in_segment(cue)
        if found is None or found.place:
            return found
        phrase = self._woman(self._whole(self._named_behind(found.phrase), cue), cue)
        return found if phrase is found.phrase else replace(found, phrase=phrase)

    def _surely_before(self, cue: Cue) -> Subject | None:
        """The last person before a verb in its segment who can be nothing but the subject: what follows the verb need not be read."""
        while self._until <= cue.verb and self._read_on():
            pass
        segment = next((item for item in reversed(self._segments) if item.last > cue.verb), None)
        begin = segment.first if segment is not None else self._begin
        token = self.draft.tokens[cue.verb]
        for item in reversed(self._phrases):
            if item.first < begin:
                break
            if item.last <= cue.verb and item.sure and item.alive and agrees(self.draft, item, token):
                plain = item.sort is not Sort.ANIMATE or shape(token).first == "verb"  # no name behind it
                return Subject(item) if plain else None
        return None

    def _in_segment(self, cue: Cue) -> Subject | None:
        index = 0
        while (segment := self._segment(index)) is not None and segment.last <= cue.verb:
            index += 1
        if segment is None or segment.first > cue.verb:
            return None
        return self._subject(cue, index, segment)

    def _segment(self, index: int) -> _Segment | None:
        while len(self._segments) <= index and self._read_on():
            pass
        return self._segments[index] if index < len(self._segments) else None

    def _read_on(self) -> bool:
        """Read one phrase more, with those that are coordinated with it; whether there was anything to read. Segments lie between marks;
        marks inside a phrase and quotation marks of names part nothing, quotations of speech do."""
        chain = next(self._chains, None)
        if chain is None:
            return False
        found = _joined(self.draft, chain)
        self._phrases += found
        stop = chain[-1].last if chain else self.last
        self._cut(stop, {number for item in found for number in range(item.first, item.last)})
        if not chain and self._begin < self.last:
            self._segments.append(_Segment(self._begin, self.last))
        return True

    def _cut(self, stop: int, inside: set[int]) -> None:
        """Cut segments up to a token; `inside`: tokens of phrases."""
        tokens = self.draft.tokens
        speech = self.draft.speech_in(self._until, stop)
        for number in range(self._until, stop):
            token = tokens[number]
            parts = (
                token.kind == "mark"
                and number not in inside
                and (token.text in _SEPARATORS or number in speech)
                and not (token.text == "-" and number > self.first and tokens[number - 1].end == token.start)
            )  # '35-летний'
            if parts:
                if self._begin < number:
                    self._segments.append(_Segment(self._begin, number, aside=self._depth > 0))
                self._begin = number + 1
                self._depth = max(0, self._depth + (token.text == "(") - (token.text == ")"))
            elif number in speech:
                self._begin = number + 1
        self._until = max(self._until, stop)

    def _named_behind(self, phrase: Phrase) -> Phrase:
        return (
            name_behind(self.draft, self._phrases, phrase)
            or self._between_commas(phrase)
            or self._apposed(phrase)
            or phrase
        )

    def _apposed(self, phrase: Phrase, most: int = 2) -> Phrase | None:
        """'Считает политолог, директор института X': the name behind a further title."""
        at = phrase.last + 1
        plain = phrase.sort is Sort.ANIMATE and phrase.number != "pl" and phrase.nominative
        if not plain or not most or at >= self.last or self.draft.tokens[phrase.last].text != ",":
            return None
        titles = self.beginning(at, at + _APPOSED)
        if not titles or titles[0].first != at or not titles[0].nominative or titles[0].number == "pl":
            return None
        title = titles[0]
        if title.sort in (Sort.PERSON, Sort.FAMILY):
            name = title.person.first if title.person else title.family[0] if title.family else at
            return title if title.head < name else None
        if title.sort is not Sort.ANIMATE:
            return None
        return name_behind(self.draft, titles, title) or self._apposed(title, most - 1)

    def _between_commas(self, phrase: Phrase) -> Phrase | None:
        """'Дипломат, X, рассказал': the name of a title between commas."""
        tokens, at = self.draft.tokens, phrase.last + 1
        if phrase.sort is not Sort.ANIMATE or phrase.number == "pl" or tokens[phrase.last : at][-1:] == []:
            return None
        if tokens[phrase.last].text != ",":
            return None
        for item in self._phrases:
            if item.first == at and item.nominative and item.sort in (Sort.PERSON, Sort.FAMILY):
                closes = item.last < len(tokens) and tokens[item.last].text == ","
                return item if closes else None
        return None

    def _woman(self, phrase: Phrase, cue: Cue) -> Phrase:
        """'Депутат Брусникина сказала': the verb tells that the name is hers, and no genitive."""
        verb = self.draft.tokens[cue.verb]
        hers = any(item.gender == "f" for item in verb.readings[:2])
        if phrase.sort is not Sort.ANIMATE or phrase.gender != "m" or not hers:
            return phrase
        for number in range(phrase.head + 1, phrase.last):
            names = shape(self.draft.tokens[number]).nouns
            if self.draft.places_in(number, phrase.last):
                break
            if self.draft.tokens[number].capital and any(
                item.case == "nom" and item.gender == "f" and item.pos == "name" for item in names
            ):
                return phrase._replace(family=(number, phrase.last), sort=Sort.FAMILY, gender="f")
        return phrase

    def _whole(self, phrase: Phrase, cue: Cue) -> Phrase:
        """The coordination that a phrase is part of, where the verb agrees with it: 'эксперты и чиновники отметили'."""
        verb = self.draft.tokens[cue.verb]
        for item in self._phrases:
            if (
                item.first <= phrase.first
                and phrase.last <= item.last
                and (item.first, item.last) != (phrase.first, phrase.last)
            ) and (
                item.number == "pl"
                and item.nominative
                and agrees(self.draft, item, verb)
                and not item.first <= cue.verb < item.last
            ):
                return item
        return phrase

    def _subject(self, cue: Cue, index: int, segment: _Segment) -> Subject | None:
        verb = cue.verb
        token = self.draft.tokens[verb]
        agreeing = [
            item for item in self._within(segment) if item.nominative and agrees(self.draft, item, token)
        ]
        predicate = self._predicate(segment)
        before = [
            item
            for item in agreeing
            if item.last <= verb and (item.sure or predicate is None or item.last <= predicate)
        ]  # what follows another verb and may be its object is no subject: 'посетил завод и отметил'
        after = [item for item in agreeing if item.first >= cue.last]
        opens = self._opens(segment, verb)
        if (found := self._relative(index, verb)) is not None:
            return Subject(found, relative=True)
        if strong := [item for item in before if item.sure and item.alive]:
            return Subject(strong[-1])
        if able := [
            item for item in before if item.alive or item.sort is Sort.NAMED or is_body(self.draft, item)
        ]:
            return Subject(able[0])
        if (sure := [item for item in after if item.sure]) and (not before or sure[0].alive):
            return Subject(sure[0])
        if before:
            house = (
                self._house(index, cue, token)
                if before[0].sort is Sort.THING and not before[0].sure
                else None
            )
            return Subject(house, place=True) if house is not None else Subject(before[0])
        last_word = self._before_verb(segment, verb)
        if last_word is not None and agrees(self.draft, last_word, token):
            return Subject(last_word)
        near = after[0] if after else None
        free = self._earlier(index, token, free=True)
        if free is not None and free.alive:
            return Subject(free)
        if near is not None and opens and index > 0 and self._may_follow(cue, near):
            return Subject(near)
        if opens and near is None and (later := self._later(index, token)) is not None:
            return Subject(later)
        earlier = self._earlier(index, token)
        if earlier is not None and not (opens and near is not None and self._speaks_rather(near, earlier)):
            return Subject(earlier)
        if near is not None and (near.first - cue.last <= 2 or opens):
            return Subject(near)
        house = self._house(index, cue, token)
        return Subject(house, place=True) if house is not None else None

    def main_subject(self, cue: Cue) -> Phrase | None:
        """Whose gerund it is: the subject of the nearest finite verb before it, else of the first after it."""
        tokens = self.draft.tokens
        verbs = [
            number
            for number in range(self.first, self.last)
            if tokens[number].readings
            and tokens[number].readings[0].pos == "verb"
            and not self.draft.quoted(number)
        ]
        before = [number for number in verbs if number < cue.first]
        for number in [*reversed(before), *(number for number in verbs if number > cue.first)][:3]:
            subject = self.subject(replace(cue, first=number, last=number + 1, verb=number))
            if subject is not None and not subject.place:
                return subject.phrase
        return None

    def _before_verb(self, segment: _Segment, verb: int) -> Phrase | None:
        """'После инцидента Лондон заявил': an acronym or a country right before the verb that was read as a genitive."""
        number = verb - 1
        while number > segment.first and self._is_light(number):
            number -= 1
        if number <= segment.first:
            return None
        whole = next((item for item in self._phrases if item.first < number < item.last), None)
        if whole is None or not whole.preposition:
            return None
        if (several := self._plural_behind(whole, verb)) is not None:
            return several
        country = any(
            match.payload.how in ("name", "capital") and "nom" in match.payload.case
            for match in self.draft.places_in(number, number + 1)
        )
        if not country and not is_acronym(self.draft.tokens[number]):
            return None
        return Phrase(number, number + 1, number, frozenset({"nom"}), "", "", Sort.NAMED)

    def _plural_behind(self, whole: Phrase, verb: int) -> Phrase | None:
        """'По итогам встречи стороны договорились': a plural that was read as a genitive singular."""
        if not any(
            item.number == "pl" and item.pos == "verb" for item in self.draft.tokens[verb].readings[:2]
        ):
            return None
        if whole.preposition in ("в", "во", "на") and is_body(self.draft, whole):
            return None  # 'в министерстве уточнили'
        for number in range(whole.head + 1, whole.last):
            nouns = shape(self.draft.tokens[number]).nouns
            plural = next((item for item in nouns if item.case == "nom" and item.number == "pl"), None)
            if plural is None or self.draft.places_in(number, number + 1):
                continue
            sort = Sort.ANIMATE if plural.animate else Sort.THING
            found = Phrase(number, whole.last, number, frozenset({"nom"}), "pl", "", sort)
            if plural.animate or is_body(self.draft, found):
                return found
        return None

    def _is_light(self, number: int) -> bool:
        readings = self.draft.tokens[number].readings
        return bool(readings) and readings[0].pos in _LIGHT

    def _within(self, segment: _Segment) -> list[Phrase]:
        return [item for item in self._phrases if segment.first <= item.first and item.last <= segment.last]

    def _opens(self, segment: _Segment, verb: int) -> bool:
        """', сообщил X,', ', 3 июля сообщает X': nothing but adverbs, 'как', a day or what was said to whom stands before the verb."""
        return all(
            (token.readings and token.readings[0].pos in _LIGHT)
            or token.low in ("как", "и", "а")
            or token.kind == "number"
            or is_time(self.draft, token)
            for token in self.draft.tokens[segment.first : verb]
        )

    def _may_follow(self, cue: Cue, near: Phrase) -> bool:
        """Whether a phrase right after a verb, that could be its object too, is its subject: bodies and names with verbs that take
        no such object."""
        if near.first - cue.last > 1:
            return False
        return near.alive or (
            (near.sort is Sort.NAMED or self._is_body(near)) and not _takes_object(self.draft, cue)
        )

    def _speaks_rather(self, near: Phrase, earlier: Phrase) -> bool:
        """Of a body behind a verb and a thing before it the body speaks: 'Мост готов, пишет 22 июня «Ромашка»'."""
        able = near.alive or near.sort is Sort.NAMED or self._is_body(near)
        return able and not (earlier.alive or earlier.sort is Sort.NAMED or self._is_body(earlier))

    def _is_body(self, phrase: Phrase) -> bool:
        return is_body(self.draft, phrase)

    def _relative(self, index: int, verb: int) -> Phrase | None:
        """'министр, который сообщил': what the relative pronoun stands for."""
        if index == 0:
            return None
        segment = self._segments[index]
        opening = self.draft.tokens[segment.first]
        if not any(item.lemma == "который" and item.case == "nom" for item in opening.readings):
            return None
        if any(item.sure and item.alive and item.last <= verb for item in self._within(segment)):
            return None
        before = [
            item for item in self._within(self._segments[index - 1]) if not item.preposition or item.alive
        ]
        marks = {(item.number, item.gender) for item in opening.readings if item.case == "nom"}
        for item in reversed(before):
            if any(
                (not item.number or number == item.number)
                and (not item.gender or not sex or sex == item.gender)
                for number, sex in marks
            ):
                return item._replace(preposition="")
        return None

    def _later(self, index: int, verb: Token) -> Phrase | None:
        """'— добавил, прощаясь, X.': the subject after what is inserted behind the verb."""
        for number in (index + 1, index + 2):
            segment = self._segment(number)
            if segment is None:
                return None
            if self._is_inserted(self.draft.tokens[segment.first], segment.first, segment):
                continue
            found = self._agreeing(segment, verb)
            return (
                found[0]
                if number > index + 1 and found and found[0].sure and found[0].first == segment.first
                else None
            )
        return None

    def _earlier(self, index: int, verb: Token, *, free: bool = False) -> Phrase | None:
        """The subject in an earlier segment: over appositions, participles, relative clauses and other verbs of the same subject.
        `free`: only one that no other verb has."""
        weak: Phrase | None = None
        found: Phrase | None = None
        for number in range(index - 1, max(-1, index - 1 - _MOST_SEGMENTS), -1):
            segment = self._segments[number]
            start = self._start(segment)
            opening = self.draft.tokens[start] if start < segment.last else None
            if opening is None or (number and self._is_inserted(opening, start, segment)):
                continue
            predicate = self._predicate(segment)
            if opening.low in _SUBORDINATE:
                if predicate is not None:
                    continue
                candidates = self._agreeing(segment, verb)
                return (candidates[-1] if candidates else None) or found or weak
            candidates = self._agreeing(segment, verb)
            if predicate is not None and free:
                return found
            if predicate is not None:
                earlier = [item for item in candidates if item.last <= predicate] or candidates
                strong = [item for item in earlier if _is_plain(item)]
                if strong:
                    return found or strong[-1]
                if found is not None:
                    return found
                if earlier and weak is None:
                    weak = earlier[0]
                if not earlier and self._has_other_subject(segment, predicate, verb):
                    return weak
                continue
            if strong := [item for item in candidates if _is_plain(item)]:
                found = (
                    strong[0]
                    if found is None or found.person is None or strong[0].person is not None
                    else found
                )
            elif candidates:
                weak = candidates[0]
        return found or weak

    def _has_other_subject(self, segment: _Segment, predicate: int, verb: Token) -> bool:
        """A clause of somebody else whom the verb does not agree with."""
        return any(item.sure and item.alive for item in self._within(segment))

    def _agreeing(self, segment: _Segment, verb: Token) -> list[Phrase]:
        return [item for item in self._within(segment) if item.nominative and agrees(self.draft, item, verb)]

    def _start(self, segment: _Segment) -> int:
        """The first word of a segment that is no 'и', 'а' or preposition."""
        number = segment.first
        while number < segment.last and (
            self.draft.tokens[number].low in ("и", "а", "но", "однако", "кроме")
            or shape(self.draft.tokens[number]).first == "preposition"
        ):
            number += 1
        return number

    def _is_inserted(self, opening: Token, start: int, segment: _Segment) -> bool:
        """A gerund's, participle's or relative clause."""
        readings = opening.readings[:2]
        if segment.aside:
            return True
        if any(item.lemma == "который" or item.lemma == "чей" for item in readings):
            return True
        if any(item.pos == "gerund" for item in readings):
            return True
        return start == segment.first and bool(readings) and readings[0].pos == "participle"

    def _predicate(self, segment: _Segment) -> int | None:
        """The finite verb of a segment."""
        for number in range(segment.first, segment.last):
            readings = self.draft.tokens[number].readings
            if readings and readings[0].pos in ("verb", "short", "predicative"):
                return number
        return None

    def _house(self, index: int, cue: Cue, verb: Token) -> Phrase | None:
        """'В министерстве энергетики уточнили', 'рассказали в пресс-службе': a plural verb without a subject."""
        if not any(
            item.pos == "verb" and item.number == "pl" and item.person in ("", "3")
            for item in verb.readings[:2]
        ):
            return None
        here = self._within(self._segments[index])
        if index and not any(item.preposition for item in here):
            here = self._within(self._segments[index - 1])
        houses = [
            item
            for item in here
            if item.preposition in ("в", "во", "на")
            and "loc" in item.cases
            and (is_body(self.draft, item) or item.sort is Sort.NAMED)
        ]
        if not houses or any(item.nominative and item.number == "pl" and item.sure for item in here):
            return None
        return min(houses, key=lambda item: abs(item.first - cue.first))


def _chains(draft: Draft, first: int, last: int) -> Iterator[Sequence[Phrase]]:
    """The phrases of a stretch, those together that may be coordinated."""
    chain: list[Phrase] = []
    for phrase in phrases(draft, first, last):
        if chain and not _may_join(chain[-1], phrase):
            yield chain
            chain = []
        chain.append(phrase)
        if not _goes_on(draft, phrase):
            yield chain
            chain = []
    if chain:
        yield chain


def agrees(draft: Draft, phrase: Phrase, verb: Token) -> bool:
    """Whether a verb in the past agrees in number and gender with a phrase, in the present in number and person."""
    return any(
        _fits(draft, phrase, reading) for reading in verb.readings[:3] if reading.pos in ("verb", "short")
    )


def _fits(draft: Draft, phrase: Phrase, reading: Reading) -> bool:
    if reading.person in ("1", "2"):
        return phrase.sort is Sort.PRONOUN and draft.tokens[phrase.head].low in ("я", "мы", "вы", "ты")
    if reading.person == "3" and draft.tokens[phrase.head].low in ("я", "мы", "вы", "ты"):
        return False
    many = phrase.counted or draft.tokens[phrase.head].lemma in MANY
    if reading.number == "pl":
        if phrase.sort is Sort.NAMED and not phrase.number:
            return "а" <= draft.tokens[phrase.head].low[:1] <= "я"  # «США заявили», but no «Spirit называют»
        return phrase.number in ("pl", "") or many
    if phrase.number == "pl" and not phrase.counted:
        return False
    if reading.tense != "past" and reading.pos != "short":
        return True
    if not reading.gender or not phrase.gender or reading.gender == phrase.gender or phrase.counted:
        return True
    # 'министр сказала': a title may be a woman's; a name tells more than a guess at its gender does
    title = phrase.sort is Sort.ANIMATE and phrase.gender == "m" and reading.gender == "f"
    return title or (
        phrase.sort in (Sort.PERSON, Sort.FAMILY) and reading.gender != "n" and not _is_sure_sex(phrase)
    )


def _is_sure_sex(phrase: Phrase) -> bool:
    """A person of the vocabulary; whom it does not know has a guessed gender."""
    return phrase.person is not None and phrase.person.mention.known


def _is_plain(phrase: Phrase) -> bool:
    """Somebody who cannot stand in the genitive: 'христианки' after a comma may belong to another noun."""
    return phrase.alive and (phrase.sort is not Sort.ANIMATE or not phrase.cases & {"gen", "acc"})


def is_body(draft: Draft, phrase: Phrase) -> bool:
    """Whether a phrase's head is a body, a house or a country that can speak."""
    if any(
        draft.kit.bodies.at(draft.tokens, at, phrase.last) is not None
        for at in range(phrase.first, phrase.head + 1)
    ):
        return True  # 'белый дом' begins before its head
    if draft.kit.answers(_is_body_name, draft.tokens[phrase.head]):
        return True
    return any(
        match.first <= phrase.head < match.last and match.payload.how in ("name", "capital")
        for match in draft.places_in(phrase.first, phrase.last)
    )


def _is_body_name(kit: Kit, token: Token) -> bool:
    """'Минэнерго', 'облсовет': by its beginning or its ending."""
    words = kit.words.speakers
    if token.capital and token.low.startswith(tuple(words.body_beginnings)):
        return True
    return any(
        token.lemma.endswith(ending) and (token.capital or len(ending) > _SHORT_ENDING)
        for ending in words.body_endings
    )


def _takes_object(draft: Draft, cue: Cue) -> bool:
    """Verbs of thanks, support, blame: what follows them is whom they are about."""
    return cue.act.value in ("courtesy", "support", "concern", "proposal")


def _may_join(left: Phrase, right: Phrase) -> bool:
    return right.first - left.last == 1 and right.nominative


def _goes_on(draft: Draft, phrase: Phrase) -> bool:
    """Whether another phrase may be coordinated with one."""
    return (
        phrase.nominative
        and phrase.last < len(draft.tokens)
        and draft.tokens[phrase.last].low in ("и", "или", ",")
    )


def _joined(draft: Draft, found: Sequence[Phrase]) -> list[Phrase]:
    """Coordinated phrases as one in the plural: 'президент и премьер', 'Россия, Китай и Индия'. The parts stay, too."""
    if len(found) < 2:
        return list(found)
    result = list(found)
    for index in range(1, len(found)):
        left, right = found[index - 1], found[index]
        if right.first - left.last != 1 or draft.tokens[left.last].low not in ("и", "или"):
            continue
        if right.preposition or left.preposition or not (left.nominative and right.nominative):
            continue
        while index >= 2 and _listed(draft, found[index - 2], left):
            index -= 1
            left = found[index - 1]
        sort = left.sort if left.alive and right.alive else Sort.NAMED
        if left.sort in (Sort.PERSON, Sort.FAMILY):
            sort = Sort.ANIMATE
        result.append(Phrase(left.first, right.last, left.head, left.cases & right.cases, "pl", "", sort))
    return sorted(result, key=lambda item: (item.first, item.last))


def _listed(draft: Draft, before: Phrase, after: Phrase) -> bool:
    return (
        after.first - before.last == 1
        and draft.tokens[before.last].text == ","
        and before.nominative
        and not before.preposition
        and before.sort is after.sort
    )
