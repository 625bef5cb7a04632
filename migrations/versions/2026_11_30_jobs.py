"""Documents that were sent over HTTP and wait to be read.

Revision ID: 2026_11_30_jobs
Revises: 2026_11_30_corrections
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_30_jobs"
down_revision: str | None = "2026_11_30_corrections"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("request_key", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.Text(), nullable=True),
        sa.Column("taken_until", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("key_id", "request_key", name="uq_job_key_id_request_key"),
    )
    op.create_index("ix_job_state_created_at", "job", ["state", "created_at"])


def downgrade() -> None:
    op.drop_table("job")
