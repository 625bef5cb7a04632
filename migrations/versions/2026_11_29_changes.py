"""What happened to each record, and when: for those who keep a copy in step.

Of what is stored already it is only known that it was added before this version of the data, so that is what it says.

Revision ID: 2026_11_29_changes
Revises: 2026_11_25_flags
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_29_changes"
down_revision: str | None = "2026_11_25_flags"
branch_labels: None = None
depends_on: None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
VERSION = "(SELECT value FROM store_state WHERE key = 'data_version')"


def upgrade() -> None:
    op.create_table(
        "data_version",
        sa.Column("version", ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_data_version"),
    )
    op.create_table(
        "change",
        sa.Column("record_id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name="pk_change"),
    )
    op.execute(
        f"INSERT INTO data_version (version, at) SELECT {VERSION}, substr(max(retrieved_at), 1, 19) || 'Z'"  # noqa: S608
        " FROM document HAVING count(*) > 0"
    )
    for kind, document in (
        ("document", "id"),
        ("statement", "document_id"),
        ("proposal", "document_id"),
        ("figure", "document_id"),
    ):
        op.execute(
            "INSERT INTO change (record_id, kind, document_id, what, version)"  # noqa: S608
            f" SELECT id, '{kind}', {document}, 'added', {VERSION} FROM {kind}"
        )
    op.create_index("ix_change_version_record_id", "change", ["version", "record_id"])


def downgrade() -> None:
    op.drop_table("change")
    op.drop_table("data_version")
