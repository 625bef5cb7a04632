"""Quantities with their meaning: metric, measure, direction, modality, period, geography, claimant, companion."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from app.domain.findings import Figure, Proposal, Speaker
from app.domain.kinds import Measure, Modality, UnitKind
from app.domain.period import Period
from app.domain.quantity import Quantity
from app.extraction.draft import Draft
from app.extraction.geography import geography_of
from app.extraction.matcher import Match
from app.extraction.measures import RATES, Context, change_near, measure_of, modality_of
from app.extraction.periods import PeriodMention, base_of, find_periods
from app.extraction.quantities import with_units
from app.extraction.statements import Found
from app.extraction.toolkit import Weighted
from app.extraction.topics import topics_of
from app.language import Sentence
from app.language.tokens import cut_sentences

OTHER = "other"
BY_UNIT = {
    "kWh": "electricity",
    "W": "power_capacity",
    "km": "route_length",
    "hours": "transit_time",
    "days": "transit_time",
    "TEU": "freight",
}
"""Metrics that a unit tells where no word does."""


def find_figures(
    draft: Draft, quantities: Sequence[Quantity], statements: Sequence[Found], proposals: Sequence[Proposal]
) -> list[Figure]:
    """Every quantity with a unit, in order, with all that the text tells of it."""
    contexts = _Contexts(draft, quantities)
    found: list[Figure] = []
    by_place = sorted(proposals, key=lambda proposal: proposal.span.start)

    def near(quantity: Quantity) -> Sequence[Proposal]:
        at = bisect_right(by_place, quantity.span.start, key=lambda proposal: proposal.span.start)
        return by_place[max(0, at - 2) : at]

    for quantity in with_units(list(quantities)):
        first, last = draft.token_range(quantity.span)
        context = contexts.at(first)
        if _no_figure(draft, quantity, context, first):
            continue
        proposed = any(proposal.span.holds(quantity.span) for proposal in near(quantity))
        found.append(_figure(draft, quantity, first, last, context, contexts, statements, found, proposed))
    return _with_companions(found)


class _Contexts:
    """Sentences of the text, quotations cut too, each read once."""

    def __init__(self, draft: Draft, quantities: Sequence[Quantity]) -> None:
        self.draft = draft
        self.units = {
            number for quantity in quantities for number in range(*draft.token_range(quantity.span))
        }
        """Tokens of quantities: 'доллар США', 'азербайджанский манат' name no country that a figure is about."""
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
            self._read[index] = Context(
                first,
                last,
                tuple(kit.number_words.find(tokens, first, last)),
                tuple(kit.metrics.find(tokens, first, last)),
                tuple(find_periods(self.draft, first, last)),
            )
        return self._read[index]

    def before(self, context: Context) -> Context | None:
        index = bisect_left(self.sentences, context.first, key=lambda sentence: sentence.first)
        return self.number(index - 1) if index else None


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
            else change_near(context, first) is not None
        )
        if not multiplies:
            return True
    return any(mention.first <= first < mention.last for mention in context.periods)


def _figure(
    draft: Draft,
    quantity: Quantity,
    first: int,
    last: int,
    context: Context,
    contexts: _Contexts,
    statements: Sequence[Found],
    before: Sequence[Figure],
    proposed: bool,
) -> Figure:
    number = _statement_of(statements, quantity)
    statement = statements[number].statement if number is not None else None
    measure, direction = measure_of(draft, quantity, first, last, context)
    mention = period_of(context, first)
    period = mention.period if mention is not None else _inherited(before, context, draft)
    metric, at = metric_of(quantity, measure, first, context, contexts)
    if (
        metric in RATES
        and measure is Measure.LEVEL
        and quantity.unit_kind in (UnitKind.MONEY, UnitKind.RATIO)
    ):
        measure = Measure.RATE
    speaker = statement.speaker if statement is not None else None
    return Figure(
        span=quantity.span,
        value=quantity.value,
        value_high=quantity.value_high,
        unit=quantity.unit,
        step=quantity.step,
        measure=measure,
        direction=direction,
        modality=Modality.TARGET if proposed else modality_of(draft, context, first, mention),
        bound=quantity.bound,
        metric=metric,
        period=period,
        base_period=base_of(draft, context.first, context.last, period, list(context.periods))
        if measure in (Measure.GROWTH, Measure.CHANGE)
        else None,
        geo=geography_of(
            draft, metric, at, (context.first, context.last), contexts.units, _home(draft, speaker)
        ),
        claimant=speaker,
        statement=number,
        companion=None,
        topics=statement.topics
        if statement is not None
        else topics_of(draft, (quantity.span,), _topic_of(draft, metric)),
        rule=quantity.rule,
    )


def _statement_of(statements: Sequence[Found], quantity: Quantity) -> int | None:
    """The statement that holds a quantity (they come in the text's order)."""
    index = bisect_right(statements, quantity.span.start, key=lambda found: found.statement.span.start) - 1
    return index if index >= 0 and statements[index].statement.span.holds(quantity.span) else None


def _topic_of(draft: Draft, metric: str) -> tuple[str, ...]:
    entry = draft.kit.vocabulary.metrics.get(metric)
    return (entry.topic,) if entry is not None and entry.topic is not None else ()


def _home(draft: Draft, speaker: Speaker | None) -> str | None:
    return draft.kit.vocabulary.country_of(speaker.id, draft.day) if speaker is not None else None


def period_of(context: Context, first: int) -> PeriodMention | None:
    """The period that a number belongs to: the last before it in its sentence that is no base, else the next after it."""
    own = [mention for mention in context.periods if not mention.base]
    left = [mention for mention in own if mention.first < first]
    return left[-1] if left else (own[0] if own else None)


def _inherited(before: Sequence[Figure], context: Context, draft: Draft) -> Period | None:
    """A further number of the same sentence speaks of the same time."""
    if not before or context.periods:
        return None
    start = draft.tokens[context.first].start
    return before[-1].period if before[-1].span.start >= start else None


def metric_of(
    quantity: Quantity, measure: Measure, first: int, context: Context, contexts: _Contexts
) -> tuple[str, int | None]:
    """The metric by the nearest phrase before the number that fits its unit, else after it, else in the sentence before; and where it stands."""
    vocabulary = contexts.draft.kit.vocabulary.metrics

    def fitting(matches: Sequence[Match[Weighted]], strong: bool) -> list[Match[Weighted]]:
        return [
            match
            for match in matches
            if match.payload.strong is strong
            and (
                measure is not Measure.LEVEL
                or quantity.unit_kind is None
                or quantity.unit_kind in vocabulary[match.payload.id].unit_kinds
            )
        ]

    for strong in (True, False):
        left = [match for match in fitting(context.metrics, strong) if match.first <= first]
        if left:
            best = [match for match in left if match.first == left[-1].first]
            return best[0].payload.id, best[0].first
        right = [match for match in fitting(context.metrics, strong) if match.first > first]
        if right:
            return right[0].payload.id, right[0].first
    previous = contexts.before(context)
    if previous is not None and (found := fitting(previous.metrics, True)):
        return found[-1].payload.id, None
    return BY_UNIT.get(quantity.unit or "", OTHER), None


def _with_companions(figures: list[Figure]) -> list[Figure]:
    """A growth belongs to the nearest level of the same metric, period and statement."""
    result = list(figures)
    levels: dict[tuple[object, ...], list[int]] = {}
    for index, figure in enumerate(figures):
        if figure.measure is Measure.LEVEL:
            levels.setdefault(_kin(figure), []).append(index)
    for number, figure in enumerate(figures):
        if figure.measure in (Measure.GROWTH, Measure.CHANGE) and (found := levels.get(_kin(figure))):
            at = bisect_left(found, number)
            near = found[max(0, at - 1) : at + 1]
            companion = min(near, key=lambda index: abs(figures[index].span.start - figure.span.start))
            result[number] = replace(figure, companion=companion)
    return result


def _kin(figure: Figure) -> tuple[object, ...]:
    return figure.metric, figure.statement, _days(figure.period)


def _days(period: Period | None) -> tuple[str, str] | None:
    return (period.start.isoformat(), period.end.isoformat()) if period else None
