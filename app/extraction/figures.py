"""Quantities with their meaning: metric, measure, direction, modality, period, geography, claimant, companion."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from app.domain.findings import Figure, Proposal
from app.domain.kinds import Act, Measure, Modality, UnitKind
from app.domain.period import Period
from app.domain.quantity import Quantity
from app.extraction.clauses import Reach, reaches
from app.extraction.companions import with_companions
from app.extraction.comparisons import base_of
from app.extraction.draft import Draft
from app.extraction.geography import Whose
from app.extraction.measures import RATES, Context, changes_in, measure_of
from app.extraction.metrics import MetricReader
from app.extraction.modality import modality_of
from app.extraction.periods import PeriodMention, find_periods
from app.extraction.quantities import with_units
from app.extraction.statements import Found
from app.extraction.timing import days_of, goes_on, mention_of
from app.extraction.topics import topics_of
from app.language import Sentence
from app.language.tokens import cut_sentences

_BACK = 3  # sentences before one that may tell what it is about
_RATED = (UnitKind.MONEY, UnitKind.RATIO)


def find_figures(
    draft: Draft, quantities: Sequence[Quantity], statements: Sequence[Found], proposals: Sequence[Proposal]
) -> list[Figure]:
    """Every quantity with a unit, in order, with all that the text tells of it."""
    reader = _Reader(draft, quantities, statements, proposals)
    for quantity in with_units(list(quantities)):
        reader.read(quantity)
    return with_companions(reader.found)


class _Contexts:
    """Sentences of the text, quotations cut too, each read once."""

    def __init__(self, draft: Draft, quantities: Sequence[Quantity]) -> None:
        self.draft = draft
        self.numbers = [draft.token_range(quantity.span) for quantity in quantities]
        self.sentences: list[Sentence] = cut_sentences(draft.analysis, (), draft.kit.words.abbreviations)
        self._read: dict[int, Context] = {}

    def at(self, token: int) -> Context:
        return self.number(
            max(0, bisect_right(self.sentences, token, key=lambda sentence: sentence.first) - 1)
        )

    def number(self, index: int) -> Context:
        if index not in self._read:
            sentence = self.sentences[index]
            first, last = sentence.first, sentence.last
            kit, tokens = self.draft.kit, self.draft.tokens
            low = bisect_left(self.numbers, first, key=lambda number: number[0])
            high = bisect_left(self.numbers, last, key=lambda number: number[0])
            periods = tuple(find_periods(self.draft, first, last))
            own = [
                number
                for number in self.numbers[low:high]
                if number[1] <= last
                and not any(mention.first <= number[0] < mention.last for mention in periods)
            ]
            words = tuple(kit.number_words.find(tokens, first, last))
            comparing = tuple(kit.comparing_words.find(tokens, first, last))
            self._read[index] = Context(
                first,
                last,
                words,
                comparing,
                tuple(kit.modal_words.find(tokens, first, last)),
                tuple(kit.linking_words.find(tokens, first, last)),
                tuple(kit.metrics.find(tokens, first, last)),
                periods,
                tuple(
                    reaches(
                        self.draft, first, last, own, [(mention.first, mention.last) for mention in periods]
                    )
                ),
                changes_in(self.draft, words, comparing),
            )
        return self._read[index]

    def earlier(self, context: Context) -> list[Context]:
        """The sentences before, nearest first, as far back as a pronoun may lead."""
        index = bisect_left(self.sentences, context.first, key=lambda sentence: sentence.first)
        return [self.number(at) for at in range(index - 1, max(-1, index - 1 - _BACK), -1)]

    def before(self, context: Context) -> Context | None:
        index = bisect_left(self.sentences, context.first, key=lambda sentence: sentence.first)
        return self.number(index - 1) if index else None


class _Reader:
    """Reads the figures of one document in order; each may lean on the one before."""

    def __init__(
        self,
        draft: Draft,
        quantities: Sequence[Quantity],
        statements: Sequence[Found],
        proposals: Sequence[Proposal],
    ) -> None:
        self.draft = draft
        self.contexts = _Contexts(draft, quantities)
        self.statements = statements
        self.proposals = sorted(proposals, key=lambda proposal: proposal.span.start)
        self.whose = Whose(
            draft, {token for first, last in self.contexts.numbers for token in range(first, last)}
        )
        self.found: list[Figure] = []

    def read(self, quantity: Quantity) -> None:
        """Add the figure that a quantity is, if it is one."""
        draft = self.draft
        first, last = draft.token_range(quantity.span)
        context = self.contexts.at(first)
        if _no_figure(draft, quantity, context, first):
            return
        reach = _reach(context, first, last)
        sentence = (context.first, context.last)
        number = self._statement_of(quantity)
        statement = self.statements[number].statement if number is not None else None
        speaker = statement.speaker if statement is not None else None
        before = self._before(context)
        in_sentence = before is not None and before.span.start >= draft.tokens[context.first].start
        carried = before is not None and goes_on(
            reach.first if in_sentence else context.first, reach.end, context.linking
        )
        measure, direction = measure_of(draft, quantity, reach, context)
        metrics = MetricReader(draft, quantity, measure, reach, context)
        metric = metrics.read(before, self.contexts.earlier(context), carried=carried)
        if metric in RATES and quantity.unit_kind in _RATED and not _is_part(metric, measure, context, reach):
            measure = Measure.RATE if measure in (Measure.LEVEL, Measure.SHARE) else measure
        mention = mention_of(draft, reach, sentence, context.periods)
        modality = self._modality(
            quantity, context, reach, mention, statement.act if statement is not None else None
        )
        period = self._period(
            mention, context, reach, before, modality, carried=carried, in_sentence=in_sentence
        )
        if _starts_course(draft, context, reach) and modality is Modality.TARGET:
            modality, period = Modality.ACTUAL, None
        self.found.append(
            Figure(
                span=quantity.span,
                value=quantity.value,
                value_high=quantity.value_high,
                unit=quantity.unit,
                step=quantity.step,
                measure=measure,
                direction=direction,
                modality=modality,
                bound=quantity.bound,
                metric=metric,
                period=period,
                base_period=base_of(draft, reach, sentence, period, context.periods)
                if measure in (Measure.GROWTH, Measure.CHANGE)
                else None,
                geo=self.whose.geography_of(metric, reach, sentence, speaker, before, carried=carried),
                claimant=speaker,
                statement=number,
                companion=None,
                topics=statement.topics
                if statement is not None
                else topics_of(draft, (quantity.span,), self._topic_of(metric)),
                rule=quantity.rule,
            )
        )

    def _statement_of(self, quantity: Quantity) -> int | None:
        """The statement that holds a quantity (they come in the text's order)."""
        statements = self.statements
        index = (
            bisect_right(statements, quantity.span.start, key=lambda found: found.statement.span.start) - 1
        )
        return index if index >= 0 and statements[index].statement.span.holds(quantity.span) else None

    def _topic_of(self, metric: str) -> tuple[str, ...]:
        entry = self.draft.kit.vocabulary.metrics.get(metric)
        return (entry.topic,) if entry is not None and entry.topic is not None else ()

    def _proposed(self, quantity: Quantity) -> bool:
        at = bisect_right(self.proposals, quantity.span.start, key=lambda proposal: proposal.span.start)
        return any(proposal.span.holds(quantity.span) for proposal in self.proposals[max(0, at - 2) : at])

    def _before(self, context: Context) -> Figure | None:
        """The figure before, if it stands in the same sentence or the one before."""
        if not self.found:
            return None
        previous = self.contexts.before(context)
        first = previous.first if previous is not None else context.first
        return self.found[-1] if self.found[-1].span.start >= self.draft.tokens[first].start else None

    def _modality(
        self,
        quantity: Quantity,
        context: Context,
        reach: Reach,
        mention: PeriodMention | None,
        act: Act | None,
    ) -> Modality:
        draft = self.draft
        told = modality_of(draft, reach, (context.first, context.last), context.modal, quantity.unit_kind)
        if mention is not None and mention.first >= reach.begins:
            ahead = draft.day is not None and mention.period is not None and mention.period.start > draft.day
            if (mention.target or ahead) and told is not Modality.POTENTIAL:
                return Modality.TARGET
        if self._proposed(quantity) and not _is_now(context, reach):
            return Modality.TARGET
        if told is None:
            return Modality.TARGET if act in (Act.PROPOSAL, Act.COMMITMENT) else Modality.ACTUAL
        return told

    def _period(
        self,
        mention: PeriodMention | None,
        context: Context,
        reach: Reach,
        before: Figure | None,
        modality: Modality,
        *,
        carried: bool,
        in_sentence: bool,
    ) -> Period | None:
        own = mention is not None and reach.first <= mention.first < reach.last
        if not own and _is_now(context, reach):
            return None
        period = days_of(self.draft, mention, before, context.periods, modality)
        if period is None and mention is None and before is not None and carried:
            return before.period
        return period


def _reach(context: Context, first: int, last: int) -> Reach:
    """The reach of a number; the whole sentence for one that was read otherwise."""
    index = bisect_left(context.reaches, first, key=lambda reach: reach.start)
    if index < len(context.reaches) and context.reaches[index].start == first:
        return context.reaches[index]
    return Reach(context.first, first, last, context.last, context.first)


def _is_now(context: Context, reach: Reach) -> bool:
    """'сейчас', 'now' among a number's own words."""
    return any(
        match.payload == "now" and reach.first <= match.first < max(reach.last, reach.end)
        for match in context.modal
    )


def _is_part(metric: str, measure: Measure, context: Context, reach: Reach) -> bool:
    """A share of what is told in rates: 'почти четверть цены'."""
    if metric != "tariff" or measure is not Measure.SHARE:
        return False
    return any(
        match.payload == "share" and reach.first <= match.first <= reach.end for match in context.words
    )


def _starts_course(draft: Draft, context: Context, reach: Reach) -> bool:
    """'с 60 до 25', 'from 60 to 25 dollars': where a course begins is a fact, whatever its end is."""
    words, tokens = draft.kit.words.numbers, draft.tokens
    before = [token.low for token in tokens[max(reach.first, reach.start - 2) : reach.start]]
    if not any(low in (*words.range_from, "с", "со") for low in before):
        return False
    index = bisect_right(context.reaches, reach.start, key=lambda other: other.start)
    if index >= len(context.reaches):
        return False
    following = context.reaches[index]
    between = [token.low for token in tokens[reach.end : following.start]]
    return 0 < len(between) <= 3 and between[0] in words.range_to


def _no_figure(draft: Draft, quantity: Quantity, context: Context, first: int) -> bool:
    """Terms, turns of phrase and counts of occasions: 'за последние три года', 'в одном месте', 'met 14 times'."""
    if quantity.unit in ("years", "months", "days", "hours"):
        return not any(match.payload.id == "transit_time" for match in context.metrics)
    if (
        quantity.unit_kind in (UnitKind.COUNT, UnitKind.PEOPLE)
        and quantity.value == 1
        and quantity.step is None
    ):
        return True
    if quantity.unit == "times" and quantity.rule in ("digits", "words"):
        multiplies = (
            draft.tokens[first].low in ("в", "во")
            if draft.kit.code == "ru"
            else any(match.payload in ("increase", "decrease") for match in context.words)
            or any(match.payload in ("more", "less") for match in context.comparing)
        )
        if not multiplies:
            return True
    return any(mention.first <= first < mention.last for mention in context.periods)
