"""Flags of a figure: what it lacks, or how oddly it is told.

Figures that are stored already get none: only their extraction could tell all of them, and they have some once they are ingested again.

Revision ID: 2026_11_25_flags
Revises: 2026_11_25
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_25_flags"
down_revision: str | None = "2026_11_25"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column("figure", sa.Column("flags", sa.JSON(), nullable=False, server_default="[]"))
    # Records are stored as they are served: each is one JSON object, to whose end a member is added
    op.execute("""UPDATE figure SET record = substr(record, 1, length(record) - 1) || ',"flags":[]}'""")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE figure SET record = json_remove(record, '$.flags')")
    else:
        _remove_flags(op.get_bind())
    op.drop_column("figure", "flags")


def _remove_flags(connection: sa.Connection) -> None:
    """PostgreSQL takes a member from an object only by writing the whole of it in an order and with spaces of its own."""
    rows = connection.execute(sa.text("SELECT id, record FROM figure")).all()
    for number, record in rows:
        kept = {name: value for name, value in json.loads(record).items() if name != "flags"}
        connection.execute(
            sa.text("UPDATE figure SET record = :record WHERE id = :id"),
            {"id": number, "record": json.dumps(kept, ensure_ascii=False, separators=(",", ":"))},
        )
