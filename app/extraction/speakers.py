"""Who speaks: the subject of the cue, a title, a pronoun, or whoever spoke before. No speaker is better than a wrong one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.findings import Speaker
from app.domain.kinds import Attribution
from app.extraction.cues import Cue, CueForm
from app.extraction.draft import Draft, Person, Role
from app.extraction.titles import HEADS, VAGUE, fits, holder
from app.language import Token


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the subject of a cue: tokens, grammar and what stands there."""

    first: int
    last: int
    case: str
    gender: str
    number: str
    what: Person | Role | str
    """a person, a title, or 'pronoun', 'place:XX', 'body:…'"""


@dataclass(slots=True)
class Discourse:
    """Who was spoken of so far, latest last, and who spoke last."""

    seen: list[str] = field(default_factory=list)
    last: Speaker | None = None

    def name(self, leader: str) -> None:
        if leader in self.seen:
            self.seen.remove(leader)
        self.seen.append(leader)


def candidates(draft: Draft, first: int, last: int) -> list[Candidate]:
    """Everybody in a stretch of tokens who could speak, left to right, outside quotations. A title before a name belongs to the name."""
    found: list[Candidate] = []
    people = draft.people_in(first, last)
    by_first = {person.first: person for person in people}
    person_tokens = {number for person in people for number in range(person.first, person.last)}
    used: set[int] = set()
    for role in draft.roles_in(first, last):
        person = by_first.get(role.last) or _after_comma(draft, by_first, role)
        if person is not None:
            case = person.case if not role.case else _common(person.case, role.case)
            found.append(Candidate(role.first, person.last, case, person.gender or role.gender, "sg", person))
            used |= set(range(role.first, person.last))
        else:
            found.append(Candidate(role.first, role.last, role.case, role.gender, role.number, role))
            used |= set(range(role.first, role.last))
    for person in people:
        if person.first not in used:
            found.append(Candidate(person.first, person.last, person.case, person.gender, "sg", person))
    speakers = draft.kit.words.speakers
    tokens = draft.tokens
    for number in range(first, last):
        if number in used or number in person_tokens:
            continue
        gender = speakers.pronouns.get(tokens[number].low)
        if gender is not None:
            found.append(
                Candidate(number, number + 1, "nom", gender, "pl" if gender == "pl" else "sg", "pronoun")
            )
    for match in draft.places_in(first, last):
        if (
            match.first in used
            or match.first in person_tokens
            or match.payload.how not in ("name", "capital")
        ):
            continue
        token = tokens[match.last - 1] if match.last - match.first == 1 else tokens[match.first]
        case = (
            " ".join(sorted({reading.case for reading in token.readings if reading.case}))
            if draft.kit.code == "ru"
            else ""
        )
        found.append(Candidate(match.first, match.last, case, "", "sg", f"place:{match.payload.place}"))
        used |= set(range(match.first, match.last))
    for body in draft.kit.bodies.find(tokens, first, last):
        if body.first in used or body.first in person_tokens:
            continue
        readings = [reading for reading in tokens[body.first].readings if reading.case]
        case = " ".join(dict.fromkeys(reading.case for reading in readings))
        count = next((reading.number for reading in readings if reading.case == "nom"), "sg")
        sex = next((reading.gender for reading in readings), "")
        found.append(Candidate(body.first, body.last, case, sex, count, f"body:{body.payload}"))
    return sorted((item for item in found if not draft.quoted(item.first)), key=lambda item: item.first)


def _common(person: str, role: str) -> str:
    """Cases that a title and the name beside it share; the title's where they share none (an unknown name's case is a guess)."""
    if not person:
        return role
    shared = [case for case in person.split() if case in role.split()]
    return " ".join(shared) or role


def _after_comma(draft: Draft, by_first: dict[int, Person], role: Role) -> Person | None:
    """'глава Минэнерго Гульнара Шавкан' is beside; 'председатель правления Эмиль Ракитов' has a genitive between."""
    for gap in (1, 2):
        person = by_first.get(role.last + gap)
        between = draft.tokens[role.last : role.last + gap]
        if person is not None and all(token.kind == "word" and token.has_case("gen") for token in between):
            return person
    return None


class Speakers:
    """Finds speakers in one document, and remembers who spoke."""

    def __init__(self, draft: Draft, discourse: Discourse | None = None) -> None:
        self.draft = draft
        self.discourse = discourse or Discourse()
        self._persons: dict[str, Person] = {}
        for person in draft.people:
            self._persons.setdefault(person.mention.leader, person)

    def of_cue(self, cue: Cue, first: int, last: int) -> Speaker | None:
        """The speaker that a cue in a sentence names, or None. `first`, `last`: where to look."""
        if cue.form is CueForm.WORDS_OF:
            return self._of_words(cue, last)
        if cue.form is not CueForm.FINITE:
            return None
        subject = self._subject(cue, first, last)
        return self.resolve(subject) if subject is not None else None

    def subject_of(self, cue: Cue, first: int, last: int) -> Candidate | None:
        return self._subject(cue, first, last)

    def _subject(self, cue: Cue, first: int, last: int) -> Candidate | None:
        """The candidate in the nominative that agrees with the verb: right after it, else the nearest before, else soon after."""
        verb = self.draft.tokens[cue.verb]
        fitting = [item for item in candidates(self.draft, first, last) if self._may_be_subject(item, verb)]
        adjacent = [
            item
            for item in fitting
            if 0 <= item.first - cue.last <= 1 and self._no_mark(cue.last, item.first)
        ]
        if adjacent and (not self._before(fitting, cue) or self._inserted(cue, first)):
            return adjacent[0]
        before = self._before(fitting, cue)
        if before:
            return before[-1]
        after = [
            item
            for item in fitting
            if cue.last <= item.first <= cue.last + 8 and self._no_mark(cue.last, item.first)
        ]
        return after[0] if after else None

    def _before(self, fitting: list[Candidate], cue: Cue) -> list[Candidate]:
        before = [item for item in fitting if item.last <= cue.first]
        if self.draft.kit.code == "ru":
            return before
        # no cases to tell subject from object: what follows a preposition, a cue or 'the' after one is an object
        return [item for item in before if not self._is_object(item.first)] or before[:1]

    def _is_object(self, first: int) -> bool:
        tokens = self.draft.tokens
        at = first - 1
        while at >= 0 and tokens[at].can_be("article"):
            at -= 1
        if at < 0 or tokens[at].kind != "word":
            return False
        return tokens[at].can_be("preposition") or self.draft.kit.cues.at(tokens, at, at + 1) is not None

    def _inserted(self, cue: Cue, first: int) -> bool:
        """', сообщил X,' and '— сказал X': the verb opens an attribution."""
        before = self.draft.tokens[cue.first - 1] if cue.first > 0 else None
        return cue.first == first or (
            before is not None and (before.text in ",—–-:" or before.low in ("как", "as"))
        )

    def _no_mark(self, low: int, high: int) -> bool:
        return all(token.kind == "word" for token in self.draft.tokens[low:high])

    def _may_be_subject(self, item: Candidate, verb: Token) -> bool:
        if self.draft.kit.code != "ru":
            return True
        if "nom" not in item.case.split() and item.case:
            return False
        for reading in verb.readings:
            if reading.pos == "short":
                return True
            if reading.pos != "verb":
                continue
            if reading.number == "pl":
                return item.number == "pl" or (isinstance(item.what, str) and item.what.startswith("body"))
            if item.number == "pl":
                return False
            if reading.tense == "past" and reading.gender and item.gender and not isinstance(item.what, Role):
                return reading.gender == item.gender or isinstance(item.what, str)
            return True
        return False

    def _of_words(self, cue: Cue, last: int) -> Speaker | None:
        """'По словам X', 'по его словам', 'according to X'."""
        tokens = self.draft.tokens
        possessives = self.draft.kit.words.speakers.possessives
        for number in range(cue.first, min(cue.last + 2, last)):
            gender = possessives.get(tokens[number].low)
            if gender is not None:
                return self._pronoun(tokens[number].text, gender)
        for item in candidates(self.draft, cue.last, min(last, cue.last + 8)):
            if item.first - cue.last <= 2 and item.what != "pronoun":
                return self.resolve(item)
        return None

    def resolve(self, item: Candidate) -> Speaker | None:
        """Who a candidate is."""
        words = self.draft.span_of(item.first, item.last).of(self.draft.text)
        if isinstance(item.what, Person):
            return self._speaker(
                item.what.mention.leader, item.what.mention.name, Attribution.EXPLICIT, "named", words
            )
        if isinstance(item.what, Role):
            return self._of_role(item.what, words)
        if item.what == "pronoun":
            return self._pronoun(words, item.gender)
        kind, _, key = item.what.partition(":")
        if kind == "place":
            leader = self._leader_of_place(key)
            if leader is not None and self.discourse.last is not None and leader == self.discourse.last.id:
                return self._speaker(leader, self.discourse.last.name, Attribution.ROLE, "country", words)
            return Speaker(
                id=f"org:{self._base(item)}",
                name=self._base(item),
                attribution=Attribution.ROLE,
                rule="country",
                chain=(words,),
            )
        base = self._body(item)
        return Speaker(
            id=f"org:{base}", name=base, attribution=Attribution.EXPLICIT, rule="body", chain=(words,)
        )

    def _base(self, item: Candidate) -> str:
        return self.draft.span_of(item.first, item.last).of(self.draft.text).lower()

    def _body(self, item: Candidate) -> str:
        """A body's name: from its adjectives to the genitives after it, as the text has it, in small letters."""
        tokens = self.draft.tokens
        first, last = item.first, item.last
        while (
            first > 0
            and tokens[first - 1].kind == "word"
            and tokens[first - 1].can_be("adjective")
            and tokens[first - 1].has_case("nom")
        ):
            first -= 1
        while (
            last < len(tokens)
            and last - item.last < 3
            and tokens[last].kind == "word"
            and tokens[last].has_case("gen")
            and not tokens[last].can_be("verb")
        ):
            last += 1
        return self.draft.span_of(first, last).of(self.draft.text).lower()

    def _speaker(self, leader: str, name: str, attribution: Attribution, rule: str, *chain: str) -> Speaker:
        return Speaker(id=leader, name=name, attribution=attribution, rule=rule, chain=tuple(chain))

    def _name_of(self, leader: str) -> str:
        entry = self.draft.kit.vocabulary.leaders.get(leader)
        if entry is not None:
            return next(iter(entry.names.get(self.draft.kit.code, [])), entry.label(self.draft.kit.code))
        person = self._persons.get(leader)
        return person.mention.name if person is not None else leader

    def _of_role(self, role: Role, words: str) -> Speaker | None:
        """The person whom a title means: by its place, else the latest in the text whose office it is."""
        vocabulary, day = self.draft.kit.vocabulary, self.draft.day
        recent = self._recent()
        for leader in recent:
            entry = vocabulary.leaders.get(leader)
            if entry is not None and fits(entry, role.office, role.place, day):
                return self._speaker(
                    leader, self._name_of(leader), Attribution.ROLE, "title", words, self._name_of(leader)
                )
            if (
                entry is None
                and role.place is None
                and role.office not in HEADS | {"leader", "head of state"}
            ):
                return self._speaker(
                    leader,
                    self._name_of(leader),
                    Attribution.ROLE,
                    "title-unknown",
                    words,
                    self._name_of(leader),
                )
        if role.place is not None:
            found = holder(vocabulary, role.office, role.place, day)
            if found is not None:
                return self._speaker(found, self._name_of(found), Attribution.ROLE, "office-holder", words)
        if (
            role.place is None
            and role.office in HEADS | VAGUE
            and (found := self._first_leader(role.office)) is not None
        ):
            return self._speaker(
                found, self._name_of(found), Attribution.ROLE, "first-named", words, self._name_of(found)
            )
        return None

    def _recent(self) -> Iterator[str]:
        """People of the text, who spoke last first, then latest named first."""
        if self.discourse.last is not None and not self.discourse.last.id.startswith("org:"):
            yield self.discourse.last.id
        yield from reversed(self.discourse.seen)

    def _first_leader(self, office: str) -> str | None:
        """The first person of the whole text who may bear a title without a place: headlines name him last of all."""
        for leader in self._persons:
            entry = self.draft.kit.vocabulary.leaders.get(leader)
            if entry is not None and fits(entry, office, None, self.draft.day):
                return entry.id
        return None

    def _leader_of_place(self, place: str) -> str | None:
        for leader in self._recent():
            if self.draft.kit.vocabulary.country_of(leader, self.draft.day) == place:
                return leader
        return None

    def _pronoun(self, words: str, gender: str) -> Speaker | None:
        """'He' is who spoke last, if the gender fits, else the latest named of that gender."""
        if gender == "pl":
            return None
        for leader in self._recent():
            own = self._gender(leader)
            if not own or not gender or own == gender:
                return self._speaker(
                    leader,
                    self._name_of(leader),
                    Attribution.PRONOUN,
                    "pronoun",
                    words,
                    self._name_of(leader),
                )
        return None

    def _gender(self, leader: str) -> str:
        person, entry = self._persons.get(leader), self.draft.kit.vocabulary.leaders.get(leader)
        return (person.gender if person is not None else "") or (
            (entry.gender or "") if entry is not None else ""
        )

    def spoke(self, speaker: Speaker | None) -> None:
        """Remember who spoke."""
        if speaker is not None:
            self.discourse.last = speaker
            if not speaker.id.startswith("org:"):
                self.discourse.name(speaker.id)

    def read(self, first: int, last: int) -> None:
        """Remember who was named in a sentence: its subjects are what 'he' means next."""
        for item in candidates(self.draft, first, last):
            leader = self._introduced(item)
            if leader is not None:
                self.discourse.name(leader)

    def _introduced(self, item: Candidate) -> str | None:
        if isinstance(item.what, Person):
            return item.what.mention.leader
        if isinstance(item.what, Role) and item.what.place is not None:
            return holder(self.draft.kit.vocabulary, item.what.office, item.what.place, self.draft.day)
        return None
