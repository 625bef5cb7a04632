"""Official values beside claims; and the points of a series in the order of its pages, straight from an index.

Revision ID: 2026_12_02_reference
Revises: 2026_12_01_claims
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "2026_12_02_reference"
down_revision: str | None = "2026_12_01_claims"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "reference_value",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("vintage", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "days", "source", "vintage", "unit", name="pk_reference_value"),
        sqlite_with_rowid=False,
    )
    op.drop_index("ix_claim_series_days", "claim")
    op.create_index("ix_claim_series_days_day_figure_id", "claim", ["series", "days", "day", "figure_id"])


def downgrade() -> None:
    op.drop_index("ix_claim_series_days_day_figure_id", "claim")
    op.create_index("ix_claim_series_days", "claim", ["series", "days"])
    op.drop_table("reference_value")
