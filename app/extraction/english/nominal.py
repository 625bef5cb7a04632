"""Attributions by nouns: 'X's claim that', 'in her view', 'according to X'."""

from __future__ import annotations

from dataclasses import replace

from app.domain.kinds import Act
from app.extraction.acts.actions import actions_of
from app.extraction.draft import Draft
from app.extraction.english.attribution import Attribution, Place
from app.extraction.english.phrases import NounPhrase
from app.extraction.english.subjects import Subjects
from app.extraction.speech.cues import Cue, CueForm
from app.language.en_classes import WordClass as W

_AMOUNT = 5  # words in which an amount follows 'is'
_ANNOUNCES = 6  # words between 'made' and 'proposals:'


class NominalAttributions:
    """Finds attributions by nouns in one document."""

    def __init__(self, draft: Draft, subjects: Subjects) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.subjects = subjects
        self.of = subjects.of

    def of_noun(self, noun: int, end: int, act: Act, first: int, last: int) -> Attribution | None:
        """'X's claim that …'."""
        ideas, lemma = self.draft.kit.words.acts.ideas, self.tokens[noun].lemma
        if (told := self._told_of(end, last)) is not None:
            return self._owned(noun, told, Act.PROPOSAL if lemma in ideas else act, first, told=True)
        if end < last and lemma in ideas and self.tokens[end].text == ":":
            return self._announced(noun, end, first)
        speech = self.draft.kit.words.speech
        if lemma in speech.predicated or lemma in speech.offers:
            return None
        if not (end < last and self.tokens[end].low in ("that", "to", "for")):
            return None
        if self.tokens[end].low == "to" and not actions_of(self.draft.kit).infinitive(
            self.tokens, min(end + 1, last - 1)
        ):
            return None  # 'her remarks to the congress'
        return self._owned(noun, end, act, first)

    def _owned(self, noun: int, end: int, act: Act, first: int, *, told: bool = False) -> Attribution | None:
        low = noun
        while (
            low > first
            and self.tokens[low - 1].kind == "word"
            and not self.of(low - 1) & (W.OWNER | W.DETERMINER)
            and noun - low < 3
        ):
            low -= 1
        if low <= first or self.tokens[low - 1].kind != "word":
            return None
        owner = low - 1
        cue = Cue(noun, end, noun, act, CueForm.OTHER, self.tokens[noun].lemma)
        place, how = Place.NOUN, "noun"
        if told:
            cue = replace(cue, form=CueForm.FINITE)
            place, how = Place.MAIN, "predicated"
        if self.of(owner) & W.OWNER:
            phrase = self.subjects.phrases.before(owner + 1, first)
            return Attribution(cue, phrase, place, how, "that") if phrase else None
        if self.tokens[owner].low in self.draft.kit.words.speakers.possessives:
            return Attribution(
                cue, NounPhrase(owner, owner + 1, owner, owner, pronoun=True), place, how, "that"
            )
        return None

    def _announced(self, noun: int, end: int, first: int) -> Attribution | None:
        """'Liana Verst made three proposals:', 'had a simpler request:'."""
        for at in range(noun - 1, max(first, noun - _ANNOUNCES), -1):
            if self.tokens[at].lemma in ("make", "have", "present", "offer", "table", "outline", "bring"):
                phrase = self.subjects.phrases.before(at, first)
                cue = Cue(at, end, at, Act.PROPOSAL, CueForm.FINITE, self.tokens[noun].lemma, phrase=True)
                return Attribution(cue, phrase, Place.MAIN, "phrase", "colon") if phrase else None
        return None

    def _told_of(self, end: int, last: int) -> int | None:
        """'Her advice to governments | was | to borrow': where a form of 'be' before 'to' or 'that' ends; None where none follows."""
        at = end
        if at < last and self.tokens[at].low in ("to", "for"):
            phrase = self.subjects.phrases.after(at + 1, last)
            at = phrase.last if phrase is not None else at
        while at < last and self.tokens[at].kind == "word" and self.of(at) & W.ADVERB:
            at += 1
        tells = (
            at + 1 < last
            and self.tokens[at].low in ("is", "was")
            and self.tokens[at + 1].low in ("to", "that")
        )
        if (
            not tells and at < last and self.tokens[at].low in ("is", "was")
        ):  # 'was more modest: a school in Tavar'
            tells = any(self.tokens[to].text == ":" for to in range(at + 1, min(last, at + _ANNOUNCES)))
        return at + 1 if tells else None

    def of_view(self, noun: int, end: int, act: Act, first: int, last: int) -> Attribution | None:
        """'In his view', 'by the minister's own estimate', 'his own figure is 3 billion'."""
        if (told := self._amounts_to(noun, end, last)) is not None:
            return self._owned(noun, told, act, first, told=True)
        low = noun
        if low > first and self.tokens[low - 1].low == "own":
            low -= 1
        if (
            low - 1 <= first
            and not (low - 1 == first and self.tokens[first].low in ("in", "by"))
            and low - 2 < first
        ):
            return None
        owner = low - 1
        cue = Cue(owner, end, noun, act, CueForm.WORDS_OF, self.tokens[noun].lemma)
        if self.tokens[owner].low in self.draft.kit.words.speakers.possessives:
            if owner <= first - 1 or owner == 0 or self.tokens[owner - 1].low not in ("in", "by", "on"):
                return None
            phrase = NounPhrase(owner, owner + 1, owner, owner, pronoun=True)
            return Attribution(replace(cue, first=owner - 1), phrase, Place.OF_WORDS, "words-of", "object")
        if not self.of(owner) & W.OWNER:
            return None
        found = self.subjects.phrases.core_before(owner + 1, first)
        if (
            found is None
            or found.first - 1 < first
            or self.tokens[found.first - 1].low not in ("in", "by", "on")
        ):
            return None
        return Attribution(replace(cue, first=found.first - 1), found, Place.OF_WORDS, "words-of", "object")

    def _amounts_to(self, noun: int, end: int, last: int) -> int | None:
        """Where 'is' ends in 'her estimate is 3 billion'; of a mere figure only in 'her own figure is'."""
        tokens = self.tokens
        if end >= last or tokens[end].low not in ("is", "was"):
            return None
        if tokens[noun].low == "figure" and tokens[noun - 1].low != "own":
            return None
        near = tokens[end + 1 : min(last, end + _AMOUNT)]
        return end + 1 if any(token.kind == "number" for token in near) else None

    def of_words(self, verb: int, end: int, first: int, last: int) -> NounPhrase | None:
        """Whom 'according to', 'in his view' name."""
        possessives = self.draft.kit.words.speakers.possessives
        for at in range(verb, min(end + 1, last)):
            if self.tokens[at].low in possessives and (
                at < end
                or at + 1 >= last
                or self.tokens[at + 1].kind != "word"
                or self.of(at + 1) & (W.PREPOSITION | W.COORDINATOR)
            ):
                return NounPhrase(at, at + 1, at, at, pronoun=True)
        phrase = self.subjects.phrases.after(end, last)
        if phrase is None:
            return None
        if (
            phrase.pronoun and self.tokens[phrase.head].low == "which"
        ):  # 'presented a report, according to which'
            return self.subjects.of_main_clause(verb, first)
        if (owner := self._reckoner(phrase)) is not None:
            return owner
        phrase = self.subjects.with_apposition(phrase, last)
        at = phrase.last
        if (
            at + 1 < last and self.of(at) & W.PAST
        ):  # 'figures presented by X', 'figures released on Monday by X'
            by = next(
                (number for number in range(at, min(last, at + 6)) if self.tokens[number].low == "by"), None
            )
            agent = self.subjects.phrases.after(by + 1, last) if by is not None else None
            if agent is not None:
                return agent
        if (
            at + 1 < last
            and self.tokens[at].kind == "word"
            and self.of(at) & W.PRONOUN
            and self.draft.kit.cues.at(self.tokens, at + 1, at + 2)
        ):
            return NounPhrase(at, at + 1, at, at, pronoun=True)  # 'figures she quoted'
        return phrase

    def _reckoner(self, phrase: NounPhrase) -> NounPhrase | None:
        """Whose figures they are: 'according to the ministry's estimates'."""
        head = self.tokens[phrase.head]
        if not {head.low, head.lemma} & self.draft.kit.words.speech.views:
            return None
        owner = next(
            (at for at in range(phrase.head - 1, phrase.core - 1, -1) if self.of(at) & W.OWNER), None
        )
        return self.subjects.phrases.core_before(owner + 1, phrase.core) if owner is not None else None
