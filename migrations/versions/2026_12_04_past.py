"""What findings were before they were changed or removed, from now on; and an index of the few documents that are partial, which agendas count.

Revision ID: 2026_12_04_past
Revises: 2026_12_03_threads
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "2026_12_04_past"
down_revision: str | None = "2026_12_03_threads"
branch_labels: None = None
depends_on: None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PARTIAL = sa.text("NOT complete")


def upgrade() -> None:
    op.create_table(
        "past",
        sa.Column("record_id", ID, autoincrement=False, nullable=False),
        sa.Column("until_version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since_version", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("added", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "until_version", name="pk_past"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_document_partial", "document", ["published_on"], sqlite_where=PARTIAL, postgresql_where=PARTIAL
    )


def downgrade() -> None:
    op.drop_index("ix_document_partial", "document")
    op.drop_table("past")
