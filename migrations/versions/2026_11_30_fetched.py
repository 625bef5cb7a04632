"""What is remembered of addresses that were fetched, so that hosts need not send again what has not changed.

Revision ID: 2026_11_30_fetched
Revises: 2026_11_30_jobs
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_30_fetched"
down_revision: str | None = "2026_11_30_jobs"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "fetched",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("found_at", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("stamp", sa.Text(), nullable=True),
        sa.Column("document_key", sa.Text(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("refused", sa.Text(), nullable=True),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_fetched"),
    )


def downgrade() -> None:
    op.drop_table("fetched")
