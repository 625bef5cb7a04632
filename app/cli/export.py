"""`summitry export`: what is stored into a file."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from app.cli.options import VocabularyExtra, read_settings, read_vocabulary
from app.errors import InvalidInput

if TYPE_CHECKING:
    from app.queries.page import Noun
    from app.queries.params import ListParams

SDMX: Final = ".sdmx.csv"
SUFFIXES: Final = (".zip", ".jsonl", ".csv", SDMX, ".parquet")


def export_records(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            help="Where to: its name ends in .zip (everything, with a manifest), .jsonl, .csv or .parquet (one kind of record), .sdmx.csv (figures as SDMX-CSV)."
        ),
    ],
    kind: Annotated[
        Literal["documents", "statements", "proposals", "figures", "claims", "threads"] | None,
        typer.Option(help="Which records; only for .jsonl, .csv and .parquet.", show_default=False),
    ] = None,
    query: Annotated[
        str,
        typer.Option(
            help="Only what fits these filters, written as in an address of the API: 'leader=sadyr-japarov&topic=trade'."
        ),
    ] = "",
    gold: Annotated[
        bool,
        typer.Option(
            "--gold",
            help="The documents whose findings were all judged, in the annotators' format, for `summitry evaluate --gold`; only for .jsonl.",
        ),
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin CSV with a byte order mark, by which Excel knows UTF-8.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    """Write what is stored into a file: whole, of one version of the data, while others read and write."""
    suffix = SDMX if file.name.lower().endswith(SDMX) else file.suffix.lower()
    if suffix not in SUFFIXES:
        raise InvalidInput(f"{file}: its name must end in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}")
    if gold and (suffix != ".jsonl" or kind is not None or query):
        raise InvalidInput(f"{file}: --gold writes a .jsonl file, without --kind and --query")
    if not gold and (suffix == ".zip") == (kind is not None):
        told = (
            "holds everything: leave --kind out" if kind else "holds one kind of record: name it with --kind"
        )
        raise InvalidInput(f"{file}: a {suffix} file {told}")
    if suffix == SDMX and kind != "figures":
        raise InvalidInput(f"{file}: a {SDMX} file holds figures: --kind figures")
    if kind is None and query:
        raise InvalidInput(f"{file}: a .zip file holds everything: leave --query out")
    if file.exists() and not force:
        raise InvalidInput(f"{file} is there already; --force writes over it")

    settings = read_settings(context, vocabulary_extra)
    vocabulary = read_vocabulary(settings)

    from app import __version__
    from app.queries.archive import Archive
    from app.queries.formats import HAS_PARQUET, csv_rows, json_lines, parquet_rows
    from app.queries.gold import Gold
    from app.queries.stream import SHAPES, RecordStream
    from app.schemas.flat import FLAT
    from app.schemas.sdmx import sdmx_rows
    from app.store.database import open_database

    if suffix == ".parquet" and not HAS_PARQUET:
        raise InvalidInput("Parquet needs pyarrow: pip install 'pyarrow>=26,<27'")
    with closing(open_database(settings.database_url)) as database:
        reader = database.reader()
        if gold:
            with closing(Gold(reader)) as judged:
                with _progress(judged.total) as advance:
                    size = _write(file, (line for line in judged.lines() if not advance(1)))
                print(f"{file}: {judged.total} documents, {size} bytes")
                if judged.left_out:
                    print(f"left out: {judged.left_out} documents of which some findings wait for a verdict")
                if judged.withheld:
                    print(f"left out: {judged.withheld} documents whose texts are withheld (see `excerpt`)")
            return
        if kind is None:
            with closing(Archive(reader, vocabulary, __version__)) as archive:
                with _progress(archive.total) as advance:
                    records = _write(file, archive.chunks(advance))
                print(
                    f"{file}: {archive.total} records at data version {archive.data_version}, {records} bytes"
                )
            return
        noun, params = _asked(kind, query)
        with closing(RecordStream(reader, vocabulary, noun, params, SHAPES[suffix[1:]])) as stream:
            flat = FLAT[noun.kind].narrowed(params.fields)
            with _progress(stream.total) as advance:
                batches = _told(stream.batches(), advance)
                chunks = {
                    ".csv": lambda: csv_rows(batches, flat, bom=bom),
                    ".jsonl": lambda: json_lines(batches),
                    ".parquet": lambda: parquet_rows(batches, flat),
                    SDMX: lambda: sdmx_rows(batches),
                }[suffix]()
                size = _write(file, chunks)
            print(f"{file}: {stream.total} {kind}, {size} bytes")


def _asked(kind: str, query: str) -> tuple[Noun, ListParams]:
    """The list that a kind and a query string name. Raises `InvalidInput` for what is wrong with the query."""
    from app.api.query import list_names, read_query
    from app.queries.claims import CLAIMS
    from app.queries.documents import DOCUMENTS
    from app.queries.figures import FIGURES
    from app.queries.params import ClaimParams, DocumentParams, FigureParams, ProposalParams, StatementParams
    from app.queries.proposals import PROPOSALS
    from app.queries.statements import STATEMENTS
    from app.queries.thread_params import ThreadParams
    from app.queries.threads import THREADS

    lists: dict[str, tuple[Noun, type[ListParams]]] = {
        "documents": (DOCUMENTS, DocumentParams),
        "statements": (STATEMENTS, StatementParams),
        "proposals": (PROPOSALS, ProposalParams),
        "figures": (FIGURES, FigureParams),
        "claims": (CLAIMS, ClaimParams),
        "threads": (THREADS, ThreadParams),
    }
    noun, shape = lists[kind]
    try:
        params = read_query(shape, list_names(shape), query)
    except InvalidInput as error:
        first = error.faults[0]
        raise InvalidInput(f"--query: {first.loc.removeprefix('query/')}: {first.message}") from None
    return noun, params.model_copy(update={"count": "exact"})


def _told(batches: Iterator[list[bytes]], advance: Callable[[int], None]) -> Iterator[list[bytes]]:
    for batch in batches:
        yield batch
        advance(len(batch))


def _write(file: Path, chunks: Iterator[bytes]) -> int:
    """Write a file whole or not at all; its bytes. Raises `InvalidInput` where it cannot be written."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    size = 0
    try:
        with part.open("wb") as out:
            for chunk in chunks:
                size += out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        raise InvalidInput(f"{file}: cannot be written: {error.strerror or error}") from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return size


@contextmanager
def _progress(total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda records: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("exporting", total=total)
        yield lambda records: bar.update(task, advance=records)
