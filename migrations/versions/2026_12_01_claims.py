"""What each figure claims, and what all claim of one thing. `app/store/schema.py` makes those of stored documents when all migrations are done.

Revision ID: 2026_12_01_claims
Revises: 2026_11_30_rights
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "2026_12_01_claims"
down_revision: str | None = "2026_11_30_rights"
branch_labels: None = None
depends_on: None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "claim",
        sa.Column("group_id", ID, autoincrement=False, nullable=False),
        sa.Column("figure_id", ID, autoincrement=False, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("teller", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("value_high", sa.Text(), nullable=True),
        sa.Column("low", sa.Text(), nullable=True),
        sa.Column("high", sa.Text(), nullable=True),
        sa.Column("bounded", sa.Boolean(), nullable=False),
        sa.Column("compared", sa.Boolean(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("ambiguous", sa.Boolean(), nullable=False),
        sa.Column("services", sa.Boolean(), nullable=True),
        sa.Column("partner_open", sa.Boolean(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("formula", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("group_id", "figure_id", name="pk_claim"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_claim_document_id_document", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_document_id", "claim", ["document_id"])
    op.create_index("ix_claim_figure_id", "claim", ["figure_id"])
    op.create_index("ix_claim_series_days", "claim", ["series", "days"])
    op.create_table(
        "claim_group",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("period_start", sa.Text(), nullable=False),
        sa.Column("period_end", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claim_group"),
    )
    op.execute("INSERT INTO store_state (key, value) VALUES ('claims_after', -1)")


def downgrade() -> None:
    op.execute("DELETE FROM store_state WHERE key = 'claims_after'")
    # Their tags and postings go with them: an older program counts none of this kind.
    for table, column in (("posting", "tag_id"), ("pair", "tag_id")):
        op.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM tag WHERE kind = 'claim')")  # noqa: S608
    op.execute("DELETE FROM facet WHERE finding_id IN (SELECT id FROM claim_group)")
    op.execute("DELETE FROM tag WHERE kind = 'claim'")
    op.drop_table("claim_group")
    op.drop_table("claim")
