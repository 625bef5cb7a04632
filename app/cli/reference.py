"""`summitry reference`: official statistics that stand beside the claims of a series."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.options import read_settings, read_vocabulary
from app.domain.kinds import Measure
from app.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from app.ingestion.reference import ReferenceReport, Skipped

reference_commands = typer.Typer(
    no_args_is_help=True, help="Official statistics of your own, shown beside the claims of a series."
)

QUIET: Final = 2.0
"""Seconds after which it is told how far an import is."""

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Source = Annotated[
    str | None,
    typer.Option(
        help="Who publishes the values, as it is to be shown. Without it the file's name.", show_default=False
    ),
]


@reference_commands.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv",
            help="SDMX-CSV (1.0 or 2.0), or World Bank CSV as it is downloaded there: a row for each country, a column for each year.",
        ),
    ],
    vintage: Annotated[
        str,
        typer.Option(
            metavar="YYYY-MM-DD", help="As of which day its values were published.", show_default=False
        ),
    ],
    source: Source = None,
    metric: Annotated[
        str | None,
        typer.Option(
            help="The metric of all its values, by its id (/api/v1/metrics), where the file's codes do not tell.",
            show_default=False,
        ),
    ] = None,
    measure: Annotated[
        Measure | None,
        typer.Option(help="What all its values measure, where the file's codes do not tell: else a level."),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            help="The unit of all its values: a currency (ISO 4217), percent, …", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Store the values of a file. Those of other vintages stay beside them; the same file once more changes nothing.

    What cannot be understood is counted by reason, with the first lines. Status 1 where nothing could be.
    """
    from app.ingestion.reference import Meaning, import_reference
    from app.store.database import open_database

    day = _day(vintage)
    called = _name(source or file.stem)
    settings = read_settings(context)
    vocabulary = read_vocabulary(settings)
    if metric is not None and metric not in vocabulary.metrics:
        raise NotFound(
            f"there is no metric {metric!r}{_near(metric, vocabulary.metrics)}; the ids are listed at /api/v1/metrics"
        )
    units = {each.unit for each in vocabulary.units}
    if unit is not None and unit not in units:
        raise NotFound(f"there is no unit {unit!r}{_near(unit, units)}; units stand in units.yaml")
    database = open_database(settings.database_url)
    try:
        with _shown() as progress:
            report = import_reference(
                database,
                vocabulary,
                file,
                source=called,
                vintage=day,
                meaning=Meaning(metric, measure, unit),
                progress=progress,
            )
    finally:
        database.close()
    if as_json:
        print(json.dumps(_as_json(report, called, day), ensure_ascii=False))
    else:
        _print(report, called, day)
    put = report.put
    if not put.added + put.changed + put.unchanged:
        raise typer.Exit(1)


@reference_commands.command("list")
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """What is stored, by source, the newest vintage first."""
    from app.store.database import open_database
    from app.store.reference import list_sets

    reader = open_database(read_settings(context).database_url).reader()
    try:
        sets = list_sets(reader)
    finally:
        reader.close()
    for each in sets:
        if as_json:
            print(json.dumps(asdict(each), ensure_ascii=False))
        else:
            print(
                f"{each.vintage}  {each.values:7} values  {each.series:5} series  {each.first} to {each.last}  {each.source}"
            )
    if not sets:
        typer.echo("there are none yet: summitry reference import FILE.csv --vintage YYYY-MM-DD", err=True)


@reference_commands.command("remove")
def remove(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its name, as `reference list` shows it.")],
    vintage: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Only this vintage.", show_default="all of them"),
    ] = None,
) -> None:
    """Take away the values of a source."""
    from app.store.database import open_database
    from app.store.reference import remove_values

    day = _day(vintage).isoformat() if vintage is not None else None
    database = open_database(read_settings(context).database_url)
    try:
        with database.session() as session:
            gone = remove_values(session, source, day)
    finally:
        database.close()
    if not gone:
        of = f" of {day}" if day else ""
        raise NotFound(f"there are no values{of} from {source!r}; see: summitry reference list")
    print(f"{gone} values removed")


def _day(told: str) -> date:
    try:
        if len(told) == 10:
            return date.fromisoformat(told)
    except ValueError:
        pass
    raise InvalidInput(f"--vintage is {told!r}, not a day such as 2026-07-01")


def _name(told: str) -> str:
    called = " ".join(told.split())
    if not called or len(called) > 100 or not called.isprintable():
        raise InvalidInput("--source must be a short line of text")
    return called


def _near(given: str, known: object) -> str:
    found = get_close_matches(given, list(known), n=1)  # type: ignore[call-overload]
    return f"; did you mean {found[0]}?" if found else ""


def _print(report: ReferenceReport, source: str, vintage: date) -> None:
    put = report.put
    print(
        f"{source}, {vintage}: {put.added} values added, {put.changed} changed, {put.unchanged} unchanged, in {report.series} series"
    )
    if not report.values and not report.skipped:
        typer.echo("passed: the file has a head and no values", err=True)
    for reason, skipped in report.skipped.items():
        typer.echo(f"passed: {skipped.count} times {reason}{_where(skipped)}", err=True)


def _where(skipped: Skipped) -> str:
    more = ", …" if skipped.count > len(skipped.lines) else ""
    told = f": {', '.join(skipped.told)}" if skipped.told else ""
    return f" (line {', '.join(map(str, skipped.lines))}{more}){told}"


def _as_json(report: ReferenceReport, source: str, vintage: date) -> dict[str, object]:
    return {
        "source": source,
        "vintage": vintage.isoformat(),
        **asdict(report.put),
        "series": report.series,
        "passed": [{"reason": reason, **asdict(skipped)} for reason, skipped in report.skipped.items()],
    }


@contextmanager
def _shown() -> Iterator[Callable[[int, int], object]]:
    """Nothing for two seconds; then a bar on a terminal, lines elsewhere."""
    began = told = time.monotonic()
    if not sys.stderr.isatty():

        def tell(done: int, of: int) -> None:
            nonlocal told
            now = time.monotonic()
            if now - began >= QUIET and (now - told >= QUIET or done == of):
                told = now
                typer.echo(f"values: {done} of {of} stored", err=True)

        yield tell
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("storing values", total=None, visible=False)
        yield lambda done, of: bar.update(
            task, completed=done, total=of, visible=time.monotonic() - began >= QUIET
        )
