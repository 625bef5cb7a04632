"""Whether a database is what it should be: its file, its counters, its records. For whoever doubts it, or is about to rely on it."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from app.schemas.claim import ClaimOut
from app.schemas.document import DocumentOut
from app.schemas.figure import FigureOut
from app.schemas.ids import Kind, show
from app.schemas.proposal import ProposalOut
from app.schemas.statement import StatementOut
from app.schemas.thread import ThreadOut
from app.store.backup import STATE
from app.store.database import Database, Reader
from app.store.tags import FACETS

Progress = Callable[[str, int, int], object]
"""Told what is being checked, how many of it are, and of how many."""

_RECORDS: Final[dict[str, type[BaseModel]]] = {
    "document": DocumentOut,
    "statement": StatementOut,
    "proposal": ProposalOut,
    "figure": FigureOut,
}
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_DAYS: Final = re.compile(r"(\d{4}-\d{2}-\d{2}\|){2}((\d{4}-\d{2}-\d{2})\|(\d{4}-\d{2}-\d{2})|\|)", re.ASCII)
_PIECE: Final = 2000
_SAMPLE: Final = 500
_FEW: Final = 5000
"""Records of a tag whose pairs may be drawn."""
_SHOWN: Final = 20
_LONG: Final = 24 * 3600.0


def nothing_told(what: str, done: int, of: int) -> None:
    """No progress is shown."""


def check_store(database: Database, *, full: bool = False, progress: Progress = nothing_told) -> list[str]:
    """What is wrong, in sentences; empty where nothing is. Others may read and write meanwhile.

    Records, counters of tags and the database's own pages are always checked; `full` also looks at each counter of pairs, where
    otherwise some are drawn, and at the order of all indexes. Raises `StoreUnavailable` where it cannot be read at all, or has another schema.
    """
    progress("storage", 0, 1)
    faults = database.storage_faults(full=full)
    if faults:
        return faults  # what is read from such a file says nothing of what was written
    reader = database.reader()
    try:
        reader.most_seconds = _LONG
        with reader.snapshot():
            if reader.row(STATE) is None:
                faults.append("the data version is missing")
            progress("counters", 0, 1)
            faults += _tag_faults(reader)
            faults += _all_pairs(reader, progress) if full else _some_pairs(reader)
            faults += _entry_faults(reader)
        for kind in _RECORDS:
            faults += _record_faults(reader, kind, progress)
        faults += _claim_faults(reader, progress)
        faults += _reference_faults(reader)
        faults += _thread_faults(reader, progress)
    finally:
        reader.close()
    return faults


def _tag_faults(reader: Reader) -> list[str]:
    rows = reader.rows(
        "SELECT t.kind, t.field, t.value, t.n, coalesce(p.n, 0) FROM tag t"
        " LEFT JOIN (SELECT tag_id, count(*) AS n FROM posting GROUP BY tag_id) p ON p.tag_id = t.id"
        " WHERE t.n <> coalesce(p.n, 0)"
    )
    faults = [
        f"the counter of {kind} {field}:{value} says {told}, there are {found}"
        for kind, field, value, told, found in rows
    ]
    [[strays]] = reader.rows(
        "SELECT count(*) FROM posting p WHERE NOT EXISTS (SELECT 1 FROM tag t WHERE t.id = p.tag_id)"
    )
    if strays:
        faults.append(f"{strays} entries of the page index belong to no tag")
    for kind in _RECORDS:
        [[stored, listed]] = reader.rows(
            f"SELECT (SELECT count(*) FROM {kind}), (SELECT count(*) FROM posting p JOIN tag t ON t.id = p.tag_id"  # noqa: S608
            " WHERE t.field = 'all' AND t.kind IN (:kind, :rejected))",
            {"kind": kind, "rejected": f"rejected-{kind}"},
        )
        if stored != listed:
            faults.append(f"{stored} {kind}s are stored, the page index lists {listed}")
    return _cut(faults)


def _some_pairs(reader: Reader) -> list[str]:
    """Counters of pairs drawn by chance, each counted again. Pairs of frequent tags are left to `full`: one takes as long as all."""
    [[lowest, highest]] = reader.rows("SELECT coalesce(min(tag_id), 0), coalesce(max(tag_id), 0) FROM pair")
    drawn: dict[tuple[int, int], int] = {}
    for _ in range(_SAMPLE):
        start = random.randint(lowest, highest)  # noqa: S311
        rows = reader.rows(
            "SELECT tag_id, other_id, n FROM pair WHERE tag_id >= :start ORDER BY tag_id, field, other_id LIMIT 20",
            {"start": start},
        )
        if rows:
            tag, other, n = random.choice(rows)  # noqa: S311
            drawn[tag, other] = n
    faults = []
    for (tag, other), told in drawn.items():
        records = reader.row("SELECT n FROM tag WHERE id = :tag", {"tag": tag})
        if records and records[0] > _FEW:
            continue
        [[found]] = reader.rows(
            "SELECT count(*) FROM posting a JOIN posting b ON b.tag_id = :other AND b.day = a.day"
            " AND b.finding_id = a.finding_id WHERE a.tag_id = :tag",
            {"tag": tag, "other": other},
        )
        if found != told:
            faults.append(_pair_fault(reader, tag, other, told, found))
    return _cut(faults)


def _all_pairs(reader: Reader, progress: Progress) -> list[str]:
    """Every counter of pairs against the rows that it counts."""
    [[total]] = reader.rows("SELECT count(*) FROM facet")
    counted: Counter[tuple[int, int]] = Counter()
    seen = 0
    columns = ", ".join(FACETS)
    for rows in _walk(reader, f"SELECT day, finding_id, {columns} FROM facet", "day", "finding_id"):  # noqa: S608
        for _, _, *lists in rows:
            tags = sorted(int(tag) for found in lists if found for tag in found.split())
            counted.update(combinations(tags, 2))
        seen += len(rows)
        progress("pairs", seen, total)
    faults: list[tuple[int, int, int, int]] = []
    for rows in _walk(reader, "SELECT tag_id, other_id, field, n FROM pair", "tag_id", "other_id"):
        for tag, other, _, told in rows:
            found = counted.get((min(tag, other), max(tag, other)), 0)
            if found != told:
                faults.append((tag, other, told, found))
    [[stored]] = reader.rows("SELECT count(*) FROM pair")
    told_of = [_pair_fault(reader, *fault) for fault in faults[:_SHOWN]]
    if stored != 2 * len(counted):
        told_of.append(f"there are {stored} counters of pairs, there should be {2 * len(counted)}")
    return told_of


def _walk(reader: Reader, select: str, first: str, second: str) -> Iterator[list[tuple[Any, ...]]]:
    """All rows of a query in pieces, in the order of its first two columns, which name each row."""
    rows = reader.rows(f"{select} ORDER BY {first}, {second} LIMIT {_PIECE}")
    while rows:
        yield rows
        rows = reader.rows(
            f"{select} WHERE ({first}, {second}) > (:first, :second) ORDER BY {first}, {second} LIMIT {_PIECE}",
            {"first": rows[-1][0], "second": rows[-1][1]},
        )


def _pair_fault(reader: Reader, tag: int, other: int, told: int, found: int) -> str:
    names = {
        number: f"{kind} {field}:{value}"
        for number, kind, field, value in reader.rows(
            "SELECT id, kind, field, value FROM tag WHERE id IN (:tag, :other)", {"tag": tag, "other": other}
        )
    }
    both = " with ".join(names.get(number, f"a tag that is not there ({number})") for number in (tag, other))
    return f"the counter of {both} says {told}, there are {found}"


def _entry_faults(reader: Reader) -> list[str]:
    """The full-text index by numbers; word by word is `_word_faults`."""
    [[entries]] = reader.rows("SELECT count(*) FROM search_entry")
    [[records]] = reader.rows(
        "SELECT count(*) FROM posting p JOIN tag t ON t.id = p.tag_id"
        " WHERE t.field = 'all' AND t.kind IN ('document', 'statement', 'proposal', 'figure')"
    )
    return [] if entries == records else [f"{records} records can be listed, {entries} can be searched"]


def _record_faults(reader: Reader, kind: str, progress: Progress) -> list[str]:
    """Whether each record is one: what an answer is made from."""
    shape = _RECORDS[kind]
    [[total]] = reader.rows(f"SELECT count(*) FROM {kind}")  # noqa: S608
    faults: list[str] = []
    last, seen = -1, 0
    while rows := reader.rows(
        f"SELECT id, revision, record FROM {kind} WHERE id > :last ORDER BY id LIMIT {_PIECE}",  # noqa: S608
        {"last": last},
    ):
        for number, revision, record in rows:
            try:
                found: Any = shape.model_validate_json(record)
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"]))
                faults.append(f"{kind} {number}: its record is not one: {where}: {first['msg']}")
                continue
            if found.id != show(kind, number) or found.revision != revision:  # type: ignore[arg-type]
                faults.append(f"{kind} {number}: its record is that of {found.id}, revision {found.revision}")
        last, seen = rows[-1][0], seen + len(rows)
        progress(f"{kind}s", seen, max(total, seen))
    return _cut(faults)


def _claim_faults(reader: Reader, progress: Progress) -> list[str]:
    """Whether each thing of which several claims are stored has its record, and each record is one."""
    several = (
        "SELECT group_id FROM claim GROUP BY group_id HAVING count(DISTINCT document_id) > 1"
        " OR count(DISTINCT teller || CASE WHEN formula IS NULL THEN 0 ELSE 1 END) > 1"
    )
    return _cut(
        _unlike(reader, "claim", "SELECT id FROM claim_group", several)
        + _rendered_faults(reader, "claim", "claim_group", ClaimOut, progress)
    )


def _thread_faults(reader: Reader, progress: Progress) -> list[str]:
    """Whether every proposal that means something is of an idea, every idea has a thread, and each thread of two documents its record."""
    faults = [f"{found} {told}" for told, sql in _IDEA_FAULTS.items() if (found := len(reader.rows(sql)))]
    several = (
        "SELECT i.head_id FROM voicing v JOIN idea i ON i.id = v.idea_id WHERE v.kind = 'proposal'"
        " GROUP BY i.head_id HAVING count(DISTINCT v.document_id) > 1"
    )
    return _cut(
        faults
        + _unlike(reader, "thread", "SELECT head_id FROM thread", several)
        + _rendered_faults(reader, "thread", "thread", ThreadOut, progress)
    )


_IDEA_FAULTS: Final = {
    "proposals mean what is not stored": "SELECT v.record_id FROM voicing v"
    " WHERE v.idea_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM idea i WHERE i.id = v.idea_id)",
    "ideas belong to a thread that has no head": "SELECT i.id FROM idea i"
    " WHERE i.head_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM idea h WHERE h.id = i.head_id AND h.head_id = h.id)",
    "ideas are nobody's": "SELECT i.id FROM idea i WHERE NOT EXISTS (SELECT 1 FROM voicing v WHERE v.idea_id = i.id)",
    "proposals are in no thread": "SELECT i.id FROM idea i WHERE i.kind = 'proposal' AND i.head_id IS NULL",
    "keys of ideas stand in another place than theirs": "SELECT k.key FROM idea_key k LEFT JOIN idea i ON i.id = k.idea_id"
    " WHERE i.id IS NULL OR i.day <> k.day OR i.first_id <> k.first_id"
    " OR k.place <> CASE WHEN i.kind = 'support' THEN 2 WHEN i.head_id = i.id THEN 0 ELSE 1 END",
}
"""What may be wrong with ideas, and the query of those with which it is."""


def _unlike(reader: Reader, kind: Kind, stored: str, due: str) -> list[str]:
    """Where the records that are stored and those that are due are not the same; both are queries of the numbers of what they are made of."""
    faults = []
    for told, sql in (
        ("that is due is not stored", f"{due} EXCEPT {stored}"),
        ("is stored that is not due", f"{stored} EXCEPT {due}"),
    ):
        if found := reader.rows(sql):
            faults.append(f"the record of {len(found)} {kind}s {told}")
    return faults


def _rendered_faults(
    reader: Reader, kind: Kind, table: str, shape: type[ClaimOut | ThreadOut], progress: Progress
) -> list[str]:
    """Whether each record that was made of several others is listed, and is one."""
    [[total, listed]] = reader.rows(
        f"SELECT (SELECT count(*) FROM {table}), (SELECT count(*) FROM posting p JOIN tag t ON t.id = p.tag_id"  # noqa: S608
        " WHERE t.field = 'all' AND t.kind = :kind)",
        {"kind": kind},
    )
    faults = [] if total == listed else [f"{total} {kind}s are stored, the page index lists {listed}"]
    last, seen = -1, 0
    while rows := reader.rows(
        f"SELECT id, record FROM {table} WHERE id > :last ORDER BY id LIMIT {_PIECE}",  # noqa: S608
        {"last": last},
    ):
        for number, record in rows:
            name = f"{kind} {show(kind, number)}"
            try:
                found = shape.model_validate_json(record)
            except ValidationError as error:
                faults.append(f"{name}: its record is not one: {error.errors()[0]['msg']}")
                continue
            if found.id != show(kind, number):
                faults.append(f"{name}: its record is that of {found.id}")
        last, seen = rows[-1][0], seen + len(rows)
        progress(f"{kind}s", seen, max(total, seen))
    return faults


def _reference_faults(reader: Reader) -> list[str]:
    """Whether each official value is a number of a period."""
    faults = []
    last = ("",) * 5
    names = "series", "days", "source", "vintage", "unit"
    marks = ", ".join(f":{name}" for name in names)
    while rows := reader.rows(
        f"SELECT {', '.join(names)}, value FROM reference_value WHERE ({', '.join(names)}) > ({marks})"  # noqa: S608
        f" ORDER BY {', '.join(names)} LIMIT {_PIECE}",
        dict(zip(names, last, strict=True)),
    ):
        faults += [
            f"the official value of {series}, {days} ({source}, {vintage}) is none: {value!r}"
            for series, days, source, vintage, _, value in rows
            if not (_NUMBER.fullmatch(value) and _DAYS.fullmatch(days) and series.count("|") == 4)
        ]
        last = rows[-1][:5]
    return _cut(faults)


def _cut(faults: list[str]) -> list[str]:
    return (
        faults
        if len(faults) <= _SHOWN
        else [*faults[:_SHOWN], f"… and {len(faults) - _SHOWN} more like these"]
    )
