"""Who an English noun phrase means: a person named in it or described by it before, the holder of a title, or a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.findings import Speaker
from app.domain.kinds import Attribution as How
from app.extraction.draft import Draft
from app.extraction.english.descriptions import Descriptions
from app.extraction.english.names import Names
from app.extraction.english.phrases import NounPhrase
from app.extraction.english.subjects import Subjects
from app.extraction.speech.speakers import Speakers
from app.language.en_classes import WordClass as W

_CLAUSE = 30  # tokens before a phrase in which its antecedent may stand in the same sentence


class Referents:
    """Resolves the phrases of one document."""

    def __init__(self, draft: Draft, speakers: Speakers, subjects: Subjects) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.speakers = speakers
        self.subjects = subjects
        self.of = subjects.of
        self.documents = frozenset(draft.kit.words.speech.documents)
        self.unnamed: tuple[Speaker, int] | None = None
        """The latest person without a name ('a farmer'), and what kind of noun it was."""
        self.introduced: dict[str, Speaker] = {}
        """People without a name by their noun, as they were introduced: 'an official at the port'."""
        self.several: Speaker | None = None
        """The latest people that were a subject together: 'the two leaders'."""
        self.names = Names(draft, subjects)
        self.descriptions = Descriptions(draft, speakers, subjects, self.names)

    def resolve(self, phrase: NounPhrase) -> Speaker | None:
        """The speaker that a phrase means; None where it is a pronoun or title that cannot be told."""
        words = self.draft.span_of(phrase.first, phrase.last).of(self.draft.text)
        if phrase.pronoun:
            return self._pronoun(phrase, words)
        person = self._person(phrase)
        if person is not None:
            leader, name = person
            self.descriptions.remember(leader, phrase)
            return Speaker(id=leader, name=name, attribution=How.EXPLICIT, rule="named", chain=(words,))
        if phrase.plural:
            return self._body(phrase, words)
        found = self.descriptions.by_title(phrase, words)
        if found is not None or self.speakers.discourse.refused:
            return found  # of one of several: a body of that name it is not
        if (known := self._introduced(phrase)) is not None:
            return replace(known, attribution=How.PRONOUN, rule="introduced", chain=(words, known.name))
        body = self._body(phrase, words)
        if body is not None and self._is_somebody(phrase):
            self.unnamed = body, self.of(phrase.head)
            self.introduced[self.tokens[phrase.head].low] = body
        return body

    def _introduced(self, phrase: NounPhrase) -> Speaker | None:
        """'The same official' is the official who was introduced before."""
        if self.tokens[phrase.first].low != "the" or phrase.last != phrase.head + 1:
            return None
        between = [token.low for token in self.tokens[phrase.first + 1 : phrase.head]]
        return self.introduced.get(self.tokens[phrase.head].low) if between == ["same"] else None

    def remember_several(self, phrase: NounPhrase) -> None:
        """Remember people who are a subject together, whom 'they' may mean: 'the two leaders', 'both sides'."""
        if phrase.plural and self.of(phrase.head) & (W.PERSON | W.TITLE):
            words = self.draft.span_of(phrase.first, phrase.last).of(self.draft.text)
            self.several = self._body(phrase, words)

    def _is_somebody(self, phrase: NounPhrase) -> bool:
        """'A farmer', 'a former official', no ministry: one person without a name."""
        head = self.tokens[phrase.head]
        bodies = self.draft.kit.words.grammar.unliving
        return bool(self.of(phrase.head) & W.PERSON) and not head.capital and head.low not in bodies

    def _person(self, phrase: NounPhrase) -> tuple[str, str] | None:
        """The person whom the phrase or an apposition to it names."""
        if phrase.coordinated:
            return None
        found = self.names.at_head(phrase.core, phrase.head)
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
                and (found := self.names.at_head(inner.core, inner.head)) is not None
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
        """'President of Kazakhstan Kassym-Jomart Tokayev', 'Secretary of the Council Jan Roe': the name stands behind the title's place or
        house, without a comma."""
        if not self.of(phrase.head) & W.TITLE:
            return None
        own = range(phrase.head + 2, phrase.head + 4)  # 'of' or 'of the' lies between
        ends = {match.last for match in self.draft.places_in(phrase.head, phrase.last) if match.first in own}
        for person in self.draft.people_in(phrase.head, phrase.last):
            house = person.first - 1 > phrase.head and bool(self.of(person.first - 1) & W.HOUSE)
            if (person.first in ends or house) and person.last == phrase.last:
                return person.mention.leader, person.mention.name
        return None

    def _pronoun(self, phrase: NounPhrase, words: str) -> Speaker | None:
        low = self.tokens[phrase.head].low.split("'")[0]
        if low == "it":
            return self._speaking_body(words)
        genders = self.draft.kit.words.speakers.pronouns | self.draft.kit.words.speakers.possessives
        gender = genders.get(low)
        if gender is None:
            return None
        if gender == "pl":
            if (same := self._same_sentence(phrase)) is not None:
                return same
            found, several = self.speakers._pronoun(words, "pl"), self.several
            if found is not None or several is None:
                return found
            return replace(several, attribution=How.PRONOUN, rule="pronoun", chain=(words, several.name))
        if self.unnamed is not None:
            speaker, kind = self.unnamed
            if not kind & (W.WOMAN if gender == "m" else W.MAN):
                return replace(speaker, attribution=How.PRONOUN, rule="pronoun", chain=(words, speaker.name))
        for leader in self._near(phrase):
            own = self.names.genders.get(leader, "")
            if not own or own == gender:
                name = self.names.shown(leader, self.speakers._name_of(leader))
                if not own:
                    self.names.genders[leader] = gender
                return Speaker(
                    id=leader, name=name, attribution=How.PRONOUN, rule="pronoun", chain=(words, name)
                )
        return None

    def _same_sentence(self, phrase: NounPhrase) -> Speaker | None:
        """'The presidents met in Tavar, where they welcomed the plan': the people who are the subject before."""
        start = self.subjects.phrases.sentence_start(phrase.first, max(0, phrase.first - _CLAUSE))
        main = self.subjects.of_main_clause(phrase.first, start)
        if main is None or main.pronoun or not main.plural:
            return None
        if not any(self.of(at) & (W.PERSON | W.TITLE) for at in range(main.first, main.head + 1)):
            return None
        words = self.draft.span_of(main.first, main.last).of(self.draft.text)
        body = self._body(main, words)
        return replace(body, attribution=How.PRONOUN, rule="pronoun") if body is not None else None

    def _speaking_body(self, words: str) -> Speaker | None:
        """'It' is the body that spoke last: 'the bank said …; growth, it added, …'."""
        last = self.speakers.discourse.last
        if last is None or not last.id.startswith("org:") or last.rule not in ("body", "pronoun"):
            return None
        return replace(last, attribution=How.PRONOUN, rule="pronoun", chain=(words, last.name))

    def _near(self, phrase: NounPhrase) -> Sequence[str]:
        """People whom 'he' may mean, the likeliest first: subjects of the same sentence before it, then whoever was spoken of."""
        low = max(0, phrase.first - _CLAUSE)
        near: list[str] = []
        start = self.subjects.phrases.sentence_start(phrase.first, low)
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
        if self.speakers.discourse.is_unsure():
            return near
        return [*near, *(leader for leader in self.speakers._recent() if leader not in near)]

    def _called(self, phrase: NounPhrase) -> str | None:
        """What a body is called that a noun describes: 'the operator, River Maritime,'."""
        if phrase.plural or self.tokens[phrase.head].capital or not self.of(phrase.first) & W.DETERMINER:
            return None
        unliving = self.draft.kit.words.grammar.unliving
        if self.of(phrase.head) & W.PERSON and self.tokens[phrase.head].low not in unliving:
            return None
        for first, last in phrase.insertions:
            named = self.tokens[first:last]
            place = any(match.last == last for match in self.draft.places_in(first, last))
            if not place and all(token.kind == "word" and token.capital for token in named):
                return self.draft.span_of(first, last).of(self.draft.text)
        return None

    def _body(self, phrase: NounPhrase, words: str) -> Speaker | None:
        """A body, country or unnamed person, by what the text calls it, in small letters."""
        if self.of(phrase.head) & (W.TIME | W.GERUND) and not self.tokens[phrase.head].capital:
            return None
        words = self._called(phrase) or words
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
