"""Findings as lines of CSV, made when they are written: a long list is then sent without being read record by record.

Revision ID: 2026_11_30_lines
Revises: 2026_11_29_fulltext
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_30_lines"
down_revision: str | None = "2026_11_29_fulltext"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    # What is stored already has none until its document is read again; it is then made from the record whenever it is asked for.
    for table in ("statement", "proposal", "figure"):
        op.add_column(table, sa.Column("line", sa.Text(), nullable=True))


def downgrade() -> None:
    for table in ("statement", "proposal", "figure"):
        op.drop_column(table, "line")
