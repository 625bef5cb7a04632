"""Flags of a figure: what it lacks, or how oddly it is told.

Figures that are stored already get none: only their extraction could tell all of them, and they have some once they are ingested again.

Revision ID: 2026_11_25_flags
Revises: 2026_11_25
"""

from __future__ import annotations

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
    op.execute("UPDATE figure SET record = json_remove(record, '$.flags')")
    op.drop_column("figure", "flags")
