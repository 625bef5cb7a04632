"""Counts within lists: a narrow row of each record's tags by field, a counter for every two tags, and the year as a tag.

What is stored already is counted here. Its tags stand in JSON, which no SQL takes apart alike on both stores: it is read in batches.

Revision ID: 2026_11_29_facets
Revises: 2026_11_29_changes
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_29_facets"
down_revision: str | None = "2026_11_29_changes"
branch_labels: None = None
depends_on: None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FIELDS = (
    "leader", "country", "topic", "metric", "summit", "series", "year", "kind", "act", "attribution", "addressee", "language",
    "unit", "measure", "modality", "flag", "reporter", "partner", "publisher",
)  # fmt: skip
DAYS = {"document": "published_on", "statement": "said_on", "proposal": "said_on", "figure": "said_on"}
BATCH = 2_000
MOST_PAIRS = 200_000
"""Pairs that are kept in memory before they are written."""

MOVE = sa.text(
    "INSERT INTO pair (tag_id, field, other_id, n) VALUES (:tag_id, :field, :other_id, :n)"
    " ON CONFLICT (tag_id, field, other_id) DO UPDATE SET n = pair.n + excluded.n"
)


def upgrade() -> None:
    facet = op.create_table(
        "facet",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("finding_id", ID, autoincrement=False, nullable=False),
        *(sa.Column(field, sa.Text(), nullable=True) for field in FIELDS),
        sa.PrimaryKeyConstraint("day", "finding_id", name="pk_facet"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pair",
        sa.Column("tag_id", ID, autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("other_id", ID, autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tag_id", "field", "other_id", name="pk_pair"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    for kind, day in DAYS.items():
        dated = f"FROM {kind} WHERE {day} > ''"
        op.execute(
            "INSERT INTO tag (kind, field, value, n)"
            f" SELECT '{kind}', 'year', substr({day}, 1, 4), count(*) {dated} GROUP BY substr({day}, 1, 4)"
        )
        op.execute(
            f"INSERT INTO posting (tag_id, day, finding_id) SELECT t.id, r.{day}, r.id FROM {kind} r JOIN tag t"  # noqa: S608
            f" ON t.kind = '{kind}' AND t.field = 'year' AND t.value = substr(r.{day}, 1, 4) WHERE r.{day} > ''"
        )
    fields: dict[int, str] = {}
    years: dict[tuple[str, str], int] = {}
    for tag, kind, field, value in connection.execute(sa.text("SELECT id, kind, field, value FROM tag")):
        if field in FIELDS:
            fields[tag] = field
        if field == "year":
            years[kind, value] = tag
    pairs: Counter[tuple[int, int]] = Counter()
    for kind in DAYS:
        for batch in _batches(connection, kind):
            rows = []
            for record in batch:
                if record["day"]:
                    record["tags"].append(years[kind, record["day"][:4]])
                tags = sorted(tag for tag in record["tags"] if tag in fields)
                pairs.update(combinations(tags, 2))
                columns: dict[str, str | None] = dict.fromkeys(FIELDS)
                for tag in tags:
                    columns[fields[tag]] = " ".join(filter(None, (columns[fields[tag]], str(tag))))
                rows.append({"day": record["day"] or "", "finding_id": record["id"], **columns})
            connection.execute(sa.insert(facet), rows)
            _put_tags(connection, kind, [record for record in batch if record["day"]])
            if len(pairs) > MOST_PAIRS:
                _write(connection, pairs, fields)
    _write(connection, pairs, fields)


def downgrade() -> None:
    op.drop_table("pair")
    op.drop_table("facet")
    connection = op.get_bind()
    years = {tag for (tag,) in connection.execute(sa.text("SELECT id FROM tag WHERE field = 'year'"))}
    for kind in DAYS:
        for batch in _batches(connection, kind):
            for record in batch:
                record["tags"] = [tag for tag in record["tags"] if tag not in years]
            _put_tags(connection, kind, batch)
    op.execute("DELETE FROM posting WHERE tag_id IN (SELECT id FROM tag WHERE field = 'year')")
    op.execute("DELETE FROM tag WHERE field = 'year'")


def _records(kind: str) -> sa.TableClause:
    return sa.table(kind, sa.column("id", ID), sa.column("tags", sa.JSON()), sa.column(DAYS[kind], sa.Text()))


def _batches(connection: sa.Connection, kind: str) -> Iterator[list[dict[str, Any]]]:
    """All records of a kind: id, day and tags."""
    table = _records(kind)
    last = -1
    while True:
        found = connection.execute(
            sa.select(table.c.id, table.c[DAYS[kind]].label("day"), table.c.tags)
            .where(table.c.id > last)
            .order_by(table.c.id)
            .limit(BATCH)
        )
        batch = [dict(row) for row in found.mappings()]
        if not batch:
            return
        last = batch[-1]["id"]
        yield batch


def _put_tags(connection: sa.Connection, kind: str, batch: list[dict[str, Any]]) -> None:
    table = _records(kind)
    change = sa.update(table).where(table.c.id == sa.bindparam("number")).values(tags=sa.bindparam("found"))
    if batch:
        connection.execute(change, [{"number": record["id"], "found": record["tags"]} for record in batch])


def _write(connection: sa.Connection, pairs: Counter[tuple[int, int]], fields: dict[int, str]) -> None:
    rows = [
        {"tag_id": tag, "field": fields[other], "other_id": other, "n": n}
        for (first, second), n in pairs.items()
        for tag, other in ((first, second), (second, first))
    ]
    if rows:
        connection.execute(MOVE, rows)
    pairs.clear()
