"""Points as they are published, from the rows of the walk."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from pydantic_core import from_json

from app.analysis.interval import Interval
from app.analysis.official import difference
from app.domain.quantity import plain
from app.queries.page import Sql
from app.queries.point_walk import OFFICIAL, Key, PointPlan, Row, of_official
from app.queries.series import base_of, period_of
from app.store.database import Reader
from app.store.side_by_side import Telling, claim_row

_FIGURES: Final = 500
"""Figures that are asked for at a time."""
_PERIOD: Final = 21
"""Characters of a period at the beginning of `days`."""

Record = dict[str, Any]


def render_points(reader: Reader, plan: PointPlan, rows: Sequence[tuple[Key, Row]]) -> list[Record]:
    """Points as they are published."""
    told = [_telling(plan.key.stored, row) for key, row in rows if key[1] == 0]
    figures = _figures(reader, {number for each in told for number in each.figures()})
    beside = _beside(reader, plan, [row[0] for key, row in rows if key[1] == 0])
    tellings = iter(told)
    return [_claimed(next(tellings), figures, beside) if key[1] == 0 else _official(row) for key, row in rows]


def _telling(series: str, row: Row) -> Telling:
    (
        days, day, figure, teller, unit, value, value_high, low, high, bounded, compared, side, ambiguous,
        services, partner_open, inputs, formula,
    ) = row  # fmt: skip
    return Telling(
        figure_id=figure,
        series=series,
        days=days,
        day=day,
        teller=teller,
        unit=unit,
        value=Decimal(value),
        value_high=None if value_high is None else Decimal(value_high),
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        bounded=bool(bounded),
        compared=bool(compared),
        side=side,
        ambiguous=bool(ambiguous),
        services=services,
        partner_open=bool(partner_open),
        inputs=json.loads(inputs),
        formula=formula,
        times=1,
        last_day=day,
    )


def _claimed(telling: Telling, figures: Mapping[int, Record], beside: Mapping[str, list[Row]]) -> Record:
    row = claim_row(telling, figures)
    point: Record = {
        "kind": "derived" if telling.formula else "told",
        "period": _days(period_of(telling.days)),
        "base_period": _days(base_of(telling.days)),
        **{
            name: row[name]
            for name in (
                "value", "value_high", "low", "high", "unit", "bound", "metric", "side", "compared", "figure", "statement",
                "document", "claimant", "span", "derived", "said_on",
            )
        },
        "source": None,
        "official": [
            _difference(row, found)
            for found in beside.get(telling.days[:_PERIOD], ())
            if found[2] == telling.unit and _same_base(telling.days, found[0])
        ],
    }  # fmt: skip
    if row.get("withheld"):
        point["withheld"] = True
    return point


def _same_base(claimed: str, official: str) -> bool:
    """A growth is most often told without saying against what."""
    one, other = claimed[_PERIOD + 1 :], official[_PERIOD + 1 :]
    return one == other or "|" in (one, other)


def _difference(claimed: Record, official: Row) -> Record:
    """As a reader can reckon it from what is shown."""
    low, high, value_high = (_decimal(claimed[name]) for name in ("low", "high", "value_high"))
    found = difference(Decimal(claimed["value"]), value_high, Interval(low, high), Decimal(official[4]))
    return {
        "source": official[1],
        "vintage": official[3],
        "value": official[4],
        "absolute": plain(found.absolute),
        "relative": _percent(found.relative),
        "apart": plain(found.apart),
        "apart_relative": _percent(found.apart_relative),
    }


def _decimal(shown: str | None) -> Decimal | None:
    return None if shown is None else Decimal(shown)


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else plain(round(value, 2))


def _official(row: Row) -> Record:
    days, source, unit, vintage, value, metric, side, code, file, line = row
    return {
        "kind": "official",
        "period": _days(period_of(days)),
        "base_period": _days(base_of(days)),
        "value": value,
        "value_high": None,
        "low": value,
        "high": value,
        "unit": unit,
        "bound": "exact",
        "metric": metric,
        "side": side,
        "compared": True,
        "figure": None,
        "statement": None,
        "document": None,
        "claimant": None,
        "span": None,
        "derived": None,
        "said_on": None,
        "source": {"name": source, "vintage": vintage, "code": code, "file": file, "line": line},
        "official": [],
    }


def _days(period: Any) -> dict[str, str] | None:
    return None if period is None else {"start": period.start.isoformat(), "end": period.end.isoformat()}


def _beside(reader: Reader, plan: PointPlan, days: Sequence[str]) -> dict[str, list[Row]]:
    """Period -> its official values, from the first to the last of these days."""
    if not days or not plan.chosen:
        return {}
    sql = Sql()
    where = of_official(sql, plan)
    first, last = min(days)[:_PERIOD], max(days)[:_PERIOD]
    found: dict[str, list[Row]] = {}
    for row in reader.rows(
        f"SELECT {OFFICIAL} FROM reference_value r WHERE {where} AND r.days >= {sql.bind(first)}"  # noqa: S608
        f" AND r.days < {sql.bind(last + '~')} ORDER BY r.source, r.days, r.unit",
        sql.params,
    ):
        found.setdefault(row[0][:_PERIOD], []).append(row)
    return found


def _figures(reader: Reader, numbers: set[int]) -> dict[int, Record]:
    """Figures as they are published, by id."""
    found: dict[int, Record] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _FIGURES):
        sql = Sql()
        within = sql.listed(wanted[start : start + _FIGURES])
        rows = reader.rows(
            f"SELECT id, CAST(record AS BLOB) FROM figure WHERE id {within}",  # noqa: S608
            sql.params,
        )
        found.update({number: from_json(record) for number, record in rows})
    return found
