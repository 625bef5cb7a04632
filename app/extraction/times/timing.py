"""Which of a sentence's periods a figure speaks of."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.findings import Figure
from app.domain.kinds import Modality
from app.domain.period import Period
from app.extraction.draft import Draft
from app.extraction.figures.clauses import Reach, turns_between
from app.extraction.figures.comparisons import a_year_earlier
from app.extraction.figures.modality import verb_at
from app.extraction.matcher import Match
from app.extraction.times.periods import PeriodMention

_PARTICIPLE = 3  # tokens before the time of a participle that begins a sentence
_RIGHT_BEFORE = 1  # tokens between 'это' and its number: 'это примерно 20 млрд'
_RIGHT_AFTER = 1  # tokens between a number and 'of them'
_CLOSE = 3  # tokens between a number and the period right after it
_OF_NO_YEAR = ("month", "day", "month-range-of-the-nearest-year")
_STRETCHES = ("month-range", "year-range", "day-range", "since-")
_TIMES_OF_SPEECH = ("day", "month", "since-month", "since-day")


def mention_of(
    draft: Draft,
    reach: Reach,
    sentence: tuple[int, int],
    mentions: Sequence[PeriodMention],
    *,
    days_hold: bool = False,
) -> PeriodMention | None:
    """The period that a number's own words tell, right after it before others; else the nearest before it that may still hold; else
    the next after it in its clause. `days_hold`: an event's day is that of a further number, too."""
    own = [
        mention
        for mention in mentions
        if not mention.base and not (mention.attached and mention.first >= reach.start)
    ]
    if days_hold and (event := _day_of_event(own, reach)) is not None:
        return event
    right = [
        mention
        for mention in own
        if reach.end <= mention.first < reach.last and not _compared_between(draft, reach.end, mention)
    ]
    if right and right[0].first - reach.end <= _CLOSE:
        return right[0]
    left = [
        mention
        for mention in own
        if reach.first <= mention.first
        and mention.last <= reach.start
        and _told_of_figure(draft, mention, reach)
        and not _dates_the_subject(draft, mention, sentence[0])
    ]
    if left:
        return left[-1]
    if right:
        return right[0]
    earlier = [
        mention
        for mention in own
        if sentence[0] <= mention.first
        and mention.last <= reach.first
        and not mention.earlier
        and not mention.attached
        and not _dates_the_subject(draft, mention, sentence[0])
        and (_holds_on(draft, mention, reach) or (days_hold and _is_day(mention)))
    ]
    if earlier:
        return earlier[-1]
    later = [
        mention
        for mention in own
        if reach.last <= mention.first and not mention.earlier and not _is_since(mention)
    ]
    if (
        not later
        or turns_between(draft, reach.end, later[0].first)
        or _compared_between(draft, reach.end, later[0])
    ):
        return None
    return later[0]


def _day_of_event(mentions: Sequence[PeriodMention], reach: Reach) -> PeriodMention | None:
    """'the flood of November 3, in which 17 people died'."""
    found = [mention for mention in mentions if mention.last <= reach.start and _is_day(mention)]
    return found[-1] if found else None


def _compared_between(draft: Draft, first: int, mention: PeriodMention) -> bool:
    """'1,900 nurses against 750 in 2021', 'closed the mine after an accident in May': the time is that of something else. The 'from'
    of 'from January to August', 'from July' compares nothing."""
    last = mention.first
    if any(token.low in draft.kit.words.periods.beside for token in draft.tokens[first:last]):
        return True
    begins = mention.period is not None and mention.period.rule.startswith(_STRETCHES)
    return any(
        match.payload == "compared" and not (begins and match.last == last and match.last - match.first == 1)
        for match in draft.kit.period_words.find(draft.tokens, first, last)
    )


def _told_of_figure(draft: Draft, mention: PeriodMention, reach: Reach) -> bool:
    """Not when something was said: 'в январе признал: …', 'ARSAI, September 24 – …'."""
    period = mention.period
    if (
        period is None
        or mention.attached
        or period.rule not in _TIMES_OF_SPEECH
        or mention.first >= reach.begins
    ):
        return True
    if period.rule == "month" and not period.ambiguous:
        return True
    return not turns_between(draft, mention.last, reach.start)


def _holds_on(draft: Draft, mention: PeriodMention, reach: Reach) -> bool:
    """Whether a period told for what stands before is that of a number, too: a day is not, nor is when something was said."""
    return not _is_day(mention) and _told_of_figure(draft, mention, reach)


def _dates_the_subject(draft: Draft, mention: PeriodMention, first: int) -> bool:
    """'Founded in 1961, the company employs': a participle before the sentence's subject has a time of its own."""
    tokens = draft.tokens
    if draft.kit.code != "en" or mention.last >= len(tokens) or tokens[mention.last].text != ",":
        return False
    return mention.first - first <= _PARTICIPLE and verb_at(draft, first) == "participle"


def _is_since(mention: PeriodMention) -> bool:
    return mention.period is not None and mention.period.rule.startswith("since-")


def _is_day(mention: PeriodMention) -> bool:
    return mention.period is not None and mention.period.rule == "day"


def days_of(
    draft: Draft,
    mention: PeriodMention | None,
    before: Figure | None,
    mentions: Sequence[PeriodMention],
    modality: Modality,
) -> Period | None:
    """The days that a mention stands for beside the figure before it: 'a year earlier' is a year before that, 'this year' of a plan
    is the whole of it."""
    if mention is None:
        return None
    if mention.earlier:
        reference = before.period if before is not None else None
        if reference is None:
            others = [item.period for item in mentions if item.period is not None and not item.base]
            reference = others[-1] if others else None
        return a_year_earlier(reference) if reference is not None else None
    period = mention.period
    if period is None or draft.day is None:
        return period
    if modality is Modality.TARGET and period.rule in ("since-month", "since-day") and period.ambiguous:
        return _of_nearest_year(_beginning_of(period), draft.day, modality)  # 'we will cut it from January'
    if modality is Modality.TARGET and period.rule.startswith("since-"):
        return None  # 'has waited since 2022 and will introduce'
    if modality is Modality.TARGET and period.rule == "this-year":
        return replace(period, end=date(period.start.year, 12, 31))
    if period.rule in _OF_NO_YEAR and period.ambiguous:
        return _of_nearest_year(period, draft.day, modality)
    return period


def _of_nearest_year(period: Period, day: date, modality: Modality) -> Period:
    """A month without a year: the next of a plan, the last of a fact."""
    if modality is Modality.TARGET and period.end < day:
        return _shifted(period, 1)
    if modality is Modality.ACTUAL and period.start > day:
        return _shifted(period, -1)
    return period


def _beginning_of(period: Period) -> Period:
    """The day or month that something is to begin in."""
    if period.rule == "since-day":
        return replace(period, end=period.start, rule="day")
    last = monthrange(period.start.year, period.start.month)[1]
    return replace(period, end=period.start.replace(day=last), rule="month")


def _shifted(period: Period, by: int) -> Period:
    found = a_year_earlier(period)
    if by < 0:
        return replace(found, rule=period.rule)
    try:
        return replace(
            period,
            start=period.start.replace(year=period.start.year + 1),
            end=period.end.replace(year=period.end.year + 1),
        )
    except ValueError:
        return period


def goes_on(draft: Draft, first: int, start: int, last: int, words: Sequence[Match[str]]) -> bool:
    """Whether a number from `start` to `last` goes on about the figure before, by its words from `first`: 'из них', 'It', 'за тот же год'."""
    for match in words:
        if match.payload in ("parts", "same_time") and first <= match.first <= last + _RIGHT_AFTER:
            return True
        if match.payload != "carries":
            continue
        if match.first == first and not _said_of(draft, match.last, start):
            return True
        near = 0 <= start - match.last <= _RIGHT_BEFORE
        if near and all(verb_at(draft, index) is None for index in range(match.last, start)):
            return True
    return False


def _said_of(draft: Draft, first: int, last: int) -> bool:
    """'It was emphasised that': the pronoun stands for the clause that follows."""
    that = draft.kit.clause_words.that
    return any(token.low in that for token in draft.tokens[first:last])
