"""`summitry ingest`: documents into the store."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from app.cli.indexing import settling
from app.cli.options import VocabularyExtra, read_settings, read_vocabulary


def ingest_documents(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Files (.txt .md .jsonl .html .htm .xhtml .pdf .docx), folders, or - for standard input.",
        ),
    ],
    report_file: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write the whole report as JSON, too.")
    ] = None,
    vocabulary_extra: VocabularyExtra = None,
) -> None:
    """Read documents, extract and store them. Status 1 if any was refused; the rest is stored all the same."""
    from app.extraction import build_toolkit
    from app.ingestion import find_inputs, ingest, progress_on, total_bytes
    from app.store.database import check_ready, open_database

    settings = read_settings(context, vocabulary_extra)
    left_out: Counter[str] = Counter()
    inputs = find_inputs(paths, left_out=left_out)
    vocabulary = read_vocabulary(settings)
    # A service manager's SIGTERM ends a run as Ctrl-C does: what is whole is committed, the report is written.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    database = open_database(settings.database_url, bulk=True)
    try:
        check_ready(database)  # before minutes of reading
        with progress_on(total=total_bytes(inputs)) as progress:
            report = ingest(
                inputs,
                database=database,
                toolkit=build_toolkit(vocabulary),
                vocabulary=vocabulary,
                progress=progress,
            )
        report.left_out += left_out
        print(report.as_text())
        if report_file is not None:
            report.write(report_file)
    finally:
        with settling():
            database.close()
    if report.interrupted:
        raise typer.Exit(130)
    if not report.clean:
        raise typer.Exit(1)
