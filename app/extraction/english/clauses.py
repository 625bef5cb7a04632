"""Verbs of English clauses: their groups, and whether a word is likely a finite verb."""

from __future__ import annotations

from app.extraction.draft import Draft
from app.extraction.english.phrases import Phrases
from app.language.en_classes import WordClass as W

_CLAUSE = 60  # tokens that are looked at for a clause's verb


class Clauses:
    """The verbs of one document."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.phrases = Phrases(draft)
        self.of = self.phrases.of

    def group(self, verb: int, floor: int) -> int:
        """Where the group of a verb begins: 'has | also | said'."""
        low = verb
        while low > floor and self.tokens[low - 1].kind == "word":
            kind = self.of(low - 1)
            if kind & (W.PRONOUN | W.DETERMINER | W.COORDINATOR) and not kind & (
                W.AUXILIARY | W.BE | W.MODAL | W.ADVERB
            ):
                break
            if (
                kind & W.ADVERB
                and kind & W.PREPOSITION
                and low - 1 > floor
                and not self.of(low - 2) & (W.AUXILIARY | W.BE | W.MODAL)
            ):
                break
            if not kind & (W.AUXILIARY | W.BE | W.MODAL | W.ADVERB) and not (
                kind & W.NEGATION and not kind & (W.PAST | W.PREPOSITION)
            ):
                break
            low -= 1
        return low

    def is_finite(self, index: int, floor: int) -> bool:
        """Whether a word is likely the finite verb of a clause."""
        token = self.tokens[index]
        if token.kind != "word":
            return False
        kind = self.of(index)
        if kind & (W.MODAL | W.AUXILIARY) or (kind & W.BE and token.low not in ("be", "been", "being")):
            return True
        if token.capital and index > floor:
            return False
        if kind & W.PRESENT or self._third_person(index, floor):
            return True
        if kind & W.PAST:
            before = self.of(index - 1) if index > floor else W.NONE
            agent = (
                token.low.endswith("ed")
                and index + 1 < len(self.tokens)
                and self.tokens[index + 1].low == "by"
            )
            return not agent and not before & (W.BE | W.DETERMINER | W.PREPOSITION | W.OWNER)
        return False

    def _third_person(self, index: int, floor: int) -> bool:
        """'X opens the session': a word in -s between a name or pronoun and what a verb governs."""
        low = self.tokens[index].low
        if (
            not low.endswith("s")
            or low.endswith(("ss", "us", "'s"))
            or index <= floor
            or index + 1 >= len(self.tokens)
        ):
            return False
        before, after = self.tokens[index - 1], self.tokens[index + 1]
        if (
            before.kind != "word"
            or after.kind != "word"
            or not (before.capital or self.of(index - 1) & W.PRONOUN)
        ):
            return False
        return (
            bool(self.of(index + 1) & (W.DETERMINER | W.PREPOSITION | W.OBJECT | W.SUBORDINATOR))
            and self.tokens[index + 1].low != "of"
        )

    def has_finite(self, first: int, last: int) -> bool:
        """Whether a clause stands in a stretch of tokens."""
        low = max(first, last - _CLAUSE)
        return any(self.is_finite(index, first) for index in range(low, last))
