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
