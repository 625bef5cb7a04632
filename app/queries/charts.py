"""The chart of a series: its points, each different one once, as marks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from app.charts import Chart, Drawing, Mark, draw_chart
from app.queries.consistent import consistent
from app.queries.page import Sql
from app.queries.point_walk import PointPlan, of_claims, of_official, plan_points
from app.queries.series_params import PointParams
from app.schemas.common import LabelLanguage
from app.schemas.ids import show
from app.schemas.labels import person_labels
from app.schemas.series import SeriesOut
from app.store.database import Reader
from app.vocabulary import Vocabulary

MOST_MARKS: Final = 2000
"""Marks of a chart: more would be one dark spot, and a megabyte."""

_LARGEST: Final = 1e300
_SIGNS: Final = {"percent": "%"}
_MEASURES: Final[dict[str, dict[str, str]]] = {
    "en": {"level": "", "change": "change", "growth": "growth", "share": "share", "rate": "", "actual": "", "target": "target", "potential": "potential"},
    "ru": {"level": "", "change": "изменение", "growth": "рост", "share": "доля", "rate": "", "actual": "", "target": "цель", "potential": "потенциал"},
}  # fmt: skip


@consistent
def draw_series(
    reader: Reader,
    vocabulary: Vocabulary,
    shown: str,
    params: PointParams,
    language: LabelLanguage,
    root: str,
    kept: str = "",
) -> Drawing:
    """The chart of a series with the filters of its points; each mark leads to its record under `root` (`/api/v1`, or nothing for pages),
    by an address with what is `kept` of a query (`lang=ru`).

    Raises what `plan_points` raises; its cursor is not looked at.
    """
    plan = plan_points(reader, vocabulary, shown, params)
    most = min(params.most or MOST_MARKS, MOST_MARKS)
    marks = sorted(
        [*_claims(reader, plan, root, kept, most + 1), *_values(reader, plan, root, kept, most + 1)],
        key=lambda mark: (mark.start, mark.end, mark.kind, mark.who),
    )
    left_out = 0
    if len(marks) > most:
        left_out = _different(reader, plan) - most
    drawn = marks[:most]
    chart = Chart(
        title=title_of(plan.head, language),
        language=language,
        marks=drawn,
        names=_names(reader, vocabulary, {mark.who for mark in drawn if mark.kind != "official"}, language),
        units={mark.unit: _unit(mark.unit, vocabulary, language) for mark in drawn},
        left_out=left_out,
    )
    return draw_chart(chart)


def title_of(head: SeriesOut, language: LabelLanguage) -> str:
    """`Exports: Kazakhstan → Kyrgyzstan, growth`."""

    def label(labels: dict[str, str]) -> str:
        return labels.get(language) or next(iter(labels.values()))

    between = " → " if head.mirror else " – "
    words = _MEASURES[language]
    details = (words[head.measure.value], words[head.modality.value])
    places = between.join(label(place.labels) for place in head.places)
    return ", ".join(filter(None, (f"{label(head.metric.labels)}: {places}", *details)))


_DIFFERENT: Final = "c.days, c.teller, c.unit, c.value, c.value_high, c.low, c.high, c.bounded, c.formula"


def _claims(reader: Reader, plan: PointPlan, root: str, kept: str, most: int) -> list[Mark]:
    sql = Sql()
    where = of_claims(sql, plan)
    rows = reader.rows(
        f"SELECT {_DIFFERENT}, min(c.figure_id), min(c.day), count(*) FROM claim c WHERE {where}"  # noqa: S608
        f" GROUP BY {_DIFFERENT} ORDER BY c.days, c.teller, c.value LIMIT {int(most)}",
        sql.params,
    )
    return [
        Mark(
            kind="derived" if formula else "told",
            start=_day(days, 0),
            end=_day(days, 1),
            value=_float(value),
            value_high=_number(value_high),
            low=_number(low),
            high=_number(high),
            bounded=bool(bounded),
            unit=unit,
            who=teller,
            times=times,
            said_on=day,
            address=f"{root}/figures/{show('figure', figure)}{kept and '?' + kept}",
        )
        for days, teller, unit, value, value_high, low, high, bounded, formula, figure, day, times in rows
    ]


def _values(reader: Reader, plan: PointPlan, root: str, kept: str, most: int) -> list[Mark]:
    if not plan.chosen:
        return []
    sql = Sql()
    where = of_official(sql, plan)
    rows = reader.rows(
        f"SELECT r.days, r.source, r.vintage, r.unit, r.value FROM reference_value r WHERE {where}"  # noqa: S608
        f" ORDER BY r.days, r.source, r.unit LIMIT {int(most)}",
        sql.params,
    )
    return [
        Mark(
            kind="official",
            start=_day(days, 0),
            end=_day(days, 1),
            value=_float(value),
            unit=unit,
            who=source,
            address=f"{root}/series/{plan.key.id}?period_from={_day(days, 0)}&period_to={_day(days, 1)}&vintage={vintage}{kept and '&' + kept}",
        )
        for days, source, vintage, unit, value in rows
    ]


def _different(reader: Reader, plan: PointPlan) -> int:
    """How many different points there are."""
    sql = Sql()
    different = f"SELECT DISTINCT {_DIFFERENT} FROM claim c WHERE {of_claims(sql, plan)}"  # noqa: S608
    queries = [f"(SELECT count(*) FROM ({different}) AS d)"]  # noqa: S608
    if plan.chosen:
        queries.append(f"(SELECT count(*) FROM reference_value r WHERE {of_official(sql, plan)})")  # noqa: S608
    row = reader.row(f"SELECT {' + '.join(queries)}", sql.params)
    assert row is not None
    return int(row[0])


def _day(days: str, place: int) -> date:
    """The first or the last day of the period of `claim.days`."""
    return date.fromisoformat(days.split("|")[place])


def _float(value: str) -> float:
    """A number as it is drawn; one of hundreds of digits lies at the edge of what can be."""
    return min(max(float(value), -_LARGEST), _LARGEST)


def _number(value: str | None) -> float | None:
    return None if value is None else _float(value)


def _unit(unit: str | None, vocabulary: Vocabulary, language: LabelLanguage) -> str:
    """As it is written: a currency by its code, others by a sign or their first word."""
    if unit is None or unit.isupper():
        return unit or ""
    if unit in _SIGNS:
        return _SIGNS[unit]
    entry = next((each for each in vocabulary.units if each.unit == unit and each.factor == 1), None)
    return next(iter(entry.words.get(language, ())), unit) if entry else unit


def _names(
    reader: Reader, vocabulary: Vocabulary, tellers: Iterable[str], language: LabelLanguage
) -> dict[str, str]:
    """Tellers -> as they are called. A narrator is his publisher."""
    tellers = list(tellers)
    met: dict[str, Any] = {}
    people = [teller for teller in tellers if not teller.startswith("narrator:")]
    for start in range(0, len(people), 500):
        sql = Sql()
        within = sql.listed(people[start : start + 500])
        for key, names in reader.rows(f"SELECT id, names FROM leader WHERE id {within}", sql.params):  # noqa: S608
            found = json.loads(names) if isinstance(names, str) else names
            met[key] = {code: each[0] for code, each in found.items() if each}
    called = {}
    for teller in tellers:
        if teller.startswith("narrator:"):
            called[teller] = teller.removeprefix("narrator:")
        else:
            labels = person_labels(teller, vocabulary, met.get(teller))
            called[teller] = labels.get(language) or next(iter(labels.values()))
    return called
