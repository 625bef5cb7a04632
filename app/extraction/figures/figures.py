"""Quantities with their meaning: metric, measure, direction, modality, period, geography, claimant, companion."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial

from app.domain.findings import Figure, Proposal, Statement
from app.domain.kinds import Act, Measure, Modality, StatementKind, UnitKind
from app.domain.quantity import Quantity
from app.extraction.acts.topics import topics_of
from app.extraction.draft import Draft
from app.extraction.figures.clauses import Reach
from app.extraction.figures.companions import with_companions
from app.extraction.figures.comparisons import base_of
from app.extraction.figures.contexts import Context, Contexts
from app.extraction.figures.exclusions import is_no_figure
from app.extraction.figures.geography import Whose
from app.extraction.figures.hygiene import flags_of
from app.extraction.figures.measures import RATES, measure_of
from app.extraction.figures.metrics import MetricReader
from app.extraction.figures.modality import modality_of, verb_at
from app.extraction.figures.when import Lead, PeriodReader, is_now
from app.extraction.quantities.quantities import with_units
from app.extraction.speech.statements import Found
from app.extraction.times.periods import PeriodMention
from app.extraction.times.timing import goes_on, mention_of

_INTEREST = frozenset({"financing", "debt", "inflation", "tariff", "wages", "gdp"})
"""Metrics whose percentages are rates: interest, duties."""

_OF_A_MEETING = frozenset({"other", "events"})
_COUNTED = (UnitKind.COUNT, UnitKind.PEOPLE)
_RATED = (UnitKind.MONEY, UnitKind.RATIO)


def find_figures(
    draft: Draft, quantities: Sequence[Quantity], statements: Sequence[Found], proposals: Sequence[Proposal]
) -> list[Figure]:
    """Every quantity with a unit, in order, with all that the text tells of it."""
    reader = _Reader(draft, quantities, statements, proposals)
    for quantity in with_units(list(quantities)):
        reader.read(quantity)
    return with_companions(reader.found)


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
        self.contexts = Contexts(draft, quantities)
        self.statements = statements
        self.proposals = sorted(proposals, key=lambda proposal: proposal.span.start)
        self.whose = Whose(draft, _money_tokens(draft, quantities))
        self.found: list[Figure] = []
        self.periods = PeriodReader(draft, self.contexts, self.found)

    def read(self, quantity: Quantity) -> None:
        """Add the figure that a quantity is, if it is one."""
        draft = self.draft
        first, last = draft.token_range(quantity.span)
        context = self.contexts.at(first)
        if is_no_figure(draft, quantity, context, first):
            return
        reach = context.reach_of(first, last)
        sentence = (context.first, context.last)
        number = self._statement_of(quantity)
        statement = self.statements[number].statement if number is not None else None
        speaker = statement.speaker if statement is not None else None
        before = self._before(context)
        in_sentence = before is not None and before.span.start >= draft.tokens[context.first].start
        carried = goes_on(
            draft, reach.first if in_sentence else context.first, reach.start, reach.end, context.linking
        )
        if before is None and carried:
            before = self._in_paragraph(context)
        carried = carried and before is not None
        measure, direction = measure_of(draft, quantity, reach, context)
        metrics = MetricReader(draft, quantity, measure, reach, context)
        metric = metrics.read(before, partial(self.contexts.before, context), carried=carried)
        part = _is_part(draft, quantity, reach)
        if metric in RATES and quantity.unit_kind in _RATED and not part:
            measure = Measure.RATE if measure in (Measure.LEVEL, Measure.SHARE) else measure
        elif measure is Measure.RATE and quantity.unit == "percent" and (part or metric not in _INTEREST):
            measure = Measure.SHARE  # 'the unemployment rate'
        if (
            in_sentence
            and before is not None
            and measure is Measure.LEVEL
            and metrics.is_bare()
            and _alike(before, quantity, metric)
        ):
            measure = before.measure
        mention = mention_of(draft, reach, sentence, context.periods, days_hold=metric == "casualties")
        modality = self._modality(quantity, context, reach, mention, statement)
        if carried and before is not None and mention is None and self._verbless(context, reach):
            modality = before.modality
        lead = Lead(before=before, carried=carried, in_sentence=in_sentence, bare=metrics.is_bare())
        period = self.periods.period_of(mention, context, reach, metric, modality, lead)
        if _starts_course(draft, context, reach):
            modality = Modality.ACTUAL if modality is Modality.TARGET else modality
            period = period if mention is not None and reach.end <= mention.first < reach.last else None
        if (
            period is not None
            and period.rule == "day"
            and metric in _OF_A_MEETING
            and quantity.unit_kind in _COUNTED
        ):
            period = None
        base = (
            base_of(draft, reach, sentence, period, context.periods)
            if measure in (Measure.GROWTH, Measure.CHANGE)
            else None
        )
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
                base_period=base,
                geo=self.whose.geography_of(
                    metric,
                    reach,
                    context,
                    speaker,
                    before,
                    carried=carried,
                    proposed=self._proposed(quantity),
                ),
                claimant=speaker,
                statement=number,
                companion=None,
                topics=statement.topics
                if statement is not None
                else topics_of(draft, (quantity.span,), self._topic_of(metric)),
                flags=flags_of(draft, quantity, measure, period, base),
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
        first = self.contexts.starts_before(context)
        return self.found[-1] if self.found[-1].span.start >= self.draft.tokens[first].start else None

    def _in_paragraph(self, context: Context) -> Figure | None:
        """The last figure of the same paragraph: 'В пересчёте это 20 млрд' may lead further back than a sentence."""
        first = self.draft.paragraph_start(context.first)
        return self.found[-1] if self.found and self.found[-1].span.start >= first else None

    def _verbless(self, context: Context, reach: Reach) -> bool:
        """'это примерно 20 млрд долларов', '70 per cent of them for local residents'."""
        own = range(max(reach.first, reach.begins), reach.last)
        modal = any(match.first in own for match in context.modal)
        return not modal and all(verb_at(self.draft, index) is None for index in own)

    def _modality(
        self,
        quantity: Quantity,
        context: Context,
        reach: Reach,
        mention: PeriodMention | None,
        statement: Statement | None,
    ) -> Modality:
        draft = self.draft
        told = modality_of(
            draft,
            reach,
            (context.first, context.last),
            context.modal,
            quantity.unit_kind,
            changes=any(reach.first <= match.first < reach.start for match in context.changes),
        )
        if mention is not None and mention.first >= reach.begins:
            ahead = (
                draft.day is not None
                and mention.period is not None
                and mention.period.start > draft.day
                and not mention.period.ambiguous
            )
            if (mention.target or ahead) and told is not Modality.POTENTIAL:
                return Modality.TARGET
        if self._proposed(quantity) and not is_now(context, reach):
            return Modality.TARGET
        if told is not None:
            return told
        asks = (
            statement is not None
            and statement.kind is StatementKind.REPORTED
            and statement.act in (Act.PROPOSAL, Act.COMMITMENT)
        )
        return Modality.TARGET if asks else Modality.ACTUAL


def _money_tokens(draft: Draft, quantities: Sequence[Quantity]) -> set[int]:
    """Tokens of amounts of money: 'доллар США', 'азербайджанский манат' name no country that a figure is about."""
    ranges = (draft.token_range(item.span) for item in quantities if item.unit_kind is UnitKind.MONEY)
    return {token for first, last in ranges for token in range(first, last)}


def _starts_course(draft: Draft, context: Context, reach: Reach) -> bool:
    """'с 60 до 25', 'from 60 to 25 dollars': where a course begins is a fact, whatever its end is."""
    words, tokens = draft.kit.words.numbers, draft.tokens
    before = [token.low for token in tokens[max(reach.first, reach.start - 2) : reach.start]]
    if not any(low in (*words.range_from, "с", "со") for low in before):
        return False
    following = context.after(reach)
    if following is None:
        return False
    between = [token.low for token in tokens[reach.end : following.start]]
    return 0 < len(between) <= 3 and between[0] in words.range_to


def _alike(before: Figure, quantity: Quantity, metric: str) -> bool:
    """'pays $140 instead of 70': a further number of the same rate."""
    return before.measure is Measure.RATE and before.unit == quantity.unit and before.metric == metric


def _is_part(draft: Draft, quantity: Quantity, reach: Reach) -> bool:
    """'a third of the fee', 'eight percent of the toll': a part of an amount, whatever that is."""
    if quantity.rule == "fraction-in-a-word":
        return True
    return quantity.unit == "percent" and any(
        token.low == "of" for token in draft.tokens[reach.start : reach.end + 1]
    )
