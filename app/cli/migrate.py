"""`summitry migrate`: the database to the newest schema."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from app.cli.options import read_settings, read_vocabulary
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
    from app.cli.indexing import indexing_on
    from app.store.database import open_database
    from app.store.schema import upgrade

    settings = read_settings(context)
    url = settings.database_url
    if check:
        _check(url)
        return
    database = open_database(url)
    before = database.revision()
    with indexing_on() as progress:
        indexed = upgrade(url, progress=progress, words=lambda: read_vocabulary(settings))
    after = database.revision()
    print(
        f"database: {before or 'empty'} -> {after}"
        if before != after
        else f"database: {after}, nothing to do"
        if not indexed
        else f"database: {after}"
    )
    if indexed:
        print(f"full text: {indexed} documents indexed")


def _check(url: str) -> None:
    from alembic import command
    from alembic.util.exc import CommandError

    from app.store.database import check_ready, open_database
    from app.store.schema import alembic_config

    database = open_database(url)
    if not database.exists():
        raise StoreUnavailable(f"{database.name}: there is no such database; make it with `summitry migrate`")
    check_ready(database)  # an old schema is told here: Alembic would first make its own table
    try:
        with database.looking() as connection:
            config = alembic_config(connection)
            config.stdout = sys.stdout  # Alembic's own is that of the moment when it was imported
            command.check(config)
    except CommandError as error:
        raise StoreUnavailable(str(error)) from None
