"""The sentence of a number and what it tells: words of change and modality, periods, metrics; each sentence is read once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import cached_property
from operator import itemgetter
from typing import TypeVar

from app.domain.quantity import Quantity
from app.extraction.draft import Draft
from app.extraction.figures.clauses import Reach, reaches
from app.extraction.matcher import Match, Matcher
from app.extraction.times.periods import PeriodMention, find_periods
from app.extraction.toolkit import Weighted
from app.language import Sentence, Token
from app.language.tokens import cut_sentences

LABOUR = 10_000
"""Terms of so many days or hours are time that people save or work, not a term."""

_PARTICLES = ("up", "down")
_TERMS = ("years", "months", "days", "hours")
Found = TypeVar("Found")
_start = itemgetter(0)


_NAME = 6  # tokens between the head of a body's name and a word of it
_IN_NAMES = frozenset({"of", "the", "and", "и", "for"})


def _in_russian_name(token: Token) -> bool:
    """'энергетики', 'водных': genitives and adjectives."""
    return token.kind == "word" and (token.has_case("gen") or token.can_be("adjective"))


def _in_english_name(token: Token) -> bool:
    return token.kind == "word" and token.capital


def begins_name(draft: Draft, index: int) -> bool:
    """'World' of 'World Bank': a word with a capital before the noun of a body."""
    after = draft.tokens[index + 1] if index + 1 < len(draft.tokens) else None
    return (
        draft.tokens[index].capital
        and after is not None
        and after.capital
        and not draft.kit.words.figures.offices.isdisjoint(after.lemmas)
    )


def is_term(quantity: Quantity) -> bool:
    """'девять месяцев', 'five days': how long something takes."""
    return quantity.unit in _TERMS and quantity.value < LABOUR


def tells_transport(metrics: Sequence[Match[Weighted]]) -> bool:
    """Whether something is transported in a sentence, so that its terms are figures."""
    return any(match.payload.id == "transit_time" for match in metrics)


class Context:
    """The sentence of a number (inside a quotation: that of the quotation) and what its matchers find in it, each when it is first
    asked for."""

    def __init__(
        self,
        draft: Draft,
        sentence: Sentence,
        numbers: Sequence[tuple[int, int]],
        terms: Collection[tuple[int, int]],
    ) -> None:
        """`numbers`: tokens of the numbers of the text; `terms`: those that are terms of time."""
        self.draft = draft
        self._numbers_of_text, self._terms = numbers, terms
        self.first, self.last = sentence.first, sentence.last

    def _found(self, matcher: Matcher[Found]) -> tuple[Match[Found], ...]:
        return tuple(matcher.find(self.draft.tokens, self.first, self.last))

    @cached_property
    def words(self) -> tuple[Match[str], ...]:
        return self._found(self.draft.kit.number_words)

    @cached_property
    def comparing(self) -> tuple[Match[str], ...]:
        return self._found(self.draft.kit.comparing_words)

    @cached_property
    def modal(self) -> tuple[Match[str], ...]:
        """Words of modality; 'on 1 May' is none."""
        return tuple(
            match
            for match in self._found(self.draft.kit.modal_words)
            if not (match.first > self.first and self.draft.tokens[match.first].text == "May")
        )

    @cached_property
    def linking(self) -> tuple[Match[str], ...]:
        return self._found(self.draft.kit.linking_words)

    @cached_property
    def whose(self) -> tuple[Match[str], ...]:
        """Words that tell whose its figures are; the 'World' of the World Bank tells nothing."""
        return tuple(
            match
            for match in self._found(self.draft.kit.whose_words)
            if match.payload != "world" or not begins_name(self.draft, match.last - 1)
        )

    @cached_property
    def metrics(self) -> tuple[Match[Weighted], ...]:
        """None inside a person's title or the name of a body: 'министр экономики', 'chamber of commerce'."""
        found = self._found(self.draft.kit.metrics)
        titles = self.draft.roles_in(self.first, self.last) if found else []
        return tuple(
            match
            for match in found
            if not any(title.first <= match.first < title.last for title in titles)
            and not self._names_a_body(match.first)
        )

    def _names_a_body(self, index: int) -> bool:
        """Whether a word stands in the name of a body: 'the chamber of commerce', 'министерства энергетики и водных ресурсов'."""
        tokens, offices = self.draft.tokens, self.draft.kit.words.figures.offices
        if self.draft.kit.code == "en" and not tokens[index].capital and tokens[index - 1].low != "of":
            return False
        in_name = _in_english_name if self.draft.kit.code == "en" else _in_russian_name
        at, last = index, max(self.first, index - _NAME)
        while at > last and (tokens[at].low in _IN_NAMES or at == index or in_name(tokens[at])):
            at -= 1
            if not offices.isdisjoint(tokens[at].lemmas):
                return in_name(tokens[index]) or tokens[index - 1].low == "of"
        return False

    @cached_property
    def periods(self) -> tuple[PeriodMention, ...]:
        return tuple(find_periods(self.draft, self.first, self.last))

    @cached_property
    def reaches(self) -> tuple[Reach, ...]:
        times = [(told.first, told.last) for told in self.periods]
        return tuple(reaches(self.draft, self.first, self.last, self._numbers(), times))

    def _numbers(self) -> list[tuple[int, int]]:
        """Tokens of the numbers of the sentence that are no part of a period and count no countries, and no terms unless something is
        transported."""
        numbers, terms = self._numbers_of_text, tells_transport(self.metrics)
        low = bisect_left(numbers, self.first, key=_start)
        high = bisect_left(numbers, self.last, low, key=_start)
        return [
            number
            for number in numbers[low:high]
            if number[1] <= self.last
            and (terms or number not in self._terms)
            and not self._counts_countries(number[1])
            and not any(told.first <= number[0] < told.last for told in self.periods)
        ]

    def _counts_countries(self, after: int) -> bool:
        """'с пятью государствами Центральной Азии': such a number parts no words."""
        beside = self.draft.places_in(after, after + 8)
        return bool(beside) and beside[0].first == after and not beside[0].payload.place.isupper()

    @cached_property
    def changes(self) -> tuple[Match[str], ...]:
        """Words of change, without those that bound a number ('more than')."""
        tokens, phrasal = self.draft.tokens, self.draft.kit.words.figures.phrasal
        found = [
            match
            for match in self.words
            if match.payload in ("increase", "decrease")
            and not (
                tokens[match.first].low in _PARTICLES
                and match.first
                and not phrasal.isdisjoint(tokens[match.first - 1].lemmas)
            )
        ]
        found += [match for match in self.comparing if match.payload in ("gains", "losses")]
        bounds = self.draft.kit.words.numbers
        told = [
            match
            for match in found
            if (low := tokens[match.first].low) not in bounds.over and low not in bounds.under
        ]
        return tuple(sorted(told, key=lambda match: match.first))

    def reach_of(self, first: int, last: int) -> Reach:
        """The reach of a number; the whole sentence for one that was read otherwise."""
        index = bisect_left(self.reaches, first, key=lambda reach: reach.start)
        if index < len(self.reaches) and self.reaches[index].start == first:
            return self.reaches[index]
        return Reach(self.first, first, last, self.last, self.first)

    def after(self, reach: Reach) -> Reach | None:
        """The number after one in the sentence."""
        index = bisect_right(self.reaches, reach.start, key=lambda other: other.start)
        return self.reaches[index] if index < len(self.reaches) else None


class Contexts:
    """Sentences of the text, quotations cut too."""

    def __init__(self, draft: Draft, quantities: Sequence[Quantity]) -> None:
        self.draft = draft
        self.numbers = [draft.token_range(quantity.span) for quantity in quantities]
        self.terms = {
            number for number, quantity in zip(self.numbers, quantities, strict=True) if is_term(quantity)
        }
        self._read: dict[int, Context] = {}

    @cached_property
    def sentences(self) -> list[Sentence]:
        draft = self.draft
        if not draft.quotations and not any(draft.turns.values()):
            return draft.sentences  # nothing was kept from being cut
        return cut_sentences(draft.analysis, (), draft.kit.words.abbreviations)

    def at(self, token: int) -> Context:
        """The sentence that a token stands in."""
        return self._number(self._index(token))

    def before(self, context: Context, count: int) -> list[Context]:
        """So many sentences before, nearest first."""
        index = self._index(context.first)
        return [self._number(at) for at in range(index - 1, max(-1, index - 1 - count), -1)]

    def headline(self) -> Context | None:
        """The first sentence, if it is a line of its own without a full stop and a text follows."""
        if len(self.sentences) < 2 or self.sentences[0].paragraph == self.sentences[1].paragraph:
            return None
        first = self.sentences[0]
        return None if self.draft.tokens[first.last - 1].text == "." else self._number(0)

    def starts_before(self, context: Context) -> int:
        """The first token of the sentence before; its own for the first."""
        return self.sentences[max(0, self._index(context.first) - 1)].first

    def is_question(self, context: Context) -> bool:
        return self.draft.tokens[context.last - 1].text == "?"

    def _index(self, token: int) -> int:
        return max(0, bisect_right(self.sentences, token, key=lambda sentence: sentence.first) - 1)

    def _number(self, index: int) -> Context:
        if index not in self._read:
            self._read[index] = Context(self.draft, self.sentences[index], self.numbers, self.terms)
        return self._read[index]
