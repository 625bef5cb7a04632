"""When a figure was so: by its own words, by the figure or question before it, by the headline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from app.domain.findings import Figure
from app.domain.kinds import Modality
from app.domain.period import Period
from app.domain.record import record
from app.extraction.draft import Draft
from app.extraction.figures.clauses import Reach
from app.extraction.figures.contexts import Context, Contexts
from app.extraction.figures.modality import verb_at
from app.extraction.times.periods import PeriodMention
from app.extraction.times.timing import days_of
from app.language.en_classes import WordClass

_QUESTIONS = 3  # sentences before an answer
_LABEL = 4  # tokens of a label before an answer
_OF_HEADLINES = ("year", "relative-year", "quarter", "half-year", "month-range", "first-months")
_COPULAS = ("–", "—")
_HELPING = WordClass.AUXILIARY | WordClass.BE | WordClass.MODAL
_FLOWS = frozenset(
    {
        "trade_turnover",
        "exports",
        "imports",
        "fdi",
        "gdp",
        "gdp_per_capita",
        "industrial_output",
        "agricultural_output",
        "freight",
        "transit",
        "passengers",
        "tourists",
        "remittances",
        "electricity",
        "gas",
        "oil",
        "wages",
        "inflation",
        "budget",
    }
)
"""What is counted over a time: figures of these that follow each other are of the same."""


@record(kw_only=True)
class Lead:
    """How a number follows the figure before it. `carried`: its words go on about that; `bare`: it has no words of its own."""

    before: Figure | None
    carried: bool
    in_sentence: bool
    bare: bool


class PeriodReader:
    """Reads the periods of one document's figures in order; `found`: those read before."""

    def __init__(self, draft: Draft, contexts: Contexts, found: Sequence[Figure]) -> None:
        self.draft, self.contexts, self.found = draft, contexts, found

    def period_of(
        self,
        mention: PeriodMention | None,
        context: Context,
        reach: Reach,
        metric: str,
        modality: Modality,
        lead: Lead,
    ) -> Period | None:
        """The days of a figure whose sentence tells `mention` of it."""
        before = lead.before
        if mention is not None and self._is_of_the_number_before(mention, context, reach, metric, before):
            mention = None
        own = mention is not None and reach.begins <= mention.first < reach.last
        if not own and is_now(context, reach):
            return None
        if mention is None:
            if before is not None and lead.carried and modality is before.modality:
                same = _alike(metric, before.metric) or _of_the_same_time(context, reach)
                return self._of_main_figure(before) if same else None
            if before is not None and lead.in_sentence and (lead.bare or not context.periods):
                return before.period
            if (flow := self._of_the_flow(context, reach, metric, modality)) is not None:
                return flow
            mention = self._of_the_question(context, reach) or self._of_the_headline(modality)
        period = days_of(self.draft, mention, before, context.periods, modality)
        return None if period is not None and not own and self._is_over(period, modality) else period

    def _is_over(self, period: Period, modality: Modality) -> bool:
        """'It was 2 billion in 2024, and the goal is 5': nothing is planned for what is over."""
        return modality is Modality.TARGET and self.draft.day is not None and period.end < self.draft.day

    def _is_of_the_number_before(
        self, mention: PeriodMention, context: Context, reach: Reach, metric: str, before: Figure | None
    ) -> bool:
        """'eight airlines have come since 2023, and the number of flights has risen': told after the verb of a number of something else,
        before a clause with a subject of its own; a time before its verb holds for the whole sentence."""
        if before is None or mention.last > reach.first or _alike(metric, before.metric):
            return False
        if before.span.start < self.draft.tokens[context.first].start:
            return False
        verb = next((at for at in range(reach.first, reach.start) if self._is_verb(at)), None)
        return verb is not None and verb - reach.first > 1 and self._follows_its_verb(mention, context)

    def _is_verb(self, index: int) -> bool:
        low = self.draft.tokens[index].low
        helps = self.draft.kit.code == "en" and bool(self.draft.kit.classes.of(low) & _HELPING)
        return helps or verb_at(self.draft, index) is not None

    def _follows_its_verb(self, mention: PeriodMention, context: Context) -> bool:
        for index in range(mention.first - 1, context.first - 1, -1):
            if self.draft.tokens[index].kind == "mark":
                return False
            if self._is_verb(index):
                return True
        return False

    def _of_main_figure(self, before: Figure) -> Period | None:
        """The period of the figure before, past one that it was compared with ('against 980 million a year earlier')."""
        start = self.draft.paragraph_start(self.draft.token_at(before.span.start))
        for figure in reversed(self.found):
            if figure.span.start < start:
                break
            if figure.period is None or figure.period.rule != "a-year-earlier":
                return figure.period
        return before.period

    def _of_the_flow(self, context: Context, reach: Reach, metric: str, modality: Modality) -> Period | None:
        """'In 2024 trade reached 5 billion. Exports rose to 3 billion.': a further sum of the same paragraph, told in the past, too."""
        last = self.found[-1] if self.found else None
        if last is None or metric not in _FLOWS or last.metric not in _FLOWS:
            return None
        if any(not mention.base for mention in context.periods):
            return None
        if modality is not Modality.ACTUAL or last.modality is not Modality.ACTUAL:
            return None
        if last.span.start < self.draft.tokens[self.contexts.starts_before(context)].start:
            return None
        if last.span.start < self.draft.paragraph_start(context.first) or not self._is_past(reach):
            return None
        return self._of_main_figure(last)

    def _is_past(self, reach: Reach) -> bool:
        """Whether the verb of a number is past: 'достиг', 'grew', and none of the present follows it."""
        if self.draft.kit.code == "ru" and any(
            verb_at(self.draft, index) == "finite" and self._tense(index) == "pres"
            for index in range(reach.end, reach.last)
        ):
            return False
        for index in range(reach.start - 1, max(reach.first, reach.begins) - 1, -1):
            verb = verb_at(self.draft, index)
            if verb is None:
                continue
            if self.draft.kit.code == "en":
                return verb == "participle"
            return verb == "participle" or self._tense(index) == "past"
        return self.draft.tokens[reach.start - 1].text in _COPULAS  # 'Объём переработки – 17,9 млн тонн'

    def _tense(self, index: int) -> str:
        return self.draft.tokens[index].readings[0].tense

    def _of_the_question(self, context: Context, reach: Reach) -> PeriodMention | None:
        """'How much was it last year? - 21 billion': what an answer that begins with its number speaks of."""
        if any(
            token.kind == "word" for token in self.draft.tokens[context.first : reach.start]
        ) and not self._is_label(context, reach):
            return None
        asked = False
        for question in self.contexts.before(context, _QUESTIONS):
            asks = self.contexts.is_question(question)
            if not asks and (not asked or self.draft.begins_line(question.last)):
                return None
            asked = True
            told = [mention for mention in question.periods if not mention.base and not mention.earlier]
            if told:
                return told[-1]
        return None

    def _of_the_headline(self, modality: Modality) -> PeriodMention | None:
        """'Экономика в 2025 году: итоги': the one time of a headline, for facts that tell none."""
        if modality is not Modality.ACTUAL:
            return None
        return self._headline

    @cached_property
    def _headline(self) -> PeriodMention | None:
        headline = self.contexts.headline()
        if headline is None or len(headline.periods) != 1:
            return None
        told = headline.periods[0]
        plain = not (told.base or told.target or told.earlier or told.attached)
        return told if plain and told.period is not None and told.period.rule in _OF_HEADLINES else None

    def _is_label(self, context: Context, reach: Reach) -> bool:
        """'Вальчик: 2,9 процента': a turn that begins with its number."""
        return self.draft.tokens[reach.start - 1].text == ":" and reach.start - context.first <= _LABEL


def _alike(metric: str, other: str) -> bool:
    """Whether two figures may well be of one time."""
    return metric == other or (metric in _FLOWS and other in _FLOWS)


def _of_the_same_time(context: Context, reach: Reach) -> bool:
    """'за тот же год', 'of which'."""
    return any(
        match.payload in ("same_time", "parts") and context.first <= match.first < reach.end
        for match in context.linking
    )


def is_now(context: Context, reach: Reach) -> bool:
    """'сейчас', 'now' among a number's own words."""
    return any(
        match.payload == "now" and reach.first <= match.first < max(reach.last, reach.end)
        for match in context.modal
    )
