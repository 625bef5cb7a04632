"""The sentence of a number and what it tells: words of change and modality, periods, metrics; each sentence is read once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.quantity import Quantity
from app.extraction.draft import Draft
from app.extraction.figures.clauses import Reach, reaches
from app.extraction.matcher import Match
from app.extraction.times.periods import PeriodMention, find_periods
from app.extraction.toolkit import Weighted
from app.language import Sentence
from app.language.tokens import cut_sentences

LABOUR = 10_000
"""Terms of so many days or hours are time that people save or work, not a term."""

_PARTICLES = ("up", "down")
_TERMS = ("years", "months", "days", "hours")


def is_term(quantity: Quantity) -> bool:
    """'девять месяцев', 'five days': how long something takes."""
    return quantity.unit in _TERMS and quantity.value < LABOUR


def tells_transport(metrics: Sequence[Match[Weighted]]) -> bool:
    """Whether something is transported in a sentence, so that its terms are figures."""
    return any(match.payload.id == "transit_time" for match in metrics)


@dataclass(frozen=True, slots=True)
class Context:
    """The sentence of a number (inside a quotation: that of the quotation) and what its matchers find in it."""

    first: int
    last: int
    words: tuple[Match[str], ...]
    comparing: tuple[Match[str], ...]
    modal: tuple[Match[str], ...]
    linking: tuple[Match[str], ...]
    metrics: tuple[Match[Weighted], ...]
    """None inside a person's title: 'министр экономики'."""
    periods: tuple[PeriodMention, ...]
    reaches: tuple[Reach, ...]
    changes: tuple[Match[str], ...]
    """Words of change, without those that bound a number ('more than')."""

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
        self.sentences: list[Sentence] = cut_sentences(draft.analysis, (), draft.kit.words.abbreviations)
        self._read: dict[int, Context] = {}

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
            self._read[index] = self._context(self.sentences[index])
        return self._read[index]

    def _context(self, sentence: Sentence) -> Context:
        first, last = sentence.first, sentence.last
        kit, tokens = self.draft.kit, self.draft.tokens
        periods = tuple(find_periods(self.draft, first, last))
        words = tuple(kit.number_words.find(tokens, first, last))
        comparing = tuple(kit.comparing_words.find(tokens, first, last))
        metrics = self._metrics(first, last)
        numbers = self._numbers(first, last, periods, terms=tells_transport(metrics))
        return Context(
            first,
            last,
            words,
            comparing,
            tuple(kit.modal_words.find(tokens, first, last)),
            tuple(kit.linking_words.find(tokens, first, last)),
            metrics,
            periods,
            tuple(
                reaches(
                    self.draft,
                    first,
                    last,
                    numbers,
                    [(told.first, told.last) for told in periods],
                )
            ),
            self._changes(words, comparing),
        )

    def _numbers(
        self, first: int, last: int, periods: Sequence[PeriodMention], *, terms: bool
    ) -> list[tuple[int, int]]:
        """Tokens of the numbers of a sentence that are no part of a period and count no countries; `terms`: those of time, too."""
        low = bisect_left(self.numbers, first, key=lambda number: number[0])
        high = bisect_left(self.numbers, last, key=lambda number: number[0])
        return [
            number
            for number in self.numbers[low:high]
            if number[1] <= last
            and (terms or number not in self.terms)
            and not self._counts_countries(number[1])
            and not any(told.first <= number[0] < told.last for told in periods)
        ]

    def _counts_countries(self, after: int) -> bool:
        """'с пятью государствами Центральной Азии': such a number parts no words."""
        beside = self.draft.places_in(after, after + 8)
        return bool(beside) and beside[0].first == after and not beside[0].payload.place.isupper()

    def _metrics(self, first: int, last: int) -> tuple[Match[Weighted], ...]:
        titles = self.draft.roles_in(first, last)
        return tuple(
            match
            for match in self.draft.kit.metrics.find(self.draft.tokens, first, last)
            if not any(title.first <= match.first < title.last for title in titles)
        )

    def _changes(
        self, words: Sequence[Match[str]], comparing: Sequence[Match[str]]
    ) -> tuple[Match[str], ...]:
        numbers = self.draft.kit.words.numbers
        bounds = {*numbers.over, *numbers.under}
        tokens, phrasal = self.draft.tokens, self.draft.kit.words.figures.phrasal
        found = [
            match
            for match in words
            if match.payload in ("increase", "decrease")
            and not (
                tokens[match.first].low in _PARTICLES
                and match.first
                and not tokens[match.first - 1].lemmas.isdisjoint(phrasal)
            )
        ]
        found += [match for match in comparing if match.payload in ("gains", "losses")]
        return tuple(
            sorted(
                (match for match in found if self.draft.tokens[match.first].low not in bounds),
                key=lambda match: match.first,
            )
        )
