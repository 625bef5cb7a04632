"""Verbs that no lexicon of speech lists, where the construction tells that they speak: '“…,” he harrumphed', 'she ruminated that …'."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.kinds import Act
from app.extraction.draft import Draft
from app.extraction.english.attribution import Attribution, Place
from app.extraction.english.phrases import NounPhrase
from app.extraction.english.subjects import Subjects
from app.extraction.speech.cues import Cue, CueForm
from app.language.en_classes import WordClass as W

_NEAR = 2
_WITHIN = 12  # tokens after a quotation in which its verb stands


class UnlistedVerbs:
    """Finds them in one document."""

    def __init__(self, draft: Draft, subjects: Subjects) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.subjects = subjects
        self.of = subjects.of
        self.silent = frozenset(draft.kit.words.speech.silent)

    def before_that(self, first: int, last: int) -> Iterator[Attribution]:
        """'X VERB that …', where X is a person."""
        for at in range(first + 2, last - 2):
            if self.tokens[at].low != "that" or not self._may_speak(at - 1, first):
                continue
            subject = self.subjects.before(at - 1, first)
            if subject is not None and not subject.relative and self._is_person(subject):
                place = Place.SUBORDINATE if self._is_subordinate(subject, first) else Place.MAIN
                yield self._made(at - 1, subject, place, "that")

    def after_quotation(self, close: int, last: int) -> Iterator[Attribution]:
        """'“…,” X VERB', '“…,” VERB X'; nothing but circumstances follows."""
        for at in range(close, min(last, close + _WITHIN)):
            if not self._may_speak(at, close):
                continue
            if at - close <= _NEAR and self.tokens[at - 1].kind == "mark":
                subject = self.subjects.after(at + 1, last)
                if (
                    subject is not None
                    and self._is_person(subject)
                    and self._only_circumstances(subject.last, last)
                ):
                    yield self._made(at, subject, Place.INSERTED, "none")
                    return
            subject = self.subjects.before(at, close)
            if (
                subject is not None
                and subject.first - close <= _NEAR
                and self._is_person(subject)
                and self._only_circumstances(at + 1, last)
            ):
                yield self._made(at, subject, Place.INSERTED, "none")
            return

    def _may_speak(self, verb: int, first: int) -> bool:
        token = self.tokens[verb]
        if token.kind != "word" or token.capital or token.lemma in self.silent or token.low in self.silent:
            return False
        if self.of(verb) & (W.BE | W.AUXILIARY | W.MODAL | W.NEGATION):
            return False
        return self.subjects.is_finite(verb, first) and not self._negated(verb, first)

    def _negated(self, verb: int, first: int) -> bool:
        group = self.subjects.group(verb, first)
        return any(self.of(at) & (W.NEGATION | W.BE | W.MODAL) for at in range(group, verb))

    def _is_person(self, phrase: NounPhrase) -> bool:
        if phrase.pronoun:
            return self.tokens[phrase.head].low in ("he", "she", "they")
        if self.of(phrase.head) & (W.PERSON | W.TITLE):
            return True
        return any(
            person.last == phrase.head + 1 for person in self.draft.people_in(phrase.core, phrase.head + 1)
        )

    def _only_circumstances(self, at: int, last: int) -> bool:
        if at >= last or self.tokens[at].kind == "mark":
            return True
        return bool(self.of(at) & (W.PREPOSITION | W.TIME | W.ADVERB | W.SUBORDINATOR | W.GERUND))

    def _is_subordinate(self, phrase: NounPhrase, first: int) -> bool:
        at = phrase.first - 1
        return at >= first and self.tokens[at].kind == "word" and bool(self.of(at) & W.SUBORDINATOR)

    def _made(self, verb: int, subject: NounPhrase, place: Place, complement: str) -> Attribution:
        cue = Cue(verb, verb + 1, verb, Act.CLAIM, CueForm.FINITE, self.tokens[verb].lemma)
        return Attribution(cue, subject, place, "verb", complement)
