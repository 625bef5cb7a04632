"""What each sentence of a document became, or why it was skipped.

Documents that are stored already get no row: only their extraction knew, and it is told as such until they are ingested again.

Revision ID: 2026_11_25
Revises: 2026_11_23
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_25"
down_revision: str | None = "2026_11_23"
branch_labels: None = None
depends_on: None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "coverage",
        sa.Column("document_id", ID, autoincrement=False, nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_coverage_document_id_document", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_coverage"),
    )


def downgrade() -> None:
    op.drop_table("coverage")
