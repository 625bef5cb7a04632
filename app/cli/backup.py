"""`summitry backup`, `restore` and `check`: a copy of the database, the way back, and whether it is sound."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from app.cli.indexing import counts_on
from app.cli.options import read_settings
from app.errors import StoreUnavailable

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def back_up_store(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Copy the database into FILE while others read and write: one moment of it, checked, whole or not at all."""
    from app.store.backup import back_up
    from app.store.database import open_database

    database = open_database(read_settings(context).database_url)
    with _bytes_on("copying") as progress:
        found = back_up(database, file, force=force, progress=progress)
    if as_json:
        print(json.dumps({"file": str(file), "bytes": file.stat().st_size, **found.as_json()}))
    else:
        print(f"{file}: {file.stat().st_size / 1e6:.1f} MB; {found.as_text()}")


def restore_store(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `summitry backup` has made.")],
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Also where the database holds documents; it is kept beside the new one."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the place of the database. Stop the server first; what was there is kept (NAME.before-restore)."""
    from app.store.backup import restore
    from app.store.database import SCHEMA_REVISION, open_database

    database = open_database(read_settings(context).database_url)
    with _bytes_on("restoring") as progress:
        found = restore(database, file, replace=replace, progress=progress)
    is_old = found.contents.schema != SCHEMA_REVISION
    if as_json:
        told = {"before": str(found.before) if found.before else None, "migrate": is_old}
        print(json.dumps({"database": database.name, **found.contents.as_json(), **told}))
        return
    print(f"{database.name}: {found.contents.as_text()}")
    if found.before:
        print(f"what was there before is kept as {found.before}")
    if is_old:
        print(f"its schema is older than this release's ({SCHEMA_REVISION}): run `summitry migrate`")


def check_database(
    context: typer.Context,
    full: Annotated[
        bool, typer.Option("--full", help="Also the order of every index and every counter; takes minutes.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Look for damage: pages, references, full text, counters, records. Status 1 where anything is wrong; nothing is changed."""
    from app.store.check import check_store
    from app.store.database import open_database

    database = open_database(read_settings(context).database_url)
    with counts_on() as progress:
        try:
            faults = check_store(database, full=full, progress=progress)
        except StoreUnavailable as error:
            faults = [error.detail]
    if as_json:
        print(
            json.dumps(
                {"database": database.name, "full": full, "sound": not faults, "faults": faults},
                ensure_ascii=False,
            )
        )
    else:
        for fault in faults:
            print(f"{database.name}: {fault}")
        if not faults:
            print(f"{database.name}: nothing is wrong")
    if faults:
        raise typer.Exit(1)


@contextmanager
def _bytes_on(what: str) -> Iterator[Callable[[int, int | None], object]]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
