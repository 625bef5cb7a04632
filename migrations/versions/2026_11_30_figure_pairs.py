"""A tag for a metric and the country that reports it: a figure's course over time is then walked, not probed for.

Revision ID: 2026_11_30_figure_pairs
Revises: 2026_11_30_lines
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_30_figure_pairs"
down_revision: str | None = "2026_11_30_lines"
branch_labels: None = None
depends_on: None = None

FIELD = "metric+reporter"
BATCH = 1000
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
figure = sa.table(
    "figure",
    sa.column("id", ID),
    sa.column("said_on", sa.Text()),
    sa.column("metric", sa.Text()),
    sa.column("geo", sa.JSON()),
    sa.column("tags", sa.JSON()),
)
tag = sa.table(
    "tag",
    sa.column("id", ID),
    sa.column("kind", sa.Text()),
    sa.column("field", sa.Text()),
    sa.column("value", sa.Text()),
    sa.column("n", sa.BigInteger()),
)
posting = sa.table(
    "posting", sa.column("tag_id", ID), sa.column("day", sa.Text()), sa.column("finding_id", ID)
)


def upgrade() -> None:
    connection = op.get_bind()
    known: dict[str, int] = {}
    for batch in _batches(connection):
        told = [row for row in batch if row["geo"]]  # the first place is the reporter
        values = {row["id"]: f"{row['metric']}|{row['geo'][0]}" for row in told}
        for value in dict.fromkeys(values.values()):
            if value not in known:
                made = sa.insert(tag).values(kind="figure", field=FIELD, value=value, n=0).returning(tag.c.id)
                known[value] = connection.execute(made).scalar_one()
        if told:
            connection.execute(
                sa.insert(posting),
                [
                    {"tag_id": known[values[row["id"]]], "day": row["said_on"], "finding_id": row["id"]}
                    for row in told
                ],
            )
            _put_tags(connection, [(row["id"], [*row["tags"], known[values[row["id"]]]]) for row in told])
    op.execute(
        "UPDATE tag SET n = (SELECT count(*) FROM posting WHERE tag_id = tag.id)"  # noqa: S608
        f" WHERE kind = 'figure' AND field = '{FIELD}'"
    )
    # Tags are words of the full-text index, which `app/store/schema.py` makes anew where it is of no edition.
    op.execute("DELETE FROM search_edition")


def downgrade() -> None:
    connection = op.get_bind()
    gone = {number for (number,) in connection.execute(sa.select(tag.c.id).where(tag.c.field == FIELD))}
    for batch in _batches(connection):
        _put_tags(
            connection,
            [(row["id"], [number for number in row["tags"] if number not in gone]) for row in batch],
        )
    op.execute(f"DELETE FROM posting WHERE tag_id IN (SELECT id FROM tag WHERE field = '{FIELD}')")  # noqa: S608
    op.execute(f"DELETE FROM tag WHERE field = '{FIELD}'")  # noqa: S608
    op.execute("DELETE FROM search_edition")


def _batches(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """All figures, by id."""
    last = -1
    while True:
        found = connection.execute(
            sa.select(figure).where(figure.c.id > last).order_by(figure.c.id).limit(BATCH)
        )
        batch = [dict(row) for row in found.mappings()]
        if not batch:
            return
        last = batch[-1]["id"]
        yield batch


def _put_tags(connection: sa.Connection, rows: list[tuple[int, list[int]]]) -> None:
    change = sa.update(figure).where(figure.c.id == sa.bindparam("number")).values(tags=sa.bindparam("found"))
    if rows:
        connection.execute(change, [{"number": number, "found": tags} for number, tags in rows])
