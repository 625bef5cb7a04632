"""How much of a document may be shown in one piece, and whether its text is withheld because of that.

Revision ID: 2026_11_30_rights
Revises: 2026_11_30_fingerprint
"""

from __future__ import annotations

import json
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: str = "2026_11_30_rights"
down_revision: str | None = "2026_11_30_fingerprint"
branch_labels: None = None
depends_on: None = None

FINDINGS: Final = ("statement", "proposal", "figure")
TOLD: Final = ("excerpt", "withheld", "length")


def upgrade() -> None:
    # What is stored already is shown as it was until its document is read again by today's vocabulary, which knows the terms of sites.
    op.add_column("document", sa.Column("excerpt", sa.Integer(), nullable=True))
    op.add_column("document", sa.Column("withheld", sa.Boolean(), nullable=False, server_default=sa.false()))
    for table in FINDINGS:
        op.execute(f"UPDATE {table} SET line = line || ',false' WHERE line IS NOT NULL")  # noqa: S608 - a column more


def downgrade() -> None:
    for table in FINDINGS:
        op.execute(f"UPDATE {table} SET line = NULL WHERE line LIKE '%,true'")  # noqa: S608
        op.execute(
            f"UPDATE {table} SET line = substr(line, 1, length(line) - 6) WHERE line LIKE '%,false'"  # noqa: S608
        )
    # An older program refuses records with members that it does not know. Words that were withheld come back when it reads the document again.
    op.execute("UPDATE document SET vocabulary_version = '' WHERE withheld")
    connection = op.get_bind()
    for name in ("document", *FINDINGS):
        table = sa.table(name, sa.column("id", sa.BigInteger()), sa.column("record", sa.Text()))
        told = sa.or_(table.c.record.contains('"withheld":true'), table.c.record.contains('"excerpt":'))
        for number, record in connection.execute(sa.select(table.c.id, table.c.record).where(told)).all():
            change = sa.update(table).where(table.c.id == number).values(record=_without(record))
            connection.execute(change)
    op.drop_column("document", "withheld")
    op.drop_column("document", "excerpt")


def _without(record: str) -> str:
    """A record without what tells of withheld words."""
    kept = {name: value for name, value in json.loads(record).items() if name not in TOLD}
    if "span" in kept:
        kept["span"].pop("length", None)
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
