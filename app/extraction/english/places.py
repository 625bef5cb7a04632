"""Where an attribution stands: in the midst or at the end of what is said, as the main clause, or in a clause of less rank."""

from __future__ import annotations

from app.domain.kinds import Act
from app.extraction.draft import Draft
from app.extraction.english.attribution import Place
from app.extraction.english.phrases import NounPhrase
from app.extraction.english.subjects import Subjects
from app.language.en_classes import WordClass as W

_TELLING = frozenset({"tell", "inform", "notify"})
"""What follows these is who is told, never who speaks: '“…,” Roe, the envoy, told this paper'."""


class Places:
    """Tells the places of attributions in one document."""

    def __init__(self, draft: Draft, subjects: Subjects) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.subjects = subjects
        self.of = subjects.of

    def inverted(
        self, verb: int, end: int, group: int, first: int, last: int, beside: bool, how: str
    ) -> NounPhrase | None:
        """The subject after the verb: ', said X', '“…” said X', 'said X:'."""
        if group > first:
            before = self.tokens[group - 1]
            opens = (before.kind == "mark" and before.text in ',—–-"”»?!') or before.low == "as"
        else:
            before, opens = None, beside
        if not opens or self.tokens[verb].low.endswith("ing") or group != verb:
            return None
        if how == "beside" and not beside:
            return None
        if end - verb > 1 or self.tokens[verb].lemma in _TELLING:
            return None
        phrase = self.subjects.after(end, last)
        if phrase is None:
            return None
        low = self.tokens[phrase.first].low
        if phrase.pronoun and low not in ("he", "she", "they", "one"):
            return None
        if self._complement_follows(phrase.last, last):
            return None
        if before is not None and before.text == "," and not beside:
            verbs = self.draft.kit.words.speech.verbs
            if self.tokens[verb].lemma in (*verbs[Act.SUPPORT], *verbs[Act.COURTESY]):
                return None  # 'noted that …, praised the chairmanship and …': an object
            if not self._has_content(first, group - 1) or not self._person_like(phrase):
                return None
            subject = self.subjects.before(verb, first)
            if subject is not None and (
                self.subjects.phrases.begins_clause(subject.first, first) or not self._person_like(phrase)
            ):
                return None
            if self.tokens[phrase.first].low in ("a", "an") and not self.of(phrase.head) & W.PERSON:
                return None
        return phrase

    def _complement_follows(self, at: int, last: int) -> bool:
        return at < last and self.tokens[at].low in ("that", "how", "whether", "why")

    def _person_like(self, phrase: NounPhrase) -> bool:
        return (
            bool(self.draft.people_in(phrase.first, phrase.last))
            or bool(self.of(phrase.head) & (W.PERSON | W.HOUSE | W.TITLE))
            or self.tokens[phrase.head].capital
        )

    def _has_content(self, first: int, last: int) -> bool:
        """Whether a clause stands before an attribution that is inserted in it."""
        words = sum(self.tokens[at].kind == "word" for at in range(first, last))
        return words >= 2 and (
            self.subjects.has_finite(first, last)
            or words <= 6
            or any(self.tokens[at].low in ("we", "i", "they", "you") for at in range(first, last))
        )

    def of_subject(
        self, subject: NounPhrase, verb: int, end: int, first: int, last: int, complement: str
    ) -> Place:
        """Inserted between commas or at the sentence's end, the main clause, or a clause of less rank."""
        low = subject.first
        before = self.tokens[low - 1] if low > first else None
        if (
            before is not None
            and before.kind == "word"
            and before.low == "as"
            and (complement == "none" or self.tokens[end - 1].low == "it")
        ):
            return Place.INSERTED
        if (
            before is not None
            and before.kind == "mark"
            and before.text in ",—–-"
            and complement in ("none", "prep", "object", "wh")
        ):
            stop = self._stop(end, last)
            tail = any(self.tokens[at].text in ",—–" for at in range(end, stop)) or stop == last
            opens = self.subjects.has_finite(first, low - 1)
            if self.tokens[verb].lemma in self.draft.kit.words.acts.supports:
                return Place.MAIN
            inside = end < last and self.tokens[end].text in ",—–"
            phrase = low - first > 2 and not self.of(first) & (
                W.PREPOSITION | W.SUBORDINATOR | W.ADVERB | W.TIME | W.GERUND
            )
            if complement == "none" and (opens or inside or phrase):
                return Place.INSERTED
            if tail and opens and complement == "prep" and self.tokens[verb].lemma not in ("call", "speak"):
                return Place.INSERTED
            if opens and complement == "object" and self.draft.kit.is_telling(self.tokens[verb].lemma):
                return Place.INSERTED
        if subject.relative or (
            before is not None and before.kind == "word" and self.of(low - 1) & (W.SUBORDINATOR | W.RELATIVE)
        ):
            return Place.SUBORDINATE
        return Place.MAIN

    def _stop(self, start: int, last: int) -> int:
        return next(
            (
                at
                for at in range(start, last)
                if self.tokens[at].kind == "mark" and self.tokens[at].text in ",;:"
            ),
            last,
        )
