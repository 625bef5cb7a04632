"""Who an English noun phrase means: a person named in it or described by it before, the holder of a title, or a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.findings import Speaker
from app.domain.kinds import Attribution as How
from app.extraction.candidates import Candidate
from app.extraction.draft import Draft, Role
from app.extraction.english.phrases import NounPhrase
from app.extraction.english.subjects import Subjects
from app.extraction.speakers import Speakers
from app.extraction.titles import HEADS, VAGUE, fits, holder
from app.extraction.transliterate import provisional_id
from app.language.en_classes import WordClass as W

_LONGEST_NAME = 4
_CLAUSE = 30  # tokens before a phrase in which its antecedent may stand in the same sentence


class Referents:
    """Resolves phrases of one document; what was said of a person is remembered for 'the senator'."""

    def __init__(self, draft: Draft, speakers: Speakers, subjects: Subjects) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.speakers = speakers
        self.subjects = subjects
        self.of = subjects.of
        self.described: dict[str, list[str]] = {}
        self.named: dict[str, str] = {}
        self.genders: dict[str, str] = {}
        self.documents = frozenset(draft.kit.words.speech.documents)
        self.place: str | None = None
        self._full = self._full_names()

    # Names

    def _full_names(self) -> dict[str, tuple[str, str]]:
        """Family name -> id and name of the person who is named by it in full anywhere in the text."""
        found: dict[str, tuple[str, str]] = {}
        for person in self.draft.people:
            family = self.tokens[person.last - 1].low.removesuffix("'s")
            found.setdefault(family, (person.mention.leader, person.mention.name))
            self._learn_gender(person.mention.leader, person.first, person.last)
        return found

    def _learn_gender(self, leader: str, first: int, last: int) -> None:
        """By the vocabulary, a title before the name, or the given name."""
        if leader in self.genders:
            return
        entry = self.draft.kit.vocabulary.leaders.get(leader)
        if entry is not None and entry.gender:
            self.genders[leader] = entry.gender
            return
        at = first - 1
        if at >= 0 and self.tokens[at].text == ".":
            at -= 1
        kind = self.of(at) if at >= 0 else W.NONE
        if kind & (W.MAN | W.WOMAN):
            self.genders[leader] = "m" if kind & W.MAN else "f"
            return
        language = self.draft.kit.language
        for index in range(first, last - 1):
            gender = language.name_bases(self.tokens[index].text, "given")[0].gender
            if gender:
                self.genders[leader] = gender
                return

    # Phrases

    def resolve(self, phrase: NounPhrase) -> Speaker | None:
        """The speaker that a phrase means; None where it is a pronoun or title that cannot be told."""
        words = self.draft.span_of(phrase.first, phrase.last).of(self.draft.text)
        if phrase.pronoun:
            return self._pronoun(phrase, words)
        person = self._person(phrase)
        if person is not None:
            leader, name = person
            self._describe(leader, phrase)
            return Speaker(id=leader, name=name, attribution=How.EXPLICIT, rule="named", chain=(words,))
        if phrase.plural:
            return self._body(phrase, words)
        return self._by_title(phrase, words) or self._body(phrase, words)

    def _person(self, phrase: NounPhrase) -> tuple[str, str] | None:
        """The person whom the phrase or an apposition to it names."""
        if phrase.coordinated:
            return None
        found = self._name_at(phrase.core, phrase.head)
        if found is not None:
            return found
        if (closing := self._after_place(phrase)) is not None:
            return closing
        if self.tokens[phrase.head].capital and self.of(phrase.core) & W.NONE:
            return None
        for first, last in phrase.insertions:
            inner = self.subjects.phrases.after(first, last)
            if (
                inner is not None
                and inner.last >= last - 1
                and (found := self._name_at(inner.core, inner.head)) is not None
            ):
                return found
        return self._owner(phrase)

    def _owner(self, phrase: NounPhrase) -> tuple[str, str] | None:
        """Who speaks by a document: 'Roe's letter', 'the president's message'."""
        if (
            self.tokens[phrase.head].low.removesuffix("s") not in self.documents
            and self.tokens[phrase.head].low not in self.documents
        ):
            return None
        owner = next(
            (at for at in range(phrase.head - 1, phrase.core - 1, -1) if self.of(at) & W.OWNER), None
        )
        if owner is None:
            return None
        for person in self.draft.people_in(phrase.core, owner + 1):
            if person.last == owner + 1:
                return person.mention.leader, person.mention.name
        for role in self.draft.roles_in(phrase.core, owner + 1):
            places = self.draft.places_in(role.last, owner + 1)
            if places and places[-1].last == owner + 1:  # 'the president of Tavania's message'
                role = replace(role, place=places[-1].payload.place, last=owner + 1)
            if role.last == owner + 1 and (found := self.speakers._of_role(role, "")) is not None:
                return found.id, found.name
        return None

    def _after_place(self, phrase: NounPhrase) -> tuple[str, str] | None:
        """'President of Kazakhstan Kassym-Jomart Tokayev': the name stands behind the title's place, without a comma."""
        if not self.of(phrase.head) & W.TITLE:
            return None
        own = range(phrase.head + 2, phrase.head + 4)  # 'of' or 'of the' lies between
        ends = {match.last for match in self.draft.places_in(phrase.head, phrase.last) if match.first in own}
        for person in self.draft.people_in(phrase.head, phrase.last):
            if person.first in ends and person.last == phrase.last:
                return person.mention.leader, person.mention.name
        return None

    def _name_at(self, first: int, head: int) -> tuple[str, str] | None:
        """The person whose name ends at a head word."""
        tokens = self.tokens
        for person in reversed(self.draft.people_in(first, head + 1)):
            if person.last == head + 1:
                return person.mention.leader, person.mention.name
        token = tokens[head]
        if (
            token.kind != "word"
            or not token.capital
            or self.of(head) & (W.TIME | W.HOUSE | W.OWNER | W.TITLE)
        ):
            return None
        if self._is_place(head):
            return None
        low = head
        while low > first and head - low < _LONGEST_NAME and self._part_of_name(low - 1):
            low -= 1
        titled = (low > first and bool(self.of(low - 1) & W.TITLE)) or (
            low > first + 1 and tokens[low - 1].text == "." and bool(self.of(low - 2) & W.TITLE)
        )
        if low == head:
            known = self._full.get(token.low)
            if known is not None:
                return known
            if not titled:
                return None
        if self.of(first) & W.DETERMINER and not titled and low <= first + 1:
            return None
        parts = [tokens[at] for at in range(low, head + 1) if tokens[at].kind == "word"]
        if any(self.of(at) & W.HOUSE for at in range(low, head + 1)) or token.text.isupper():
            return None
        language = self.draft.kit.language
        base = tuple(language.name_bases(part.text, "family")[0].base for part in parts)
        leader, name = provisional_id(base), " ".join(base)
        known = self._full.get(token.low)
        if known is not None and set(known[1].lower().split()) & {word.lower() for word in base[:-1]}:
            return known
        if known is None or low < head:
            self._full[token.low] = (leader, name)
        self._learn_gender(leader, low, head + 1)
        return leader, name

    def _part_of_name(self, index: int) -> bool:
        token, kind = self.tokens[index], self.of(index)
        if token.text == ".":
            before = self.tokens[index - 1]
            return index > 0 and before.kind == "word" and len(before.text) == 1 and before.capital
        if token.low in ("de", "von", "van", "der", "al", "bin", "la", "el", "di", "del"):
            return True
        return (
            token.kind == "word"
            and token.capital
            and not kind & (W.TITLE | W.DETERMINER | W.OWNER | W.TIME | W.PREPOSITION)
            and not self._is_place(index)
        )

    def _is_place(self, index: int) -> bool:
        return bool(self.draft.places_in(index, index + 1))

    def _describe(self, leader: str, phrase: NounPhrase) -> None:
        """Remember the nouns that were said of a person: 'the chief executive, Kate Roe', 'Senator Roe', 'Roe, a pollster'."""
        nouns = [at for at in range(phrase.core, phrase.head) if not self.of(at) & (W.DETERMINER | W.OWNER)]
        for first, last in phrase.insertions:
            inner = self.subjects.phrases.after(first, last)
            if inner is not None:
                nouns.append(inner.head)
        if not self.draft.people_in(phrase.core, phrase.head + 1) or phrase.insertions:
            nouns.append(phrase.head)
        for at in nouns:
            token = self.tokens[at]
            if token.kind == "word" and self.of(at) & (W.PERSON | W.TITLE):
                holders = self.described.setdefault(_stem(token.low), [])
                if leader in holders:
                    holders.remove(leader)
                holders.append(leader)
                if leader not in self.genders and self.of(at) & (W.MAN | W.WOMAN):
                    self.genders[leader] = "m" if self.of(at) & W.MAN else "f"

    def describe_people(self, first: int, last: int) -> None:
        """Remember what stands before and after the names of a sentence."""
        phrases = self.subjects.phrases
        for person in self.draft.people_in(first, last):
            before = phrases.core_before(person.last, first)
            if before is not None and before.core < person.first:
                self._describe(person.mention.leader, before)
            if before is not None and before.first - 1 > first and self.tokens[before.first - 1].low == "of":
                titled = phrases.core_before(
                    before.first - 1, first
                )  # 'the Ambassador of Cardovia Jan Orlik'
                if (
                    titled is not None
                    and self.of(titled.head) & (W.PERSON | W.TITLE)
                    and before.core < person.first
                ):
                    self._describe(
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
                    self._describe(
                        person.mention.leader, NounPhrase(noun.core, noun.head + 1, noun.head + 1, noun.core)
                    )
            if person.last + 1 < last and self.tokens[person.last].text == ",":
                after = phrases.after(person.last + 1, last)
                if (
                    after is not None
                    and not after.pronoun
                    and self.of(after.head) & (W.PERSON | W.TITLE)
                    and not self.tokens[after.head].capital
                ):
                    noun = NounPhrase(after.core, after.head + 1, after.head + 1, after.core)
                    self._describe(person.mention.leader, noun)

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

    # Titles and descriptions

    def _by_title(self, phrase: NounPhrase, words: str) -> Speaker | None:
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
        if head in ("host", "guest"):
            return self._host_or_guest(phrase, words)
        if (
            roles
            and roles[-1].place is None
            and (found := self._of_its_country(phrase, roles[-1], words)) is not None
        ):
            return found
        if roles and roles[-1].place is None and roles[-1].office not in HEADS | VAGUE:
            return self._latest(roles[-1], described, words)
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
        return None

    def _host_or_guest(self, phrase: NounPhrase, words: str) -> Speaker | None:
        """The leader of the country where the text is written or the summit held; a guest is the latest other leader."""
        vocabulary, day = self.draft.kit.vocabulary, self.draft.day
        here = next(
            (match.payload.place for match in self.draft.places if match.payload.how == "capital"), None
        )
        if here is None:
            return None
        own = [leader for leader in self.speakers._persons if vocabulary.country_of(leader, day) == here]
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
        name = self._shown(leader, self.speakers._name_of(leader))
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

    def _shown(self, leader: str, name: str) -> str:
        return next((shown for known, shown in self._full.values() if known == leader), name)

    def _of_role(self, role: Role, phrase: NounPhrase, words: str) -> Speaker | None:
        found = self.speakers.resolve(Candidate(role.first, role.last, "", role.gender, "sg", role))
        return None if found is None or found.rule == "title-unknown" else found

    # Pronouns

    def _pronoun(self, phrase: NounPhrase, words: str) -> Speaker | None:
        low = self.tokens[phrase.head].low.split("'")[0]
        genders = self.draft.kit.words.speakers.pronouns | self.draft.kit.words.speakers.possessives
        gender = genders.get(low)
        if gender is None:
            return None
        if gender == "pl":
            return self.speakers._pronoun(words, "pl")
        for leader in self._near(phrase):
            own = self.genders.get(leader, "")
            if not own or own == gender:
                name = self._shown(leader, self.speakers._name_of(leader))
                if not own:
                    self.genders[leader] = gender
                return Speaker(
                    id=leader, name=name, attribution=How.PRONOUN, rule="pronoun", chain=(words, name)
                )
        return None

    def _near(self, phrase: NounPhrase) -> Sequence[str]:
        """People whom 'he' may mean, the likeliest first: subjects of the same sentence before it, then whoever was spoken of."""
        low = max(0, phrase.first - _CLAUSE)
        near: list[str] = []
        start = low
        for at in range(phrase.first - 1, low - 1, -1):
            if (
                self.tokens[at].kind == "mark"
                and self.tokens[at].text in ".!?"
                and not self.subjects.phrases.abbreviated(at)
            ):
                start = at + 1
                break
        main = self.subjects.of_main_clause(phrase.first, start)
        if (
            main is not None
            and not main.pronoun
            and not main.plural
            and (named := self._person(main)) is not None
        ):
            near.append(named[0])
        for person in self.draft.people_in(low, phrase.first):
            stretch = self.tokens[person.last : phrase.first]
            if any(
                token.kind == "mark"
                and token.text in ".!?"
                and not self.subjects.phrases.abbreviated(person.last + number)
                for number, token in enumerate(stretch)
            ) or self.draft.quoted(person.first):
                continue
            around = self.subjects.phrases.core_before(person.last, low)
            if around is not None and self.subjects.phrases.begins_clause(around.first, low):
                near.append(person.mention.leader)
        return [*near, *(leader for leader in self.speakers._recent() if leader not in near)]

    # Bodies

    def _body(self, phrase: NounPhrase, words: str) -> Speaker | None:
        """A body, country or unnamed person, by what the text calls it, in small letters."""
        if self.of(phrase.head) & (W.TIME | W.GERUND) and not self.tokens[phrase.head].capital:
            return None
        shown = " ".join(words.split()).removesuffix("'s").removesuffix("’s")
        place = [
            match
            for match in self.draft.places_in(phrase.core, phrase.head + 1)
            if (
                match.first == phrase.core
                or (match.first == phrase.core + 1 and self.of(phrase.core) & W.DETERMINER)
            )
            and match.last == phrase.head + 1
            and match.payload.how in ("name", "capital")
        ]
        if place:
            name = self.draft.kit.vocabulary.place_label(place[0].payload.place, "en")
            return Speaker(
                id=f"org:{shown.lower()}", name=name, attribution=How.ROLE, rule="body", chain=(words,)
            )
        return Speaker(
            id=f"org:{shown.lower()}", name=shown, attribution=How.EXPLICIT, rule="body", chain=(words,)
        )


def _stem(low: str) -> str:
    return {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general"}.get(low, low)
