"""Where the points of a series stand: what is asked of it, and the walk over claims and official values side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.queries.cursor import seal
from app.queries.page import Sql
from app.queries.series import SeriesKey, key_of_id, series_heads, unknown_series
from app.queries.series_params import PointParams
from app.queries.terms import check_known
from app.schemas.series import SeriesOut
from app.store.database import Reader
from app.vocabulary import Vocabulary

Key = tuple[str, int, str, str | int]
"""Where a point stands: its days; 0, day and figure of a claim; 1, source and unit of an official value."""
Row = tuple[Any, ...]

_CLAIM: Final = (
    "c.days, c.day, c.figure_id, c.teller, c.unit, c.value, c.value_high, c.low, c.high, c.bounded,"
    " c.compared, c.side, c.ambiguous, c.services, c.partner_open, c.inputs, c.formula"
)
OFFICIAL: Final = "r.days, r.source, r.unit, r.vintage, r.value, r.metric, r.side, r.code, r.file, r.line"


@dataclass(frozen=True, slots=True)
class PointPlan:
    """What is read of a series, and which vintage of each source stands beside it."""

    key: SeriesKey
    head: SeriesOut
    params: PointParams
    chosen: Mapping[str, str]
    bound: bytes
    notes: tuple[str, ...]


def plan_points(reader: Reader, vocabulary: Vocabulary, shown: str, params: PointParams) -> PointPlan:
    """How the points of a series are read. `NotFound` for a series in which nothing is claimed, and a leader whom nobody knows."""
    key = key_of_id(shown, vocabulary)
    heads = series_heads(reader, vocabulary, [key])
    if not heads:
        raise unknown_series(shown, key, vocabulary)
    if params.leader:
        check_known(reader, vocabulary, {"leader": tuple(params.leader)})
    sets = heads[0].official
    asked = params.vintage
    chosen: dict[str, str] = {}
    for each in sets:  # the newest of each source comes first
        if asked is None or each.vintage == asked:
            chosen.setdefault(each.source, each.vintage.isoformat())
    notes: tuple[str, ...] = ()
    if asked is not None and not chosen:
        told = ", ".join(f"{each.vintage} ({each.source})" for each in sets)
        notes += (
            f"There are no official values of the vintage {asked} beside it: {told or 'none were imported'}.",
        )
    if params.period_from and params.period_to and params.period_from > params.period_to:
        notes += (
            f"period_from ({params.period_from}) lies after period_to ({params.period_to}), so only periods that hold both are found.",
        )
    bound = seal(
        "points",
        key.id,
        str(params.derived),
        str(params.period_from),
        str(params.period_to),
        *sorted(params.leader),
        *(part for source in sorted(chosen) for part in (source, chosen[source])),
    )
    return PointPlan(key, heads[0], params, chosen, bound, notes)


def walk_points(
    reader: Reader, plan: PointPlan, edge: Key | None, most: int, *, back: bool = False
) -> list[tuple[Key, Row]]:
    """At most `most` points on one side of a position, in the order of the series."""
    way = "DESC" if back else "ASC"
    sql = Sql()
    where = of_claims(sql, plan) + _beyond(sql, edge, 0, back, ("c.days", "c.day", "c.figure_id"))
    found: list[tuple[Key, Row]] = [
        ((row[0], 0, row[1], row[2]), row)
        for row in reader.rows(
            f"SELECT {_CLAIM} FROM claim c WHERE {where}"  # noqa: S608
            f" ORDER BY c.days {way}, c.day {way}, c.figure_id {way} LIMIT {int(most)}",
            sql.params,
        )
    ]
    if plan.chosen:
        sql = Sql()
        where = of_official(sql, plan) + _beyond(sql, edge, 1, back, ("r.days", "r.source", "r.unit"))
        found += [
            ((row[0], 1, row[1], row[2]), row)
            for row in reader.rows(
                f"SELECT {OFFICIAL} FROM reference_value r WHERE {where}"  # noqa: S608
                f" ORDER BY r.days {way}, r.source {way}, r.unit {way} LIMIT {int(most)}",
                sql.params,
            )
        ]
        found.sort(key=lambda each: each[0], reverse=back)
    return found[:most][::-1] if back else found[:most]


def count_points(reader: Reader, plan: PointPlan) -> int:
    """How many points the whole list has, whatever the cursor."""
    sql = Sql()
    row = reader.row(f"SELECT count(*) FROM claim c WHERE {of_claims(sql, plan)}", sql.params)  # noqa: S608
    assert row is not None
    n = int(row[0])
    if plan.chosen:
        sql = Sql()
        row = reader.row(
            f"SELECT count(*) FROM reference_value r WHERE {of_official(sql, plan)}",  # noqa: S608
            sql.params,
        )
        assert row is not None
        n += int(row[0])
    return n


def of_claims(sql: Sql, plan: PointPlan) -> str:
    params = plan.params
    found = f"c.series = {sql.bind(plan.key.stored)}{_within(sql, params, 'c')}"
    if params.derived is not None:
        found += f" AND c.formula IS {'NOT ' if params.derived else ''}NULL"
    if params.leader:
        found += f" AND c.teller {sql.listed(params.leader)}"
    return found


def of_official(sql: Sql, plan: PointPlan) -> str:
    sets = " OR ".join(
        f"(r.source = {sql.bind(source)} AND r.vintage = {sql.bind(vintage)})"
        for source, vintage in plan.chosen.items()
    )
    return f"r.series = {sql.bind(plan.key.stored)} AND ({sets}){_within(sql, plan.params, 'r')}"


def _within(sql: Sql, params: PointParams, table: str) -> str:
    """The periods that are asked for: `days` begins with a first day and a last one."""
    found = ""
    if params.period_from:
        found += f" AND substr({table}.days, 12, 10) >= {sql.bind(params.period_from.isoformat())}"
    if params.period_to:
        found += f" AND {table}.days < {sql.bind(params.period_to.isoformat() + '~')}"
    return found


def _beyond(sql: Sql, edge: Key | None, rank: int, back: bool, columns: Sequence[str]) -> str:
    """On which side of a position rows of this rank must lie."""
    if edge is None:
        return ""
    sign = "<" if back else ">"
    if edge[1] == rank:
        marks = ", ".join(sql.bind(each) for each in (edge[0], edge[2], edge[3]))
        return f" AND ({', '.join(columns)}) {sign} ({marks})"
    # Of the same days claims come before official values.
    same = "=" if (rank == 0) == back else ""
    return f" AND {columns[0]} {sign}{same} {sql.bind(edge[0])}"
