"""Subjects of Russian cues as candidates: who stands there, a person, a title, a country or whoever the noun phrase names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import takewhile

from app.extraction.draft import Draft, Person, Role
from app.extraction.russian.clauses import has_clause
from app.extraction.russian.phrases import Phrase, Sort, cases_of, first_phrase, in_cases, phrases
from app.extraction.russian.subjects import Sentence, is_body
from app.extraction.russian.words import shape
from app.extraction.speech.candidates import Candidate
from app.extraction.speech.cues import Cue, CueForm
from app.extraction.toolkit import Kit
from app.language import Token

_LONGEST = 320  # tokens of a sentence that is looked at whole
_REACH = 26  # tokens after 'по словам' that are looked at
_OWN_COUNTRY = frozenset({"страна", "республика", "государство"})
_MEETINGS = frozenset({"встреча", "саммит", "форум", "переговоры", "заседание", "совещание", "столица"})
_BELONGS = {
    "host": _MEETINGS,
    "guest": _MEETINGS,
    "secretary-general": frozenset({"содружество", "организация", "союз", "форум", "объединение", "альянс"}),
}
_BEHIND = 3  # tokens between a verb of quoting and whom it quotes
_HIS = {"него": "m", "нее": "f", "них": "pl"}
_SOURCES, _AGENTS = frozenset({"gen", "dat", "acc"}), frozenset({"ins"})
_PARTING = frozenset(",.:;!?—–")  # between a phrase and the next
_FIRST_OR_SECOND = frozenset({"я", "мы", "вы", "ты"})


def _is_mouthpiece(kit: Kit, token: Token) -> bool:
    return token.low == "устами"


class Subjects:
    """Finds who speaks in the sentences of one document. A sentence is read once for all its cues."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._last: tuple[tuple[int, int], Sentence] | None = None

    def sentence(self, first: int, last: int) -> Sentence:
        if self._last is None or self._last[0] != (first, last):
            self._last = ((first, last), Sentence(self.draft, first, last))
        return self._last[1]

    def of(self, cue: Cue, first: int, last: int) -> Candidate | None:
        """The subject of a finite verb, the agent of a passive, the source after 'по словам'; None where there is none."""
        if last - first > _LONGEST:  # a sentence without an end: what stands near the verb is enough
            first, last = max(first, cue.first - _LONGEST // 2), min(last, cue.last + _LONGEST // 2)
        if cue.form is CueForm.WORDS_OF:
            return self._source(cue, last)
        if cue.form is CueForm.PASSIVE:
            return self._agent(cue, first, last) or self._owner(cue, first, last)
        if cue.form is CueForm.GERUND:
            phrase = self.sentence(first, last).main_subject(cue)
            return self.candidate(phrase) if phrase is not None else None
        if cue.form is not CueForm.FINITE:
            return None
        if (quoted := self._quoted(cue, first, last)) is not None:
            return quoted
        if (mouth := self._mouth(cue, last)) is not None:
            return mouth
        if (lips := self._lips(first, last)) is not None:
            return lips
        subject = self.sentence(first, last).subject(cue)
        if subject is not None and subject.relative and not has_clause(self.draft, cue, last):
            return None  # 'адвокат, который инициировал процесс': background
        if subject is not None and (own := self._behind_colon(subject.phrase, first)) is not None:
            return own
        return self._of_verb(subject.phrase, cue) if subject is not None else None

    def _lips(self, first: int, last: int) -> Candidate | None:
        """'Тавания устами министра X выступила против': who speaks for the subject."""
        for number in self.draft.kit.trigger(_is_mouthpiece).places(self.draft.tokens, first, last):
            if found := first_phrase(self.draft, number + 1, min(last, number + _REACH)):
                return self.candidate(in_cases(self.draft, found, _SOURCES)) if found.alive else None
        return None

    def _behind_colon(self, phrase: Phrase, first: int) -> Candidate | None:
        """'Осторожен экономист X: он опасается …': whom a pronoun means that opens the clause behind a colon."""
        at = phrase.first - 1
        if phrase.sort is not Sort.PRONOUN or at <= first or self.draft.tokens[at].text != ":":
            return None
        return self.antecedent(first, at, phrase.gender)

    def _of_verb(self, phrase: Phrase, cue: Cue) -> Candidate:
        """A subject with the gender that a verb in the past tells of it: 'премьер отметила'."""
        item = self.candidate(phrase)
        told = next(
            (
                reading.gender
                for reading in self.draft.tokens[cue.verb].readings[:2]
                if reading.gender in ("m", "f")
            ),
            "",
        )
        title = isinstance(item.what, Role) or (told and phrase.sort is Sort.ANIMATE and item.number == "sg")
        return replace(item, gender=told) if title else item

    def _source(self, cue: Cue, last: int) -> Candidate | None:
        """Whose words they are: the phrase right after, somebody who can hold an opinion."""
        phrase = first_phrase(self.draft, cue.last, min(last, cue.last + _REACH))
        if phrase is None or phrase.first - cue.last > 1 or phrase.preposition:
            return None
        able = phrase.alive or phrase.sort is Sort.NAMED or is_body(self.draft, phrase)
        if not able or not phrase.cases & {"gen", "acc", "dat"}:
            return None
        item = self.candidate(in_cases(self.draft, phrase, _SOURCES))
        masculine = isinstance(item.what, Phrase) and phrase.sort is Sort.ANIMATE and item.gender == "m"
        return replace(item, gender="") if masculine else item  # 'эксперта' may be a woman

    def _quoted(self, cue: Cue, first: int, last: int) -> Candidate | None:
        """'Приводит её слова газета', 'цитирует министра агентство': who is quoted, not who quotes."""
        words = self.draft.kit.words
        if cue.lemma in words.speech.conveys and (owner := self._conveyed(cue, last)) is not None:
            return owner
        if cue.lemma not in words.speech.quoting:
            return None
        quoting = self.sentence(first, last).subject(cue)
        if quoting is not None and quoting.phrase.alive:
            return None  # who quotes another in a speech of his own says it himself
        for number in range(cue.last, min(last, cue.last + _BEHIND)):
            sex = words.speakers.possessives.get(self.draft.tokens[number].low)
            if sex is not None:
                return Candidate(number, number + 1, "gen", sex, "pl" if sex == "pl" else "sg", "pronoun")
        for phrase in self.sentence(first, last).beginning(cue.last, cue.last + _BEHIND + 1):
            if phrase.preposition:
                continue
            if self.draft.tokens[phrase.head].lemma in words.speech.words and phrase.last > phrase.head + 1:
                inner = first_phrase(self.draft, phrase.head + 1, phrase.last)
                return self.candidate(in_cases(self.draft, inner, _SOURCES)) if inner else None
            if phrase.alive and "acc" in phrase.cases and not phrase.nominative:
                return self.candidate(in_cases(self.draft, phrase, _SOURCES))
        return None

    def _conveyed(self, cue: Cue, last: int) -> Candidate | None:
        """'Передал участникам слова X', 'зачитал послание X': whose words somebody else brings."""
        speech = self.draft.kit.words.speech
        for at in range(cue.last, min(last - 1, cue.last + _BEHIND)):
            if self.draft.tokens[at].lemma in speech.words or self.draft.tokens[at].lemma in speech.papers:
                inner = first_phrase(self.draft, at + 1, last)
                owns = inner is not None and inner.first == at + 1 and inner.alive and "gen" in inner.cases
                return self.candidate(in_cases(self.draft, inner, _SOURCES)) if owns and inner else None
        return None

    def _mouth(self, cue: Cue, last: int) -> Candidate | None:
        """'Прозвучали у него и предложения': whose words they were stands behind 'у'."""
        at = cue.last
        tokens = self.draft.tokens
        if cue.lemma in self.draft.kit.words.speech.carriers and (side := self._side(cue)) is not None:
            return side
        if cue.lemma not in self.draft.kit.words.speech.carriers or at + 1 >= last or tokens[at].low != "у":
            return None
        sex = _HIS.get(tokens[at + 1].low)
        if sex is not None:
            return Candidate(at + 1, at + 2, "gen", sex, "pl" if sex == "pl" else "sg", "pronoun")
        found = first_phrase(self.draft, at + 1, min(last, at + _REACH))
        return self.candidate(in_cases(self.draft, found, _SOURCES)) if found and found.alive else None

    def _side(self, cue: Cue) -> Candidate | None:
        """'Со стороны X прозвучало предложение': whose side it is."""
        tokens = self.draft.tokens
        for number in range(max(0, cue.first - 2 * _BEHIND), cue.first - 1):
            if tokens[number].low == "со" and tokens[number + 1].low == "стороны":
                found = first_phrase(self.draft, number + 2, cue.first)
                return self.candidate(in_cases(self.draft, found, _SOURCES)) if found else None
        return None

    def _agent(self, cue: Cue, first: int, last: int) -> Candidate | None:
        """'Было заявлено министром': somebody in the instrumental right after the participle."""
        for phrase in self.sentence(first, last).beginning(cue.last, cue.last + 2):
            if not phrase.preposition and "ins" in phrase.cases:
                if (
                    phrase.sort is Sort.PRONOUN
                    or "nom" in phrase.cases
                    or not (phrase.alive or is_body(self.draft, phrase))
                ):
                    return None
                return self.candidate(in_cases(self.draft, phrase, _AGENTS))
        return None

    def _owner(self, cue: Cue, first: int, last: int) -> Candidate | None:
        """'В заявлении МИД говорится', 'сказано в письме министра': whose paper it is."""
        papers = self.draft.kit.words.speech.papers
        for phrase in self.sentence(first, last).beginning(cue.last - _REACH, cue.last + _REACH + 1):
            if phrase.preposition not in ("в", "во") or self.draft.tokens[phrase.head].lemma not in papers:
                continue
            inner = first_phrase(self.draft, phrase.head + 1, phrase.last)
            if inner and (inner.alive or inner.sort is Sort.NAMED or is_body(self.draft, inner)):
                return self.candidate(in_cases(self.draft, inner, _SOURCES))
        return None

    def named(self, first: int, last: int, others: Collection[str]) -> list[str]:
        """People in the nominative whose title is a longer phrase: 'заместитель министра X'. `others` need not be found."""
        people = self.draft.people_in(first, last)
        titled = [person.first for person in people if self._may_be_titled(person, first, others)]
        if not titled:
            return []
        return [
            item.person.mention.leader
            for item in takewhile(lambda item: item.first < titled[-1], phrases(self.draft, first, last))
            if item.person is not None
            and item.nominative
            and item.head < item.person.first
            and item.person.mention.leader not in others
        ]

    def _may_be_titled(self, person: Person, first: int, others: Collection[str]) -> bool:
        """Whether a person may be such a one: in the nominative, and right behind a noun or what belongs to it."""
        if person.first == first or person.mention.leader in others:
            return False
        if "nom" not in cases_of(self.draft, person):
            return False
        before = self.draft.tokens[person.first - 1]
        what = shape(before)
        return (
            bool(what.nouns)
            or what.genitive_modifier
            or before.capital
            or (before.kind == "mark" and before.text not in _PARTING)
        )

    def antecedent(self, first: int, last: int, gender: str) -> Candidate | None:
        """Whom 'по его словам' means in its own sentence: the one person in the nominative before it."""
        found = [
            item
            for item in phrases(self.draft, first, last)
            if item.nominative and item.sort in (Sort.PERSON, Sort.FAMILY) and item.gender in (gender, "")
        ]
        return self.candidate(found[0]) if len(found) == 1 else None

    def label(self, first: int, last: int) -> Candidate | None:
        """The one phrase that some tokens are."""
        found = list(phrases(self.draft, first, last))
        whole = len(found) == 1 and found[0].first == first and found[0].last == last and found[0].nominative
        return self.candidate(found[0]) if whole else None

    def candidate(self, phrase: Phrase) -> Candidate:
        """What a phrase stands for."""
        draft = self.draft
        case = " ".join(sorted(phrase.cases))
        number = phrase.number or "sg"
        if phrase.person is not None and phrase.number != "pl":
            return Candidate(phrase.first, phrase.last, case, phrase.gender, "sg", phrase.person)
        if phrase.sort is Sort.PRONOUN:
            what = "narrator" if draft.tokens[phrase.head].low in _FIRST_OR_SECOND else "pronoun"
            return Candidate(
                phrase.first, phrase.last, case, "pl" if number == "pl" else phrase.gender, number, what
            )
        role = self._role(phrase)
        if role is not None and (draft.people or role.place is not None):
            return Candidate(phrase.first, phrase.last, case, phrase.gender, "sg", role)
        for match in draft.places_in(phrase.first, phrase.last):
            if (
                match.first <= phrase.head
                and match.last == phrase.last
                and match.payload.how in ("name", "capital")
            ) and (number != "pl" or phrase.sort is Sort.NAMED):
                return Candidate(
                    match.first, match.last, case, phrase.gender, "sg", f"place:{match.payload.place}"
                )
        return Candidate(phrase.first, phrase.last, case, phrase.gender, number, phrase)

    def _role(self, phrase: Phrase) -> Role | None:
        """A title that the phrase is, all of it: 'министр обороны' is no 'министр' of whom we know."""
        if phrase.number == "pl" or phrase.family is not None or phrase.counted:
            return None
        for role in self.draft.roles_in(phrase.first, phrase.last):
            rest = self.draft.tokens[role.last : phrase.last]
            belongs = _BELONGS.get(role.office, _OWN_COUNTRY)
            own = all(token.lemma in belongs for token in rest)  # 'премьер-министр страны', 'хозяин встречи'
            if role.first <= phrase.head < role.last and own:
                return role
        return None
