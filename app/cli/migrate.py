"""`summitry migrate`: the database to the newest schema."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import read_settings, read_vocabulary
from app.errors import InvalidInput, StoreUnavailable

if TYPE_CHECKING:
    from app.settings import Settings


def migrate_store(
    context: typer.Context,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Change nothing; status 1 where the tables in the code and the database differ."
        ),
    ] = False,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="ADDRESS",
            help="Copy all that is stored in this database, such as sqlite:///FILE, into the other, which must be empty; then compare them row by row.",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="ADDRESS",
            help="With --from: where it goes; else SUMMITRY_DATABASE_URL, which no list of processes shows.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Create the database, or bring it to the newest schema. Prints the revision before and after.

    With --from: carry everything over from a file to a server, or back; nothing changes in the database that it comes from.
    """
    settings = read_settings(context)
    if source is None and target is not None:
        raise InvalidInput("--to says where the database goes that --from names: give both")
    url = target or settings.database_url
    if source is None:
        if check:
            _check(url)
        else:
            _upgrade(url, settings)
        return
    if check:
        raise InvalidInput("--check changes nothing, --from copies: give one of them")
    _transfer(source, url, settings)


def _upgrade(url: str, settings: Settings) -> None:
    from app.cli.indexing import indexing_on
    from app.store.database import open_database
    from app.store.schema import upgrade

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


def _transfer(source: str, target: str, settings: Settings) -> None:
    from app.cli.indexing import counts_on
    from app.store.database import check_ready, open_database
    from app.store.transfer import transfer

    origin = open_database(source)
    check_ready(origin)
    _upgrade(target, settings)
    database = open_database(target, bulk=True)
    try:
        with counts_on() as progress:
            copied = transfer(origin, database, progress)
    finally:
        database.close()
    width = max(len(table.name) for table in copied)
    for table in copied:
        print(f"{table.name:{width}}  {table.rows:>10}  {table.sha256}")
    print(f"{sum(table.rows for table in copied)} rows, the same in {origin.name} and {database.name}")
    _upgrade(target, settings)  # which makes the full-text index


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
