"""Sketches of texts, by which near-duplicates find each other. `app/store/schema.py` makes those of stored documents when all migrations are done.

Revision ID: 2026_11_30_fingerprint
Revises: 2026_11_30_fetched
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_30_fingerprint"
down_revision: str | None = "2026_11_30_fetched"
branch_labels: None = None
depends_on: None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "fingerprint",
        sa.Column("document_id", ID, autoincrement=False, nullable=False),
        sa.Column("shingles", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_fingerprint"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_fingerprint_document_id_document", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "shingle",
        sa.Column("value", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("value", "document_id", name="pk_shingle"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fingerprint_edition",
        sa.Column("rules", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("rules", name="pk_fingerprint_edition"),
    )


def downgrade() -> None:
    op.drop_table("fingerprint_edition")
    op.drop_table("shingle")
    op.drop_table("fingerprint")
