"""What a growth is measured against: the base period of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.domain.period import Period
from app.extraction.draft import Draft
from app.extraction.figures.clauses import Reach, turns_between
from app.extraction.times.periods import PeriodMention


def base_of(
    draft: Draft,
    reach: Reach,
    sentence: tuple[int, int],
    period: Period | None,
    mentions: Sequence[PeriodMention],
) -> Period | None:
    """The base that a growth's own words tell, else its sentence; None where none is told or the growth has no period of its own."""
    for first, last in ((reach.first, reach.last), (sentence[0], reach.first), (reach.last, sentence[1])):
        if first >= reach.last and turns_between(draft, reach.end, first + 1):
            return None
        for mention in mentions:
            if not mention.base or not first <= mention.first < last:
                continue
            if first >= reach.last and turns_between(draft, reach.end, mention.first):
                return None
            if mention.period is not None and mention.period != period:
                return mention.period
            if mention.earlier:
                return a_year_earlier(period) if period is not None else None
        if period is not None and _year_before(draft, first, last):
            return a_year_earlier(period)
    return None


def _year_before(draft: Draft, first: int, last: int) -> bool:
    """'аналогичный период', 'year on year', 'прошлогоднего', 'по сравнению с предыдущим'."""
    for match in draft.kit.period_words.find(draft.tokens, first, last):
        if match.payload in ("same_period", "on_year"):
            return True
        if match.payload == "compared" and any(
            token.lemmas & draft.kit.words.periods.previous
            for token in draft.tokens[match.last : match.last + 3]
        ):
            return True
    return False


def a_year_earlier(period: Period) -> Period:
    """The same days of the year before (29 February becomes the 28th; a whole February ends with its last day)."""
    end = _back(period.end)
    if period.end.month == 2 and period.end.day == 28 and (end + timedelta(days=1)).month == 2:
        end += timedelta(days=1)
    return Period(start=_back(period.start), end=end, rule="a-year-earlier", ambiguous=period.ambiguous)


def _back(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day - timedelta(days=366)
