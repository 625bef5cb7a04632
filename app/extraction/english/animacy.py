"""What can speak: people, bodies and bearers of names; things only in so many words."""

from __future__ import annotations

from itertools import pairwise

from app.extraction.draft import Draft
from app.extraction.english.attribution import CLAUSES
from app.extraction.english.phrases import NounPhrase
from app.extraction.english.subjects import Subjects
from app.language.en_classes import WordClass as W


class Animacy:
    """Judges the subjects of one document."""

    def __init__(self, draft: Draft, subjects: Subjects) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.subjects = subjects
        self.of = subjects.of
        self._capitals = self._written_capital()

    def can_speak(self, phrase: NounPhrase, lemma: str, complement: str, *, decision: bool) -> bool:
        """People, bodies and what bears a name; a thing ('the deal calls for', 'growth added') only before 'that' or a quotation."""
        head, kit = phrase.head, self.draft.kit
        if phrase.pronoun and self.tokens[head].low == "it":
            tells = complement in (
                *CLAUSES,
                "none",
            )  # a body that spoke before; 'it says nothing' is no speech
            return tells and (lemma not in kit.words.speech.of_things or lemma == "add")
        if phrase.pronoun:
            return self.tokens[head].low not in ("it", "this", "these", "those", "which", "that")
        if self.of(head) & (W.PERSON | W.TITLE) or self._bears_name(phrase.first, head):
            return True
        if any(role.last == head + 1 for role in self.draft.roles_in(phrase.first, head + 1)):
            return True
        if kit.bodies.at(self.tokens, head, head + 1) is not None:
            return True
        if any(self.draft.people_in(*insertion) for insertion in phrase.insertions):
            return True
        if lemma not in kit.words.speech.of_things:
            return not decision
        return complement in ("that", "quote", "colon", "wh") and not decision

    def _bears_name(self, first: int, head: int) -> bool:
        """A capital word; where it begins its sentence, one that is written so elsewhere, too."""
        token = self.tokens[head]
        if not token.capital:
            return False
        if head > first:
            return True
        if head > 0 and self.tokens[head - 1].kind == "word" and not self.draft.begins_line(head):
            return True
        if self.draft.people_in(head, head + 1) or self.draft.places_in(head, head + 1):
            return True
        return token.text.isupper() or token.low in self._capitals

    def _written_capital(self) -> frozenset[str]:
        """Words that are written with a capital letter in the midst of sentences."""
        tokens = self.tokens
        return frozenset(
            after.low.removesuffix("'s")
            for before, after in pairwise(tokens)
            if after.kind == "word" and after.capital and before.kind == "word" and not before.capital
        )
