"""What a verb of speech governs: a that-clause, one without 'that', a quotation, an object."""

from __future__ import annotations

from app.extraction.draft import Draft
from app.extraction.english.subjects import Subjects
from app.language.en_classes import WordClass as W

_AMOUNT = 8  # tokens in which an expected amount follows
_REACH = 14  # tokens between a verb and the clause that it governs


class Complements:
    """Finds complements in one document."""

    def __init__(self, draft: Draft, subjects: Subjects) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.subjects = subjects
        self.of = subjects.of

    def of_verb(self, end: int, last: int) -> str:
        """What a verb governs."""
        at = end
        while (
            at < last
            and self.tokens[at].kind == "word"
            and (
                self.of(at) & W.TIME
                or (self.of(at) & W.ADVERB and not self.of(at) & (W.PREPOSITION | W.DETERMINER | W.PRONOUN))
            )
        ):
            at += 1
        if at >= last:
            return "none"
        token = self.tokens[at]
        if token.kind == "mark":
            if token.text in '"“«':
                return "quote"
            if token.text == ":":
                return "colon"
            if token.text == "," and at + 1 < last and self.tokens[at + 1].text in "\"“«'":
                return "quote"
            if token.text in "$€£":
                return "clause" if self.subjects.has_finite(at, min(last, at + _REACH)) else "object"
            if token.text == "," and self._that_after_insertion(at, last):
                return "that"
            return "none"
        kind = self.of(at)
        if token.low == "that":
            return "that"
        if token.low in ("whether", "how", "what", "why", "if", "where", "when") and not (False):
            return "wh"
        if token.low == "to":
            return "to"
        if kind & W.PRONOUN and not kind & W.DETERMINER:
            return "clause"
        if kind & W.SUBORDINATOR and not kind & W.PREPOSITION:
            return "none"
        if kind & W.PREPOSITION:
            return self._after_phrase(at + 1, last, "prep")
        return self._after_phrase(at, last, "object")

    def of_expecting(self, end: int, last: int) -> str:
        """'Expects traffic to grow' tells a clause, 'expects guests' an object."""
        return "clause" if self.has_infinitive(end, last) or self._amounts(end, last) else "object"

    def has_infinitive(self, end: int, last: int) -> bool:
        """Whether an object and its infinitive follow: 'the members to pool their ports'."""
        phrases = self.subjects.phrases
        if (
            end + 1 < last
            and (self.of(end) & W.OBJECT or self.tokens[end].low in ("her", "it"))
            and self.tokens[end + 1].low == "to"
        ):
            return True
        return any(
            phrase is not None
            and phrase.last + 1 < last
            and self.tokens[phrase.last].low == "to"
            and self.tokens[phrase.last + 1].low
            != "be"  # what they are to do, not what is to be done to them
            for phrase in (phrases.core_after(end, last), phrases.after(end, last))
        )

    def _amounts(self, end: int, last: int) -> bool:
        """'Expects exports of 3 billion', 'growth of 4 percent', but not 'expects 40 guests'."""
        tokens = self.tokens
        return any(
            tokens[at].kind == "number"
            and tokens[at - 1].text in ("of", "at", "$", "€", "£", "around", "about")
            for at in range(end + 1, min(last, end + _AMOUNT))
        )

    def only_object(self, end: int, last: int) -> bool:
        """Whether no more than a person and circumstances follow: 'called his minister', not 'called the road overdue'."""
        phrase = self.subjects.phrases.after(end, last)
        if phrase is None or not (
            self.of(phrase.head) & (W.PERSON | W.TITLE) or self.draft.people_in(end, phrase.last)
        ):
            return False
        at = phrase.last
        if at >= last or self.tokens[at].kind == "mark":
            return at >= last or self.tokens[at].text not in '"“‘'
        return bool(
            self.of(at) & (W.PREPOSITION | W.TIME | W.COORDINATOR)
        ) and not self.subjects.has_quotation(at, last)

    def _that_after_insertion(self, comma: int, last: int) -> bool:
        """'said, among other things, that'."""
        for at in range(comma + 1, min(last, comma + _REACH)):
            if self.subjects.is_finite(at, comma):
                return False
            if self.tokens[at].low == "that":
                return self.tokens[at - 1].text == ","
        return False

    def _after_phrase(self, start: int, last: int, otherwise: str) -> str:
        for at in range(start, min(last, start + _REACH)):
            token = self.tokens[at]
            if token.low == "that" and self.of(at - 1) & ~(W.PREPOSITION) is not None and at > start:
                return "that"
            if token.low in ("whether", "how", "why", "what"):
                return "wh"
            if token.text == ":":
                return "colon"
            if token.text in '"“«' and token.kind == "mark" and at > start:
                return "quote" if self.tokens[at - 1].text in ",:" else otherwise
            if token.kind == "mark" and token.text in ".;" and not self.subjects.phrases.abbreviated(at):
                return otherwise
            if (
                token.text == ","
                and otherwise == "object"
                and not self.of(min(at + 1, last - 1)) & W.RELATIVE
            ):
                return otherwise
            if otherwise == "object" and self.subjects.is_finite(at, start) and at > start:
                return "clause"
        return otherwise
