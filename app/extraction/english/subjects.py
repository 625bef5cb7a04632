"""The subject of an English verb: before it, across insertions and coordinated verbs, or after it where the order is inverted."""

from __future__ import annotations

from dataclasses import replace

from app.extraction.english.clauses import Clauses
from app.extraction.english.phrases import NounPhrase
from app.language.en_classes import WordClass as W

_FAR = 45  # tokens from a verb back to its subject
_CLAUSE = 60  # tokens that are looked at for a clause's verb
_INSERTIONS = 3
_DEEP = 3  # coordinated verbs in a row


class Subjects(Clauses):
    """Finds subjects in one document."""

    # Before the verb

    def before(self, verb: int, floor: int, *, deep: int = 0) -> NounPhrase | None:
        """The subject that precedes a verb, however far insertions and coordinated verbs push it."""
        floor = max(floor, verb - _FAR)
        end = self._without_time(self.group(verb, floor), floor)
        if end <= floor:
            return None
        token = self.tokens[end - 1]
        if token.kind == "mark":
            if token.text == ")" or self.phrases.abbreviated(end - 1):
                return self._checked(self.phrases.before(end, floor), floor)
            if token.text in ",—–-":
                return self._across(end - 1, floor, verb, deep)
            return None
        kind = self.of(end - 1)
        if token.low in ("and", "but", "then", "or"):
            return self._shared(end - 1, floor, deep)
        if kind & W.RELATIVE and token.low != "that":
            return self._antecedent(end - 1, floor)
        if kind & W.PRONOUN and token.low != "that":
            return NounPhrase(
                end - 1,
                end,
                end - 1,
                end - 1,
                pronoun=True,
                plural=token.low
                in ("they", "we", "both", "all", "many", "some", "others", "several", "most", "few"),
            )
        if token.low == "that":
            return self._antecedent(end - 1, floor)
        return self._checked(self.phrases.before(end, floor), floor)

    def _without_time(self, end: int, floor: int) -> int:
        """Before 'on Monday', 'last week', 'Tuesday', 'later'."""
        low = end
        while (
            low > floor
            and self.tokens[low - 1].kind == "word"
            and (self.of(low - 1) & W.TIME or (low < end and self._bare_adverb(low - 1)))
            and low - 1 > floor
        ):
            low -= 1
            while low > floor and self.tokens[low - 1].low in (
                "last",
                "this",
                "next",
                "on",
                "earlier",
                "the",
                "in",
                "late",
                "early",
                "a",
            ):
                low -= 1
        return low if low > floor else end

    def _bare_adverb(self, index: int) -> bool:
        return bool(self.of(index) & W.ADVERB) and not self.of(index) & (W.PRONOUN | W.PREPOSITION)

    def _checked(self, phrase: NounPhrase | None, floor: int) -> NounPhrase | None:
        """None for an object of a preposition and for nobody."""
        if phrase is None:
            return None
        if self.tokens[phrase.first].low in ("no", "neither", "nobody", "none", "nothing", "few"):
            return None
        at = phrase.first - 1
        if (
            at >= floor
            and self.tokens[at].kind == "word"
            and self.of(at) & W.PREPOSITION
            and not self.of(at) & W.SUBORDINATOR
        ):
            return None
        return phrase

    def _antecedent(self, relative: int, floor: int) -> NounPhrase | None:
        """Whom 'who' means: the phrase before it, across a comma."""
        end = relative
        if end > floor and self.phrases.is_mark(end - 1, ",—–-"):
            end -= 1
            while end > floor and self.phrases.is_mark(end - 1, "—–-"):
                end -= 1
        phrase = self.phrases.before(end, floor)
        return replace(phrase, relative=True) if phrase is not None else None

    def _across(self, comma: int, floor: int, verb: int, deep: int) -> NounPhrase | None:
        """The phrase before an insertion that ends at a comma or dash: 'X, the head of Y, said'."""
        dash = not self.phrases.is_mark(comma, ",")
        marks = "—–-" if dash else ","
        end = comma
        insertions: list[tuple[int, int]] = []
        found: NounPhrase | None = None
        for _ in range(_INSERTIONS):
            while dash and end > floor and self.phrases.is_mark(end - 1, marks):
                end -= 1
            opening = self._previous(end, floor, marks)
            if opening is None:
                break
            while dash and opening > floor and self.phrases.is_mark(opening - 1, marks):
                opening -= 1
            insertion = (opening + 1, end)
            if not self._inserts(*insertion):
                break
            phrase = self._named_before(opening, floor)
            if phrase is None and not self._relative(insertion):
                break
            insertions.append(insertion)
            if phrase is not None:
                found = replace(phrase, insertions=tuple(insertions))
                if phrase.first <= floor or not self.phrases.is_mark(phrase.first - 1, ","):
                    break
                if not self._may_be_apposition(phrase):
                    break
            end = opening
            dash, marks = False, ","
        return found

    def _named_before(self, end: int, floor: int) -> NounPhrase | None:
        if end <= floor:
            return None
        if (
            self.tokens[end - 1].kind == "word"
            and self.of(end - 1) & W.PRONOUN
            and not self.of(end - 1) & (W.DETERMINER | W.RELATIVE)
        ):
            return NounPhrase(end - 1, end, end - 1, end - 1, pronoun=True)
        return self._checked(self.phrases.before(end, floor), floor)

    def _relative(self, insertion: tuple[int, int]) -> bool:
        return bool(self.of(insertion[0]) & W.RELATIVE)

    def _may_be_apposition(self, phrase: NounPhrase) -> bool:
        """'…, the economy minister' may hang on a name before it."""
        return bool(self.of(phrase.first) & W.DETERMINER) or not self.tokens[phrase.first].capital

    def _previous(self, end: int, floor: int, marks: str) -> int | None:
        for at in range(end - 1, floor - 1, -1):
            token = self.tokens[at]
            if token.kind == "mark":
                if token.text in marks and not (
                    token.text == "-" and at + 1 < end and self.tokens[at + 1].start == token.end
                ):
                    return at
                if token.text in ':;?!"“”«»':
                    return None
        return None

    def _inserts(self, first: int, last: int) -> bool:
        """Whether what stands between two commas describes what precedes it."""
        if first >= last:
            return False
        token, kind = self.tokens[first], self.of(first)
        if token.kind == "number":
            return True
        if kind & (W.RELATIVE | W.PREPOSITION | W.GERUND | W.ADVERB | W.DETERMINER) or token.low in (
            "as",
            "when",
            "while",
            "whose",
            "though",
            "then",
            "now",
        ):
            return token.low != "that" and not (
                kind & W.DETERMINER and self.has_finite(first, last) and not self._has_relative(first, last)
            )
        if kind & W.PAST and not token.capital:
            return True
        if kind & (W.COORDINATOR | W.PRONOUN | W.SUBORDINATOR):
            return False
        return not self.has_finite(first, last) or self._has_relative(first, last)

    def _has_relative(self, first: int, last: int) -> bool:
        return any(self.of(at) & W.RELATIVE for at in range(first, last))

    def _shared(self, joined: int, floor: int, deep: int) -> NounPhrase | None:
        """The subject of the verbs before 'and': 'X arrived and said'."""
        if deep >= _DEEP:
            return None
        tried = 0
        for at in range(floor, joined):
            if not self.is_finite(at, floor) or (at > floor and self.is_finite(at - 1, floor)):
                continue
            tried += 1
            if tried > _DEEP:
                return None
            found = self.before(at, floor, deep=deep + 1)
            if found is not None and not found.relative and not self._subordinate(found, floor):
                return found if self._may_speak(found) else self._nearest(joined, floor, deep) or found
        return None

    def _nearest(self, joined: int, floor: int, deep: int) -> NounPhrase | None:
        """'The summit began with a meeting where the minister voiced concern and urged': of the clause before 'and' rather than of a thing."""
        verb = next((at for at in range(joined - 1, floor, -1) if self.is_finite(at, floor)), None)
        found = self.before(verb, floor, deep=deep + 1) if verb is not None else None
        return found if found is not None and self._may_speak(found) else None

    def _may_speak(self, phrase: NounPhrase) -> bool:
        head = phrase.head
        return bool(
            phrase.pronoun
            or self.of(head) & (W.PERSON | W.TITLE)
            or self.tokens[head].capital
            or self.draft.people_in(phrase.first, phrase.last)
        )

    def _subordinate(self, phrase: NounPhrase, floor: int) -> bool:
        at = phrase.first - 1
        return at >= floor and self.tokens[at].kind == "word" and bool(self.of(at) & W.SUBORDINATOR)

    def of_main_clause(self, before: int, floor: int) -> NounPhrase | None:
        """The subject of the clause that a participle hangs on: '…, adding that'."""
        tried = 0
        for at in range(floor, min(before, floor + 2 * _CLAUSE)):
            if not self.is_finite(at, floor) or (at > floor and self.is_finite(at - 1, floor)):
                continue
            tried += 1
            found = self.before(at, floor)
            if found is not None and not found.relative and not self._subordinate(found, floor):
                return found
            if tried >= 2 * _DEEP:
                break
        return None

    def has_quotation(self, first: int, last: int) -> bool:
        """Whether words in quotation marks stand in a stretch of tokens."""
        return any(
            self.tokens[at].kind == "mark" and self.tokens[at].text in '"“‘«' for at in range(first, last)
        )

    def with_apposition(self, phrase: NounPhrase, ceiling: int) -> NounPhrase:
        """The phrase with a name that follows it between commas: 'the chief inspector, Jane Roe,'."""
        at = phrase.last
        if at + 1 >= ceiling or not self.phrases.is_mark(at, ",") or not self.tokens[at + 1].capital:
            return phrase
        name = self.phrases.core_after(at + 1, ceiling)
        if name is None or name.pronoun or (name.last < ceiling and self.tokens[name.last].kind == "word"):
            return phrase
        return replace(phrase, insertions=((at + 1, name.last),))

    # After the verb

    def after(self, end: int, ceiling: int) -> NounPhrase | None:
        """The subject that follows a verb: ', said the minister'; None where a clause goes on after the phrase ('said the minister had …')."""
        phrase = self.phrases.after(end, ceiling)
        if phrase is None or (phrase.pronoun and self.of(phrase.first) & W.RELATIVE):
            return None
        last = phrase.last
        if last < ceiling and self.tokens[last].kind == "word":
            kind = self.of(last)
            if kind & (W.BE | W.AUXILIARY | W.MODAL | W.PRESENT) or (kind & W.PAST and not phrase.plural):
                return None
            if self.tokens[last].low == "to":
                return None
        return self.with_apposition(phrase, ceiling)
