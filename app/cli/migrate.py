"""`summitry migrate`: the database to the newest schema."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import read_settings
from app.errors import StoreUnavailable


def migrate_store(
    context: typer.Context,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Change nothing; status 1 where the tables in the code and the database differ."
        ),
    ] = False,
) -> None:
    """Create the database, or bring it to the newest schema. Prints the revision before and after."""
    from app.store.database import open_database
    from app.store.schema import upgrade

    url = read_settings(context).database_url
    if check:
        _check(url)
        return
    before = _revision(url)
    open_database(url).path.parent.mkdir(parents=True, exist_ok=True)
    upgrade(url)
    after = _revision(url)
    print(
        f"database: {before or 'empty'} -> {after}"
        if before != after
        else f"database: {after}, nothing to do"
    )


def _revision(url: str) -> str | None:
    """The schema's revision, None where there is no database or no schema in it."""
    from alembic.runtime.migration import MigrationContext

    from app.store.database import open_database

    database = open_database(url)
    if not database.path.exists():
        return None
    with database.migrating() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _check(url: str) -> None:
    from alembic import command
    from alembic.util.exc import CommandError

    from app.store.database import open_database
    from app.store.schema import alembic_config

    path = open_database(url).path
    if not path.exists():
        raise StoreUnavailable(f"{path}: there is no such database; make it with `summitry migrate`")
    try:
        with open_database(url).migrating() as connection:
            command.check(alembic_config(connection))
    except CommandError as error:
        raise StoreUnavailable(str(error)) from None
