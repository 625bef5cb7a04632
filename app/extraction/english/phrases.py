"""Noun phrases of English, read leftwards from a verb or rightwards from one: determiner, modifiers, head, and what hangs on it."""

from __future__ import annotations

from dataclasses import replace

from app.domain.record import record
from app.extraction.draft import Draft
from app.language.en_classes import WordClass as W
from app.language.tokens import ENDING_ABBREVIATIONS

_LONGEST = 14  # tokens of one phrase
_NESTED = 4  # phrases that hang on one another: 'a spokesman for the head of the agency'
_BRACKET = 12
_FUNCTION = (
    W.PRONOUN | W.OBJECT | W.PREPOSITION | W.SUBORDINATOR | W.RELATIVE | W.COORDINATOR | W.AUXILIARY | W.BE | W.MODAL | W.NEGATION
)  # fmt: skip


@record
class NounPhrase:
    """Tokens `first` to `last` (exclusive); `core` is where the head with its own modifiers begins, `head` its last word."""

    first: int
    last: int
    head: int
    core: int
    pronoun: bool = False
    plural: bool = False
    relative: bool = False
    """The verb stands in a relative clause that hangs on the phrase."""
    coordinated: bool = False
    """Several phrases joined by 'and'; the head is the last one's."""
    insertions: tuple[tuple[int, int], ...] = ()
    """What stands between commas after it: appositions, relative clauses."""


class Phrases:
    """Finds noun phrases among the tokens of one document."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.classes = draft.kit.classes
        self.abbreviations = frozenset(draft.kit.words.abbreviations)
        self.named = frozenset(at for person in draft.people for at in range(person.first, person.last))
        self.postnominal = frozenset(draft.kit.words.grammar.postnominal)

    def of(self, index: int) -> int:
        return self.classes.of(self.tokens[index].low)

    def is_mark(self, index: int, marks: str) -> bool:
        token = self.tokens[index]
        return token.kind == "mark" and token.text in marks

    # Leftwards

    def before(self, end: int, floor: int) -> NounPhrase | None:
        """The phrase that ends right before token `end`, with the phrases it hangs on; None where none stands there or where it
        is no more than the object of a preposition."""
        found = self.core_before(end, floor)
        if found is None:
            return None
        phrase = found
        for _ in range(_NESTED):
            at = phrase.first - 1
            if (
                at < floor
                or self.tokens[at].kind != "word"
                or not self.of(at) & W.PREPOSITION
                or self.of(at) & W.PAST
            ):
                break
            outer = self.core_before(at, floor)
            if outer is None and at > floor and self.of(at - 1) & (W.PAST | W.GERUND):
                outer = self.core_before(at - 1, floor)  # 'officials quoted by the agency'
            if outer is None:
                return self._named_part(phrase)
            if self.of(phrase.core) & W.OWNER and phrase.core < phrase.head and self.tokens[at].low == "of":
                phrase = replace(
                    phrase, first=outer.first, core=outer.core
                )  # 'the president of Tavania's message'
            else:
                phrase = replace(outer, last=phrase.last)
        if self.of(phrase.head) & W.TIME and not self.tokens[phrase.head].capital:
            return None
        return self._coordinated(phrase, floor)

    def _named_part(self, phrase: NounPhrase) -> NounPhrase | None:
        """'In his opening address | Jane Roe said': the name at the end of what would be the object of a preposition."""
        for person in self.draft.people_in(phrase.core, phrase.head + 1):
            before = person.first - 1
            if person.last == phrase.head + 1 and before > phrase.core and self._plain(before):
                low = person.first
                while low - 1 > phrase.core and self.of(low - 1) & W.TITLE:
                    low -= 1
                if low - 1 > phrase.core:
                    return replace(phrase, first=low, core=low)
        return None

    def core_before(self, end: int, floor: int) -> NounPhrase | None:
        """The phrase that ends right before token `end`, without what it hangs on."""
        low = end
        if low > floor and self.is_mark(low - 1, ")"):
            opening = next(
                (at for at in range(low - 2, max(floor, low - _BRACKET) - 1, -1) if self.is_mark(at, "(")),
                None,
            )
            if opening is None:
                return None
            low = opening
        if low > floor + 1 and self.is_mark(low - 1, "'") and self.tokens[low - 2].low.endswith("s"):
            low -= 1  # 'the hauliers''
        head = low - 1
        stop = max(floor, low - _LONGEST)
        while low > stop:
            token = self.tokens[low - 1]
            if token.kind == "mark":
                if low - 2 >= stop and self.abbreviated(low - 1):
                    low -= 2
                    continue
                if token.text in "&/'" and low - 1 < head and self.tokens[low - 2].kind == "word":
                    low -= 1
                    continue
                break
            kind = self.of(low - 1)
            if kind & W.DETERMINER and not (token.capital and self._within_name(low - 1)):
                low -= 1
                while low > stop and self.of(low - 1) & W.DETERMINER and self.tokens[low - 1].kind == "word":
                    low -= 1
                break
            if not self._nominal(low - 1, head, stop):
                break
            low -= 1
        while low < head and self.of(low) & (W.ADVERB | W.COORDINATOR) and not self.of(low) & W.DETERMINER:
            low += 1
        if low > head or (low == head and self.of(head) & W.DETERMINER and not self.of(head) & W.PRONOUN):
            return None
        if self.tokens[head].kind == "mark" and not self.abbreviated(head):
            return None
        if head > low and self.tokens[head].low in self.postnominal:
            head -= 1  # 'sources close to the talks'
        return NounPhrase(low, end, head, low, plural=self._is_plural(head))

    def _within_name(self, index: int) -> bool:
        """A capital determiner in the midst of a name; at a sentence's start it is none."""
        return index > 0 and self.tokens[index - 1].capital and self.tokens[index - 1].kind == "word"

    def sentence_start(self, index: int, floor: int) -> int:
        """Where the sentence of a token begins, as far as `floor`."""
        return next(
            (
                at + 1
                for at in range(index - 1, floor - 1, -1)
                if self.is_mark(at, ".!?") and not self.abbreviated(at)
            ),
            floor,
        )

    def abbreviated(self, dot: int) -> bool:
        """Whether a full stop belongs to the word before it: 'Sen.', 'U.', 'D-N.C.'."""
        if not self.is_mark(dot, ".") or dot == 0:
            return False
        before = self.tokens[dot - 1]
        if before.kind != "word" or before.end != self.tokens[dot].start:
            return False
        last = before.text.rsplit("-", 1)[-1]
        return (len(last) == 1 and last.isupper()) or (
            before.low in self.abbreviations and before.low not in ENDING_ABBREVIATIONS - {"jr"}
        )

    def _nominal(self, index: int, head: int, floor: int) -> bool:
        """Whether a word can be part of a phrase that ends at `head`."""
        token = self.tokens[index]
        if index in self.named:
            return True  # 'Jan', 'May', 'Will' in names
        if token.kind == "number":
            return index < head
        kind = self.of(index)
        if token.capital and not (index == floor and kind & ~(W.TITLE | W.HOUSE | W.PERSON)):
            return not kind & (_FUNCTION | W.TIME)
        if kind & (_FUNCTION | W.TIME | W.PRESENT):
            return False
        before = self.of(index - 1) if index > floor and self.tokens[index - 1].kind == "word" else W.NONE
        joined = index > floor and (bool(before & (W.DETERMINER | W.OWNER)) or self._plain(index - 1))
        if kind & W.PAST and index == floor and token.capital and self._is_plural(head):
            return index < head  # 'Elected officials said'
        if kind & W.PAST:
            return index < head and joined and not self._plain_subject(index - 1, floor)
        if kind & W.GERUND:
            return joined or (index < head and not before & W.PREPOSITION)
        if kind & W.ADVERB:
            return index < head and token.low.endswith("ly")
        return True

    def _plain(self, index: int) -> bool:
        """A word of the open classes that no list knows as anything but a noun."""
        kind = self.of(index)
        return self.tokens[index].kind == "word" and not kind & (
            _FUNCTION | W.TIME | W.PAST | W.PRESENT | W.GERUND | W.ADVERB
        )

    def _plain_subject(self, index: int, floor: int) -> bool:
        """Whether what stands before a word in -ed is more likely its subject than an adjective: a name or a plural."""
        if index < floor:
            return False
        token = self.tokens[index]
        return (
            token.kind == "word"
            and not self.of(index) & W.DETERMINER
            and (token.capital or self._is_plural(index))
        )

    def _is_plural(self, index: int) -> bool:
        low = self.tokens[index].low
        return low in ("people", "police", "men", "women") or low.endswith("men") or (
            low.endswith("s") and not low.endswith(("ss", "us", "is", "'s")) and len(low) > 3
        )  # fmt: skip

    def _coordinated(self, phrase: NounPhrase, floor: int) -> NounPhrase:
        """'A, B and C' as one phrase, where it begins a clause."""
        first, count = phrase.first, 0
        low = phrase.first
        while low - 1 > floor and count < _NESTED:
            joined = low - 1
            if self.tokens[joined].low not in ("and", "&", "nor", "or") and not (
                count and self.is_mark(joined, ",")
            ):
                break
            if joined - 1 > floor and self.is_mark(joined - 1, ","):
                joined -= 1
            left = self.core_before(joined, floor)
            if left is None or not self._fit_for_list(left):
                break
            if left.first - 1 > floor and self.tokens[left.first - 1].low == "of":
                left = self.core_before(left.first - 1, floor) or left  # 'the presidents of A and B'
            low, count = left.first, count + 1
            if self.begins_clause(low, floor):
                first = low
        if first == phrase.first:
            return phrase
        return replace(phrase, first=first, plural=True, coordinated=True)

    def _fit_for_list(self, phrase: NounPhrase) -> bool:
        return (
            self.tokens[phrase.head].capital
            or phrase.plural
            or bool(self.of(phrase.first) & (W.DETERMINER | W.PERSON))
        )

    def begins_clause(self, index: int, floor: int) -> bool:
        """Whether a clause can begin at a token: nothing before it, a mark, or a word that joins clauses."""
        if index <= floor:
            return True
        before = self.tokens[index - 1]
        if before.kind == "mark":
            return not self.abbreviated(index - 1)
        return bool(self.of(index - 1) & (W.SUBORDINATOR | W.COORDINATOR))

    # Rightwards

    def after(self, start: int, ceiling: int) -> NounPhrase | None:
        """The phrase that begins at token `start`, with the phrases that hang on it."""
        core = self.core_after(start, ceiling)
        if core is None:
            return None
        last = core.last
        for _ in range(_NESTED):
            if last + 1 >= ceiling or self.tokens[last].kind != "word":
                break
            if self.tokens[last].low not in ("of", "for", "at", "with", "from") and not (
                self.tokens[last].low in ("in", "to", "on") and self.of(core.head) & W.PERSON
            ):
                break
            inner = self.core_after(last + 1, ceiling)
            if inner is None or self.of(inner.head) & W.TIME:
                break
            last = inner.last
        return replace(core, last=last)

    def core_after(self, start: int, ceiling: int) -> NounPhrase | None:
        at, end = start, min(ceiling, start + _LONGEST)
        if (
            at < end
            and self.tokens[at].kind == "word"
            and self.of(at) & W.PRONOUN
            and not self._determines(at, end)
        ):
            return NounPhrase(at, at + 1, at, at, pronoun=True)
        while at < end and self.tokens[at].kind == "word" and self.of(at) & W.DETERMINER:
            at += 1
        head = -1
        while at < end:
            token = self.tokens[at]
            if token.kind == "mark":
                glued = token.text == "'" and at > start and self.tokens[at - 1].end == token.start
                if self.abbreviated(at) or token.text in "&/" or (glued and head >= 0):
                    at += 1
                    continue
                break
            kind = self.of(at) if at not in self.named else W.NONE
            if kind & W.DETERMINER and head >= 0 and not token.capital:
                break  # 'called the president | a partner'
            if token.kind == "number":
                if head >= 0:
                    break
                at += 1
                continue
            if kind & (_FUNCTION | W.TIME | W.PRESENT) and not (token.capital and kind & (W.TITLE | W.HOUSE)):
                break
            if kind & (W.PAST | W.GERUND | W.ADVERB) and not token.capital:
                following = (
                    at + 1 < end
                    and self.tokens[at + 1].kind == "word"
                    and not self.of(at + 1) & (_FUNCTION | W.TIME | W.DETERMINER)
                )
                if head >= 0 or not following:
                    break
                at += 1
                continue
            if (
                head >= 0
                and token.low.endswith("s")
                and self.draft.kit.cues.at(self.tokens, at, at + 1)
                and not token.capital
                and self._plain_subject(at - 1, start)
            ):
                break
            head = at
            at += 1
        if head < 0:
            return None
        core = NounPhrase(start, head + 1, head, start, plural=self._is_plural(head))
        last = head + 1
        while last < end and self.abbreviated(last):
            last += 1
        if last < end and self.is_mark(last, "("):
            close = next(
                (
                    number
                    for number in range(last + 1, min(ceiling, last + _BRACKET))
                    if self.is_mark(number, ")")
                ),
                None,
            )
            last = close + 1 if close is not None else last
        return replace(core, last=last)

    def _determines(self, at: int, end: int) -> bool:
        """Whether 'this', 'some', 'many' stand before a noun."""
        return (
            bool(self.of(at) & W.DETERMINER)
            and at + 1 < end
            and self.tokens[at + 1].kind == "word"
            and not self.of(at + 1) & (_FUNCTION | W.PAST | W.PRESENT)
        )
