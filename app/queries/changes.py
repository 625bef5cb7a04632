"""What happened since a version of the data or a moment: each record once, with the last thing that became of it, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, Literal

from pydantic import Field

from app.errors import Fault, NotFound
from app.queries.consistent import consistent
from app.queries.cursor import KEY_CURSOR, edge_key, key_cursor, seal
from app.queries.moments import Since
from app.queries.params import ListFormat, PageParams
from app.queries.records import RecordPage
from app.schemas.change import RecordKind, WhatHappened
from app.schemas.ids import show
from app.store.database import Reader
from app.store.jsontext import moment, to_json

BATCH: Final = 500
_POSITION: Final = re.compile("([0-9]{1,18}):([0-9]{1,18}|[1-8][0-9]{18})")


class ChangeParams(PageParams):
    """What can be asked of changes."""

    since: Since = Field(
        default=0,
        description="What came after this version of the data (the `data_version` of an answer that is known already), or at this "
        "moment or day and later. Everything, where it is not given.",
        examples=[41, "2025-11-16T08:30:00Z"],
    )
    kind: list[RecordKind] = Field(
        default=[], max_length=4, description="Only of these kinds. Repeat it for 'or'."
    )
    change: list[WhatHappened] = Field(
        default=[], max_length=3, description="Only these. Repeat it for 'or'."
    )
    include: list[Literal["record"]] = Field(
        default=[], max_length=1, description="`record`: with each record as it is now. CSV has none."
    )
    cursor: str | None = Field(
        default=None, pattern=KEY_CURSOR, description="From `next` of the page before, with the same filters."
    )
    format: ListFormat | None = Field(
        default=None,
        description="`json`: a page; `jsonl`: one change a line; `csv`: flat columns; `parquet` (where it is offered): the same, typed. "
        "Goes before the Accept header.",
    )
    bom: bool = Field(default=False, description="Begin CSV with a byte order mark, for Excel.")

    @property
    def most(self) -> int | None:
        """Most changes of a stream, None for all."""
        return self.limit if "limit" in self.model_fields_set else None


_Position = tuple[int, int]
"""Version and record of a change."""


@consistent
def find_changes(reader: Reader, params: ChangeParams) -> RecordPage:
    """A page of changes, oldest first. Raises `NotFound` for a cursor of another list."""
    version = reader.data_version()
    rows = _walk(reader, params, _start(reader, params), params.limit + 1)
    shown = rows[: params.limit]
    following = None
    if len(rows) > params.limit:
        following = key_cursor(_bound(params), f"{shown[-1][0]}:{shown[-1][1]}")
    return RecordPage(
        records=_render(reader, params, shown),
        next=following,
        data_version=version,
        notes=_notes(params, version),
        total=_count(reader, params) if params.count == "exact" else None,
    )


class ChangeStream:
    """All changes, batch by batch, read with a reader of its own: see `RecordStream`.

    Not in one snapshot: a record that changes while they are sent moves to the end, so that none is missed.
    """

    def __init__(self, reader: Reader, params: ChangeParams) -> None:
        self._reader = reader
        try:
            self._after = _start(reader, params)
            self.total = _count(reader, params) if params.count == "exact" else None
        except BaseException:
            reader.close()
            raise
        self._params = params

    def batches(self) -> Iterator[list[bytes]]:
        """Rendered changes, at most `BATCH` at a time."""
        left = self._params.most
        while left is None or left > 0:
            wanted = BATCH if left is None else min(BATCH, left)
            with self._reader.snapshot():
                rows = _walk(self._reader, self._params, self._after, wanted)
                rendered = _render(self._reader, self._params, rows)
            if rows:
                yield rendered
                self._after = rows[-1][0], rows[-1][1]
            if len(rows) < wanted:
                return
            left = None if left is None else left - len(rows)

    def close(self) -> None:
        """End the reader. More than once does no harm."""
        self._reader.close()


def _bound(params: ChangeParams) -> bytes:
    return seal("changes", str(params.since), *sorted(params.kind), "-", *sorted(params.change))


def _start(reader: Reader, params: ChangeParams) -> _Position:
    """After which change the list begins."""
    if params.cursor:
        key, back = edge_key(params.cursor, _bound(params))
        match = _POSITION.fullmatch(key)
        if match is None or back:
            fault = Fault(loc="query/cursor", message="belongs to no page of this list")
            raise NotFound("This cursor belongs to no page of this list: take it from `next`.", (fault,))
        return int(match[1]), int(match[2])
    if isinstance(params.since, int):
        return params.since + 1, -1
    found = reader.row("SELECT min(version) FROM data_version WHERE at >= :at", {"at": moment(params.since)})
    if found is None or found[0] is None:
        return reader.data_version() + 1, -1
    return found[0], -1


def _conditions(params: ChangeParams, after: _Position) -> tuple[str, dict[str, Any]]:
    sql, values = "(c.version, c.record_id) > (:version, :record)", {"version": after[0], "record": after[1]}
    bound: dict[str, Any] = dict(values)
    for column, asked in (("kind", params.kind), ("what", params.change)):
        if asked:
            names = [f"{column}{number}" for number in range(len(asked))]
            sql += f" AND c.{column} IN ({', '.join(f':{name}' for name in names)})"
            bound |= dict(zip(names, asked, strict=True))
    return sql, bound


def _walk(reader: Reader, params: ChangeParams, after: _Position, most: int) -> list[tuple[Any, ...]]:
    """Version, record, kind, what, document and moment of the next changes."""
    where, values = _conditions(params, after)
    return reader.rows(
        "SELECT c.version, c.record_id, c.kind, c.what, c.document_id, v.at FROM change c"  # noqa: S608
        f" LEFT JOIN data_version v ON v.version = c.version WHERE {where}"
        " ORDER BY c.version, c.record_id LIMIT :most",
        values | {"most": most},
    )


def _count(reader: Reader, params: ChangeParams) -> int:
    where, values = _conditions(params, _start(reader, params.model_copy(update={"cursor": None})))
    found = reader.row(f"SELECT count(*) FROM change c WHERE {where}", values)  # noqa: S608
    return int(found[0]) if found else 0


def _render(reader: Reader, params: ChangeParams, rows: list[tuple[Any, ...]]) -> list[bytes]:
    records = _records(reader, rows) if params.include else {}
    found = []
    for version, number, kind, what, document, at in rows:
        change = to_json(
            {
                "id": show(kind, number),
                "kind": kind,
                "change": what,
                "document": show("document", document),
                "data_version": version,
                "at": at,
            }
        ).encode()
        if params.include:
            change = change[:-1] + b',"record":' + records.get(number, b"null") + b"}"
        found.append(change)
    return found


def _records(reader: Reader, rows: list[tuple[Any, ...]]) -> dict[int, bytes]:
    """The records of changes as they are now, rendered, by their numbers."""
    wanted: dict[str, list[int]] = {}
    for _, number, kind, *_ in rows:
        wanted.setdefault(kind, []).append(number)
    found: dict[int, bytes] = {}
    for kind, numbers in wanted.items():
        names = {f"n{place}": number for place, number in enumerate(numbers)}
        marks = ", ".join(f":{name}" for name in names)
        found |= dict(
            reader.rows(f"SELECT id, CAST(record AS BLOB) FROM {kind} WHERE id IN ({marks})", names)  # noqa: S608
        )
    return found


def _notes(params: ChangeParams, version: int) -> tuple[str, ...]:
    if isinstance(params.since, int) and params.since > version:
        return (
            f"since={params.since} lies ahead: the data is at version {version}. Was it restored from a backup?",
        )
    return ()
