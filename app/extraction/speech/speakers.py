"""Who speaks: the subject of the cue, a title, a pronoun, or whoever spoke before. No speaker is better than a wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from app.domain.findings import Speaker
from app.domain.kinds import Attribution
from app.extraction.draft import Draft, Person, Role
from app.extraction.people.titles import HEADS, VAGUE, fits, holder
from app.extraction.russian.meetings import guest_of, host_of, other_of
from app.extraction.russian.phrases import Phrase
from app.extraction.russian.referred import means_last
from app.extraction.russian.speakers import Subjects
from app.extraction.russian.titles import bearer_of, objects_of
from app.extraction.russian.voices import Voices
from app.extraction.speech.bearers import bearer_among
from app.extraction.speech.candidates import Candidate, candidates, named
from app.extraction.speech.cues import Cue, CueForm
from app.extraction.speech.discourse import MOST_SEEN, Discourse
from app.language import Token

_AT_A_MEETING = {"host": host_of, "guest": guest_of}


class Speakers:
    """Finds speakers in one document, and remembers who spoke."""

    def __init__(
        self,
        draft: Draft,
        discourse: Discourse | None = None,
        voices: Voices | None = None,
        persons: dict[str, Person] | None = None,
    ) -> None:
        self.draft = draft
        self.discourse = discourse or Discourse()
        self.voices = voices or Voices(draft)
        self._subjects = Subjects(draft) if draft.kit.code == "ru" else None
        self._persons: dict[str, Person] = {} if persons is None else persons
        """Everybody named in the text -> the first mention."""
        if persons is None:
            for person in draft.people:
                self._persons.setdefault(person.mention.leader, person)

    def reading(self, draft: Draft) -> Speakers:
        """The same memory for another view of the document."""
        return Speakers(draft, self.discourse, self.voices, self._persons)

    def of_cue(self, cue: Cue, first: int, last: int) -> Speaker | None:
        """The speaker that a cue in a sentence names, or None. `first`, `last`: where to look."""
        if cue.form is CueForm.WORDS_OF:
            return self._of_words(cue, first, last)
        if cue.form is not CueForm.FINITE and not (self._subjects and cue.form is CueForm.PASSIVE):
            return None
        subject = self._subject(cue, first, last)
        return self.resolve(subject) if subject is not None else None

    def subject_of(self, cue: Cue, first: int, last: int) -> Candidate | None:
        return self._subject(cue, first, last)

    def _subject(self, cue: Cue, first: int, last: int) -> Candidate | None:
        """The subject that a cue's verb agrees with. English subjects are told by `extraction/english`."""
        return self._subjects.of(cue, first, last) if self._subjects is not None else None

    def _of_words(self, cue: Cue, first: int, last: int) -> Speaker | None:
        """'По словам X', 'по его словам', 'according to X'."""
        tokens = self.draft.tokens
        possessives = self.draft.kit.words.speakers.possessives
        for number in range(cue.first, min(cue.last + (0 if self._subjects else 2), last)):
            gender = possessives.get(tokens[number].low)
            if gender is not None:
                own = self._subjects.antecedent(first, cue.first, gender) if self._subjects else None
                if own is not None and (speaker := self.resolve(own)) is not None:
                    if self._may_be_told_of(speaker, gender):
                        return None
                    return replace(speaker, attribution=Attribution.PRONOUN, rule="pronoun")
                return self._pronoun(tokens[number].text, gender)
        if self._subjects is not None:
            source = self._subjects.of(cue, cue.first, last)
            return self.resolve(source) if source is not None else None
        for item in candidates(self.draft, cue.last, min(last, cue.last + 8)):
            if item.first - cue.last <= 2 and item.what != "pronoun":
                return self.resolve(item)
        return None

    def _may_be_told_of(self, speaker: Speaker, gender: str) -> bool:
        """'X, по его словам, решил спор' after somebody else has spoken: by his words or by X's own, nobody can tell."""
        last = self.discourse.speaker
        others = last is not None and last != speaker.id and self.discourse.spoke_nearby()
        return others and last is not None and self.gender_of(last) in (gender, "")

    def resolve(self, item: Candidate) -> Speaker | None:
        """Who a candidate is."""
        words = self.draft.span_of(item.first, item.last).of(self.draft.text)
        if isinstance(item.what, Person):
            return self._speaker(
                item.what.mention.leader, item.what.mention.name, Attribution.EXPLICIT, "named", words
            )
        if isinstance(item.what, Role):
            if item.number == "pl":
                return self._body(item, words)
            return self._of_role(item.what, words, item.gender)
        if item.what == "pronoun":
            return self._pronoun(words, item.gender)
        if item.what == "narrator":
            return None
        if isinstance(item.what, Phrase):
            return self._referred(item, words) or self.voices.of(item.what)
        return self._body(item, words)

    def _referred(self, item: Candidate, words: str) -> Speaker | None:
        """The person who spoke last, or was a subject last, where a noun such as 'чиновник' or 'глава ведомства' means him and agrees
        with him."""
        if not isinstance(item.what, Phrase):
            return None
        last = self.discourse.last
        spoke = last is not None and not last.id.startswith("org:")
        if last is not None and spoke and self._is_interlocutor(item.what):
            other = other_of(self.discourse.seen, last.id, item.gender, self.gender_of)
            return self.named(other, Attribution.ROLE, "interlocutor") if other is not None else None
        latest = [last.id] if last is not None and spoke else []
        for leader in dict.fromkeys([*latest, *islice(self.discourse.recent(), 1)]):
            agrees = not item.gender or self.gender_of(leader) in (item.gender, "")
            if agrees and means_last(self.draft, self.voices, item.what, leader):
                name = self._name_of(leader)
                return self._speaker(leader, name, Attribution.ROLE, "referred", words, name)
        return None

    def _is_interlocutor(self, phrase: Phrase) -> bool:
        """'Его собеседник'; one without a pronoun may be anybody."""
        words, tokens = self.draft.kit.words.speakers, self.draft.tokens
        whose = phrase.head > 0 and tokens[phrase.head - 1].low in words.possessives
        return whose and tokens[phrase.head].lemma in words.interlocutors

    def country_goes_on(self, item: Candidate) -> Speaker | None:
        """The leader who spoke last, where his own country is the subject of a stance: 'Кыргызстан считает …'."""
        last = self.discourse.last
        if last is None or not isinstance(item.what, str) or not item.what.startswith("place:"):
            return None
        if any(match.payload.how == "capital" for match in self.draft.places_in(item.first, item.last)):
            return None  # a capital speaks for itself
        own = self.draft.kit.vocabulary.country_of(last.id, self.draft.day) == item.what.removeprefix(
            "place:"
        )
        return replace(last, attribution=Attribution.IMPLICIT, rule="own-country") if own else None

    def _body(self, item: Candidate, words: str) -> Speaker:
        """A body or country by its name in the text: adjectives before, genitives after, the head in the nominative, small letters."""
        tokens = self.draft.tokens
        first, last = item.first, item.last
        if isinstance(item.what, str) and item.what.startswith("body:"):
            while first > 0 and tokens[first - 1].kind == "word" and self._belongs_before(tokens[first - 1]):
                first -= 1
            while last < len(tokens) and last - item.last < 3 and self._belongs_after(tokens[last]):
                last += 1
        parts = [tokens[number].low for number in range(first, last)]
        head = tokens[item.first]
        place = (
            item.what.removeprefix("place:")
            if isinstance(item.what, str) and item.what.startswith("place:")
            else None
        )
        if self.draft.kit.code == "ru" and item.last - item.first == 1:
            if place is not None and not self.draft.kit.language.knows(head.low):
                parts[0] = self._place_base(place, head.low)
            elif not head.has_case("nom"):
                parts[item.first - first] = head.lemma
        name = " ".join(parts)
        shown = self.draft.kit.vocabulary.place_label(place, self.draft.kit.code) if place else name
        attribution = Attribution.ROLE if place else Attribution.EXPLICIT
        return Speaker(id=f"org:{name}", name=shown, attribution=attribution, rule="body", chain=(words,))

    def _place_base(self, place: str, form: str) -> str:
        """The name of a country or its capital that an unknown form is likest to: 'в Таваре' -> 'тавар'."""
        entry = self.draft.kit.vocabulary.countries.get(place)
        code = self.draft.kit.code
        names = [*entry.names.get(code, []), *entry.capital.get(code, [])] if entry is not None else []
        return max((name.lower() for name in names), key=lambda name: _alike(name, form), default=form)

    def _belongs_before(self, token: Token) -> bool:
        if self.draft.kit.code == "en":
            return token.can_be("article") or token.low.endswith("'s")
        return token.can_be("adjective") and token.has_case("nom")

    def _belongs_after(self, token: Token) -> bool:
        return (
            self.draft.kit.code == "ru"
            and token.kind == "word"
            and token.has_case("gen")
            and not token.can_be("verb")
        )

    def _speaker(self, leader: str, name: str, attribution: Attribution, rule: str, *chain: str) -> Speaker:
        return Speaker(id=leader, name=name, attribution=attribution, rule=rule, chain=tuple(chain))

    def _name_of(self, leader: str) -> str:
        entry = self.draft.kit.vocabulary.leaders.get(leader)
        if entry is not None:
            return next(iter(entry.names.get(self.draft.kit.code, [])), entry.label(self.draft.kit.code))
        person = self._persons.get(leader)
        return person.mention.name if person is not None else self.voices.names.get(leader, leader)

    def _of_role(self, role: Role, words: str, gender: str = "") -> Speaker | None:
        """The person whom a title means: by its place, else the latest in the text whose office it is."""
        if self._subjects is not None:
            return self._of_russian_title(role, words, gender)
        vocabulary, day = self.draft.kit.vocabulary, self.draft.day
        if role.place is None and role.office in HEADS | VAGUE:
            return self._of_head(role, words)
        for leader in self._recent():
            if leader.startswith("org:"):
                continue
            entry = vocabulary.leaders.get(leader)
            if entry is not None and fits(entry, role.office, role.place, day):
                return self._speaker(
                    leader, self._name_of(leader), Attribution.ROLE, "title", words, self._name_of(leader)
                )
            if entry is None and role.place is None:
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
        return None

    def _of_head(self, role: Role, words: str) -> Speaker | None:
        """Whom 'the president', 'the head of state' means in a text that is not Russian."""
        leaders, day = self.draft.kit.vocabulary.leaders, self.draft.day
        fitting = [
            leader
            for leader in islice(self._recent(), MOST_SEEN)
            if (entry := leaders.get(leader)) is not None and fits(entry, role.office, None, day)
        ]
        main = self._first_leader(role.office)
        found = bearer_among(self.draft, role, fitting, main, self.discourse)
        if found is None:
            return None
        leader, rule = found
        return self._speaker(
            leader, self._name_of(leader), Attribution.ROLE, rule, words, self._name_of(leader)
        )

    def _of_russian_title(self, role: Role, words: str, gender: str) -> Speaker | None:
        if role.place is None and role.office in _AT_A_MEETING:
            found_there = _AT_A_MEETING[role.office](
                self.draft, gender or role.gender, self.gender_of, role.first
            )
            if found_there is None:
                return None
            return self._speaker(
                found_there,
                self._name_of(found_there),
                Attribution.ROLE,
                role.office,
                words,
                self._name_of(found_there),
            )
        seen = [
            leader for leader in self.discourse.seen if not gender or self.gender_of(leader) in (gender, "")
        ]
        found = bearer_of(self.draft, self.voices, role, seen, self.discourse)
        if found is None:
            return None
        leader, rule = found
        if gender and self.gender_of(leader) not in (gender, ""):
            return None  # 'отметил' of a woman: somebody else, or nobody we can be sure of
        return self._speaker(
            leader, self._name_of(leader), Attribution.ROLE, rule, words, self._name_of(leader)
        )

    def _recent(self) -> Iterator[str]:
        """People of the text, the latest subject or speaker first."""
        return self.discourse.recent()

    def _first_leader(self, office: str) -> str | None:
        """The first person of the whole text who may bear a title without a place: headlines name him last of all."""
        for leader in self._persons:
            entry = self.draft.kit.vocabulary.leaders.get(leader)
            if entry is not None and fits(entry, office, None, self.draft.day):
                return entry.id
        return None

    def _pronoun(self, words: str, gender: str) -> Speaker | None:
        """'He' is who spoke last, if the gender fits, else the latest named of that gender."""
        if gender == "pl":
            last = self.discourse.last
            return (
                replace(last, attribution=Attribution.PRONOUN, rule="pronoun")
                if last
                and last.id.startswith("org:")
                and (not self._subjects or last.id in self.voices.several)
                else None
            )
        if self.discourse.is_unsure():
            return None
        others = objects_of(self.draft, self.discourse.at) if self._subjects is not None else frozenset()
        for leader in self._recent():
            if leader in others:
                continue
            own = self.gender_of(leader)
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

    def gender_of(self, leader: str) -> str:
        """'m', 'f' or '' where nothing tells."""
        person, entry = self._persons.get(leader), self.draft.kit.vocabulary.leaders.get(leader)
        known = (person.gender if person is not None else "") or (
            entry.gender or "" if entry is not None else ""
        )
        return known or self.voices.genders.get(leader, "")

    def label_in(self, first: int, last: int) -> Candidate | None:
        """Who some tokens name, if they do nothing else: 'Министр экономики Имярек:'."""
        return self._subjects.label(first, last) if self._subjects is not None else None

    def candidate(self, phrase: Phrase) -> Candidate:
        """What a Russian phrase stands for."""
        assert self._subjects is not None
        return self._subjects.candidate(phrase)

    def named(self, leader: str, attribution: Attribution, rule: str) -> Speaker:
        """Somebody of the text as a speaker."""
        return self._speaker(leader, self._name_of(leader), attribution, rule, self._name_of(leader))

    def spoke(self, speaker: Speaker | None) -> None:
        """Remember who spoke."""
        if speaker is not None:
            person = not speaker.id.startswith("org:") or speaker.id in self.voices.genders
            self.discourse.speak(speaker, person)

    def read(self, first: int, last: int) -> None:
        """Remember who was named in a sentence: its subjects are what 'he' means next, others are remembered behind them."""
        people = self.draft.people_in(first, last)
        if not people and not self.draft.roles_in(first, last):
            return
        if self._subjects is not None and people:
            self.voices.introduce(first, last)
        met = [(item, self._introduced(item)) for item in named(self.draft, first, last)]
        known = [(item, leader) for item, leader in met if leader is not None]
        subjects = [leader for item, leader in known if "nom" in item.case.split()]
        if self._subjects is not None:  # 'заместитель министра X': the first of two titles tells the case
            subjects += self._subjects.named(first, last, subjects)
        for _, leader in known:
            self.discourse.mention(leader)
        self.name(subjects, first, last)

    def name(self, subjects: Sequence[str], first: int, last: int) -> None:
        """Remember the subjects of a sentence; who is only told to be there takes the word from nobody."""
        words = self.draft.kit.words.speech
        lemmas = {token.lemma for token in self.draft.tokens[first:last]}
        if not lemmas.isdisjoint(words.attends) and self.discourse.has_the_word():
            self.discourse.attend(list(dict.fromkeys(subjects)))
            return
        self.discourse.newer = self.discourse.newer or any(
            leader != self.discourse.speaker for leader in subjects
        )
        for leader in subjects:
            self.discourse.name(leader)

    def _introduced(self, item: Candidate) -> str | None:
        if isinstance(item.what, Person):
            return item.what.mention.leader
        if isinstance(item.what, Role) and item.what.place is not None and item.number != "pl":
            return holder(self.draft.kit.vocabulary, item.what.office, item.what.place, self.draft.day)
        return None


def _alike(name: str, form: str) -> int:
    """How many letters two words share from their beginning on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, form, strict=False)))
