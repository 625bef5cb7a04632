"""Titles and descriptions that stand for people: 'the energy minister', 'his Norlian counterpart', 'the host', 'the pollster'."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from app.domain.findings import Speaker
from app.domain.kinds import Attribution as How
from app.extraction.draft import Draft, Role
from app.extraction.english.names import Names
from app.extraction.english.phrases import NounPhrase
from app.extraction.english.subjects import Subjects
from app.extraction.people.titles import HEADS, VAGUE, fits, holder, named_beside
from app.extraction.speech.candidates import Candidate
from app.extraction.speech.speakers import Speakers
from app.language.en_classes import WordClass as W

_NEXT = 6  # tokens behind a title in which the name that it belongs to may stand
_CLAUSE = 30  # tokens before a phrase in which its country may stand


class Descriptions:
    """What was said of people in one document, and whom titles mean."""

    def __init__(self, draft: Draft, speakers: Speakers, subjects: Subjects, names: Names) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.speakers = speakers
        self.subjects = subjects
        self.names = names
        self.of = subjects.of
        self.described: dict[str, list[str]] = {}
        self._titled: set[str] = set()
        self.place: str | None = None

    def remember(self, leader: str, phrase: NounPhrase) -> None:
        """Remember the nouns that were said of a person: 'the chief executive, Kate Roe', 'Senator Roe', 'Roe, a pollster'."""
        nouns = [at for at in range(phrase.core, phrase.head) if not self.of(at) & (W.DETERMINER | W.OWNER)]
        for first, last in phrase.insertions:
            nouns.extend(inner.head for inner in self._joined(first, last))
        if not self.draft.people_in(phrase.core, phrase.head + 1) or phrase.insertions:
            nouns.append(phrase.head)
        for at in (number for number in nouns if number < len(self.tokens)):
            token = self.tokens[at]
            if token.kind == "word" and self.of(at) & (W.PERSON | W.TITLE):
                self._titled.add(leader)
                holders = self.described.setdefault(_stem(token.low), [])
                if leader in holders:
                    holders.remove(leader)
                holders.append(leader)
                if leader not in self.names.genders and self.of(at) & (W.MAN | W.WOMAN):
                    self.names.genders[leader] = "m" if self.of(at) & W.MAN else "f"

    def remember_people(self, first: int, last: int) -> None:
        """Remember what stands before and after the names of a sentence."""
        phrases = self.subjects.phrases
        for person in self.draft.people_in(first, last):
            before = phrases.core_before(person.last, first)
            if before is not None and before.core < person.first:
                self.remember(person.mention.leader, before)
            if before is not None and before.first - 1 > first and self.tokens[before.first - 1].low == "of":
                titled = phrases.core_before(
                    before.first - 1, first
                )  # 'the Ambassador of Cardovia Jan Orlik'
                if (
                    titled is not None
                    and self.of(titled.head) & (W.PERSON | W.TITLE)
                    and before.core < person.first
                ):
                    self.remember(
                        person.mention.leader,
                        NounPhrase(titled.core, titled.head + 1, titled.head + 1, titled.core),
                    )
            if person.first - 1 > first and self.tokens[person.first - 1].text == ",":
                noun = phrases.core_before(person.first - 1, first)
                if (
                    noun is not None
                    and self.of(noun.head) & (W.PERSON | W.TITLE)
                    and self._closes(person.last, last)
                ):
                    self.remember(
                        person.mention.leader, NounPhrase(noun.core, noun.head + 1, noun.head + 1, noun.core)
                    )
            if person.last + 1 < last and self.tokens[person.last].text == ",":
                for noun in self._appositions(person.last + 1, last):
                    self.remember(person.mention.leader, noun)

    def _appositions(self, first: int, last: int) -> Iterator[NounPhrase]:
        """What stands behind a name's comma: 'a pollster', 'Vice Chairman and Chief Economist at the bank'. A title with a capital may be
        that of the next name."""
        for core in self._joined(first, last):
            near = min(last, core.last + _NEXT)
            if core.pronoun or (self.tokens[core.head].capital and self.draft.people_in(core.first, near)):
                return
            yield NounPhrase(core.core, core.head + 1, core.head + 1, core.core)

    def _joined(self, first: int, last: int) -> Iterator[NounPhrase]:
        """Phrases of people joined by 'and': 'Vice Chairman and Chief Economist'."""
        core = self.subjects.phrases.core_after(first, last)
        while core is not None and self.of(core.head) & (W.PERSON | W.TITLE):
            yield core
            joined = core.last < last and self.tokens[core.last].low == "and"
            core = self.subjects.phrases.core_after(core.last + 1, last) if joined else None

    def _closes(self, at: int, last: int) -> bool:
        """Whether an apposition ends at a token: a mark stands there, or the sentence's end."""
        return at >= last or self.tokens[at].kind == "mark"

    def stand(self, subject: NounPhrase) -> None:
        """Remember the country that a sentence is about, for 'its foreign minister'."""
        places = [
            match
            for match in self.draft.places_in(subject.first, subject.head + 1)
            if match.payload.how == "name"
        ]
        if places:
            self.place = places[0].payload.place

    def by_title(self, phrase: NounPhrase, words: str) -> Speaker | None:
        """'The energy minister', 'his Kazakh counterpart', 'the senator'."""
        roles = [
            role
            for role in self.draft.roles_in(phrase.first, phrase.last)
            if role.first <= phrase.head < role.last
        ]
        definite = self.tokens[phrase.first].low not in ("a", "an", "one", "some", "another", "any")
        if not definite:
            return None
        head = self.tokens[phrase.head].low
        described = self.described.get(_stem(head), [])
        if head == "head" and (found := self._head_of(phrase, words)) is not None:
            return found
        if head in ("host", "guest"):
            return self._host_or_guest(phrase, words)
        if (
            roles
            and roles[-1].place is None
            and (found := self._of_its_country(phrase, roles[-1], words)) is not None
        ):
            return found
        if roles and roles[-1].place is None and roles[-1].office not in HEADS | VAGUE:
            found = self._latest(roles[-1], described, words)
            the = self.tokens[phrase.first].low == "the" and phrase.last <= roles[-1].last
            return found or (self._untitled(words) if the else None)
        if roles and (phrase.last in (phrase.head + 1, roles[-1].last) or roles[-1].place is not None):
            found = self._of_role(roles[-1], phrase, words)
            if found is not None:
                return found
        if described and (
            self.tokens[phrase.first].low in ("the", "his", "her", "their") or self.of(phrase.first) & W.OWNER
        ):
            return self._described(described[-1], words)
        return None

    def _latest(self, role: Role, described: list[str], words: str) -> Speaker | None:
        """Of those who hold an office or were described by it, the one who was spoken of last."""
        leaders = self.draft.kit.vocabulary.leaders
        for leader in self.speakers._recent():
            entry = leaders.get(leader)
            holds = entry is not None and fits(entry, role.office, None, self.draft.day)
            if (
                role.office == "minister"
                and entry is not None
                and fits(entry, "prime minister", None, self.draft.day)
            ):
                holds = False
            if holds or leader in described:
                return self._described(leader, words)
        if self.speakers.discourse.at == 0:  # a headline tells whom the text names below
            named = named_beside(self.draft).get(role.office, {})
            return self._described(next(iter(named)), words) if len(named) == 1 else None
        return None

    def _untitled(self, words: str) -> Speaker | None:
        """Whoever spoke last, if nothing told what he is: '“…,” Roe told reporters. The minister added …'."""
        last = self.speakers.discourse.last
        if last is None or last.id.startswith("org:") or last.id in self.draft.kit.vocabulary.leaders:
            return None
        return None if last.id in self._titled else self._described(last.id, words)

    @cached_property
    def _home(self) -> tuple[str | None, list[str]]:
        """The country of the first capital named, and its leaders in the text."""
        here = next(
            (match.payload.place for match in self.draft.places if match.payload.how == "capital"), None
        )
        country_of, day = self.draft.kit.vocabulary.country_of, self.draft.day
        return here, [leader for leader in self.speakers._persons if here and country_of(leader, day) == here]

    def _host_or_guest(self, phrase: NounPhrase, words: str) -> Speaker | None:
        """The leader of the country where the text is written or the summit held; a guest is the latest other leader."""
        vocabulary, day = self.draft.kit.vocabulary, self.draft.day
        here, own = self._home
        if here is None:
            return None
        if self.tokens[phrase.head].low == "guest":
            others = [
                leader
                for leader in self.speakers._recent()
                if leader not in own and vocabulary.country_of(leader, day) is not None
            ]
            return self._described(others[0], words) if others else None
        heads = [
            leader
            for leader in own
            if (entry := vocabulary.leaders.get(leader)) is not None
            and fits(entry, "head of state", None, day)
        ]
        found = heads or own
        return self._described(found[0], words) if len(found) == 1 else None

    def _described(self, leader: str, words: str) -> Speaker:
        name = self.names.shown(leader, self.speakers._name_of(leader))
        return Speaker(id=leader, name=name, attribution=How.ROLE, rule="described", chain=(words, name))

    def _of_its_country(self, phrase: NounPhrase, role: Role, words: str) -> Speaker | None:
        """'Its foreign minister', 'the country's president': the office holder of the country that is spoken of."""
        low = self.tokens[phrase.first].low
        if low != "its" and "country's" not in {
            self.tokens[at].low for at in range(phrase.first, phrase.head)
        }:
            return None
        before = [
            match.payload.place
            for match in self.draft.places_in(max(0, phrase.first - _CLAUSE), phrase.first)
            if match.payload.how == "name"
        ]
        place = before[-1] if before else self.place
        found = holder(self.draft.kit.vocabulary, role.office, place, self.draft.day) if place else None
        if found is None:
            return None
        name = self.speakers._name_of(found)
        return Speaker(id=found, name=name, attribution=How.ROLE, rule="its-country", chain=(words, name))

    def _head_of(self, phrase: NounPhrase, words: str) -> Speaker | None:
        """'The head of Tavania' is its head of state."""
        places = [
            match
            for match in self.draft.places_in(phrase.head + 1, phrase.last)
            if match.first == phrase.head + 2 and match.last == phrase.last
        ]
        vocabulary = self.draft.kit.vocabulary
        if not places or places[0].payload.place not in vocabulary.countries:
            return None
        found = holder(vocabulary, "head of state", places[0].payload.place, self.draft.day)
        return self._described(found, words) if found is not None else None

    def _of_role(self, role: Role, phrase: NounPhrase, words: str) -> Speaker | None:
        found = self.speakers.resolve(Candidate(role.first, role.last, "", role.gender, "sg", role))
        return None if found is None or found.rule == "title-unknown" else found


def _stem(low: str) -> str:
    return {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general"}.get(low, low)
