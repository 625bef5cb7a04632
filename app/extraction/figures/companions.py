"""The level that a growth belongs to: 'exports grew by 9 percent to 3 billion'."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from app.domain.findings import Figure
from app.domain.kinds import Measure
from app.domain.period import Period

_GROWTHS = (Measure.GROWTH, Measure.CHANGE)
_LEVELS = (Measure.LEVEL, Measure.RATE, Measure.SHARE)


def with_companions(figures: Sequence[Figure]) -> list[Figure]:
    """Each growth with the nearest level of the same metric, period, place and statement; a share or rate is the level of a change in it."""
    result = list(figures)
    levels: dict[tuple[object, ...], list[int]] = {}
    for index, figure in enumerate(figures):
        if figure.measure in _LEVELS:
            levels.setdefault(_kin(figure), []).append(index)
    for number, figure in enumerate(figures):
        if figure.measure not in _GROWTHS or not (found := levels.get(_kin(figure))):
            continue
        at = bisect_left(found, number)
        near = [index for index in found[max(0, at - 2) : at + 2] if _can_belong(figure, figures[index])]
        if near:
            result[number] = replace(
                figure, companion=min(near, key=lambda index: _distance(figure, figures[index]))
            )
    return result


def _can_belong(growth: Figure, level: Figure) -> bool:
    """A change has its level's unit, or is told in points of it; a share is no level of money that grew."""
    if growth.measure is Measure.CHANGE:
        return level.unit == growth.unit or (growth.unit == "pp" and level.unit == "percent")
    return level.measure is not Measure.SHARE


def _distance(growth: Figure, level: Figure) -> int:
    """Characters between; what stands after the growth comes first ('by 9 percent to 3 billion')."""
    if level.span.start >= growth.span.end:
        return level.span.start - growth.span.end
    return growth.span.start - level.span.end + 1


def _kin(figure: Figure) -> tuple[object, ...]:
    return figure.metric, figure.statement, _days(figure.period)


def _days(period: Period | None) -> tuple[str, str] | None:
    return (period.start.isoformat(), period.end.isoformat()) if period else None
