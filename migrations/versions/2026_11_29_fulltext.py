"""Full-text search: the index and what stands behind its keys. `app/store/schema.py` fills it when all migrations are done.

Revision ID: 2026_11_29_fulltext
Revises: 2026_11_29_facets
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_29_fulltext"
down_revision: str | None = "2026_11_29_facets"
branch_labels: None = None
depends_on: None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ("statement", "proposal", "figure", "document")
COLUMNS = "forms, lemmas, others, strong, marks"


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("key", ID, autoincrement=False, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_search_entry"),
    )
    op.create_index("ix_search_entry_document_id", "search_entry", ["document_id"])
    op.create_table(
        "search_edition",
        sa.Column("edition", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("done", ID, nullable=True),
        sa.PrimaryKeyConstraint("edition", name="pk_search_edition"),
    )
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        for kind in KINDS:
            op.execute(f"CREATE TABLE fts_{kind} (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)")
            op.execute(f"CREATE INDEX ix_fts_{kind}_words ON fts_{kind} USING gin (words)")
        return
    version = bind.scalar(sa.text("SELECT sqlite_version()"))
    contentless = tuple(int(part) for part in version.split(".")) >= (3, 43, 0)
    content = ", content='', contentless_delete=1" if contentless else ""
    for kind in KINDS:
        op.execute(
            f"CREATE VIRTUAL TABLE fts_{kind} USING fts5 ({COLUMNS}, tokenize=\"ascii tokenchars '_'\"{content})"
        )


def downgrade() -> None:
    for kind in KINDS:
        op.execute(f"DROP TABLE fts_{kind}")
    op.drop_table("search_entry")
    op.drop_table("search_edition")
