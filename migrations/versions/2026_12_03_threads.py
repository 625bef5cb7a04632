"""What each proposal means, and the threads of those that are one idea. `app/store/schema.py` makes those of stored documents when all
migrations are done.

Revision ID: 2026_12_03_threads
Revises: 2026_12_02_reference
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "2026_12_03_threads"
down_revision: str | None = "2026_12_02_reference"
branch_labels: None = None
depends_on: None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "voicing",
        sa.Column("record_id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("thread_id", ID, nullable=True),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("idea_id", ID, nullable=True),
        sa.Column("beside_id", ID, nullable=True),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("summit", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name="pk_voicing"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_voicing_document_id_document", ondelete="CASCADE"
        ),
    )
    for column in ("thread_id", "document_id", "beside_id"):
        op.create_index(f"ix_voicing_{column}", "voicing", [column])
    op.create_index("ix_voicing_idea_id_day_record_id", "voicing", ["idea_id", "day", "record_id"])
    op.create_table(
        "idea",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("first_id", ID, nullable=False),
        sa.Column("head_id", ID, nullable=True),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_idea"),
    )
    op.create_index("ix_idea_head_id", "idea", ["head_id"])
    op.create_table(
        "idea_key",
        sa.Column("key", ID, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("first_id", ID, autoincrement=False, nullable=False),
        sa.Column("idea_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("key", "place", "day", "first_id", name="pk_idea_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "thread",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("head_id", ID, nullable=False),
        sa.Column("leaders", sa.Integer(), nullable=False),
        sa.Column("summits", sa.Integer(), nullable=False),
        sa.Column("occasions", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_thread"),
        sa.UniqueConstraint("head_id", name="uq_thread_head_id"),
    )
    op.execute("INSERT INTO store_state (key, value) VALUES ('threads_after', -1)")


def downgrade() -> None:
    op.execute("DELETE FROM store_state WHERE key = 'threads_after'")
    # Their tags and postings go with them: an older program counts none of this kind.
    for table, column in (("posting", "tag_id"), ("pair", "tag_id")):
        op.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM tag WHERE kind = 'thread')")  # noqa: S608
    op.execute("DELETE FROM facet WHERE finding_id IN (SELECT id FROM thread)")
    op.execute("DELETE FROM tag WHERE kind = 'thread'")
    for table in ("thread", "idea_key", "idea", "voicing"):
        op.drop_table(table)
