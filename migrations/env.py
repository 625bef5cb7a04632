"""Alembic's way in. `app/store/schema.py` hands over a connection whose transaction this works in; from alembic's own
command line (`alembic check`, `alembic revision --autogenerate`) the address comes from the settings.
"""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

import app.store.past_tables  # noqa: F401  # its table is one of the metadata's
from app.settings import Settings
from app.store import thread_tables  # noqa: F401 - its tables are part of the metadata
from app.store.database import open_database
from app.store.tables import DecimalText, Row


def include_object(thing: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Search tables (`fts_…`) and their shadow tables are made by their own module: autogenerate would drop them."""
    table = name if kind == "table" else getattr(getattr(thing, "table", None), "name", None)
    return not (table or "").startswith("fts_")


def render_item(kind: str, thing: Any, autogen: Any) -> str | Literal[False]:
    """A migration must not change when the code does: it names the column type that the database sees."""
    return "sa.Text()" if isinstance(thing, DecimalText) else False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Row.metadata,
        include_object=include_object,
        render_item=render_item,
        render_as_batch=True,  # SQLite changes most things of a table by building it anew
        transactional_ddl=True,  # true here: the driver is in autocommit and BEGIN is our own
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("migrations need a database: SQL scripts are not made")

if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    with open_database(Settings().database_url).migrating() as own:
        run(own)
