"""Topics by leaders or countries: how many records of a summit, a series or a period have both, each count that of a list.

A summit's records are walked, each with its row of facets beside it. Of a period the postings of `leader+topic` are counted, which lie in the order of
days; countries have no such postings, and there the days are walked (reading all rows of facets in the order of days takes as long). Of all that is stored
the counters tell it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.queries.facets import named_tags
from app.queries.page import Sql
from app.queries.scope import KINDS, Scope
from app.schemas.agenda import Side
from app.store.database import Reader

Cell = tuple[str, str]
"""Topic and column."""


@dataclass(slots=True)
class Matrix:
    """Records of one kind: all of them, by column, by topic, and by both."""

    total: int = 0
    columns: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    cells: Counter[Cell] = field(default_factory=Counter)


def count_matrix(reader: Reader, scope: Scope, side: Side) -> dict[str, Matrix]:
    """Kind -> its matrix. Raises `TooSlow` where a walk takes too long."""
    count: Callable[[Reader, str, Scope, Side], Matrix] = _walked
    if scope.is_period and side == "leader":
        count = _counted
    elif scope.is_period and not (scope.first or scope.last):
        count = _paired
    return {kind: count(reader, kind, scope, side) for kind in KINDS}


def _walked(reader: Reader, kind: str, scope: Scope, side: Side) -> Matrix:
    """The records of the scope are walked, those with the same tags together."""
    sql = Sql()
    # CROSS JOIN keeps SQLite from reading the facets of all records first.
    rows = reader.rows(
        f"SELECT coalesce(c.{side}, '') || '|' || coalesce(c.topic, '') AS told, count(*)"  # noqa: S608
        f" FROM tag t CROSS JOIN posting p CROSS JOIN facet c WHERE {scope.tagged(sql, kind)} AND p.tag_id = t.id{scope.within(sql)}"
        " AND c.day = p.day AND c.finding_id = p.finding_id GROUP BY told",
        sql.params,
    )
    parted = [(*(part.split() for part in told.split("|")), n) for told, n in rows]
    tags = {tag for columns, topics, _ in parted for tag in (*columns, *topics)}
    values = {str(tag): value for tag, _, value in named_tags(reader, sorted(map(int, tags)))}
    found = Matrix(total=sum(n for _, n in rows))
    for columns, topics, n in parted:
        _add(found, [values[tag] for tag in columns], [values[tag] for tag in topics], n)
    return found


def _add(found: Matrix, columns: Sequence[str], topics: Sequence[str], n: int) -> None:
    for column in columns:
        found.columns[column] += n
    for topic in topics:
        found.topics[topic] += n
        for column in columns:
            found.cells[topic, column] += n


def _paired(reader: Reader, kind: str, _: Scope, side: Side) -> Matrix:
    """Of all records: by the counters of tags, and of pairs of them."""
    found, sql = Matrix(), Sql()
    rows = reader.rows(
        f"SELECT t.field, t.value, t.n FROM tag t WHERE t.kind = {sql.bind(kind)}"  # noqa: S608
        f" AND t.field {sql.listed(('all', side, 'topic'))} AND t.n > 0",
        sql.params,
    )
    for name, value, n in rows:
        if name == "all":
            found.total = n
        else:
            (found.topics if name == "topic" else found.columns)[value] = n
    sql = Sql()
    pairs = reader.rows(
        "SELECT t.value, c.value, p.n FROM tag t CROSS JOIN pair p CROSS JOIN tag c"  # noqa: S608
        f" WHERE t.kind = {sql.bind(kind)} AND t.field = 'topic' AND p.tag_id = t.id AND p.field = {sql.bind(side)}"
        " AND p.n > 0 AND c.id = p.other_id",
        sql.params,
    )
    found.cells.update({(topic, column): n for topic, column, n in pairs})
    return found


_FIELDS: Final = ("all", "leader", "topic", "leader+topic")


def _counted(reader: Reader, kind: str, scope: Scope, _: Side) -> Matrix:
    """Each tag's postings lie in the order of days."""
    sql = Sql()
    within = scope.within(sql)
    counted = f"(SELECT count(*) FROM posting p WHERE p.tag_id = t.id{within})" if within else "t.n"  # noqa: S608
    rows = reader.rows(
        f"SELECT t.field, t.value, {counted}"  # noqa: S608
        f" FROM tag t WHERE t.kind = {sql.bind(kind)} AND t.field {sql.listed(_FIELDS)} AND t.n > 0",
        sql.params,
    )
    found = Matrix()
    for name, value, n in rows:
        if not n:
            continue
        if name == "all":
            found.total = n
        elif name == "leader":
            found.columns[value] = n
        elif name == "topic":
            found.topics[value] = n
        else:
            leader, _, topic = value.rpartition("|")
            found.cells[topic, leader] = n
    return found
