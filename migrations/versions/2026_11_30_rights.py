"""How much of a document may be shown in one piece, and whether its text is withheld because of that.

Revision ID: 2026_11_30_rights
Revises: 2026_11_30_jobs
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_30_rights"
down_revision: str | None = "2026_11_30_jobs"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    # Records that are stored already show what they showed until their documents are read again.
    op.add_column("document", sa.Column("excerpt", sa.Integer(), nullable=True))
    op.add_column("document", sa.Column("withheld", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("document", "withheld")
    op.drop_column("document", "excerpt")
