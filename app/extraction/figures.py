"""Quantities with their meaning: metric, measure, direction, modality, period, geography, claimant, companion."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.findings import Figure, Speaker
from app.domain.kinds import Direction, Measure, Modality, UnitKind
from app.domain.period import Period
from app.domain.quantity import Quantity
from app.extraction.draft import Draft
from app.extraction.geography import geography_of
from app.extraction.matcher import Match
from app.extraction.periods import PeriodMention, base_of, find_periods
from app.extraction.quantities import with_units
from app.extraction.statements import Found
from app.extraction.toolkit import Weighted
from app.extraction.topics import topics_of
from app.language import Sentence
from app.language.tokens import cut_sentences

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Context:
    """The sentence of a number (inside a quotation: that of the quotation), its words of change and its periods."""

    first: int
    last: int
    words: tuple[Match[str], ...]
    metrics: tuple[Match[Weighted], ...]
    periods: tuple[PeriodMention, ...]


def find_figures(draft: Draft, quantities: Sequence[Quantity], statements: Sequence[Found]) -> list[Figure]:
    """Every quantity with a unit, in order, with all that the text tells of it."""
    contexts = _Contexts(draft)
    found: list[Figure] = []
    for quantity in with_units(list(quantities)):
        first, last = draft.token_range(quantity.span)
        context = contexts.at(first)
        if _no_figure(draft, quantity, context, first):
            continue
        found.append(_figure(draft, quantity, first, last, context, contexts, statements, found))
    return _with_companions(found)


class _Contexts:
    """Sentences of the text, quotations cut too, each read once."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
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
            else _change_near(context, first) is not None
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
) -> Figure:
    number = _statement_of(statements, quantity)
    statement = statements[number].statement if number is not None else None
    measure, direction = measure_of(draft, quantity, first, last, context)
    mention = period_of(context, first)
    period = mention.period if mention is not None else _inherited(before, context, draft)
    metric, at = metric_of(quantity, measure, first, context, contexts)
    speaker = statement.speaker if statement is not None else None
    return Figure(
        span=quantity.span,
        value=quantity.value,
        value_high=quantity.value_high,
        unit=quantity.unit,
        step=quantity.step,
        measure=measure,
        direction=direction,
        modality=modality_of(draft, context, first, mention),
        bound=quantity.bound,
        metric=metric,
        period=period,
        base_period=base_of(draft, context.first, context.last, period, list(context.periods))
        if measure in (Measure.GROWTH, Measure.CHANGE)
        else None,
        geo=geography_of(draft, metric, at, context.first, context.last, _home(draft, speaker)),
        claimant=speaker,
        statement=number,
        companion=None,
        topics=statement.topics
        if statement is not None
        else topics_of(draft, quantity.span, _topic_of(draft, metric)),
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


def measure_of(
    draft: Draft, quantity: Quantity, first: int, last: int, context: Context
) -> tuple[Measure, Direction | None]:
    """What a quantity measures, and whether it went up or down."""
    change = _change_near(context, first)
    direction = Direction(change) if change else None
    by = _by_before(draft, first)
    right = {match.payload for match in context.words if last <= match.first <= last + 1}
    if quantity.unit == "times":
        return Measure.GROWTH, direction or Direction.UP
    if quantity.unit == "pp":
        return Measure.CHANGE, direction
    if quantity.unit == "percent":
        if "rate" in right or _nearest(context, first, ("rate", "share", "increase", "decrease")) == "rate":
            return Measure.RATE, None
        if direction is not None and (
            by or right & {"increase", "decrease"} or _change_adjacent(context, first)
        ):
            return Measure.GROWTH, direction
        return Measure.SHARE, None
    if quantity.unit_kind is UnitKind.MONEY and (
        "per" in right or _nearest(context, first, ("rate", "share", "increase", "decrease")) == "rate"
    ):
        return Measure.RATE, None
    if by and direction is not None:
        return Measure.CHANGE, direction
    return Measure.LEVEL, None


def _by_before(draft: Draft, first: int) -> bool:
    """'на 15 процентов', 'by 15 percent', a word of bound between them allowed."""
    return any(
        token.low in ("на", "by") for token in draft.tokens[max(0, first - 3) : first] if token.kind == "word"
    )


def _change_near(context: Context, first: int) -> str | None:
    """'up' or 'down' by the nearest word of change before the number, else right after it."""
    names = {"increase": "up", "decrease": "down"}
    left = [match for match in context.words if match.payload in names and match.first < first]
    if left:
        return names[left[-1].payload]
    right = [match for match in context.words if match.payload in names and first <= match.first <= first + 5]
    return names[right[0].payload] if right else None


def _change_adjacent(context: Context, first: int) -> bool:
    return any(
        match.payload in ("increase", "decrease") and first - match.last <= 3
        for match in context.words
        if match.first < first
    )


def _nearest(context: Context, first: int, kinds: tuple[str, ...]) -> str | None:
    left = [match for match in context.words if match.payload in kinds and match.first < first]
    return left[-1].payload if left else None


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


def modality_of(draft: Draft, context: Context, first: int, mention: PeriodMention | None) -> Modality:
    """A fact, a plan or a possibility, by the period and by the words before the number."""
    if mention is not None and mention.target:
        return Modality.TARGET
    if mention is not None and draft.day is not None and mention.period.start > draft.day:
        return Modality.TARGET
    words = {match.payload for match in draft.kit.period_words.find(draft.tokens, context.first, first)}
    if "possible" in words:
        return Modality.POTENTIAL
    future = any(
        reading.pos == "verb" and reading.tense == "fut"
        for token in draft.tokens[context.first : first]
        for reading in token.readings[:1]
    )
    return Modality.TARGET if "future" in words or future else Modality.ACTUAL


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
    return OTHER, None


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
