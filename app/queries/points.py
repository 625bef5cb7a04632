"""The points of a series: page by page, and as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final

from pydantic_core import to_json

from app.errors import NotFound
from app.queries.consistent import consistent
from app.queries.cursor import edge_key, key_cursor
from app.queries.cut import cut_rendered
from app.queries.point_records import render_points
from app.queries.point_walk import Key, Row, count_points, plan_points, walk_points
from app.queries.records import RecordPage
from app.queries.series_params import PointParams
from app.store.database import Reader
from app.vocabulary import Vocabulary

BATCH: Final = 500
_PERIOD: Final = 21
"""Characters of a period at the beginning of `days`."""

Key = tuple[str, int, str, str | int]
"""Where a point stands: its days; 0, day and figure of a claim; 1, source and unit of an official value."""
Record = dict[str, Any]
Row = tuple[Any, ...]

_CLAIM: Final = (
    "c.days, c.day, c.figure_id, c.teller, c.unit, c.value, c.value_high, c.low, c.high, c.bounded,"
    " c.compared, c.side, c.ambiguous, c.services, c.partner_open, c.inputs, c.formula"
)
_OFFICIAL: Final = "r.days, r.source, r.unit, r.vintage, r.value, r.metric, r.side, r.code, r.file, r.line"


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
        raise unknown_series(shown, key)
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
"""Points read at a time."""


@consistent
def find_points(
    reader: Reader, vocabulary: Vocabulary, shown: str, params: PointParams
) -> tuple[RecordPage, bytes]:
    """A page of a series' points, and what is told of the series as a whole, as JSON. Raises what `plan_points` raises, and `NotFound` for a
    cursor of another list."""
    version = reader.data_version()
    plan = plan_points(reader, vocabulary, shown, params)
    edge, back = _edge(params.cursor, plan.bound) if params.cursor else (None, False)
    rows = walk_points(reader, plan, edge, params.limit + 1, back=back)
    more = len(rows) > params.limit
    if more:
        rows = rows[1:] if back else rows[:-1]
    notes = plan.notes
    if not rows:
        head = plan.head
        notes += (
            f"No point fits all of this; the series has {head.told + head.derived}, of {head.first_period.start} to {head.last_period.end}.",
        )
    page = RecordPage(
        records=[cut_rendered(to_json(row), lang=params.lang) for row in render_points(reader, plan, rows)],
        next=_cursor(plan.bound, rows[-1]) if rows and (more or back) else None,
        prev=_cursor(plan.bound, rows[0], back=True) if rows and edge and (more or not back) else None,
        data_version=version,
        notes=notes,
        total=count_points(reader, plan) if params.count == "exact" else None,
    )
    return page, cut_rendered(plan.head.model_dump_json().encode(), lang=params.lang)


class PointStream:
    """All points of a series from the cursor on, or as many as `limit` names, batch by batch. Made with a reader of its own, which nothing else
    may use until the stream is closed. Raises what `find_points` raises."""

    def __init__(self, reader: Reader, vocabulary: Vocabulary, shown: str, params: PointParams) -> None:
        self._reader = reader
        with ExitStack() as opened:
            opened.callback(reader.close)
            if reader.lets_write():
                opened.enter_context(reader.snapshot())
            self.plan = plan_points(reader, vocabulary, shown, params)
            self._start: Key | None = None
            self._back = False
            if params.cursor:
                self._start, self._back = _edge(params.cursor, self.plan.bound)
            self.total = count_points(reader, self.plan) if params.count == "exact" else None
            self._opened = opened.pop_all()

    def rows(self) -> Iterator[list[tuple[Key, Row]]]:
        """Points as they are stored, at most `BATCH` at a time."""
        params = self.plan.params
        if self._back:  # a way back has an end: the page that it leads to
            if rows := walk_points(self._reader, self.plan, self._start, params.limit, back=True):
                yield rows
            return
        edge, left = self._start, params.most
        while left is None or left > 0:
            wanted = BATCH if left is None else min(BATCH, left)
            rows = walk_points(self._reader, self.plan, edge, wanted)
            if rows:
                yield rows
            if len(rows) < wanted:
                return
            edge = rows[-1][0]
            left = None if left is None else left - len(rows)

    def batches(self) -> Iterator[list[bytes]]:
        """Rendered points, at most `BATCH` at a time."""
        for rows in self.rows():
            yield [to_json(row) for row in render_points(self._reader, self.plan, rows)]

    def close(self) -> None:
        """End the state and the reader. More than once does no harm."""
        self._opened.close()


def _cursor(bound: bytes, row: tuple[Key, Row], *, back: bool = False) -> str:
    return key_cursor(bound, json.dumps(row[0], ensure_ascii=False, separators=(",", ":")), back=back)


def _edge(cursor: str, bound: bytes) -> tuple[Key, bool]:
    key, back = edge_key(cursor, bound)
    try:
        days, rank, first, second = json.loads(key)
        if (
            (type(days), type(first)) != (str, str)
            or (rank, type(second)) not in ((0, int), (1, str))
            or (rank == 0 and not 0 <= second < 2**63)
            or b"\0" in f"{days}{first}{second}".encode()  # which half of a surrogate pair cannot be
        ):
            raise ValueError
    except (ValueError, TypeError, RecursionError):
        raise NotFound(
            "This cursor belongs to no page of this list. Take it from `next` or `prev`."
        ) from None
    return (days, rank, first, second), back


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
        f"SELECT {_OFFICIAL} FROM reference_value r WHERE {where} AND r.days >= {sql.bind(first)}"  # noqa: S608
        f" AND r.days < {sql.bind(last + '~')} ORDER BY r.source, r.days, r.unit",
        sql.params,
    ):
        found.setdefault(row[0][:_PERIOD], []).append(row)
    return found


def _figures(reader: Reader, numbers: set[int]) -> dict[int, Record]:
    """Figures as they are published, by id."""
    found: dict[int, Record] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), BATCH):
        sql = Sql()
        within = sql.listed(wanted[start : start + BATCH])
        rows = reader.rows(
            f"SELECT id, CAST(record AS BLOB) FROM figure WHERE id {within}",  # noqa: S608
            sql.params,
        )
        found.update({number: from_json(record) for number, record in rows})
    return found
