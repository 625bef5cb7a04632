"""A whole list, batch by batch: constant memory whatever its length, and one state of the data from the first record to the last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final, Literal

from app.queries.cursor import Position
from app.queries.cut import cut_records
from app.queries.page import Noun, Plan, count_records, plan_list, walk
from app.queries.params import ListParams
from app.store.database import Reader
from app.vocabulary import Vocabulary

BATCH: Final = 500
"""Records read at a time: half a megabyte of JSON."""

LARGE: Final = 50
"""Records read at a time that come with others, or with texts."""

Shape = Literal["asked", "whole", "line"]
"""What stands for a record: what `fields`, `include` and `lang` ask for; all of it, whatever they ask; or a line of CSV where it is stored
as such and no fields are asked for, else all of it."""

SHAPES: Final[dict[str, Shape]] = {"jsonl": "asked", "csv": "line", "parquet": "whole", "sdmx.csv": "whole"}
"""What each kind of file is made of, by the end of its name."""


class RecordStream:
    """The records of a list from its cursor on, all of them or as many as `params.limit` names.

    Made with a reader of its own, which nothing else may use until the stream is closed. Raises what `find_records` raises.
    """

    def __init__(
        self,
        reader: Reader,
        vocabulary: Vocabulary,
        noun: Noun,
        params: ListParams,
        shape: Shape = "asked",
    ) -> None:
        self._reader = reader
        self._cut = shape == "asked"
        self._lines = shape == "line" and not params.fields
        with ExitStack() as opened:
            opened.callback(reader.close)
            # Else each batch is a state of its own: a slow client must hold up no writer.
            if reader.lets_write():
                opened.enter_context(reader.snapshot())
            self._plan: Plan = plan_list(reader, vocabulary, noun, params)
            self.total = count_records(reader, self._plan) if params.count == "exact" else None
            self._opened = opened.pop_all()

    def batches(self) -> Iterator[list[bytes]]:
        """Rendered records, at most `BATCH` at a time; lines begin as no JSON does."""
        after, left = self._plan.after, self._plan.params.most
        if after and after.back:  # a way back has an end: the page that it leads to
            rows = walk(self._reader, self._plan, after, self._plan.params.limit, lines=self._lines)
            if rows:
                yield self._records(rows)
            return
        most = LARGE if self._plan.params.added() else BATCH
        while left is None or left > 0:
            wanted = most if left is None else min(most, left)
            rows = walk(self._reader, self._plan, after, wanted, lines=self._lines)
            if rows:
                yield self._records(rows)
            if len(rows) < wanted:
                return
            after = Position(rows[-1][0], rows[-1][1])
            left = None if left is None else left - len(rows)

    def _records(self, rows: list[tuple[str, int, bytes]]) -> list[bytes]:
        records = [row[2] for row in rows]
        plan = self._plan
        return cut_records(self._reader, plan.noun, plan.params, records) if self._cut else records

    def close(self) -> None:
        """End the state and the reader. More than once does no harm."""
        self._opened.close()
