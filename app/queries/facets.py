"""How many records of a list have each value of a field: the values that a list can be narrowed to.

The list is counted as it stands, the filter of the field itself included: a value's count is what `count=exact` gives with that value
beside the other filters. One filter alone is answered from counters that are kept at write time; everything else is walked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.queries.page import Plan, Sql, Tag, conditions, days
from app.store.database import Reader
from app.store.tags import FACETS, tags_of

_BATCH: Final = 500

Counts = dict[str, dict[str, int]]
"""Field -> value -> number of records."""


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of a field that most records of a list have, most first, and how many further values there are."""

    values: tuple[tuple[str, int], ...]
    others: int


def count_facets(reader: Reader, plan: Plan, fields: Iterable[str], most: int) -> dict[str, Facet]:
    """The facets of these fields, at most so many values of each. Raises `TooSlow` where the walk takes too long."""
    asked = list(dict.fromkeys(fields))
    counts: Counts = {field: {} for field in asked}
    if not asked or not plan.groups:
        pass
    elif plan.tag and plan.tag.field == "all":
        _add(counts, _totals(reader, plan, asked))
    elif plan.tag and plan.tag.field in FACETS:
        _add(counts, _pairs(reader, plan.tag, asked))
    elif plan.but_days and plan.but_days.field == "all":
        _add(counts, _within_days(reader, plan, asked))
    else:
        counts = _walked(reader, plan, asked)
    return {field: _most(found, most) for field, found in counts.items()}


def _most(counts: dict[str, int], most: int) -> Facet:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Facet(tuple(ordered[:most]), max(0, len(ordered) - most))


def _add(counts: Counts, rows: Iterable[Sequence[Any]]) -> None:
    for field, value, n in rows:  # each value once
        if n:
            counts[field][value] = n


def _totals(reader: Reader, plan: Plan, fields: list[str]) -> list[tuple[Any, ...]]:
    """Of all records: the tags' own counters."""
    sql = Sql()
    return reader.rows(
        f"SELECT field, value, n FROM tag WHERE kind = {sql.bind(plan.noun.tagged)} AND field {sql.listed(fields)}",  # noqa: S608
        sql.params,
    )


def _pairs(reader: Reader, tag: Tag, fields: list[str]) -> list[tuple[Any, ...]]:
    """Of one tag's records: the counters of its pairs, and its own."""
    sql = Sql()
    number, listed = sql.bind(tag.id), sql.listed(fields)
    return reader.rows(
        "SELECT p.field, t.value, p.n FROM pair p CROSS JOIN tag t"  # noqa: S608
        f" WHERE p.tag_id = {number} AND p.field {listed} AND t.id = p.other_id"
        f" UNION ALL SELECT field, value, n FROM tag WHERE id = {number} AND field {listed}",
        sql.params,
    )


def _within_days(reader: Reader, plan: Plan, fields: list[str]) -> list[tuple[Any, ...]]:
    """Of all records of some days: each tag's postings lie in the order of days."""
    sql = Sql()
    return reader.rows(
        f"SELECT t.field, t.value, (SELECT count(*) FROM posting p WHERE p.tag_id = t.id{days(sql, plan.params)})"  # noqa: S608
        f" FROM tag t WHERE t.kind = {sql.bind(plan.noun.tagged)} AND t.field {sql.listed(fields)} AND t.n > 0",
        sql.params,
    )


def _walked(reader: Reader, plan: Plan, fields: list[str]) -> Counts:
    """Of any list: its records are walked, and each one's row of facets is read beside it."""
    rows = plan.search.hits.facets(reader, fields) if plan.search else _records(reader, plan, fields)
    numbers: Counter[str] = Counter()
    for tags, n in rows:
        for tag in tags.split():
            numbers[tag] += n
    counts: Counts = {field: {} for field in fields}
    for tag, field, value in named_tags(reader, sorted(map(int, numbers))):
        counts[field][value] = numbers[str(tag)]
    return counts


def _records(reader: Reader, plan: Plan, fields: list[str]) -> list[tuple[Any, ...]]:
    """The facets of the walked records, those with the same ones together, and how many have them."""
    sql = Sql()
    driving = sql.listed([tag.id for tag in plan.groups[0]])
    records, which = "posting p", f"p.tag_id {driving}{conditions(sql, plan)}"
    if len(plan.groups[0]) > 1:  # a record may have several of the driving tags
        records, which = f"(SELECT DISTINCT p.day, p.finding_id FROM {records} WHERE {which}) p", "1 = 1"  # noqa: S608
    # CROSS JOIN keeps SQLite from reading the facets of all records first.
    return reader.rows(
        f"SELECT {tags_of(fields)} AS told, count(*) FROM {records} CROSS JOIN facet c WHERE {which}"  # noqa: S608
        " AND c.day = p.day AND c.finding_id = p.finding_id GROUP BY told",
        sql.params,
    )


def named_tags(reader: Reader, tags: list[int]) -> Iterator[tuple[Any, ...]]:
    """Each tag with its field and value, by id."""
    for start in range(0, len(tags), _BATCH):
        sql = Sql()
        yield from reader.rows(
            f"SELECT id, field, value FROM tag WHERE id {sql.listed(tags[start : start + _BATCH])}",  # noqa: S608
            sql.params,
        )
